"""Odd data neither stop a drawing nor spoil it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from looks import figures, outside, overlapping, svg, texts
from samples import exhibit, frame, style

from desknote.closed import Cell, Exhibit, Frame
from desknote.exhibits.draw import draw, painted, validate

Columns = dict[str, tuple[Cell, ...]]

# Each type by its least keys: x and l are labels or dates, a and b are figures.
LEAST: dict[str, list[dict[str, Any]]] = {
    "line": [{"x": "x", "y": ["a", "b"]}, {"x": "x", "y": ["a", "b"], "rebase": "percent"},
             {"x": "x", "y": "a", "right": "b", "log": True}],
    "bar": [{"x": "x", "y": ["a", "b"]}, {"x": "x", "y": ["a", "b"], "mode": "stacked"},
            {"x": "l", "y": ["a", "b"], "mode": "percent"}, {"x": "l", "y": ["a", "b"], "horizontal": True}],
    "combo": [{"x": "x", "bars": "a", "lines": "b"}],
    "area": [{"x": "x", "y": ["a", "b"]}, {"x": "x", "y": ["a", "b"], "mode": "percent"}],
    "scatter": [{"x": "a", "y": "b", "label": "l", "size": "b", "trend": True}],
    "price": [{"x": "x", "price": "a", "benchmark": "b", "volume": "b"}],
    "rating-history": [{"x": "x", "price": "a", "rating": "l", "target": "b"}],
    "band": [{"x": "x", "price": "a", "base": "b"}, {"x": "x", "ratio": "a"}],
    "football-field": [{"label": "l", "low": "a", "high": "b", "levels": [{"at": 1, "label": "现价"}]}],
    "waterfall": [{"label": "l", "value": "a"}],
    "pie": [{"label": "l", "value": "a"}],
    "heatmap": [{"x": "l", "y": ["a", "b"]}],
    "histogram": [{"x": "a", "levels": [{"at": 1, "label": "当前"}]}],
    "slope": [{"label": "l", "from": "a", "to": "b"}],
    "dumbbell": [{"label": "l", "from": "a", "to": "b"}],
    "small-multiples": [{"x": "x", "y": ["a", "b"]},
                        {"x": "x", "y": ["a", "b"], "form": "bar", "scale": "own"}],
    "sensitivity": [{"x": "l", "y": ["a", "b"], "reference": 1}],
}  # fmt: skip
KINDS = [(kind, keys) for kind, all_keys in LEAST.items() for keys in all_keys]
IDS = [f"{kind}-{i}" for kind, all_keys in LEAST.items() for i in range(len(all_keys))]

odd_figures = st.one_of(
    st.none(),
    st.integers(-20, 20),
    st.floats(-100, 100).map(lambda v: round(v, 2)),
    st.sampled_from(
        [0, -0.0, 1e-12, 1e12, -1e12, 1e99, float("nan"), float("inf"), 10**400, True, "n/a", ""]
    ),
)
labels = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(
        [
            "示例科技股份有限公司（香港）控股",
            "2024E",
            "Very long Latin name of a company",
            "<&>\"'",
            "$x$ $y$",
            "\u200b",
        ]
    ),
)
places = st.one_of(
    st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2050, 1, 1)), min_size=12, max_size=12),
    st.lists(labels, min_size=12, max_size=12),
    st.lists(st.one_of(st.none(), st.integers(-5, 3000)), min_size=12, max_size=12),
)


@st.composite
def odd_frames(draw_: st.DrawFn) -> Frame:
    count = draw_(st.integers(0, 12))
    cells: Columns = {
        "x": tuple(draw_(places)[:count]),
        "l": tuple(draw_(st.lists(labels, min_size=count, max_size=count))),
        "a": tuple(draw_(st.lists(odd_figures, min_size=count, max_size=count))),
        "b": tuple(draw_(st.lists(odd_figures, min_size=count, max_size=count))),
    }
    return Frame("odd.csv", cells, "odd")


def sound(one: Exhibit, width: float) -> None:
    """The chart is drawn, well-formed, finite, legible and on its sheet."""
    tuple(validate(one))
    figures(svg(one, style(), width))
    sheet = painted(one, style(), width)
    assert not overlapping(sheet)
    assert not outside(sheet)


@pytest.mark.parametrize(("kind", "keys"), KINDS, ids=IDS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=odd_frames(), width=st.sampled_from([54.0, 86.0, 178.0]))
def test_whatever_the_data(kind: str, keys: dict[str, Any], data: Frame, width: float) -> None:
    sound(exhibit({"type": kind, **keys}, data), width)


@pytest.mark.parametrize(("kind", "keys"), KINDS, ids=IDS)
def test_nothing_to_draw_says_so(kind: str, keys: dict[str, Any]) -> None:
    for count in (0, 3):
        empty = frame(x=[None] * count, l=[None] * count, a=[None] * count, b=[None] * count)
        one = exhibit({"type": kind, **keys}, empty)
        assert "暂无数据" in texts(svg(one, style(), 54))
        assert [d.code for d in validate(one)] == ["DN320"]
        assert draw(one, style(), 54).alt


@pytest.mark.parametrize(("kind", "keys"), KINDS, ids=IDS)
def test_five_thousand_rows(kind: str, keys: dict[str, Any]) -> None:
    days = [dt.date(2005, 1, 1) + dt.timedelta(days=i) for i in range(5000)]
    data = frame(
        x=days, l=[f"第{i}行的名称" for i in range(5000)], a=[(i * 7919) % 1009 for i in range(5000)],
        b=[(i * 104729) % 997 + 1 for i in range(5000)],
    )  # fmt: skip
    one = exhibit({"type": kind, **keys}, data)
    assert len(draw(one, style(), 86).svg or "") < 300_000
    assert not overlapping(painted(one, style(), 86))


@pytest.mark.parametrize(("kind", "keys"), KINDS, ids=IDS)
@pytest.mark.parametrize("value", [5.0, 0, -3, 1e12])
def test_one_row_and_rows_that_are_all_alike(kind: str, keys: dict[str, Any], value: float) -> None:
    for count in (1, 4):
        days = [dt.date(2024, 1, 1 + i) for i in range(count)]
        names = [f"甲{i}" for i in range(count)]
        sound(
            exhibit({"type": kind, **keys}, frame(x=days, l=names, a=[value] * count, b=[value] * count)), 54
        )


def test_twelve_series_with_long_names() -> None:
    names = [f"示例科技股份有限公司第{i}事业部" for i in range(12)]
    days = [dt.date(2024, 1, 1 + i) for i in range(20)]
    data = frame(x=days, **{n: [i + k for k in range(20)] for i, n in enumerate(names)})
    for kind in ("line", "bar", "area", "small-multiples"):
        for width in (54.0, 178.0):
            sound(exhibit({"type": kind, "x": "x", "y": names}, data), width)

"""Bars, combos, waterfalls and histograms."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from looks import NS, labels, svg, texts
from samples import YEARS, exhibit, frame, samples, style, weekdays

from desknote.closed import Exhibit
from desknote.exhibits.bars import is_forecast, place, thinned
from desknote.exhibits.data import Axis, Series
from desknote.exhibits.draw import draw, painted


def bar(**keys: Any) -> Exhibit:
    data = frame(
        y=keys.pop("rows", ("甲", "乙", "丙")), a=keys.pop("a", (3, 1, 2)), b=keys.pop("b", (1, 1, 6))
    )
    return exhibit({"type": "bar", "x": "y", "y": {"a": "一", "b": "二"}, **keys}, data)


def fills(one: Exhibit, width: float = 86) -> list[str]:
    return [n.attrib["fill"] for n in svg(one, style(), width).iter(f"{NS}path") if "fill" in n.attrib]


@pytest.mark.parametrize("label", ["2024E", "2025F", "2Q25E", "24E", "FY26E", "2025预测"])
def test_forecasts_are_known_by_their_names(label: str) -> None:
    assert is_forecast(label)


@pytest.mark.parametrize("label", ["2024A", "2024", "CASE", "3Q24", "E", "电力E"])
def test_other_names_are_no_forecasts(label: str) -> None:
    assert not is_forecast(label)


def test_forecasts_are_paler() -> None:
    one, pale = style().colour(0), style().tint(style().colour(0), 0.4)
    assert {one, pale} <= set(fills(samples()["bar"]))


def test_stacks_show_their_parts_and_totals() -> None:
    shown = labels(bar(mode="stacked", a=(30, 40, 50), b=(20, 20, 60)), style(), "inside")
    assert shown == ["30", "20", "40", "20", "50", "60"]
    assert labels(bar(mode="stacked", a=(30, 40, 50), b=(20, 20, 60)), style(), "total") == [
        "50",
        "60",
        "110",
    ]


def test_shares_add_up_to_a_hundred() -> None:
    rows = draw(bar(mode="percent"), style(), 86).rows
    assert [row[1:] for row in rows] == [("75.0", "25.0"), ("50.0", "50.0"), ("25.0", "75.0")]


def test_lying_bars_are_sorted_and_named_from_the_top() -> None:
    sheet = painted(bar(y="a", horizontal=True, sort="descending"), style(), 86)
    names = [label for label in sheet.labels if label.role == "row"]
    assert [label.text for label in sorted(names, key=lambda n: -n.box.top)] == ["甲", "丙", "乙"]


def test_rises_and_falls_have_the_markets_colours() -> None:
    one = bar(y="a", a=(3, -1, 2), colours="sign")
    assert {style().up, style().down} <= set(fills(one))
    assert style("red").up != style("blue").up and style("red").up != style("red").down


def test_the_highlighted_row_is_full_the_others_pale() -> None:
    found = fills(bar(y="a", horizontal=True, highlight="乙"))
    assert style().colour(0) in found and style().tint(style().colour(0), 0.55) in found


def test_figures_stand_on_the_bars_where_all_fit() -> None:
    assert labels(bar(y="a"), style(), "bar") == ["3", "1", "2"]
    many = exhibit(
        {"type": "bar", "x": "y", "y": "a"}, frame(y=[str(i) for i in range(40)], a=range(1000, 1040))
    )
    assert labels(many, style(), "bar", 54) == []


def test_bars_begin_at_zero() -> None:
    one = bar(y="a", a=(101, 102, 103))
    assert "0" in labels(one, style(), "value")


def test_many_dates_stand_on_a_time_axis() -> None:
    days = weekdays(dt.date(2023, 1, 2), 250)
    one = exhibit({"type": "bar", "x": "y", "y": "a"}, frame(y=days, a=[i % 7 for i in range(250)]))
    assert "23/04" in labels(one, style(), "x", 178)


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ([dt.date(y, 12, 31) for y in (2021, 2022, 2023)], ["2021", "2022", "2023"]),
        ([dt.date(2023, m, 28) for m in (3, 6, 9, 12)], ["23Q1", "23Q2", "23Q3", "23Q4"]),
        ([dt.date(2023, m, 1) for m in (1, 2, 3)], ["23/01", "23/02", "23/03"]),
        ([dt.date(2023, 1, d) for d in (4, 5, 6)], ["01/04", "01/05", "01/06"]),
    ],
)
def test_few_dates_are_named_by_their_periods(days: list[dt.date], shown: list[str]) -> None:
    one = exhibit({"type": "bar", "x": "y", "y": "a"}, frame(y=days, a=range(1, len(days) + 1)))
    assert labels(one, style(), "x") == shown


def test_stacked_bars_grow_up_and_down_from_zero() -> None:
    axis = Axis("category", ("x",), (0.0,))
    bars = place(axis, [Series("a", (3.0,)), Series("b", (-2.0,)), Series("c", (1.0,))], "stacked", 0.5)
    assert [(b.start, b.end) for b in bars] == [(0, 3), (0, -2), (3, 4)]


def test_thinning_keeps_what_reaches_farthest() -> None:
    axis = Axis("date", tuple(range(100)), tuple(float(i) for i in range(100)))
    _, (kept,) = thinned(axis, [Series("a", tuple(float(i == 57) for i in range(100)))], 10)
    assert len(kept.values) == 10 and max(v for v in kept.values if v is not None) == 1.0


def test_a_combo_says_which_axis_its_line_is_read_off() -> None:
    one = samples()["combo"]
    assert labels(one, style(), "legend") == ["营业收入", "同比增速（右轴）"]
    assert any(t.endswith("%") for t in labels(one, style(), "value"))


def test_a_waterfall_adds_up_its_last_total() -> None:
    assert labels(samples()["waterfall"], style(), "bar") == ["120", "+35", "+18", "−12", "−22", "−6", "133"]
    rows = draw(samples()["waterfall"], style(), 86).rows
    assert rows[1] == ("云计算", "35", "155") and rows[-1] == ("2024 营业利润", "133", "133")


def test_a_histogram_counts_every_figure_once() -> None:
    rows = draw(samples()["histogram"], style(), 86).rows
    assert sum(int(row[1]) for row in rows) == 600
    ends = [tuple(float(v) for v in row[0].split(" – ")) for row in rows]
    assert all(a[1] == b[0] for a, b in pairwise(ends))


def test_long_names_are_broken_before_brackets_not_within_words() -> None:
    names = ("2023 营业利润", "研发费用（净额）", "R&D expenses")
    one = exhibit({"type": "bar", "x": "y", "y": "a"}, frame(y=names, a=(1, 2, 3)))
    shown = labels(one, style(), "x", 40)
    assert "（净额）" in shown and "2023" in shown and "expenses" in shown


def test_years_keep_their_names() -> None:
    assert tuple(labels(samples()["bar"], style(), "x", 178)) == YEARS
    assert "2026E" in texts(svg(samples()["bar"], style(), 40))

"""What charts cannot show is told of, at the key that asks for it."""

# ruff: noqa: E501 (a table)

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from samples import exhibit, frame, samples, style, weekdays

from desknote.diagnostics import Diagnostic, Span
from desknote.exhibits.draw import draw, validate
from desknote.rules import RULES

DAYS = weekdays(dt.date(2024, 1, 1), 4)


def found(spec: dict[str, Any], **columns: Any) -> list[Diagnostic]:
    one = exhibit(spec, frame(**columns))
    draw(one, style(), 86)  # whatever is wrong, there is a picture
    return list(validate(one, lambda path: Span.point(".".join(map(str, path)))))


def codes(spec: dict[str, Any], **columns: Any) -> list[tuple[str, str]]:
    return [(d.code, d.span.file if d.span else "") for d in found(spec, **columns)]


def test_samples_are_sound() -> None:
    for name, one in samples().items():
        assert not validate(one), name


@pytest.mark.parametrize(
    ("spec", "columns", "code", "place"),
    [
        ({"type": "line", "x": "x", "y": ["a", "b"]}, {"x": DAYS, "a": (1, 2, 3, 4), "b": (None,) * 4}, "DN321", "y.1"),
        ({"type": "line", "x": "x", "y": {"b": "乙", "a": "甲"}}, {"x": DAYS, "a": (1, 2, 3, 4), "b": (None,) * 4}, "DN321", "y.b"),
        ({"type": "line", "x": "x", "y": "a", "min": 5, "max": 5}, {"x": DAYS, "a": (1, 2, 3, 4)}, "DN323", "min"),
        ({"type": "line", "x": "x", "y": "a"}, {"x": (*DAYS[:3], DAYS[0]), "a": (1, 2, 3, 4)}, "DN324", "x"),
        ({"type": "line", "x": "x", "y": "a", "events": {"at": dt.date(2030, 1, 1), "label": "远"}}, {"x": DAYS, "a": (1, 2, 3, 4)}, "DN325", "events.0.at"),
        ({"type": "line", "x": "x", "y": [f"s{i}" for i in range(13)]}, {"x": DAYS, **{f"s{i}": (1, 2, 3, 4) for i in range(13)}}, "DN326", "y"),
        ({"type": "line", "x": "x", "y": "a", "rebase": "percent"}, {"x": DAYS, "a": (-1, 2, 3, 4)}, "DN328", "rebase"),
        ({"type": "price", "x": "x", "price": "a", "show": "percent"}, {"x": DAYS, "a": (0, 2, 3, 4)}, "DN328", "price"),
        ({"type": "line", "x": "x", "y": "a", "log": True}, {"x": DAYS, "a": (0, 2, 3, 4)}, "DN329", "log"),
        ({"type": "pie", "label": "x", "value": "a"}, {"x": ("甲", "乙"), "a": (3, -1)}, "DN327", "value"),
        ({"type": "bar", "x": "x", "y": "a", "mode": "percent"}, {"x": ("甲", "乙"), "a": (3, -1)}, "DN327", "y"),
        ({"type": "area", "x": "x", "y": ["a"], "mode": "percent"}, {"x": ("甲", "乙"), "a": (3, -1)}, "DN327", "y.0"),
        ({"type": "bar", "x": "x", "y": "a", "min": 2}, {"x": ("甲", "乙"), "a": (3, 4)}, "DN334", "min"),
        ({"type": "bar", "x": "x", "y": "a", "highlight": ["甲", "丙"]}, {"x": ("甲", "乙"), "a": (3, 4)}, "DN330", "highlight.1"),
        ({"type": "scatter", "x": "a", "y": "a", "label": "x", "highlight": "丙"}, {"x": ("甲", "乙"), "a": (3, 4)}, "DN330", "highlight.0"),
        ({"type": "waterfall", "label": "x", "value": "a", "totals": "合计"}, {"x": ("甲", "乙"), "a": (3, 4)}, "DN330", "totals.0"),
        ({"type": "waterfall", "label": "x", "value": "a", "totals": "丙"}, {"x": ("甲", "乙", "丙"), "a": (3, 4, 8)}, "DN331", "value"),
        ({"type": "football-field", "label": "x", "low": "a", "high": "b"}, {"x": ("甲", "乙"), "a": (3, 4), "b": (5, 2)}, "DN332", "low"),
        ({"type": "rating-history", "x": "x", "price": "a"}, {"x": ("甲", "乙"), "a": (3, 4)}, "DN333", "x"),
        ({"type": "band", "x": "x", "price": "a", "base": "b"}, {"x": DAYS, "a": (1, 2, 3, 4), "b": (-1, -1, -2, 0)}, "DN336", "base"),
        ({"type": "sensitivity", "x": "x", "y": ["a"], "base": {"row": "丙", "column": "a"}}, {"x": ("甲", "乙"), "a": (3, 4)}, "DN330", "base.row"),
        ({"type": "sensitivity", "x": "x", "y": ["a"], "base": {"row": "甲", "column": "b"}}, {"x": ("甲", "乙"), "a": (3, 4)}, "DN330", "base.column"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_of_at_its_place(
    spec: dict[str, Any], columns: dict[str, Any], code: str, place: str
) -> None:
    assert codes(spec, **columns) == [(code, place)]


def test_more_rows_than_can_be_drawn() -> None:
    many = {"x": [f"第{i}行" for i in range(300)], "a": range(300), "b": range(1, 301)}
    for spec in (
        {"type": "bar", "x": "x", "y": "a", "horizontal": True},
        {"type": "heatmap", "x": "x", "y": ["a", "b"]},
        {"type": "dumbbell", "label": "x", "from": "a", "to": "b"},
        {"type": "football-field", "label": "x", "low": "a", "high": "b"},
    ):
        assert [code for code, _ in codes(spec, **many)] == ["DN322"], spec


def test_a_total_may_differ_by_rounding() -> None:
    spec = {"type": "waterfall", "label": "x", "value": "a", "totals": "丁"}
    assert codes(spec, x=("甲", "乙", "丙", "丁"), a=(33.3, 33.3, 33.3, 99.9)) == []
    assert codes(spec, x=("甲", "乙", "丙", "丁"), a=(33.3, 33.3, 33.3, 99.94)) == []
    assert [c for c, _ in codes(spec, x=("甲", "乙", "丙", "丁"), a=(33.3, 33.3, 33.3, 100))] == ["DN331"]


def test_a_near_miss_is_suggested() -> None:
    (one,) = found(
        {"type": "bar", "x": "x", "y": "a", "highlight": "示例科枝"}, x=("示例科技", "乙"), a=(1, 2)
    )
    assert one.suggestion == "示例科技"


def test_every_message_can_be_written() -> None:
    (one,) = found(
        {"type": "waterfall", "label": "x", "value": "a", "totals": "丙"}, x=("甲", "丙"), a=(3, 8)
    )
    rule = RULES[one.code]
    assert rule.zh.format(**one.params) == "合计“丙”为 8，而此前各项之和为 3"
    assert rule.en.format(**one.params) == "total '丙' is 8, but the steps before it add up to 3"

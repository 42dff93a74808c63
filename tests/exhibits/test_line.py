"""Lines: rebasing, axes, names, marks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from looks import labels, svg, texts
from samples import exhibit, frame, style, walk, weekdays

from desknote.closed import Exhibit
from desknote.exhibits.draw import draw, painted

DAYS = weekdays(dt.date(2024, 2, 5), 60)


def line(**keys: Any) -> Exhibit:
    data = frame(
        d=keys.pop("d", DAYS),
        a=keys.pop("a", walk(60, 1, 50, 0.002, 0.02)),
        b=keys.pop("b", walk(60, 2, 900, 0, 0.01)),
    )
    return exhibit({"type": "line", "x": "d", "y": {"a": "甲", "b": "乙"}, **keys}, data)


def test_percent_starts_at_zero_where_all_series_have_a_figure() -> None:
    one = line(rebase="percent", a=(None, 50, 55), b=(900, 1000, 900), d=DAYS[:3])
    assert draw(one, style(), 86).rows == (
        ("2024-02-05", "", "-10.0"),
        ("2024-02-06", "0.0", "0.0"),
        ("2024-02-07", "10.0", "-10.0"),
    )


def test_index_starts_at_a_hundred() -> None:
    one = line(rebase=100, a=(50, 55, 60), b=(10, 5, 20), d=DAYS[:3])
    assert [row[1:] for row in draw(one, style(), 86).rows] == [
        ("100.0", "100.0"),
        ("110.0", "50.0"),
        ("120.0", "200.0"),
    ]


def test_names_stand_at_the_ends_where_there_is_room() -> None:
    assert labels(line(), style(), "end") == ["甲", "乙"]
    assert labels(line(), style(), "legend") == []
    assert labels(line(), style(), "end", 54) == []
    assert labels(line(), style(), "legend", 54) == ["甲", "乙"]
    assert labels(line(legend="top"), style(), "end") == []
    assert labels(line(legend="none"), style(), "legend", 54) == []


def test_long_names_go_to_the_legend() -> None:
    long = line(y={"a": "一个很长很长的系列名称用来占满整个图形的右侧", "b": "乙"})
    assert labels(long, style(), "end") == []
    assert len(labels(long, style(), "legend")) == 2


def test_the_second_axis_says_so_and_shares_the_gridlines() -> None:
    one = line(y="a", right={"b": "乙"}, right_unit="亿元")
    assert "乙（右轴，亿元）" in labels(one, style(), "legend")
    sheet = painted(one, style(), 86)
    values = [label for label in sheet.labels if label.role == "value"]
    left = sorted(round(v.box.bottom, 2) for v in values if v.box.right < sheet.width / 2)
    right = sorted(round(v.box.bottom, 2) for v in values if v.box.left > sheet.width / 2)
    assert left == right and len(left) > 2


def test_dates_are_sorted_and_gaps_bridged() -> None:
    one = line(d=(DAYS[2], DAYS[0], DAYS[1]), a=(3, 1, None), b=(None, None, 4))
    assert [row[0] for row in draw(one, style(), 86).rows] == ["2024-02-05", "2024-02-06", "2024-02-07"]


def test_short_units_stand_behind_each_figure_long_ones_once_above() -> None:
    assert "单位：亿元" in texts(svg(line(unit="亿元"), style()))
    shown = texts(svg(line(y="a", unit="x"), style()))
    assert any(t.endswith("x") for t in shown) and not any("单位" in t for t in shown)


def test_a_logarithmic_axis_keeps_ratios() -> None:
    one = line(y="a", log=True, a=(1, 10, 100), d=DAYS[:3])
    sheet = painted(one, style(), 86)
    marks = {label.text: label.box.bottom for label in sheet.labels if label.role == "value"}
    assert marks["10"] - marks["1"] == pytest.approx(marks["100"] - marks["10"], abs=0.01)


def test_levels_and_events_are_marked_within_the_data() -> None:
    one = line(
        y="a", levels={"at": 52, "label": "目标价"},
        events=[{"at": DAYS[20], "label": "业绩"}, {"at": dt.date(2030, 1, 1), "label": "远"}],
    )  # fmt: skip
    assert labels(one, style(), "level") == ["目标价"]
    assert labels(one, style(), "event") == ["业绩"]


def test_two_dollar_signs_are_no_formula() -> None:
    one = line(y={"a": "US$100m 与 HK$50m", "b": 'a < b & "c"'})
    shown = texts(svg(one, style(), 178))
    assert "US$100m 与 HK$50m" in shown and 'a < b & "c"' in shown


def test_more_lines_than_colours_are_told_apart_by_dashes() -> None:
    columns = {f"s{i}": walk(60, i, 50, 0, 0.02) for i in range(12)}
    one = exhibit({"type": "line", "x": "d", "y": list(columns)}, frame(d=DAYS, **columns))
    looks = {
        (node.attrib.get("stroke"), node.attrib.get("stroke-dasharray"))
        for node in svg(one, style(), 178).iter()
    }
    assert len({look for look in looks if look[0] in style().series}) >= 12
    assert sum(1 for _, dash in looks if dash) >= 6


def test_five_thousand_days_are_thinned() -> None:
    days = weekdays(dt.date(2004, 1, 5), 5000)
    one = exhibit({"type": "line", "x": "d", "y": "a"}, frame(d=days, a=walk(5000, 3, 50, 0, 0.02)))
    made = draw(one, style(), 178)
    assert len(made.svg or "") < 80_000
    assert len(made.rows) == 5000

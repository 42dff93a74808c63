"""Scatters, prices, ratings, bands, ranges, parts, grids and pairs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from looks import NS, labels, svg, texts
from pydantic import ValidationError
from samples import PEERS, exhibit, frame, samples, style, walk, weekdays

from desknote.exhibits.draw import draw, painted, told
from desknote.exhibits.types.band import quantile
from desknote.exhibits.types.scatter import line_through, points_of

ALL = samples()


def test_names_of_points_keep_apart_and_the_highlighted_one_stays() -> None:
    crowd = frame(
        n=[f"公司{i}" for i in range(80)], a=[i % 9 for i in range(80)], b=[i % 7 for i in range(80)]
    )
    one = exhibit({"type": "scatter", "x": "a", "y": "b", "label": "n", "highlight": "公司41"}, crowd)
    shown = labels(one, style(), "point", 54)
    assert "公司41" in shown and len(shown) < 80
    # Those that are left out are known, and none is both.
    drawing = draw(one, style(), 54)
    assert sorted((*shown, *drawing.unnamed)) == sorted(f"公司{i}" for i in range(80))
    (found,) = told(one, drawing)
    assert found.code == "DN337" and found.params["count"] == len(drawing.unnamed)
    assert not draw(ALL["scatter"], style(), 86).unnamed


def test_a_label_column_of_very_many_points_is_told_of() -> None:
    many = frame(n=[f"公司{i}" for i in range(201)], a=list(range(201)), b=list(range(201)))
    one = exhibit({"type": "scatter", "x": "a", "y": "b", "label": "n"}, many)
    assert len(draw(one, style(), 178).unnamed) == 201


def test_the_trend_is_the_line_of_least_squares() -> None:
    data = frame(a=(1, 2, 3, 4), b=(3, 5, 7, 9))
    fit = line_through(points_of(exhibit({"type": "scatter", "x": "a", "y": "b"}, data)))
    assert fit == pytest.approx((2, 1, 1))
    flat = frame(a=(1, 1, 1), b=(3, 5, 7))
    assert line_through(points_of(exhibit({"type": "scatter", "x": "a", "y": "b"}, flat))) is None


def test_areas_of_bubbles_follow_their_size() -> None:
    radii = sorted(float(n.attrib["r"]) for n in svg(ALL["scatter-bubbles"], style()).iter(f"{NS}circle"))
    biggest, smallest = 900, 90
    assert (radii[-1] / radii[0]) ** 2 == pytest.approx(biggest / smallest, rel=0.05)
    assert "面积：市值" in labels(ALL["scatter-bubbles"], style(), "legend")


def test_the_benchmark_meets_the_price_at_its_start() -> None:
    rows = draw(ALL["price"], style(), 86).rows
    assert rows[0][1] == rows[0][2] == "50.00"
    assert "恒生指数（同起点）" in labels(ALL["price"], style(), "legend")


def test_volume_has_the_colours_of_rises_and_falls() -> None:
    fills = {n.attrib.get("fill") for n in svg(ALL["price"], style()).iter(f"{NS}path")}
    assert {style().tint(style().up, 0.25), style().tint(style().down, 0.25)} <= fills


def test_calls_are_numbered_on_the_chart_and_listed_below() -> None:
    sheet = painted(ALL["rating-history"], style(), 178)
    badges = [label for label in sheet.labels if label.role == "badge"]
    assert [b.text for b in badges[:6]] == ["1", "2", "3", "4", "5", "6"]
    assert "2023-11-06" in [label.text for label in sheet.labels if label.role == "call"]
    assert draw(ALL["rating-history"], style(), 86).rows[1][:3] == ("2021-09-02", "买入", "70.0")


def test_ratings_may_stand_in_the_data_and_repeat_without_a_change() -> None:
    days = weekdays(dt.date(2024, 1, 1), 5)
    data = frame(
        d=days, p=(10, 11, 12, 13, 14), r=("买入", None, "买入", "增持", None), t=(15, None, 15, None, 16)
    )
    one = exhibit({"type": "rating-history", "x": "d", "price": "p", "rating": "r", "target": "t"}, data)
    rows = draw(one, style(), 86).rows
    assert [row[1:3] for row in rows] == [("买入", "15"), ("增持", "15"), ("增持", "16")]


def test_multiples_of_a_band_are_named_at_their_ends() -> None:
    shown = labels(ALL["band"], style(), "end")
    assert len(shown) == 5 and all(t.endswith("x") for t in shown)
    own = exhibit({**_dump("band"), "multiples": [12.5, 20]}, ALL["band"].frame)
    assert labels(own, style(), "end") == ["12.5x", "20.0x"]


def test_a_ratio_stands_among_its_mean_and_deviations() -> None:
    shown = labels(ALL["band-ratio"], style(), "end")
    assert [t.split(" ")[0] for t in shown] == ["−1σ", "均值", "+1σ"]
    assert quantile([1, 2, 3, 4, 5], 0.25) == 2 and quantile([1.0], 0.9) == 1


def test_a_band_needs_a_price_and_a_base_or_a_ratio() -> None:
    for keys in ({"price": "p"}, {"base": "e"}, {"price": "p", "base": "e", "ratio": "r"}, {}):
        with pytest.raises(ValidationError, match="band_needs"):
            exhibit({"type": "band", "x": "d", **keys}, ALL["band"].frame)


def _dump(name: str) -> dict[str, Any]:
    keys = {"type": "band", "x": "d", "price": {"p": "示例科技"}, "base": "e", "unit": "港元"}
    assert ALL[name].spec.type == keys["type"]
    return keys


def test_ranges_show_both_ends_and_the_current_price() -> None:
    shown = texts(svg(ALL["football-field"], style()))
    assert {"42.0", "60.0", "现价 50.2", "目标价 62.0"} <= set(shown)


@pytest.mark.parametrize("width", [86.0, 178.0])
def test_lines_of_levels_run_through_no_figure_of_a_range(width: float) -> None:
    sheet = painted(ALL["football-field"], style(), width)
    (axes,) = sheet.figure.axes
    lines = [sheet.at(axes, level.at, 0)[0] for level in ALL["football-field"].spec.levels]  # type: ignore[attr-defined]
    figures = [label.box for label in sheet.labels if label.role == "range"]
    assert len(lines) == 2 and len(figures) == 10
    assert all(box.right + 1 < x or x < box.left - 1 for box in figures for x in lines)


def test_names_of_points_keep_clear_of_the_medians() -> None:
    sheet = painted(ALL["scatter-bubbles"], style(), 86)
    (across,), (along,) = (
        {p[i] for line in sheet.busy for p in line if line[0][i] == line[1][i]} for i in (0, 1)
    )
    for box in [label.box for label in sheet.labels if label.role == "point"]:
        assert not box.left < across < box.right and not box.bottom + 2 < along < box.top - 2


def test_small_parts_become_one_and_shares_are_of_the_whole() -> None:
    shown = labels(ALL["pie"], style(), "legend")
    assert shown[-1] == "其他" and len(shown) == 8
    assert labels(ALL["pie"], style(), "share")[0] == "38%"


def test_cells_are_all_labelled_or_none_is() -> None:
    for width, count in ((178.0, 60), (86.0, 60), (54.0, 60), (28.0, 0)):
        assert len(labels(ALL["heatmap"], style(), "cell", width)) == count
    assert "单位：%" in texts(svg(ALL["heatmap"], style(), 86))


def test_the_base_case_is_found_however_it_is_written() -> None:
    for row, column in (("9.0%", "2.5%"), ("9", "2.50%"), ("9%", "2.5%")):
        keys = {
            "type": "sensitivity",
            "x": "w",
            "y": [f"{1.5 + 0.5 * i}%" for i in range(5)],
            "row_unit": "%",
        }
        one = exhibit({**keys, "base": {"row": row, "column": column}}, ALL["sensitivity"].frame)
        assert 'font-weight="700"' in (draw(one, style(), 86).svg or ""), (row, column)


def test_slopes_name_rows_at_both_ends_where_there_is_room() -> None:
    assert labels(ALL["slope"], style(), "name", 86).count(PEERS[0]) == 2
    assert labels(ALL["slope"], style(), "name", 54).count(PEERS[0]) == 1
    assert draw(ALL["slope"], style(), 86).rows[0] == (PEERS[0], "18.0", "24.0", "+6.0")


def test_pairs_are_sorted_by_their_change() -> None:
    keys = {"type": "dumbbell", "label": "n", "from": "a", "to": "b", "sort": "change"}
    rows = draw(exhibit(keys, ALL["dumbbell"].frame), style(), 86).rows
    changes = [float(row[3].replace("−", "-")) for row in rows]
    assert changes == sorted(changes, reverse=True)


def test_panels_share_one_scale_unless_each_has_its_own() -> None:
    days = weekdays(dt.date(2024, 1, 1), 30)
    data = frame(d=days, a=walk(30, 1, 10, 0, 0.02), b=walk(30, 2, 5000, 0, 0.02))
    shared = exhibit({"type": "small-multiples", "x": "d", "y": ["a", "b"]}, data)
    own = exhibit({"type": "small-multiples", "x": "d", "y": ["a", "b"], "scale": "own"}, data)
    assert labels(shared, style(), "value").count("0") == 2
    assert "0" not in labels(own, style(), "value")
    assert labels(own, style(), "panel") == ["a", "b"]

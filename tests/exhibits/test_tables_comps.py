"""Comparable companies, key data, sensitivities, ratings."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError
from table_cases import codes, drawn, elements, exhibit, rows

COMPS = """
公司,地区,市值,PE,ROE
甲,境内,182.4,35.2,11.8
乙,境内,96.3,41.8,8.7
丙,境内,58.7,-22.4,-9.1
丁,海外,410.2,186,
戊,海外,233.0,31.7,9.2
本公司,境内,80.6,36.0,12.5
"""
FORMATS = {"PE": "multiple1", "ROE": "percent1"}


def test_mean_and_median_leave_out_what_says_nothing() -> None:
    made = rows("comps", COMPS, format=FORMATS, subject="本公司", limits={"PE": [0, 100]})
    assert made["丙"][2] == "n.m."  # a loss
    assert made["丁"][2] == "n.m."  # beyond the limit
    assert made["丁"][3] == "—"
    # PE: (35.2 + 41.8 + 31.7)/3 = 36.2333, the middle one is 35.2
    # ROE: (11.8 + 8.7 - 9.1 + 9.2)/4 = 5.15, the middle is (8.7 + 9.2)/2 = 8.95
    assert made["平均值"] == ("", "", "36.2x", "5.2%")
    assert made["中位数"] == ("", "", "35.2x", "9.0%")
    assert list(made)[-3:] == ["平均值", "中位数", "本公司"]


def test_statistics_as_asked() -> None:
    made = rows("comps", COMPS, format=FORMATS, statistics=["最高", "min"], statistics_of="市值", lang="en")
    assert made["High"] == ("", "410.2", "", "")
    assert made["Low"] == ("", "58.7", "", "")
    assert "Mean" not in made


def test_statistics_of_every_column_of_figures_where_no_format_says_which() -> None:
    made = rows("comps", "c,市值,PE\na,1,10\nb,3,30\n")
    assert made["平均值"] == ("2", "20")


def test_statistics_by_group() -> None:
    drawing = drawn(
        "comps",
        COMPS,
        format=FORMATS,
        group="地区",
        by_group=True,
        statistics="mean",
        limits={"PE": [None, 100]},
    )
    heads = [r[0] for r in drawing.rows]
    assert heads == ["境内", "甲", "乙", "丙", "本公司", "平均值", "海外", "丁", "戊", "平均值", "平均值"]
    # 境内: (35.2 + 41.8 + 36)/3 = 37.6667; 海外: 31.7; all: (35.2 + 41.8 + 36 + 31.7)/4 = 36.175
    means = [r[2] for r in drawing.rows if r[0] == "平均值"]
    assert means == ["37.7x", "31.7x", "36.2x"]


def test_the_subject_is_picked_out() -> None:
    html = drawn("comps", COMPS, subject="本公司").html
    assert ["key"] in [e.classes for e in elements(html, "tr")]
    assert codes("comps", COMPS, subject="本司") == ["DN551"]


def test_heads_shared_by_columns() -> None:
    drawing = drawn(
        "comps",
        "公司,PE24,PE25,PB\n甲,1,2,3\n",
        columns={
            "公司": None,
            "PE24": {"label": "2024E", "over": "市盈率"},
            "PE25": {"label": "2025E", "over": "市盈率"},
            "PB": None,
        },
    )
    overs = [(e.text, e.attributes["colspan"]) for e in elements(drawing.html, "th") if "over" in e.classes]
    assert overs == [("市盈率", "2")]
    assert drawing.headers == ("公司", "市盈率 2024E", "市盈率 2025E", "PB")


def test_key_data_calculates_and_converts() -> None:
    made = rows(
        "key-data",
        items={
            "收盘价（元）": {"value": 33.6, "format": 2},
            "目标价（元）": {"value": 42, "format": "2"},
            "潜在空间": {"formula": "目标价（元） / 收盘价（元） - 1", "signed": True},
            "总市值": {"value": 8060000000, "format": {"unit": "亿元", "data_unit": "元", "digits": 1}},
            "52 周区间": "22.43–37.91",
            "上市日期": dt.date(2019, 7, 22),
            "无": None,
        },
    )
    assert made == {
        "收盘价（元）": ("33.60",),
        "目标价（元）": ("42.00",),
        "潜在空间": ("+25.0%",),
        "总市值（亿元）": ("80.6",),
        "52 周区间": ("22.43–37.91",),
        "上市日期": ("2019-07-22",),
        "无": ("—",),
    }


def test_key_data_from_a_file_and_from_one_row() -> None:
    assert rows("key-data", "项目,数值\n股价,33.60\n代码,000001.SZ\n") == {
        "股价": ("33.60",),
        "代码": ("000001.SZ",),
    }
    assert rows("key-data", rows=[{"股价": 33.6, "市值": 80.6}]) == {"股价": ("33.6",), "市值": ("80.6",)}


def test_key_data_stands_in_two_halves_where_there_is_room() -> None:
    items = dict.fromkeys("甲乙丙丁戊", 1)
    assert len(elements(drawn("key-data", items=items, width=178).html, "table")) == 2
    assert len(elements(drawn("key-data", items=items, width=52).html, "table")) == 1
    assert not elements(drawn("key-data", items=items).html, "thead")


def test_key_data_mistakes() -> None:
    assert codes("key-data") == ["DN555"]
    assert codes("key-data", items={"a": 1, "b": {"formula": "a / c"}}) == ["DN352"]
    with pytest.raises(ValidationError):
        exhibit("key-data", items={"a": {"value": 1, "formula": "b"}})


def test_a_sensitivity_from_a_formula() -> None:
    drawing = drawn(
        "sensitivity-table",
        formula="fcf * (1 + g / 100) / (wacc / 100 - g / 100) / shares",
        given={"fcf": 310, "shares": 240},
        down={"name": "wacc", "label": "WACC", "values": [8, 9, 10], "format": "percent1", "base": 9},
        across={"name": "g", "label": "永续增长率", "values": [2, 3], "format": "percent1", "base": 3},
        format="2",
    )
    assert drawing.headers == ("WACC", "永续增长率 2.0%", "永续增长率 3.0%")
    # 310*1.02/0.06/240 = 21.9583; 310*1.03/0.05/240 = 26.6083
    # 310*1.02/0.07/240 = 18.8214; 310*1.03/0.06/240 = 22.1736
    # 310*1.02/0.08/240 = 16.4688; 310*1.03/0.07/240 = 19.006
    assert drawing.rows == (
        ("8.0%", "21.96", "26.61"),
        ("9.0%", "18.82", "22.17"),
        ("10.0%", "16.47", "19.01"),
    )
    assert [e.text for e in elements(drawing.html, "td") if "mark" in e.classes] == ["22.17"]


def test_a_sensitivity_as_given() -> None:
    data = "PE,1.2,1.4\n26,31.2,36.4\n30,36.0,42.0\n"
    drawing = drawn(
        "sensitivity-table",
        data,
        down={"name": "市盈率", "base": 30},
        across={"name": "每股收益", "base": 1.4},
    )
    assert drawing.rows == (("26", "31.2", "36.4"), ("30", "36.0", "42.0"))
    assert [e.text for e in elements(drawing.html, "td") if "mark" in e.classes] == ["42.0"]


def test_a_sensitivity_divides_by_nothing_without_falling_over() -> None:
    made = rows(
        "sensitivity-table",
        formula="1 / (w - g)",
        down={"name": "w", "values": [1, 2]},
        across={"name": "g", "values": [1, 3]},
        format="1",
    )
    assert made == {"1": ("—", "−0.5"), "2": ("1.0", "−1.0")}


def test_a_sensitivity_wants_a_formula_or_data() -> None:
    axes = {"down": {"name": "a", "values": [1]}, "across": {"name": "b", "values": [1]}}
    with pytest.raises(ValidationError):
        exhibit("sensitivity-table", **axes)
    with pytest.raises(ValidationError):
        exhibit("sensitivity-table", formula="a * b", down={"name": "a"}, across={"name": "b"})
    assert codes("sensitivity-table", formula="a * c", **axes) == ["DN352"]


RATINGS = """
日期,评级,目标价,收盘价
2023-03-30,增持,30.00,25.40
2024-04-24,中性,24,22.90
2025-01-21,买入,42.00,33.60
"""


def test_ratings_newest_first_with_their_upside() -> None:
    drawing = drawn(
        "rating-table",
        RATINGS,
        date="日期",
        rating="评级",
        target="目标价",
        price="收盘价",
        unit="元",
        upside=True,
    )
    assert drawing.headers == ("日期", "评级", "目标价（元）", "收盘价（元）", "潜在空间")
    # 42/33.6 = 1.25; 24/22.9 = 1.04803; 30/25.4 = 1.1811
    assert drawing.rows == (
        ("2025-01-21", "买入", "42.00", "33.60", "25.0%"),
        ("2024-04-24", "中性", "24.00", "22.90", "4.8%"),
        ("2023-03-30", "增持", "30.00", "25.40", "18.1%"),
    )


def test_ratings_in_english_oldest_first() -> None:
    drawing = drawn("rating-table", RATINGS, date="日期", rating="评级", order="oldest", lang="en")
    assert [r[0] for r in drawing.rows] == ["30 Mar 2023", "24 Apr 2024", "21 Jan 2025"]


def test_key_data_are_shown_as_they_are_written() -> None:
    from desknote.source import written_number

    made = rows(
        "key-data",
        items={
            "股价": written_number("33.60"),
            "目标价": written_number("42.00", "42.00 元"),
            "总股本": written_number("1234567"),
            "空间": {"formula": "目标价 / 股价 - 1"},
            "代码": "000001",
        },
    )
    assert made == {
        "股价": ("33.60",),
        "目标价": ("42.00 元",),
        "总股本": ("1,234,567",),
        "空间": ("25.0%",),
        "代码": ("000001",),
    }

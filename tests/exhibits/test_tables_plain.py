"""``table``: columns picked, named, formatted and aligned; groups, totals, looks."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from table_cases import codes, drawn, elements, exhibit, problems, rows

from desknote.exhibits.style import ChartStyle

FUNDS = """
板块,基金,规模,今年以来,回撤
股票型,红利低波,12345678900,3.21,-8.4
股票型,科技先锋,8023400000,-1.85,-22.15
债券型,中短债,25600000000,0.42,
"""


def test_all_columns_as_they_are() -> None:
    drawing = drawn("table", "环节,设计,作用\n注意力,MLA,压缩缓存\n精度,FP8,更快\n")
    assert drawing.headers == ("环节", "设计", "作用")
    assert drawing.rows == (("注意力", "MLA", "压缩缓存"), ("精度", "FP8", "更快"))
    assert drawing.svg is None


def test_columns_in_another_order_with_labels_and_formats() -> None:
    drawing = drawn(
        "table",
        FUNDS,
        columns=[
            "基金",
            {"今年以来": "年内"},
            {"规模": {"label": "资产", "format": {"digits": 1, "unit": "亿元", "data_unit": "元"}}},
        ],
        format={"年内": "percent2"},
    )
    assert drawing.headers == ("基金", "年内", "资产（亿元）")
    assert drawing.rows[1] == ("科技先锋", "−1.85%", "80.2")
    assert drawing.rows[0][2] == "123.5"


def test_a_column_that_is_not_there_is_named() -> None:
    spec = exhibit("table", FUNDS, columns={"基金": None, "规摸": "规模"}).spec
    assert list(spec.columns()) == [(("columns", "基金"), "基金"), (("columns", "规摸"), "规摸")]
    assert rows("table", FUNDS, columns={"基金": None, "规摸": "规模"})["红利低波"] == ("—",)


def test_one_number_of_digits_a_column() -> None:
    made = rows("table", FUNDS)
    assert [made[k][2] for k in ("股票型", "债券型")] == ["3.21", "0.42"]
    assert rows("table", "名,数\n甲,1.5\n乙,2.25\n丙,3\n") == {
        "甲": ("1.50",),
        "乙": ("2.25",),
        "丙": ("3.00",),
    }


def test_digits_by_row_where_the_columns_are_periods() -> None:
    made = rows("table", "RMB m,2023A,2024E\nRevenue,1284,1512\nMargin (%),36.2,37.1\nEPS,0.76,0.9\n")
    assert made == {"Revenue": ("1,284", "1,512"), "Margin (%)": ("36.2", "37.1"), "EPS": ("0.76", "0.90")}


def test_digits_by_row_where_the_rows_name_units() -> None:
    made = rows("table", "指标,上月,最新\n占比（%）,44.1,49.6\n拆息（%）,4.37,4.02\n回购（亿港元）,28,19\n")
    assert made["占比（%）"] == ("44.1", "49.6")
    assert made["回购（亿港元）"] == ("28", "19")


def test_years_among_row_heads_have_no_separator() -> None:
    assert list(rows("table", "年份,数\n2023,1200\n2024,1300\n")) == ["2023", "2024"]


def test_formats_of_rows_win_over_those_of_columns() -> None:
    made = rows(
        "table",
        "项目,2023A,2024E\nP/E,44.21,36.1\nMargin,36.2,37.12\n",
        format={"P/E": "multiple1", "2024E": "percent2", "Margin": "percent1"},
    )
    assert made == {"P/E": ("44.2x", "36.1x"), "Margin": ("36.2%", "37.1%")}


def test_figures_kept_as_text_stay_as_written_but_follow_a_format() -> None:
    data = "项目,数值\n代码,000001.SZ\n股价,33.60\n跌幅,-1.2\n52 周区间,22.43–37.91\n"
    assert rows("table", data)["股价"] == ("33.60",)
    assert rows("table", data)["跌幅"] == ("−1.2",)
    assert rows("table", data, format={"跌幅": "percent2"})["跌幅"] == ("−1.20%",)
    assert rows("table", data, format={"代码": "percent2"})["代码"] == ("000001.SZ",)


def test_unit_converts_amounts_but_not_rows_with_a_unit_of_their_own() -> None:
    made = drawn(
        "table",
        "项目,2023A,2024E\n收入,1284000000,1512000000\n毛利率（%）,36.2,37.1\n",
        unit="亿元",
        data_unit="元",
        digits=2,
    )
    assert made.headers[0] == "单位：亿元"
    assert made.rows == (("收入", "12.84", "15.12"), ("毛利率（%）", "36.20", "37.10"))
    assert drawn("table", "Item,2023A,2024E\nSales,1,2\n", unit="CNY mn", lang="en").headers[0] == "CNY mn"


def test_what_a_unit_would_make_zero_is_not_in_it() -> None:
    data = "项目,2023A,2024E\n收入,1284000000,1512000000\n每股收益,0.758,0.933\n"
    for kind in ("table", "forecast"):
        made = rows(kind, data, unit="亿元", data_unit="元", format={"每股收益": "2", "收入": "1"})
        assert made == {"收入": ("12.8", "15.1"), "每股收益": ("0.76", "0.93")}
    by_column = rows("table", "基金,规模,净值\n甲,2500000000,1.0325\n", unit="亿元", data_unit="元")
    assert by_column["甲"] == ("25", "1.03")


def test_a_total_adds_amounts_and_leaves_per_cent_out() -> None:
    made = rows(
        "table", FUNDS, columns={"基金": None, "规模": None, "今年以来": {"format": "percent2"}}, total=True
    )
    assert made["合计"] == ("45,969,078,900", "")
    made = rows(
        "table",
        FUNDS,
        columns=["基金", "规模", "今年以来"],
        total={"take": "median", "label": "中位", "columns": ["今年以来"]},
    )
    assert made["中位"] == ("", "0.42")
    assert rows("table", FUNDS, columns=["基金", "今年以来"], total="mean", lang="en")["Mean"] == ("0.59",)


def test_groups_have_heads_across_the_table() -> None:
    drawing = drawn("table", FUNDS, group="板块")
    heads = [e for e in elements(drawing.html, "th") if e.attributes.get("scope") == "rowgroup"]
    assert [(h.text, h.attributes["colspan"]) for h in heads] == [("股票型", "4"), ("债券型", "4")]
    assert len(elements(drawing.html, "tbody")) == 2
    assert drawing.headers == ("基金", "规模", "今年以来", "回撤")


def test_looks_of_rows() -> None:
    drawing = drawn(
        "table", "a,2023A,2024E\n收入,1,2\n其中,1,1\n", styles={"收入": ["加粗", "重点"], "其中": "缩进"}
    )
    looks = [e.classes for e in elements(drawing.html, "tr")]
    assert looks == [[], ["bold", "key"], ["sub"]]


def test_columns_of_estimates_are_tinted() -> None:
    html = drawn("table", "a,2023A,2024E,FY25F,2026年预测,PE\n收入,1,2,3,4,5\n").html
    assert [e.classes for e in elements(html, "col")] == [[], [], ["est"], ["est"], ["est"], []]
    plain = drawn("table", "a,2023A,2024E\n收入,1,2\n", estimates="none").html
    assert not any(e.classes for e in elements(plain, "col"))


def test_rises_and_falls_have_colours_only_where_asked() -> None:
    html = drawn("table", FUNDS, signed="今年以来").html
    tones = [e.classes for e in elements(html, "td") if e.text in ("+3.21", "−1.85", "−8.40")]
    assert tones == [["up"], [], ["down"]]
    assert not any({"up", "down"} & set(e.classes) for e in elements(drawn("table", FUNDS).html, "td"))


def test_heads_are_marked_up_and_text_is_escaped() -> None:
    html = drawn("table", {"<b>": ("A&B", "x<y"), "数": (1.0, 2.0)}).html
    assert "<b>" not in (html or "")
    assert [e.attributes["scope"] for e in elements(html, "th")] == ["col", "col", "row", "row"]
    assert elements(html, "tbody")[0].text.split() == ["A&B1", "x<y2"]


def test_chinese_and_latin_are_set_apart() -> None:
    html = drawn("table", "环节,设计\n并行,抬升GPU利用率\n").html
    assert "抬升 GPU 利用率" in (html or "")


def test_negative_figures_as_the_house_or_the_author_says() -> None:
    house = ChartStyle(lang="en", negative="parentheses")
    data = "a,b\nx,-1.2\ny,3.4\n"
    assert rows("table", data, style=house)["x"] == ("(1.2)",)
    assert rows("table", data, style=house, negative="minus")["x"] == ("−1.2",)
    assert rows("table", data, negative="括号")["x"] == ("(1.2)",)


def test_decimal_points_stand_below_one_another() -> None:
    html = drawn("table", "a,b\nx,-1.2\ny,3.4\n", negative="parentheses").html
    spans = {e.text: e.attributes["style"] for e in elements(html, "span")}
    assert list(spans) == ["3.4"]  # it gives way by the width of the bracket
    assert spans["3.4"].startswith("margin-right:0.")


def test_names_that_lead_nowhere() -> None:
    found = problems("table", FUNDS, styles={"红利底波": "bold"}, format={"规模": "0"}, signed=["回撤"])
    assert codes("table", FUNDS, format={"规模": "0"}) == []
    assert [d.code for d in found] == ["DN551"]
    assert found[0].params["name"] == "红利底波"


def test_names_of_the_first_column_are_rows() -> None:
    assert codes("table", FUNDS, columns=["基金", "规模"], styles={"红利低波": "bold", "无": "bold"}) == [
        "DN551"
    ]


@pytest.mark.parametrize(
    "keys",
    [
        {"format": "percent9"},
        {"format": {"规模": "money"}},
        {"styles": {"红利低波": "italics"}},
        {"unit": "亿元", "data_unit": "港元"},
        {"data_unit": "元"},
        {"columns": {"规模": {"aling": "left"}}},
        {"landscape": "sideways"},
    ],
)
def test_what_is_refused(keys: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        exhibit("table", FUNDS, **keys)


def test_a_table_without_data_is_empty_not_wrong() -> None:
    assert drawn("table", {}).rows == ()
    assert drawn("table", {"a": ()}).headers == ("a",)

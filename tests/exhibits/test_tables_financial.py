"""Forecasts, statements, revisions: every calculated figure checked by hand."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from table_cases import codes, drawn, elements, exhibit, problems, rows

FORECAST = """
项目,2022A,2023A,2024E,2025E
营业收入,1173.6,1284,1512,1948
毛利,431.9,464.8,561,767.5
归母净利润,-12,18.2,22.4,33.7
每股收益（元）,-0.05,0.076,0.093,0.14
"""


def test_growth_on_the_year_before() -> None:
    made = rows("forecast", FORECAST, growth=["营业收入"])
    # 1284/1173.6 = 1.09407; 1512/1284 = 1.17757; 1948/1512 = 1.28836
    assert made["同比增速"] == ("—", "9.4%", "17.8%", "28.8%")
    assert list(made)[:3] == ["营业收入", "同比增速", "毛利"]


def test_growth_from_a_loss_says_nothing() -> None:
    made = rows("forecast", FORECAST, growth="归母净利润", lang="en")
    # 22.4/18.2 = 1.23077; 33.7/22.4 = 1.50446
    assert made["YoY growth"] == ("—", "n.m.", "23.1%", "50.4%")


def test_growth_of_quarters_is_on_the_quarter_a_year_before() -> None:
    data = "RMB m,1Q23,2Q23,3Q23,4Q23,1Q24,2Q24\nIntake,310,322,298,305,318,344\n"
    made = rows("forecast", data, growth=True, lang="en")
    # 318/310 = 1.02581; 344/322 = 1.06832
    assert made["YoY growth"] == ("—", "—", "—", "—", "2.6%", "6.8%")


def test_growth_where_a_year_is_missing() -> None:
    made = rows("forecast", "item,2021A,2023A,2024E\nSales,100,150,180\n", growth=True, lang="en")
    assert made["YoY growth"] == ("—", "—", "20.0%")


def test_growth_along_columns_that_are_no_periods() -> None:
    assert rows("forecast", "item,上期,本期\n收入,100,130\n", growth=True)["同比增速"] == ("—", "30.0%")


def test_hidden_periods_still_count() -> None:
    drawing = drawn("forecast", FORECAST, growth="营业收入", periods=["2023A", "2024E", "2025E"])
    assert drawing.headers == ("项目", "2023A", "2024E", "2025E")
    assert drawing.rows[1] == ("同比增速", "9.4%", "17.8%", "28.8%")


def test_ratios_stand_below_what_they_begin_with() -> None:
    made = rows(
        "forecast",
        FORECAST,
        ratios={
            "毛利率": "毛利 / 营业收入",
            "净利率": {"formula": "归母净利润 / 营业收入", "format": "ratio2"},
        },
    )
    # 431.9/1173.6 = 0.36801; 464.8/1284 = 0.36199; 561/1512 = 0.37103; 767.5/1948 = 0.39399
    assert made["毛利率"] == ("36.8%", "36.2%", "37.1%", "39.4%")
    # -12/1173.6 = -0.010225; 18.2/1284 = 0.014174; 22.4/1512 = 0.014815; 33.7/1948 = 0.0173
    assert made["净利率"] == ("−1.02%", "1.42%", "1.48%", "1.73%")
    assert list(made) == ["营业收入", "毛利", "毛利率", "归母净利润", "净利率", "每股收益（元）"]


def test_multiples_of_a_price() -> None:
    made = rows("forecast", FORECAST, price=3.36, multiples={"市盈率": "每股收益（元）"})
    # 3.36/0.076 = 44.2105; 3.36/0.093 = 36.129; 3.36/0.14 = 24
    assert made["市盈率"] == ("n.m.", "44.2x", "36.1x", "24.0x")
    made = rows(
        "forecast", FORECAST, multiples={"EV/毛利": {"of": "毛利", "value": 6200, "format": "multiple2"}}
    )
    # 6200/431.9 = 14.3552; 6200/464.8 = 13.3391; 6200/561 = 11.0517; 6200/767.5 = 8.0782
    assert made["EV/毛利"] == ("14.36x", "13.34x", "11.05x", "8.08x")


def test_names_of_several_words_in_formulas() -> None:
    data = "RMB m,2023A,2024E\nNet profit,182,224\nShares (m),240,240\nP&L / other,1,1\n"
    made = rows(
        "forecast", data, ratios={"EPS": {"formula": "Net profit / Shares (m)", "format": "2"}}, lang="en"
    )
    assert made["EPS"] == ("0.76", "0.93")  # 0.7583, 0.9333


def test_ratios_may_look_back() -> None:
    made = rows(
        "forecast",
        FORECAST,
        ratios={
            "均值": {"formula": "(毛利 + lag(毛利)) / 2", "format": "2"},
            "增速": {"formula": "yoy(毛利)", "format": "percent1"},
        },
    )
    assert made["均值"] == ("—", "448.35", "512.90", "664.25")
    assert made["增速"] == ("—", "7.6%", "20.7%", "36.8%")  # 1.07617, 1.20697, 1.36809


def test_units_convert_amounts_alone() -> None:
    data = (
        "项目,2023A,2024E\n收入,1284000000,1512000000\n每股收益（元）,0.758,0.933\n股本,240000000,240000000\n"
    )
    made = rows(
        "forecast",
        data,
        unit="亿元",
        data_unit="元",
        digits=2,
        growth="收入",
        format={"股本": {"unit": "百万股", "data_unit": "股", "digits": 0}},
    )
    assert made["收入"] == ("12.84", "15.12")
    assert made["同比增速"] == ("—", "17.8%")
    assert made["每股收益（元）"] == ("0.76", "0.93")
    assert made["股本（百万股）"] == ("240", "240")


def test_data_with_the_years_down() -> None:
    made = rows("forecast", "年份,收入,利润\n2023A,100,10\n2024E,120,15\n", growth=["收入"])
    assert made == {"收入": ("100", "120"), "同比增速": ("—", "20.0%"), "利润": ("10", "15")}


def test_items_that_only_formulas_use() -> None:
    made = rows("forecast", FORECAST, hide=["毛利"], ratios={"毛利率": "毛利 / 营业收入"})
    assert "毛利" not in made
    assert list(made)[1] == "毛利率"


def test_results_and_estimates_by_the_last_year_with_results() -> None:
    drawing = drawn("forecast", "item,2022,2023,2024,2025\nSales,1,2,3,4\n", last_actual=2023, lang="en")
    assert drawing.headers == ("item", "2022A", "2023A", "2024E", "2025E")
    assert [e.classes for e in elements(drawing.html, "col")] == [[], [], [], ["est"], ["est"]]
    assert codes("forecast", "item,2022,2023\nSales,1,2\n", last_actual="2021") == ["DN551"]


def test_growth_has_colours_where_asked_in_any_language() -> None:
    html = drawn("forecast", FORECAST, growth="营业收入", signed=["同比增速"], lang="en").html
    assert [e.text for e in elements(html, "td") if "up" in e.classes] == ["+9.4%", "+17.8%", "+28.8%"]


def test_mistakes_in_a_forecast() -> None:
    assert codes("forecast", FORECAST, growth=["营业收人"]) == ["DN551"]
    assert codes("forecast", FORECAST, ratios={"毛利率": "毛利 / 收入"}) == ["DN352"]
    assert codes("forecast", FORECAST, ratios={"毛利率": "毛利 /"}) == ["DN351"]
    assert codes("forecast", FORECAST, multiples={"市盈率": "每股收益（元）"}) == ["DN552"]
    assert codes("forecast", FORECAST, periods=["2027E"]) == ["DN551"]
    assert rows("forecast", FORECAST, ratios={"毛利率": "毛利 / 收入"})["毛利率"] == ("—",) * 4


def test_a_price_is_above_nothing() -> None:
    with pytest.raises(ValidationError):
        exhibit("forecast", FORECAST, price=0)


STATEMENTS = """
项目,2023A,2024E
利润表,,
营业收入,1284.0,1512.0
营业成本,819.2,951.0
资产负债表,,
资产总计,2038.0,2250.9
负债合计,427.6,462.9
权益合计,1610.4,1788.0
"""


def test_statements_have_heads_and_ratios_below() -> None:
    drawing = drawn(
        "statements",
        STATEMENTS,
        growth="营业收入",
        ratios={"毛利率": "1 - 营业成本 / 营业收入", "资产负债率": "负债合计 / 资产总计"},
    )
    heads = [e.text for e in elements(drawing.html, "th") if e.attributes["scope"] == "rowgroup"]
    assert heads == ["利润表", "资产负债表", "主要财务比率"]
    # 1-819.2/1284 = 0.36199; 1-951/1512 = 0.37103; 427.6/2038 = 0.20981; 462.9/2250.9 = 0.20565
    assert drawing.rows[-2:] == (("毛利率", "36.2%", "37.1%"), ("资产负债率", "21.0%", "20.6%"))


def test_statements_that_do_not_add_up() -> None:
    assert codes("statements", STATEMENTS, checks="资产总计 = 负债合计 + 权益合计") == []
    wrong = STATEMENTS.replace("1788.0", "1780.0")
    found = problems("statements", wrong, checks=["资产总计 = 负债合计 + 权益合计"])
    assert [d.code for d in found] == ["DN553"]
    assert found[0].params["period"] == "2024E"
    assert (found[0].params["a"], found[0].params["b"]) == ("2,250.9", "2,242.9")


def test_rounding_is_not_a_mistake() -> None:
    data = "项目,2023A,2024E\n资产总计,100,200\n负债合计,33,66\n权益合计,66,134\n"
    assert codes("statements", data, checks="资产总计 = 负债合计 + 权益合计") == []


def test_an_equation_has_two_sides() -> None:
    with pytest.raises(ValidationError):
        exhibit("statements", STATEMENTS, checks=["资产总计"])


REVISIONS = """
项目,年度,原预测,新预测,一致预期
营业收入,2024E,1480,1512,1495
营业收入,2025E,1790,1948,1905
毛利率（%）,2024E,36.9,37.1,37.0
毛利率（%）,2025E,38.2,39.4,38.8
净利润,2024E,-5,22,20
净利润,2025E,30,,33
"""


def test_revisions_change_in_per_cent_or_points() -> None:
    drawing = drawn("revisions", REVISIONS)
    made = {head: cells for head, *cells in drawing.rows}
    assert drawing.headers[1:4] == ("原预测 2024E", "原预测 2025E", "新预测 2024E")
    # 1512/1480 = 1.02162; 1948/1790 = 1.08827; 1512/1495 = 1.01137; 1948/1905 = 1.02257
    assert made["营业收入"] == [
        "1,480",
        "1,790",
        "1,512",
        "1,948",
        "+2.2%",
        "+8.8%",
        "1,495",
        "1,905",
        "+1.1%",
        "+2.3%",
    ]
    assert made["毛利率（%）"][4:6] == ["+0.2pct", "+1.2pct"]
    assert made["毛利率（%）"][8:] == ["+0.1pct", "+0.6pct"]
    # from a loss there is no rate; 22/20 = 1.1; without a new estimate nothing
    assert made["净利润"] == ["−5", "30", "22", "—", "n.m.", "—", "20", "33", "+10.0%", "—"]


def test_revisions_by_period_have_heads_above_heads() -> None:
    drawing = drawn("revisions", REVISIONS, by="period", lang="en", signed=True)
    overs = [e for e in elements(drawing.html, "th") if e.attributes["scope"] == "colgroup"]
    assert [(e.text, e.attributes["colspan"]) for e in overs] == [("2024E", "5"), ("2025E", "5")]
    assert any("up" in e.classes and e.text == "+0.2pp" for e in elements(drawing.html, "td"))
    assert not any("up" in e.classes and e.text == "1,512" for e in elements(drawing.html, "td"))


def test_revisions_of_one_period() -> None:
    drawing = drawn(
        "revisions", "item,old,new\nSales,100,105\nMargin,0.30,0.32\n", lang="en", format={"Margin": "ratio1"}
    )
    assert drawing.headers == ("item", "Old", "New", "Change")
    assert drawing.rows == (("Sales", "100", "105", "+5.0%"), ("Margin", "30.0%", "32.0%", "+2.0pp"))


def test_revisions_without_their_columns() -> None:
    assert codes("revisions", "item,a,b\nSales,1,2\n") == ["DN554", "DN554"]
    assert codes("revisions", "item,a,b\nSales,1,2\n", old="a", new="b") == []

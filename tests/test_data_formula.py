"""Formulas: what they compute, by hand and against plain Python; what is said of wrong ones."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desknote.closed import Cell
from desknote.diagnostics import Span
from desknote.report import message
from desknote.resolve.formula import column_of, evaluate, mask, references
from desknote.resolve.formula_functions import ALIASES, FUNCTIONS
from desknote.resolve.periods import read_period

YEARS: dict[str, Sequence[Cell]] = {
    "年份": ("2021", "2022", "2023", "2024E"),
    "收入": (80, 100, 112.5, 90),
    "利润": (-10, 5, None, 0),
    "地区": ("华东", "华南", "华东", None),
    "日": tuple(dt.date(y, 12, 31) for y in (2021, 2022, 2023, 2024)),
    "营业收入(亿元)": (1, 2, 3, 4),
}
FACTS: dict[str, Cell] = {"a": 112.5, "b": 100, "word": "甲", "day": dt.date(2025, 2, 5), "none": None}


def value(formula: str, columns: dict[str, Sequence[Cell]] = YEARS) -> Any:
    result, found = evaluate(formula, columns, FACTS)
    assert not found, [message(d, "en") for d in found]
    return list(result) if isinstance(result, tuple) else result


def said(formula: str, columns: dict[str, Sequence[Cell]] = YEARS) -> list[str]:
    return [message(d, "en") for d in evaluate(formula, columns, FACTS, rows=(2, 3, 4, 5))[1]]


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("2 ** 3 ** 2", 512),
        ("-2 ** 2", -4),
        ("2 ^ -1", 0.5),
        ("10 / 4", 2.5),
        ("7 - 2 - 1", 4),
        ("1 < 2 < 3 and not 2 < 1", True),
        ("1 = 1 or 1 / 1 == 2", True),
        ("facts.a / facts.b - 1", 0.125),
        ("change(facts.a, facts.b)", 12.5),
        ("facts.day > '2025-01-31'", True),
        ("facts.day == 2025-02-05", True),
        ("2025 - 2 - 5", 2018),
        ("facts.word == '甲'", True),
        ("facts.none + 1", None),
        ("收入 + 1", [81, 101, 113.5, 91]),
        ("收入 × 2", [160, 200, 225.0, 180]),
        ("`营业收入(亿元)` ÷ 2", [0.5, 1.0, 1.5, 2.0]),
        ("max（收入， 95）", [95, 100, 112.5, 95]),
        ("利润 + 1", [-9, 6, None, 1]),
        ("收入 > 95", [False, True, True, False]),
        ("地区 == '华东'", [True, False, True, None]),
        ("地区 == “华东” and 收入 > 95", [False, False, True, False]),
        ("日 >= '2023'", [False, False, True, True]),
        ("日 == '2023-12'", [False, False, True, False]),
        ("日 > '2022-12-31'", [False, False, True, True]),
        ("'2023' > 日", [True, True, False, False]),
        ("日 - at(日, '2021-12-31')", [0, 365, 730, 1096]),
        ("if(收入 > 95, 1, 0)", [0, 1, 1, 0]),
        ("missing(利润)", [False, False, True, False]),
        ("year(日)", [2021, 2022, 2023, 2024]),
        ("quarter(日)", [4, 4, 4, 4]),
        ("year(年份)", [2021, 2022, 2023, 2024]),
        ("sum(收入)", 382.5),
        ("mean(收入)", 95.625),
        ("median(收入)", 95.0),
        ("min(收入)", 80),
        ("max(日)", dt.date(2024, 12, 31)),
        ("count(利润)", 3),
        ("first(收入)", 80),
        ("last(地区)", "华东"),
        ("cumsum(利润)", [-10, -5, None, -5]),
        ("diff(收入)", [None, 20, 12.5, -22.5]),
        ("lag(收入, 2)", [None, None, 80, 100]),
        ("growth(收入)", [None, 25.0, 12.5, -20.0]),
        ("growth(收入, 2)", [None, None, 40.625, -10.0]),
        ("growth(利润)", [None, 150.0, None, None]),
        ("yoy(收入)", [None, 25.0, 12.5, -20.0]),
        ("同比(收入)", [None, 25.0, 12.5, -20.0]),
        ("yoy(收入, 年份)", [None, 25.0, 12.5, -20.0]),
        ("rolling_mean(收入, 2)", [None, 90.0, 106.25, 101.25]),
        ("rolling_mean(利润, 2)", [None, -2.5, None, None]),
        ("rebase(收入)", [100.0, 125.0, 140.625, 112.5]),
        ("rebase(收入, 1)", [1.0, 1.25, 1.40625, 1.125]),
        ("share(`营业收入(亿元)`)", [10.0, 20.0, 30.0, 40.0]),
        ("ratio(收入, `营业收入(亿元)`)", [80.0, 50.0, 37.5, 22.5]),
        ("percent(0.125)", 12.5),
        ("at(收入, 2023, 年份)", 112.5),
        ("at(收入, '2024E', 年份)", 90),
        ("abs(利润)", [10, 5, None, 0]),
        ("round(2.675, 2)", 2.68),
        ("round(-0.5)", -1),
        ("round(收入 / 3, 1)", [26.7, 33.3, 37.5, 30.0]),
    ],
)
def test_figures_worked_by_hand(formula: str, result: Any) -> None:
    got = value(formula)
    assert got == result
    if not isinstance(result, list):
        assert type(got) is type(result)


def test_compound_growth_by_hand() -> None:
    assert value("cagr(收入)") == pytest.approx(((90 / 80) ** (1 / 3) - 1) * 100)
    assert value("cagr(收入, 2)") == pytest.approx(((90 / 80) ** 0.5 - 1) * 100)
    assert value("cagr(100, 121, 2)") == pytest.approx(10)
    quarters = {"q": ("2023Q1", "2023Q3", "2024Q1"), "x": (100, 105, 110)}
    assert value("cagr(x)", quarters) == pytest.approx(10)
    newest_first = {"y": (2024, 2023, 2022), "x": (121, 110, 100)}
    assert value("cagr(x)", newest_first) == pytest.approx(10)


def test_a_year_before_by_dates() -> None:
    months = {
        "d": (dt.date(2023, 2, 28), dt.date(2023, 3, 31), dt.date(2024, 2, 29), dt.date(2024, 3, 29)),
        "x": (100, 200, 110, 240),
    }
    assert value("yoy(x)", months) == pytest.approx([None, None, 10, 20])
    # Trading days: the same day a year before, or the last one before it.
    days = {
        "d": (
            dt.date(2024, 1, 29),
            dt.date(2024, 2, 8),
            dt.date(2025, 1, 27),
            dt.date(2025, 2, 5),
            dt.date(2025, 2, 13),
        ),
        "x": (100, 200, 50, 110, 220),
    }
    assert value("yoy(x)", days) == pytest.approx([None, None, None, 10, 10])
    gap = {"d": (dt.date(2024, 1, 2), dt.date(2024, 1, 3), dt.date(2025, 1, 20)), "x": (1, 2, 3)}
    assert value("yoy(x)", gap) == [None, None, None]
    halves = {"p": ("1H23", "2H23", "1H24", "2H24E"), "x": (1, 2, 3, 4)}
    assert value("yoy(x)", halves) == [None, None, 200, 100]


@pytest.mark.parametrize(
    ("label", "kind", "year", "index"),
    [
        ("2024", "year", 2024, 0), (2024, "year", 2024, 0), ("2024年", "year", 2024, 0),
        ("2024E", "year", 2024, 0), ("FY24", "year", 2024, 0), ("FY2024A", "year", 2024, 0),
        ("2024Q3", "quarter", 2024, 2), ("24Q3", "quarter", 2024, 2), ("3Q24", "quarter", 2024, 2),
        ("Q3 2024", "quarter", 2024, 2), ("2024年三季度", "quarter", 2024, 2),
        ("2024年第3季度", "quarter", 2024, 2),
        ("1H24", "half", 2024, 0), ("2024H2", "half", 2024, 1), ("2024年下半年", "half", 2024, 1),
        ("2024-03", "month", 2024, 2), ("2024/3", "month", 2024, 2), ("2024.03", "month", 2024, 2),
        ("202403", "month", 2024, 2), (202403, "month", 2024, 2), ("2024年3月", "month", 2024, 2),
        ("Mar-24", "month", 2024, 2), ("March 2024", "month", 2024, 2), ("2024M3", "month", 2024, 2),
    ],
)  # fmt: skip
def test_period_labels(label: Cell, kind: str, year: int, index: int) -> None:
    period = read_period(label)
    per_year = {"year": 1, "half": 2, "quarter": 4, "month": 12}[kind]
    assert period is not None
    assert (period.kind, period.year, period.index) == (kind, year, year * per_year + index)


@pytest.mark.parametrize(
    "label", ["2024Q5", "3H24", "2024-13", "甲", "24", 24, 3.5, None, "Foo 2024", "1" * 50]
)
def test_what_names_no_period(label: Cell) -> None:
    assert read_period(label) is None


# --- against plain Python

_FIGURES = st.lists(
    st.one_of(st.none(), st.integers(-1000, 1000), st.floats(-1e6, 1e6).map(lambda x: round(x, 3))),
    min_size=1,
    max_size=30,
)


def alike(got: Sequence[Any], wanted: Sequence[Any]) -> bool:
    return len(got) == len(wanted) and all(
        g is w is None or (g is not None and w is not None and math.isclose(g, w, rel_tol=1e-9, abs_tol=1e-9))
        for g, w in zip(got, wanted, strict=True)
    )


@settings(max_examples=200, deadline=None)
@given(_FIGURES, st.integers(1, 5))
def test_growth_and_rolling_mean_agree_with_python(xs: list[Any], n: int) -> None:
    columns = {"x": tuple(xs), "t": tuple(f"r{i}" for i in range(len(xs)))}
    growth, _ = evaluate(f"growth(x, {n})", columns, {})
    wanted: list[Any] = []
    for i, x in enumerate(xs):
        then = xs[i - n] if i >= n else None
        wanted.append(None if x is None or not then else (x - then) / abs(then) * 100)
    assert alike(growth, wanted)  # type: ignore[arg-type]
    rolling, _ = evaluate(f"rolling_mean(x, {n})", columns, {})
    windows = [xs[i - n + 1 : i + 1] if i >= n - 1 else [None] for i in range(len(xs))]
    assert alike(rolling, [None if None in w else sum(w) / n for w in windows])  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0.01, 1e6), min_size=2, max_size=12))
def test_cagr_agrees_with_python(xs: list[float]) -> None:
    columns = {"year": tuple(range(2000, 2000 + len(xs))), "x": tuple(xs)}
    got, _ = evaluate("cagr(x)", columns, {})
    assert got == pytest.approx(((xs[-1] / xs[0]) ** (1 / (len(xs) - 1)) - 1) * 100)


_NUMBERS = st.integers(-50, 50).map(lambda n: f"({n})") | st.floats(-9, 9).map(lambda x: f"({x:.2f})")
_SUMS = st.recursive(
    _NUMBERS,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(" ".join)
        | inner.map(lambda s: f"({s})")
        | inner.map(lambda s: f"-({s})")
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(_SUMS)
def test_arithmetic_agrees_with_python(formula: str) -> None:
    got, found = evaluate(formula, {}, {})
    try:
        wanted = eval(formula)
    except ZeroDivisionError:
        assert got is None and [d.code for d in found] == ["DN356"]
    else:
        assert got == pytest.approx(wanted) and not found


@settings(max_examples=400, deadline=None)
@given(st.text("abx收入().,+-*/<>=&|!'\"`“”（），%^ 0123456789factsyo{}[]:;\n\\", max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    result, found = evaluate(text, {"x": (1, 2), "收入": (1, None)}, {"a": 1})
    errors = [d.code for d in found if d.code != "DN356"]
    assert set(errors) <= {"DN305", "DN351", "DN352", "DN353", "DN354", "DN355", "DN359"}
    assert result is None or not errors


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted({*FUNCTIONS, *ALIASES})),
    st.lists(
        st.sampled_from(["x", "t", "d", "e", "1", "-3", "2.5", "'2024'", "1e300", "10**9", "x > 1", "n"]),
        max_size=4,
    ),
)
def test_functions_never_raise(name: str, arguments: list[str]) -> None:
    columns: dict[str, Sequence[Cell]] = {
        "x": (1, None, -2.5, 0),
        "t": ("a", None, "b", "2024"),
        "d": (dt.date(2024, 1, 31), dt.date(2024, 2, 29), None, dt.date(1, 1, 1)),
        "e": (None, None, None, None),
        "n": (10**39, -(10**39), 1e308, 5e-324),
    }
    result, found = evaluate(f"{name}({', '.join(arguments)})", columns, {})
    if isinstance(result, tuple):
        assert len(result) == 4
        assert not any(isinstance(c, float) and not math.isfinite(c) for c in result)
    assert all(message(d, "zh") for d in found)


# --- what is wrong with a formula


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("", ["formula, character 1: it ends too early"]),
        ("收入 +", ["formula, character 5: it ends too early"]),
        ("growth(收入", ["formula, character 10: it ends too early; ')' is wanted"]),
        ("收入 利润", ["formula, character 4: '利润' does not fit here"]),
        ("收入 * 12%", ["formula, character 8: '%' is not read; 12.5% is written 12.5"]),
        ("地区 == '华东", ["formula, character 7: a quotation mark is opened and not closed"]),
        ("收入; 1", ["formula, character 3: ';' is not part of the language"]),
        ("收人 + foo(facts.c)", [
            "formula: nothing here is called '收人'",
            "formula: nothing here is called 'foo()'",
            "no fact 'c'",
        ]),
        ("growth()", ["formula: growth(): takes 1 to 2 arguments, not 0"]),
        ("ratio(收入)", ["formula: ratio(): takes 2 arguments, not 1"]),
        ("growth(1)", ["formula: growth(): a column is wanted, not a single figure"]),
        ("lag(收入, 0.5)", ["formula: lag(): a whole number from 1 is wanted"]),
        ("at(收入, 1999, 年份)", ["formula: at(): '1999' is in 0 rows, not one"]),
        ("收入 + 地区", ["formula: numbers wanted here, not text ('华东')"]),
        ("地区 > 1", ["formula: text wanted here, not numbers"]),
        ("日 > '从前'", ["formula, character 5: '从前' is not a date; write '2025-02-05' or '2025-02'"]),
        ("not 收入", ["formula: a condition wanted here, not numbers"]),
        ("yoy(收入, 地区)", ["yoy: the column has no dates or periods"]),
        ("收入 / 利润", ["formula: division by zero in row 5; no figure is shown there"]),
        ("(收入 - 100) ** 0.5", [
            "formula: the result is not a real number in 2 rows, first in row 2; no figure is shown there",
        ]),
        ("cagr(利润)", ["formula: the first figure must be above zero; no figure is shown there"]),
    ],
)  # fmt: skip
def test_what_is_said_of_wrong_formulas(formula: str, says: list[str]) -> None:
    assert said(formula) == says


def test_periods_that_cannot_be_matched() -> None:
    assert said("yoy(x)", {"x": (1, 2)}) == ["yoy: no column of dates or periods was found"]
    twice = {"q": ("2024Q1", "2024Q1"), "x": (1, 2)}
    assert said("yoy(x)", twice) == ["yoy: '2024Q1' stands in more than one row"]
    assert said("yoy(x, t)", {"t": ("甲", "乙"), "x": (1, 2)}) == ["yoy: the column has no dates or periods"]


def test_errors_point_at_their_characters_and_suggest() -> None:
    def place(offset: int, length: int) -> Span:
        return Span("note.yaml", 1, offset + 1, 1, offset + 1 + length)

    _, (column, function, fact) = evaluate("收人 + grwth(收入) * facts.aa", YEARS, FACTS, place)
    assert (column.span, column.suggestion) == (place(0, 2), "收入")
    assert (function.span, function.suggestion) == (place(5, 5), "growth")
    assert (fact.span, fact.suggestion) == (place(17, 8), "a")
    _, (bare,) = evaluate("word", YEARS, FACTS, place)
    assert bare.suggestion == "facts.word"
    _, (kind,) = evaluate("收入 + (地区)", YEARS, FACTS, place)
    assert kind.span == place(6, 2)


@pytest.mark.parametrize(
    "formula",
    [
        "(" * 5000 + ")" * 5000,
        "(" * 100 + "1" + ")" * 100,
        "-" * 1500 + "1",
        "not " * 400 + "1 < 2",
        "1" + "+1" * 900,
        "growth(" * 60 + "收入" + ")" * 60,
        "9" * 1999,
    ],
)
def test_formulas_are_bounded(formula: str) -> None:
    _, found = evaluate(formula, YEARS, FACTS)
    assert [d.code for d in found] in (["DN354"], ["DN356"])


def test_numbers_are_bounded() -> None:
    assert said("9 ** 9 ** 9") == ["formula: the result is too large; no figure is shown there"]
    assert said("1e308 * 10") == ["formula: the result is too large; no figure is shown there"]
    assert value("2 ** 100") == 2**100
    assert value("2 ** 300") == float(2**300)
    assert value("10000000000 ** 10 * 1") == 1e100
    tall = {"x": tuple(range(300_000))}
    _, (problem,) = evaluate("x" + " + x" * 120, tall, {})
    assert problem.code == "DN354"
    _, (problem,) = evaluate("rolling_mean(x, 100000)", tall, {})
    assert problem.code == "DN353"


def test_no_names_but_columns_facts_and_functions() -> None:
    for formula in (
        "__import__('os')",
        "facts.__class__",
        "收入.__class__",
        "open('x')",
        "[1][0]",
        "{}",
        "lambda: 1",
    ):
        result, found = evaluate(formula, YEARS, FACTS)
        assert result is None and found


def test_columns_and_conditions() -> None:
    assert column_of("1", YEARS, FACTS)[0] == (1, 1, 1, 1)
    assert column_of("收入 > 95", YEARS, FACTS)[0] == (0, 1, 1, 0)
    assert mask("地区 != '华东'", YEARS, FACTS)[0] == [False, True, False, False]
    kept, found = mask("收入", YEARS, FACTS)
    assert kept is None
    assert [message(d, "zh") for d in found] == ["公式：此处应为条件，而不是数字"]


def test_references() -> None:
    assert references("facts.a / (1 + facts.b) + x") == {"a", "b"}
    assert references("facts.a +") == frozenset()


def test_every_function_says_what_it_is() -> None:
    for name, function in FUNCTIONS.items():
        assert function.signature.startswith(f"{name}(")
        assert function.en and function.zh and function.least <= function.most
    assert set(ALIASES.values()) <= set(FUNCTIONS)

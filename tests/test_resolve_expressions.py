"""Expressions in text: what they may do, and that they may do nothing else."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desknote.resolve import sums
from desknote.resolve.expressions import Bad, Refused, Scope, Unknown, evaluate
from desknote.resolve.figures import Figure, read_figure


def figure(written: str, unit: str = "", digits: int | None = None, lang: str = "zh-CN") -> Figure:
    return read_figure(written, written, unit=unit, digits=digits, lang=lang)


SCOPE = Scope(
    {
        "facts": {
            "a": figure("79.80", "%"),
            "b": figure("79.2", "%"),
            "revenue": figure("12345.678", "亿元", digits=1),
            "loss": figure("-3.25", "US$"),
            "ratio": figure("0.256"),
            "word": figure("翻番"),
            "listed": figure("1,234.5", "万辆"),
            "day": read_figure(dt.date(2025, 2, 5), "2025-02-05", unit="", digits=None, lang="en"),
        },
        "note": {"sector": "传媒", "date": "2025-02-05"},
    }
)


def shown(source: str) -> str:
    return str(evaluate(source, SCOPE)[0])


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("facts.a", "79.80%"),
        (" facts . b ", "79.2%"),
        ("facts['a']", "79.80%"),
        ("facts.a.value", "79.80"),
        ("facts.a.unit", "%"),
        ("facts.revenue", "12345.7亿元"),
        ("facts.revenue | grouped", "12,345.7亿元"),
        ("facts.revenue | digits(0) | grouped", "12,346亿元"),
        ("facts.revenue | plain", "12345.7"),
        ("facts.loss", "-US$3.25"),
        ("facts.loss | abs", "US$3.25"),
        ("facts.ratio | percent", "25.6%"),
        ("facts.ratio | percent(0) | signed", "+26%"),
        ("facts.listed", "1,234.5万辆"),
        ("facts.listed * 2", "2469"),
        ("facts.day", "5 February 2025"),
        ("facts.word", "翻番"),
        ("facts.a - facts.b", "0.6"),
        ("(facts.a - facts.b) | digits(2) | signed", "+0.60"),
        ("facts.a / facts.b - 1", "0.01"),
        ("(facts.a / facts.b - 1) | percent(2)", "0.76%"),
        (" -facts.b.value", "-79.2"),
        ("0.1 + 0.2", "0.3"),
        ("2.675 | digits(2)", "2.68"),
        (" (-0.04) | digits(1)", "0.0"),
        ("'上升' if facts.a > facts.b else '下降'", "上升"),
        ("'x' if facts.a == 79.8 and not facts.b >= 80 else 'y'", "x"),
        ("note.sector", "传媒"),
        ("facts.a ~ '（' ~ note.date ~ '）'", "79.80%（2025-02-05）"),
        ("'{{'", "{{"),
    ],
)
def test_what_expressions_show(source: str, text: str) -> None:
    assert shown(source) == text


@pytest.mark.parametrize(
    ("unit", "lang", "text"),
    [
        ("%", "en", "5%"),
        ("x", "en", "5x"),
        ("bp", "en", "5bp"),
        ("million", "en", "5 million"),
        ("RMB", "en", "RMB 5"),
        ("HK$", "zh-HK", "HK$5"),
        ("¥", "zh-CN", "¥5"),
        ("亿港元", "zh-CN", "5亿港元"),
        ("个百分点", "zh-CN", "5个百分点"),
        ("", "en", "5"),
    ],
)
def test_units_stand_where_the_language_sets_them(unit: str, lang: str, text: str) -> None:
    assert str(figure("5", unit, lang=lang)) == text


def test_facts_named_are_known_on_branches_not_taken() -> None:
    assert evaluate("facts.a if facts.a > facts.b else facts.ratio", SCOPE)[1] == {"a", "b", "ratio"}
    with pytest.raises(Unknown) as caught:
        evaluate("facts.a if facts.a > 0 else facts.nowhere", SCOPE)
    assert (caught.value.scope, caught.value.name) == ("facts", "nowhere")


@pytest.mark.parametrize(
    "source",
    [
        "facts.a.__class__",
        "facts.__class__",
        "facts.__init__.__globals__",
        "''.__class__.__mro__",
        "facts.a.number",
        "facts.a.with_traceback",
        "facts['__class__']",
        "note.date.today()",
        "facts.a.value.as_tuple()",
        "range(10**9)",
        "lipsum()",
        "'a' * 10**9",
        "'a' * 1000000000",
        "10 ** 10 ** 10",
        "2 ** 0.5",
        "1e300 * 1e300",
        "1e400",
        "9" * 450,
        "[1, 2, 3]",
        "{'a': 1}",
        "(1, 2)",
        "facts.a is defined",
        "facts[note.date]",
        "facts.a[0:1]",
        "'%s' % facts.a",
        "7 // 2",
        "facts.a > 1",
        "facts.a.value[0]",
        "'x' if 'a' in facts else 'y'",
        "(" * 240 + "1" + ")" * 240,
        "not " * 120 + "1",
        "1+" * 260 + "1",
    ],
)
def test_refused(source: str) -> None:
    with pytest.raises(Refused) as caught:
        evaluate(source, SCOPE)
    assert all(caught.value.reason)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "  ",
        "facts.a +",
        "facts.a facts.b",
        "'open",
        "facts",
        "1 / 0",
        "facts.word + 1",
        "facts.a + facts.revenue",
        "facts.a | upper",
        "facts.a | digits",
        "facts.a | digits(99)",
        "facts.a | digits(1.5)",
        "facts.a | digits(n=1)",
        "facts.a | percent",
        "facts.word | digits(1)",
        "true",
        "none",
        "facts.a if 1 else 2",
        "- facts.a }} {{ facts.b",
        "-1",
        "%}",
        "facts..a",
    ],
)
def test_bad(source: str) -> None:
    with pytest.raises(Bad) as caught:
        evaluate(source, SCOPE)
    assert all(caught.value.reason)


@pytest.mark.parametrize(
    "source",
    ["facts.items()", "self", "x", "config", "cycler", "namespace", "__builtins__", "facts.x", "note.x"],
)
def test_unknown(source: str) -> None:
    with pytest.raises(Unknown):
        evaluate(source, SCOPE)


_PARTS = st.sampled_from(
    [
        *(
            "facts",
            ".",
            "a",
            "b",
            "word",
            "(",
            ")",
            "[",
            "]",
            "'",
            '"',
            "|",
            "digits",
            "(1)",
            "+",
            "-",
            "*",
            "/",
            "**",
        ),
        *(
            " ",
            "%",
            "~",
            "if",
            "else",
            ">",
            "==",
            "not",
            "and",
            "1",
            "0",
            "9999999999",
            "1e99",
            "__class__",
            "{",
            "}",
        ),
        *(",", ":"),
    ]
)


@settings(max_examples=500, deadline=None)
@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(_PARTS, max_size=14).map(" ".join),
        st.lists(_PARTS, max_size=14).map("".join),
    )
)
def test_nothing_else_ever_happens(source: str) -> None:
    try:
        value, used = evaluate(source, SCOPE)
    except (Refused, Unknown):
        return
    assert len(str(value)) < 10_000 and used <= set(SCOPE.names["facts"])


# --- plain expressions, which are read without Jinja

PIECES = """
facts.a facts.b facts.ratio facts.word facts.nobody facts note.sector house.name note.nothing facts.a.value
1 2.50 0 007 1_0 1e5 + - * / // ** % ~ ( ) | |digits(1) |signed |percent |digits |digits(1,2) |digits(facts.a)
|nothing |abs() is if 'x' ['a'] .b ,
"""
LEAVES = ("note.sector", "facts.a", "facts.b", "facts.loss", "3", "0.5")
SIGNS = (" + ", " - ", " * ", " / ", "-", "*")
FILTERS = ("|digits(1)", " | abs", "|plain | signed", "|digits(3 - 1)")


def outcome(source: str) -> object:
    try:
        return evaluate(source, SCOPE)
    except (Refused, Unknown) as error:
        return type(error), error.args, vars(error)


@given(st.lists(st.sampled_from([*PIECES.split(), " ", "\n"]), max_size=9), st.sampled_from(("", " ")))
@settings(max_examples=300)
def test_plain_expressions_are_read_as_jinja_reads_them(pieces: list[str], between: str) -> None:
    source = between.join(pieces)
    ours = outcome(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums, "read", lambda _: None)
        assert ours == outcome(source)


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, st.sampled_from(SIGNS), inner).map("".join)
    filtered = st.tuples(inner, st.sampled_from(FILTERS)).map("".join)
    return two | filtered | inner.map("({})".format)


@given(st.recursive(st.sampled_from(LEAVES), larger, max_leaves=8))
def test_sums_of_any_shape(source: str) -> None:
    read = sums.read(source)
    assert read is not None
    ours = outcome(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums, "read", lambda _: None)
        assert ours == outcome(source)


def test_a_sum_needs_no_jinja() -> None:
    code = (
        "import sys; from desknote.resolve.expressions import Scope, evaluate\n"
        "from desknote.resolve.figures import read_figure\n"
        "scope = Scope({'facts': {'a': read_figure(1, '1', unit='', digits=None, lang='en')}})\n"
        "print(evaluate('((facts.a + 1) * 2) | digits(1)', scope)[0], 'jinja2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["4.0", "False"]

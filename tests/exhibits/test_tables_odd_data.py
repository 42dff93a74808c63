"""Whatever the data: tables are drawn, their HTML is whole, and no cell is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from table_cases import drawn, elements, problems, widths

from desknote.closed import Cell
from desknote.exhibits.style import ChartStyle

HEADS = [
    "2023A",
    "2024E",
    "1Q24",
    "FY25F",
    "项目",
    "item",
    "old",
    "new",
    "年度",
    "<b>",
    "a & b",
    "",
    " ",
    "P/E",
    "收入（元）",
]
NAMES = st.one_of(st.sampled_from(HEADS), st.text(max_size=12))
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=True, allow_infinity=True),
    st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    st.sampled_from(
        ["—", "n.a.", "33.60", "-1.2%", "22.43–37.91", "</td><script>", "2024E", "毛利率（%）", "亿", "(3)"]
    ),
    st.text(max_size=40),
    st.text("长文字没有空格", min_size=60, max_size=80),
)


@st.composite
def data(draw: Any) -> dict[str, tuple[Cell, ...]]:
    names = draw(st.lists(NAMES, max_size=7, unique=True))
    count = draw(st.integers(0, 6))
    return {n: tuple(draw(st.lists(CELLS, min_size=count, max_size=count))) for n in names}


LOOKS = st.dictionaries(
    st.text(min_size=1, max_size=6).map(lambda s: "x" + s.strip()),
    st.sampled_from(["bold", "sub", "total", "key", "group"]),
    max_size=3,
)
COMMON = st.fixed_dictionaries(
    {},
    optional={
        "digits": st.integers(0, 6),
        "unit": st.sampled_from(["亿元", "CNY mn", "%"]),
        "signed": st.booleans(),
        "negative": st.sampled_from(["minus", "parentheses"]),
        "missing": st.sampled_from(["n.a.", "-", "<"]),
        "landscape": st.sampled_from([True, False, "auto"]),
        "format": st.sampled_from(["percent1", "ratio2", "plain", "multiple", "bp", "0"]),
        "styles": LOOKS,
    },
)
WIDTHS = st.sampled_from([52.0, 86.0, 116.0, 178.0])
LANGS = st.sampled_from(["zh-CN", "zh-HK", "en"])


def _whole(kind: str, columns: dict[str, tuple[Cell, ...]], lang: str, width: float, **keys: Any) -> None:
    drawing = drawn(kind, columns, lang=lang, width=width, style=ChartStyle(lang=lang), **keys)
    assert len(elements(drawing.html, "table")) >= 1
    assert not elements(drawing.html, "script")
    assert not elements(drawing.html, "b")
    assert all(len(row) == len(drawing.headers) for row in drawing.rows)
    assert widths(drawing.html) <= {len(drawing.headers)}
    problems(kind, columns, **keys)


@given(data(), COMMON, LANGS, WIDTHS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_plain(
    columns: dict[str, tuple[Cell, ...]], keys: dict[str, Any], lang: str, width: float, total: bool
) -> None:
    _whole("table", columns, lang, width, **keys, **({"total": "mean"} if total else {}))


@given(data(), COMMON, LANGS, WIDTHS, st.sampled_from(["forecast", "statements"]))
@settings(max_examples=60, deadline=None)
def test_accounts(
    columns: dict[str, tuple[Cell, ...]], keys: dict[str, Any], lang: str, width: float, kind: str
) -> None:
    more = {"growth": True, "ratios": {"r": "price / 2"}, "price": 33.6, "multiples": {"P/E": "EPS"}}
    _whole(kind, columns, lang, width, **keys, **more)


@given(data(), COMMON, LANGS, WIDTHS)
@settings(max_examples=40, deadline=None)
def test_comps(columns: dict[str, tuple[Cell, ...]], keys: dict[str, Any], lang: str, width: float) -> None:
    _whole("comps", columns, lang, width, **keys, statistics=["mean", "median", "max", "min"])


@given(data(), COMMON, LANGS, WIDTHS, st.sampled_from(["part", "period"]))
@settings(max_examples=40, deadline=None)
def test_revisions(
    columns: dict[str, tuple[Cell, ...]], keys: dict[str, Any], lang: str, width: float, by: str
) -> None:
    _whole("revisions", columns, lang, width, **keys, by=by)


@given(data(), COMMON, LANGS, WIDTHS)
@settings(max_examples=40, deadline=None)
def test_key_data(
    columns: dict[str, tuple[Cell, ...]], keys: dict[str, Any], lang: str, width: float
) -> None:
    _whole("key-data", columns, lang, width, **keys)


@given(data(), COMMON, LANGS, WIDTHS)
@settings(max_examples=40, deadline=None)
def test_sensitivities(
    columns: dict[str, tuple[Cell, ...]], keys: dict[str, Any], lang: str, width: float
) -> None:
    _whole(
        "sensitivity-table", columns, lang, width, **keys, down={"name": "a", "base": 1}, across={"name": "b"}
    )


@given(data(), COMMON, LANGS, WIDTHS)
@settings(max_examples=40, deadline=None)
def test_ratings(columns: dict[str, tuple[Cell, ...]], keys: dict[str, Any], lang: str, width: float) -> None:
    more = {"date": "项目", "rating": "item", "target": "old", "price": "new", "upside": True}
    _whole("rating-table", columns, lang, width, **keys, **more)

"""Companies recognised in text: whole names, the longest, tickers in every spelling; and ticker forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desknote.model.coverage import Listed
from desknote.model.tickers import normal_ticker
from desknote.resolve.companies.names import mentions, spellings, table_of

NAMES = [
    ("中国平安", 0, False),
    ("平安", 0, False),
    ("平安银行", 1, False),
    ("Intel", 2, False),
    ("Intel Capital", 3, False),
    ("金山云", 4, False),
    *((word, 5, only) for word, only in spellings("0700.HK")),
    *((word, 6, only) for word, only in spellings("MSFT.US")),
    *((word, 7, only) for word, only in spellings("600000.SH")),
]
TABLE = table_of(NAMES)


def found(text: str) -> list[tuple[str, int]]:
    return [(text[m.start : m.end], m.company) for m in mentions(text, TABLE)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("看好中国平安与平安银行", [("中国平安", 0), ("平安银行", 1)]),
        ("平安，平安银行。平安", [("平安", 0), ("平安银行", 1), ("平安", 0)]),
        ("Intel Capital and Intel's rivals", [("Intel Capital", 3), ("Intel", 2)]),
        ("Intelligent, pre-Intel, Intel-like, @Intel", []),
        ("以Intel为例", [("Intel", 2)]),
        ("Ｉｎｔｅｌ 也算", [("Ｉｎｔｅｌ", 2)]),
        ("0700.HK、00700.HK、700 HK、700.HK", [(t, 5) for t in ("0700.HK", "00700.HK", "700 HK", "700.HK")]),
        ("10700.HK and 0700.HKD", []),
        ("(MSFT) MSFT.US (NASDAQ: MSFT)", [("MSFT", 6), ("MSFT.US", 6), ("MSFT", 6)]),
        ("MSFT without brackets", []),
        (
            "600000.SH，SH600000，600000 CH；600000 元",
            [(t, 7) for t in ("600000.SH", "SH600000", "600000 CH")],
        ),
        ("金山", []),
        ("金山云", [("金山云", 4)]),
    ],
)
def test_names_are_whole_and_the_longest(text: str, names: list[tuple[str, int]]) -> None:
    assert found(text) == names


_SHORT = st.text("甲乙丙aB1 ", min_size=2, max_size=4).filter(lambda t: t.strip() == t)


@given(names=st.lists(_SHORT, max_size=8, unique=True), text=st.text("甲乙丙aB1 ", max_size=30))
def test_nothing_is_found_twice_or_beyond_the_text(names: list[str], text: str) -> None:
    table = table_of([(name, i, False) for i, name in enumerate(names)])
    end = 0
    for one in mentions(text, table):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == names[one.company]
        end = one.end
    for name in names:  # a Chinese name that stands in the text is part of something found
        if not any(c.isascii() for c in name) and name in text:
            assert any(one.start <= text.index(name) < one.end for one in mentions(text, table)) or any(
                name in other and other != name for other in names
            )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("600000.SH", "600000.SH"),
        ("000001.sz", "000001.SZ"),
        ("430047.BJ", "430047.BJ"),
        ("00700.HK", "0700.HK"),
        ("9988.hk", "9988.HK"),
        ("80700.HK", "80700.HK"),
        ("MSFT", "MSFT"),
        ("BRK.B", "BRK.B"),
        ("AAPL.US", "AAPL.US"),
        ("7203.T", "7203.T"),
        ("６０００００.SH", "600000.SH"),
    ],
)
def test_tickers_are_kept_in_one_form(written: str, kept: str) -> None:
    made = Listed.model_validate({"name": "甲", "ticker": written})
    assert made.ticker == kept == normal_ticker(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("60000.SH", "six digits"),
        ("SH600000", "write '600000.SH'"),
        ("700.HK", "four or five digits"),
        ("600000", "does not say its market"),
        ("ABCDEFG.US", "one to five letters"),
        ("a b", "no ticker"),
    ],
)
def test_what_is_no_ticker_is_told_of(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Listed.model_validate({"name": "甲", "ticker": written})

"""Tickers and currencies as people write them, and the one form that desknote compares."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from desknote.model.base import Line
from desknote.patterns import regex

_FORMS: dict[str, tuple[re.Pattern[str], str, str]] = {
    **dict.fromkeys(
        ("SH", "SZ", "BJ"),
        (regex(r"\d{6}"), "six digits before .SH, .SZ or .BJ", "沪深北市场代码应为 6 位数字"),
    ),
    "HK": (regex(r"\d{4,5}"), "four or five digits before .HK", "港股代码应为 4 至 5 位数字"),
    **dict.fromkeys(
        ("US", "O", "N", "A"),
        (
            regex(r"[A-Z]{1,5}([.-][A-Z])?"),
            "one to five letters for a US listing, such as MSFT.US",
            "美股代码应为 1 至 5 个字母，如 MSFT.US",
        ),
    ),
}
"""By the ending that names the market: what stands before it, in English and in Chinese."""
_OTHER = regex(r"[A-Z0-9]{1,12}(\.[A-Z]{1,4})?|[A-Z0-9]{1,6}-[A-Z]")
_REVERSED = regex(r"(SH|SZ|BJ|HK|US)[.:]?([0-9]{4,6}|[A-Z]{1,5})")
_CURRENCIES = {
    "RMB": "CNY", "人民币": "CNY", "人民幣": "CNY", "元": "CNY", "¥": "CNY", "CNH": "CNY",
    "港元": "HKD", "港币": "HKD", "港幣": "HKD", "HK$": "HKD", "美元": "USD", "US$": "USD", "$": "USD",
    "欧元": "EUR", "歐元": "EUR", "€": "EUR", "英镑": "GBP", "英鎊": "GBP", "£": "GBP",
    "日元": "JPY", "日圓": "JPY", "新加坡元": "SGD", "新台币": "TWD", "新台幣": "TWD",
}  # fmt: skip


def normal_ticker(text: str) -> str:
    """``text`` in the one form that is compared: capitals, Hong Kong codes of at least four digits.

    ``00700.hk`` and ``700.HK`` are ``0700.HK``.
    """
    word = text.strip().upper().translate(HALF_WIDTH)
    code, dot, market = word.rpartition(".")
    if dot and market == "HK" and code.isdecimal() and len(code) <= 5:
        return f"{int(code):04d}.HK"
    return word


HALF_WIDTH = str.maketrans({chr(i): chr(i - 0xFEE0) for i in range(0xFF01, 0xFF5F)} | {"。": "."})


def market_ending(ticker: str) -> str:
    """The part that names the market: ``HK`` of ``0700.HK``; empty where there is none."""
    return normal_ticker(ticker).rpartition(".")[2] if "." in ticker else ""


def _well_formed(text: str) -> str:
    word = text.strip().upper().translate(HALF_WIDTH)
    turned = _REVERSED.fullmatch(word)
    if turned is not None:
        meant = f"{turned[2]}.{turned[1]}"
        raise ValueError(f"write '{meant}', not '{text}'", f"请写作“{meant}”，而不是“{text}”")
    code, dot, ending = word.rpartition(".")
    form, en, zh = _FORMS.get(ending, (None, "", "")) if dot else (None, "", "")
    if form is not None and not form.fullmatch(code):
        raise ValueError(f"'{text}' is no ticker: {en}", f"“{text}”不是有效代码：{zh}")
    if form is None and not _OTHER.fullmatch(word):
        en = f"'{text}' is no ticker; they look like 600000.SH, 0700.HK, MSFT.US"
        raise ValueError(en, f"“{text}”不是有效代码；写法如 600000.SH、0700.HK、MSFT.US")
    if not dot and word.isdecimal():
        en = f"'{text}' does not say its market; write it as {text}.SH or {text}.HK"
        raise ValueError(en, f"“{text}”没有写明市场；请写作 {text}.SH 或 {text}.HK 等")
    return normal_ticker(text)


def _read_currency(value: object) -> object:
    if isinstance(value, str):
        word = value.strip()
        return _CURRENCIES.get(word, _CURRENCIES.get(word.upper(), word.upper()))
    return value


Ticker = Annotated[Line, AfterValidator(_well_formed)]
"""A code and its market, in the form that is compared."""
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), BeforeValidator(_read_currency)]
"""An ISO 4217 code; RMB, 港元, US$ and the like are read as the codes they stand for."""

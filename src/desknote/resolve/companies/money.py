"""Prices as a page in each language writes them."""

from __future__ import annotations

from desknote.patterns import regex
from desknote.resolve.figures import with_unit

_UNITS: dict[str, tuple[str, str, str]] = {
    "CNY": ("元", "元人民幣", "RMB"),
    "HKD": ("港元", "港元", "HK$"),
    "USD": ("美元", "美元", "US$"),
    "EUR": ("欧元", "歐元", "€"),
    "GBP": ("英镑", "英鎊", "£"),
    "JPY": ("日元", "日圓", "¥"),
    "SGD": ("新加坡元", "新加坡元", "S$"),
    "TWD": ("新台币", "新台幣", "NT$"),
}
_COLUMN = {"zh-CN": 0, "zh-HK": 1, "en": 2}
_WRITTEN = regex(r"[-+]?\d[\d,]*(?:\.(\d+))?")


def currency_unit(currency: str, lang: str) -> str:
    """What stands beside an amount in ``currency``: ``元``, ``RMB``, ``HK$``."""
    row = _UNITS.get(currency)
    return row[_COLUMN[lang]] if row is not None else currency


def money(text: str, currency: str, lang: str) -> str:
    """``text``, a number, in ``currency``: ``42.00元``, ``RMB 42.00``."""
    return with_unit(text, currency_unit(currency, lang), lang) if text else ""


def digits_of(written: str) -> int:
    """The digits after the point of a price as it was ``written``."""
    match = _WRITTEN.search(written)
    return len(match[1] or "") if match is not None else 0


def price_text(value: float | None, digits: int = 2) -> str:
    """A price with so many digits after the point."""
    return f"{value:,.{digits}f}" if value is not None else ""


def number_text(value: float, written: str = "") -> str:
    """An estimate as it was written, or with as many digits as it needs and at most two."""
    match = _WRITTEN.search(written)
    if match is not None:
        return f"{value:,.{len(match[1] or '')}f}"
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

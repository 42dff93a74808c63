"""Units of figures: 元, 百万元, CNY mn, HK$ bn; and by how much one is larger than another."""

from __future__ import annotations

import re

from desknote.patterns import regex
from desknote.records import dataclass

_CHINESE = {
    "十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "十万": 5, "十萬": 5,
    "百万": 6, "百萬": 6, "千万": 7, "千萬": 7,
    "亿": 8, "億": 8, "十亿": 9, "十億": 9, "百亿": 10, "百億": 10,
    "千亿": 11, "千億": 11, "万亿": 12, "萬億": 12,
}  # fmt: skip
_ENGLISH = {
    "thousand": 3, "thousands": 3, "k": 3, "'000": 3, "000": 3,
    "million": 6, "millions": 6, "mn": 6, "mm": 6, "m": 6, "mil": 6, "mln": 6,
    "billion": 9, "billions": 9, "bn": 9, "b": 9, "bln": 9,
    "trillion": 12, "trillions": 12, "tn": 12, "trn": 12, "t": 12,
}  # fmt: skip
_SAME = {
    "元": "CNY", "人民币": "CNY", "人民幣": "CNY", "人民币元": "CNY", "人民幣元": "CNY",
    "rmb": "CNY", "cny": "CNY", "¥": "CNY",
    "￥": "CNY", "yuan": "CNY",
    "港元": "HKD", "港币": "HKD", "港幣": "HKD", "hkd": "HKD", "hk$": "HKD",
    "美元": "USD", "usd": "USD", "us$": "USD", "$": "USD",
    "欧元": "EUR", "歐元": "EUR", "eur": "EUR", "€": "EUR", "日元": "JPY", "日圓": "JPY", "jpy": "JPY",
    "股": "shares", "shares": "shares", "share": "shares",
}  # fmt: skip
_HAN_SIZE = regex("|".join(sorted(_CHINESE, key=len, reverse=True)))
_LATIN = regex(r"[A-Za-z]{0,3}[$¥￥€£]|'?000|[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted, and by which power of ten. ``base`` is empty where only the size is named."""

    base: str
    power: int

    @property
    def size(self) -> float:
        return float(10**self.power)


def read_unit(text: str) -> Unit | None:
    """The unit that ``text`` names: 亿元 is CNY and 8, HK$ bn is HKD and 9. Nothing for others, as %."""
    word = re.sub(r"\s+", " ", text.strip())
    if not word or len(word) > 30:
        return None
    if not word.isascii() and not re.match(r"[A-Za-z]|[¥￥€£]", word):
        return _han_unit(word)
    return _latin_unit(word.lower())


def _latin_unit(word: str) -> Unit | None:
    """rmb m, hk$ bn, hk$bn, million shares."""
    tokens = _LATIN.findall(word)
    if len(tokens) == 1 and tokens[0][:3] in _SAME and tokens[0][3:] in _ENGLISH:
        tokens = [tokens[0][:3], tokens[0][3:]]
    if not tokens or "".join(tokens) != word.replace(" ", ""):
        return None
    sizes = [t for t in tokens if t in _ENGLISH]
    bases = [t for t in tokens if t not in _ENGLISH]
    if len(sizes) > 1 or len(bases) > 1:
        return None
    base = bases[0] if bases else ""
    return Unit(_SAME.get(base, base), _ENGLISH[sizes[0]] if sizes else 0)


def _han_unit(word: str) -> Unit | None:
    """人民币百万元, 亿元, 万股, 千台."""
    prefix = next((p for p in ("人民币", "人民幣", "港币", "港幣") if word.startswith(p)), "")
    rest = word[len(prefix) :]
    found = _HAN_SIZE.match(rest)
    power = _CHINESE[found[0]] if found else 0
    base = rest[found.end() :] if found else rest
    if prefix and base in ("", "元"):
        base = prefix
    return Unit(_SAME.get(base, base), power)


def factor(data: str, shown: str) -> float | None:
    """What figures in the unit ``data`` are multiplied by to be in ``shown``; nothing where they differ.

    From 元 to 亿元 it is 1e-8. Currencies are not converted.
    """
    one, other = read_unit(data), read_unit(shown)
    if one is None or other is None:
        return None
    if one.base and other.base and one.base != other.base:
        return None
    power = one.power - other.power
    return float(10**power) if power >= 0 else 1 / 10**-power

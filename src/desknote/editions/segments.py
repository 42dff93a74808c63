"""Text to sentences and words, such that joining them gives the text again.

Chinese is cut into words by jieba's dictionary and model (rjieba); whatever is one thing to a reader of
research stays in one piece: a figure with its sign, currency and unit, a ticker, a period, an address, a
Latin word or product name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from desknote.patterns import regex
from desknote.spacing import HAN

_CLOSERS = "”’』」）)》】\\]\"'"
_END = regex(
    rf"[。！？；…]+[{_CLOSERS}]*\s*"  # Chinese marks end a sentence wherever they stand
    rf"|[.!?]+[{_CLOSERS}]*\s+(?=[“‘「『（(\"'A-Z0-9{HAN}])"
    r"|\n+"
)
_ABBREVIATED = regex(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Fig|Figs|vs|cf|e\.g|i\.e|approx|Co|Corp|Ltd|Inc|Bros|Jr|Sr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|a\.m|p\.m))\.\s+\Z"
)
_CURRENCY = r"(?:RMB|CNY|HKD|USD|EUR|JPY|GBP|HK\$|US\$|[¥￥$€£])"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_UNIT = (
    r"[%‰℃°]|(?:个|個)?百(?:分)?(?:点|點)|(?:个|個)?基(?:点|點)"
    r"|(?:百|千)?(?:万|萬)?(?:亿|億)?(?:人民币|人民幣|美|港|日|欧|歐)?元|(?:千|百)?[万萬](?:亿|億)?|亿|億|倍"
    r"|[年月日天周季]|(?:个|個)月|(?:million|billion|trillion|thousand|times|percent|per[ ]cent)\b"
)
_TOKEN = regex(
    rf"""
    (?:https?://|www\.)[^\s（）()，。；、{HAN}]+          # an address
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                        # … of a mailbox
    | \b[0-9A-Z]{{1,6}}\.[A-Z]{{1,3}}\b                   # a ticker
    | [0-9]+-?[A-Za-z][A-Za-z0-9]*(?:[-/.][A-Za-z0-9]+)*  # 4Q24, 2025E, 305m, 12-month
    | (?:{_CURRENCY}[ ]?)?[+\-−±]?(?:{_NUMBER})(?![0-9])(?:[ ]?(?:{_UNIT}))?
    | [^\W\d_{HAN}]+(?:[-.’'&/+_]?[^\W_{HAN}]+)*          # a Latin word, DeepSeek-R1
    | (?P<han>[{HAN}]+)
    | \s+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDLESS = regex(r"[\W_]+\Z")


def sentences(text: str) -> list[str]:
    """``text`` cut after each sentence; the spaces that follow one belong to it."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATED.search(text, start, match.end()):
            continue
        found.append(text[start : match.end()])
        start = match.end()
    return [*found, text[start:]] if start < len(text) else found


def words(text: str) -> list[str]:
    """``text`` cut into words, figures with their units, marks and spaces."""
    return list(_words(text))


def _words(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "han":
            yield from _chinese(match[0])
        else:
            yield match[0]


@lru_cache(maxsize=4096)
def _chinese(run: str) -> tuple[str, ...]:
    import rjieba

    cut = tuple(rjieba.cut(run))
    # What is cut must be what was there, whatever the dictionary's normal form of a character.
    return cut if "".join(cut) == run else tuple(run)


def wordless(token: str) -> bool:
    """Whether ``token`` is nothing but marks and spaces."""
    return not token or _WORDLESS.match(token) is not None

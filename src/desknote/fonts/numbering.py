"""Which characters come first in a prepared font, and which need no glyph at all."""

from __future__ import annotations

import unicodedata
from functools import cache

# Widths in ems of the spaces a page may set; a font that lacks one gets an empty glyph.
SPACES: dict[int, float] = {
    0x20: 1 / 4, 0xA0: 1 / 4, 0x2000: 1 / 2, 0x2001: 1, 0x2002: 1 / 2, 0x2003: 1, 0x2004: 1 / 3,
    0x2005: 1 / 4, 0x2006: 1 / 6, 0x2007: 1 / 2, 0x2008: 1 / 4, 0x2009: 1 / 5, 0x200A: 1 / 10, 0x202F: 1 / 5,
    0x205F: 4 / 18, 0x3000: 1,
}  # fmt: skip

_IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)  # fmt: skip

MARGIN = frozenset(
    [*range(0x20, 0x7F)]
    + [ord(c) for c in "×÷±°·§©®™²³¹½¼‐–—―‘’“”•…‰←↑→↓−≈≠≤≥√∞●■□▲▼◆○★☆①②③④⑤⑥⑦⑧⑨⑩"]
    + [ord(c) for c in "、。〈〉《》「」『』【】〔〕（）［］｛｝！，．：；？％～￥＋－＝／"]
)
"""Prepared for every note, so that an edit seldom needs a new font."""

# In Chinese these are full-width and belong to the Chinese font, whatever comes first in the chain.
CHINESE_PUNCTUATION = frozenset(ord(c) for c in "‘’“”—…·―‥")


def needs_glyph(code: int) -> bool:
    """Whether a page shows anything for a character: not for controls, spaces and joiners."""
    for first, last in _IGNORABLE:
        if first <= code <= last:
            return False
    return unicodedata.category(chr(code)) not in ("Cc", "Cs", "Zs", "Zl", "Zp")


def is_ideograph(code: int) -> bool:
    """Whether a character is Chinese writing (or another large script, set in squares)."""
    return code >= 0x3400 and unicodedata.category(chr(code)) == "Lo"


@cache
def common(lang: str) -> tuple[int, ...]:
    """Characters in the order in which every prepared font numbers them, the most used first.

    The order is fixed: a glyph's number never depends on which other characters a font has.
    """
    codes = [*range(0x20, 0x7F), *SPACES, *range(0xA1, 0x180), *range(0x2010, 0x2028), *range(0x2030, 0x205F)]
    codes += [*range(0x2070, 0x209D), *range(0x20A0, 0x20C1), *range(0x2100, 0x2200), *range(0x2200, 0x2300)]
    codes += [*range(0x2460, 0x24FF), *range(0x25A0, 0x2607), *range(0x370, 0x400), *range(0x3001, 0x3100)]
    codes += [*range(0xFB00, 0xFB07), *range(0xFF01, 0xFF60), *range(0xFFE0, 0xFFE7)]
    simplified = _rows("gb2312", 0xB0, 0xF8, 0xA1, 0xFF)
    traditional = _rows("big5", 0xA4, 0xC7, 0x40, 0xFF)
    codes += [*traditional, *simplified] if lang == "zh-HK" else [*simplified, *traditional]
    return tuple(dict.fromkeys(codes))


def _rows(encoding: str, first: int, end: int, low: int, high: int) -> list[int]:
    """A Chinese encoding's characters, in its own order: by how common they are."""
    found = []
    for lead in range(first, end):
        for trail in range(low, high):
            try:
                text = bytes((lead, trail)).decode(encoding)
            except UnicodeDecodeError:
                continue
            found += [ord(text)] if len(text) == 1 else []
    return found

"""Spacing of mixed Chinese and Latin text: one space between the scripts, none from a line's fold.

After the W3C's Requirements for Chinese Text Layout (clreq), section 3.2.2: Han characters are set
apart from Latin letters and figures by a gap of up to a quarter of an em. The space put here is
that gap; the renderer keeps it from stretching.
"""

from __future__ import annotations

from desknote.patterns import regex

HAN = (
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3040-\u30ff\u3105-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
# Full-width and CJK punctuation brings its own room.
WIDE_MARKS = (
    "\u3000-\u3004\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    "\u2014\u2026\u2018\u2019\u201c\u201d\u00b7"
)
_LATIN = r"A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_BEFORE = regex(rf"([{HAN}])(?=[{_LATIN}@#$€£¥+−±≥≤<>=]?[{_LATIN}]|-[0-9])")
_AFTER = regex(rf"([{_LATIN}%‰°℃+])(?=[{HAN}])")
# Full-width in every font and language, with room of their own: no space belongs beside them.
_SQUARE = "、。〈-】〔-〛！（），：；？［］｛｝"
_ROOM = regex(f"(?<=[{_SQUARE}]) +| +(?=[{_SQUARE}])")
_ROOM_AFTER, _ROOM_BEFORE = regex(f"[{_SQUARE}]\\Z"), regex(f"[{_SQUARE}]")
_HAN = regex(f"[{HAN}]")
_WIDE = regex(f"[{HAN}{WIDE_MARKS}]")
_LEADS = regex(rf"[@#$€£¥+−±≥≤<>=]?[{_LATIN}]|-[0-9]")
_TRAILS = regex(rf"[{_LATIN}%‰°℃+]\Z")


def spaced(text: str) -> str:
    """``text`` with a space wherever Han and Latin touch, and none beside full-width marks."""
    if text.isascii():
        return text
    return _ROOM.sub("", _AFTER.sub(r"\1 ", _BEFORE.sub(r"\1 ", text)))


def joined(before: str, after: str) -> tuple[str, str]:
    """Two pieces of text that follow each other, without a space beside a full-width mark at the joint."""
    if _ROOM_AFTER.search(before):
        after = after.lstrip(" ")
    if _ROOM_BEFORE.match(after):
        before = before.rstrip(" ")
    return before, after


def gap_between(before: str, after: str) -> bool:
    """Whether two pieces of text that touch want a space between them."""
    if not before or not after:
        return False
    return bool(
        (_HAN.match(before[-1]) and _LEADS.match(after)) or (_TRAILS.search(before) and _HAN.match(after))
    )


def fold_space(before: str, after: str) -> str:
    """What a line's fold in the source stands for: nothing between Chinese characters, else a space."""
    if not before or not after:
        return ""
    wide_before, wide_after = bool(_WIDE.match(before[-1])), bool(_WIDE.match(after[0]))
    if wide_before and wide_after:
        return ""
    if (wide_before and not _HAN.match(before[-1])) or (wide_after and not _HAN.match(after[0])):
        return ""  # next to full-width punctuation
    return " "

"""Labels in a few short lines: broken at spaces and brackets, else between ideographs, evenly."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet

_OPENING = "（(「『【《〈“‘"
_CLOSING = "）)」』】》〉”’，。、；：！？,.;:!?%％…·"
_INSIDE = 2.0  # what breaking a Chinese word costs, beside raggedness


def wrap(sheet: Sheet, text: str, width: float, most: int, *, cut: bool = True) -> tuple[str, ...]:
    """``text`` in at most ``most`` lines of ``width`` points; the last is cut short where it must be.

    ``cut`` False leaves a line too long instead, so that the caller can see that it does not fit.
    """
    if most < 2 or sheet.measure(text) <= width:
        return (sheet.shortened(text, width) if cut else text,)
    for count in range(2, most + 1):
        if found := _lines(sheet, text, width, count):
            return found
    lines: list[str] = []
    rest = text
    while len(lines) < most - 1 and rest:
        end = _longest(sheet, rest, width)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    lines.append(sheet.shortened(rest, width) if cut else rest)
    return tuple(line for line in lines if line) or ("",)


def longest_word(sheet: Sheet, text: str) -> float:
    """The width in points of the longest part of ``text`` that no line need break."""
    ends = [0, *_breaks(text), len(text)]
    return sheet.widest(text[a:b].strip() for a, b in pairwise(ends))


def _breaks(text: str) -> dict[int, float]:
    """Where a line may begin, and what it costs."""
    found: dict[int, float] = {}
    for i in range(1, len(text)):
        before, after = text[i - 1], text[i]
        if after == " " or after in _CLOSING or before in _OPENING:
            continue
        if before == " " or after in _OPENING or before in "/-–":
            found[i] = 0.0
        elif before in _CLOSING:
            found[i] = 0.2
        elif ord(before) > 0x2E7F or ord(after) > 0x2E7F:
            found[i] = _INSIDE
    return found


def _lines(sheet: Sheet, text: str, width: float, count: int) -> tuple[str, ...]:
    """The evenest division into ``count`` lines that fit; nothing where there is none."""
    breaks = _breaks(text)
    places = [0, *breaks, len(text)]
    ideal = sheet.measure(text) / count
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, (0,))}
    for line in range(1, count + 1):
        for end in places[1:]:
            for start in places:
                known = best.get((line - 1, start))
                if known is None or start >= end:
                    continue
                wide = sheet.measure(text[start:end].strip())
                if wide > width:
                    continue
                cost = known[0] + ((wide - ideal) / max(ideal, 1.0)) ** 2 * 4 + breaks.get(end, 0.0)
                if (line, end) not in best or cost < best[line, end][0]:
                    best[line, end] = (cost, (*known[1], end))
    found = best.get((count, len(text)))
    if found is None:
        return ()
    ends = found[1]
    return tuple(text[a:b].strip() for a, b in pairwise(ends))


def _longest(sheet: Sheet, text: str, width: float) -> int:
    """How much of ``text`` fits a line; at least one character."""
    fitting = [i for i in (*_breaks(text), len(text)) if sheet.measure(text[:i].rstrip()) <= width]
    if fitting:
        return max(fitting)
    return max((i for i in range(1, len(text) + 1) if sheet.measure(text[:i]) <= width), default=1)

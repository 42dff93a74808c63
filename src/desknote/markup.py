"""What stands in an author's Markdown besides Markdown: references, placed exhibits, expressions."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator

from desknote.patterns import regex
from desknote.records import dataclass

_ID = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
# A reference is not part of an address: no Latin letter, digit or mark of an address stands before the @.
# Chinese text may.
REFERENCE = regex(rf"(?<![A-Za-z0-9_.+\-@/\\])@((?:fig|tbl)-{_ID})")
"""``@fig-ID`` or ``@tbl-ID``; group 1 is the name after the @."""
PLACED = regex(rf"(?<![A-Za-z0-9_.+\-@/\\])@exhibit:({_ID})")
"""``@exhibit:ID``; group 1 is the id."""
_PLACING = regex(rf"(?:[-*+>]|\d+[.)])?\s*@exhibit:{_ID}(?:\s+@exhibit:{_ID})*\s*\Z")
_FENCE = regex(r" {0,3}(`{3,}|~{3,})")
LONGEST = 1000
"""Characters of an expression; one that is longer is not closed."""
_TICKS = regex(r"`+")


def code_ranges(text: str) -> list[tuple[int, int]]:
    """Where in a Markdown text its code stands, fenced or between backticks: nothing there is meant."""
    ranges: list[tuple[int, int]] = []
    fence, opened, at, prose = "", 0, 0, 0
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
                ranges.append((opened, at + len(line)))
                fence, prose = "", at + len(line)
        elif match:
            ranges += _spans(text, prose, at)
            fence, opened = match[1], at
        at += len(line)
    if fence:
        ranges.append((opened, len(text)))
    else:
        ranges += _spans(text, prose, len(text))
    return sorted(ranges)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Code between equal runs of backticks."""
    ticks = list(_TICKS.finditer(text, start, end))
    i = 0
    while i < len(ticks):
        closing = next((j for j in range(i + 1, len(ticks)) if len(ticks[j][0]) == len(ticks[i][0])), None)
        if closing is None or "\n\n" in text[ticks[i].end() : ticks[closing].start()]:
            i += 1
            continue
        yield ticks[i].start(), ticks[closing].end()
        i = closing + 1


def within(ranges: list[tuple[int, int]], offset: int) -> bool:
    """Whether ``offset`` lies in one of the ranges, which are in order."""
    at = bisect_right(ranges, (offset, sys.maxsize)) - 1
    return at >= 0 and offset < ranges[at][1]


def references(text: str) -> list[re.Match[str]]:
    """Every reference in a Markdown text, outside code."""
    if "@" not in text:
        return []
    code = code_ranges(text)
    return [m for m in REFERENCE.finditer(text) if not within(code, m.start())]


@dataclass(frozen=True, slots=True)
class Placement:
    """One ``@exhibit:ID``. ``alone`` says whether it stands in a paragraph of its own, as it must."""

    id: str
    start: int
    end: int
    alone: bool


def placements(text: str) -> list[Placement]:
    """Every placed exhibit in a Markdown text, outside code."""
    if "@exhibit:" not in text:
        return []
    code = code_ranges(text)
    lines = text.split("\n")
    alone: dict[int, bool] = {}
    found = []
    row = counted = 0
    for match in PLACED.finditer(text):
        if not within(code, match.start()):
            row, counted = row + text.count("\n", counted, match.start()), match.start()
            if row not in alone:
                alone[row] = _alone(lines, row)
            found.append(Placement(match[1], match.start(), match.end(), alone[row]))
    return found


def _alone(lines: list[str], row: int) -> bool:
    if not _PLACING.match(lines[row].strip()):
        return False
    above = lines[row - 1].strip() if row else ""
    below = lines[row + 1].strip() if row + 1 < len(lines) else ""
    return all(not t or t.startswith("#") or bool(_PLACING.match(t)) for t in (above, below))


@dataclass(frozen=True, slots=True)
class Expression:
    """``{{ source }}`` from ``start`` to ``end``; not ``closed`` where its ``}}`` is missing."""

    source: str
    start: int
    end: int
    closed: bool = True


def expressions(text: str) -> list[Expression]:
    """Every expression in a text, in order. One that is not closed ends with its line."""
    found = []
    at = 0
    while (start := text.find("{{", at)) >= 0:
        end = _closing(text, start + 2)
        if end < 0:
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            found.append(Expression(text[start + 2 : end], start, end, closed=False))
        else:
            found.append(Expression(text[start + 2 : end - 2], start, end))
        at = end
    return found


def _closing(text: str, at: int) -> int:
    """The end of the ``}}`` that closes an expression, quotes respected; -1 where a paragraph ends first."""
    stop = min(len(text), at + LONGEST)
    blank = text.find("\n\n", at, stop)
    stop = stop if blank < 0 else blank
    i = at
    while i < stop:
        if text.startswith("}}", i):
            return i + 2
        if text.startswith("{{", i):
            return -1
        if text[i] in "'\"":
            close = text.find(text[i], i + 1, stop)
            if close < 0:
                break
            i = close
        i += 1
    plain = text.find("}}", at, stop)
    return plain + 2 if plain >= 0 else -1


_SPECIAL = regex(r"([\\`*_\[\]<>&~|#])")


def escaped(text: str) -> str:
    """``text`` such that Markdown shows it as it is."""
    return _SPECIAL.sub(r"\\\1", text)

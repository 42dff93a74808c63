"""The blocks of a Markdown text by their place in it: paragraphs, headings, items and cells; no code."""

from __future__ import annotations

import re
from collections.abc import Iterator

Range = tuple[int, int]
Piece = tuple[str, tuple[Range, ...], int]
"""A block: its kind (paragraph, heading, item, cell), its lines without their marks, and the number of the
list that it is an item of, 0 outside lists."""

# Compiled when first used: most notes are plain paragraphs.
_FENCE = r" {0,3}(`{3,}|~{3,})"
_HEADING = r" {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$"
_ITEM = r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+"
_QUOTE = r" {0,3}>[ \t]?"
_RULER = r" {0,3}([-*_=])(?:[ \t]*\1)*[ \t]*$"
_DELIMITER = r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$"


def pieces(text: str) -> Iterator[Piece]:
    """The blocks of ``text`` in order. Follows CommonMark as far as notes go; reads any text."""
    kind, ranges, group, groups = "", list[Range](), 0, 0
    fence, table, listing = "", False, False
    lines = _lines(text)
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        stripped = line.strip()
        if fence:
            if stripped.startswith(fence):
                fence = ""
            continue
        sign = stripped[:1]
        while sign == ">" and (quote := re.match(_QUOTE, line)) is not None:
            start += quote.end()
            line = text[start:end]
            stripped = line.strip()
            sign = stripped[:1]
        if sign in "`~" and sign and (opened := re.match(_FENCE, line)) is not None:
            fence = opened[1]
        if fence or not sign or stripped.startswith("@exhibit:") or _is_ruler(sign, line):
            yield from _piece(text, kind, ranges, group)
            kind, ranges, table = "", [], False
            continue
        if "|" in line:
            follows = text[slice(*lines[number + 1])] if number + 1 < len(lines) else ""
            table = table or ("|" in follows and bool(re.match(_DELIMITER, follows)))
        if table and "|" in line:
            yield from _piece(text, kind, ranges, group)
            kind, ranges = "", []
            if not re.match(_DELIMITER, line):
                yield from (("cell", (cell,), 0) for cell in _cells(text, start, end))
        elif sign == "#" and (heading := re.match(_HEADING, line)) is not None:
            yield from _piece(text, kind, ranges, group)
            kind, ranges, listing = "", [], False
            yield from _piece(text, "heading", [(start + heading.start(1), start + heading.end(1))], 0)
        elif (sign in "-*+" or sign.isdigit()) and (item := re.match(_ITEM, line)) is not None:
            yield from _piece(text, kind, ranges, group)
            groups += not listing
            kind, ranges, group, listing = "item", [(start + item.end(), end)], groups, True
        elif kind:
            ranges.append((start, end))
        elif listing and line[:1] in " \t":  # a further paragraph of an item
            kind, ranges, group = "paragraph", [(start, end)], 0
        elif not line.startswith(("    ", "\t")):
            kind, ranges, group, listing = "paragraph", [(start, end)], 0, False
    yield from _piece(text, kind, ranges, group)


def _lines(text: str) -> list[Range]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _is_ruler(sign: str, line: str) -> bool:
    return sign in "-*_=" and re.match(_RULER, line) is not None


def _piece(text: str, kind: str, ranges: list[Range], group: int) -> Iterator[Piece]:
    tight = tuple(r for r in (tightened(text, start, end) for start, end in ranges) if r[0] < r[1])
    if not kind or not tight:
        return
    first, last = tight[0][0], tight[-1][1]
    if kind == "paragraph" and text.startswith("**", first) and text.find("**", first + 2, last) == last - 2:
        kind = "heading"
    yield kind, tight, group


def tightened(text: str, start: int, end: int) -> Range:
    """The range without white space at its ends, and without the backslash of a hard break."""
    while start < end and text[start] in " \t":
        start += 1
    while start < end and text[end - 1] in " \t\\":
        end -= 1
    return start, end


def _cells(text: str, start: int, end: int) -> Iterator[Range]:
    at = start
    for i in range(start, end + 1):
        if i == end or (text[i] == "|" and text[i - 1 : i] != "\\"):
            cell = tightened(text, at, i)
            if cell[0] < cell[1]:
                yield cell
            at = i + 1

"""Where the characters of a YAML scalar stand in the file it was written in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desknote.diagnostics import Span
from desknote.patterns import regex

Place = tuple[int, int]
_BLANK = " \t\n"
_BEFORE = regex(r"(?:[!&]\S*\s+)*")
_ESCAPE = regex(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_BLANK_ESCAPES = frozenset("tn\t \n")


def characters(
    text: str, span: Span, style: str | None, value: str, offsets: Sequence[int]
) -> list[Place] | None:
    """Line and column (from 1) of the characters at ``offsets`` (ascending) of a scalar's ``value``.

    YAML changes nothing but white space and escapes between a file and a scalar's value, so the
    n-th visible character of the one is the n-th of the other. White space is placed beside the visible
    character before it. Returns nothing where value and file do not fit together.
    """
    lines = text.split("\n")[span.line - 1 : span.end_line]
    if not lines:
        return None
    raw = _visible("\n".join(lines), span, style)
    places: list[Place] = []
    line, column = span.line, span.column - 1
    away = 0
    wanted = list(offsets)
    for offset, character in enumerate(value):
        if not wanted:
            return places
        if character in _BLANK:
            away += 1
        else:
            found = next(raw, None)
            if found is None or found[0] not in (character, ""):
                return None
            _, line, column = found
            away = 0
        while wanted and wanted[0] == offset:
            places.append((line, max(1, column + away)))
            wanted.pop(0)
    # What is left lies just after the value.
    return places + [(line, max(1, column + away + 1)) for _ in wanted]


def _visible(raw: str, span: Span, style: str | None) -> Iterator[tuple[str, int, int]]:
    """Each visible character written (empty for an escape) with its line and column."""
    at = span.column - 1
    if (before := _BEFORE.match(raw, at)) is not None:
        at = before.end()
    if style in ("|", ">"):  # the rest of the header's line holds marks and perhaps a comment
        at = raw.find("\n", at) + 1 or len(raw)
    elif style in ("'", '"'):
        at += 1
    line = span.line + raw.count("\n", 0, at)
    start = raw.rfind("\n", 0, at) + 1
    while at < len(raw):
        character = raw[at]
        here = (line, at - start + 1)
        if character == "\n":
            at += 1
            line, start = line + 1, at
        elif character in _BLANK:
            at += 1
        elif style == '"' and (escape := _ESCAPE.match(raw, at)) is not None:
            name = escape[1]
            at = escape.end()
            if name == "\n":
                line, start = line + 1, at
            if not _is_blank(name):
                yield "", *here
        else:
            at += 2 if style == "'" and raw.startswith("''", at) else 1
            yield character, *here


def _is_blank(name: str) -> bool:
    if len(name) == 1:
        return name in _BLANK_ESCAPES
    return int(name[1:], 16) in (0x20, 0x09, 0x0A)

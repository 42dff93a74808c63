"""Edits of a text by place: comments, layout, line endings and all that is not edited stay as they are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from desknote.diagnostics import Edit, Span
from desknote.patterns import regex

_BREAK = regex(r"\r\n|\r|\n")


class Lines:
    """The lines of a file's text as diagnostics count them, whatever ends a line, with or without a BOM."""

    def __init__(self, text: str) -> None:
        self.text = text
        first = 1 if text.startswith("\ufeff") else 0
        breaks = list(_BREAK.finditer(text))
        self._starts = [first, *(m.end() for m in breaks)]
        self._ends = [*(m.start() for m in breaks), len(text)]
        endings = [m[0] for m in breaks]
        self.ending = max(set(endings), key=endings.count) if endings else "\n"

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> str:
        """The line ``number`` (from 1), without what ends it; empty beyond the last."""
        if not 0 < number <= len(self):
            return ""
        return self.text[self._starts[number - 1] : self._ends[number - 1]]

    def offset(self, line: int, column: int) -> int:
        """Where a place stands in the text; a place beyond a line's end is its end."""
        if line > len(self):
            return len(self.text)
        start, end = self._starts[max(line, 1) - 1], self._ends[max(line, 1) - 1]
        return min(start + max(column, 1) - 1, end)

    def covered(self, span: Span) -> str:
        """The text that ``span`` covers."""
        return self.text[self.offset(span.line, span.column) : self.offset(span.end_line, span.end_column)]

    def bounds(self, edit: Edit) -> tuple[int, int]:
        """Where an edit's span begins and ends in the text."""
        span = edit.span
        start = self.offset(span.line, span.column)
        return start, max(start, self.offset(span.end_line, span.end_column))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with ``edits`` made, of which none may overlap. New lines end as the text's own do."""
    lines = Lines(text)
    for edit in sorted(edits, reverse=True):
        start, end = lines.bounds(edit)
        new = edit.text.replace("\n", lines.ending)
        text = text[:start] + new + text[end:]
    return text


def clash(text: str, edits: Iterable[Edit], others: Iterable[Edit]) -> bool:
    """Whether one of ``edits`` touches what one of ``others`` changes."""
    lines = Lines(text)
    taken = [lines.bounds(other) for other in others]
    return any(
        start <= there_end and there_start <= end
        for start, end in map(lines.bounds, edits)
        for there_start, there_end in taken
    )


def difference(name: str, before: str, after: str) -> str:
    """What changes, as a unified diff of the file ``name``."""
    old, new = (
        re.split(r"(?<=\n)", text.replace("\r\n", "\n"))[:-1] for text in (_ended(before), _ended(after))
    )
    return "".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"

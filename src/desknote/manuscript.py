"""A note as it was written: its file, and each text in it with what was filled in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from desknote.diagnostics import Span
from desknote.source import Document, Path
from desknote.source.positions import characters

Fill = tuple[int, int, int]
"""Where a filling begins in the text, its length, and the length of the expression it took the place of."""
Filled = tuple[str, tuple[Fill, ...]]
"""A text with its expressions filled in, and where."""


class Manuscript:
    """Maps every character of a note's texts to its place in the file.

    ``texts`` holds, by path, the texts in which expressions were filled in; any other scalar of the document
    is shown as it was written. ``thousands`` says whether the house sets them apart. No dataclass on
    purpose: it is about the note, and no part of what it says.
    """

    __slots__ = ("document", "texts", "thousands")

    def __init__(self, document: Document, texts: Mapping[Path, Filled], thousands: bool = False) -> None:
        self.document, self.texts = document, texts
        self.thousands = thousands

    def text(self, path: Path) -> Filled | None:
        """The text at ``path``, if there is one."""
        if (filled := self.texts.get(path)) is not None:
            return filled
        scalar = self.document.scalars.get(path)
        return (scalar.value, ()) if scalar is not None else None

    def places(self, path: Path, ranges: Iterable[tuple[int, int]]) -> list[Span]:
        """Where pieces of the text at ``path`` were written, from begin to end of each.

        A piece of what an expression gave is placed at the whole expression. One pass over the text, however
        many pieces; where text and file do not fit together, it is the place of the whole text.
        """
        filled, scalar = self.text(path), self.document.scalars.get(path)
        whole, pieces = self.document.value_span(path), list(ranges)
        if filled is None or scalar is None:
            return [whole for _ in pieces]
        edges = _Edges(filled[1])
        raw = [(edges.first(begin), edges.last(max(begin, end - 1))) for begin, end in pieces]
        most = len(scalar.value) - 1
        offsets = sorted({min(max(0, at), most) for pair in raw for at in pair}) if most >= 0 else []
        found = characters(self.document.text, whole, scalar.style, scalar.value, offsets)
        if not offsets or found is None:
            return [whole for _ in pieces]
        there = dict(zip(offsets, found, strict=True))
        spans = []
        for first, last in raw:
            line, column = there[min(max(0, first), most)]
            end_line, end_column = there[min(max(0, last), most)]
            spans.append(Span(self.document.file, line, column, end_line, end_column + 1))
        return spans


class _Edges:
    """From a text with fillings to the text that was written."""

    def __init__(self, fills: tuple[Fill, ...]) -> None:
        self.fills = fills
        self.begins = [begin for begin, _, _ in fills]
        self.shifts = [0]
        for _, shown, raw in fills:
            self.shifts.append(self.shifts[-1] + raw - shown)

    def first(self, offset: int) -> int:
        i = bisect_right(self.begins, offset) - 1
        if i >= 0 and offset < self.begins[i] + self.fills[i][1]:
            return self.begins[i] + self.shifts[i]
        return offset + self.shifts[i + 1]

    def last(self, offset: int) -> int:
        i = bisect_right(self.begins, offset) - 1
        if i >= 0 and offset < self.begins[i] + self.fills[i][1]:
            return self.begins[i] + self.shifts[i] + self.fills[i][2] - 1
        return offset + self.shifts[i + 1]

"""A YAML file's data, with a position in the file for every key and value."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from desknote.diagnostics import Span
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.source.positions import characters

Path = tuple[str | int, ...]

_INT = regex(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = regex(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?\Z")


class WrittenInt(int):
    """A whole number that knows how its author wrote it (``+5``)."""

    written: str


class WrittenFloat(float):
    """A number that knows how its author wrote it (``79.80``)."""

    written: str


def written_number(text: str, shown: str | None = None) -> WrittenInt | WrittenFloat | None:
    """``text`` as the number it writes, if it writes one; ``shown`` is what stands for it in text."""
    number: WrittenInt | WrittenFloat
    if _INT.match(text) and len(text) < 400:
        number = WrittenInt(text)
    elif _FLOAT.match(text) and abs(float(text)) != float("inf"):
        number = WrittenFloat(text)
    else:
        return None
    number.written = text if shown is None else shown
    return number


@dataclass(frozen=True, slots=True)
class Scalar:
    """How a scalar was written: style None (plain), ``'``, ``"``, ``|`` or ``>``."""

    style: str | None
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data and where each part of it stands."""

    file: str
    text: str
    data: Any
    keys: dict[Path, Span] = field(default_factory=dict, repr=False)
    values: dict[Path, Span] = field(default_factory=dict, repr=False)
    scalars: dict[Path, Scalar] = field(default_factory=dict, repr=False)

    def value_span(self, path: Path) -> Span:
        """Where the value at ``path`` stands, or its nearest ancestor's."""
        for end in range(len(path), -1, -1):
            if (span := self.values.get(path[:end])) is not None:
                return span
        return Span.point(self.file)

    def key_span(self, path: Path) -> Span:
        """Where the key of the entry at ``path`` stands; for a list's item, the item."""
        for end in range(len(path), 0, -1):
            if (span := self.keys.get(path[:end])) is not None:
                return span
            if path[end - 1 : end] and isinstance(path[end - 1], int) and path[:end] in self.values:
                return self.values[path[:end]]
        return self.value_span(path)

    def char_span(self, path: Path, offset: int, length: int = 1) -> Span:
        """Where the characters from ``offset`` of the string at ``path`` stand in the file."""
        whole = self.value_span(path)
        scalar = self.scalars.get(path)
        if scalar is None or not 0 <= offset <= len(scalar.value):
            return whole
        places = characters(
            self.text, whole, scalar.style, scalar.value, (offset, offset + max(1, length) - 1)
        )
        if places is None:
            return whole
        (line, column), (end_line, end_column) = places
        return Span(self.file, line, column, end_line, end_column + 1)

    def line_numbers(self, path: Path) -> tuple[int, ...]:
        """The line of the file on which each line of the string at ``path`` begins; empty if unknown."""
        scalar, span = self.scalars.get(path), self.values.get(path)
        if scalar is None or span is None:
            return ()
        count = scalar.value.count("\n") + 1
        if scalar.style == "|":  # as they are, after the line of the header
            return tuple(range(span.line + 1, span.line + 1 + count))
        if span.line == span.end_line:
            return (span.line,) * count
        offsets = [0, *(i + 1 for i, c in enumerate(scalar.value) if c == "\n")]
        places = characters(self.text, span, scalar.style, scalar.value, offsets)
        return tuple(line for line, _ in places) if places is not None else ()

    def path_at(self, line: int, column: int) -> Path:
        """The deepest path whose key or value covers a place."""
        best: Path = ()
        for table in (self.values, self.keys):
            for path, span in table.items():
                start, end = (span.line, span.column), (span.end_line, span.end_column)
                if start <= (line, column) <= end and len(path) > len(best):
                    best = path
        return best

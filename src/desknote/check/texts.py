"""The texts of a note that rules read, as readers see them, and the way back to where they were written."""

from __future__ import annotations

from collections.abc import Iterator

from desknote.closed import ClosedNote
from desknote.diagnostics import Span
from desknote.source import Path

Text = tuple[str, Path]
"""A text as readers see it, and the path in the note's file at which it was written."""


def texts(note: ClosedNote) -> Iterator[Text]:
    """Every text that the note's author wrote for readers."""
    written = note.manuscript
    if written is None:
        return
    for path in written.document.scalars:
        if _is_read(path) and (shown := written.text(path)) is not None:
            yield shown[0], path


def _is_read(path: Path) -> bool:
    key, last = path[0], path[-1]
    if key == "exhibits":
        return len(path) == 3 and last in ("title", "note")
    return key in _TEXTS or (key in ("viewpoints", "sections", "advice") and last in ("heading", "body"))


_TEXTS = frozenset(("title", "subtitle", "summary", "risks", "valuation", "target_risks"))


def place(note: ClosedNote, text: Text, start: int, length: int) -> Span | None:
    """Where a piece of a text stands in the note's file."""
    if note.manuscript is None:
        return note.title.span
    return note.manuscript.places(text[1], [(start, start + length)])[0]

"""Where a piece of a shown text stands in the file that it was written in."""

from __future__ import annotations

from dataclasses import replace

from desknote.closed import Passage
from desknote.diagnostics import Span
from desknote.source.positions import characters


def spot(passage: Passage, start: int, length: int) -> Span | None:
    """The place of ``length`` characters from ``start`` of the passage's text.

    A piece of what an expression gave is placed at the expression. The whole passage's place where the
    text was not written in a file as it is shown.
    """
    written, whole = passage.written, passage.span
    if written is None or whole is None:
        return whole
    first = _raw(passage, start, last=False)
    last = max(first, _raw(passage, start + max(1, length) - 1, last=True))
    if last >= len(written.value):
        return whole
    places = characters(written.file, whole, written.style, written.value, (first, last))
    if places is None:
        return whole
    (line, column), (end_line, end_column) = places
    return Span(whole.file, line, column, end_line, end_column + 1)


def _raw(passage: Passage, offset: int, *, last: bool) -> int:
    """Where the character at ``offset`` stands in the scalar's value; within an expression, its edge."""
    assert passage.written is not None
    at = offset + passage.written.start
    shift = 0
    for begin, shown, raw in passage.written.fills:
        if at < begin:
            break
        if at < begin + shown:
            return begin + shift + (raw - 1 if last else 0)
        shift += raw - shown
    return at + shift


def inserted(passage: Passage, text: str) -> Passage:
    """``passage`` with ``text`` for its own, into which pieces were put that its author did not write."""
    old, written = passage.text, passage.written
    if text == old or written is None:
        return replace(passage, text=text)
    pieces: list[tuple[int, int]] = []
    here = there = 0
    while there < len(text):
        if here < len(old) and old[here] == text[there]:
            here, there = here + 1, there + 1
            continue
        again = text.find(old[here : here + 6], there) if here < len(old) else len(text)
        if again < 0:  # it says something else altogether
            return replace(passage, text=text, written=None)
        pieces.append((there, again - there))
        there = again
    fills = [(written.start + begin, length, 0) for begin, length in pieces]
    for begin, shown, raw in written.fills:
        moved = sum(length for at, length in pieces if at < begin - written.start + _before(pieces, at))
        fills.append((begin + moved, shown, raw))
    return replace(passage, text=text, written=replace(written, fills=tuple(sorted(fills))))


def _before(pieces: list[tuple[int, int]], at: int) -> int:
    """How much was put in before ``at``."""
    return sum(length for begin, length in pieces if begin < at)

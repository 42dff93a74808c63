"""Where the text of a formula or key stands in the note, for diagnostics about parts of it."""

from __future__ import annotations

from collections.abc import Callable

from desknote.diagnostics import Diagnostic, Span

Place = Callable[[int, int], Span | None]
"""Where the characters of a text stand in its file: offset and length to a span."""
WHOLE = (-1, 0)
"""The offset and length that ask a Place for all of the text."""
Found = tuple[Diagnostic, ...]


def nowhere(offset: int, length: int) -> Span | None:
    """The place of a text that no file holds."""
    return None

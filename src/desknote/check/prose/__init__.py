"""How a note is written: figures, marks, words, names and dates, as an editor would mend them."""

from __future__ import annotations

from itertools import islice

from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic

__all__ = ["prose"]

MOST_FOUND = 500
"""Findings of one rule in one note that are told of."""


def prose(note: ClosedNote) -> list[Diagnostic]:
    """Everything that the rules of prose find in ``note``, each at its words in the note's file."""
    if note.manuscript is None:
        return []
    from desknote.check.prose import dates, figures, marks, names, rates, script, setting, words
    from desknote.check.prose.sheet import Sheet

    sheet = Sheet(note, note.manuscript)
    if not sheet.blocks:
        return []
    rules = (m.RULES for m in (figures, rates, marks, setting, words, script, names, dates))
    return sheet.placed(found for some in rules for rule in some for found in islice(rule(sheet), MOST_FOUND))

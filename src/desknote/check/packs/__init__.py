"""Rule packs: what a jurisdiction asks of a research note. A pack is loaded only for a note under it."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic
from desknote.jurisdictions import PACKS, pack_of, waivable

__all__ = ["PACKS", "check_packs", "pack_of", "waivable"]


def check_packs(note: ClosedNote, jurisdictions: Iterable[str] | None = None) -> tuple[Diagnostic, ...]:
    """What the packs of ``jurisdictions`` (by default the note's own) find in ``note``."""
    names = note.jurisdictions if jurisdictions is None else tuple(jurisdictions)
    return tuple(
        finding
        for name in PACKS
        if name in names
        for rule in import_module(f"desknote.check.packs.{PACKS[name]}").RULES
        for finding in rule(note)
    )

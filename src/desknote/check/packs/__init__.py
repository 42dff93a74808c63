"""Rule packs: what a jurisdiction asks of a research note. A pack is loaded only for a note under it."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from types import MappingProxyType

from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic

PACKS = MappingProxyType({"cn": "cn", "hk": "hk", "us": "us", "eu-uk": "eu_uk"})
"""From a jurisdiction to the module of its pack."""
CODES = MappingProxyType({"cn": (421, 449), "hk": (450, 464), "us": (465, 484), "eu-uk": (485, 499)})
"""The numbers of each pack's rules, first and last."""

_NEVER = frozenset(("DN438", "DN439", "DN447", "DN463", "DN481"))
"""No exception can be made: what these find is itself forbidden, not merely left out."""


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


def pack_of(code: str) -> str:
    """The jurisdiction that a rule belongs to; empty for a rule of none."""
    number = int(code[2:]) if code[2:].isdecimal() else 0
    return next((name for name, (first, last) in CODES.items() if first <= number <= last), "")


def waivable(code: str) -> bool:
    """Whether a supervisor may let a note off this pack's rule."""
    return bool(pack_of(code)) and code not in _NEVER

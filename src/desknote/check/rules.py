"""Structure: who signs, what is risked, what is made up, what the exhibits can show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module

from desknote.check import coverage
from desknote.check.numbers import restated
from desknote.check.settings import settled
from desknote.closed import ClosedNote, Exhibit
from desknote.diagnostics import Diagnostic, Span
from desknote.exhibits.checks import At, nowhere
from desknote.exhibits.draw import validate
from desknote.jurisdictions import PACKS
from desknote.patterns import regex

_MADE_UP = regex(
    r"示意(数据|數據|资料|資料|性)?|虚构|虛構|illustrative|made[- ]up|hypothetical", re.IGNORECASE
)


def check(note: ClosedNote) -> tuple[Diagnostic, ...]:
    """Everything that the rules find in ``note``, as its house and its own comments want it told."""
    from desknote.check.prose import prose

    return settled(note, (*_found(note), *prose(note)))


def _found(note: ClosedNote) -> tuple[Diagnostic, ...]:
    """What the rules of content find, those of its jurisdictions included."""
    found = tuple(d for rule in _RULES for d in rule(note))
    if not note.jurisdictions:
        return found
    from desknote.check.packs import check_packs

    told = {code for name in note.jurisdictions for code in _IN_PACKS.get(name, ())}
    return (*(d for d in found if d.code not in told), *check_packs(note))


def applied(note: ClosedNote) -> list[str]:
    """The codes of the rules that :func:`check` holds ``note`` against, in order."""
    packs = [f"pack_{name.partition('-')[0]}" for name in note.jurisdictions if name in PACKS]
    stages = ("check", "coverage", "prose", *packs)
    rows = (row.code for stage in stages for row in import_module(f"desknote.rules.{stage}").ROWS)
    told = {code for name in note.jurisdictions for code in _IN_PACKS.get(name, ())}
    return sorted(set(rows) - told)


def certificates(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN403: an analyst who signs has a certificate (in Hong Kong, an SFC number)."""
    for person in note.people:
        if person.role == "analyst" and not person.certificate and not person.sfc:
            file = person.span.file if person.span is not None else ""
            yield Diagnostic("DN403", person.span, {"name": person.name, "file": file})


def risks(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN410: a note names the risks to its view."""
    if not any(str(risk).strip() for risk in note.risks):
        yield Diagnostic("DN410", note.title.span)


def illustrative(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN411: made-up data are marked, so that the page says so."""
    for exhibit in note.exhibits:
        words = " ".join(filter(None, (exhibit.spec.source, exhibit.spec.note, exhibit.spec.title)))
        if not exhibit.spec.illustrative and _MADE_UP.search(words):
            yield Diagnostic("DN411", exhibit.span, {"name": exhibit.id})


def exhibits(note: ClosedNote) -> Iterator[Diagnostic]:
    """What in an exhibit's data its type cannot show well: the types' own rules."""
    for exhibit in note.exhibits:
        yield from validate(exhibit, _within(note, exhibit))


def _within(note: ClosedNote, exhibit: Exhibit) -> At:
    """Where the parts of an exhibit's spec are written; the exhibit itself where one is not (a preset's)."""
    if note.manuscript is None:
        return nowhere(exhibit)
    document = note.manuscript.document

    def at(path: tuple[str | int, ...]) -> Span | None:
        here = ("exhibits", exhibit.id, *path)
        for end in range(len(here), 2, -1):
            part = here[:end]
            if part in document.scalars and not (end > 3 and part in document.keys):
                return document.value_span(part)
            if part in document.keys:  # a column, or what is more than one word
                return document.key_span(part)
        return exhibit.span

    return at


_IN_PACKS = {"cn": ("DN403", "DN410"), "hk": ("DN403",)}
"""What a pack has a graver rule for."""
_RULES: tuple[Callable[[ClosedNote], Iterator[Diagnostic]], ...] = (
    certificates,
    risks,
    illustrative,
    exhibits,
    restated,
    *coverage.RULES,
)

"""The edition before: the latest earlier note of the workspace about the same company, and what it said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING

from desknote.model.base import LANGS
from desknote.model.house import House
from desknote.model.note import LARGEST, Amount, Note, Subject
from desknote.model.tickers import normal_ticker
from desknote.records import dataclass
from desknote.resolve.companies.money import number_text
from desknote.resolve.expressions import Refused, Scope, Unknown, evaluate
from desknote.resolve.facts import resolve_facts
from desknote.resolve.figures import Figure
from desknote.resolve.files import Loaded
from desknote.resolve.scope import fact_figures
from desknote.source import Document, Path
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.resolve.note import Shelf


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of an edition, and how it was written."""

    number: float
    written: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition said. ``grade`` is in its author's words; ``files`` are what it was read from."""

    slug: str = ""
    date: dt.date | None = None
    grade: str = ""
    target: Value | None = None
    estimates: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    files: tuple[str, ...] = ()


def is_about(note: Note, words: frozenset[str]) -> bool:
    """Whether ``note`` is about the company that ``words`` name."""
    if isinstance(note.company, Subject):
        names = note.company.name
        own = set(names.values()) if isinstance(names, dict) else {names}
        return bool(words & {*own, note.company.ticker or ""})
    return note.company is not None and bool(words & {note.company, normal_ticker(note.company)})


def edition_of(
    workspace: Workspace, slug: str, loaded: Loaded[Note], house: House | None, shelf: Shelf
) -> Edition:
    """What the note ``slug`` said: its rating, its target price and its estimates."""
    note, document = loaded.record, loaded.document
    assert note is not None and document is not None
    lang = note.lang or (house.default_lang if house is not None else LANGS[0])
    folder = workspace.note_file(slug).parent
    facts, _ = resolve_facts(workspace, folder, note.facts, note.datasets, document, shelf.frames)
    scope = Scope({"facts": fact_figures(note.facts, facts.values, document, house, lang)})
    return Edition(
        slug=slug,
        date=note.date,
        grade=note.rating or "",
        target=_value(document, ("target_price",), note.target_price, scope),
        estimates=_estimates(document, ("estimates",), note.estimates, scope),
        files=(document.file, *facts.files),
    )


def _estimates(
    document: Document, path: Path, given: Mapping[str, Mapping[str, Amount]], scope: Scope
) -> dict[tuple[str, str], Value]:
    made = {}
    for period, row in given.items():
        for name, amount in row.items():
            value = _value(document, (*path, period, name), amount, scope)
            if value is not None:
                made[name, period] = value
    return made


def _value(document: Document, path: Path, amount: Amount | None, scope: Scope) -> Value | None:
    if amount is None:
        return None
    if not isinstance(amount, str):
        scalar = document.scalars.get(path)
        return Value(float(amount), scalar.value if scalar is not None else str(amount))
    source = amount.strip().removeprefix("{{").removesuffix("}}")
    try:
        result, _ = evaluate(source, scope)
    except (Refused, Unknown):
        return None
    return read_value(result)


def read_value(result: Figure | str) -> Value | None:
    """What an expression came to, if it is a number."""
    if isinstance(result, Figure):
        number, written = result.number, result.written
    else:
        try:
            number, written = Decimal(result.replace(",", "")), result
        except ArithmeticError:
            return None
    if number is None or not number.is_finite() or abs(number) >= LARGEST:
        return None
    return Value(float(number), written)


def shown_estimate(value: Value | None) -> str:
    """An estimate of an edition."""
    return number_text(value.number, value.written) if value is not None else ""

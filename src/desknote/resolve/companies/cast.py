"""All that a closed note says of companies: who is named, which rules apply, what is disclosed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desknote.closed import Exhibit, Person
from desknote.closed_companies import DisclosureView, DistributionRow, NamedCompany
from desknote.diagnostics import Diagnostic
from desknote.model.house import House
from desknote.model.note import Note
from desknote.records import dataclass
from desknote.resolve.companies.about import About
from desknote.resolve.companies.named import (
    Told,
    first_mentions,
    jurisdictions_of,
    markets_of,
    named_companies,
)
from desknote.resolve.companies.register import Register
from desknote.resolve.figures import Figure
from desknote.source import Document


@dataclass(frozen=True, slots=True)
class Cast:
    """The companies of a note and what follows from them."""

    named: tuple[NamedCompany, ...]
    markets: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    disclosures: tuple[DisclosureView, ...]
    distribution: tuple[DistributionRow, ...]
    found: tuple[Diagnostic, ...]


def cast(
    note: Note,
    document: Document,
    house: House,
    house_document: Document,
    house_fields: Mapping[str, Figure | str],
    register: Register,
    about: About,
    listed: Sequence[Told],
    exhibits: Sequence[Exhibit],
    people: Sequence[Person],
    lang: str,
) -> Cast:
    """The companies that ``note`` names and what follows from them.

    DN204 for a market that the house does not have, and what is wrong with the house's disclosures.
    """
    first = first_mentions(document, exhibits, register)
    found = named_companies(note, document, house, register, about.subject, about.entry, listed, first, lang)
    named = tuple(company for company, _ in found)
    markets = markets_of(note, house, named)
    jurisdictions = jurisdictions_of(note, house, markets)
    wrong = _unknown_markets(note, document, house) if note.markets else []
    if not register:
        return Cast(named, markets, jurisdictions, (), (), tuple(wrong))
    from desknote.resolve.companies.distribution import distribution
    from desknote.resolve.companies.interests import Discloser

    discloser = Discloser(house_document, house, house_fields, lang)
    names = {p.id: p.name for p in people}
    disclosures = discloser.disclosures(found, names, jurisdictions, note.date)
    rated = any(c.subject or c.grade for c in named)
    spread = distribution(register, house, note.date, lang) if rated else ()
    return Cast(named, markets, jurisdictions, disclosures, spread, (*wrong, *discloser.found))


def _unknown_markets(note: Note, document: Document, house: House) -> list[Diagnostic]:
    from desknote.resolve.companies.unknown import unknown_market

    known = {m.id: m for m in house.markets}
    many = ("markets", 0) in document.values
    return [
        unknown_market(word, known, document.value_span(("markets", i) if many else ("markets",)))
        for i, word in enumerate(note.markets)
        if word not in known
    ]

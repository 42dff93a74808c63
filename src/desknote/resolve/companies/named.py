"""The companies that a note names, wherever it names them, and what the register knows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from desknote.closed import Exhibit
from desknote.closed_companies import NamedCompany, RatingEvent, Subject
from desknote.diagnostics import Span
from desknote.model.house import House
from desknote.model.note import Company, Note
from desknote.records import dataclass
from desknote.resolve.companies.register import Register
from desknote.resolve.figures import day_label
from desknote.resolve.ratings import grade_label
from desknote.source import Document, Path

if TYPE_CHECKING:
    from desknote.resolve.companies.entry import Call, Entry

_READ = ("title", "subtitle", "summary", "viewpoints", "advice", "risks", "sections", "exhibits", "facts")
"""The parts of a note in which a company counts as named, in reading order."""
MOST_TEXT = 200_000
"""Characters of an exhibit's data that are looked through."""


@dataclass(frozen=True, slots=True)
class Told:
    """A company of the list in the investment advice: what its author wrote and what is known of it."""

    company: Company
    entry: Entry | None
    path: Path
    misses: bool = False
    """The ticker is not one of the company's that is named."""


def told(note: Note, register: Register) -> tuple[Told, ...]:
    """The companies of the investment advice, each with its entry in the register."""
    coverage = note.advice.coverage if note.advice is not None else ()
    made = []
    for i, one in enumerate(coverage):
        entry = _entry(one, register)
        made.append(Told(one, entry, ("advice", "coverage", i), _misses(one, entry, register)))
    return tuple(made)


def _entry(company: Company, register: Register) -> Entry | None:
    """The entry of a listed company: that of its name, if the register knows it, else of its ticker."""
    if not register:
        return None
    by_ticker = register.lookup(company.ticker) if company.ticker else None
    by_name = register.lookup(company.name)
    return by_name or by_ticker


def _misses(company: Company, entry: Entry | None, register: Register) -> bool:
    if entry is None or not company.ticker or not entry.listings:
        return False
    other = register.lookup(company.ticker)
    return other is None or other.number != entry.number


def first_mentions(
    document: Document, exhibits: Sequence[Exhibit], register: Register
) -> dict[int, Span | None]:
    """The register's companies that the note names, by number, and where each is named first."""
    first: dict[int, Span | None] = {}
    if not register:
        return first
    for path, text in _texts(document):
        for found in register.mentions(text):
            if found.company not in first:
                first[found.company] = document.char_span(path, found.start, found.end - found.start)
    for path, span in document.keys.items():
        if path[:1] == ("exhibits",) and len(path) > 2 and isinstance(path[-1], str):
            for found in register.mentions(path[-1]):
                first.setdefault(found.company, span)
    for exhibit in exhibits:
        for found in register.mentions(_words(exhibit)):
            first.setdefault(found.company, exhibit.span)
    return first


def _texts(document: Document) -> Iterator[tuple[Path, str]]:
    parts: dict[str, list[tuple[Path, str]]] = {key: [] for key in _READ}
    for path, scalar in document.scalars.items():
        if path and path[0] in parts:
            parts[str(path[0])].append((path, scalar.value))
    for key in _READ:
        yield from parts[key]


def _words(exhibit: Exhibit) -> str:
    """The words in an exhibit's data, each once."""
    if exhibit.frame is None:
        return ""
    words: dict[str, None] = {}
    size = 0
    for column, cells in exhibit.frame.columns.items():
        words[column] = None
        if not any(isinstance(cell, str) for cell in cells[:50]):
            continue
        for cell in cells:
            if isinstance(cell, str) and cell not in words:
                words[cell] = None
                size += len(cell)
            if size > MOST_TEXT:
                return "\n".join(words)
    return "\n".join(words)


def named_companies(
    note: Note,
    document: Document,
    house: House,
    register: Register,
    subject: Subject | None,
    subject_entry: Entry | None,
    listed: Sequence[Told],
    first: dict[int, Span | None],
    lang: str,
) -> tuple[tuple[NamedCompany, Entry | None], ...]:
    """Every company that the note names: the subject, those of the advice, and the others as they come."""
    made: dict[int | str, NamedCompany] = {}
    entries: dict[int | str, Entry] = {}
    by_entry = {one.entry.number: one for one in listed if one.entry is not None}
    if subject_entry is not None:
        entries[subject_entry.number] = subject_entry
    elif subject is not None:
        made[subject.name] = _unknown(subject.name, subject.ticker, subject.market, subject.span, subject)
    for one in listed:
        span = document.value_span((*one.path, "name"))
        if one.entry is not None:
            entries.setdefault(one.entry.number, one.entry)
            first.setdefault(one.entry.number, span)
        else:
            new = _unknown(one.company.name, one.company.ticker or "", "", span, None, one)
            made.setdefault(one.company.name, new)
    for number in first:
        entries.setdefault(number, register.entry(number))
    for key, entry in entries.items():
        own = subject if entry is subject_entry else None
        where = own.span if own is not None else first.get(entry.number)
        told_of = by_entry.get(entry.number)
        made[key] = _known(entry, note, document, house, lang, where, told_of, own)
    order = sorted(made, key=lambda key: (not made[key].subject, not made[key].advised))
    return tuple((made[key], entries.get(key)) for key in order)


def _unknown(
    name: str, ticker: str, market: str, span: Span | None, subject: Subject | None, one: Told | None = None
) -> NamedCompany:
    return NamedCompany(
        name=name,
        ticker=ticker,
        market=market,
        status="unknown",
        rating="",
        target=subject.target if subject is not None else None,
        currency=subject.currency if subject is not None else "",
        analysts=(),
        conflicts=(),
        history=(),
        span=span,
        subject=subject is not None,
        price=subject.price if subject is not None else None,
        price_shown=subject.price_shown if subject is not None else "",
        price_date=subject.price_date if subject is not None else None,
        price_day=subject.price_day if subject is not None else "",
        target_shown=subject.target_shown if subject is not None else "",
        claimed=one.company.covered if one is not None else None,
        advised=one is not None,
    )


def _known(
    entry: Entry,
    note: Note,
    document: Document,
    house: House,
    lang: str,
    span: Span | None,
    one: Told | None,
    subject: Subject | None,
) -> NamedCompany:
    from desknote.resolve.companies.interests import conflicts_of
    from desknote.resolve.companies.money import money, price_text

    day = note.date
    grade, target = entry.standing(day)
    grade, label = grade_label(house, "", grade, lang) if grade else ("", "")
    currency = subject.currency if subject is not None else entry.currency
    calls = [c for c in entry.history if c.date <= day]
    price, price_date = entry.price, entry.price_date
    if price_date is not None and price_date > day:
        price, price_date = None, None
    last = next((c for c in reversed(calls) if c.price is not None), None)
    if price is None and last is not None:
        price, price_date = last.price, last.date
    price_shown = money(price_text(price), currency, lang)
    if subject is not None and subject.price is not None:
        price, price_date, price_shown = subject.price, subject.price_date, subject.price_shown
    return NamedCompany(
        name=one.company.name if one is not None else entry.called(lang),
        ticker=subject.ticker if subject is not None else entry.ticker,
        market=subject.market if subject is not None else entry.market,
        status=entry.status,
        rating=label,
        target=target,
        currency=currency,
        analysts=entry.analysts,
        conflicts=conflicts_of(entry, house, lang, day),
        history=tuple(_event(call, house, currency, lang) for call in calls),
        span=span,
        subject=subject is not None,
        line=entry.line,
        grade=grade,
        sector=entry.sector,
        price=price,
        price_shown=price_shown,
        price_date=price_date,
        price_day=day_label(price_date, lang) if price_date is not None else "",
        target_shown=money(price_text(target), currency, lang),
        claimed=one.company.covered if one is not None else None,
        claimed_span=document.value_span((*one.path, "covered")) if one is not None else None,
        advised=one is not None,
        tickers=tuple(ticker for ticker, _, _ in entry.listings if ticker),
        listed_ticker=one.company.ticker or "" if one is not None and one.misses else "",
        listed_span=document.value_span((*one.path, "ticker")) if one is not None and one.misses else None,
    )


def _event(call: Call, house: House, currency: str, lang: str) -> RatingEvent:
    from desknote.resolve.companies.money import money, price_text

    grade, label = grade_label(house, "", call.grade, lang) if call.grade else ("", "")
    return RatingEvent(
        date=call.date,
        grade=grade,
        label=label,
        target=call.target,
        price=call.price,
        currency=currency,
        day=day_label(call.date, lang),
        target_shown=money(price_text(call.target), currency, lang),
        price_shown=money(price_text(call.price), currency, lang),
    )


def markets_of(note: Note, house: House, named: Sequence[NamedCompany]) -> tuple[str, ...]:
    """The house's markets that the note is about: those it names, else those of its companies.

    A company that is neither covered nor recommended does not make a note one about its market.
    """
    if note.markets:
        return note.markets
    own = [c.market for c in named if c.subject or c.advised or c.status == "covered"]
    known = {m.id for m in house.markets}
    return tuple(m for m in dict.fromkeys(own) if m in known)


def jurisdictions_of(note: Note, house: House, markets: Sequence[str]) -> tuple[str, ...]:
    """The rule packs that apply: the house's, those of the note's markets, and those that the note adds."""
    rules = house.jurisdictions
    by_market = [j for market in markets for j in rules.markets.get(market, ())]
    return tuple(dict.fromkeys((*rules.always, *by_market, *note.jurisdictions)))

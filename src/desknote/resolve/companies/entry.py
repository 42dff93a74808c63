"""A company of the register as it is kept compiled: plain data, ready to be read again in no time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from desknote.model.base import in_lang
from desknote.records import dataclass

Names = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Call:
    """A rating (an id) or target price of a day."""

    date: dt.date
    grade: str
    target: float | None
    price: float | None


@dataclass(frozen=True, slots=True)
class Interest:
    """A conflict as the register has it; ``text`` are the author's own words, by language."""

    kind: str
    percent: float | None
    as_of: dt.date | None
    since: dt.date | None
    until: dt.date | None
    person: str
    text: Names | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One company. ``listings`` are ticker, market and currency of each, the main one first;
    ``line`` is where it stands in the register."""

    number: int
    name: Names
    aliases: tuple[str, ...]
    listings: tuple[tuple[str, str, str], ...]
    sector: str
    analysts: tuple[str, ...]
    status: str
    grade: str
    target: float | None
    history: tuple[Call, ...]
    interests: tuple[Interest, ...]
    price: float | None = None
    price_date: dt.date | None = None
    line: int = 1

    @property
    def ticker(self) -> str:
        return self.listings[0][0] if self.listings else ""

    @property
    def market(self) -> str:
        return self.listings[0][1] if self.listings else ""

    @property
    def currency(self) -> str:
        return self.listings[0][2] if self.listings else ""

    def called(self, lang: str) -> str:
        """The name in ``lang``."""
        return in_lang(self.name, lang)

    def standing(self, day: dt.date) -> tuple[str, float | None]:
        """Grade and target price as they stood on ``day``.

        What the history says up to that day; the entry's own where it has no history.
        """
        if not self.history:
            return self.grade, self.target
        grade, target = "", None
        for call in self.history:
            if call.date > day:
                break
            grade, target = call.grade or grade, target if call.target is None else call.target
        return grade, target


def entry_of(number: int, data: list[Any]) -> Entry:
    """An entry from its plain data."""
    name, aliases, listings, sector, analysts, status, grade, target, history, interests, *rest = data
    return Entry(
        number=number,
        name=name,
        aliases=tuple(aliases),
        listings=tuple((t, m, c) for t, m, c in listings),
        sector=sector,
        analysts=tuple(analysts),
        status=status,
        grade=grade,
        target=target,
        history=tuple(Call(_day(d) or dt.date.min, g, t, p) for d, g, t, p in history),
        interests=tuple(map(interest_of, interests)),
        price=rest[0],
        price_date=_day(rest[1]),
        line=rest[2],
    )


def plain(entry: Entry) -> list[Any]:
    """An entry's plain data."""

    return [
        entry.name,
        entry.aliases,
        entry.listings,
        entry.sector,
        entry.analysts,
        entry.status,
        entry.grade,
        entry.target,
        [(_text(c.date), c.grade, c.target, c.price) for c in entry.history],
        [plain_interest(one) for one in entry.interests],
        entry.price,
        _text(entry.price_date),
        entry.line,
    ]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def interest_of(data: list[Any]) -> Interest:
    """An interest from its plain data."""
    kind, percent, as_of, since, until, person, text = data
    return Interest(kind, percent, _day(as_of), _day(since), _day(until), person, text)


def plain_interest(one: Interest) -> list[Any]:
    """An interest's plain data."""
    return [one.kind, one.percent, _text(one.as_of), _text(one.since), _text(one.until), one.person, one.text]

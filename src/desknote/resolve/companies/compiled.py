"""The register checked against the house and its people, in the form that notes look things up in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from desknote.diagnostics import Diagnostic, Span, suggest
from desknote.model.base import Line
from desknote.model.coverage import STATUSES, Coverage, Listed
from desknote.model.house import House, RatingSystem
from desknote.model.tickers import HALF_WIDTH, market_ending
from desknote.records import dataclass
from desknote.resolve.companies.entry import Call, Entry, Interest, Names
from desknote.resolve.companies.names import Name, spellings
from desknote.resolve.companies.unknown import unknown_market
from desknote.resolve.people import Staff
from desknote.resolve.ratings import SYSTEMS, grade_named, unknown_rating
from desknote.resolve.text import MOST_FOUND, listed
from desknote.source import Document, Path


@dataclass(slots=True)
class Compiled:
    """The register's companies in order, every name with its company's number, and what is wrong."""

    entries: list[Entry] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)


def compiled(
    document: Document, coverage: Coverage, mended: frozenset[Path], house: House | None, staff: Staff
) -> Compiled:
    """``coverage`` checked and compiled.

    DN204 for markets and ratings that the house does not have, DN301 for people, DN414 for names that
    two companies share, DN415 where an entry contradicts itself.
    """
    return _Compiler(document, mended, house, staff).run(coverage)


class _Compiler:
    def __init__(
        self, document: Document, mended: frozenset[Path], house: House | None, staff: Staff
    ) -> None:
        self.document, self.mended, self.staff = document, mended, staff
        self.ids = set(staff.ids())
        self.markets = {m.id: m for m in house.markets} if house is not None else {}
        self.endings = {e.upper(): m.id for m in self.markets.values() for e in m.tickers}
        self.system_id, self.system = _system(house)
        self.result = Compiled()
        self.owners: dict[str, tuple[int, int]] = {}

    def run(self, coverage: Coverage) -> Compiled:
        for number, company in enumerate(coverage.companies):
            path: Path = ("companies", number)
            if path not in self.mended:
                entry = self._entry(number, company, path)
                self.result.entries.append(entry)
                self._named(entry, company, path)
            else:  # told of already; the numbers of the others stay
                self.result.entries.append(Entry(number, "—", (), (), "", (), "covered", "", None, (), ()))
        del self.result.found[10 * MOST_FOUND :]
        return self.result

    def _entry(self, number: int, company: Listed, path: Path) -> Entry:
        grade = self._grade(company.rating, (*path, "rating"))
        entry = Entry(
            number=number,
            name=_names(company.name),
            aliases=company.aliases,
            listings=tuple(self._listings(company, path)),
            sector=company.sector or "",
            analysts=tuple(self._people(company, path)),
            status=company.status,
            grade=grade,
            target=company.target,
            history=tuple(self._history(company, path)),
            interests=tuple(self._interests(company, path)),
            price=company.price,
            price_date=company.price_date,
            line=self.document.key_span(path).line,
        )
        if not any(p[:2] == path for p in self.mended):
            self._consistent(entry, company, path)
        if entry.history and not company.rating and not company.target:
            # The last that was said stands, unless the house has stopped to rate.
            standing = entry.standing(dt.date.max)
            return _with_standing(entry, *standing) if company.status == "covered" else entry
        return entry

    def _listings(self, company: Listed, path: Path) -> Iterator[tuple[str, str, str]]:
        if company.ticker is not None or company.market is not None:
            market = self._market(company.market, company.ticker, (*path, "market"))
            yield company.ticker or "", market, company.currency or self._currency(market)
        for i, listing in enumerate(company.listings):
            market = self._market(listing.market, listing.ticker, (*path, "listings", i, "market"))
            yield listing.ticker, market, listing.currency or self._currency(market)

    def _market(self, given: str | None, ticker: str | None, path: Path) -> str:
        if given is None:
            return self.endings.get(market_ending(ticker), "") if ticker else ""
        if self.markets and given not in self.markets:
            self.result.found.append(unknown_market(given, self.markets, self.document.value_span(path)))
        return given

    def _currency(self, market: str) -> str:
        return (self.markets[market].currency or "") if market in self.markets else ""

    def _people(self, company: Listed, path: Path) -> Iterator[str]:
        many = len(company.analysts) > 1 or (*path, "analysts", 0) in self.document.values
        for i, word in enumerate(company.analysts):
            person = word if word in self.ids else self.staff.names().get(word, "")
            if person:
                yield person
                continue
            span = self.document.value_span((*path, "analysts", i) if many else (*path, "analysts"))
            near = suggest(word, (*self.ids, *self.staff.names()))
            params = {"name": word, "choices": listed(sorted(self.ids))}
            self.result.found.append(Diagnostic("DN301", span, params, near))

    def _grade(self, word: str | None, path: Path) -> str:
        if word is None or self.system is None:
            return word or ""
        grade = grade_named(self.system, word, "zh-CN")
        if grade is None:
            span = self.document.value_span(path)
            self.result.found.append(unknown_rating(span, word, self.system_id, self.system, "zh-CN"))
            return ""
        return grade.id

    def _history(self, company: Listed, path: Path) -> Iterator[Call]:
        before: dt.date | None = None
        for i, one in enumerate(company.history):
            here: Path = (*path, "history", i)
            if (*here, "date") in self.mended:
                continue  # its day is wrong, which is told of
            if before is not None and one.date <= before:
                en = f"{one.date} comes after {before}: the history goes from the earliest on"
                zh = f"{one.date} 排在 {before} 之后：历史须由早到晚"
                self._contradiction((*here, "date"), company, en, zh)
            before = one.date
            yield Call(one.date, self._grade(one.rating, (*here, "rating")), one.target, one.price)

    def _interests(self, company: Listed, path: Path) -> Iterator[Interest]:
        for i, one in enumerate(company.conflicts):
            person = one.person or ""
            if person and person not in self.ids:
                known = self.staff.names().get(person, "")
                if not known:
                    span = self.document.value_span((*path, "conflicts", i, "person"))
                    params = {"name": person, "choices": listed(sorted(self.ids))}
                    near = suggest(person, (*self.ids, *self.staff.names()))
                    self.result.found.append(Diagnostic("DN301", span, params, near))
                person = known or person
            text = _names(one.text) if one.text is not None else None
            yield Interest(one.kind, one.percent, one.as_of, one.since, one.until, person, text)

    def _consistent(self, entry: Entry, company: Listed, path: Path) -> None:
        """Status, rating and history say the same."""
        if entry.status in ("restricted", "not-covered"):
            for key in ("rating", "target"):
                if getattr(company, key) is not None:
                    zh = f"状态为“{STATUSES[entry.status][0]}”的公司不应有 {key}"
                    en = f"a company that is {STATUSES[entry.status][2]} has no {key}"
                    self._contradiction((*path, key), company, en, zh)
        if entry.status == "covered" and not entry.analysts and not company.analysts:
            en, zh = "a company that is covered has an analyst", "已覆盖的公司须写明分析师"
            self._contradiction(path, company, en, zh)
        grade, target = entry.standing(dt.date.max) if entry.history else ("", None)
        if entry.grade and grade and entry.grade != grade:
            en = f"the rating is '{company.rating}', but the last of the history is '{grade}'"
            zh = f"评级为“{company.rating}”，而历史中最后一次为“{grade}”"
            self._contradiction((*path, "rating"), company, en, zh)
        if entry.target is not None and target is not None and entry.target != target:
            en = f"the target is {entry.target:g}, but the last of the history is {target:g}"
            zh = f"目标价为 {entry.target:g}，而历史中最后一次为 {target:g}"
            self._contradiction((*path, "target"), company, en, zh)

    def _contradiction(self, path: Path, company: Listed, en: str, zh: str) -> None:
        params = {"name": _first(_names(company.name)), "reason_en": en, "reason_zh": zh}
        span = self.document.key_span(path) if len(path) == 2 else self.document.value_span(path)
        self.result.found.append(Diagnostic("DN415", span, params))

    def _named(self, entry: Entry, company: Listed, path: Path) -> None:
        """Every word for a company; a word that another has already is told of."""
        for word, place in self._words(company, path):
            word = word.translate(HALF_WIDTH)
            owner, line = self.owners.setdefault(word, (entry.number, place.line))
            if owner != entry.number:
                params = {"name": word, "line": line, "other": _first(self.result.entries[owner].name)}
                self.result.found.append(Diagnostic("DN414", place, params))
            else:
                self.result.names.append((word, entry.number, False))
        for ticker, _, _ in entry.listings:
            self.result.names += [
                (word, entry.number, only)
                for word, only in spellings(ticker)
                if self.owners.setdefault(word, (entry.number, 0))[0] == entry.number
            ]

    def _words(self, company: Listed, path: Path) -> Iterator[tuple[str, Span]]:
        if isinstance(company.name, dict):
            for lang, name in company.name.items():
                yield name, self.document.value_span((*path, "name", str(lang)))
        else:
            yield company.name, self.document.value_span((*path, "name"))
        many = (*path, "aliases", 0) in self.document.values
        for i, alias in enumerate(company.aliases):
            yield alias, self.document.value_span((*path, "aliases", i) if many else (*path, "aliases"))
        if company.ticker:
            yield company.ticker, self.document.value_span((*path, "ticker"))
        for i, listing in enumerate(company.listings):
            yield listing.ticker, self.document.value_span((*path, "listings", i, "ticker"))


def _names(text: Line | Mapping[Any, str]) -> Names:
    return text if isinstance(text, str) else {str(lang): word for lang, word in text.items()}


def _first(name: Names) -> str:
    return name if isinstance(name, str) else next(iter(name.values()), "")


def _with_standing(entry: Entry, grade: str, target: float | None) -> Entry:
    from dataclasses import replace

    return replace(entry, grade=grade, target=target)


def _system(house: House | None) -> tuple[str, RatingSystem | None]:
    """The system that rates companies."""
    if house is None:
        return "", None
    systems = house.ratings.systems
    name = SYSTEMS["company"] if SYSTEMS["company"] in systems else next(iter(systems))
    return name, systems[name]

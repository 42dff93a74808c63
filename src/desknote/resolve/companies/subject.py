"""The company that a note is about: price, target and estimates, and what is new in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desknote import earlier, reading
from desknote.closed import RatingView
from desknote.closed_companies import Change, Estimate, Subject
from desknote.diagnostics import Diagnostic, suggest
from desknote.model import note as model
from desknote.model.base import in_lang
from desknote.model.house import House, Market
from desknote.model.note import LARGEST, Amount, Note, Previous
from desknote.model.tickers import market_ending, normal_ticker
from desknote.records import dataclass
from desknote.resolve.companies.about import About
from desknote.resolve.companies.editions import (
    Edition,
    Value,
    edition_of,
    is_about,
    shown_estimate,
)
from desknote.resolve.companies.entry import Entry
from desknote.resolve.companies.money import currency_unit, digits_of, money, price_text
from desknote.resolve.companies.register import Register
from desknote.resolve.companies.unknown import unknown_company, unknown_market
from desknote.resolve.figures import Figure, day_label, plain
from desknote.resolve.ratings import grade_label
from desknote.resolve.text import Texts, listed
from desknote.source import Path, WrittenFloat, WrittenInt
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.resolve.note import Shelf

ESTIMATES: dict[str, tuple[str, str, str]] = {
    "revenue": ("营业收入", "營業收入", "Revenue"),
    "gross_profit": ("毛利", "毛利", "Gross profit"),
    "gross_margin": ("毛利率", "毛利率", "Gross margin"),
    "ebitda": ("EBITDA", "EBITDA", "EBITDA"),
    "ebit": ("EBIT", "EBIT", "EBIT"),
    "net_profit": ("归母净利润", "股東應佔溢利", "Net profit"),
    "eps": ("EPS", "EPS", "EPS"),
    "dps": ("每股股利", "每股股息", "DPS"),
    "bps": ("每股净资产", "每股資產淨值", "BPS"),
    "roe": ("ROE", "股本回報率", "ROE"),
}
_COLUMN = {"zh-CN": 0, "zh-HK": 1, "en": 2}
FIELDS = (
    "name", "ticker", "market", "benchmark", "currency", "rating", "price", "price_date", "target", "upside",
    "months", "previous_rating", "previous_target", "previous_date",
)  # fmt: skip
"""What expressions read as ``company.…``; estimates besides, as ``eps_2025e``."""


def about(
    workspace: Workspace,
    slug: str,
    note: Note,
    mended: frozenset[Path],
    house: House,
    register: Register,
    rated: RatingView | None,
    texts: Texts,
    labels: Mapping[str, str],
    lang: str,
    shelf: Shelf,
) -> About:
    """The note's subject; an empty answer where it has none, or where none is known by the word for it.

    DN204 for a company or market that is not known, DN002 for an edition; DN203 for a figure that is none.
    """
    if note.company is None or ("company",) in mended:
        return About()
    return _Reader(workspace, slug, note, mended, house, register, rated, texts, labels, lang, shelf).read()


@dataclass(slots=True)
class _Reader:
    workspace: Workspace
    slug: str
    note: Note
    mended: frozenset[Path]
    house: House
    register: Register
    rated: RatingView | None
    texts: Texts
    labels: Mapping[str, str]
    lang: str
    shelf: Shelf
    result: About = field(default_factory=About)
    digits: int = 2

    def read(self) -> About:
        who = self._who()
        if who is None:
            return self.result
        name, ticker, market_id, entry = who
        note, document = self.note, self.texts.document
        market = next((m for m in self.house.markets if m.id == market_id), None)
        currency = note.currency or (entry.currency if entry is not None else "")
        currency = currency or (market.currency if market is not None and market.currency else "")
        price, target = (
            self._amount(("price",), note.price),
            self._amount(("target_price",), note.target_price),
        )
        estimates = self._estimates(("estimates",), note.estimates)
        upside = (target.number / price.number - 1) * 100 if price and target and price.number else None
        words = {name, ticker, *((*entry.aliases, *_all(entry.name)) if entry is not None else ())}
        before = self._before(frozenset(filter(None, words)), entry)
        # All prices of the company are written to the same digit.
        written = [value.written for value in (price, target, before.target) if value]
        self.digits = max(map(digits_of, written), default=2)
        self.result.entry = entry
        self.result.files = before.files
        months = note.months or self._horizon()
        old_grade, old_rating = self._old_rating(before)
        self.result.subject = Subject(
            name=name,
            ticker=ticker,
            market=market_id,
            market_name=in_lang(market.name, self.lang) if market is not None else "",
            benchmark=in_lang(market.benchmark, self.lang) if market is not None else "",
            currency=currency,
            price=price.number if price else None,
            price_shown=money(self._price(price), currency, self.lang),
            price_date=note.price_date,
            target=target.number if target else None,
            target_shown=money(self._price(target), currency, self.lang),
            months=months,
            upside=upside,
            valuation="",
            target_risks="",
            estimates=tuple(
                Estimate(
                    name=self._estimate_name(key[0]),
                    period=key[1],
                    value=value.number,
                    shown=shown_estimate(value),
                    previous=before.estimates[key].number if key in before.estimates else None,
                    previous_shown=shown_estimate(before.estimates.get(key)),
                )
                for key, value in estimates.items()
            ),
            previous_grade=old_grade,
            previous_rating=old_rating,
            previous_target=before.target.number if before.target else None,
            previous_target_shown=money(self._price(before.target), currency, self.lang),
            previous_date=before.date,
            price_day=day_label(note.price_date, self.lang) if note.price_date is not None else "",
            upside_shown=f"{plain(Decimal(repr(upside)), 0).replace('-', '−')}%"
            if upside is not None
            else "",
            previous_day=day_label(before.date, self.lang) if before.date is not None else "",
            previous_slug=before.slug,
            expected_benchmark=self._expected(market, months),
            market_currency=(market.currency or "") if market is not None else "",
            span=document.value_span(("company",)),
            rating_span=document.value_span(("rating",)) if note.rating else None,
            target_span=document.value_span(("target_price",)) if note.target_price is not None else None,
            price_span=document.value_span(("price",)) if note.price is not None else None,
            valuation_span=document.value_span(("valuation",)) if note.valuation else None,
        )
        self.result.changes = tuple(self._changes(self.result.subject))
        self._expose(self.result.subject, price, target, estimates)
        return self.result

    # --- who it is

    def _who(self) -> tuple[str, str, str, Entry | None] | None:
        """Name, ticker, market and entry of the register."""
        given = self.note.company
        if isinstance(given, model.Subject):
            entry = self.register.lookup(given.ticker) if given.ticker and self.register else None
            ticker = given.ticker or (entry.ticker if entry is not None else "")
            market = given.market or (entry.market if entry is not None else "") or self._by_ending(ticker)
            if given.market and given.market not in {m.id for m in self.house.markets}:
                span = self.texts.document.value_span(("company", "market"))
                known = {m.id: m for m in self.house.markets}
                self.result.found.append(unknown_market(given.market, known, span))
                market = ""
            return in_lang(given.name, self.lang), ticker, market, entry
        entry = self.register.lookup(given or "")
        if entry is None:
            span = self.texts.document.value_span(("company",))
            self.result.found.append(unknown_company(given or "", self.register.words(), span))
            return None
        listing = next((one for one in entry.listings if one[0] == normal_ticker(given or "")), None)
        ticker, market, _ = listing or (entry.ticker, entry.market, "")
        return entry.called(self.lang), ticker, market, entry

    def _by_ending(self, ticker: str) -> str:
        ending = market_ending(ticker)
        return next((m.id for m in self.house.markets if ending and ending in m.tickers), "")

    # --- figures

    def _amount(self, path: Path, given: Amount | None) -> Value | None:
        if given is None or any(path[:n] in self.mended for n in range(1, len(path) + 1)):
            return None
        document = self.texts.document
        if not isinstance(given, str):
            scalar = document.scalars.get(path)
            return Value(float(given), scalar.value if scalar is not None else str(given))
        count = len(self.texts.found)
        value = self.texts.datum(path, given)
        number = isinstance(value, WrittenInt | WrittenFloat)
        positive = path[-1] in ("price", "target_price")
        if number and abs(value) < LARGEST and (value > 0 or not positive):
            return Value(float(value), value.written)
        if len(self.texts.found) == count:
            wanted = ("a number above zero", "大于零的数字") if positive else ("a number", "数字")
            got = (str(value), str(value)) if number else ("text", "文本")
            params = {"key": str(path[-1]), "wanted_en": wanted[0], "wanted_zh": wanted[1]}
            params.update({"got_en": got[0], "got_zh": got[1], "hint_en": "", "hint_zh": ""})
            self.result.found.append(Diagnostic("DN203", document.value_span(path), params))
        return None

    def _estimates(
        self, path: Path, given: Mapping[str, Mapping[str, Amount]]
    ) -> dict[tuple[str, str], Value]:
        made = {}
        for period, row in given.items():
            for name, amount in row.items():
                value = self._amount((*path, period, name), amount)
                if value is not None:
                    made[name, period] = value
        return made

    def _horizon(self) -> int | None:
        system = self.house.ratings.systems.get(self.rated.system) if self.rated is not None else None
        if system is None:
            return None
        return system.months if isinstance(system.months, int) else system.months[1]

    def _expected(self, market: Market | None, months: int | None) -> float | None:
        """What the benchmark is expected to return until the target, %."""
        if market is not None and market.expected_return is not None:
            return market.expected_return * (months or 12) / 12
        system = self.house.ratings.systems.get(self.rated.system) if self.rated is not None else None
        return system.expected_benchmark if system is not None else None

    def _estimate_name(self, name: str) -> str:
        row = ESTIMATES.get(name.strip().lower().replace(" ", "_"))
        return row[_COLUMN[self.lang]] if row is not None else name

    # --- the edition before

    def _before(self, words: frozenset[str], entry: Entry | None) -> Edition:
        note, given = self.note, self.note.previous
        edition = Edition()
        if isinstance(given, Previous):
            edition = Edition(
                date=given.date,
                grade=given.rating or "",
                target=self._amount(("previous", "target_price"), given.target_price),
                estimates=self._estimates(("previous", "estimates"), given.estimates),
            )
        elif given is not None and given.lower() in _NONE:
            return edition
        elif given is not None:
            slugs = self.workspace.slugs()
            if given not in slugs:
                span = self.texts.document.value_span(("previous",))
                others = [s for s in slugs if s != self.slug]
                params = {"name": given, "choices": listed(others)}
                self.result.found.append(Diagnostic("DN002", span, params, suggest(given, others)))
            else:
                edition = self._edition(given, None) or edition
        else:
            slugs = earlier.earlier_editions(self.workspace, self.slug, words, note.date)
            reading.note(earlier.question(words, note.date), earlier.answer(slugs))
            for slug in slugs:
                if (found := self._edition(slug, words)) is not None:
                    edition = found
                    break
        return self._with_history(edition, entry)

    def _edition(self, slug: str, words: frozenset[str] | None) -> Edition | None:
        loaded = self.shelf.library.load(self.workspace, self.workspace.note_file(slug), model.Note)
        if loaded.record is None or (words is not None and not is_about(loaded.record, words)):
            return None
        return edition_of(self.workspace, slug, loaded, self.house, self.shelf)

    def _with_history(self, edition: Edition, entry: Entry | None) -> Edition:
        """What the edition does not say, from the register's history before it."""
        if entry is None:
            return edition
        earlier = [c for c in entry.history if c.date < self.note.date]
        if not earlier or (edition.grade and edition.target is not None):
            return edition
        grade, target = entry.standing(earlier[-1].date)
        known = Value(target, "") if target is not None else None
        return Edition(
            slug=edition.slug,
            date=edition.date or earlier[-1].date,
            grade=edition.grade or grade,
            target=edition.target or known,
            estimates=edition.estimates,
            files=edition.files,
        )

    def _old_rating(self, before: Edition) -> tuple[str, str]:
        """Id and name of the grade before; empty where it is none of the house's."""
        system = self.rated.system if self.rated is not None else ""
        return grade_label(self.house, system, before.grade, self.lang) if before.grade else ("", "")

    def _changes(self, subject: Subject) -> list[Change]:
        made = []
        if self.rated is not None and subject.previous_grade not in ("", self.rated.id):
            old, new = subject.previous_rating, self.rated.label
            made.append(Change("rating", self.labels["rating"], old, new))
        if subject.target is not None and subject.previous_target not in (None, subject.target):
            old, new = subject.previous_target_shown, subject.target_shown
            made.append(Change("target", self.labels["target_price"], old, new))
        for one in subject.estimates:
            if one.previous not in (None, one.value):
                label = f"{one.name} {one.period}"
                made.append(Change("estimate", label, one.previous_shown, one.shown))
        return made

    # --- what expressions read

    def _expose(
        self,
        subject: Subject,
        price: Value | None,
        target: Value | None,
        estimates: Mapping[tuple[str, str], Value],
    ) -> None:
        fields = self.result.fields
        fields.update(name=subject.name, ticker=subject.ticker, market=subject.market_name)
        fields.update(benchmark=subject.benchmark, currency=subject.currency)
        fields.update(previous_rating=subject.previous_rating, rating=self.rated.label if self.rated else "")
        known = Value(subject.previous_target, "") if subject.previous_target is not None else None
        for name, value in (("price", price), ("target", target), ("previous_target", known)):
            if value is not None:
                fields[name] = self._money(value)
        if subject.upside is not None:
            exact = Decimal(repr(subject.upside))
            fields["upside"] = Figure(exact, plain(exact, 0), "%", self.lang)
        if subject.months is not None:
            fields["months"] = Figure(Decimal(subject.months), str(subject.months), "", self.lang)
        for key, day in (("price_date", subject.price_date), ("previous_date", subject.previous_date)):
            if day is not None:
                fields[key] = Figure(day, day_label(day, self.lang), "", self.lang)
        for (name, period), value in estimates.items():
            word = f"{name}_{period}".lower()
            if word.isidentifier():
                fields[word] = Figure(Decimal(repr(value.number)), shown_estimate(value), "", self.lang)

    def _price(self, value: Value | None) -> str:
        return price_text(value.number, self.digits) if value is not None else ""

    def _money(self, value: Value) -> Figure:
        """A price that prints with its currency."""
        assert self.result.subject is not None
        unit = currency_unit(self.result.subject.currency, self.lang)
        return Figure(Decimal(repr(value.number)), self._price(value), unit, self.lang)


_NONE = ("none", "无", "無")


def _all(text: Any) -> tuple[str, ...]:
    return tuple(text.values()) if isinstance(text, dict) else (str(text),)

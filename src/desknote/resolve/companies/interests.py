"""Interests in companies on a day, and the disclosures that they call for, in the note's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desknote.closed_companies import Conflict, DisclosureView, NamedCompany
from desknote.diagnostics import Diagnostic
from desknote.model.base import in_lang
from desknote.model.conflicts import EVENTS, SHARES
from desknote.model.house import DisclosureRules, House
from desknote.resolve.companies.entry import Entry, Interest
from desknote.resolve.companies.texts import TEXTS
from desknote.resolve.expressions import Scope
from desknote.resolve.figures import Figure, day_label
from desknote.resolve.text import Texts, local_path
from desknote.source import Document, Path

THRESHOLD = 1.0
"""Share of a company's capital, %, from which a holding is disclosed unless the house says otherwise.

One per cent: China's interim provisions on securities research reports (2010, art. 12), Hong Kong's Code
of Conduct (para. 16.5), FINRA rule 2241(c)(4)(F)."""
THRESHOLDS: Mapping[str, float] = {"eu-uk": 0.5}
"""Commission Delegated Regulation (EU) 2016/958, art. 6(1)(b): net positions above half a per cent."""
MONTHS: Mapping[str, int] = {"banking": 12, "banking-sought": 3, "offering": 12, "services": 12, "client": 12}
"""FINRA rule 2241(c)(4)(C): twelve months back, three months ahead."""


def last_day(interest: Interest) -> dt.date | None:
    """The last day that is known of; nothing while an interest goes on."""
    if interest.until is not None:
        return interest.until
    return interest.as_of if interest.kind in EVENTS else None


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    ends = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, ends))


def months_of(kind: str, house: House, jurisdictions: Sequence[str] | None = None) -> int:
    """How long an interest counts: the longest that the house or a jurisdiction wants."""
    rules = _rules(house, tuple(house.disclosures.jurisdictions) if jurisdictions is None else jurisdictions)
    given = [r.months[kind] for r in rules if kind in r.months]
    return max(given) if given else MONTHS.get(kind, 0)


def _rules(house: House, jurisdictions: Sequence[str]) -> list[DisclosureRules]:
    own = house.disclosures
    return [own, *(own.jurisdictions[j] for j in jurisdictions if j in own.jurisdictions)]


def threshold_of(kind: str, house: House, jurisdictions: Sequence[str]) -> float:
    """The lowest share that is disclosed."""
    given = [r.thresholds[kind] for r in _rules(house, jurisdictions) if kind in r.thresholds]
    return min([*(given or [THRESHOLD]), *(THRESHOLDS[j] for j in jurisdictions if j in THRESHOLDS)])


def in_force(interest: Interest, day: dt.date, months: int) -> bool:
    """Whether an interest counts on ``day``: it has begun, and has not ended more than ``months`` before."""
    begins = interest.since or (interest.as_of if interest.kind not in SHARES else None)
    if begins is not None and begins > day:
        return False
    if interest.kind in SHARES and interest.as_of is not None and interest.as_of > day:
        return False
    last = last_day(interest)
    return last is None or months_after(last, months) >= day


def current(entry: Entry, house: House, day: dt.date) -> list[Interest]:
    """The interests that count on ``day``; of several measurements of one holding, the latest."""
    counting = [i for i in entry.interests if in_force(i, day, months_of(i.kind, house))]
    latest: dict[str, Interest] = {}
    for one in counting:
        if one.kind in SHARES:
            known = latest.get(one.kind)
            if known is None or (one.as_of or day) >= (known.as_of or day):
                latest[one.kind] = one
    return [i for i in counting if i.kind not in SHARES or latest[i.kind] is i]


def conflicts_of(entry: Entry, house: House, lang: str, day: dt.date) -> tuple[Conflict, ...]:
    """A company's interests on ``day`` as the closed note holds them, in desknote's own words."""
    return tuple(
        Conflict(
            kind=one.kind,
            text=_default(one, entry.called(lang), in_lang(house.legal_name, lang), lang,
                          months_of(one.kind, house)),
            percent=one.percent,
            since=one.since or one.as_of,
            as_of=one.as_of,
            person=one.person,
        )
        for one in current(entry, house, day)
    )  # fmt: skip


def _default(one: Interest, company: str, house: str, lang: str, months: int) -> str:
    if one.text is not None:
        return in_lang(one.text, lang)
    text = TEXTS[one.kind][lang]
    date = one.as_of or one.until or one.since
    return text.format(
        house=house,
        company=company,
        percent=f"{one.percent:g}" if one.percent is not None else "—",
        date=day_label(date, lang) if date is not None else "—",
        months=months,
        person=one.person,
    )


class Discloser:
    """Writes the disclosures of a note, in the house's words where it has its own."""

    def __init__(
        self, document: Document, house: House, fields: Mapping[str, Figure | str], lang: str
    ) -> None:
        self.document, self.house, self.fields, self.lang = document, house, fields, lang
        self.found: list[Diagnostic] = []

    def disclosures(
        self,
        named: Sequence[tuple[NamedCompany, Entry | None]],
        names: Mapping[str, str],
        jurisdictions: Sequence[str],
        day: dt.date,
    ) -> tuple[DisclosureView, ...]:
        """What is to be disclosed of each company.

        ``names`` are those of the note's people by id; interests of others are no matter of this note's.
        """
        codes: dict[str, str] = {}
        made = []
        for company, entry in named:
            for one in current(entry, self.house, day) if entry is not None else ():
                if one.person and one.person not in names:
                    continue
                base = self._wanted(one, (), day)
                asking = tuple(j for j in jurisdictions if not base and self._wanted(one, (j,), day))
                if not base and not asking:
                    continue
                code = codes.setdefault(one.kind, _letter(len(codes)))
                text = self._text(one, company, names, jurisdictions)
                made.append(DisclosureView(one.kind, company.name, text, company.ticker, code, asking))
        return tuple(made)

    def _wanted(self, one: Interest, jurisdictions: Sequence[str], day: dt.date) -> bool:
        if one.kind in SHARES:
            return (one.percent or 0) >= threshold_of(one.kind, self.house, jurisdictions)
        return in_force(one, day, months_of(one.kind, self.house, jurisdictions))

    def _text(
        self, one: Interest, company: NamedCompany, names: Mapping[str, str], jurisdictions: Sequence[str]
    ) -> str:
        months = months_of(one.kind, self.house, jurisdictions)
        path = self._own(one.kind, jurisdictions)
        if one.text is not None or path is None:
            known = names.get(one.person, one.person)
            house = in_lang(self.house.legal_name, self.lang)
            return _default(replace(one, person=known), company.name, house, self.lang, months)
        date = one.as_of or one.until or one.since
        percent = f"{one.percent:g}%" if one.percent is not None else "—"
        scope = Scope(
            {
                "house": self.fields,
                "company": {"name": company.name, "ticker": company.ticker},
                "interest": {
                    "percent": percent,
                    "date": day_label(date, self.lang) if date is not None else "—",
                    "months": str(months),
                    "person": names.get(one.person, one.person),
                },
            }
        )
        texts = Texts(self.document, scope)
        text = texts.passage(path, markdown=False).text
        self.found += [d for d in texts.found if d not in self.found]
        return text

    def _own(self, kind: str, jurisdictions: Sequence[str]) -> Path | None:
        """Where the house's own words for a kind of interest stand: a jurisdiction's first."""
        places: list[Path] = [("disclosures", "jurisdictions", j, "texts", kind) for j in jurisdictions]
        for path in (*places, ("disclosures", "texts", kind)):
            if (place := local_path(self.document, path, self.lang)) is not None:
                return place
        return None


def _letter(number: int) -> str:
    """A, B, … Z, AA, …"""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)

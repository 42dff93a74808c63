"""How the house's ratings are spread over the companies that it covers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from desknote import reading
from desknote.closed_companies import DistributionRow
from desknote.model.base import in_lang
from desknote.model.house import House
from desknote.resolve.companies.entry import Entry, interest_of, plain_interest
from desknote.resolve.companies.interests import in_force, months_of
from desknote.resolve.companies.register import Register
from desknote.resolve.ratings import SYSTEMS

BANKING = ("banking", "offering")
"""Interests that make a company an investment-banking client, FINRA rule 2241(c)(4)(H)."""


def distribution(register: Register, house: House, day: dt.date, lang: str) -> tuple[DistributionRow, ...]:
    """Counts and shares of each grade among the companies rated on ``day``, the best grade first.

    With the share of each grade's companies for which the house has done investment banking, as FINRA
    rule 2241(c)(4)(H) asks. Nothing where no company is rated.
    """
    counts = counts_on(register, house, day)
    reading.note(*spread(day, counts))
    total = sum(count for count, _ in counts.values())
    systems = house.ratings.systems
    system = systems.get(SYSTEMS["company"]) or next(iter(systems.values()))
    rows = []
    for grade in system.grades:
        count, banking = counts.get(grade.id, (0, 0))
        if count or grade.definition is None:
            share = count / total * 100 if total else 0.0
            of_them = banking / count * 100 if count else 0.0
            rows.append(DistributionRow(in_lang(grade.name, lang), count, share, banking, of_them))
    return tuple(rows) if total else ()


def counts_on(register: Register, house: House, day: dt.date) -> dict[str, tuple[int, int]]:
    """By grade, the companies that have it on ``day``, and those of them that are clients."""
    if day not in register.days:
        register.days[day] = _counts(register, house, day)
    return register.days[day]


def spread(day: dt.date, counts: dict[str, tuple[int, int]]) -> tuple[str, str]:
    """The input that a spread is to a note: its name and digest (see :mod:`desknote.freshness`)."""
    return f"{reading.SPREAD}{day.isoformat()}", reading.digest_of(
        json.dumps(sorted(counts.items())).encode()
    )


def summary(entries: Iterable[Entry]) -> str:
    """What :func:`distribution` needs of all companies, as JSON: small enough to be read for each note."""
    rows = [
        [
            entry.grade,
            [(call.date.isoformat(), call.grade) for call in entry.history if call.grade],
            [plain_interest(one) for one in entry.interests if one.kind in BANKING],
        ]
        for entry in entries
        if entry.status in ("covered", "suspended") and (entry.grade or entry.history)
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _counts(register: Register, house: House, day: dt.date) -> dict[str, tuple[int, int]]:
    months = {kind: months_of(kind, house) for kind in BANKING}
    today = day.isoformat()
    made: dict[str, tuple[int, int]] = {}
    for grade, history, interests in json.loads(register.summary):
        if history:
            grade = next((g for date, g in reversed(history) if date <= today), "")
        if grade:
            count, banking = made.get(grade, (0, 0))
            banked = any(in_force(one, day, months[one.kind]) for one in map(interest_of, interests))
            made[grade] = (count + 1, banking + banked)
    return made

"""How the house's ratings are spread over the companies that it covers."""

from __future__ import annotations

import datetime as dt

from desknote.closed_companies import DistributionRow
from desknote.model.base import in_lang
from desknote.model.house import House
from desknote.resolve.companies.entry import Entry
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
    counts = register.days.get(day)
    if counts is None:
        counts = register.days[day] = _counts(register, house, day)
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


def _counts(register: Register, house: House, day: dt.date) -> dict[str, tuple[int, int]]:
    months = {kind: months_of(kind, house) for kind in BANKING}
    made: dict[str, tuple[int, int]] = {}
    for entry in register.entries():
        grade = entry.standing(day)[0] if entry.status in ("covered", "suspended") else ""
        if grade:
            count, banking = made.get(grade, (0, 0))
            made[grade] = (count + 1, banking + _banked(entry, day, months))
    return made


def _banked(entry: Entry, day: dt.date, months: dict[str, int]) -> bool:
    return any(i.kind in BANKING and in_force(i, day, months[i.kind]) for i in entry.interests)

"""Date axes: which days to mark on a span of days to decades, and how each language writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)
Tick = tuple[dt.date, str]


def day_label(day: dt.date, lang: str, year: bool = False) -> str:
    """A day on an axis: 02/05 or 5 Feb."""
    if lang == "en":
        return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")
    return f"{day.year}-{day.month:02d}-{day.day:02d}" if year else f"{day.month:02d}/{day.day:02d}"


def month_label(day: dt.date, lang: str) -> str:
    """A month on an axis: 24/02 or Feb-24."""
    if lang == "en":
        return f"{_MONTHS[day.month - 1]}-{day.year % 100:02d}"
    return f"{day.year % 100:02d}/{day.month:02d}"


def full_label(day: dt.date, lang: str) -> str:
    """A day in full, for tables and text: 2024-02-05 or 5 Feb 2024."""
    return day_label(day, lang, year=True)


def period_labels(days: Sequence[dt.date], lang: str) -> list[str]:
    """Days as the periods they stand for: years, quarters or months where they are a regular series."""
    months = [day.year * 12 + day.month for day in days]
    gaps = {b - a for a, b in pairwise(months)}
    if len(days) > 1 and gaps and min(gaps) >= 12 and len({day.month for day in days}) == 1:
        return [str(day.year) for day in days]
    if len(days) > 2 and gaps and min(gaps) >= 3 and len({day.month % 3 for day in days}) == 1:
        quarters = [((day.month - 1) // 3 + 1, day.year % 100) for day in days]
        return [f"{q}Q{y:02d}" if lang == "en" else f"{y:02d}Q{q}" for q, y in quarters]
    if len(days) > 2 and gaps and min(gaps) >= 1:
        return [month_label(day, lang) for day in days]
    one_year = len({day.year for day in days}) == 1
    return [day_label(day, lang, year=not one_year) for day in days]


def ticks(first: dt.date, last: dt.date, fits: Callable[[Sequence[Tick]], bool], lang: str) -> list[Tick]:
    """The finest regular marks from ``first`` to ``last`` whose labels ``fits`` accepts.

    The ends alone where nothing else fits; at most one mark a day.
    """
    if last < first:
        first, last = last, first
    span = (last - first).days
    if span == 0:
        return [(first, day_label(first, lang, year=True))]
    for step in _DAY_STEPS:
        if span / step > 40:
            continue
        found = _days(first, last, step, lang)
        if len(found) >= 2 and fits(found):
            return found
    for step in _MONTH_STEPS:
        if span / (30 * step) > 40:
            continue
        found = _months(first, last, step, lang)
        if len(found) >= 2 and fits(found):
            return found
    for step in _YEAR_STEPS:
        if span / (365 * step) > 60:
            continue
        found = _years(first, last, step)
        if len(found) >= 2 and fits(found):
            return found
    label = month_label if span > 62 else day_label
    ends = [(first, label(first, lang)), (last, label(last, lang))]
    return ends if fits(ends) else ends[:1]


def _days(first: dt.date, last: dt.date, step: int, lang: str) -> list[Tick]:
    start = first
    if step % 7 == 0:  # weeks begin on Mondays
        start = first + dt.timedelta(days=(7 - first.weekday()) % 7)
    count = (last - start).days // step
    days = [start + dt.timedelta(days=i * step) for i in range(count + 1)]
    return [(day, day_label(day, lang)) for day in days]


def _months(first: dt.date, last: dt.date, step: int, lang: str) -> list[Tick]:
    """Months by the calendar, or from the first month on where the span is short.

    A month that began shortly before the data do is marked at the first day there is.
    """
    index = first.year * 12 + first.month - 1
    if first.day > 10 and (last - first).days > 45:
        index += 1
    if (last - first).days > 800 or step == 6:
        index += -index % step
    found: list[Tick] = []
    while index < 9999 * 12:
        day = dt.date(index // 12, index % 12 + 1, 1)
        if day > last:
            break
        found.append((max(day, first), month_label(day, lang)))
        index += step
    return found


def _years(first: dt.date, last: dt.date, step: int) -> list[Tick]:
    year = first.year if (first.month, first.day) <= (1, 31) else first.year + 1
    year += -year % step
    years = range(year, last.year + 1, step)
    return [(max(dt.date(y, 1, 1), first), str(y)) for y in years]

"""Periods as research tables write them: 2024, 2024E, 2024Q3, 3Q24, 1H24, 2024-03, 2024年3月, a day."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from desknote.closed import Cell
from desknote.patterns import regex
from desknote.records import dataclass

Kind = Literal["year", "half", "quarter", "month", "day"]
PER_YEAR: dict[Kind, int] = {"year": 1, "half": 2, "quarter": 4, "month": 12}
_ORDER: tuple[Kind, ...] = ("year", "half", "quarter", "month", "day")
NEAR = 10
"""Days that the figure of a year ago may be older: the exchanges' longest holiday."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time. ``index`` counts such stretches from the year 0; of a day it is the ordinal."""

    kind: Kind
    index: int

    @property
    def year(self) -> int:
        if self.kind == "day":
            return dt.date.fromordinal(self.index).year
        return self.index // PER_YEAR[self.kind]

    def month(self) -> int:
        """Its last month, 1 to 12."""
        if self.kind == "day":
            return dt.date.fromordinal(self.index).month
        months = 12 // PER_YEAR[self.kind]
        return (self.index % PER_YEAR[self.kind] + 1) * months

    def within(self, kind: Kind) -> Period | None:
        """The longer period of ``kind`` that it lies in; nothing where ``kind`` is shorter."""
        if kind == self.kind:
            return self
        if _ORDER.index(kind) > _ORDER.index(self.kind):
            return None
        per_year = PER_YEAR[kind]
        return Period(kind, self.year * per_year + (self.month() - 1) * per_year // 12)


_YEAR = r"(?P<y>(?:19|20)[0-9]{2}|[0-9]{2})"
_FULL = r"(?P<y>(?:19|20)[0-9]{2})"
_END = r"\s*[AEFPaefp]?"
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("year", regex(rf"(?:FY\s*)?{_FULL}\s*(?:年度?|财年)?{_END}", re.IGNORECASE)),
    ("year", regex(rf"FY\s*{_YEAR}{_END}", re.IGNORECASE)),
    ("quarter", regex(rf"{_YEAR}\s*[-.]?\s*Q(?P<n>[1-4]){_END}", re.IGNORECASE)),
    ("quarter", regex(rf"(?:Q(?P<n>[1-4])\s*[-']?|(?P<m>[1-4])Q\s*'?)\s*{_YEAR}{_END}", re.IGNORECASE)),
    ("quarter", regex(rf"{_FULL}\s*年?\s*第?(?P<n>[1-4一二三四])季度?")),
    ("half", regex(rf"{_YEAR}\s*[-.]?\s*H(?P<n>[12]){_END}", re.IGNORECASE)),
    ("half", regex(rf"(?:H(?P<n>[12])\s*[-']?|(?P<m>[12])H\s*'?)\s*{_YEAR}{_END}", re.IGNORECASE)),
    ("half", regex(rf"{_FULL}\s*年?\s*(?P<n>[上下])半年")),
    ("month", regex(rf"{_FULL}[-/.]?(?P<n>0[1-9]|1[0-2]){_END}")),
    ("month", regex(rf"{_FULL}[-/.](?P<n>[1-9])")),
    ("month", regex(rf"{_FULL}\s*[年M]\s*(?P<n>0?[1-9]|1[0-2])\s*月?")),
    ("month", regex(rf"(?P<n>[A-Za-z]{{3}})[a-z]*\.?[-' ]\s*{_YEAR}")),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


def read_period(cell: Cell) -> Period | None:
    """The period that a cell names, or nothing."""
    if isinstance(cell, dt.date):
        return Period("day", cell.toordinal())
    if isinstance(cell, int):
        if 190001 <= cell <= 210012 and 1 <= cell % 100 <= 12:
            return Period("month", cell // 100 * 12 + cell % 100 - 1)
        return Period("year", cell) if 1900 <= cell <= 2100 else None
    if not isinstance(cell, str) or len(cell) > 40:
        return None
    text = cell.strip()
    for kind, form in _FORMS:
        if (found := form.fullmatch(text)) is None:
            continue
        parts = found.groupdict()
        year = int(parts["y"])
        year += 0 if year >= 100 else 2000 if year < 70 else 1900
        if kind == "year":
            return Period("year", year)
        word = parts.get("n") or parts.get("m") or ""
        number = int(word) if word.isdecimal() else _WORDS.get(word, 0)
        if not number and word.lower() in _MONTHS:
            number = _MONTHS.index(word.lower()) + 1
        if number:
            return Period(kind, year * PER_YEAR[kind] + number - 1)
    return None


def find_periods(columns: Mapping[str, Sequence[Cell]]) -> str | None:
    """The column that says when: the first of dates, else the first of period labels or rising years."""
    for name, cells in columns.items():
        present = [c for c in cells if c is not None]
        if present and all(isinstance(c, dt.date) for c in present):
            return name
    for name, cells in columns.items():
        present = [c for c in cells if c is not None]
        if not present or not all(isinstance(c, int | str) for c in present):
            continue
        read = [read_period(c) for c in present]
        if all(p is not None for p in read) and (isinstance(present[0], str) or _rises(present)):
            return name
    return None


def _rises(cells: Sequence[Cell]) -> bool:
    years = [c for c in cells if isinstance(c, int)]
    return len(years) == len(cells) and (
        all(a < b for a, b in pairwise(years)) or all(a > b for a, b in pairwise(years))
    )


@dataclass(frozen=True, slots=True)
class Timeline:
    """A column of periods. ``repeated`` is the first cell that stands twice, if one does."""

    periods: tuple[Period | None, ...]
    repeated: Cell = None

    def year_earlier(self) -> list[int | None]:
        """For each row the row of a year before, where there is one.

        Of a day it is the row of the same day a year before, or of the nearest one before that, at
        most ``NEAR`` days older.
        """
        at = {p: i for i, p in enumerate(self.periods) if p is not None}
        days = sorted(p.index for p in at if p.kind == "day")
        earlier: list[int | None] = []
        for period in self.periods:
            if period is None:
                earlier.append(None)
            elif period.kind != "day":
                earlier.append(at.get(Period(period.kind, period.index - PER_YEAR[period.kind])))
            else:
                day = _year_before(dt.date.fromordinal(period.index)).toordinal()
                found = bisect_right(days, day) - 1
                near = found >= 0 and day - days[found] <= NEAR
                earlier.append(at[Period("day", days[found])] if near else None)
        return earlier

    def years_between(self, first: int, last: int) -> float | None:
        """Years from one row to another; days are counted in months where both end or begin one."""
        a, b = self.periods[first], self.periods[last]
        if a is None or b is None or a.kind != b.kind:
            return None
        if a.kind != "day":
            return (b.index - a.index) / PER_YEAR[a.kind]
        start, end = dt.date.fromordinal(a.index), dt.date.fromordinal(b.index)
        if start.day == end.day or (_ends_month(start) and _ends_month(end)):
            return ((end.year - start.year) * 12 + end.month - start.month) / 12
        return (b.index - a.index) / 365.25


def timeline(cells: Sequence[Cell]) -> Timeline:
    """The column's periods; days that fall once a month count as months."""
    periods = [read_period(c) for c in cells]
    present = [p for p in periods if p is not None]
    if present and all(p.kind == "day" for p in present):
        months = {p.within("month") for p in present}
        if len(months) == len(present) > 1:
            periods = [p.within("month") if p else None for p in periods]
    seen: set[Period] = set()
    for cell, period in zip(cells, periods, strict=True):
        if period is not None and period in seen:
            return Timeline(tuple(periods), cell)
        if period is not None:
            seen.add(period)
    return Timeline(tuple(periods))


def _year_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February, or the year 1
        return dt.date(max(day.year - 1, 1), day.month, 28)


def _ends_month(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).day == 1 if day < dt.date.max else True

"""The dates in a text, in the forms that Chinese and English write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from desknote.check.prose.sheet import END, Number, Sheet

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = {name.lower(): i for i, name in enumerate(_MONTHS, 1)} | {
    n[:3].lower(): i for i, n in enumerate(_MONTHS, 1)
}
_MONTH["sept"] = 9
WEEKDAY = {name.lower(): i for i, name in enumerate(DAYS)} | {n[:3].lower(): i for i, n in enumerate(DAYS)}
WEEKDAY |= {"tues": 1, "thur": 3, "thurs": 3}
WEEKDAYS_ZH = "一二三四五六日"
_ONES = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}


class Date(NamedTuple):
    """A date in the text. ``year`` is 0 where none is written; ``form`` shows how a whole date is."""

    start: int
    end: int
    year: int
    month: int
    day: int
    form: str = ""

    def exists(self) -> bool:
        """Whether the calendar has it; 29 February does where no year is written."""
        return 1 <= self.month <= 12 and 1 <= self.day <= _length(self.year or 2024, self.month)

    def near(self, today: dt.date) -> dt.date | None:
        """The date itself; where no year is written, the one nearest to ``today``."""
        years = (self.year,) if self.year else (today.year - 1, today.year, today.year + 1)
        dates = [dt.date(y, self.month, self.day) for y in years if self._replace(year=y).exists()]
        return min(dates, key=lambda d: abs((d - today).days), default=None)


def _length(year: int, month: int) -> int:
    """The days of a month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def is_year(number: Number | None) -> bool:
    """Whether a figure may be a year of our time."""
    return number is not None and len(number.written) == 4 and number.written[:2] in ("19", "20")


def dates_in(sheet: Sheet) -> list[Date]:
    """The dates of a sheet, each form for itself in order."""
    return sheet.once(_all)


def _all(sheet: Sheet) -> list[Date]:
    found = list(_numeric(sheet))
    if not sheet.chinese:
        found += _english(sheet)
    elif "月" in sheet.characters:
        found += _chinese(sheet)
    return found


def _numeric(sheet: Sheet) -> Iterator[Date]:
    """2025-02-05, 2025/2/5, 2025.2.5."""
    text, numbers = sheet.text, sheet.numbers
    for i, first in enumerate(numbers):
        year, dot, month = first.written.partition(".")  # 2025.2 looks like one figure
        rest, at, sign = i + 1, first.end, text[first.end]
        if not dot and rest < len(numbers) and numbers[rest].start == at + 1 and sign in "-/":
            month, at, rest = numbers[rest].written, numbers[rest].end, rest + 1
        elif not dot or sign != ".":
            continue
        day = numbers[rest] if rest < len(numbers) else None
        if day is None or day.start != at + 1 or text[at] != sign:
            continue
        whole = text[first.start - 1 : first.start] not in ("-", "/", ".") and text[day.end] not in "-/."
        parts = (year, month, day.written)
        if whole and all(p.isdigit() for p in parts):
            if int(month) == int(year[2:] or 0) + 1 > 12 and sign == "/":
                continue  # 2025/26/27 年: three years
            if year[:2] in ("19", "20") and len(year) == 4 and len(month) < 3 and len(day.written) < 3:
                yield Date(first.start, day.end, int(year), int(month), int(day.written), _FORMS[sign])


_FORMS = {"-": "2025-02-05", "/": "2025/2/5", ".": "2025.2.5"}


def _chinese(sheet: Sheet) -> Iterator[Date]:
    """2025 年 2 月 5 日, 2 月 5 日, 二月五日."""
    text = sheet.text
    for at in sheet.places("月"):
        start, month = _number_before(text, at)
        end, day = _number_after(text, at + 1)
        tail = end + (text[end] == " ")
        if not month or not day or text[tail] not in "日号號":
            continue
        if not _value(month) or not _value(day):
            continue  # 五六月
        year = 0
        before = text[max(0, start - 7) : start].rstrip(" ")
        if before.endswith("年"):
            written = before[:-1].rstrip(" ")[-4:]
            if written.isdecimal() and len(written) == 4 and written[:2] in ("19", "20"):
                year = int(written)
                start = text.rindex(written, 0, start)
        yield Date(start, tail + 1, year, _value(month), _value(day), "2025 年 2 月 5 日" if year else "")


def _number_before(text: str, at: int) -> tuple[int, str]:
    """A number in Western or Chinese digits that ends at a place: where it begins, and the number."""
    end = at - (text[at - 1 : at] == " ")
    start = end
    while start > 0 and end - start < 4 and text[start - 1] in "0123456789一二三四五六七八九十":
        start -= 1
    if text[start - 1 : start] == "." or end - start > 3:
        return start, ""
    return start, text[start:end]


def _number_after(text: str, at: int) -> tuple[int, str]:
    """The same of a number that begins at a place: where it ends, and the number."""
    start = at + (text[at] == " ")
    end = start
    while end - start < 4 and text[end] in "0123456789一二三四五六七八九十廿卅":
        end += 1
    return end, text[start:end]


def _value(written: str) -> int:
    """A number up to 39 in Chinese or Western digits; 0 where it is none."""
    if written.isdecimal():
        return int(written)
    written = written.replace("廿", "二十").replace("卅", "三十")
    tens, ten, rest = written.partition("十")
    if not ten:
        return _ONES.get(written, 0)
    if len(tens) > 1 or len(rest) > 1:
        return 0
    return _ONES.get(tens, 1) * 10 + _ONES.get(rest, 0)


def _english(sheet: Sheet) -> Iterator[Date]:
    """5 February 2025, February 5, 2025, each with or without the year."""
    text = sheet.text
    by_start = {n.start: n for n in sheet.numbers}
    by_end = {n.end: n for n in sheet.numbers}
    for word in sheet.words:
        month = _MONTH.get(word.written.lower())
        if month is None or not word.written[0].isupper():
            continue
        short = len(word.written) < 5 and word.written not in ("May", "June", "July")
        name = "Feb" if short else "February"
        after = word.end + (text[word.end] == "." and short)
        lead = text[max(0, word.start - 3) : word.start]
        gap = 3 if lead.lower() in ("st ", "nd ", "rd ", "th ") else 1
        day = by_end.get(word.start - gap) if lead.endswith(" ") else None
        if day is not None and _is_day(text, day):
            year, end = _year_after(text, by_start, after)
            form = f"5 {name} 2025" if year else ""
            yield Date(day.start, end, year, month, int(day.written), form)
            continue
        day = by_start.get(after + 1) if text[after] == " " else None
        if day is None or not _is_day(text, day):
            continue
        after = day.end + 2 * text.startswith(("st", "nd", "rd", "th"), day.end)
        year, end = _year_after(text, by_start, after)
        if (
            year or text[after] in ",.;:)–—-" + END or text.startswith(_AFTER_DAY, after)
        ):  # not: May 40 companies
            form = f"{name} 5, 2025" if year else ""
            yield Date(word.start, end, year, month, int(day.written), form)


_AFTER_DAY = (" (", " and ", " to ", " when ", " after ", " that ", " which ", " from ")


def _is_day(text: str, number: Number) -> bool:
    before = text[number.start - 1 : number.start]
    return number.written.isdigit() and len(number.written) < 3 and before not in (".", ",", "$", "-")


def _year_after(text: str, by_start: Mapping[int, Number], at: int) -> tuple[int, int]:
    """The year that follows a day and month, 0 where none does, and where the date ends."""
    year = by_start.get(at + 1 + (text[at] == ",")) if text[at] in " ," else None
    return (int(year.written), year.end) if year is not None and is_year(year) else (0, at)

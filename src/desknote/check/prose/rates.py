"""DN508 and DN509: changes that cannot be meant as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from desknote.check.prose import vocabulary
from desknote.check.prose.sheet import Finding, Number, Sheet
from desknote.patterns import regex

_ABOUT = "了约約近超逾大 "
_ROOM = 0.051
"""Two figures rounded to a tenth may miss their difference by this much."""


class _Change(NamedTuple):
    """A change in per cent, and the rates around it: before, after; ``of_rate`` says it is a rate's."""

    number: Number
    end: int
    falls: bool
    of_rate: bool
    before: float | None
    after: float | None
    level: float | None = None
    """The rate as it is now, where the change follows it at once: 毛利率为 29.8%，同比提升 1.9%."""


def points(sheet: Sheet) -> Iterator[Finding]:
    """DN509: the change of a rate from 30% to 32% is 2 percentage points, not 2%."""
    if not sheet.has("%"):
        return
    for one in _changes(sheet):
        if _is_difference(one):
            words = {"zh-CN": "个百分点", "zh-HK": "個百分點"}.get(sheet.note.lang, "percentage points")
            yield Finding("DN509", one.number.start, one.end, f"{one.number.written} {words}")


def _is_difference(one: _Change) -> bool:
    b = one.number.value * (-1 if one.falls else 1)
    a, c = one.before, one.after
    if a is not None and c is not None:
        return abs(c - a - b) <= _ROOM and abs(a * (1 + b / 100) - c) > _ROOM
    if a is not None:
        return 0 <= a + b <= 100
    if one.level is not None:
        return one.number.value < one.level <= 100
    # Without the rate before, the two figures may be a range: 2% to 3%.
    return c is not None and one.of_rate and 0 < c - b <= 100 and c > 3 * abs(b)


def _changes(sheet: Sheet) -> Iterator[_Change]:
    text, shares = sheet.text, []
    for number in sheet.numbers:
        at = number.end + (text[number.end] == " ")
        if text[at] == "%":
            shares.append((number, at + 1))
    for i, (number, end) in enumerate(shares):
        if _verb(text[max(0, number.start - 40) : number.start], sheet.chinese) is None:
            continue
        start = sheet.sentence(number.start)[0]
        verb = _verb(text[max(start, number.start - 40) : number.start], sheet.chinese)
        if verb is None:
            continue
        falls, lead = verb
        earlier = [s for s in shares[max(0, i - 2) : i] if s[0].start >= start]
        later = shares[i + 1 : i + 3]
        yield (_chinese if sheet.chinese else _english)(sheet, (number, end), falls, lead, earlier, later)


def _verb(before: str, chinese: bool) -> tuple[bool, str] | None:
    """Whether what stands before a figure says that something falls, or rises; and the text before that."""
    if chinese:
        said = before.rstrip(_ABOUT)
        for falls, verbs in ((False, vocabulary.RISES), (True, vocabulary.FALLS)):
            if said.endswith(verbs):
                return falls, said[:-2]
        return None
    said = before.rstrip(" ")
    for filler in (" by", " about", " around", " some", " nearly", " almost"):
        said = said.removesuffix(filler)
    lead, _, word = said.rpartition(" ")
    if word in ("of", "by"):  # an increase of
        lead, _, word = lead.rpartition(" ")
        if word not in vocabulary.NOUNS_UP and word not in vocabulary.NOUNS_DOWN:
            return None
        return word in vocabulary.NOUNS_DOWN, lead
    return (word in vocabulary.DOWN, lead) if word in vocabulary.UP or word in vocabulary.DOWN else None


_Share = tuple[Number, int]


def _chinese(
    sheet: Sheet, change: _Share, falls: bool, lead: str, earlier: list[_Share], later: list[_Share]
) -> _Change:
    text, (number, end) = sheet.text, change
    after = None
    if later and text[end : later[0][0].start].strip(" ，,") in ("至", "到"):
        after = later[0][0].value
    before = None
    if earlier and number.start - earlier[-1][1] <= 14:
        gap = text[earlier[-1][1] : number.start]
        if _from(text, earlier[-1][0].start) and "至" not in gap and "到" not in gap:
            before = earlier[-1][0].value
        elif len(earlier) > 1 and after is None and _from(text, earlier[0][0].start):
            # 由 A 至 C，提升 B
            between = text[earlier[0][1] : earlier[1][0].start]
            if ("至" in between or "到" in between) and len(between) <= 10:
                before, after = earlier[0][0].value, earlier[1][0].value
    of_rate = any(word in lead[-14:] for word in vocabulary.RATES) and not any(
        word in lead[-14:] for word in vocabulary.NO_RATES
    )
    level = None
    if before is None and after is None and earlier:
        stood, past = earlier[-1]
        said = text[max(0, stood.start - 14) : stood.start].rstrip(_ABOUT + "为為达達到是有")
        cut = max(said.rfind(sign) for sign in "，。；：")
        if said[cut + 1 :].endswith(vocabulary.RATES) and not said.endswith(vocabulary.NO_RATES):
            level = stood.value if _STANDS.fullmatch(text, past, number.start) else None
    return _Change(number, end, falls, of_rate and "，" not in lead[-12:], before, after, level)


_STANDS = regex(
    r"，?(?:(?:同比|环比|環比|按年|按季)|较(?:上年|去年|年初|上季)[^，]{0,4}|較(?:上年|去年|年初|上季)[^，]{0,4})?"
    rf"(?:{'|'.join((*vocabulary.RISES, *vocabulary.FALLS))})[{_ABOUT}]*"
)
"""Between a rate and its change: nothing but what it is compared with."""


def _from(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].strip(" ")[-1:] in ("由", "从", "從", "自")


def _english(
    sheet: Sheet, change: _Share, falls: bool, lead: str, earlier: list[_Share], later: list[_Share]
) -> _Change:
    text, (number, end) = sheet.text, change
    before = after = None
    of_rate = any(word in lead[-36:].lower() for word in vocabulary.RATES_EN) and "." not in lead[-36:]
    if later:
        gap = text[end : later[0][0].start].strip(" ")
        if gap == "to":
            after = later[0][0].value
        elif gap == "from" and of_rate:
            before = later[0][0].value
            if len(later) > 1 and text[later[0][1] : later[1][0].start] == " to ":
                after = later[1][0].value
    if before is None and after is None and len(earlier) > 1:
        to = text[earlier[0][1] : earlier[1][0].start].strip(" ")
        if (
            to == "to"
            and text.endswith("from ", 0, earlier[0][0].start)
            and number.start - earlier[1][1] < 20
        ):
            before, after = earlier[0][0].value, earlier[1][0].value
    return _Change(number, end, falls, of_rate, before, after)


def less_than_nothing(sheet: Sheet) -> Iterator[Finding]:
    """DN508: nothing falls by a multiple of itself: a fall of once the whole leaves nothing."""
    for start, end in _fallen_times(sheet) if sheet.chinese else _fallen_english(sheet):
        first, last = sheet.sentence(start)
        if not any(word in sheet.text[first:last] for word in vocabulary.MULTIPLES):
            yield Finding("DN508", start, end)


def _fallen_times(sheet: Sheet) -> Iterator[tuple[int, int]]:
    text = sheet.text
    for at in sheet.places("倍"):
        if text[at + 1 : at + 5].lstrip(" ").startswith(vocabulary.NOT_TIMES):
            continue
        start = at
        while start and (
            text[start - 1].isdigit() or text[start - 1] in vocabulary.COUNTS or text[start - 1] in ". 多"
        ):
            start -= 1
        count = text[start:at].strip(" 多")
        if not count or (count[0].isdigit() and _below_one(count)):
            continue
        before = text[max(0, start - 12) : start]
        while (
            shorter := next(
                (before.removesuffix(f) for f in vocabulary.FILLERS if before.endswith(f)), before
            )
        ) != before:
            before = shorter
        if verb := next((v for v in vocabulary.FALLEN if before.endswith(v)), ""):
            yield max(0, start - 12) + len(before) - len(verb), at + 1


def _below_one(count: str) -> bool:
    try:
        return float(count) < 1
    except ValueError:
        return True


def _fallen_english(sheet: Sheet) -> Iterator[tuple[int, int]]:
    if not any(word in sheet.text for word in ("times", "fold", "x ")):
        return
    count = r"(?:\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten)"
    pattern = (
        r"\b(?:fell|falls?|fallen|decline[sd]?|decrease[sd]?|drops?|dropped|shrank|shrunk|shrink|reduce[sd]?)\b"
        rf"(?: by {count} times|(?: by)? {count}(?:x|-?fold))\b"
        rf"|\b{count}(?: times|x) (?:lower|smaller|less|cheaper|fewer)\b"
    )
    for match in re.finditer(pattern, sheet.text):
        yield match.span()


RULES = (points, less_than_nothing)

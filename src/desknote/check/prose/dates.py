"""DN536 to DN541: dates that cannot be, that disagree, or that say nothing once the day is over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desknote.check.prose import vocabulary
from desknote.check.prose.days import DAYS, WEEKDAY, WEEKDAYS_ZH, Date, dates_in, is_year
from desknote.check.prose.forms import gathered, odd_ones
from desknote.check.prose.sheet import END, Finding, Sheet


def impossible(sheet: Sheet) -> Iterator[Finding]:
    """DN536: the calendar has the date."""
    for date in dates_in(sheet):
        if not date.exists() and (sheet.chinese or date.form[:4] == "2025" or date.day <= 31):
            yield Finding("DN536", date.start, date.end)
        elif sheet.chinese and sheet.text[date.end - 1] in "日号號":
            # 2 月 27 日至 30 日
            match = re.match(r" ?[至到~～–—-] ?([0-9]{1,2}) ?[日号號]", sheet.text[date.end : date.end + 8])
            if match and not date._replace(day=int(match[1])).exists():
                yield Finding("DN536", date.end + match.start(1), date.end + match.end())


def weekdays(sheet: Sheet) -> Iterator[Finding]:
    """DN537: the weekday is that of the date."""
    text = sheet.text
    if sheet.chinese and not sheet.has("周週期拜"):
        return
    for date in dates_in(sheet):
        day = date.near(sheet.note.date)
        said = (_weekday_zh if sheet.chinese else _weekday_en)(text, date)
        if day is None or said is None or said[2] == day.weekday():
            continue
        start, end, _ = said
        if sheet.chinese:
            better = text[start : end - 1] + WEEKDAYS_ZH[day.weekday()]
        else:
            better = DAYS[day.weekday()][: None if end - start > 5 else 3]
        yield Finding("DN537", start, end, better, {"date": day.isoformat()})


def _weekday_zh(text: str, date: Date) -> tuple[int, int, int] | None:
    """The weekday behind a date: where it stands and which it is."""
    start = date.end
    while start - date.end < 3 and text[start] in " （(":
        start += 1
    lead = next((w for w in ("星期", "礼拜", "禮拜", "周", "週") if text.startswith(w, start)), "")
    end = start + len(lead)
    if not lead or text[end] not in "一二三四五六日天" or text[end + 1] in "报報刊末内內":
        return None
    return start, end + 1, WEEKDAYS_ZH.index(text[end].replace("天", "日"))


def _weekday_en(text: str, date: Date) -> tuple[int, int, int] | None:
    match = re.match(r",? ?\(?([A-Z][a-z]+)", text[date.end : date.end + 16])
    if match is not None and match[1].lower() in WEEKDAY:
        return date.end + match.start(1), date.end + match.end(1), WEEKDAY[match[1].lower()]
    begin = max(0, date.start - 18)
    match = re.search(r"([A-Z][a-z]+)\.?,? (?:the )?\Z", text[begin : date.start])
    if match is not None and match[1].lower() in WEEKDAY:
        return begin + match.start(1), begin + match.end(1), WEEKDAY[match[1].lower()]
    return None


_SAID = (
    "announced|reported|released|published|said|closed|rose|fell|launched|unveiled|raised|cut|dropped|gained"
)
_TODAY_EN = (
    r"\b(?:yesterday|tomorrow|this morning|last night|tonight|earlier today|later today)\b(?!['’]s)"
    rf"|\b(?:{_SAID})\b(?:(?!\b(?:where|than|as|are|is|levels?)\b)[^.;\ue000]){{0,20}}? (today)\b(?!['’]s)"
    rf"|\b(Today),? (?:the (?:company|group|firm|bank)|it|[A-Z]\w+) (?:{_SAID})\b"
)
_WEEK_EN = r"\b(?:[Tt]his|[Ll]ast|[Nn]ext) week\b"


def relative_days(sheet: Sheet) -> Iterator[Finding]:
    """DN538: a note is read on other days than its own: no 'today', no 今日. Daily digests may say so."""
    if sheet.note.kind == "digest":
        return
    text = sheet.text
    weeks: list[tuple[int, int]] = []
    if sheet.chinese:
        if sheet.has("今昨明前后後"):
            yield from _days_zh(sheet)
        if sheet.has("周週"):
            weeks = [
                (at, at + 2)
                for word in vocabulary.WEEK_ZH
                for at in sheet.places(word)
                if text[at + 2] not in "期转轉"
            ]
    else:
        if any(word in text for word in ("oday", "esterday", "omorrow", "morning", "night")):
            for match in re.finditer(_TODAY_EN, text):
                yield Finding("DN538", *match.span(match.lastindex or 0))
        if "week" in sheet.text:
            weeks = [m.span() for m in re.finditer(_WEEK_EN, text)]
    heads = "".join(sheet.said(b) for b in sheet.of_kind("title", "heading")).lower() if weeks else ""
    if any(word in heads for word in ("周", "週", "week")):
        return  # a weekly
    for start, end in weeks:
        first, last = sheet.sentence(start)
        if not any(first <= date.start < last for date in dates_in(sheet)):
            yield Finding("DN538", start, end)


def _days_zh(sheet: Sheet) -> Iterator[Finding]:
    text = sheet.text
    for word in vocabulary.TODAY_ZH:
        for at in sheet.places(word):
            barred = vocabulary.NOWADAYS if word[1] == "天" else vocabulary.NOT_TODAY
            if text[at - 1 : at] not in tuple("至到如直于於") and not text.startswith(barred, at + 2):
                yield Finding("DN538", at, at + 2)


def short_years(sheet: Sheet) -> Iterator[Finding]:
    """DN539: years have four figures where the note's other years have."""
    text = sheet.text
    if not sheet.chinese:
        for match in re.finditer(
            r"(?<![0-9/.])[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}(?![0-9/])|(?<!\w)['’]([0-4][0-9])(?![\w'’])", text
        ):
            yield Finding("DN539", *match.span(), f"20{match[1]}" if match[1] else "")
        return
    full, short = 0, []
    for i, number in enumerate(sheet.numbers):
        at = number.end + (text[number.end] == " ")
        if text[at] != "年":
            continue
        full += is_year(number)
        if len(number.written) != 2 or number.written > "49":
            continue
        rest = at + 1 + (text[at + 1] == " ")
        following = sheet.numbers[i + 1] if i + 1 < len(sheet.numbers) else None
        month = (
            following is not None
            and following.start == rest
            and text[following.end : following.end + 2].lstrip(" ")[:1] == "月"
        )
        joined = text[number.start - 1 : number.start] in tuple("/-–—~～至到")
        if (month or text.startswith(vocabulary.YEAR_OF, rest)) and not joined:
            short.append(number)
    for number in short if len(short) < full else ():
        yield Finding("DN539", number.start, number.end, f"20{number.written}")


def forms(sheet: Sheet) -> Iterator[Finding]:
    """DN540: dates in full are all written the same way."""
    dates = [d for d in dates_in(sheet) if d.form and not sheet.is_filled(d.start)]
    for form, date in odd_ones(gathered((d.form, d) for d in dates)):
        yield Finding("DN540", date.start, date.end, params={"form": form})


_SOON = 60
"""Days within which a date without its year is rather one to come than last year's."""
_BEFORE = ("去年", "上年", "前年", "年前", "年", "last ", "earlier", "previous")
_DONE_EN = "announced|reported|released|launched|published|completed|acquired|unveiled|said|told"


def future_in_past(sheet: Sheet) -> Iterator[Finding]:
    """DN541: what lies after the note's date has not happened."""
    text, today = sheet.text, sheet.note.date
    for date in dates_in(sheet):
        day = date.near(today)
        if day is None or day <= today or (not date.year and (day - today).days > _SOON):
            continue
        start, end = sheet.sentence(date.start, "。；;，" + END if sheet.chinese else ";" + END)
        told = _told_zh(text, start, date) if sheet.chinese else _told_en(text, start, end, date)
        lead = text[max(start, date.start - 24) : date.start]
        if not date.year and any(word in lead for word in _BEFORE):
            continue  # 去年 12 月 3 日
        if told and not any(word in text[start : max(end, told)] for word in vocabulary.TO_COME):
            yield Finding("DN541", date.start, date.end, params={"date": today.isoformat()})


def _told_zh(text: str, start: int, date: Date) -> int:
    """Where what happened on a date is told of as done; 0 where it is not."""
    if text[start : date.start].rstrip(" ").endswith(("已于", "已於", "已经", "已經")):
        return date.end
    after = text[date.end : date.end + 20]
    cut = min((i for i in (after.find(sign) for sign in "。；" + END) if i >= 0), default=len(after))
    places = (after.find(verb + "了", 0, cut) for verb in vocabulary.DONE_ZH)
    return max((date.end + i for i in places if i >= 0), default=0)


def _told_en(text: str, start: int, end: int, date: Date) -> int:
    before, after = text[start : date.start], text[date.end : min(end, date.end + 60)]
    if before.endswith(("on ", "On ")):
        if re.match(rf",?[^.;]{{0,30}}?\b(?:{_DONE_EN})\b", after) or re.search(
            rf"\b(?:{_DONE_EN})\b[^.;]{{0,40}} on \Z", before
        ):
            return date.end
    return 0


RULES = (impossible, weekdays, relative_days, short_years, forms, future_in_past)

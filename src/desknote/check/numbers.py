"""Numbers in the text against their homes: facts and exhibits."""

from __future__ import annotations

import bisect
import datetime as dt
import operator
import re
from collections.abc import Iterator, Sequence

from desknote.check.texts import place, texts
from desknote.closed import ClosedNote, Exhibit
from desknote.diagnostics import Diagnostic
from desknote.patterns import regex
from desknote.records import dataclass

_NUMBER = r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?"
# Between a name and its number: a few words, no other number and no new clause.
_AFTER = regex(rf"[^0-9。；;，,、：:！？!?\n|]{{0,16}}?({_NUMBER})(?![\d.]*[年月日-])")
_FROM = regex(r"(?:\bfrom|由|从|從|自) ?(?:RMB|US\$|HK\$)? ?$")
_I = {0x130: "i", 0x131: "i"}  # to patterns one letter, to str.casefold three
_NEAR = 0.15  # a number further off than this is another figure, not a slip


@dataclass(frozen=True, slots=True)
class _Home:
    """What a name's numbers are, and where they stand."""

    name: str
    numbers: tuple[float, ...]
    shown: str
    where_en: str
    where_zh: str


def restated(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN412: a number right after the name of a fact or of an exhibit's row is one of its figures.

    Only a near miss is told of: within 15 % of a figure, and not that figure at the precision written.
    What an expression gave was not typed, and is no matter of this rule.
    """
    if note.manuscript is None:
        return
    homes = [*_facts(note), *(home for exhibit in note.exhibits for home in _rows(exhibit))]
    names = [(home, folded(home.name), _named(home.name)) for home in homes]
    for text in texts(note):
        if text[1][0] not in _PROSE:
            continue
        filled = note.manuscript.text(text[1])
        fills = (
            sorted((begin, begin + length) for begin, length, _ in filled[1]) if filled is not None else []
        )
        said = folded(text[0])
        for home, plain, name in names:
            for match in _numbers_after(name, text[0]) if plain in said else ():
                if _is_within(fills, match.start(1)):
                    continue
                if _FROM.search(text[0][: match.start(1)][-8:]):
                    continue  # where it came from is another figure
                if _misses(match[1], home.numbers):
                    yield Diagnostic(
                        "DN412",
                        place(note, text, match.start(1), len(match[1])),
                        {
                            "name": home.name,
                            "number": match[1],
                            "shown": home.shown,
                            "where_en": home.where_en,
                            "where_zh": home.where_zh,
                        },
                    )


def _is_within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of ``spans``, which are in order and apart from each other, holds the place ``at``."""
    before = bisect.bisect_right(spans, at, key=operator.itemgetter(0))
    return before > 0 and at < spans[before - 1][1]


_PROSE = frozenset(("title", "subtitle", "viewpoints", "sections", "advice", "risks"))


def folded(text: str) -> str:
    """``text`` without the difference of case.

    What a pattern that ignores case finds in a text is found in the text so written, where it is so written.
    """
    return text.translate(_I).casefold()


def _named(name: str) -> re.Pattern[str]:
    edge = r"(?<![A-Za-z0-9])" if name[:1].isascii() else ""
    end = r"(?![A-Za-z0-9])" if name[-1:].isascii() else ""
    return regex(f"{edge}{re.escape(name)}{end}", re.IGNORECASE)


def _numbers_after(name: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The numbers that follow a name closely; of a name that stands there twice, once."""
    place = 0
    while (named := name.search(text, place)) is not None:
        if (number := _AFTER.match(text, named.end())) is not None:
            yield number
            place = number.end()
        else:
            place = named.start() + 1


def _misses(written: str, numbers: tuple[float, ...]) -> bool:
    digits = len(written.partition(".")[2])
    value = float(written.replace(",", "").replace("−", "-"))
    if digits == 0 and 1900 <= value <= 2100:
        return False  # a year
    room = 0.5000001 * 10.0**-digits
    shown = [n * scale for n in numbers for scale in (1.0, 100.0)]  # shares are stored as such or in per cent
    if any(abs(n - value) <= room for n in shown):
        return False
    return any(abs(n - value) <= _NEAR * abs(n) for n in numbers)


def _facts(note: ClosedNote) -> Iterator[_Home]:
    for fact in note.facts:
        name = fact.id.replace("_", " ")
        if fact.number is not None and len(name) >= 4:
            yield _Home(name, (fact.number,), fact.shown, f"fact '{fact.id}'", f"事实“{fact.id}”")


def _rows(exhibit: Exhibit) -> Iterator[_Home]:
    """The rows of an exhibit that have a name of their own, with all the figures in them."""
    if exhibit.frame is None or len(exhibit.frame) > 60:
        return
    columns = list(exhibit.frame.columns.values())
    names = next((c for c in columns if all(isinstance(cell, str | None) for cell in c)), None)
    if names is None:
        return
    for i, name in enumerate(names):
        numbers = tuple(
            float(c[i])  # type: ignore[arg-type]
            for c in columns
            if isinstance(c[i], int | float) and not isinstance(c[i], bool | dt.date)
        )
        if isinstance(name, str) and len(name) >= (3 if name.isascii() else 2) and numbers:
            shown = ", ".join(f"{n:g}" for n in numbers[:6])
            yield _Home(name, numbers, shown, exhibit.label or exhibit.id, exhibit.label or exhibit.id)

"""An exhibit's data as readers see them: a table, and a text alternative written from it."""

from __future__ import annotations

from collections.abc import Sequence

from desknote.exhibits.data import Axis, Series, text_of
from desknote.exhibits.numbers import decimals, figure, is_short, plain
from desknote.exhibits.words import say
from desknote.records import dataclass

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """Headers and rows of formatted figures, and what they show in a few sentences."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alt: str


def digits_of(series: Sequence[Series], asked: int | None) -> int:
    """Digits that a table of ``series`` needs."""
    return decimals([v for s in series for _, v in s.known()], 2) if asked is None else asked


def along(
    title: str, kind: str, x_label: str, axis: Axis, series: Sequence[Series],
    unit: str | Sequence[str | None] | None, digits: int | None, lang: str, *, change: bool = True,
) -> Shown:  # fmt: skip
    """The table and text of series along an x axis; ``unit`` is that of all, or each one's own."""
    units = [unit] * len(series) if unit is None or isinstance(unit, str) else list(unit)
    counts = [digits_of([s], digits) for s in series]
    names = tuple(text_of(cell, lang) for cell in axis.cells)
    first = say("date", lang) if axis.kind == "date" else x_label
    headers = (first, *(header(s.label, u, lang) for s, u in zip(series, units, strict=True)))
    pairs = list(zip(series, counts, strict=True))
    rows = tuple((name, *(plain(s.values[i], count) for s, count in pairs)) for i, name in enumerate(names))
    stop = say("stop", lang)
    parts = [say("chart", lang, title=title, kind=kind)]
    parts += [
        _sentence(s, names, u, count, lang, change)
        for s, u, count in list(zip(series, units, counts, strict=True))[:_NAMED]
    ]
    if len(series) > _NAMED:
        parts.append(say("more", lang, count=len(series) - _NAMED))
    return Shown(headers, rows, stop.join(parts) + stop.rstrip())


def header(label: str, unit: str | None, lang: str) -> str:
    """A column's header: its label, with the unit in brackets."""
    return say("unit_rows", lang, name=label, unit=unit) if unit else label


def written(value: float, digits: int, unit: str | None, lang: str) -> str:
    """A figure with its unit, as running text has it."""
    if not unit or is_short(unit):
        return figure(value, digits, unit)
    return figure(value, digits) + (" " if lang == "en" else "") + unit


def _sentence(
    series: Series, names: Sequence[str], unit: str | None, digits: int, lang: str, change: bool
) -> str:
    known = series.known()
    if not known:
        return say("none", lang, name=series.label)
    (i, first), (j, last) = known[0], known[-1]
    if len(known) == 1:
        return say("one", lang, name=series.label, x=names[i], value=written(first, digits, unit, lang))
    text = say(
        "from_to", lang, name=series.label, first_x=names[i], first=written(first, digits, unit, lang),
        last_x=names[j], last=written(last, digits, unit, lang),
    )  # fmt: skip
    if change and first > 0 and unit != "%":
        text += say("change", lang, change=figure((last / first - 1) * 100, 1, "%", plus=True))
    if len(known) > 2:
        high, low = max(known, key=lambda k: k[1]), min(known, key=lambda k: k[1])
        text += say(
            "extremes", lang, high=written(high[1], digits, unit, lang), high_x=names[high[0]],
            low=written(low[1], digits, unit, lang), low_x=names[low[0]],
        )  # fmt: skip
    return text

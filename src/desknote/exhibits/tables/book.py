"""Items by period, as financial tables have them: 营业收入 in 2023A, 2024E, …, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from desknote.closed import Cell as Value
from desknote.closed import Frame
from desknote.diagnostics import Diagnostic
from desknote.exhibits.data import Figure, number
from desknote.exhibits.tables.values import figure_of, is_period, label_of
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.resolve.formula import column_of
from desknote.resolve.periods import timeline

_PLAIN = regex(r"[^\W\d]\w*")
_QUOTED = r"`[^`]*`|'[^']*'|\"[^\"]*\""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: its name and its cells by period."""

    label: str
    cells: tuple[Value, ...]
    group: str = ""

    @property
    def empty(self) -> bool:
        """Whether it has a name only, as the head of those below it has."""
        return all(cell is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Book:
    """Items and periods; ``corner`` is what the data call the items."""

    periods: tuple[str, ...]
    entries: tuple[Entry, ...]
    corner: str = ""

    def entry(self, name: str) -> Entry | None:
        """The first item called ``name``."""
        wanted = " ".join(name.split())
        return next((e for e in self.entries if e.label == wanted), None)

    def figures(self, name: str) -> tuple[Figure, ...]:
        """An item's figures; nothing in every period where it is not there."""
        found = self.entry(name)
        return tuple(map(figure_of, found.cells)) if found else (None,) * len(self.periods)

    def earlier(self) -> tuple[int | None, ...]:
        """For each period that of a year before; where the heads name no periods, the one before."""
        line = timeline(self.periods)
        if any(line.periods):
            return tuple(line.year_earlier())
        return (None, *range(len(self.periods) - 1))[: len(self.periods)]

    def growth(self, name: str) -> tuple[Figure | str, ...]:
        """An item's change on the year before in per cent; ``nm`` where that was zero or less."""
        figures = self.figures(name)
        made: list[Figure | str] = []
        for now, index in zip(figures, self.earlier(), strict=True):
            then = None if index is None else figures[index]
            made.append(change(now, then))
        return tuple(made)

    def names(self) -> tuple[str, ...]:
        """Every item's name."""
        return tuple(e.label for e in self.entries)


def change(now: Figure, then: Figure) -> Figure | str:
    """The change in per cent; ``nm`` where it says nothing, as on a loss."""
    if now is None or then is None:
        return None
    return "nm" if then <= 0 else (now / then - 1) * 100


def quotient(above: Figure, below: Figure) -> Figure | str:
    """A valuation multiple: ``nm`` on nothing or on a loss."""
    if above is None or below is None:
        return None
    return "nm" if below <= 0 else above / below


def book_of(frame: Frame, item: str | None = None, group: str | None = None) -> Book:
    """The items in ``frame``: a row each, under periods; or the other way round."""
    names = list(frame.columns)
    first = item if item in frame.columns else next((n for n in names if n != group), None)
    if first is None:
        return Book((), ())
    heads = [label_of(v, "en") for v in frame.columns[first]]
    others = [n for n in names if n not in (first, group)]
    if item is None and _are_periods(heads) and not _are_periods(others):
        entries = tuple(Entry(" ".join(n.split()), frame.columns[n]) for n in others)
        return Book(tuple(heads), entries)
    groups = [label_of(v, "en") for v in frame.columns.get(group or "", (None,) * len(heads))]
    rows = [tuple(frame.columns[n][i] for n in others) for i in range(len(heads))]
    entries = tuple(Entry(head, cells, g) for head, cells, g in zip(heads, rows, groups, strict=True))
    return Book(tuple(others), entries, first)


def _are_periods(heads: Sequence[str]) -> bool:
    present = [h for h in heads if h]
    return len(present) > 1 and sum(map(is_period, present)) * 2 > len(present)


def reckon(
    book: Book, formula: str, constants: Mapping[str, float]
) -> tuple[tuple[Figure, ...], tuple[Diagnostic, ...]]:
    """A formula over the items, period by period: 净利润 / 营业收入. ``constants`` are names such as price.

    Nothing in every period where it is wrong, with what is wrong, at no place.
    """
    width = len(book.periods)
    columns: dict[str, tuple[Value, ...]] = {"period": book.periods}
    columns |= {name: (value,) * width for name, value in constants.items()}
    for entry in reversed(book.entries):  # the first of a name counts
        columns[entry.label] = tuple(map(figure_of, entry.cells))
    made, found = column_of(marked(formula, columns), columns, {})
    return tuple(map(number, made)) if made is not None else (None,) * width, found


def marked(formula: str, names: Mapping[str, object]) -> str:
    """``formula`` with names that are no single word in backticks, as the formula language wants them."""
    odd = [n for n in names if n and not _PLAIN.fullmatch(n) and any(c.isalpha() for c in n) and "`" not in n]
    if not odd:
        return formula
    parts = [_QUOTED, *(re.escape(n) for n in sorted(odd, key=len, reverse=True))]
    pattern = re.compile("|".join(parts))
    return pattern.sub(lambda m: m[0] if m[0] not in names else f"`{m[0]}`", formula)


def named_in(formula: str, book: Book) -> list[str]:
    """The items that a formula names, in the order in which it does."""
    places = {}
    text = formula
    for name in sorted(book.names(), key=len, reverse=True):
        if name and (at := text.find(name)) >= 0:
            places[at] = name
            text = text.replace(name, "\0" * len(name))
    return [places[at] for at in sorted(places)]

"""A frame laid out as it is: which columns are shown, how each cell is written, heads, rows, groups."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from desknote.closed import Cell as Value
from desknote.closed import Frame
from desknote.exhibits.data import number
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.formats import Format, FormatRef, How, amounts, settle
from desknote.exhibits.tables.grid import Cell, Column, Row, row
from desknote.exhibits.tables.spec import Pick, Picks, TableSpec, picked
from desknote.exhibits.tables.values import (
    digits_for,
    has_unit,
    is_estimate,
    is_period,
    label_of,
    mostly_figures,
    set_cell,
)
from desknote.exhibits.tables.words import say
from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The columns that are shown: name, keys and cells of each; the first holds the heads of rows."""

    names: tuple[str, ...]
    picks: tuple[Pick, ...]
    cells: tuple[tuple[Value, ...], ...]
    groups: tuple[Value, ...]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return max((len(c) for c in self.cells), default=0)

    def names_of(self, index: int) -> tuple[str, ...]:
        """What a column is called: in the data, and on the page."""
        label = self.picks[index].label
        return (self.names[index], label) if label else (self.names[index],)

    def label(self, index: int) -> str:
        """What a column is called on the page."""
        return self.names_of(index)[-1]


def source_of(frame: Frame, picks: Picks, group: str | None) -> Source:
    """What of ``frame`` is shown."""
    chosen = [(c.name, c.pick) for c in picked(picks)] or [
        (n, Pick.model_construct()) for n in frame.columns if n != group
    ]
    blank = (None,) * len(frame)
    return Source(
        tuple(name for name, _ in chosen),
        tuple(pick for _, pick in chosen),
        tuple(frame.columns.get(name, blank) for name, _ in chosen),
        frame.columns.get(group, blank) if group else (),
    )


def known_names(source: Source) -> Iterator[str]:
    """Every row's and column's name."""
    for i in range(len(source.names)):
        yield from source.names_of(i)
    for value in source.cells[0] if source.cells else ():
        for lang in ("zh-CN", "en"):
            yield label_of(value, lang)


@dataclass(frozen=True, slots=True)
class Formats:
    """The format of each cell: its row's where the author gives one, else its column's.

    ``by_row``: a row's figures are of one kind, as the columns are periods (``even``) or the rows'
    heads name units.
    """

    spec: TableSpec
    base: How
    source: Source
    lang: str
    by_row: bool
    even: bool
    columns: tuple[How, ...]
    digits: tuple[int, ...]

    def row(self, label: str, values: Sequence[Value]) -> How:
        """The format of a row, where it has one of its own or rows have formats."""
        base = replace(self.base, factor=1.0) if has_unit(label) else self.base
        return amounts(settle(self.spec.asked(label), base), map(number, values))

    def cell(
        self, label: str, row_digits: int | None, index: int, value: Value, own: How | None = None
    ) -> Cell:
        """One cell of the row ``label``, in the column ``index``; ``own`` is the row's format."""
        ref = self.spec.asked(label)
        how = self.columns[index]
        digits: int | None = self.digits[index]
        if ref is not None and own is not None:
            how, digits = own, None
        elif self.by_row:
            digits = row_digits
            how = replace(how, factor=own.factor) if own is not None and how.kind == "number" else how
        names = self.source.names_of(index)
        if self.source.picks[index].signed or self.spec.is_signed(label, *names):
            how = how.signed()
        asked = ref is not None or reference(self.spec, self.source, index) is not None
        return set_cell(value, how, self.lang, digits, asked=asked)


def reference(spec: TableSpec, source: Source, index: int) -> FormatRef | None:
    """The format that the author gives a column."""
    return source.picks[index].format or spec.asked(*source.names_of(index))


def formats_of(spec: TableSpec, source: Source, style: ChartStyle, *, by_row: bool | None = None) -> Formats:
    """How the cells of ``source`` are written; ``by_row`` None: as they look."""
    base = spec.base(style)
    even = by_row is not False and sum(map(is_period, source.names[1:])) >= 2
    heads = [label_of(v, style.lang) for v in source.cells[0]] if source.cells else []
    if by_row is None:
        by_row = even or sum(map(has_unit, heads)) * 2 > len(heads)
    columns = []
    for i in range(len(source.names)):
        # A column that names a unit of its own is not in the table's.
        start = replace(base, factor=1.0) if has_unit(source.label(i)) else base
        how = settle(reference(spec, source, i), start)
        columns.append(how if by_row else amounts(how, map(number, source.cells[i])))
    digits = [digits_for(cells, how) for cells, how in zip(source.cells, columns, strict=True)]
    return Formats(spec, base, source, style.lang, by_row, even, tuple(columns), tuple(digits))


def rows_of(formats: Formats) -> list[Row]:
    """The rows, with a head before each group."""
    source, spec = formats.source, formats.spec
    made: list[Row] = []
    group: Value = None
    for i in range(source.count):
        if source.groups and source.groups[i] not in (None, group):
            group = source.groups[i]
            made.append(row(label_of(group, formats.lang), (), "group"))
        label = label_of(source.cells[0][i], formats.lang)
        looks = spec.looks(label)
        values = [cells[i] for cells in source.cells[1:]]
        if "group" in looks and all(v is None for v in values):
            made.append(row(label, (), *looks))
            continue
        own = formats.row(label, values)
        digits = digits_for(values, own) if formats.by_row else None
        cells = [formats.cell(label, digits, j + 1, value, own) for j, value in enumerate(values)]
        made.append(Row(unit_behind(label, spec.asked(label), formats.lang), tuple(cells), looks))
    return made


def columns_of(formats: Formats, *, estimates: bool) -> tuple[Column, ...]:
    """The columns' heads and alignment; at least one."""
    source, made = formats.source, []
    for i, pick in enumerate(source.picks):
        label = head_of(formats.spec, source, i, formats.lang)
        figures = i > 0 and mostly_figures(source.cells[i])
        column = Column(
            label,
            pick.align or ("right" if figures else "left"),
            estimate=estimates and i > 0 and is_estimate(label),
            width=pick.width / 100 if pick.width else None,
            points=not formats.by_row,
            over=pick.over or "",
        )
        made.append(column)
    return tuple(made) or (Column(""),)


def head_of(spec: TableSpec, source: Source, index: int, lang: str) -> str:
    """A column's head, with the unit that its format names; the first says the table's unit."""
    if index == 0 and spec.unit:
        return say("unit", lang, unit=spec.unit)
    return unit_behind(source.label(index), reference(spec, source, index), lang)


def unit_behind(label: str, ref: FormatRef | None, lang: str) -> str:
    """``label`` with the unit that a format names."""
    unit = ref.unit if isinstance(ref, Format) else None
    return say("with_unit", lang, label=label, unit=unit) if unit else label


def taken(values: Sequence[float], take: str) -> float:
    """One figure for several: their sum, mean, median, max or min."""
    return _TAKES[take](values)


def _median(values: Sequence[float]) -> float:
    import statistics

    return statistics.median(values)


_TAKES: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": math.fsum,
    "mean": lambda values: math.fsum(values) / len(values),
    "median": _median,
    "max": max,
    "min": min,
}

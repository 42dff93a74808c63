"""``comps``: comparable companies, with mean and median below and figures that say nothing left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, cast

from pydantic import BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits.checks import At
from desknote.exhibits.data import frame_of
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.formats import not_meaningful
from desknote.exhibits.tables.grid import BLANK, Cell, Row, Table, row
from desknote.exhibits.tables.plain import Formats, columns_of, formats_of, known_names, source_of, taken
from desknote.exhibits.tables.report import Named, shown_of, under, unknown_names
from desknote.exhibits.tables.spec import Names
from desknote.exhibits.tables.table import PlainSpec
from desknote.exhibits.tables.values import figure_of, label_of
from desknote.exhibits.tables.words import say
from desknote.model.base import Line
from desknote.records import dataclass

_STATISTICS = {
    "平均": "mean", "平均值": "mean", "均值": "mean", "average": "mean",
    "中位数": "median", "中位數": "median",
    "最高": "max", "最大值": "max", "最低": "min", "最小值": "min",
}  # fmt: skip


def _read_statistic(value: object) -> object:
    return _STATISTICS.get(value.strip().lower(), value) if isinstance(value, str) else value


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Statistic = Annotated[Literal["mean", "median", "max", "min"], BeforeValidator(_read_statistic)]
Limits = tuple[float | None, float | None]


class Spec(PlainSpec):
    """Keys of a table of comparable companies."""

    subject: Line | None = Field(
        None, title="Subject", description="The company itself: set apart below, not part of mean and median"
    )
    statistics: Annotated[tuple[Statistic, ...], BeforeValidator(_one_or_many)] = Field(
        ("mean", "median"), title="Statistics", description="mean, median, max, min; [] for none"
    )
    statistics_of: Names = Field(
        (), title="Statistics of", description="Columns that have them; multiples and per cent if not set"
    )
    by_group: bool = Field(False, title="By group", description="Statistics of each group as well")
    limits: dict[Line, Limits] = Field(
        default_factory=dict,
        title="Limits",
        description="Figures outside are n.m. and left out: {市盈率: [0, 100]}; multiples are above 0 anyway",
    )


@dataclass(frozen=True, slots=True)
class Peers:
    """The rows of the data by part: a label and figures by column, those that say nothing left out."""

    formats: Formats
    spec: Spec

    def figure(self, index: int, position: int) -> float | None:
        """A figure that counts."""
        value = figure_of(self.formats.source.cells[index][position])
        return None if value is None or self.out(index, value) else value

    def out(self, index: int, value: float) -> bool:
        """Whether a figure says nothing: a multiple of a loss, or one beyond the limits."""
        names = self.formats.source.names_of(index)
        low, high = next((self.spec.limits[n] for n in names if n in self.spec.limits), (None, None))
        if self.formats.columns[index].kind == "multiple" and value <= 0:
            return True
        return (low is not None and value < low) or (high is not None and value > high)

    def row(self, position: int) -> Row:
        """The row of one company."""
        source, lang = self.formats.source, self.formats.lang
        label = label_of(source.cells[0][position], lang)
        cells: list[Cell] = []
        for index in range(1, len(source.names)):
            value = source.cells[index][position]
            known = figure_of(value)
            if known is not None and self.out(index, known):
                cells.append(not_meaningful(lang))
            else:
                cells.append(self.formats.cell(label, None, index, value))
        looks = set(self.spec.looks(label)) | ({"key"} if label == self.spec.subject else set())
        return Row(label, tuple(cells), frozenset(looks))

    def measured(self) -> list[int]:
        """The columns that have statistics."""
        source, columns = self.formats.source, self.formats.columns
        if self.spec.statistics_of:
            wanted = set(self.spec.statistics_of)
            return [i for i in range(1, len(source.names)) if wanted & set(source.names_of(i))]
        marked = [i for i in range(1, len(columns)) if columns[i].kind in ("multiple", "percent", "ratio")]
        return marked or [i for i in range(1, len(columns)) if any(map(figure_of, source.cells[i]))]

    def statistics(self, positions: Sequence[int]) -> Iterator[Row]:
        """Mean, median and so on of some of the companies."""
        measured, formats = self.measured(), self.formats
        for take in self.spec.statistics:
            cells: list[Cell] = []
            for index in range(1, len(formats.source.names)):
                values = [v for p in positions if (v := self.figure(index, p)) is not None]
                known = index in measured and values
                digits = formats.digits[index]
                cells.append(formats.cell("", digits, index, taken(values, take)) if known else BLANK)
            yield row(say(take, formats.lang), cells, "stat")


def table_of(exhibit: Exhibit, style: ChartStyle) -> Table:
    """The table, laid out."""
    spec = cast(Spec, exhibit.spec)
    source = source_of(frame_of(exhibit), spec.shown_columns, spec.group)
    formats = formats_of(spec, source, style, by_row=False)
    peers = Peers(formats, spec)
    labels = [label_of(v, style.lang) for v in source.cells[0]] if source.cells else []
    others = [i for i, label in enumerate(labels) if label != spec.subject]
    rows: list[Row] = []
    for group, positions in _groups(peers, others):
        if group:
            rows.append(row(group, (), "group"))
        rows += [peers.row(p) for p in positions]
        if group and spec.by_group:
            rows += peers.statistics(positions)
    if others:
        rows += peers.statistics(others)
    rows += [peers.row(i) for i, label in enumerate(labels) if label == spec.subject]
    columns = columns_of(formats, estimates=False)
    return Table(columns, tuple(rows), "comps", landscape=spec.landscape)


def _groups(peers: Peers, positions: Sequence[int]) -> list[tuple[str, list[int]]]:
    """The companies by group, in the order in which the groups first come."""
    groups = peers.formats.source.groups
    found: dict[str, list[int]] = {}
    for position in positions:
        name = label_of(groups[position], peers.formats.lang) if groups else ""
        found.setdefault(name, []).append(position)
    return list(found.items())


def draw(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> str:
    """The table as HTML."""
    from desknote.exhibits.tables.html import to_html

    return to_html(table_of(exhibit, style), style, width_mm)


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The table's text."""
    return shown_of(exhibit, table_of(exhibit, style), style.lang)


def validate(exhibit: Exhibit, at: At) -> Iterator[Diagnostic]:
    """Names that the table has not."""
    spec = cast(Spec, exhibit.spec)
    source = source_of(frame_of(exhibit), spec.shown_columns, spec.group)
    named: list[Named] = [*spec.names(), *under("statistics_of", spec.statistics_of)]
    named += under("limits", spec.limits)
    named += [(("subject",), spec.subject)] if spec.subject else []
    yield from unknown_names(exhibit, at, named, known_names(source))

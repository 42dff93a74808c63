"""``table``: data as they are, with columns picked, named and formatted, groups and a total."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, cast

from pydantic import BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits.checks import At
from desknote.exhibits.data import frame_of, number
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.grid import BLANK, Cell, Row, Table, row
from desknote.exhibits.tables.plain import (
    Formats,
    columns_of,
    formats_of,
    known_names,
    rows_of,
    source_of,
    taken,
)
from desknote.exhibits.tables.report import shown_of, unknown_names
from desknote.exhibits.tables.spec import Picks, TableSpec, picked
from desknote.exhibits.tables.words import say
from desknote.model.base import Line, Record
from desknote.model.exhibit import Path


def _read_total(value: object) -> object:
    if value is True:
        return {"take": "sum"}
    return {"take": value} if isinstance(value, str) else value


class Total(Record):
    """A row below the others."""

    take: Literal["sum", "mean", "median"] = Field(
        "sum", title="Take", description="sum, mean or median of the rows above"
    )
    label: Line | None = Field(None, title="Label")
    columns: tuple[Line, ...] = Field(
        (), title="Columns", description="Columns that have one; those of amounts if not set"
    )


class PlainSpec(TableSpec):
    """Keys of tables whose columns are those of their data."""

    shown_columns: Picks = Field(
        (),
        validation_alias="columns",
        title="Columns",
        description="Columns in order, with their labels and formats; all if not set",
    )
    group: Line | None = Field(
        None, title="Group", description="Column whose values become heads of groups of rows"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        for choice in picked(self.shown_columns):
            yield ("columns", *choice.place), choice.name
        if self.group:
            yield ("group",), self.group


class Spec(PlainSpec):
    """Keys of a table of data."""

    total: Annotated[Total, BeforeValidator(_read_total)] | None = Field(
        None, title="Total", description="A row of sums (true), or mean or median, below the others"
    )
    estimates: Literal["auto", "none"] = Field(
        "auto", title="Estimates", description="Whether columns such as 2025E are tinted"
    )


def table_of(exhibit: Exhibit, style: ChartStyle) -> Table:
    """The table, laid out."""
    spec = cast(Spec, exhibit.spec)
    source = source_of(frame_of(exhibit), spec.shown_columns, spec.group)
    formats = formats_of(spec, source, style)
    rows = rows_of(formats)
    if spec.total is not None and source.cells:
        rows.append(_total(formats, spec.total))
    columns = columns_of(formats, estimates=spec.estimates == "auto")
    return Table(columns, tuple(rows), "table", even=formats.even, landscape=spec.landscape)


def _total(formats: Formats, total: Total) -> Row:
    """The row below the others."""
    cells: list[Cell] = []
    for index in range(1, len(formats.source.names)):
        names = formats.source.names_of(index)
        wanted = any(name in total.columns for name in names)
        values = [v for v in map(number, formats.source.cells[index]) if v is not None]
        # Per cent and multiples do not add up.
        adds = formats.columns[index].kind == "number" or total.take != "sum"
        if values and (wanted or (adds and not total.columns)):
            cells.append(formats.cell("", formats.digits[index], index, taken(values, total.take)))
        else:
            cells.append(BLANK)
    label = total.label or say("total" if total.take == "sum" else total.take, formats.lang)
    return row(label, cells, "total")


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
    totals = spec.total.columns if spec.total else ()
    named = [*spec.names(), *((("total", "columns", i), name) for i, name in enumerate(totals))]
    yield from unknown_names(exhibit, at, named, known_names(source))

"""``sensitivity-table``: one figure by two others, calculated from a formula or given as a grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, cast

from pydantic import Field, model_validator

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits.checks import At
from desknote.exhibits.data import Figure, frame_of, number
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.book import marked
from desknote.exhibits.tables.formats import FormatRef, needed, settle, write
from desknote.exhibits.tables.grid import Column, Table, row
from desknote.exhibits.tables.report import shown_of
from desknote.exhibits.tables.spec import TableSpec
from desknote.exhibits.tables.values import figure_of, label_of
from desknote.model.base import Line, Record
from desknote.model.data import Formula
from desknote.resolve.formula import column_of

_MOST = 25
Steps = Annotated[tuple[float, ...], Field(max_length=_MOST)]


class Axis(Record):
    """What changes down or across the table."""

    name: Line = Field(title="Name", description="Its name, in the formula and on the page")
    label: Line | None = Field(None, title="Label", description="What the page calls it, if not by its name")
    values: Steps = Field((), title="Values", description="Its values; those of the data if not set")
    format: FormatRef | None = Field(None, title="Format", description="How its values are written")
    base: float | None = Field(
        None, title="Base case", description="The value of the base case, which is picked out"
    )


class Spec(TableSpec):
    """Keys of a sensitivity table."""

    down: Axis = Field(title="Down", description="What changes from row to row")
    across: Axis = Field(title="Across", description="What changes from column to column")
    formula: Formula | None = Field(
        None, title="Formula", description="Over the two names and those under 'given': fcf / (wacc - g)"
    )
    given: dict[Line, float] = Field(
        default_factory=dict, title="Given", description="Figures that the formula names and that stay"
    )

    @model_validator(mode="after")
    def _whole(self) -> Spec:
        if self.formula is not None and not (self.down.values and self.across.values):
            raise ValueError(
                "a formula needs 'values' in 'down' and 'across'",
                "使用 formula 时，down 与 across 须写出 values",
            )
        if self.formula is None and self.data is None and not self.rows:
            raise ValueError(
                "give a 'formula', or 'data' with the grid", "请写出 formula，或用 data 给出表格数据"
            )
        return self


class Grid:
    """The table's figures; ``found`` is what is wrong with the formula."""

    def __init__(self, exhibit: Exhibit) -> None:
        spec = cast(Spec, exhibit.spec)
        self.found: tuple[Diagnostic, ...] = ()
        self.down_texts: tuple[str, ...] = ()
        self.across_texts: tuple[str, ...] = ()
        if spec.formula is not None:
            self.down: tuple[Figure, ...] = spec.down.values
            self.across: tuple[Figure, ...] = spec.across.values
            self.figures = self._reckoned(spec)
            return
        frame = frame_of(exhibit)
        names = list(frame.columns)
        cells = list(frame.columns.values())
        self.down_texts = tuple(label_of(v, "en") for v in cells[0]) if cells else ()
        self.across_texts = tuple(names[1:])
        self.down = tuple(figure_of(v) for v in cells[0]) if cells else ()
        self.across = tuple(figure_of(n) for n in names[1:])
        self.figures = [[figure_of(column[i]) for column in cells[1:]] for i in range(len(self.down))]

    def _reckoned(self, spec: Spec) -> list[list[Figure]]:
        pairs = [(d, a) for d in spec.down.values for a in spec.across.values]
        columns: dict[str, tuple[float, ...]] = {n: (v,) * len(pairs) for n, v in spec.given.items()}
        columns[spec.down.name] = tuple(d for d, _ in pairs)
        columns[spec.across.name] = tuple(a for _, a in pairs)
        formula = marked(spec.formula or "", columns)
        made, found = column_of(formula, columns, {})
        self.found = found
        flat: list[Figure] = [number(v) for v in made] if made is not None else [None] * len(pairs)
        width = len(spec.across.values)
        return [flat[i : i + width] for i in range(0, len(flat), width)]


def table_of(exhibit: Exhibit, style: ChartStyle) -> Table:
    """The table, laid out."""
    spec, grid = cast(Spec, exhibit.spec), Grid(exhibit)
    base = spec.base(style)
    base = base.signed() if spec.is_signed() else base
    plain = replace(base, factor=1.0, digits=None, plus=False, toned=False, kind="number")

    def texts(axis: Axis, values: tuple[Figure, ...], written: tuple[str, ...]) -> list[str]:
        how = settle(axis.format, plain)
        digits = needed([v for v in values if v is not None])
        named = [write(v, how, style.lang, digits).text for v in values]
        if axis.format is None and written:
            named = list(written)
        return named

    flat = [
        v * base.factor * (100 if base.kind == "ratio" else 1)
        for line in grid.figures
        for v in line
        if v is not None
    ]
    digits = needed(flat)
    down = texts(spec.down, grid.down, grid.down_texts)
    across = texts(spec.across, grid.across, grid.across_texts)
    over = spec.across.label or spec.across.name
    columns = [Column(spec.down.label or spec.down.name, "left")]
    columns += [Column(text, over=over) for text in across]
    rows = [
        row(text, [write(v, base, style.lang, digits) for v in line])
        for text, line in zip(down, grid.figures, strict=True)
    ]
    marks = frozenset(
        (i, j)
        for i, d in enumerate(grid.down)
        for j, a in enumerate(grid.across)
        if _same(d, spec.down.base) and _same(a, spec.across.base)
    )
    return Table(tuple(columns), tuple(rows), "sensitivity", even=True, landscape=spec.landscape, marks=marks)


def _same(value: Figure, base: float | None) -> bool:
    return value is not None and base is not None and abs(value - base) <= 1e-9 * max(1.0, abs(base))


def draw(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> str:
    """The table as HTML."""
    from desknote.exhibits.tables.html import to_html

    return to_html(table_of(exhibit, style), style, width_mm)


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The table's text."""
    return shown_of(exhibit, table_of(exhibit, style), style.lang)


def validate(exhibit: Exhibit, at: At) -> Iterator[Diagnostic]:
    """What is wrong with the formula; a base case that is not in the table."""
    spec, grid = cast(Spec, exhibit.spec), Grid(exhibit)
    for found in grid.found:
        yield replace(found, span=at(("formula",)))
    for key, axis, values in (("down", spec.down, grid.down), ("across", spec.across, grid.across)):
        if axis.base is not None and not any(_same(v, axis.base) for v in values):
            choices = ", ".join(f"{v:g}" for v in values if v is not None) or "—"
            params = {"exhibit": exhibit.id, "name": f"{axis.base:g}", "choices": choices}
            yield Diagnostic("DN551", at((key, "base")), params)

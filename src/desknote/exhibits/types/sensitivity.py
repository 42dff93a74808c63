"""``sensitivity``: a value under two assumptions, as a grid, with the base case framed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from pydantic import Field

from desknote.closed import Cell, Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import checks
from desknote.exhibits.data import Series, frame_of, number, numbers, text_of
from desknote.exhibits.numbers import decimals, figure, plain
from desknote.exhibits.shown import Shown, written
from desknote.exhibits.spec import ChartSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line, Record
from desknote.model.exhibit import Path

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet

MOST_ROWS = 30


class Base(Record):
    """The base case: the names of its row and its column."""

    row: Line
    column: Line


class Spec(ChartSpec):
    """Keys of a sensitivity grid."""

    x: Line = Field(title="Rows", description="Column of the assumption that runs down, such as WACC")
    y: Columns = Field(
        min_length=1, title="Columns", description="Columns of results, each named by the other assumption"
    )
    row_title: Line | None = Field(
        None, title="Row title", description="What runs down; the name of x if not set"
    )
    column_title: Line | None = Field(None, title="Column title", description="What runs across")
    row_unit: Line | None = Field(None, title="Row unit", description="Unit of the figures in x, such as %")
    base: Base | None = Field(
        None, title="Base case", description="{row: 9.0%, column: 2.5%}: the cell to frame"
    )
    reference: float | None = Field(
        None,
        title="Reference",
        description="Such as the current price: results above and below it are tinted",
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield ("x",), self.x
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("y", self.y)


def row_names(cells: Sequence[Cell], unit: str | None, lang: str) -> list[str]:
    """The rows' names; figures with as many digits as they all need, and their unit."""
    known = [value for cell in cells if (value := number(cell)) is not None]
    digits = decimals(known, 2)
    return [
        text_of(cell, lang) if (value := number(cell)) is None else figure(value, digits, unit)
        for cell in cells
    ]


def _data(exhibit: Exhibit, lang: str) -> tuple[list[str], tuple[Series, ...]]:
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    names = row_names(frame.columns.get(spec.x, ())[:MOST_ROWS], spec.row_unit, lang)
    return names, tuple(Series(c.label, numbers(frame, c.name)[:MOST_ROWS]) for c in spec.y)


def base_of(spec: Spec, names: Sequence[str]) -> tuple[int | None, int | None]:
    """Row and column of the base case, where they are there."""
    if spec.base is None:
        return None, None
    wanted = {spec.base.row, spec.base.row.rstrip("%x")}
    row = next((i for i, n in enumerate(names) if n in wanted or _same(n, spec.base.row)), None)
    heads = [(c.name, c.label) for c in spec.y]
    column = next(
        (i for i, c in enumerate(heads) if spec.base.column in c or _same(c[1], spec.base.column)), None
    )
    return row, column


def _same(one: str, other: str) -> bool:
    """Whether two names are one figure written differently: 9% and 9.0%."""
    try:
        return float(one.rstrip("%x")) == float(other.rstrip("%x"))
    except ValueError:
        return False


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The grid as a table, and a text alternative."""
    spec, lang = cast(Spec, exhibit.spec), style.lang
    names, series = _data(exhibit, lang)
    kind = {"zh-CN": "敏感性分析", "zh-HK": "敏感性分析", "en": "sensitivity"}[lang]
    values = [v for s in series for _, v in s.known()]
    digits = decimals(values) if spec.digits is None else spec.digits
    parts = [say("chart", lang, title=spec.title, kind=kind)]
    if values:
        low, high = (written(v, digits, spec.unit, lang) for v in (min(values), max(values)))
        parts.append(
            say(
                "grid",
                lang,
                rows=spec.row_title or spec.x,
                columns=spec.column_title or "",
                low=low,
                high=high,
            )
        )
    row, column = base_of(spec, names)
    if row is not None and column is not None and (base := series[column].values[row]) is not None:
        parts.append(say("base", lang, value=written(base, digits, spec.unit, lang)))
    corner = " / ".join(filter(None, (spec.row_title or spec.x, spec.column_title)))
    rows = tuple((n, *(plain(s.values[i], digits) for s in series)) for i, n in enumerate(names))
    stop = say("stop", lang)
    return Shown((corner, *(s.label for s in series)), rows, stop.join(parts) + stop.rstrip())


def height(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> float:
    """Room for each row."""
    rows = len(_data(exhibit, style.lang)[0])
    return min(200.0, max(25.0, round(13 + rows * style.size_at(width_mm) * 0.72, 1)))


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """The base case is in the grid."""
    spec = cast(Spec, exhibit.spec)
    if spec.base is None:
        return
    names, _ = _data(exhibit, "zh-CN")
    row, column = base_of(spec, names)
    heads = [c.label for c in spec.y]
    if row is None:
        yield from checks.known_names([spec.base.row], names, "row", lambda _: at(("base", "row")))
    if column is None:
        yield from checks.known_names([spec.base.column], heads, "column", lambda _: at(("base", "column")))


def draw(sheet: Sheet) -> None:
    """Paint the grid."""
    from desknote.exhibits import cells

    spec, style = cast(Spec, sheet.spec), sheet.style
    names, series = _data(sheet.exhibit, sheet.lang)
    values = [v for s in series for _, v in s.known()]
    if not values:
        return sheet.nothing()
    grid, texts = cells.labelled(
        sheet, names, [s.label for s in series], values, unit=spec.unit, digits=spec.digits,
        row_title=spec.row_title or spec.x, column_title=spec.column_title or "",
    )  # fmt: skip
    written_values = iter(texts)
    row, column = base_of(spec, names)
    low, high = min(values), max(values)
    reach = max(abs(low - spec.reference), abs(high - spec.reference)) if spec.reference is not None else 0.0
    for j, s in enumerate(series):
        for i, value in enumerate(s.values):
            text = "–" if value is None else next(written_values)
            if value is None:
                fill = style.tint(style.grid, 0.7)
            elif spec.reference is not None:
                fill = cells.diverging(style, 0.6 * (value - spec.reference) / reach if reach else 0.0)
            else:
                fill = cells.sequential(style, 0.5 * (value - low) / (high - low) if high > low else 0.2)
            framed = (i, j) == (row, column)
            cells.paint_cell(sheet, grid, i, j, fill, text, bold=framed)
    if row is not None and column is not None:
        sheet.frame_box(grid.box(row, column).shrunk(0.6, 0.6, 0.6, 0.6), style.on("#ffffff"), 1.1)

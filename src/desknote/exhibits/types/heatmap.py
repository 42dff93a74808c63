"""``heatmap``: figures in rows and columns as shades: monthly returns, correlations, peer scores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast

from pydantic import Field

from desknote.closed import Exhibit
from desknote.exhibits.data import Figure, Series, frame_of, numbers, text_of
from desknote.exhibits.dates import period_labels
from desknote.exhibits.numbers import decimals, plain
from desknote.exhibits.shown import Shown, header, written
from desknote.exhibits.spec import ChartSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet

MOST_ROWS = 60


class Spec(ChartSpec):
    """Keys of a heatmap."""

    x: Line = Field(title="Rows", description="Column that names the rows")
    y: Columns = Field(min_length=1, title="Columns", description="Columns of figures, with the names shown")
    scale: Literal["auto", "sequential", "diverging"] = Field(
        "auto",
        title="Scale",
        description="sequential: low to high; diverging: falls and rises about the centre",
    )
    centre: float = Field(0.0, title="Centre", description="The figure between falls and rises")
    compare: Literal["all", "rows", "columns"] = Field(
        "all", title="Compare", description="Shades compare all figures, or those of a row or a column"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield ("x",), self.x
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("y", self.y)


@dataclass(frozen=True, slots=True)
class _Data:
    names: tuple[str, ...]
    series: tuple[Series, ...]

    def values(self) -> list[float]:
        return [v for s in self.series for _, v in s.known()]


def _data(exhibit: Exhibit, lang: str) -> _Data:
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    cells = frame.columns.get(spec.x, ())[:MOST_ROWS]
    if cells and all(isinstance(cell, dt.date) for cell in cells):
        names = period_labels([cell for cell in cells if isinstance(cell, dt.date)], lang)
    else:
        names = [text_of(cell, lang) for cell in cells]
    return _Data(tuple(names), tuple(Series(c.label, numbers(frame, c.name)[:MOST_ROWS]) for c in spec.y))


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The figures as a table, and a text alternative."""
    spec, lang, data = cast(Spec, exhibit.spec), style.lang, _data(exhibit, style.lang)
    kind = {"zh-CN": "热力图", "zh-HK": "熱力圖", "en": "heatmap"}[lang]
    digits = decimals(data.values()) if spec.digits is None else spec.digits
    parts = [say("chart", lang, title=spec.title, kind=kind)]
    places = [(v, data.names[i], s.label) for s in data.series for i, v in s.known()]
    if places:
        high, low = max(places), min(places)
        parts.append(say(
            "peaks", lang, rows=len(data.names), columns=len(data.series),
            high=written(high[0], digits, spec.unit, lang), high_at=f"{high[1]} {high[2]}",
            low=written(low[0], digits, spec.unit, lang), low_at=f"{low[1]} {low[2]}",
        ))  # fmt: skip
    heads = (spec.x, *(header(s.label, spec.unit, lang) for s in data.series))
    rows = tuple((n, *(plain(s.values[i], digits) for s in data.series)) for i, n in enumerate(data.names))
    stop = say("stop", lang)
    return Shown(heads, rows, stop.join(parts) + stop.rstrip())


def height(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> float:
    """Room for each row."""
    rows = len(_data(exhibit, style.lang).names)
    return min(230.0, max(25.0, round(8 + rows * style.size_at(width_mm) * 0.67, 1)))


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import cells

    spec, style, data = cast(Spec, sheet.spec), sheet.style, _data(sheet.exhibit, sheet.lang)
    values = data.values()
    if not values:
        return sheet.nothing()
    diverge = spec.scale == "diverging" or (spec.scale == "auto" and min(values) < spec.centre < max(values))
    heads = [s.label for s in data.series]
    grid, texts = cells.labelled(sheet, data.names, heads, values, unit=spec.unit, digits=spec.digits)
    written_values = iter(texts)
    for j, s in enumerate(data.series):
        for i, value in enumerate(s.values):
            if value is None:
                fill, text = style.tint(style.grid, 0.7), "–"
            else:
                share = _share(value, _group(spec, data, i, j), spec.centre if diverge else None)
                fill = cells.diverging(style, share) if diverge else cells.sequential(style, share)
                text = next(written_values)
            cells.paint_cell(sheet, grid, i, j, fill, text)


def _group(spec: Spec, data: _Data, row: int, column: int) -> list[float]:
    """The figures that a cell is compared with."""
    if spec.compare == "rows":
        mixed: list[Figure] = [s.values[row] for s in data.series]
        return [v for v in mixed if v is not None]
    if spec.compare == "columns":
        return [v for _, v in data.series[column].known()]
    return data.values()


def _share(value: float, group: list[float], centre: float | None) -> float:
    """Where ``value`` lies in its group: 0 to 1, or −1 to 1 about a centre."""
    low, high = min(group), max(group)
    if centre is not None:
        reach = max(abs(low - centre), abs(high - centre))
        return (value - centre) / reach if reach > 0 else 0.0
    return (value - low) / (high - low) if high > low else 0.5

"""``area``: one filled series, or several stacked, as they are or as shares of a hundred."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast

from pydantic import Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import checks
from desknote.exhibits.bars import shares
from desknote.exhibits.data import Axis, Series, frame_of, ordered, x_axis
from desknote.exhibits.numbers import is_short
from desknote.exhibits.shown import Shown, along
from desknote.exhibits.spec import AxesSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.exhibit import Path

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet


class Spec(AxesSpec):
    """Keys of an area chart."""

    y: Columns = Field(min_length=1, title="Y", description="Columns to draw, the first one lowest")
    mode: Literal["stacked", "percent"] = Field(
        "stacked", title="Mode", description="stacked; percent: shares of each row"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield from super().columns()
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("y", self.y)


def _data(exhibit: Exhibit) -> tuple[Axis, tuple[Series, ...]]:
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    axis, rows = x_axis(frame, spec.x)
    series = tuple(Series(c.label, ordered(frame, c.name, rows)) for c in spec.y)
    return axis, shares(series) if spec.mode == "percent" else series


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The data as drawn, and a text alternative."""
    spec = cast(Spec, exhibit.spec)
    axis, series = _data(exhibit)
    kind = {"zh-CN": "面积图", "zh-HK": "面積圖", "en": "area"}[style.lang]
    unit = "%" if spec.mode == "percent" else spec.unit
    digits = 1 if spec.mode == "percent" and spec.digits is None else spec.digits
    return along(spec.title, kind, spec.x, axis, series, unit, digits, style.lang)


def stacked(series: tuple[Series, ...]) -> list[tuple[list[float], list[float]]]:
    """The lower and upper edge of each series; figures above zero go up, those below go down."""
    count = len(series[0].values) if series else 0
    above, below = [0.0] * count, [0.0] * count
    edges = []
    for s in series:
        low, high = [], []
        for i, value in enumerate(s.values):
            base = above if (value or 0.0) >= 0 else below
            low.append(base[i])
            base[i] += value or 0.0
            high.append(base[i])
        edges.append((low, high))
    return edges


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """Too many series, negative shares."""
    spec = cast(Spec, exhibit.spec)
    yield from checks.too_many_series(spec.y, at)
    if spec.mode == "percent":
        for column in spec.y:
            yield from checks.no_negatives(exhibit, column.name, at, ("y", *column.place))


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import marks, plot
    from desknote.exhibits.sheet import Key

    spec, style = cast(Spec, sheet.spec), sheet.style
    axis, series = _data(sheet.exhibit)
    drawn = [i for i, s in enumerate(series) if s.known()]
    if not drawn:
        return sheet.nothing()
    unit = "%" if spec.mode == "percent" else spec.unit
    colours = [style.colour(i) for i in range(len(series))]
    edges = stacked(series)
    direct = spec.legend == "direct" or (
        spec.legend == "auto" and 1 < len(drawn) <= 6 and not sheet.small and len(axis) > 1
    )
    beside = sheet.widest(series[i].label for i in drawn) + 5 if direct else 0.0
    if beside > sheet.room.width * 0.3 or (direct and not _room_for_names(sheet, edges, drawn)):
        direct, beside = False, 0.0
    caption = "" if not unit or is_short(unit) else say("unit", sheet.lang, unit=unit)
    keys = [Key(series[i].label, colours[i], "bar") for i in drawn]
    show = spec.legend != "none" and not direct and (len(drawn) > 1 or spec.legend == "top")
    sheet.legend(keys if show else (), caption)

    values = [v for low, high in edges for v in (*low, *high)]
    reach = (0.0, 100.0) if spec.mode == "percent" else (min(values), max(values))
    scale = plot.value_scale(
        sheet, reach, unit=unit, digits=spec.digits, low=spec.min, high=spec.max, zero=True
    )
    frame = plot.lay_out(sheet, axis, scale, beside=beside, pad=0.0 if len(axis) > 1 else None)
    alone = len(drawn) == 1
    ends = []
    for i in drawn:
        low, high = edges[i]
        xs = list(axis.at)
        if len(xs) == 1:
            xs, low, high = [xs[0] - 0.3, xs[0] + 0.3], low * 2, high * 2
        fill = style.tint(colours[i], 0.7) if alone else colours[i]
        frame.axes.fill_between(xs, low, high, facecolor=fill, edgecolor="none", linewidth=0, zorder=2)
        if alone:
            frame.axes.plot(xs, high, color=colours[i], linewidth=style.line, zorder=2.5)
        else:  # a thin seam between neighbours
            frame.axes.plot(xs, high, color=style.background, linewidth=0.6, zorder=2.4)
        sheet.busy.append(sheet.along(frame.axes, xs, high))
        ends.append((xs[-1], (low[-1] + high[-1]) / 2, series[i].label, colours[i]))
    plot.grid_over(sheet, frame, scale)
    if direct:
        marks.end_labels(sheet, frame, ends)
    marks.levels(sheet, frame, spec.levels)
    marks.events(sheet, frame, axis, spec.events)


def _room_for_names(sheet: Sheet, edges: list[tuple[list[float], list[float]]], drawn: list[int]) -> bool:
    """Whether each layer is thick enough at its end for its name to stand beside it."""
    thick = [abs(edges[i][1][-1] - edges[i][0][-1]) for i in drawn]
    reach = max((abs(v) for _, high in edges for v in high), default=0.0)
    least = sheet.size * 0.7 / max(1.0, sheet.room.height) * reach
    return sum(t >= least for t in thick) >= len(thick) - 1

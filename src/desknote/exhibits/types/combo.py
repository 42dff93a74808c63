"""``combo``: bars on the left axis, lines on the right: revenue and its growth, profit and margin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast

from pydantic import Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import bars as b
from desknote.exhibits import checks
from desknote.exhibits.data import Axis, Series, extent, frame_of, ordered, text_of, x_axis
from desknote.exhibits.numbers import is_short, labels
from desknote.exhibits.shown import Shown, along
from desknote.exhibits.spec import AxesSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet

MOST_ROWS = 2000


class Spec(AxesSpec):
    """Keys of a chart of bars and lines."""

    bars: Columns = Field(min_length=1, title="Bars", description="Columns drawn as bars")
    lines: Columns = Field(min_length=1, title="Lines", description="Columns drawn as lines")
    mode: Literal["grouped", "stacked"] = Field(
        "grouped", title="Mode", description="Bars side by side or stacked"
    )
    line_unit: Line | None = Field("%", title="Line unit", description="Unit of the lines")
    line_axis: Literal["right", "left"] = Field(
        "right", title="Line axis", description="The axis that the lines are read off"
    )
    line_min: float | None = Field(None, title="Least value of the lines", description="Where it begins")
    line_max: float | None = Field(None, title="Greatest value of the lines", description="Where it ends")
    labels: Literal["auto", "none"] = Field(
        "none", title="Labels", description="auto: figures at the foot of the bars where all fit"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield from super().columns()
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("bars", self.bars)
        yield from named("lines", self.lines)


def _data(exhibit: Exhibit) -> tuple[Axis, tuple[Series, ...], tuple[Series, ...]]:
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    axis, rows = x_axis(frame, spec.x)
    bars = tuple(Series(c.label, ordered(frame, c.name, rows)) for c in spec.bars)
    lines = tuple(Series(c.label, ordered(frame, c.name, rows)) for c in spec.lines)
    return axis, bars, lines


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The data as drawn, and a text alternative."""
    spec = cast(Spec, exhibit.spec)
    axis, bars, lines = _data(exhibit)
    kind = {"zh-CN": "柱线图", "zh-HK": "柱線圖", "en": "bar and line"}[style.lang]
    units = [spec.unit] * len(bars) + [_line_unit(spec)] * len(lines)
    return along(spec.title, kind, spec.x, axis, (*bars, *lines), units, spec.digits, style.lang)


def _line_unit(spec: Spec) -> str | None:
    return spec.line_unit if spec.line_axis == "right" else spec.unit


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """Too many series, bars cut off."""
    spec = cast(Spec, exhibit.spec)
    yield from checks.too_many_series((*spec.bars, *spec.lines), at, "bars")
    if spec.min is not None and spec.min > 0:
        yield Diagnostic("DN334", at(("min",)), {"low": f"{spec.min:g}"})


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import marks, plot
    from desknote.exhibits.sheet import Key

    spec, style = cast(Spec, sheet.spec), sheet.style
    axis, bars, lines = _data(sheet.exhibit)
    if not any(s.known() for s in (*bars, *lines)):
        return sheet.nothing()
    colours = [style.colour(i) for i in range(len(bars) + len(lines))]
    right = spec.line_axis == "right"
    caption = "" if not spec.unit or is_short(spec.unit) else say("unit", sheet.lang, unit=spec.unit)
    keys = [Key(s.label, colours[i], "bar") for i, s in enumerate(bars)]
    for i, s in enumerate(lines, len(bars)):
        name = plot.right_name(s.label, spec.line_unit, sheet.lang) if right else s.label
        keys.append(Key(name, colours[i], "line"))
    sheet.legend(keys if spec.legend != "none" else (), caption)

    timed = axis.kind == "date" and len(axis) > b.MANY
    if timed:
        axis, both = b.thinned(axis, (*bars, *lines), int(sheet.room.width * 1.5))
        bars, lines = both[: len(bars)], both[len(bars) :]
    axis = axis if timed else b.by_name(axis, sheet.lang)
    per_row = len(bars) if spec.mode == "grouped" else 1
    wide = 0.86 if timed else b.breadth_for(sheet, len(axis), sheet.room.width * 0.8, per_row)
    placed = b.place(axis, bars, spec.mode, wide)
    low, high = b.reach(placed)
    line_reach = extent(*(s.values for s in lines))
    if not right and line_reach:
        low, high = min(low, line_reach[0]), max(high, line_reach[1])
    texts = labels([bar.value for bar in placed], sheet.lang, spec.unit, spec.digits)
    slot = sheet.room.width * 0.8 / max(1, len(axis)) * (wide / per_row if per_row > 1 else 1.0)
    show = spec.labels == "auto" and not timed and spec.mode == "grouped" and sheet.widest(texts) <= slot + 1
    if right and low >= 0 and spec.max is None:  # leave the lines air above the bars
        high *= 1.12
    scale = plot.value_scale(
        sheet, (low, high), unit=spec.unit, digits=spec.digits, low=spec.min, high=spec.max, zero=True
    )
    second = None
    if right and line_reach:
        second = plot.second_scale(
            sheet, scale, line_reach, unit=spec.line_unit, low=spec.line_min, high=spec.line_max
        )
    pad = (axis.at[1] - axis.at[0]) * 0.6 if timed else 0.5
    frame = plot.lay_out(sheet, axis, scale, right=second, pad=pad, foot=False)
    fills = []
    for bar in placed:
        pale = b.is_forecast(text_of(axis.cells[bar.row], sheet.lang))
        fills.append(style.tint(colours[bar.series], 0.4) if pale else colours[bar.series])
    b.paint(frame.axes, placed, fills)
    marks.zero_line(sheet, frame)
    over = frame.right or frame.axes
    for i, s in enumerate(lines, len(bars)):
        marks.trace(sheet, over, axis, s, colours[i], points=len(axis) <= 16, cased=True)
    if show:
        for bar, text in zip(placed, texts, strict=True):
            marks.label_foot(sheet, frame.axes, bar, text, fills[placed.index(bar)])
    marks.levels(sheet, frame, spec.levels)
    marks.events(sheet, frame, axis, spec.events)

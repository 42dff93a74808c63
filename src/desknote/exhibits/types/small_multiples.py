"""``small-multiples``: one small chart a series, all to one scale."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast

from pydantic import Field

from desknote.closed import Exhibit
from desknote.exhibits import bars as b
from desknote.exhibits.data import Axis, Series, extent, frame_of, ordered, x_axis
from desknote.exhibits.numbers import is_short
from desknote.exhibits.shown import Shown, along
from desknote.exhibits.spec import AxesSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.types.line import rebased
from desknote.exhibits.words import say
from desknote.model.exhibit import Path

if TYPE_CHECKING:
    from desknote.exhibits.plot import Scale
    from desknote.exhibits.sheet import Box, Sheet


class Spec(AxesSpec):
    """Keys of small multiples."""

    y: Columns = Field(min_length=1, max_length=24, title="Y", description="Columns to draw, each in a panel")
    form: Literal["line", "area", "bar"] = Field("line", title="Form", description="What each panel holds")
    panels: int | None = Field(None, ge=1, le=8, title="Panels", description="How many panels in a row")
    scale: Literal["shared", "own"] = Field(
        "shared", title="Scale", description="One value axis for all, or each panel its own"
    )
    context: bool = Field(True, title="Context", description="The other series in grey behind each line")
    rebase: Literal["percent"] | None = Field(
        None, title="Rebase", description="percent: change since the first day"
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
    return axis, rebased(series, percent=True) if spec.rebase else series


def _unit(spec: Spec) -> str | None:
    return "%" if spec.rebase else spec.unit


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The data as drawn, and a text alternative."""
    spec = cast(Spec, exhibit.spec)
    axis, series = _data(exhibit)
    kind = {"zh-CN": "小多图", "zh-HK": "小多圖", "en": "small multiples"}[style.lang]
    digits = 1 if spec.rebase and spec.digits is None else spec.digits
    return along(spec.title, kind, spec.x, axis, series, _unit(spec), digits, style.lang)


def _across(spec: Spec, count: int, width_mm: float) -> int:
    """How many panels stand in a row."""
    if spec.panels:
        return min(spec.panels, count)
    most = max(1, int(width_mm // 41)) if width_mm >= 70 else 2
    if count <= most:
        return count
    rows = math.ceil(count / most)
    return math.ceil(count / rows)


def height(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> float:
    """Room for each row of panels."""
    spec = cast(Spec, exhibit.spec)
    across = _across(spec, len(spec.y), width_mm)
    each = max(24.0, min(38.0, width_mm / across * 0.72))
    return min(230.0, round(each * math.ceil(len(spec.y) / across) + 3, 1))


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import plot
    from desknote.exhibits.metrics import LEADING
    from desknote.exhibits.sheet import Box

    spec, size = cast(Spec, sheet.spec), sheet.size
    axis, series = _data(sheet.exhibit)
    reach = extent(*(s.values for s in series))
    if reach is None:
        return sheet.nothing()
    unit = _unit(spec)
    sheet.caption("" if not unit or is_short(unit) else say("unit", sheet.lang, unit=unit))
    across = _across(spec, len(series), sheet.width_mm)
    down = math.ceil(len(series) / across)
    room, gap = sheet.room, size * 1.2
    width = (room.width - gap * (across - 1)) / across
    height_each = (room.height - gap * 0.6 * (down - 1)) / down
    if spec.form == "bar":
        axis, series = b.thinned(axis, series, max(24, int(width * 1.5)))
        axis = b.by_name(axis, sheet.lang)
    zero = spec.form != "line"

    def scale_of(wanted: tuple[float, float]) -> Scale:
        count = max(2, min(4, int((height_each - size * 4) / (size * 2.6))))
        return plot.value_scale(
            sheet, wanted, unit=unit, digits=spec.digits, low=spec.min, high=spec.max, zero=zero, count=count
        )

    shared = scale_of(reach)
    margin = plot.margin_of(sheet, shared)
    for i, s in enumerate(series):
        row, column = divmod(i, across)
        left = room.left + column * (width + gap)
        top = room.top - row * (height_each + gap * 0.6)
        box = Box(left, top - height_each, left + width, top)
        own = extent(s.values)
        scale = scale_of(own) if spec.scale == "own" and own else shared
        name = sheet.shortened(s.label, width, bold=True)
        sheet.text(left, top, name, along="top", bold=True, role="panel")
        inner = box.shrunk(top=size * LEADING * 1.05)
        used = plot.margin_of(sheet, scale) if spec.scale == "own" else margin
        _panel(sheet, spec, axis, series, i, scale, inner, used)


def _panel(
    sheet: Sheet, spec: Spec, axis: Axis, series: tuple[Series, ...], index: int, scale: Scale, box: Box,
    margin: float,
) -> None:  # fmt: skip
    from desknote.exhibits import marks, plot

    style = sheet.style
    pad = 0.5 if spec.form == "bar" else None
    frame = plot.lay_out(sheet, axis, scale, box=box, margin=margin, pad=pad, foot=False)
    one = series[index]
    if not one.known():
        x, y = (frame.box.left + frame.box.right) / 2, (frame.box.top + frame.box.bottom) / 2
        sheet.text(x, y, say("no_data", sheet.lang), across="center", colour=style.muted, role="empty")
        return
    colour = style.colour(0)
    if spec.form == "bar":
        wide = b.breadth_for(sheet, len(axis), frame.box.width)
        b.paint(frame.axes, shapes := b.place(axis, [one], "grouped", wide), [colour] * len(shapes))
        marks.zero_line(sheet, frame)
        return
    if spec.form == "area":
        xs = [axis.at[i] for i, _ in one.known()]
        ys = [v for _, v in one.known()]
        frame.axes.fill_between(xs, 0, ys, facecolor=style.tint(colour, 0.7), linewidth=0, zorder=1.5)
    elif spec.context and spec.scale == "shared":
        for other in series:
            if other is not one:
                marks.trace(sheet, frame.axes, axis, other, style.grid, order=1.2, width=style.line * 0.7)
    marks.trace(sheet, frame.axes, axis, one, colour, order=2.2)

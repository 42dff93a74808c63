"""``bar``: columns or bars, grouped, stacked or as shares of a hundred; standing or lying."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, cast

from pydantic import BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import bars as b
from desknote.exhibits import checks
from desknote.exhibits.data import Axis, Series, frame_of, ordered, text_of, x_axis
from desknote.exhibits.numbers import is_short, labels
from desknote.exhibits.shown import Shown, along
from desknote.exhibits.spec import AxesSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str | int | float) and not isinstance(value, bool) else value


MOST_ROWS = 2000
LYING_ROWS = 60


class Spec(AxesSpec):
    """Keys of a bar chart."""

    y: Columns = Field(min_length=1, title="Y", description="Columns to draw, each a series of bars")
    mode: b.Mode = Field(
        "grouped", title="Mode", description="grouped: side by side; stacked; percent: shares of each row"
    )
    horizontal: bool = Field(False, title="Horizontal", description="Bars lie; good for long names")
    sort: Literal["none", "descending", "ascending"] = Field(
        "none", title="Sort", description="Order of the rows by the sum of their figures"
    )
    labels: Literal["auto", "all", "none"] = Field(
        "auto", title="Labels", description="Figures on the bars: auto shows them where all fit"
    )
    colours: Literal["series", "sign"] = Field(
        "series", title="Colours", description="sign: rises and falls in the market's colours"
    )
    highlight: Annotated[tuple[Line, ...], BeforeValidator(_one_or_many)] = Field(
        (), title="Highlight", description="Rows to bring out; the others are drawn paler"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield from super().columns()
        yield from named("y", self.y)

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("y", self.y)


def _data(exhibit: Exhibit) -> tuple[Axis, tuple[Series, ...]]:
    """The rows, in the order they are drawn, and their series."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    axis, rows = x_axis(frame, spec.x)
    most = LYING_ROWS if spec.horizontal else MOST_ROWS
    if axis.kind != "date" or spec.horizontal:
        axis, rows = Axis(axis.kind, axis.cells[:most], axis.at[:most]), rows[:most]
    if spec.sort != "none":
        values = [ordered(frame, c.name, rows) for c in spec.y]
        sums = [sum(v[i] or 0.0 for v in values) for i in range(len(rows))]
        order = sorted(range(len(rows)), key=lambda i: sums[i], reverse=spec.sort == "descending")
        rows = tuple(rows[i] for i in order)
        axis = Axis(
            "category", tuple(axis.cells[i] for i in order), tuple(float(i) for i in range(len(order)))
        )
    series = tuple(Series(c.label, ordered(frame, c.name, rows)) for c in spec.y)
    return axis, b.shares(series) if spec.mode == "percent" else series


def _unit(spec: Spec) -> str | None:
    return "%" if spec.mode == "percent" else spec.unit


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The data as drawn, and a text alternative."""
    spec = cast(Spec, exhibit.spec)
    axis, series = _data(exhibit)
    kind = {"zh-CN": "柱状图", "zh-HK": "柱狀圖", "en": "bar"}[style.lang]
    digits = 1 if spec.mode == "percent" and spec.digits is None else spec.digits
    return along(
        spec.title, kind, spec.x, axis, series, _unit(spec), digits, style.lang, change=axis.kind == "date"
    )


def height(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> float:
    """Lying bars need room for each row."""
    from desknote.exhibits.draw import height_at

    spec = cast(Spec, exhibit.spec)
    if not spec.horizontal:
        return height_at(width_mm)
    axis, series = _data(exhibit)
    each = style.size_at(width_mm) * 25.4 / 72 * (1.9 if spec.mode != "grouped" else 0.9 + len(series))
    return min(230.0, max(25.0, 9 + len(axis) * each))


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """Too many series, negative shares, bars cut off, rows that are not there."""
    spec = cast(Spec, exhibit.spec)
    yield from checks.too_many_series(spec.y, at)
    if spec.mode == "percent":
        for column in spec.y:
            yield from checks.no_negatives(exhibit, column.name, at, ("y", *column.place))
    if spec.min is not None and spec.min > 0:
        yield Diagnostic("DN334", at(("min",)), {"low": f"{spec.min:g}"})
    names = [text_of(cell, "zh-CN") for cell in frame_of(exhibit).columns.get(spec.x, ())]
    yield from checks.known_names(spec.highlight, names, "highlight", at)
    if spec.horizontal and len(names) > LYING_ROWS:
        params = {"name": exhibit.id, "count": len(names), "most": LYING_ROWS}
        yield Diagnostic("DN322", exhibit.span, params)


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    spec = cast(Spec, sheet.spec)
    axis, series = _data(sheet.exhibit)
    drawn = [i for i, s in enumerate(series) if s.known()]
    if not drawn:
        return sheet.nothing()
    _keys(sheet, spec, series, drawn)
    if spec.horizontal:
        return _lying(sheet, spec, axis, series)
    return _standing(sheet, spec, axis, series)


def _keys(sheet: Sheet, spec: Spec, series: tuple[Series, ...], drawn: list[int]) -> None:
    from desknote.exhibits.sheet import Key

    unit = _unit(spec)
    caption = "" if not unit or is_short(unit) else say("unit", sheet.lang, unit=unit)
    keys = [Key(series[i].label, sheet.style.colour(i), "bar") for i in drawn]
    show = spec.legend != "none" and (len(series) > 1 or spec.legend == "top")
    sheet.legend(keys if show else (), caption)


def _colours(sheet: Sheet, spec: Spec, axis: Axis, bars: list[b.Bar]) -> list[str]:
    style = sheet.style
    names = [text_of(cell, sheet.lang) for cell in axis.cells]
    found = []
    for bar in bars:
        colour = style.colour(bar.series)
        if spec.colours == "sign":
            colour = style.up if bar.value >= 0 else style.down
        name = names[bar.row]
        if spec.highlight and name not in spec.highlight:
            colour = style.tint(colour, 0.55)
        elif b.is_forecast(name):
            colour = style.tint(colour, 0.4)
        found.append(colour)
    return found


def _texts(sheet: Sheet, spec: Spec, bars: list[b.Bar]) -> list[str]:
    unit = _unit(spec)
    digits = 0 if spec.mode == "percent" and spec.digits is None else spec.digits
    return labels([bar.value for bar in bars], sheet.lang, unit, digits)


def _standing(sheet: Sheet, spec: Spec, axis: Axis, series: tuple[Series, ...]) -> None:
    from desknote.exhibits import marks, plot

    timed = axis.kind == "date" and len(axis) > b.MANY
    if timed:
        axis, series = b.thinned(axis, series, int(sheet.room.width * 1.5))
    axis = axis if timed else b.by_name(axis, sheet.lang)
    per_row = len(series) if spec.mode == "grouped" else 1
    wide = 0.86 if timed else b.breadth_for(sheet, len(axis), sheet.room.width * 0.9, per_row)
    bars = b.place(axis, series, spec.mode, wide)
    low, high = b.reach(bars)
    texts = _texts(sheet, spec, bars)
    slot = sheet.room.width * 0.9 / len(axis) * (wide / per_row if per_row > 1 else 1.0)
    fits = sheet.widest(texts) <= slot + (1 if per_row == 1 else -1.5) and not timed
    inside = spec.mode != "grouped"
    show = not timed and (spec.labels == "all" or (spec.labels == "auto" and (inside or fits)))
    above = inside and spec.mode == "stacked" and len(series) > 1 and low >= 0 and show
    room = sheet.room.height - sheet.size * 2.5
    if show and (not inside or above) and high > low:
        head = (high - low) * sheet.size * 1.25 / max(room, sheet.size * 3)
        high, low = high + (head if high > 0 else 0), low - (head if low < 0 else 0)
    if spec.mode == "percent":
        low, high = 0.0, 100.0
    wanted = [level.at for level in spec.levels]
    low, high = min([low, *wanted]), max([high, *wanted])
    scale = plot.value_scale(
        sheet, (low, high), unit=_unit(spec), digits=spec.digits, low=spec.min, high=spec.max, zero=True
    )
    pad = (axis.at[1] - axis.at[0]) * 0.6 if timed else 0.5
    frame = plot.lay_out(sheet, axis, scale, pad=pad, foot=False)
    b.paint(frame.axes, bars, colours := _colours(sheet, spec, axis, bars))
    if show:
        for bar, text, colour in zip(bars, texts, colours, strict=True):
            if inside:
                marks.label_inside(sheet, frame.axes, bar, text, colour)
            else:
                marks.label_end(sheet, frame, bar, text, ground=per_row == 1)
    if above:
        _totals(sheet, spec, frame, axis, bars)
    marks.zero_line(sheet, frame)
    marks.levels(sheet, frame, spec.levels)
    marks.events(sheet, frame, axis, spec.events)


def _totals(sheet: Sheet, spec: Spec, frame: object, axis: Axis, bars: list[b.Bar]) -> None:
    from desknote.exhibits import plot

    assert isinstance(frame, plot.Frame)
    sums = b.totals(bars)
    texts = dict(zip(sums, labels(list(sums.values()), sheet.lang, spec.unit, spec.digits), strict=True))
    slot = frame.box.width / len(axis)
    if sheet.widest(texts.values(), bold=True) > slot - 1:
        return
    for row, total in sums.items():
        x, y = sheet.at(frame.axes, axis.at[row], total)
        y += sheet.size * 0.65
        sheet.text(x, y, texts[row], across="center", bold=True, ground=True, role="total")


def _lying(sheet: Sheet, spec: Spec, axis: Axis, series: tuple[Series, ...]) -> None:
    from desknote.exhibits import marks, plot

    named_axis = b.by_name(axis, sheet.lang)
    names = [text_of(cell, sheet.lang) for cell in named_axis.cells]
    per_row = len(series) if spec.mode == "grouped" else 1
    # Rows are read from the top down, so places count downwards.
    down = Axis("category", named_axis.cells, tuple(-at for at in named_axis.at))
    wide = min(0.74, b.breadth_for(sheet, len(axis), sheet.room.height, per_row))
    bars = b.place(down, series, spec.mode, wide)
    if per_row > 1:  # the first series lies uppermost
        bars = [_mirrored(bar, down.at[bar.row]) for bar in bars]
    texts = _texts(sheet, spec, bars)
    inside = spec.mode != "grouped"
    slot = sheet.room.height / len(axis) * (wide / per_row if per_row > 1 else 1.0)
    show = spec.labels == "all" or (spec.labels == "auto" and (inside or slot >= sheet.size * 1.05))
    low, high = b.reach(bars)
    if spec.mode == "percent":
        low, high = 0.0, 100.0
    frame = plot.lay_rows(
        sheet, down, names, (low, high), unit=_unit(spec), digits=spec.digits, low=spec.min, high=spec.max,
        beside=sheet.widest(texts) + 4 if show and not inside else 0.0, bare=show and not inside,
    )  # fmt: skip
    colours = _colours(sheet, spec, axis, bars)
    b.paint(frame.axes, bars, colours, flat=True)
    for bar, text, colour in zip(bars, texts, colours, strict=True):
        if show and inside:
            marks.label_inside(sheet, frame.axes, bar, text, colour, flat=True)
        elif show:
            marks.label_end(sheet, frame, bar, text, flat=True)


def _mirrored(bar: b.Bar, at: float) -> b.Bar:
    return b.Bar(bar.series, bar.row, 2 * at - bar.right, 2 * at - bar.left, bar.start, bar.end, bar.value)

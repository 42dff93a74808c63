"""``price``: a share's price against its benchmark, with volume below."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from pydantic import Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import bars as b
from desknote.exhibits import checks
from desknote.exhibits.data import Axis, Figure, Series, extent, frame_of, ordered, x_axis
from desknote.exhibits.numbers import decimals, figure, is_short, scale_of
from desknote.exhibits.shown import Shown, along
from desknote.exhibits.spec import AxesSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.types.line import rebased
from desknote.exhibits.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.plot import Scale
    from desknote.exhibits.sheet import Box, Sheet


class Spec(AxesSpec):
    """Keys of a price chart."""

    price: Columns = Field(
        min_length=1,
        max_length=1,
        title="Price",
        description="Column of closes, with the share's name",
    )
    benchmark: Columns = Field(
        (), max_length=3, title="Benchmark", description="Columns of indices, with names"
    )
    volume: Line | None = Field(None, title="Volume", description="Column of the volume traded")
    volume_unit: Line | None = Field(None, title="Unit of volume", description="Such as 股 or shares")
    show: Literal["price", "percent"] = Field(
        "price", title="Show", description="price: the benchmark set to the price's start; percent: changes"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield from super().columns()
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("price", self.price)
        yield from named("benchmark", self.benchmark)
        if self.volume is not None:
            yield ("volume",), self.volume


@dataclass(frozen=True, slots=True)
class _Data:
    axis: Axis
    price: Series
    benchmarks: tuple[Series, ...]
    volume: tuple[Figure, ...]
    closes: tuple[Figure, ...]


def _data(exhibit: Exhibit) -> _Data:
    """The series as drawn: benchmarks start where the price does."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    axis, rows = x_axis(frame, spec.x)
    price = Series(spec.price[0].label, ordered(frame, spec.price[0].name, rows))
    indices = [Series(c.label, ordered(frame, c.name, rows)) for c in spec.benchmark]
    volume = ordered(frame, spec.volume, rows) if spec.volume else ()
    if spec.show == "percent":
        first, *others = rebased((price, *indices), percent=True)
        return _Data(axis, first, tuple(others), volume, price.values)
    made = tuple(_set_to(price, s) for s in indices)
    return _Data(axis, price, made, volume, price.values)


def _set_to(price: Series, index: Series) -> Series:
    """``index`` scaled to meet ``price`` in the first row that has both."""
    pairs = zip(price.values, index.values, strict=True)
    ratio = next((p / v for p, v in pairs if p is not None and v is not None and v > 0), None)
    if ratio is None:
        return Series(index.label, (None,) * len(index.values))
    return Series(index.label, tuple(None if v is None else v * ratio for v in index.values))


def _unit(spec: Spec) -> str | None:
    return "%" if spec.show == "percent" else spec.unit


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The data as drawn, and a text alternative."""
    spec, data, lang = cast(Spec, exhibit.spec), _data(exhibit), style.lang
    kind = {"zh-CN": "股价走势", "zh-HK": "股價走勢", "en": "price"}[lang]
    series = [data.price, *data.benchmarks]
    units: list[str | None] = [_unit(spec)] * len(series)
    if data.volume:
        series.append(Series(say("volume", lang), data.volume))
        units.append(spec.volume_unit)
    return along(spec.title, kind, spec.x, data.axis, series, units, spec.digits, lang)


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """No base to reckon changes from."""
    spec, data, frame = cast(Spec, exhibit.spec), _data(exhibit), frame_of(exhibit)
    if spec.show == "percent":
        _, rows = x_axis(frame, spec.x)
        columns = (*spec.price, *spec.benchmark)
        before = [Series(c.label, ordered(frame, c.name, rows)) for c in columns]
        yield from checks.rebasable(before, (data.price, *data.benchmarks), lambda path: at(("price",)))


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import marks, plot
    from desknote.exhibits.metrics import LEADING
    from desknote.exhibits.sheet import Key

    spec, style, data = cast(Spec, sheet.spec), sheet.style, _data(sheet.exhibit)
    lines = (data.price, *data.benchmarks)
    reach = extent(*(s.values for s in lines))
    if reach is None:
        return sheet.nothing()
    unit = _unit(spec)
    colours = [style.colour(i) for i in range(len(lines))]
    caption = "" if not unit or is_short(unit) else say("unit", sheet.lang, unit=unit)
    keys = [
        Key(s.label if i == 0 or spec.show == "percent" else say("rebased_name", sheet.lang, name=s.label), c)
        for i, (s, c) in enumerate(zip(lines, colours, strict=True))
        if s.known()
    ]
    sheet.legend(keys if spec.legend != "none" else (), caption)

    with_volume = any(v is not None and v > 0 for v in data.volume)
    room = sheet.room
    foot = room.height * (0.27 if not sheet.small else 0.32) if with_volume else 0.0
    upper = room.shrunk(bottom=foot + (sheet.size * LEADING if with_volume else 0))
    scale = plot.value_scale(
        sheet, reach, unit=unit, digits=spec.digits, low=spec.min, high=spec.max,
        length=upper.height - (0 if with_volume else sheet.size * 2),
    )  # fmt: skip
    margin = plot.margin_of(sheet, scale)
    below = _volume_scale(sheet, data.volume) if with_volume else None
    if below:
        margin = max(margin, plot.margin_of(sheet, below))
    frame = plot.lay_out(
        sheet, data.axis, scale, box=upper, x_labels=not with_volume, margin=margin, foot=not with_volume
    )
    if below:
        _volume(sheet, data, below, room.shrunk(top=room.height - foot), margin, spec.volume_unit)
    order = list(enumerate(lines))
    for i, s in reversed(order):
        marks.trace(sheet, frame.axes, data.axis, s, colours[i], order=2 + (len(lines) - i) / 100)
    marks.levels(sheet, frame, spec.levels)
    marks.events(sheet, frame, data.axis, spec.events)


def _volume_scale(sheet: Sheet, volume: Sequence[Figure]) -> Scale:
    """One mark: a round figure below the greatest volume."""
    from desknote.exhibits.plot import Scale

    most = max(v for v in volume if v is not None)
    power = 10.0 ** math.floor(math.log10(most))
    marks = [m * power for m in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8) if m * power <= most]
    mark = max(marks, default=most)
    size, name = scale_of(mark, sheet.lang)
    text = figure(mark / size, decimals([mark / size]))
    return Scale(0.0, most * 1.02, ((mark, f"{text}{name}"),))


def _volume(sheet: Sheet, data: _Data, scale: Scale, room: Box, margin: float, unit: str | None) -> None:
    """Bars in the colours of rises and falls, below the price."""
    from desknote.exhibits import plot

    style = sheet.style
    frame = plot.lay_out(sheet, data.axis, scale, box=room, margin=margin)
    name = say("volume", sheet.lang)
    if unit:
        name = say("unit_rows", sheet.lang, name=name, unit=unit)
    y = frame.box.top + sheet.size * 0.8
    sheet.text(frame.box.left, y, name, colour=style.muted, role="caption")
    volume = Series("", data.volume)
    kept = set(b.kept_rows([volume], len(data.axis), int(frame.box.width * 2)))
    bars = [x for x in b.place(data.axis, [volume], "grouped", 0.8) if x.value > 0 and x.row in kept]
    low, high = frame.axes.get_xlim()
    half = (high - low) * 0.18 / max(1.0, frame.box.width)  # however many, each can be seen
    wide = [replace(x, left=min(x.left, x.middle - half), right=max(x.right, x.middle + half)) for x in bars]
    rose = _rises(data.closes)
    colours = [style.tint(style.up if rose[bar.row] else style.down, 0.25) for bar in wide]
    b.paint(frame.axes, wide, colours)


def _rises(closes: Sequence[Figure]) -> list[bool]:
    """Whether each close is at least the one before it."""
    found: list[bool] = []
    before: Figure = None
    for close in closes:
        found.append(close is None or before is None or close >= before)
        before = before if close is None else close
    return found

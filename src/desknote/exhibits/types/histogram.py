"""``histogram``: how often figures fall into equal intervals."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, cast

from pydantic import BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.exhibits import bars as b
from desknote.exhibits.data import Axis, frame_of, numbers
from desknote.exhibits.numbers import decimals, figure, is_short, round_to
from desknote.exhibits.shown import Shown, header
from desknote.exhibits.spec import ChartSpec, Columns, Level, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.exhibit import Path
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class Spec(ChartSpec):
    """Keys of a histogram."""

    x: Columns = Field(
        min_length=1, max_length=1, title="X", description="Column of figures, with its name: {pe: 市盈率}"
    )
    bins: int | None = Field(None, ge=2, le=100, title="Bins", description="About how many intervals")
    share: bool = Field(False, title="Share", description="Shares in percent instead of counts")
    levels: Annotated[tuple[Level, ...], BeforeValidator(_one_or_many)] = Field(
        (), title="Levels", description="Vertical lines: {at: 18.5, label: 当前}"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("x", self.x)


@dataclass(frozen=True, slots=True)
class Bin:
    """An interval and what falls into it; the upper end belongs to the next."""

    low: float
    high: float
    count: int


def bins_of(exhibit: Exhibit) -> list[Bin]:
    """Intervals with round ends that hold every figure."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    values = sorted(v for v in numbers(frame, spec.x[0].name) if v is not None)
    if not values:
        return []
    low, high = values[0], values[-1]
    if high - low <= max(abs(low), abs(high)) * 1e-9:
        room = abs(low) * 0.1 or 0.5
        return [Bin(low - room, low + room, len(values))]
    step = _step(values, spec.bins)
    first = math.floor(low / step + 1e-9)
    last = max(first + 1, math.floor(high / step + 1e-9) + 1)
    counts = [0] * (last - first)
    for value in values:
        counts[min(max(math.floor(value / step + 1e-9) - first, 0), last - first - 1)] += 1
    return [
        Bin(round_to((first + i) * step, step), round_to((first + i + 1) * step, step), count)
        for i, count in enumerate(counts)
    ]


def _step(values: list[float], wanted: int | None) -> float:
    """A round width: as many intervals as wanted, else by the rule of Freedman and Diaconis."""
    reach = values[-1] - values[0]
    count = len(values)
    if wanted is None:
        spread = values[(3 * count) // 4] - values[count // 4]
        rough = 2 * spread / count ** (1 / 3) if spread > 0 else reach / max(1.0, math.sqrt(count))
        rough = min(max(rough, reach / 40), reach / 4)
    else:
        rough = reach / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    return min((m * power for m in (1, 2, 2.5, 5, 10)), key=lambda step: abs(math.log(step / rough)))


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The intervals as a table, and a text alternative."""
    spec, lang, bins = cast(Spec, exhibit.spec), style.lang, bins_of(exhibit)
    kind = {"zh-CN": "直方图", "zh-HK": "直方圖", "en": "histogram"}[lang]
    digits = decimals([v for x in bins for v in (x.low, x.high)], 4)
    total = sum(x.count for x in bins)
    parts = [say("chart", lang, title=spec.title, kind=kind)]
    if bins:
        most = max(bins, key=lambda x: x.count)
        interval = f"{figure(most.low, digits)}–{figure(most.high, digits, spec.unit)}"
        parts.append(say("mode", lang, total=total, interval=interval, count=most.count))
    rows = tuple(
        (
            f"{figure(x.low, digits)} – {figure(x.high, digits)}",
            str(x.count),
            figure(x.count / total * 100, 1),
        )
        for x in bins
    )
    heads = (
        header(spec.x[0].label, spec.unit, lang),
        say("count", lang),
        header(say("share", lang), "%", lang),
    )
    stop = say("stop", lang)
    return Shown(heads, rows, stop.join(parts) + stop.rstrip())


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import plot

    spec, style, bins = cast(Spec, sheet.spec), sheet.style, bins_of(sheet.exhibit)
    if not bins:
        return sheet.nothing()
    size = sheet.size
    sheet.caption(say("share" if spec.share else "count", sheet.lang))
    total = sum(x.count for x in bins)
    heights = [x.count / total * 100 if spec.share else float(x.count) for x in bins]
    sheet.room = sheet.room.shrunk(bottom=size * 1.28)
    scale = plot.value_scale(sheet, (0.0, max(heights)), unit="%" if spec.share else None, zero=True)
    whole = [(v, t) for v, t in scale.marks if spec.share or v == int(v)]
    scale = plot.Scale(scale.low, scale.high, tuple(whole))
    axis = Axis("number", (), (bins[0].low, bins[-1].high))
    frame = plot.lay_out(sheet, axis, scale, pad=0.0)
    gap = (bins[0].high - bins[0].low) * (0.03 if len(bins) < 40 else 0.0)
    shapes = [
        b.Bar(0, i, x.low + gap, x.high - gap, 0.0, h, h)
        for i, (x, h) in enumerate(zip(bins, heights, strict=True))
    ]
    b.paint(frame.axes, shapes, [style.colour(0)] * len(shapes))
    name = spec.x[0].label
    if spec.unit and not is_short(spec.unit):
        name = say("unit_rows", sheet.lang, name=name, unit=spec.unit)
    name = sheet.shortened(name, frame.box.width)
    sheet.text(frame.box.right, 0.5 + size * 0.2, name, across="right", along="baseline", colour=style.muted,
               role="x-name")  # fmt: skip
    for level in spec.levels:
        low, high = frame.axes.get_xlim()
        if low <= level.at <= high:
            frame.axes.axvline(
                level.at, color=style.foreground, linewidth=style.hair * 1.6, dashes=(3, 2), zorder=4
            )
            x, _ = sheet.at(frame.axes, level.at, 0)
            text = sheet.shortened(level.label or "", frame.box.width * 0.6)
            width = sheet.measure(text)
            left = min(max(x - width / 2, 0.5), sheet.width - 0.5 - width)
            place = sheet.box_of(left, frame.box.top + size * 0.75, text)
            if sheet.free(place.shrunk(-2, 0, -2, 0)):
                sheet.text(left, frame.box.top + size * 0.75, text, role="level")

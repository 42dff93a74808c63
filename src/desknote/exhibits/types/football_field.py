"""``football-field``: ranges of value by method, lying one below another, with the current price."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, cast

from pydantic import BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import checks
from desknote.exhibits.data import Axis, Figure, frame_of, numbers, texts
from desknote.exhibits.numbers import decimals, figure, is_short, labels, plain
from desknote.exhibits.shown import Shown, header, written
from desknote.exhibits.spec import ChartSpec, Level
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.plot import Frame
    from desknote.exhibits.sheet import Sheet


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, dict) else value


MOST_ROWS = 40
_GAP = 2.5
"""Points between a bar or a line and the figure beside it."""


class Spec(ChartSpec):
    """Keys of a football field."""

    label: Line = Field(title="Label", description="Column that names the methods")
    low: Line = Field(title="Low", description="Column of the low ends")
    high: Line = Field(title="High", description="Column of the high ends")
    middle: Line | None = Field(None, title="Middle", description="Column of mid-points, marked on the bars")
    levels: Annotated[tuple[Level, ...], BeforeValidator(_one_or_many)] = Field(
        (), title="Levels", description="Lines across all methods: {at: 50.2, label: 现价}"
    )
    min: float | None = Field(None, title="Least value", description="Where the axis begins")
    max: float | None = Field(None, title="Greatest value", description="Where the axis ends")

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield ("label",), self.label
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield ("low",), self.low
        yield ("high",), self.high
        if self.middle is not None:
            yield ("middle",), self.middle


@dataclass(frozen=True, slots=True)
class Range:
    """One method's range; ``low`` is the smaller end, however it was written."""

    name: str
    low: float
    high: float
    middle: Figure


def ranges_of(exhibit: Exhibit, lang: str) -> list[Range]:
    """The methods that have both ends."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    middles = numbers(frame, spec.middle) if spec.middle else (None,) * len(frame)
    rows = zip(
        texts(frame, spec.label, lang),
        numbers(frame, spec.low),
        numbers(frame, spec.high),
        middles,
        strict=True,
    )
    found = [Range(n, min(a, b), max(a, b), m) for n, a, b, m in rows if a is not None and b is not None]
    return found[:MOST_ROWS]


def _digits(spec: Spec, ranges: list[Range]) -> int:
    ends = [v for r in ranges for v in (r.low, r.high)]
    return decimals(ends, 1 if max(map(abs, ends)) >= 100 else 2) if spec.digits is None else spec.digits


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The ranges as a table, and a text alternative."""
    spec, lang, ranges = cast(Spec, exhibit.spec), style.lang, ranges_of(exhibit, style.lang)
    kind = {"zh-CN": "估值足球场", "zh-HK": "估值足球場", "en": "football field"}[lang]
    digits = _digits(spec, ranges) if ranges else 0
    parts = [say("chart", lang, title=spec.title, kind=kind)]
    parts += [
        say(
            "pair",
            lang,
            name=r.name,
            value=f"{figure(r.low, digits)}–{written(r.high, digits, spec.unit, lang)}",
        )
        for r in ranges
    ]
    parts += [
        say("pair", lang, name=level.label, value=written(level.at, digits, spec.unit, lang))
        for level in spec.levels
        if level.label
    ]
    heads = [header(say(word, lang), spec.unit, lang) for word in ("low", "high")]
    middle = [header(say("middle", lang), spec.unit, lang)] if spec.middle else []
    rows = tuple(
        (r.name, plain(r.low, digits), plain(r.high, digits), *([plain(r.middle, digits)] if middle else []))
        for r in ranges
    )
    stop = say("stop", lang)
    return Shown((spec.label, *heads, *middle), rows, stop.join(parts) + stop.rstrip())


def height(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> float:
    """Room for each method."""
    rows = len(ranges_of(exhibit, style.lang))
    size = style.size_at(width_mm) * 25.4 / 72
    return min(230.0, max(28.0, round(14 + rows * size * 2.5, 1)))


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """Low ends lie below high ends."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    lows, highs = numbers(frame, spec.low), numbers(frame, spec.high)
    for name, low, high in zip(texts(frame, spec.label), lows, highs, strict=True):
        if low is not None and high is not None and low > high:
            params = {"name": name, "low": f"{low:g}", "high": f"{high:g}"}
            yield Diagnostic("DN332", at(("low",)), params)


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import bars as b
    from desknote.exhibits import plot

    spec, style, ranges = cast(Spec, sheet.spec), sheet.style, ranges_of(sheet.exhibit, sheet.lang)
    if not ranges:
        return sheet.nothing()
    sheet.caption("" if not spec.unit or is_short(spec.unit) else say("unit", sheet.lang, unit=spec.unit))
    named = [level for level in spec.levels if level.label]
    reach = [v for r in ranges for v in (r.low, r.high)] + [level.at for level in spec.levels]
    low, high = min(reach), max(reach)
    rows = _rows_of(sheet, named, high - low) if named else 0
    sheet.room = sheet.room.shrunk(top=sheet.size * 1.4 * rows)
    written_ends = labels([v for r in ranges for v in (r.low, r.high)], sheet.lang, spec.unit, spec.digits)
    ends = list(zip(written_ends[::2], written_ends[1::2], strict=True))
    axis = Axis("category", tuple(r.name for r in ranges), tuple(-float(i) for i in range(len(ranges))))
    # Figures stand outside the bars: the axis is long enough for them.
    text = sheet.widest(t for pair in ends for t in pair) + 5
    share = min(0.3, text / (sheet.room.width * 0.62))
    air = (high - low or abs(high) or 1.0) * share / (1 - 2 * share)
    bottom = low - air
    names = [r.name for r in ranges]
    frame = plot.lay_rows(
        sheet, axis, names, (bottom, high + air), unit=spec.unit, digits=spec.digits, low=spec.min,
        high=spec.max, zero=False, least=min(0.0, low),
    )  # fmt: skip
    half = 0.28
    shapes = [
        b.Bar(0, i, at - half, at + half, r.low, r.high, r.high)
        for i, (at, r) in enumerate(zip(axis.at, ranges, strict=True))
    ]
    b.paint(frame.axes, shapes, [style.tint(style.colour(0), 0.4)] * len(shapes), flat=True)
    lines = [sheet.at(frame.axes, level.at, 0)[0] for level in spec.levels]
    for at, r, (left, right) in zip(axis.at, ranges, ends, strict=True):
        x, y = sheet.at(frame.axes, r.low, at)
        x = _clear(lines, x - _GAP, -sheet.measure(left), frame.box.left)
        sheet.text(x, y, left, across="right", ground=True, role="range")
        x, _ = sheet.at(frame.axes, r.high, at)
        x = _clear(lines, x + _GAP, sheet.measure(right), sheet.width - 0.5)
        sheet.text(x, y, right, ground=True, role="range")
        if r.middle is not None and r.low <= r.middle <= r.high:
            frame.axes.plot([r.middle, r.middle], [at - half, at + half], color=style.colour(0),
                            linewidth=1.6, solid_capstyle="butt", zorder=3)  # fmt: skip
    _levels(sheet, spec, frame, reach)


def _clear(lines: list[float], start: float, length: float, edge: float) -> float:
    """Where a figure that reaches from ``start`` outwards begins so that no line runs through or along it.

    It moves beyond the line, away from its bar; where that leads beyond ``edge``, it stays.
    """
    way = math.copysign(1.0, length)
    place = start
    for line in sorted(lines, key=lambda line: line * way):
        if (place - _GAP * way) * way < line * way < (place + length + _GAP * way) * way:
            place = line + _GAP * way
    return place if (place + length) * way <= edge * way else start


def _rows_of(sheet: Sheet, levels: list[Level], reach: float) -> int:
    """Two rows where the labels of several levels would hardly fit into one."""
    known = sorted(levels, key=lambda level: level.at)
    if len(known) < 2:
        return 1
    width = max(sheet.measure(f"{level.label} 000.0", bold=True) for level in known) + sheet.size
    nearest = min(b.at - a.at for a, b in pairwise(known)) / (reach or 1.0)
    return 1 if nearest * sheet.room.width * 0.45 >= width else 2


def _levels(sheet: Sheet, spec: Spec, frame: Frame, reach: list[float]) -> None:
    style, box = sheet.style, frame.box
    low, high = frame.axes.get_xlim()
    for level in spec.levels:
        if not low <= level.at <= high:
            continue
        frame.axes.axvline(
            level.at, color=style.foreground, linewidth=style.hair * 1.6, dashes=(3, 2), zorder=4
        )
        if not level.label:
            continue
        x, _ = sheet.at(frame.axes, level.at, 0)
        value = labels([level.at, *reach], sheet.lang, spec.unit, spec.digits)[0]
        text = f"{sheet.shortened(level.label, sheet.width * 0.4)} {value}"
        width = sheet.measure(text, bold=True)
        left = min(max(x - width / 2, 0.5), sheet.width - 0.5 - width)
        for row in range(2):
            y = box.top + sheet.size * (0.75 + row * 1.3)
            if sheet.free(sheet.box_of(left - 2, y, text + " ", bold=True)):
                sheet.text(left, y, text, bold=True, role="level")
                break

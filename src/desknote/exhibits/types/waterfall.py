"""``waterfall``: from one total to another by rises and falls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, cast

from pydantic import BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import bars as b
from desknote.exhibits import checks
from desknote.exhibits.data import Axis, frame_of, numbers, text_of, texts
from desknote.exhibits.numbers import decimals, is_short, labels, plain
from desknote.exhibits.shown import Shown, header, written
from desknote.exhibits.spec import ChartSpec
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str | int | float) and not isinstance(value, bool) else value


MOST_ROWS = 40


class Spec(ChartSpec):
    """Keys of a waterfall."""

    label: Line = Field(title="Label", description="Column that names the steps")
    value: Line = Field(title="Value", description="Column of rises and falls; totals may be left empty")
    totals: Annotated[tuple[Line, ...], BeforeValidator(_one_or_many)] = Field(
        (), title="Totals", description="Rows that are totals, by their labels; the first row always is one"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield ("label",), self.label
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield ("value",), self.value


@dataclass(frozen=True, slots=True)
class Step:
    """A total, or a rise or fall from what stands before it."""

    name: str
    value: float
    start: float
    end: float
    total: bool
    summed: float
    """What the steps before a total add up to."""


def steps_of(exhibit: Exhibit, lang: str = "en") -> list[Step]:
    """The steps; a total without a figure is what the steps add up to."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    found: list[Step] = []
    level = 0.0
    for name, value in zip(texts(frame, spec.label, lang), numbers(frame, spec.value), strict=True):
        if not found or name in spec.totals:
            if value is None and not found:
                continue
            total = level if value is None else value
            found.append(Step(name, total, 0.0, total, True, level))
            level = total
        elif value is not None:
            found.append(Step(name, value, level, level + value, False, level))
            level += value
    return found[:MOST_ROWS]


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The steps as a table, and a text alternative."""
    spec, lang, steps = cast(Spec, exhibit.spec), style.lang, steps_of(exhibit, style.lang)
    kind = {"zh-CN": "瀑布图", "zh-HK": "瀑布圖", "en": "waterfall"}[lang]
    digits = decimals([s.value for s in steps]) if spec.digits is None else spec.digits
    parts = [say("chart", lang, title=spec.title, kind=kind)]
    for s in steps[:14]:
        text = written(s.value, digits, spec.unit, lang)
        signed = text if s.total or s.value <= 0 else f"+{text}"
        parts.append(say("pair", lang, name=s.name, value=signed))
    rows = tuple((s.name, plain(s.value, digits), plain(s.end, digits)) for s in steps)
    stop = say("stop", lang)
    heads = (spec.label, header(spec.value, spec.unit, lang), header(say("total", lang), spec.unit, lang))
    return Shown(heads, rows, stop.join(parts) + stop.rstrip())


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """Totals are what the steps add up to, and are rows of the data."""
    spec = cast(Spec, exhibit.spec)
    names = [text_of(cell, "zh-CN") for cell in frame_of(exhibit).columns.get(spec.label, ())]
    yield from checks.known_names(spec.totals, names, "totals", at)
    steps = steps_of(exhibit, "zh-CN")
    digits = decimals([s.value for s in steps if not s.total] or [0.0], 4)
    for s in steps[1:]:
        if s.total and abs(s.value - s.summed) > 0.5 * 10.0**-digits + abs(s.summed) * 1e-9:
            params = {"name": s.name, "value": f"{s.value:g}", "sum": f"{s.summed:.10g}"}
            yield Diagnostic("DN331", at(("value",)), params)


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import marks, plot

    spec, style, steps = cast(Spec, sheet.spec), sheet.style, steps_of(sheet.exhibit, sheet.lang)
    if not steps:
        return sheet.nothing()
    sheet.caption("" if not spec.unit or is_short(spec.unit) else say("unit", sheet.lang, unit=spec.unit))
    axis = Axis("category", tuple(s.name for s in steps), tuple(float(i) for i in range(len(steps))))
    wide = b.breadth_for(sheet, len(steps), sheet.room.width * 0.9)
    shapes = [b.Bar(0, i, i - wide / 2, i + wide / 2, s.start, s.end, s.value) for i, s in enumerate(steps)]
    ends = [v for s in steps for v in (s.start, s.end)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    signs = [not s.total for s in steps]
    texts_ = labels([s.value for s in steps], sheet.lang, spec.unit, spec.digits, plus=signs)
    show = sheet.widest(texts_) <= sheet.room.width * 0.9 / len(steps) + 2
    if show and high > low:
        head = (high - low) * sheet.size * 1.3 / max(sheet.room.height - sheet.size * 3, sheet.size * 3)
        high += head
        low -= head if low < 0 else 0
    scale = plot.value_scale(sheet, (low, high), unit=spec.unit, digits=None, zero=True)
    frame = plot.lay_out(sheet, axis, scale, pad=0.5, foot=False)
    solid = style.tint(style.foreground, 0.25)
    colours = [solid if s.total else style.up if s.value >= 0 else style.down for s in steps]
    b.paint(frame.axes, shapes, colours)
    for i, s in enumerate(steps[:-1]):
        frame.axes.plot([i + wide / 2, i + 1 - wide / 2], [s.end, s.end], color=style.muted,
                        linewidth=style.hair * 1.2, solid_capstyle="butt", zorder=2)  # fmt: skip
    # The axis took its part of the room meanwhile.
    if show and sheet.widest(texts_) <= frame.box.width / len(steps) + 2:
        for s, shape, text in zip(steps, shapes, texts_, strict=True):
            below = s.value < 0
            edge = min(s.start, s.end) if below else max(s.start, s.end)
            x, y = sheet.at(frame.axes, shape.middle, edge)
            if below and y - sheet.size * 1.4 < frame.box.bottom:  # no room below: above it, then
                _, y = sheet.at(frame.axes, shape.middle, max(s.start, s.end))
                below = False
            y += sheet.size * (-0.72 if below else 0.64)
            sheet.text(x, y, text, across="center", bold=s.total, ground=True, role="bar")
    marks.zero_line(sheet, frame)

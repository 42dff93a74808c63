"""The frame of a plot: value axes, x axes, gridlines, reference marks and labels at line ends."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from desknote.exhibits import dates
from desknote.exhibits.data import Axis, text_of
from desknote.exhibits.metrics import LEADING
from desknote.exhibits.numbers import figures, is_short, log_steps, round_to, steps
from desknote.exhibits.sheet import Box, Sheet
from desknote.exhibits.words import say
from desknote.exhibits.wrapping import longest_word, wrap
from desknote.records import dataclass

TICK = 2.2
_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis: its ends, and its marks with their labels."""

    low: float
    high: float
    marks: tuple[tuple[float, str], ...]
    log: bool = False
    scaled: str = ""

    @property
    def limits(self) -> tuple[float, float]:
        return self.low, self.high


def value_scale(
    sheet: Sheet, extent: tuple[float, float], *, unit: str | None = None, digits: int | None = None,
    low: float | None = None, high: float | None = None, log: bool = False, length: float | None = None,
    zero: bool = False, count: int | None = None,
) -> Scale:  # fmt: skip
    """A value axis for figures in ``extent``; ``low`` and ``high`` are ends an author set.

    ``zero`` keeps zero on the axis. ``count`` is about how many marks; it follows from ``length``.
    """
    length = sheet.room.height - sheet.size * 2 if length is None else length
    count = count or max(2, min(7, int(length / (sheet.size * 3.4))))
    least, most = extent
    if zero:
        least, most, log = min(0.0, least), max(0.0, most), False
    log = log and least > 0
    bottom = least if low is None or (log and low <= 0) else low
    top = most if high is None else high
    if top <= bottom:
        air = abs(top if low is None else bottom) * 0.1 or 1.0
        if low is None and not zero:
            bottom = top - air
        if high is None or low is not None:
            top = max(top, bottom) + air
    ticks = log_steps(bottom, top, count) if log else steps(bottom, top, count)
    first = ticks[0] if low is None else bottom
    last = ticks[-1] if high is None else top
    if not log and len(ticks) > 3:
        # The axis need not run on to a mark that the data hardly reach for.
        step = ticks[1] - ticks[0]
        if low is None and bottom - first > step * 0.55:
            first = bottom - step * 0.12
        if high is None and last - top > step * 0.55:
            last = top + step * 0.12
    ease = (last - first) * 1e-9
    ticks = [t for t in ticks if first - ease <= t <= last + ease]
    labels = figures(ticks, sheet.lang, unit, digits)
    return Scale(first, last, tuple(zip(ticks, labels, strict=True)), log)


def second_scale(
    sheet: Sheet, first: Scale, extent: tuple[float, float], *, unit: str | None = None,
    digits: int | None = None, low: float | None = None, high: float | None = None,
) -> Scale:  # fmt: skip
    """A second value axis whose marks lie on the gridlines of the first."""
    ticks = [value for value, _ in first.marks]
    if first.log or len(ticks) < 2 or low is not None or high is not None:
        return value_scale(sheet, extent, unit=unit, digits=digits, low=low, high=high)
    gap = ticks[1] - ticks[0]
    under, over = (ticks[0] - first.low) / gap, (first.high - ticks[0]) / gap  # in steps
    least, most = extent
    if most - least <= max(abs(least), abs(most)) * 1e-9:
        room = abs(most) * 0.1 or 1.0
        least, most = least - room, most + room
    rough = (most - least) / (under + over)
    power = 10.0 ** (math.floor(math.log10(rough)) - 1)
    found: list[tuple[float, float]] = []  # what share of the axis is used, from where, at what step
    for step in (power * m for m in (1, 2, 2.5, 5, 10, 20, 25, 50, 100, 200, 500, 1000)):
        start = math.floor((least + under * step) / step + 1e-9) * step
        if start - under * step <= least + step * 1e-9 and start + over * step >= most - step * 1e-9:
            found.append((start, step))
    start, step = found[0]
    odd = abs(step / 10 ** math.floor(math.log10(step) + 1e-9) - 2.5) < 0.01
    if odd and len(found) > 1 and (most - least) / ((under + over) * found[1][1]) > 0.45:
        start, step = found[1]
    values = [round_to(start + i * step, step) for i in range(len(ticks))]
    labels = figures(values, sheet.lang, unit, digits)
    return Scale(start - under * step, start + over * step, tuple(zip(values, labels, strict=True)))


@dataclass(frozen=True, slots=True)
class Frame:
    """A plot that has been laid out: its axes, and a second value axis over the same place."""

    axes: Axes
    box: Box
    right: Axes | None = None


def margin_of(sheet: Sheet, scale: Scale) -> float:
    """The room that a value axis needs beside the plot."""
    return min(sheet.widest(label for _, label in scale.marks), sheet.room.width * 0.35) + _GAP


def lay_out(
    sheet: Sheet, axis: Axis, scale: Scale, *, right: Scale | None = None, beside: float = 0.0,
    pad: float | None = None, box: Box | None = None, x_labels: bool = True, foot: bool = True,
    margin: float | None = None,
) -> Frame:  # fmt: skip
    """Place a plot in the sheet's room (or ``box``) and dress its axes.

    ``beside`` is room kept at the right for labels; ``pad`` is what an x axis of categories keeps
    free at its ends, in categories. ``foot`` False leaves the line at the foot out below zero.
    ``margin`` is the room for figures at the left, where several plots share it.
    """
    room = box or sheet.room
    left = margin_of(sheet, scale) if margin is None else margin
    far = margin_of(sheet, right) if right else 0.0
    # Half a line stands above the topmost mark, as its label is centred on it.
    above = sheet.size * 0.5
    inner = room.shrunk(left=left, right=min(max(far, beside), room.width * 0.5), top=above)
    low, high = x_limits(axis, pad)
    marks = x_marks(sheet, axis, (low, high), inner, room) if x_labels else XMarks((), 1)
    below = sheet.size * (0.55 + LEADING * marks.lines) + TICK if x_labels else sheet.size * 0.5
    inner = inner.shrunk(bottom=below)
    axes = sheet.axes(inner, (low, high), scale.limits, log=scale.log)
    second = sheet.axes(inner, (low, high), right.limits, log=right.log, z=1) if right else None
    value_axis(sheet, axes, inner, scale, left=True, foot=x_labels)
    if right and second:
        value_axis(sheet, second, inner, right, left=False)
    if x_labels:
        x_axis(sheet, axes, inner, marks, room, foot=foot or scale.low >= 0)
    return Frame(axes, inner, second)


def value_axis(sheet: Sheet, axes: Axes, box: Box, scale: Scale, *, left: bool, foot: bool = True) -> None:
    """Gridlines across ``box`` and figures beside it; ``foot``: a line stands at its foot anyway."""
    style = sheet.style
    for value, label in scale.marks:
        _, y = sheet.at(axes, box.left, value)
        if left:
            edge = foot and abs(value - scale.low) < 1e-9 * (abs(scale.low) + abs(scale.high))
            zero = value == 0 and not edge
            if not edge:
                colour = style.tint(style.foreground, 0.4) if zero else style.grid
                axes.axhline(value, color=colour, linewidth=style.hair, zorder=1.5 if zero else 0.5)
            sheet.text(box.left - _GAP, y, label, across="right", colour=style.muted, role="value")
        else:
            sheet.text(box.right + _GAP, y, label, colour=style.muted, role="value")


@dataclass(frozen=True, slots=True)
class XMarks:
    """Marks of an x axis: places, and their labels in one or more lines."""

    marks: tuple[tuple[float, tuple[str, ...]], ...]
    lines: int
    ticks: bool = True


def x_limits(axis: Axis, pad: float | None = None) -> tuple[float, float]:
    """The ends of an x axis."""
    if not len(axis):
        return 0.0, 1.0
    low, high = axis.at[0], axis.at[-1]
    if axis.kind == "category":
        room = 0.25 if pad is None else pad
        return low - room, high + room
    if low == high:
        return low - 1, high + 1
    room = (high - low) * 0.012 if pad is None else pad
    return low - room, high + room


def x_marks(sheet: Sheet, axis: Axis, limits: tuple[float, float], box: Box, room: Box) -> XMarks:
    """The marks that fit below ``box`` without touching; labels may reach to the ends of ``room``."""
    low, high = limits
    scale = box.width / (high - low)

    def place(at: float) -> float:
        return box.left + (at - low) * scale

    def fits(labels: Sequence[tuple[float, str]], gap: float = 0.8) -> bool:
        edge = -1e9
        for at, text in labels:
            left, right = _span(sheet, place(at), text, room)
            if left < edge + gap * sheet.size or right - left > room.width:
                return False
            edge = right
        return True

    if not len(axis):
        return XMarks((), 1)
    if axis.kind == "date":
        days = [dt.date.fromordinal(int(at)) for at in (axis.at[0], axis.at[-1])]
        found = dates.ticks(
            days[0], days[1], lambda ticks: fits([(d.toordinal(), t) for d, t in ticks]), sheet.lang
        )
        return XMarks(tuple((float(d.toordinal()), (text,)) for d, text in found), 1)
    if axis.kind == "number":
        for count in range(max(2, int(box.width / (sheet.size * 5))), 1, -1):
            values = [v for v in steps(axis.at[0], axis.at[-1], count) if low <= v <= high]
            whole = all(1000 <= v <= 9999 and v == int(v) for v in axis.at)
            texts = [f"{v:g}" for v in values] if whole else figures(values, sheet.lang)
            if whole and any(v != int(v) for v in values):
                continue
            labels = list(zip(values, texts, strict=True))
            if labels and fits(labels):
                return XMarks(tuple((v, (t,)) for v, t in labels), 1)
        return XMarks(((axis.at[0], (f"{axis.at[0]:g}",)),), 1)
    return category_marks(sheet, axis, scale, room.width, fits)


def category_marks(sheet: Sheet, axis: Axis, slot: float, width: float, fits: Any) -> XMarks:
    """Labels of categories: in one line, in up to three, every n-th of a sequence, or cut short."""
    names = [text_of(cell, sheet.lang) for cell in axis.cells]
    whole = list(zip(axis.at, names, strict=True))
    if fits(whole):
        return XMarks(tuple((at, (name,)) for at, name in whole), 1, ticks=False)
    room = slot - sheet.size * 0.5
    sequence = sum(any(c.isdigit() for c in name) for name in names) * 2 > len(names)
    if not sequence and room > sheet.size * 2:
        wrapped = _in_lines(sheet, axis, names, room, fits)
        if wrapped:
            count = max(len(lines) for lines in wrapped)
            return XMarks(tuple(zip(axis.at, wrapped, strict=True)), count, ticks=False)
    for stride in range(2, len(names) + 1):
        # Counted from the end: the latest is what readers look for.
        kept = [whole[i] for i in range((len(whole) - 1) % stride, len(whole), stride)]
        if fits(kept):
            return XMarks(tuple((at, (name,)) for at, name in kept), 1)
    return XMarks(((axis.at[-1], (sheet.shortened(names[-1], width),)),), 1)


def _in_lines(
    sheet: Sheet, axis: Axis, names: Sequence[str], room: float, fits: Any
) -> list[tuple[str, ...]]:
    """Names in up to three lines that keep apart, with whole words if possible; nothing where none do."""
    whole = [wrap(sheet, name, max(room, longest_word(sheet, name)), 3) for name in names]
    for made in (whole, [wrap(sheet, name, room, 3) for name in names]):
        rows = [
            [(at, lines[k]) for at, lines in zip(axis.at, made, strict=True) if k < len(lines)]
            for k in range(3)
        ]
        if all(fits(row, 0.3) for row in rows):
            return made
    return []


def _span(sheet: Sheet, x: float, text: str, room: Box) -> tuple[float, float]:
    """From where to where a label centred at ``x`` reaches, moved to stay within ``room``."""
    width = sheet.measure(text)
    left = min(max(x - width / 2, room.left), room.right - width)
    return left, left + width


def x_axis(sheet: Sheet, axes: Axes, box: Box, marks: XMarks, room: Box, *, foot: bool = True) -> None:
    """The line at the foot of a plot, with marks and labels, which may reach to the ends of ``room``."""
    style, size = sheet.style, sheet.size
    line = style.tint(style.foreground, 0.25) if foot else style.grid
    sheet.line([box.left, box.right], [box.bottom, box.bottom], line, style.hair * 1.2, z=3)
    for at, lines in marks.marks:
        x, _ = sheet.at(axes, at, 0 if axes.get_yscale() == "linear" else axes.get_ylim()[0])
        if marks.ticks:
            sheet.line([x, x], [box.bottom, box.bottom - TICK], line, style.hair * 1.2, z=3)
        for i, text in enumerate(lines):
            left, right = _span(sheet, x, text, room)
            y = box.bottom - TICK - size * 0.35 - i * size * LEADING
            sheet.text(
                (left + right) / 2, y, text, across="center", along="top", colour=style.muted, role="x"
            )


def lay_field(
    sheet: Sheet, xs: Sequence[float], ys: Sequence[float], *, x_unit: str | None, unit: str | None,
    digits: int | None, x_name: str,
) -> Frame:  # fmt: skip
    """A plot of figures against figures, with gridlines both ways and the name of x at its foot."""
    style, size = sheet.style, sheet.size
    room = sheet.room.shrunk(top=size * 0.5)
    name = (
        x_name if not x_unit or is_short(x_unit) else say("unit_rows", sheet.lang, name=x_name, unit=x_unit)
    )
    below = size * (0.55 + LEADING * 2) + TICK
    scale = value_scale(sheet, padded(ys), unit=unit, digits=digits, length=room.height - below)
    inner = room.shrunk(left=margin_of(sheet, scale), bottom=below, right=1.0)
    count = max(2, min(7, int(inner.width / (size * 5.5))))
    across = value_scale(sheet, padded(xs), unit=x_unit, count=count)
    axes = sheet.axes(inner, across.limits, scale.limits)
    value_axis(sheet, axes, inner, scale, left=True)
    for value, _ in across.marks:
        axes.axvline(value, color=style.grid, linewidth=style.hair, zorder=0.5)
    x_axis(
        sheet, axes, inner, XMarks(tuple((v, (label,)) for v, label in across.marks), 1, ticks=False), room
    )
    foot = inner.bottom - TICK - size * (0.35 + LEADING)
    shown = sheet.shortened(name, room.width)
    sheet.text(inner.right, foot, shown, across="right", along="top", colour=style.muted, role="x-name")
    return Frame(axes, inner)


def padded(values: Sequence[float], share: float = 0.04) -> tuple[float, float]:
    """The extent of ``values`` and a little air at both ends."""
    low, high = min(values), max(values)
    air = (high - low) * share
    return low - air, high + air


def grid_over(sheet: Sheet, frame: Frame, scale: Scale) -> None:
    """Faint gridlines over what hides those behind it."""
    for value, _ in scale.marks[1:]:
        frame.axes.axhline(value, color=sheet.style.background, linewidth=0.4, alpha=0.45, zorder=2.6)


def right_name(name: str, unit: str | None, lang: str) -> str:
    """A series' name with the remark that it is read off the right."""
    if unit and not is_short(unit):
        return say("right_unit", lang, name=name, unit=unit)
    return say("right", lang, name=name)


def lay_rows(
    sheet: Sheet, axis: Axis, names: Sequence[str], extent: tuple[float, float], *, unit: str | None = None,
    digits: int | None = None, low: float | None = None, high: float | None = None, zero: bool = True,
    beside: float = 0.0, bare: bool = False, bold: Sequence[str] = (), least: float | None = None,
) -> Frame:  # fmt: skip
    """A plot whose rows are named at the left and whose values run across.

    ``beside`` is room kept for figures at the ends of bars; ``bare`` leaves the value axis out.
    ``least`` is the least value that is marked on it.
    """
    room, size, style = sheet.room, sheet.size, sheet.style
    most = room.width * 0.42
    slot = room.height / max(1, len(names))
    lines = 2 if slot > size * LEADING * 2.2 else 1
    wrapped = [wrap(sheet, name, most, lines) for name in names]
    left = max(
        (sheet.widest(w, bold=name in bold) for w, name in zip(wrapped, names, strict=True)), default=0
    )
    negative = extent[0] < 0
    inner = room.shrunk(left=left + _GAP + 1 + (beside if negative else 0), right=beside)
    if not bare:
        inner = inner.shrunk(bottom=size * (0.4 + LEADING), right=0.0 if beside else size)
    for count in range(7, 1, -1):
        scale = value_scale(
            sheet, extent, unit=unit, digits=digits, low=low, high=high, zero=zero, count=count
        )
        ends = scale.limits
        if bare or not zero:  # no bars, or no axis to read: the whole width is used
            reach = (min(0.0, extent[0]), max(0.0, extent[1])) if zero else extent
            ends = (reach[0] if low is None else low, reach[1] if high is None else high)
            ends = ends if ends[1] > ends[0] else scale.limits
        if len(scale.marks) < 2:
            break
        apart = (scale.marks[1][0] - scale.marks[0][0]) / (ends[1] - ends[0]) * inner.width
        if sheet.widest(label for _, label in scale.marks) + size * 1.5 <= apart:
            break
    places = sorted(axis.at)
    axes = sheet.axes(inner, ends, (places[0] - 0.5, places[-1] + 0.5))
    if not bare:
        for value, label in scale.marks:
            if not ends[0] <= value <= ends[1] or (least is not None and value < least):
                continue
            x, _ = sheet.at(axes, value, 0)
            axes.axvline(value, color=style.grid, linewidth=style.hair, zorder=0.5)
            sheet.text(x, inner.bottom - size * 0.35, label, across="center", along="top",
                       colour=style.muted, role="x")  # fmt: skip
    for at, parts, name in zip(axis.at, wrapped, names, strict=True):
        _, y = sheet.at(axes, ends[0], at)
        y += (len(parts) - 1) * size * LEADING / 2
        for i, part in enumerate(parts):
            x = room.left + left
            sheet.text(x, y - i * size * LEADING, part, across="right", bold=name in bold, role="row")
    if zero and ends[0] <= 0 <= ends[1]:
        colour = style.tint(style.foreground, 0.25)
        axes.axvline(0, color=colour, linewidth=style.hair * 1.2, zorder=3)
    return Frame(axes, inner)

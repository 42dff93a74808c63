"""The frame of a plot: value axes, x axes, gridlines, reference marks and labels at line ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from desknote.exhibits import dates
from desknote.exhibits.data import Axis, text_of
from desknote.exhibits.numbers import figures, log_steps, steps
from desknote.exhibits.sheet import LEADING, Box, Sheet
from desknote.exhibits.spec import Event, Level

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
) -> Scale:  # fmt: skip
    """A value axis for figures in ``extent``; ``low`` and ``high`` are ends an author set."""
    length = sheet.room.height - sheet.size * 2 if length is None else length
    count = max(2, min(7, int(length / (sheet.size * 3.4))))
    least, most = extent
    log = log and least > 0
    bottom = least if low is None or (log and low <= 0) else low
    top = most if high is None else high
    if top <= bottom:
        if low is None:
            bottom = top - (abs(top) * 0.1 or 1.0)
        else:
            top = bottom + (abs(bottom) * 0.1 or 1.0)
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


@dataclass(frozen=True, slots=True)
class Frame:
    """A plot that has been laid out: its axes, and a second value axis over the same place."""

    axes: Axes
    box: Box
    right: Axes | None = None


def lay_out(
    sheet: Sheet, axis: Axis, scale: Scale, *, right: Scale | None = None, beside: float = 0.0,
    pad: float | None = None, box: Box | None = None, x_labels: bool = True,
) -> Frame:  # fmt: skip
    """Place a plot in the sheet's room (or ``box``) and dress its axes.

    ``beside`` is room kept at the right for labels; ``pad`` is what an x axis of categories keeps
    free at its ends, in categories.
    """
    room = box or sheet.room
    left = sheet.widest(label for _, label in scale.marks) + _GAP
    far = sheet.widest(label for _, label in right.marks) + _GAP if right else 0.0
    # Half a line stands above the topmost mark, as its label is centred on it.
    above = sheet.size * 0.5
    inner = room.shrunk(left=left, right=max(far, beside), top=above)
    low, high = x_limits(axis, pad)
    marks = x_marks(sheet, axis, (low, high), inner, room) if x_labels else XMarks((), 1)
    below = sheet.size * (0.55 + LEADING * marks.lines) + TICK if x_labels else sheet.size * 0.5
    inner = inner.shrunk(bottom=below)
    axes = sheet.axes(inner, (low, high), scale.limits, log=scale.log)
    second = sheet.axes(inner, (low, high), right.limits, log=right.log, z=1) if right else None
    value_axis(sheet, axes, inner, scale, left=True)
    if right and second:
        value_axis(sheet, second, inner, right, left=False)
    if x_labels:
        x_axis(sheet, axes, inner, marks)
    return Frame(axes, inner, second)


def value_axis(sheet: Sheet, axes: Axes, box: Box, scale: Scale, *, left: bool) -> None:
    """Gridlines across ``box`` and figures beside it."""
    style = sheet.style
    for value, label in scale.marks:
        _, y = sheet.at(axes, box.left, value)
        if left:
            edge = abs(value - scale.low) < 1e-9 * (abs(scale.low) + abs(scale.high))
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

    gap = sheet.size * 0.8

    def fits(labels: Sequence[tuple[float, str]]) -> bool:
        edge = -1e9
        for at, text in labels:
            left, right = _span(sheet, place(at), text, room)
            if left < edge + gap:
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
    return category_marks(sheet, axis, scale, fits)


def category_marks(sheet: Sheet, axis: Axis, slot: float, fits: Any) -> XMarks:
    """Labels of categories: in one line, in up to three, every n-th of a sequence, or cut short."""
    names = [text_of(cell, sheet.lang) for cell in axis.cells]
    whole = list(zip(axis.at, names, strict=True))
    if fits(whole):
        return XMarks(tuple((at, (name,)) for at, name in whole), 1, ticks=False)
    room = slot - sheet.size * 0.5
    sequence = sum(any(c.isdigit() for c in name) for name in names) * 2 > len(names)
    if not sequence and room > sheet.size * 2:
        wrapped = [wrap(sheet, name, room, 3) for name in names]
        return XMarks(tuple(zip(axis.at, wrapped, strict=True)), max(len(w) for w in wrapped), ticks=False)
    for stride in range(2, len(names) + 1):
        # Counted from the end: the latest is what readers look for.
        kept = [whole[i] for i in range((len(whole) - 1) % stride, len(whole), stride)]
        if fits(kept):
            return XMarks(tuple((at, (name,)) for at, name in kept), 1)
    return XMarks(((axis.at[-1], (sheet.shortened(names[-1], slot * len(names)),)),), 1)


def wrap(sheet: Sheet, text: str, width: float, most: int) -> tuple[str, ...]:
    """``text`` in at most ``most`` lines of ``width``; the last is cut short where it must be."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1 and sheet.measure(rest) > width:
        end = len(rest)
        while end > 1 and sheet.measure(rest[:end].rstrip()) > width:
            end -= 1
        # A Latin word is not broken where a space can be; an ideograph may begin a line.
        space = rest.rfind(" ", 1, end + 1)
        if end < len(rest) and rest[end - 1].isascii() and rest[end].isascii() and space > 0:
            end = space
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if rest:
        lines.append(sheet.shortened(rest, width))
    return tuple(lines) or ("",)


def _span(sheet: Sheet, x: float, text: str, room: Box) -> tuple[float, float]:
    """From where to where a label centred at ``x`` reaches, moved to stay within ``room``."""
    width = sheet.measure(text)
    left = min(max(x - width / 2, room.left), room.right - width)
    return left, left + width


def x_axis(sheet: Sheet, axes: Axes, box: Box, marks: XMarks) -> None:
    """The line at the foot of a plot, with marks and labels."""
    style, size = sheet.style, sheet.size
    line = style.tint(style.foreground, 0.25)
    sheet.line([box.left, box.right], [box.bottom, box.bottom], line, style.hair * 1.2, z=3)
    whole = Box(0.5, 0, sheet.width - 0.5, sheet.height)
    for at, lines in marks.marks:
        x, _ = sheet.at(axes, at, 0 if axes.get_yscale() == "linear" else axes.get_ylim()[0])
        if marks.ticks:
            sheet.line([x, x], [box.bottom, box.bottom - TICK], line, style.hair * 1.2, z=3)
        for i, text in enumerate(lines):
            left, right = _span(sheet, x, text, whole)
            y = box.bottom - TICK - size * 0.35 - i * size * LEADING
            sheet.text(
                (left + right) / 2, y, text, across="center", along="top", colour=style.muted, role="x"
            )


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near ``wanted`` that are ``gap`` apart and between ``low`` and ``high``, in its order."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    if not order:
        return []
    gap = min(gap, (high - low) / max(1, len(order) - 1)) if len(order) > 1 else gap
    # Neighbours that touch form a block, which settles around its own middle.
    blocks: list[list[float]] = []  # [middle, count]
    for i in order:
        blocks.append([min(max(wanted[i], low), high), 1])
        while True:
            middle, count = blocks[-1]
            half = gap * (count - 1) / 2
            blocks[-1][0] = middle = min(max(middle, low + half), high - half)
            if len(blocks) == 1:
                break
            before, number = blocks[-2]
            if middle - half - (before + gap * (number - 1) / 2) >= gap - 1e-9:
                break
            blocks.pop()
            blocks[-1] = [(before * number + middle * count) / (number + count), number + count]
    places: list[float] = []
    for middle, count in blocks:
        places += [middle - gap * (count - 1) / 2 + gap * k for k in range(int(count))]
    result = [0.0] * len(wanted)
    for i, place in zip(order, places, strict=True):
        result[i] = place
    return result


def end_labels(sheet: Sheet, frame: Frame, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Names beside the ends of lines: x and y of the end, name, colour of the line."""
    points = [sheet.at(frame.axes, x, y) for x, y, _, _ in ends]
    half = sheet.size * 0.5
    places = spread(
        [y for _, y in points], sheet.size * 1.12, frame.box.bottom + half, frame.box.top - half + 2
    )
    for (x, _), place, (_, _, name, colour) in zip(points, places, ends, strict=True):
        sheet.text(max(x, frame.box.right) + 3, place, name, colour=sheet.style.ink(colour), role="end")


def levels(sheet: Sheet, frame: Frame, wanted: Sequence[Level], unit: str | None) -> None:
    """Horizontal reference lines with their labels at the right, above the line."""
    style, box = sheet.style, frame.box
    low, high = frame.axes.get_ylim()
    for level in wanted:
        if not low <= level.at <= high:
            continue
        frame.axes.axhline(level.at, color=style.muted, linewidth=style.hair * 1.4, dashes=(3, 2), zorder=2.5)
        if level.label:
            _, y = sheet.at(frame.axes, frame.axes.get_xlim()[0], level.at)
            y = y + sheet.size * 0.75 if y + sheet.size * 1.3 < box.top else y - sheet.size * 0.75
            sheet.text(
                box.right - 1, y, level.label, across="right", colour=style.muted, ground=True, role="level"
            )


def events(sheet: Sheet, frame: Frame, axis: Axis, wanted: Sequence[Event]) -> None:
    """Vertical marks with labels at the top of the plot, in as many rows as they need."""
    style, box = sheet.style, frame.box
    for event in wanted:
        at = _place(axis, event.at)
        low, high = frame.axes.get_xlim()
        if at is None or not low <= at <= high:
            continue
        x, _ = sheet.at(frame.axes, at, frame.axes.get_ylim()[0])
        frame.axes.axvline(at, color=style.muted, linewidth=style.hair * 1.2, dashes=(1.5, 1.5), zorder=1.8)
        label = sheet.shortened(event.label, box.width * 0.6)
        for row in range(4):
            y = box.top - sheet.size * (0.55 + row * LEADING)
            side = sheet.box_of(x + 2, y, label)
            if side.right > box.right:
                side = sheet.box_of(x - 2, y, label, across="right")
            if sheet.free(side.shrunk(-1, 0, -1, 0)):
                sheet.text(side.left, y, label, colour=style.foreground, ground=True, role="event")
                break


def _place(axis: Axis, at: object) -> float | None:
    if isinstance(at, dt.date):
        return float(at.toordinal()) if axis.kind == "date" else None
    if axis.kind == "number" and isinstance(at, int | float):
        return float(at)
    names = [str(cell) for cell in axis.cells]
    return axis.at[names.index(str(at))] if str(at) in names else None

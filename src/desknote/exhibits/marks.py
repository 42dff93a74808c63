"""Marks on a plot: names at line ends, figures on bars, reference lines and events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from matplotlib.axes import Axes

from desknote.exhibits.bars import Bar
from desknote.exhibits.data import Axis, Series
from desknote.exhibits.metrics import DESCENT, LEADING
from desknote.exhibits.plot import Frame
from desknote.exhibits.sheet import Across, Sheet
from desknote.exhibits.spec import Event, Level


def trace(
    sheet: Sheet, axes: Axes, axis: Axis, series: Series, colour: str, *,
    dash: Sequence[float] | None = None, order: float = 2.0, points: bool = False, width: float | None = None,
    cased: bool = False,
) -> tuple[float, float] | None:  # fmt: skip
    """A line through a series' figures, across those that are missing; returns where it ends.

    ``points`` marks each figure; a single one is always marked. ``cased`` sets the line off from
    what lies behind it.
    """
    log = axes.get_yscale() == "log"
    known = [(axis.at[i], v) for i, v in series.known() if v > 0 or not log]
    if not known:
        return None
    xs, ys = [x for x, _ in known], [y for _, y in known]
    thick = (width or sheet.style.line) * (0.9 if sheet.small else 1.0)
    sheet.busy.append(sheet.along(axes, xs, ys))
    if cased and len(known) > 1:
        axes.plot(xs, ys, color=sheet.style.background, linewidth=thick + 1.3, zorder=order - 0.001)
    made = axes.plot(xs, ys, color=colour, linewidth=thick, solid_capstyle="round", zorder=order)
    if dash is not None:
        made[0].set_linestyle((0, tuple(dash)))
    if points or len(known) == 1:
        axes.plot(xs, ys, marker="o", markersize=thick * 3.0, markerfacecolor=colour, linewidth=0,
                  markeredgewidth=0.5, markeredgecolor=sheet.style.background,
                  zorder=order + 0.001)  # fmt: skip
    return xs[-1], ys[-1]


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
        left = max(x, frame.box.right) + 3
        text = sheet.shortened(name, sheet.width - 0.5 - left)
        sheet.text(left, place, text, colour=sheet.style.ink(colour), role="end")


def levels(sheet: Sheet, frame: Frame, wanted: Sequence[Level]) -> None:
    """Horizontal reference lines; the label stands above or below, at the end with fewer lines in its way."""
    style, box, size = sheet.style, frame.box, sheet.size
    low, high = frame.axes.get_ylim()
    for level in wanted:
        if not low <= level.at <= high:
            continue
        frame.axes.axhline(level.at, color=style.muted, linewidth=style.hair * 1.4, dashes=(3, 2), zorder=2.5)
        if level.label:
            _, y = sheet.at(frame.axes, frame.axes.get_xlim()[0], level.at)
            label = sheet.shortened(level.label, box.width * 0.6)
            sides: tuple[tuple[float, Across], ...] = ((box.right - 1, "right"), (box.left + 2, "left"))
            around = [
                sheet.box_of(x, y + up * size * 0.75, label, across=side)
                for x, side in sides
                for up in (1, -1)
                if box.bottom + size < y + up * size * 1.3 < box.top + size
            ]
            best = min(around, key=sheet.crowd, default=None)
            if best is not None and sheet.free(best):
                base = best.bottom + DESCENT * size
                sheet.text(best.left, base, label, along="baseline", role="level")


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


def zero_line(sheet: Sheet, frame: Frame, *, flat: bool = False) -> None:
    """The line that bars stand on, over their feet."""
    style, axes = sheet.style, frame.axes
    low, high = axes.get_xlim() if flat else axes.get_ylim()
    if low <= 0 <= high:
        colour = style.tint(style.foreground, 0.25)
        rule = axes.axvline if flat else axes.axhline
        rule(0, color=colour, linewidth=style.hair * 1.2, zorder=3)


def label_inside(sheet: Sheet, axes: Axes, bar: Bar, text: str, fill: str, *, flat: bool = False) -> None:
    """A figure in the middle of its bar, where there is room for it."""
    across, along = bar.middle, (bar.start + bar.end) / 2
    ends = [(across, bar.start), (across, bar.end), (bar.left, along), (bar.right, along), (across, along)]
    points = [sheet.at(axes, y, x) if flat else sheet.at(axes, x, y) for x, y in ends]
    width = max(abs(points[0][0] - points[1][0]), abs(points[2][0] - points[3][0]))
    height = max(abs(points[0][1] - points[1][1]), abs(points[2][1] - points[3][1]))
    if height >= sheet.size * 1.05 and width >= sheet.measure(text) + 2:
        sheet.text(*points[4], text, across="center", colour=sheet.style.over(fill), role="inside")


def label_foot(sheet: Sheet, axes: Axes, bar: Bar, text: str, fill: str) -> None:
    """A figure at the foot of its bar, where the bar is tall enough for it."""
    x, foot = sheet.at(axes, bar.middle, bar.start)
    _, head = sheet.at(axes, bar.middle, bar.end)
    if head - foot >= sheet.size * 1.2:
        sheet.text(
            x, foot + sheet.size * 0.72, text, across="center", colour=sheet.style.over(fill), role="inside"
        )


def label_end(
    sheet: Sheet, frame: Frame, bar: Bar, text: str, *, flat: bool = False, ground: bool = True
) -> None:
    """A figure beyond the end of its bar; ``ground`` clears the gridlines behind it."""
    if flat:
        x, y = sheet.at(frame.axes, bar.end, bar.middle)
        away = -2.5 if bar.value < 0 else 2.5
        sheet.text(x + away, y, text, across="right" if bar.value < 0 else "left", role="bar")
        return
    x, y = sheet.at(frame.axes, bar.middle, bar.end)
    away = -0.72 if bar.value < 0 else 0.62
    y += away * sheet.size
    if sheet.free(sheet.box_of(x, y, text, across="center"), 0.5):
        sheet.text(x, y, text, across="center", ground=ground, role="bar")

"""``scatter``: two figures a row as a point: valuation against growth, with names that keep apart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, cast

from pydantic import BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import checks
from desknote.exhibits.data import frame_of, numbers, texts
from desknote.exhibits.metrics import DESCENT
from desknote.exhibits.numbers import decimals, figure, is_short, plain
from desknote.exhibits.shown import Shown, header, written
from desknote.exhibits.spec import ChartSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.plot import Frame
    from desknote.exhibits.sheet import Across, Box, Sheet


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str | int | float) and not isinstance(value, bool) else value


_RINGED = 300
"""Bubbles beyond which they are drawn without edges, and in fewer sizes."""
_NAMED = 200
"""Points beyond which none has its name beside it."""


class Spec(ChartSpec):
    """Keys of a scatter chart."""

    x: Columns = Field(
        min_length=1, max_length=1, title="X", description="Column across, with its label: {growth: 营收增速}"
    )
    y: Columns = Field(
        min_length=1, max_length=1, title="Y", description="Column upwards, with its label: {pe: 市盈率}"
    )
    x_unit: Line | None = Field(None, title="Unit of x", description="Unit of the figures across")
    label: Line | None = Field(None, title="Label", description="Column that names the points")
    group: Line | None = Field(None, title="Group", description="Column that colours the points")
    size: Columns = Field(
        (), max_length=1, title="Size", description="Column shown as the area of the points: {cap: 市值}"
    )
    highlight: Annotated[tuple[Line, ...], BeforeValidator(_one_or_many)] = Field(
        (), title="Highlight", description="Points to bring out, by their labels"
    )
    trend: bool = Field(False, title="Trend", description="The line of least squares, with its R²")
    medians: bool = Field(False, title="Medians", description="Dashed lines at the medians of x and y")

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield from self.figures()
        for key in ("label", "group"):
            if (name := getattr(self, key)) is not None:
                yield (key,), name

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("x", self.x)
        yield from named("y", self.y)
        yield from named("size", self.size)


@dataclass(frozen=True, slots=True)
class Point:
    """A row that has both figures."""

    x: float
    y: float
    label: str
    group: str
    size: float | None


def points_of(exhibit: Exhibit) -> list[Point]:
    """The rows that can be placed."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    xs, ys = numbers(frame, spec.x[0].name), numbers(frame, spec.y[0].name)
    labels = texts(frame, spec.label) if spec.label else ("",) * len(xs)
    groups = texts(frame, spec.group) if spec.group else ("",) * len(xs)
    sizes = numbers(frame, spec.size[0].name) if spec.size else (None,) * len(xs)
    rows = zip(xs, ys, labels, groups, sizes, strict=True)
    return [Point(x, y, n, g, s) for x, y, n, g, s in rows if x is not None and y is not None]


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The points as a table, and a text alternative that names some of them."""
    spec, points, lang = cast(Spec, exhibit.spec), points_of(exhibit), style.lang
    dx, dy = decimals([p.x for p in points]), decimals([p.y for p in points])
    dy = dy if spec.digits is None else spec.digits
    first = [spec.label] if spec.label else []
    units = (spec.x_unit, spec.unit)
    heads = [header(c[0].label, u, lang) for c, u in zip((spec.x, spec.y), units, strict=True)]
    rows = tuple((*([p.label] if first else []), plain(p.x, dx), plain(p.y, dy)) for p in points)
    kind = {"zh-CN": "散点图", "zh-HK": "散點圖", "en": "scatter"}[lang]
    parts = [say("chart", lang, title=spec.title, kind=kind)]
    for p in points[:12] if spec.label else []:
        both = say("separator", lang).join(
            say("listing", lang, name=c[0].label, value=written(v, d, u, lang))
            for c, v, d, u in zip((spec.x, spec.y), (p.x, p.y), (dx, dy), units, strict=True)
        )
        parts.append(say("pair", lang, name=p.label, value=both))
    if not spec.label or len(points) > 12:
        parts.append(say("points", lang, count=len(points)))
    stop = say("stop", lang)
    return Shown((*first, *heads), rows, stop.join(parts) + stop.rstrip())


def line_through(points: Sequence[Point]) -> tuple[float, float, float] | None:
    """Slope, intercept and R² of the line of least squares; none where x does not vary."""
    count = len(points)
    if count < 3:
        return None
    mx, my = math.fsum(p.x for p in points) / count, math.fsum(p.y for p in points) / count
    sxx = math.fsum((p.x - mx) ** 2 for p in points)
    syy = math.fsum((p.y - my) ** 2 for p in points)
    sxy = math.fsum((p.x - mx) * (p.y - my) for p in points)
    if sxx <= 0 or not math.isfinite(sxx) or not math.isfinite(sxy):
        return None
    slope = sxy / sxx
    return slope, my - slope * mx, (sxy * slope / syy if syy > 0 else 1.0)


def _median(values: Sequence[float]) -> float:
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """Too many groups, points that are not there."""
    spec, points = cast(Spec, exhibit.spec), points_of(exhibit)
    yield from checks.too_many_series(list(dict.fromkeys(p.group for p in points)), at, "group")
    yield from checks.known_names(spec.highlight, [p.label for p in points], "highlight", at)


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import plot
    from desknote.exhibits.sheet import Key

    spec, style, points = cast(Spec, sheet.spec), sheet.style, points_of(sheet.exhibit)
    if not points:
        return sheet.nothing()
    groups = list(dict.fromkeys(p.group for p in points))
    colours = {g: style.colour(i) for i, g in enumerate(groups)}
    y_name = spec.y[0].label
    if spec.unit and not is_short(spec.unit):
        y_name = say("unit_rows", sheet.lang, name=y_name, unit=spec.unit)
    keys = [Key(g, colours[g], "dot") for g in groups if g] if len(groups) > 1 else []
    if spec.size and any(p.size for p in points):
        keys.append(Key(say("area", sheet.lang, name=spec.size[0].label), style.muted, "sizes"))
    sheet.legend(keys, y_name)
    frame = plot.lay_field(
        sheet, [p.x for p in points], [p.y for p in points], x_unit=spec.x_unit, unit=spec.unit,
        digits=spec.digits, x_name=spec.x[0].label,
    )  # fmt: skip
    box, axes = frame.box, frame.axes
    places = [sheet.at(axes, p.x, p.y) for p in points]
    biggest = max((p.size for p in points if p.size is not None and p.size > 0), default=0.0)
    plain_dot = 4.4 if len(points) <= 60 else 2.4 if len(points) <= 500 else 1.5
    radius = [_diameter(p, biggest, plain_dot, sheet.small) / 2 for p in points]

    if spec.medians:
        for rule, value in ((axes.axvline, [p.x for p in points]), (axes.axhline, [p.y for p in points])):
            rule(_median(value), color=style.muted, linewidth=style.hair * 1.2, dashes=(3, 2), zorder=1)
        x, y = sheet.at(axes, _median([p.x for p in points]), _median([p.y for p in points]))
        sheet.busy += [[(x, box.bottom), (x, box.top)], [(box.left, y), (box.right, y)]]
    note = ""
    if spec.trend and (fit := line_through(points)):
        slope, base, share = fit
        low, high = min(p.x for p in points), max(p.x for p in points)
        axes.plot([low, high], [base + slope * low, base + slope * high], color=style.muted,
                  linewidth=style.line * 0.8, zorder=1.5)  # fmt: skip
        note = f"R² = {figure(share, 2)}"
        sheet.busy.append(
            [sheet.at(axes, low, base + slope * low), sheet.at(axes, high, base + slope * high)]
        )
    faded = bool(spec.highlight)
    for g in groups:
        fill = style.tint(colours[g], 0.55) if faded else colours[g]
        kept = [i for i, p in enumerate(points) if p.group == g and p.label not in spec.highlight]
        ringed = biggest > 0 and len(points) <= _RINGED
        _dots(sheet, frame, [points[i] for i in kept], [radius[i] for i in kept], fill, ringed)
        kept = [i for i, p in enumerate(points) if p.group == g and p.label in spec.highlight]
        _dots(sheet, frame, [points[i] for i in kept], [radius[i] for i in kept], colours[g], False)
    order = sorted(range(len(points)), key=lambda i: (points[i].label not in spec.highlight, -radius[i], i))
    if note:
        _note(sheet, box, places, note)
    if len(points) <= _NAMED:
        _names(sheet, box, [(points[i].label, *places[i], radius[i]) for i in order], spec.highlight)
    else:
        sheet.unnamed += [points[i].label for i in order if points[i].label]


def _diameter(point: Point, biggest: float, plain_dot: float, small: bool) -> float:
    if biggest <= 0:
        return plain_dot
    share = max(0.0, point.size or 0.0) / biggest
    return max(2.2, math.sqrt(share) * (13 if small else 20))


def _dots(
    sheet: Sheet, frame: Frame, points: Sequence[Point], radius: Sequence[float], fill: str, ringed: bool
) -> None:
    """Points of one colour. Those that would lie on one another are drawn once."""
    seen: set[tuple[int, int, int]] = set()
    sizes: dict[float, tuple[list[float], list[float]]] = {}
    for p, r in zip(points, radius, strict=True):
        x, y = sheet.at(frame.axes, p.x, p.y)
        place = (round(x * 2), round(y * 2), round(r * 2))
        if place not in seen:
            seen.add(place)
            xs, ys = sizes.setdefault(round(r, 2) if ringed else round(r * 2) / 2, ([], []))
            xs.append(p.x)
            ys.append(p.y)
    for r, (xs, ys) in sorted(sizes.items(), reverse=True):
        frame.axes.plot(
            xs, ys, marker="o", linewidth=0, markersize=r * 2, markerfacecolor=fill, zorder=2.2,
            markeredgecolor=sheet.style.background, markeredgewidth=0.5 if ringed or len(points) < 60 else 0,
            alpha=0.85 if ringed else None,
        )  # fmt: skip


def _note(sheet: Sheet, box: Box, places: Sequence[tuple[float, float]], note: str) -> None:
    """A remark in the corner of the plot with the fewest points in it."""
    sides: tuple[tuple[float, Across], ...] = ((box.left + 2, "left"), (box.right - 2, "right"))
    around = [
        sheet.box_of(x, y, note, across=side)
        for y in (box.top - sheet.size * 0.7, box.bottom + sheet.size * 0.7)
        for x, side in sides
    ]

    def crowd(corner: Box) -> int:
        wide = corner.shrunk(-3, -2, -3, -2)
        inside = sum(wide.left < x < wide.right and wide.bottom < y < wide.top for x, y in places)
        return inside + sheet.crowd(corner)

    best = min(around, key=crowd)
    base = best.bottom + DESCENT * sheet.size
    sheet.text(best.left, base, note, along="baseline", colour=sheet.style.muted, ground=True, role="note")


def _names(
    sheet: Sheet, box: Box, marks: Sequence[tuple[str, float, float, float]], bold: Sequence[str]
) -> None:
    """Names beside points, at the first of eight places that is free; one that has none is told of."""
    from desknote.exhibits.sheet import Box as Rectangle

    size = sheet.size
    dots = [Rectangle(x - r, y - r, x + r, y + r) for _, x, y, r in marks]
    for i, (name, x, y, r) in enumerate(marks):
        if not name:
            continue
        heavy = name in bold
        width = sheet.measure(name, heavy)
        near = r + 1.8
        rise = near + size * 0.45
        around = (
            (near, 0.0), (0.0, rise), (-near - width, 0.0), (0.0, -rise),
            (near * 0.7, rise * 0.8), (-near * 0.7 - width, rise * 0.8),
            (near * 0.7, -rise * 0.8), (-near * 0.7 - width, -rise * 0.8),
        )  # fmt: skip
        # A place that a line crosses is taken only where there is no other.
        for (dx, dy), crossed in [(p, False) for p in around] + [(p, True) for p in around]:
            left = x + dx - (width / 2 if dx == 0 else 0.0)
            place = sheet.box_of(left, y + dy, name, bold=heavy)
            tight = place.shrunk(0, size * 0.12, 0, size * 0.14)
            inside = box.left - 2 <= tight.left and tight.right <= sheet.width - 0.5
            inside = inside and box.bottom + 1 <= tight.bottom and tight.top <= box.top + size * 0.6
            others = any(tight.meets(dot, 0.2) for j, dot in enumerate(dots) if j != i)
            clear = crossed or sheet.crowd(tight) == 0
            if inside and clear and not others and sheet.free(tight, 0.1):
                sheet.text(left, y + dy, name, bold=heavy, ground=sheet.crowd(tight) > 0, role="point")
                break
        else:
            sheet.unnamed.append(name)

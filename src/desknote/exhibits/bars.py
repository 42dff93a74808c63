"""Bars: where each stands and how far it reaches, and how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from desknote.exhibits.data import Axis, Series
from desknote.exhibits.dates import period_labels
from desknote.patterns import regex
from desknote.records import dataclass

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from desknote.exhibits.sheet import Sheet

Mode = Literal["grouped", "stacked", "percent"]
MANY = 30
"""Dates beyond which bars stand on a time axis instead of being named one by one."""
_FORECAST = regex(r"(?:19|20)?\d{2}.*[EeFf预測测]$|^[1-4][QH]\d{2,4}[EeFf]$|^[EF](?:19|20)?\d{2}$")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the series and row it shows, its place across and its reach along the value axis."""

    series: int
    row: int
    left: float
    right: float
    start: float
    end: float
    value: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def by_name(axis: Axis, lang: str) -> Axis:
    """An axis on which each row is a category; dates are named by the periods they stand for."""
    import datetime as dt

    places = tuple(float(i) for i in range(len(axis)))
    if axis.kind == "date":
        days = [cell for cell in axis.cells if isinstance(cell, dt.date)]
        return Axis("category", tuple(period_labels(days, lang)), places)
    return Axis("category", axis.cells, places)


def is_forecast(label: str) -> bool:
    """Whether a category names a forecast: 2025E, 2Q25E, FY26F, 2025预测."""
    return bool(_FORECAST.search(label.strip()))


def shares(series: Sequence[Series]) -> tuple[Series, ...]:
    """Each row's figures as parts of a hundred; negative figures have no share."""
    rows = list(zip(*(s.values for s in series), strict=True))
    totals = [sum(max(0.0, v) for v in row if v is not None) for row in rows]
    return tuple(
        Series(
            s.label,
            tuple(
                None if v is None or total <= 0 else max(0.0, v) / total * 100
                for v, total in zip(s.values, totals, strict=True)
            ),
        )
        for s in series
    )


def place(axis: Axis, series: Sequence[Series], mode: Mode, breadth: float) -> list[Bar]:
    """Where bars stand. ``breadth`` is the share of a row's room that its bars fill, 0 to 1."""
    gaps = [b - a for a, b in pairwise(axis.at) if b > a]
    room = (min(gaps) if gaps else 1.0) * breadth
    found: list[Bar] = []
    for row, at in enumerate(axis.at):
        above = below = 0.0
        each = room / max(1, len(series)) if mode == "grouped" else room
        for i, s in enumerate(series):
            value = s.values[row]
            if value is None:
                continue
            left = at - room / 2 + (each * i if mode == "grouped" else 0.0)
            if mode == "grouped":
                start, end = 0.0, value
            elif value >= 0:
                start, end = above, above + value
                above = end
            else:
                start, end = below, below + value
                below = end
            found.append(Bar(i, row, left, left + each, start, end, value))
    return found


def kept_rows(series: Sequence[Series], count: int, most: int) -> list[int]:
    """At most ``most`` of ``count`` rows: of neighbours that share a place, the one that reaches farthest."""
    if count <= most:
        return list(range(count))
    sums = [sum(abs(s.values[i] or 0.0) for s in series) for i in range(count)]
    edges = [i * count // most for i in range(most + 1)]
    return [max(range(a, b), key=lambda i: sums[i]) for a, b in pairwise(edges)]


def thinned(axis: Axis, series: Sequence[Series], most: int) -> tuple[Axis, tuple[Series, ...]]:
    """The axis and the series with at most ``most`` rows."""
    kept = kept_rows(series, len(axis), most)
    shorter = Axis(axis.kind, tuple(axis.cells[i] for i in kept), tuple(axis.at[i] for i in kept))
    return shorter, tuple(Series(s.label, tuple(s.values[i] for i in kept)) for s in series)


def reach(bars: Sequence[Bar]) -> tuple[float, float]:
    """The least and the greatest value that bars reach; zero is always within."""
    ends = [bar.end for bar in bars]
    return min([0.0, *ends]), max([0.0, *ends])


def totals(bars: Sequence[Bar]) -> dict[int, float]:
    """What the bars of each row add up to."""
    found: dict[int, float] = {}
    for bar in bars:
        found[bar.row] = found.get(bar.row, 0.0) + bar.value
    return found


def paint(
    axes: Axes, bars: Sequence[Bar], colours: Sequence[str], *, flat: bool = False, z: float = 2
) -> None:
    """Fill bars, each in its colour; neighbours of one colour become one shape. ``flat``: they lie."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    shapes: dict[str, tuple[list[tuple[float, float]], list[int]]] = {}
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    for bar, colour in zip(bars, colours, strict=True):
        points, marks = shapes.setdefault(colour, ([], []))
        low, high = sorted((bar.start, bar.end))
        corners = [(bar.left, low), (bar.left, high), (bar.right, high), (bar.right, low), (bar.left, low)]
        points += [(y, x) for x, y in corners] if flat else corners
        marks += [int(c) for c in codes]
    for colour, (points, marks) in shapes.items():
        axes.add_patch(
            PathPatch(Path(points, marks), facecolor=colour, edgecolor="none", linewidth=0, zorder=z)
        )


def breadth_for(sheet: Sheet, rows: int, width: float, per_row: int = 1) -> float:
    """The share of a row's room to fill, so that few bars do not become slabs."""
    slot = width / max(1, rows)
    most = sheet.size * (4.2 if per_row == 1 else 2.6 * per_row)
    return max(0.08, min(0.72 if rows > 2 else 0.6, most / slot))

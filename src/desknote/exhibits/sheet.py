"""The sheet a chart is drawn on: text, marks and axes placed by the point, measured before drawn."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any, Literal

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from desknote.closed import Exhibit, Frame
from desknote.exhibits.artists import BareAxes, Words
from desknote.exhibits.data import frame_of
from desknote.exhibits.metrics import ASCENT, CAP, DESCENT, LEADING, Metrics
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.svg import clean, to_svg
from desknote.exhibits.words import say
from desknote.model.exhibit import ExhibitSpec
from desknote.records import dataclass

MM = 72 / 25.4
Across = Literal["left", "center", "right"]
Along = Literal["baseline", "center", "top"]
Mark = Literal["line", "bar", "dot", "dash", "sizes"]

# Drawing reads matplotlib's parameters, which are the process's own: one drawing at a time sets them.
_LOCK = threading.RLock()
_RC = {"path.simplify": True, "path.simplify_threshold": 0.12, "axes.unicode_minus": False}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; the origin is the sheet's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def shrunk(self, left: float = 0, bottom: float = 0, right: float = 0, top: float = 0) -> Box:
        """The box without margins."""
        return Box(self.left + left, self.bottom + bottom, self.right - right, self.top - top)

    def meets(self, other: Box, ease: float = 0.0) -> bool:
        """Whether the boxes overlap by more than ``ease``."""
        return (
            self.left < other.right - ease
            and other.left < self.right - ease
            and self.bottom < other.top - ease
            and other.bottom < self.top - ease
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A text on the sheet and the room it takes."""

    text: str
    box: Box
    role: str


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend."""

    label: str
    colour: str
    mark: Mark = "line"
    dash: tuple[float, ...] | None = None


class Sheet:
    """A chart in the making. Lengths are points; ``room`` is what is still free for the plot."""

    def __init__(self, exhibit: Exhibit, style: ChartStyle, width_mm: float, height_mm: float) -> None:
        self.exhibit = exhibit
        self.style = style
        self.width_mm, self.height_mm = width_mm, height_mm
        self.width, self.height = width_mm * MM, height_mm * MM
        self.size = style.size_at(width_mm)
        self.metrics = Metrics(style.fonts)
        self.frame: Frame = frame_of(exhibit)
        self.figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72, facecolor="none")
        self.figure.patch.set_visible(False)
        self.points = Affine2D().scale(1 / 72) + self.figure.dpi_scale_trans
        """From points of the sheet to the figure's dots."""
        self.room = Box(0.5, 0.5, self.width - 0.5, self.height - 0.5)
        self.labels: list[Label] = []
        self.busy: list[list[tuple[float, float]]] = []
        """Lines already drawn, as points of the sheet: labels keep away from them."""
        self.unnamed: list[str] = []
        """Names that found no room."""

    @property
    def spec(self) -> ExhibitSpec:
        return self.exhibit.spec

    @property
    def lang(self) -> str:
        return self.style.lang

    @property
    def small(self) -> bool:
        """Whether this is a sidebar's chart, where little fits."""
        return self.width_mm < 70

    # --- measuring

    def measure(self, text: str, bold: bool = False, size: float | None = None) -> float:
        """The width of ``text``."""
        return self.metrics.width(text, size or self.size, bold)

    def widest(self, texts: Iterable[str], bold: bool = False) -> float:
        """The width of the widest of ``texts``."""
        return max((self.measure(t, bold) for t in texts), default=0.0)

    def shortened(self, text: str, width: float, bold: bool = False) -> str:
        """``text`` cut to ``width``, with an ellipsis where it was cut."""
        if self.measure(text, bold) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.measure(text[:middle].rstrip() + "…", bold) <= width:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + "…"

    # --- marks

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        across: Across = "left",
        along: Along = "center",
        colour: str | None = None,
        bold: bool = False,
        size: float | None = None,
        ground: bool = False,
        role: str = "",
        z: float = 5,
    ) -> Box:
        """Put one line of text at a point; returns the room it takes.

        ``along`` says what of the text lies at ``y``: the baseline, the middle of its capitals, or
        its top. ``ground`` clears what lies behind it.
        """
        points = size or self.size
        text = clean(text)
        box = self.box_of(x, y, text, across=across, along=along, bold=bold, size=points)
        if not text:
            return box
        base = box.bottom + DESCENT * points
        if ground:
            clear = replace(box, left=box.left - 1, right=box.right + 1, top=base + CAP * points + 0.8)
            self.rect(clear, self.style.background, z=z - 0.1)
        made = Words(x, base, text, points, bold, across, colour or self.style.foreground)
        made.set_zorder(z)
        made.set_transform(self.points)
        self.figure.add_artist(made)
        self.labels.append(Label(text, box, role))
        return box

    def box_of(
        self, x: float, y: float, text: str, *, across: Across = "left", along: Along = "center",
        bold: bool = False, size: float | None = None,
    ) -> Box:  # fmt: skip
        """The room that ``text`` would take at a point."""
        points = size or self.size
        width = self.metrics.width(text, points, bold)
        left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[across] * width
        base = y - {"baseline": 0.0, "center": CAP / 2, "top": ASCENT}[along] * points
        return Box(left, base - DESCENT * points, left + width, base + ASCENT * points)

    def free(self, box: Box, ease: float = 0.0) -> bool:
        """Whether no text lies in ``box``."""
        return not any(box.meets(label.box, ease) for label in self.labels)

    def crowd(self, box: Box) -> int:
        """How many lines and labels lie in ``box``."""
        lines = sum(_touches(box, points) for points in self.busy)
        return lines + sum(box.meets(label.box) for label in self.labels)

    def line(
        self, xs: Sequence[float], ys: Sequence[float], colour: str, width: float | None = None, *,
        dash: Sequence[float] | None = None, z: float = 2,
    ) -> None:  # fmt: skip
        """A line through points of the sheet."""
        made = Line2D(list(xs), list(ys), color=colour, linewidth=width or self.style.hair, zorder=z,
                      solid_capstyle="butt", transform=self.points)  # fmt: skip
        if dash:
            made.set_linestyle((0, tuple(dash)))
        self.figure.add_artist(made)

    def rect(self, box: Box, fill: str, *, edge: str | None = None, width: float = 0.5, z: float = 1) -> None:
        """A filled rectangle of the sheet."""
        made = Rectangle(
            (box.left, box.bottom), box.width, box.height, facecolor=fill, edgecolor=edge or "none",
            linewidth=width if edge else 0, zorder=z, transform=self.points,
        )  # fmt: skip
        self.figure.add_artist(made)

    def dot(self, x: float, y: float, width: float, colour: str, *, z: float = 2) -> None:
        """A round mark at a point of the sheet."""
        made = Line2D([x], [y], marker="o", markersize=width, color=colour, markeredgewidth=0, linewidth=0,
                      transform=self.points, zorder=z)  # fmt: skip
        self.figure.add_artist(made)

    def frame_box(self, box: Box, colour: str, width: float, *, z: float = 4) -> None:
        """The outline of a box."""
        made = Rectangle(
            (box.left, box.bottom), box.width, box.height, facecolor="none", edgecolor=colour,
            linewidth=width, zorder=z, transform=self.points,
        )  # fmt: skip
        self.figure.add_artist(made)

    def axes(
        self, box: Box, x: tuple[float, float], y: tuple[float, float], *, log: bool = False, z: float = 0
    ) -> Axes:
        """Bare axes that fill ``box``: no ticks, no frame, limits as given."""
        w, h = self.width, self.height
        across, along = max(1.0, box.width), max(1.0, box.height)
        place = (box.left / w, box.bottom / h, across / w, along / h)
        made = BareAxes(self.figure, place)
        self.figure.add_axes(made)
        made.set_axis_off()
        made.set_zorder(z)
        if log:
            made.set_yscale("log")
        made.set_xlim(*x)
        made.set_ylim(*y)
        made.set_autoscale_on(False)
        return made

    def at(self, axes: Axes, x: float, y: float) -> tuple[float, float]:
        """The sheet's point for a place on ``axes``."""
        point = axes.transData.transform((x, y))
        return float(point[0]), float(point[1])

    def along(self, axes: Axes, xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float]]:
        """The sheet's points for many places on ``axes``."""
        points = axes.transData.transform(list(zip(xs, ys, strict=True)))
        return [(float(x), float(y)) for x, y in points.tolist()]

    # --- what stands around a plot

    def nothing(self) -> None:
        """Say that there is nothing to draw."""
        self.rect(self.room, self.style.tint(self.style.grid, 0.7))
        x, y = self.width / 2, self.height / 2
        self.text(x, y, say("no_data", self.lang), across="center", colour=self.style.muted, role="empty")

    def caption(self, text: str) -> None:
        """A small remark at the top left, such as the unit; takes its room off the top."""
        if not text:
            return
        shown = self.shortened(text, self.room.width)
        self.text(self.room.left, self.room.top, shown, along="top", colour=self.style.muted, role="caption")
        self.room = self.room.shrunk(top=self.size * LEADING + 1.5)

    def legend(self, keys: Sequence[Key], caption: str = "") -> None:
        """Names with samples, in as many rows as they need; takes its room off the top.

        Where they would take too much of the sheet, names are cut short; what has no room even so is
        left out, with an ellipsis for it.
        """
        if not keys:
            return self.caption(caption)
        if self.measure(caption) > self.room.width * 0.4:
            self.caption(caption)
            caption = ""
        most = max(2, int(self.room.height * 0.34 / (self.size * LEADING)))
        for share in (1.0, 0.48, 0.31):
            rows = self._legend_rows(keys, caption, self.room.width * share)
            if len(rows) <= most:
                break
        size, top = self.size, self.room.top
        if caption:
            self.text(self.room.left, top, caption, along="top", colour=self.style.muted, role="caption")
        for row in rows[:most]:
            middle = top - ASCENT * size + CAP * size / 2
            for x, width, key, label in row:
                self._sample(key, x, middle, width)
                self.text(x + width + size * 0.45, middle, label, role="legend")
            top -= size * LEADING
        if len(rows) > most:
            self.text(self.room.right, top + size * LEADING, "…", across="right", along="top", role="more")
        self.room = self.room.shrunk(top=self.room.top - top + 2.5)

    def _legend_rows(
        self, keys: Sequence[Key], caption: str, most: float
    ) -> list[list[tuple[float, float, Key, str]]]:
        """Where each entry of a legend stands: x, width of its sample, the entry and its label."""
        size, gap = self.size, self.size * 1.1
        left, right = self.room.left, self.room.right - size
        x = left + (self.measure(caption) + gap * 1.3 if caption else 0.0)
        rows: list[list[tuple[float, float, Key, str]]] = [[]]
        for key in keys:
            sample = size * (1.5 if key.mark in ("line", "dash", "sizes") else 0.8)
            label = self.shortened(key.label, most - sample - size * 0.45 - gap)
            width = sample + size * 0.45 + self.measure(label)
            if x > left and x + width > right:
                rows.append([])
                x = left
            rows[-1].append((x, sample, key, label))
            x += width + gap
        return rows

    def _sample(self, key: Key, x: float, y: float, width: float) -> None:
        if key.mark == "bar":
            half = width / 2
            self.rect(Box(x, y - half, x + width, y + half), key.colour)
        elif key.mark == "sizes":
            self.dot(x + width * 0.14, y, width * 0.28, key.colour)
            self.dot(x + width * 0.68, y, width * 0.6, key.colour)
        elif key.mark == "dot":
            self.dot(x + width / 2, y, width * 0.85, key.colour)
        else:
            self.line([x, x + width], [y, y], key.colour, self.style.line * 1.2, dash=key.dash)

    def finish(self, alt: str) -> str:
        """The sheet as SVG."""
        with drawing():
            return to_svg(
                self.figure, prefix=self.exhibit.anchor or self.exhibit.id, size=self.size,
                width_mm=self.width_mm, height_mm=self.height_mm, alt=alt,
                family=self.style.family,
            )  # fmt: skip


def _touches(box: Box, points: Sequence[tuple[float, float]]) -> bool:
    """Whether a line through ``points`` crosses ``box``."""
    if len(points) == 1:
        points = [*points, *points]
    return any(_crosses(box, one, other) for one, other in pairwise(points))


def _crosses(box: Box, one: tuple[float, float], other: tuple[float, float]) -> bool:
    (x0, y0), (x1, y1) = one, other
    if max(x0, x1) < box.left or min(x0, x1) > box.right or max(y0, y1) < box.bottom or min(y0, y1) > box.top:
        return False
    start, end = 0.0, 1.0
    for origin, step, low, high in ((x0, x1 - x0, box.left, box.right), (y0, y1 - y0, box.bottom, box.top)):
        if step == 0:
            continue
        near, far = sorted(((low - origin) / step, (high - origin) / step))
        start, end = max(start, near), min(end, far)
    return start <= end


class drawing:  # noqa: N801 (used as a function)
    """Within it matplotlib's own defaults hold, whatever the machine's configuration says."""

    def __enter__(self) -> None:
        _LOCK.acquire()
        now = matplotlib.rcParams
        self._before: list[tuple[Any, Any]] = []
        for name, value in _parameters():
            self._before.append((name, now._get(name)))
            now._set(name, value)

    def __exit__(self, *error: Any) -> None:
        try:
            for name, value in self._before:
                matplotlib.rcParams._set(name, value)
        finally:
            _LOCK.release()


@cache
def _parameters() -> tuple[tuple[Any, Any], ...]:
    """Every parameter as drawings want it. They are valid, so that setting them need not look at them."""
    usual = matplotlib.rcParamsDefault
    own: dict[Any, Any] = {name: usual._get(name) for name in usual if not name.startswith("backend")}
    return tuple((own | _RC).items())

"""``dumbbell``: for each row two figures as dots, joined: last year and this, low and high."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pydantic import Field

from desknote.closed import Exhibit
from desknote.exhibits.data import Axis
from desknote.exhibits.numbers import is_short
from desknote.exhibits.pairs import PairSpec, labels_of, pairs_of, shown_pairs
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet

MOST_ROWS = 60


class Spec(PairSpec):
    """Keys of a dumbbell chart."""

    min: float | None = Field(None, title="Least value", description="Where the axis begins")
    max: float | None = Field(None, title="Greatest value", description="Where the axis ends")


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The rows as a table, and a text alternative."""
    kind = {"zh-CN": "哑铃图", "zh-HK": "啞鈴圖", "en": "dumbbell"}[style.lang]
    return shown_pairs(exhibit, cast(Spec, exhibit.spec), style, kind)


def height(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> float:
    """Room for each row."""
    rows = len(pairs_of(exhibit, cast(Spec, exhibit.spec), style.lang))
    return min(230.0, max(28.0, round(13 + rows * style.size_at(width_mm) * 0.72, 1)))


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import plot
    from desknote.exhibits.sheet import Key

    spec, style = cast(Spec, sheet.spec), sheet.style
    pairs = pairs_of(sheet.exhibit, spec, sheet.lang)[:MOST_ROWS]
    if not pairs:
        return sheet.nothing()
    one, two = style.tint(style.foreground, 0.55), style.colour(0)
    caption = "" if not spec.unit or is_short(spec.unit) else say("unit", sheet.lang, unit=spec.unit)
    sheet.legend([Key(spec.start[0].label, one, "dot"), Key(spec.end[0].label, two, "dot")], caption)
    texts = labels_of(pairs, spec, sheet.lang)
    axis = Axis("category", tuple(p.name for p in pairs), tuple(-float(i) for i in range(len(pairs))))
    values = [v for p in pairs for v in (p.start, p.end)]
    low, high = min(values), max(values)
    share = min(0.28, (sheet.widest(t for pair in texts for t in pair) + 6) / (sheet.room.width * 0.62))
    air = (high - low or abs(high) or 1.0) * share / (1 - 2 * share)
    bottom = low - air
    names = [p.name for p in pairs]
    frame = plot.lay_rows(
        sheet, axis, names, (bottom, high + air), unit=spec.unit, digits=spec.digits, low=spec.min,
        high=spec.max, zero=False, least=min(0.0, low), bold=spec.highlight,
    )  # fmt: skip
    width = 4.2 if sheet.small else 5.4
    for at, p, (first, last) in zip(axis.at, pairs, texts, strict=True):
        faded = bool(spec.highlight) and p.name not in spec.highlight
        bar = style.tint(two, 0.7 if faded else 0.55)
        frame.axes.plot([p.start, p.end], [at, at], color=bar, linewidth=width * 0.42, solid_capstyle="butt",
                        zorder=1.5)  # fmt: skip
        for value, colour in ((p.start, one), (p.end, style.tint(two, 0.4) if faded else two)):
            frame.axes.plot([value], [at], marker="o", linewidth=0, markersize=width, markerfacecolor=colour,
                            markeredgewidth=0, zorder=2)  # fmt: skip
        (left, left_text), (right, right_text) = sorted(((p.start, first), (p.end, last)), key=lambda e: e[0])
        reach = width / 2 + 1.6
        x, y = sheet.at(frame.axes, left, at)
        apart = sheet.at(frame.axes, right, at)[0]
        sheet.text(x - reach, y, left_text, across="right", colour=style.muted, ground=True, role="end")
        sheet.text(apart + reach, y, right_text, colour=style.muted, ground=True, role="end")

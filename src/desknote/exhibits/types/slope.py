"""``slope``: rows as lines from one figure to another: who rose and who fell between two dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from pydantic import Field

from desknote.closed import Exhibit
from desknote.exhibits.numbers import is_short
from desknote.exhibits.pairs import Pair, PairSpec, labels_of, pairs_of, shown_pairs
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Across, Sheet

MOST_ROWS = 40


class Spec(PairSpec):
    """Keys of a slope chart."""

    colours: Literal["series", "sign"] = Field(
        "sign", title="Colours", description="sign: rises and falls in the market's colours; series: one each"
    )


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The rows as a table, and a text alternative."""
    kind = {"zh-CN": "斜率图", "zh-HK": "斜率圖", "en": "slope"}[style.lang]
    return shown_pairs(exhibit, cast(Spec, exhibit.spec), style, kind)


def height(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> float:
    """Room for the names at both ends."""
    from desknote.exhibits.draw import height_at

    rows = len(pairs_of(exhibit, cast(Spec, exhibit.spec), style.lang))
    least = 11 + rows * style.size_at(width_mm) * 0.47
    return min(230.0, max(height_at(width_mm), round(least, 1)))


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits.marks import spread
    from desknote.exhibits.metrics import LEADING

    spec, style, size = cast(Spec, sheet.spec), sheet.style, sheet.size
    pairs = pairs_of(sheet.exhibit, spec, sheet.lang)[:MOST_ROWS]
    if not pairs:
        return sheet.nothing()
    sheet.caption("" if not spec.unit or is_short(spec.unit) else say("unit", sheet.lang, unit=spec.unit))
    texts = labels_of(pairs, spec, sheet.lang)
    lefts, rights = [left for left, _ in texts], [right for _, right in texts]
    room = sheet.room.shrunk(top=size * LEADING * 1.2)
    narrow = sheet.small
    gap = size * 0.6
    most = room.width * (0.3 if narrow else 0.26)
    names = [sheet.shortened(p.name, most) for p in pairs]
    # Names stand at the later end; at the earlier one too, where there is room.
    name_width, number_width = sheet.widest(names, bold=True), sheet.widest((*lefts, *rights), bold=True)
    left = number_width + gap + (0.0 if narrow else name_width + gap)
    right = number_width + gap * 2 + name_width
    span = room.width - left - right
    if span > size * 34:  # wide sheets: the slopes stay steep enough to read
        room = room.shrunk(left=(span - size * 34) / 2, right=(span - size * 34) / 2)
    x0, x1 = room.left + left, room.right - right
    values = [v for p in pairs for v in (p.start, p.end)]
    low, high = min(values), max(values)
    half = size * 0.6
    reach = (high - low) or 1.0

    def height_of(value: float) -> float:
        return room.bottom + half + (value - low) / reach * (room.height - 2 * half - 2)

    if high == low:
        flat = (room.bottom + room.top) / 2
        starts = ends = [flat] * len(pairs)
    else:
        starts, ends = [height_of(p.start) for p in pairs], [height_of(p.end) for p in pairs]
    lower, upper = room.bottom + half, room.top - half
    at_start = spread(starts, size * 1.14, lower, upper)
    at_end = spread(ends, size * 1.14, lower, upper)
    heads: tuple[tuple[float, str, Across, float], ...] = (
        (x0, spec.start[0].label, "right", left),
        (x1, spec.end[0].label, "left", right),
    )
    for x, name, side, beyond in heads:
        sheet.line([x, x], [room.bottom, room.top], style.grid, style.hair * 1.4, z=0.5)
        text = sheet.shortened(name, beyond)
        sheet.text(x, room.top + size * 0.8, text, across=side, colour=style.muted, role="column")
    order = sorted(range(len(pairs)), key=lambda i: pairs[i].name in spec.highlight)
    for i in order:
        p = pairs[i]
        colour, bold = _colour(style, spec, p, i), p.name in spec.highlight
        faded = bool(spec.highlight) and not bold
        sheet.line([x0, x1], [starts[i], ends[i]], colour, style.line * (0.8 if faded else 1.2), z=2)
        for x, y in ((x0, starts[i]), (x1, ends[i])):
            sheet.dot(x, y, 3.4, colour, z=2.5)
        ink = style.muted if faded else style.foreground
        sheet.text(x0 - gap, at_start[i], lefts[i], across="right", colour=ink, bold=bold, role="start")
        if not narrow:
            x = x0 - gap * 2 - number_width
            sheet.text(x, at_start[i], names[i], across="right", colour=ink, bold=bold, role="name")
        sheet.text(
            x1 + gap + number_width, at_end[i], rights[i], across="right", colour=ink, bold=bold, role="end"
        )
        sheet.text(x1 + gap * 2 + number_width, at_end[i], names[i], colour=ink, bold=bold, role="name")


def _colour(style: ChartStyle, spec: Spec, pair: Pair, index: int) -> str:
    if spec.colours == "series":
        colour = style.colour(index)
    else:
        colour = style.up if pair.end > pair.start else style.down if pair.end < pair.start else style.muted
    faded = bool(spec.highlight) and pair.name not in spec.highlight
    return style.tint(colour, 0.7) if faded else colour

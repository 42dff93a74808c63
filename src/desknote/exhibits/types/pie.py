"""``pie``: parts of a whole as a ring or a pie, named in a list beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast

from pydantic import Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import checks
from desknote.exhibits.data import frame_of, numbers, texts
from desknote.exhibits.numbers import decimals, figure, plain
from desknote.exhibits.shown import Shown, header
from desknote.exhibits.spec import ChartSpec
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet


class Spec(ChartSpec):
    """Keys of a pie."""

    label: Line = Field(title="Label", description="Column that names the parts")
    value: Line = Field(title="Value", description="Column of the parts' sizes")
    form: Literal["ring", "pie"] = Field("ring", title="Form", description="A ring, or a full pie")
    sort: Literal["descending", "none"] = Field("descending", title="Sort", description="Order of the parts")
    most: int = Field(8, ge=2, le=12, title="Most", description="Parts shown; the smallest others become one")
    centre: Line | None = Field(None, title="Centre", description="A word or two in the middle of the ring")

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield ("label",), self.label
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield ("value",), self.value


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the whole; ``share`` is in percent."""

    name: str
    value: float
    share: float


def parts_of(exhibit: Exhibit, lang: str) -> list[Part]:
    """The positive parts; those beyond the most that are shown, as one."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    pairs = zip(texts(frame, spec.label, lang), numbers(frame, spec.value), strict=True)
    known = [(name, value) for name, value in pairs if value is not None and value > 0]
    if spec.sort == "descending":
        known.sort(key=lambda part: -part[1])
    if len(known) > spec.most:
        largest = set(sorted(range(len(known)), key=lambda i: -known[i][1])[: spec.most - 1])
        rest = sum(value for i, (_, value) in enumerate(known) if i not in largest)
        known = [part for i, part in enumerate(known) if i in largest] + [(say("others", lang), rest)]
    total = sum(value for _, value in known)
    return [Part(name, value, value / total * 100) for name, value in known]


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The parts as a table, and a text alternative."""
    spec, lang, parts = cast(Spec, exhibit.spec), style.lang, parts_of(exhibit, style.lang)
    kind = {"zh-CN": "饼图", "zh-HK": "圓形圖", "en": "pie"}[lang]
    digits = decimals([p.value for p in parts]) if spec.digits is None else spec.digits
    texts_ = [say("chart", lang, title=spec.title, kind=kind)]
    texts_ += [say("pair", lang, name=p.name, value=figure(p.share, 1, "%")) for p in parts]
    rows = tuple((p.name, plain(p.value, digits), plain(p.share, 1)) for p in parts)
    heads = (spec.label, header(spec.value, spec.unit, lang), header(say("share", lang), "%", lang))
    stop = say("stop", lang)
    return Shown(heads, rows, stop.join(texts_) + stop.rstrip())


def height(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> float:
    """A ring need not grow with the page."""
    from desknote.exhibits.draw import height_at

    return min(52.0, height_at(width_mm))


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """Parts are not negative."""
    yield from checks.no_negatives(exhibit, cast(Spec, exhibit.spec).value, at, ("value",))


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from matplotlib.patches import Wedge

    from desknote.exhibits.metrics import LEADING
    from desknote.exhibits.sheet import Box

    spec, style, parts = cast(Spec, sheet.spec), sheet.style, parts_of(sheet.exhibit, sheet.lang)
    if not parts:
        return sheet.nothing()
    size, room = sheet.size, sheet.room
    shares = [figure(p.share, 0 if min(q.share for q in parts) >= 1 else 1, "%") for p in parts]
    right = sheet.widest(shares)
    sample = size * 0.8
    side = min(room.height, room.width * (0.42 if sheet.small else 0.46), 190.0)
    gap = size * (1.2 if sheet.small else 2.2)
    most = room.width - side - gap - sample - size * 0.45 - right - size
    names = [sheet.shortened(p.name, most) for p in parts]
    left = sheet.widest(names)
    each = min(size * 1.9, room.height / len(parts))
    width = side + gap + sample + size * 0.45 + left + size + right
    x = room.left + max(0.0, (room.width - width) / 2)
    middle = (room.top + room.bottom) / 2
    axes = sheet.axes(Box(x, middle - side / 2, x + side, middle + side / 2), (-1, 1), (-1, 1))
    start = 90.0
    colours = [style.colour(i) for i in range(len(parts))]
    if parts[-1].name == say("others", sheet.lang) and len(parts) == spec.most:
        colours[-1] = style.tint(style.foreground, 0.7)
    for part, colour in zip(parts, colours, strict=True):
        end = start - part.share * 3.6
        axes.add_patch(Wedge(
            (0, 0), 0.985, end, start, width=0.4 if spec.form == "ring" else None, facecolor=colour,
            edgecolor=style.background, linewidth=0.9 if len(parts) > 1 else 0,
        ))  # fmt: skip
        start = end
    if spec.form == "ring" and spec.centre:
        text = sheet.shortened(spec.centre, side * 0.56, bold=True)
        sheet.text(x + side / 2, middle, text, across="center", bold=True, role="centre")
    top = middle + each * (len(parts) - 1) / 2
    at = x + side + gap
    edge = at + sample + size * 0.45 + left + size + right
    for i, (name, share, colour) in enumerate(zip(names, shares, colours, strict=True)):
        y = top - i * each
        sheet.rect(Box(at, y - sample / 2, at + sample, y + sample / 2), colour)
        sheet.text(at + sample + size * 0.45, y, name, role="legend")
        sheet.text(edge, y, share, across="right", role="share")
        if i and each > size * LEADING * 1.2:
            sheet.line([at, edge], [y + each / 2, y + each / 2], style.grid)

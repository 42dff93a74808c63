"""``rating-history``: the price, and what was said of it: ratings and target prices, with dates."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Annotated, cast

from pydantic import BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import checks
from desknote.exhibits.data import Axis, Figure, Series, extent, frame_of, numbers, ordered, text_of, x_axis
from desknote.exhibits.dates import full_label
from desknote.exhibits.numbers import decimals, is_short, labels, plain
from desknote.exhibits.shown import Shown, along, written
from desknote.exhibits.spec import ChartSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line, Record
from desknote.model.exhibit import Path
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.plot import Frame
    from desknote.exhibits.sheet import Sheet


MOST_CALLS = 40
_AFTER = 10  # days


class Change(Record):
    """A change of rating or target price."""

    date: dt.date
    rating: Line | None = None
    target: float | None = None


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class Spec(ChartSpec):
    """Keys of a rating history."""

    x: Line = Field(title="X", description="Column of dates")
    price: Columns = Field(
        min_length=1, max_length=1, title="Price", description="Column of closes, with the share's name"
    )
    company: Line | None = Field(
        None,
        title="Company",
        description="Company of the register whose history it is; the note's own by default",
    )
    rating: Line | None = Field(
        None, title="Rating", description="Column that names the rating on the days it was published"
    )
    target: Line | None = Field(
        None, title="Target", description="Column of target prices on the days they were published"
    )
    changes: Annotated[tuple[Change, ...], BeforeValidator(_one_or_many)] = Field(
        (), title="Changes", description="The same written here: {date: 2024-05-10, rating: 买入, target: 45}"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield ("x",), self.x
        yield from self.figures()
        if self.rating is not None:
            yield ("rating",), self.rating

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("price", self.price)
        if self.target is not None:
            yield ("target",), self.target


@dataclass(frozen=True, slots=True)
class Call:
    """What was said on a day; ``price`` is that day's close or the last before it."""

    day: dt.date
    rating: str
    target: Figure
    price: Figure


def _data(exhibit: Exhibit) -> tuple[Axis, Series, list[Call]]:
    """The price, and every call in order; a call without rating or target keeps those before it."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    axis, rows = x_axis(frame, spec.x)
    if axis.kind != "date":
        return Axis("date", (), ()), Series(spec.price[0].label, ()), []
    price = Series(spec.price[0].label, ordered(frame, spec.price[0].name, rows))
    said: dict[dt.date, tuple[str, Figure]] = {}
    ratings = frame.columns.get(spec.rating or "", (None,) * len(frame))
    targets = numbers(frame, spec.target) if spec.target else (None,) * len(frame)
    for row, cell in zip(rows, axis.cells, strict=True):
        rating = text_of(ratings[row], "en")
        if isinstance(cell, dt.date) and (rating or targets[row] is not None):
            said[cell] = (rating, targets[row])
    for change in spec.changes:
        said[change.date] = (change.rating or "", change.target)
    closes = list(accumulate(price.values, _later))
    calls: list[Call] = []
    rating, target = "", None
    for day in sorted(said):
        given, wanted = said[day]
        new = (given or rating, target if wanted is None else wanted)
        if calls and new == (rating, target):
            continue
        rating, target = new
        row = bisect_right(axis.at, day.toordinal())
        calls.append(Call(day, rating, target, closes[row - 1] if row else None))
    return axis, price, calls[-MOST_CALLS:]


def _later(before: Figure, value: Figure) -> Figure:
    """The latest figure there is."""
    return before if value is None else value


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The calls as a table, and a text alternative."""
    spec, lang = cast(Spec, exhibit.spec), style.lang
    axis, price, calls = _data(exhibit)
    kind = {"zh-CN": "评级历史", "zh-HK": "評級歷史", "en": "rating history"}[lang]
    base = along(spec.title, kind, spec.x, axis, [price], spec.unit, spec.digits, lang)
    digits = _digits(spec, calls)
    stop = say("stop", lang)
    said = [
        say("pair", lang, name=full_label(c.day, lang), value=" ".join(
            filter(None, (c.rating, "" if c.target is None else written(c.target, digits, spec.unit, lang)))
        ))
        for c in calls
    ]  # fmt: skip
    headers = (say("date", lang), say("rating", lang), say("target", lang), say("price", lang))
    rows = tuple(
        (full_label(c.day, lang), c.rating, plain(c.target, digits), plain(c.price, max(digits, 2)))
        for c in calls
    )
    return Shown(headers, rows, base.alt + (" " if lang == "en" and said else "") + "".join(
        text + stop for text in said
    ).rstrip())  # fmt: skip


def _digits(spec: Spec, calls: Sequence[Call]) -> int:
    values = [c.target for c in calls if c.target is not None]
    return decimals(values) if spec.digits is None else spec.digits


def height(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> float:
    """The list of calls stands below a plot of the usual height."""
    from desknote.exhibits.draw import height_at

    columns = max(1, int(width_mm // 40))
    lines = -(-len(_data(exhibit)[2]) // columns)
    return min(200.0, round(height_at(width_mm) + (lines + 1) * style.size_at(width_mm) * 0.5, 1))


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """The x column holds dates."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    if x_axis(frame, spec.x)[0].kind != "date":
        yield Diagnostic("DN333", at(("x",)), {"file": frame.file, "column": spec.x})


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import marks, plot
    from desknote.exhibits.metrics import LEADING
    from desknote.exhibits.sheet import Key

    spec, style = cast(Spec, sheet.spec), sheet.style
    axis, price, calls = _data(sheet.exhibit)
    if not price.known():
        return sheet.nothing()
    first, last = axis.at[0], axis.at[-1]
    wide = max(sheet.measure("00", bold=True), sheet.size * 0.8) + 3.2
    # A note gives its rating on the day after the last close.
    calls = [c for c in calls if c.day.toordinal() <= last + _AFTER][-int(sheet.room.width * 0.85 / wide) :]
    blue = style.colour(1)
    caption = "" if not spec.unit or is_short(spec.unit) else say("unit", sheet.lang, unit=spec.unit)
    keys = [Key(price.label, style.colour(0))]
    if any(c.target is not None for c in calls):
        keys.append(Key(say("target", sheet.lang), blue, "line", (3, 1.5)))
    sheet.legend(keys, caption)
    listed = _list(sheet, spec, calls)
    reach = extent(price.values, [c.target for c in calls])
    assert reach is not None
    rows = [1] * bool(calls)  # numbers stand in a row above the plot
    sheet.room = sheet.room.shrunk(top=sheet.size * LEADING * 1.05 * len(rows))
    scale = plot.value_scale(sheet, reach, unit=spec.unit, digits=spec.digits)
    frame = plot.lay_out(sheet, axis, scale)
    _targets(sheet, frame, calls, last, blue)
    marks.trace(sheet, frame.axes, axis, price, style.colour(0), order=2.2)
    # Numbers that would touch move apart; their thin lines still say where they belong.
    days = [min(max(first, c.day.toordinal()), last) for c in calls]
    wanted = [sheet.at(frame.axes, at, scale.low)[0] for at in days]
    middles = marks.spread(wanted, wide, wide / 2, sheet.width - wide / 2)
    for number, (at, middle) in enumerate(zip(days, middles, strict=True), 1):
        frame.axes.axvline(at, color=style.muted, linewidth=style.hair, dashes=(1.2, 1.4), zorder=1)
        _badge(sheet, middle, frame.box.top + sheet.size * 0.85, str(number))
        known = [(a, v) for a, v in zip(axis.at, price.values, strict=True) if v is not None and a <= at]
        if known:
            frame.axes.plot(
                [at], [known[-1][1]], marker="o", linewidth=0, markersize=4.2, zorder=3,
                markerfacecolor=style.background, markeredgecolor=style.colour(0), markeredgewidth=1.0,
            )  # fmt: skip
    listed(frame.box.left)


def _badge(sheet: Sheet, x: float, y: float, text: str) -> None:
    """A number on a small dark ground."""
    from desknote.exhibits.sheet import Box

    size = sheet.size
    half = max(sheet.measure(text, bold=True), size * 0.8) / 2 + 1.2
    fill = sheet.style.tint(sheet.style.foreground, 0.25)
    sheet.rect(Box(x - half, y - size * 0.56, x + half, y + size * 0.56), fill, z=4)
    sheet.text(x, y, text, across="center", bold=True, colour=sheet.style.over(fill), role="badge")


def _targets(sheet: Sheet, frame: Frame, calls: Sequence[Call], last: float, colour: str) -> None:
    """Target prices as steps, each from its day to the next call."""
    xs: list[float] = []
    ys: list[float] = []
    for i, call in enumerate(calls):
        end = min(calls[i + 1].day.toordinal(), last) if i + 1 < len(calls) else last
        if call.target is not None:
            xs += [min(max(call.day.toordinal(), frame.axes.get_xlim()[0]), end), end]
            ys += [call.target, call.target]
    if xs:
        line = frame.axes.plot(xs, ys, color=colour, linewidth=sheet.style.line, zorder=2)
        line[0].set_linestyle((0, (3, 1.5)))


def _list(sheet: Sheet, spec: Spec, calls: Sequence[Call]) -> _Listed:
    """Keeps room at the foot for the calls, in columns; what it returns writes them there."""
    from desknote.exhibits.metrics import LEADING

    digits = _digits(spec, calls)
    cells = []
    for call in calls:
        target = "" if call.target is None else labels([call.target], sheet.lang, spec.unit, digits)[0]
        rating = sheet.shortened(call.rating, sheet.room.width * 0.32)
        cells.append((full_label(call.day, sheet.lang), rating, target))
    widths = [sheet.widest(c[i] for c in cells) for i in range(3)]
    badge = sheet.measure("00", bold=True) + 4
    gap = sheet.size * 0.9
    each = badge + sum(w + gap for w in widths if w) + gap
    columns = max(1, int((sheet.room.width + gap) // each)) if cells else 1
    lines = -(-len(cells) // columns)
    most = int(sheet.room.height * 0.55 // (sheet.size * LEADING * 1.1))
    lines = min(lines, most)
    sheet.room = sheet.room.shrunk(bottom=lines * sheet.size * LEADING * 1.1 + (3 if lines else 0))
    return _Listed(sheet, cells, widths, badge, gap, each, lines)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The list of calls, read down its columns."""

    sheet: Sheet
    cells: list[tuple[str, str, str]]
    widths: list[float]
    badge: float
    gap: float
    each: float
    lines: int

    def __call__(self, left: float) -> None:
        from desknote.exhibits.metrics import LEADING

        sheet = self.sheet
        columns = max(1, int((sheet.width - 1 + self.gap) // self.each))
        # Where not all have room, the latest are kept.
        hidden = max(0, len(self.cells) - columns * self.lines)
        for i, cell in enumerate(self.cells[hidden:]):
            column, line = divmod(i, self.lines)
            x = 0.5 + column * self.each
            y = (self.lines - line - 0.5) * sheet.size * LEADING * 1.1
            _badge(sheet, x + self.badge / 2 - 0.5, y, str(i + hidden + 1))
            x += self.badge + self.gap * 0.4
            for part, width, right in zip(cell, self.widths, (False, False, True), strict=True):
                if width:
                    sheet.text(
                        x + (width if right else 0), y, part, across="right" if right else "left", role="call"
                    )
                    x += width + self.gap

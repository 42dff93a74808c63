"""``line``: one or more series over time (or any x), as they are or rebased to a common start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast

from pydantic import Field, field_validator

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import checks
from desknote.exhibits.data import Axis, Figure, Series, extent, frame_of, ordered, x_axis
from desknote.exhibits.numbers import is_short
from desknote.exhibits.shown import Shown, along
from desknote.exhibits.spec import AxesSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.exhibit import Path
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet

_DIRECT = 5


class Spec(AxesSpec):
    """Keys of a line chart."""

    y: Columns = Field(min_length=1, title="Y", description="Columns to draw, each a line")
    right: Columns = Field((), title="Right", description="Columns drawn on a second axis at the right")
    right_unit: str | None = Field(None, title="Right unit", description="Unit of the second axis")
    rebase: Literal["percent", "100"] | None = Field(
        None,
        title="Rebase",
        description="percent: change since the first day; 100: index, the first day is 100",
    )
    log: bool = Field(False, title="Logarithmic", description="A logarithmic value axis")

    @field_validator("rebase", mode="before")
    @classmethod
    def _read_rebase(cls, value: object) -> object:
        return "100" if value == 100 and not isinstance(value, bool) else value

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield from super().columns()
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("y", self.y)
        yield from named("right", self.right)


@dataclass(frozen=True, slots=True)
class Lines:
    """What is drawn: the x axis, series on the left and on the right."""

    axis: Axis
    left: tuple[Series, ...]
    right: tuple[Series, ...]
    unit: str | None


def lines_of(exhibit: Exhibit) -> Lines:
    """The exhibit's series in the order of x, rebased where the spec says so."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    axis, rows = x_axis(frame, spec.x)
    left = tuple(Series(c.label, ordered(frame, c.name, rows)) for c in spec.y)
    right = tuple(Series(c.label, ordered(frame, c.name, rows)) for c in spec.right)
    if spec.rebase:
        left = rebased(left, percent=spec.rebase == "percent")
    return Lines(axis, left, right, "%" if spec.rebase == "percent" else spec.unit)


def rebased(series: tuple[Series, ...], *, percent: bool) -> tuple[Series, ...]:
    """Each series relative to the first row in which all have a figure, else to its own first.

    A series whose base is not positive cannot be rebased and comes out empty.
    """
    rows = zip(*(s.values for s in series), strict=True)
    start = next((i for i, row in enumerate(rows) if all(v is not None for v in row)), None)
    made = []
    for s in series:
        known = s.known()
        base: Figure = s.values[start] if start is not None else known[0][1] if known else None
        if base is None or base <= 0:
            made.append(Series(s.label, (None,) * len(s.values)))
        elif percent:
            made.append(Series(s.label, tuple(None if v is None else (v / base - 1) * 100 for v in s.values)))
        else:
            made.append(Series(s.label, tuple(None if v is None else v / base * 100 for v in s.values)))
    return tuple(made)


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The data as drawn, and a text alternative."""
    spec, lines = cast(Spec, exhibit.spec), lines_of(exhibit)
    kind = {"zh-CN": "折线图", "zh-HK": "折線圖", "en": "line"}[style.lang]
    digits = 1 if spec.rebase and spec.digits is None else spec.digits
    series = (*lines.left, *lines.right)
    return along(spec.title, kind, spec.x, lines.axis, series, lines.unit, digits, style.lang)


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """Too many lines, no base, figures that a logarithmic axis cannot show."""
    spec, lines = cast(Spec, exhibit.spec), lines_of(exhibit)
    yield from checks.too_many_series((*spec.y, *spec.right), at)
    if spec.rebase:
        frame, (_, rows) = frame_of(exhibit), x_axis(frame_of(exhibit), spec.x)
        before = [Series(c.label, ordered(frame, c.name, rows)) for c in spec.y]
        yield from checks.rebasable(before, lines.left, at)
    elif spec.log:
        yield from checks.positive_for_log(lines.left, at)


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import marks, plot
    from desknote.exhibits.sheet import Key

    spec, lines, style = cast(Spec, sheet.spec), lines_of(sheet.exhibit), sheet.style
    reach = extent(*(s.values for s in lines.left))
    second = extent(*(s.values for s in lines.right))
    if reach is None and second is None:
        return sheet.nothing()
    series = (*lines.left, *lines.right)
    names = [s.label for s in lines.left] + [
        plot.right_name(s.label, spec.right_unit, sheet.lang) for s in lines.right
    ]
    colours = [style.colour(i) for i in range(len(series))]
    dashes = style.dashes(len(series))
    drawn = [i for i, s in enumerate(series) if s.known()]

    caption = "" if not lines.unit or is_short(lines.unit) else say("unit", sheet.lang, unit=lines.unit)
    direct = spec.legend == "direct" or (
        spec.legend == "auto" and 1 < len(drawn) <= _DIRECT and not lines.right
        and not sheet.small and sheet.width_mm >= 80
    )  # fmt: skip
    beside = sheet.widest(series[i].label for i in drawn) + 5 if direct else 0.0
    if beside > sheet.room.width * 0.3:
        direct, beside = False, 0.0
    keys = [Key(names[i], colours[i], "line", dashes[i]) for i in drawn]
    show_keys = spec.legend != "none" and not direct and (len(drawn) > 1 or spec.legend == "top")
    sheet.legend(keys if show_keys else (), caption)

    log = spec.log and spec.rebase != "percent"
    reach = reach or (0.0, 1.0)
    wanted = [level.at for level in spec.levels]
    reach = (min(reach[0], *wanted), max(reach[1], *wanted)) if wanted else reach
    scale = plot.value_scale(
        sheet, reach, unit=lines.unit, digits=spec.digits, low=spec.min, high=spec.max, log=log
    )
    right = plot.second_scale(sheet, scale, second, unit=spec.right_unit) if second else None
    frame = plot.lay_out(sheet, lines.axis, scale, right=right, beside=beside)
    ends = []
    for i in reversed(drawn):  # the first series lies on top
        axes = frame.right if i >= len(lines.left) else frame.axes
        assert axes is not None
        end = marks.trace(
            sheet, axes, lines.axis, series[i], colours[i], dash=dashes[i], order=2 + (len(series) - i) / 100
        )
        if end is not None:
            ends.append((*end, series[i].label, colours[i]))
    if direct:
        marks.end_labels(sheet, frame, ends[::-1])
    marks.levels(sheet, frame, spec.levels)
    marks.events(sheet, frame, lines.axis, spec.events)

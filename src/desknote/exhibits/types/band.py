"""``band``: the price among multiples of earnings or book value, or a ratio in its own past range."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, cast

from pydantic import BeforeValidator, Field, model_validator

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits import checks
from desknote.exhibits.data import Axis, Series, extent, frame_of, numbers, ordered, x_axis
from desknote.exhibits.numbers import decimals, figure, is_short, labels
from desknote.exhibits.shown import Shown, along
from desknote.exhibits.spec import AxesSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else value


class Spec(AxesSpec):
    """Keys of a valuation band."""

    price: Columns = Field(
        (), max_length=1, title="Price", description="Column of prices, with the share's name"
    )
    base: Line | None = Field(
        None,
        title="Base",
        description="Column of earnings or book value a share, by which multiples are reckoned",
    )
    multiples: Annotated[tuple[float, ...], BeforeValidator(_one_or_many)] = Field(
        (), max_length=7, title="Multiples", description="Such as [10, 15, 20]; five of the past if not set"
    )
    ratio: Columns = Field(
        (), max_length=1, title="Ratio", description="Instead of price and base: a column of the ratio itself"
    )
    bands: Literal["deviation", "quartile"] = Field(
        "deviation", title="Bands", description="Of a ratio: mean ± standard deviations, or quartiles"
    )

    @model_validator(mode="after")
    def _either(self) -> Spec:
        if bool(self.ratio) == bool(self.price or self.base) or bool(self.price) != bool(self.base):
            raise ValueError("band_needs")
        return self

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield from super().columns()
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("price", self.price)
        yield from named("ratio", self.ratio)
        if self.base is not None:
            yield ("base",), self.base


@dataclass(frozen=True, slots=True)
class _Band:
    """The line that is told of, and the lines around it with their names, from low to high."""

    axis: Axis
    line: Series
    around: tuple[Series, ...]
    flat: bool


def quantile(values: list[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lie; between two, in proportion."""
    ordered_values = sorted(values)
    place = share * (len(ordered_values) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered_values) - 1)
    return ordered_values[low] + (ordered_values[high] - ordered_values[low]) * (place - low)


def _data(exhibit: Exhibit, lang: str) -> _Band:
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    axis, rows = x_axis(frame, spec.x)
    if spec.ratio:
        ratio = Series(spec.ratio[0].label, ordered(frame, spec.ratio[0].name, rows))
        return _Band(axis, ratio, _of_ratio(ratio, spec, lang), True)
    name = spec.price[0]
    price = Series(name.label, ordered(frame, name.name, rows))
    base = ordered(frame, spec.base or "", rows)
    multiples = spec.multiples or _usual(price, base)
    digits = decimals(multiples, 1)
    around = tuple(
        Series(figure(m, digits, "x"), tuple(None if v is None or v <= 0 else v * m for v in base))
        for m in sorted(multiples)
    )
    return _Band(axis, price, around, False)


def _usual(price: Series, base: tuple[float | None, ...]) -> tuple[float, ...]:
    """Five round multiples that the price has moved among."""
    pairs = zip(price.values, base, strict=True)
    past = [p / v for p, v in pairs if p is not None and v is not None and v > 0]
    if not past:
        return ()
    low, high = quantile(past, 0.05), quantile(past, 0.95)
    if high <= low:
        return (low,)
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough * 0.85)
    first = max(step, math.floor(low / step) * step)
    return tuple(round(first + i * step, 6) for i in range(5))


def _of_ratio(ratio: Series, spec: Spec, lang: str) -> tuple[Series, ...]:
    values = [v for _, v in ratio.known()]
    if not values:
        return ()
    if spec.bands == "quartile":
        places = [
            (say("quantile", lang, share=share), quantile(values, share / 100)) for share in (25, 50, 75)
        ]
    else:
        mean = math.fsum(values) / len(values)
        spread = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values))
        places = [
            (say("mean", lang) if n == 0 else f"{n:+d}σ".replace("-", "−"), mean + n * spread)
            for n in (-1, 0, 1)
        ]
    digits = 1 if spec.digits is None else spec.digits
    texts = labels([value for _, value in places], lang, spec.unit or "x", digits)
    return tuple(
        Series(f"{name} {text}", (value,) * len(ratio.values))
        for (name, value), text in zip(places, texts, strict=True)
    )


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The data as drawn, and a text alternative."""
    spec, band = cast(Spec, exhibit.spec), _data(exhibit, style.lang)
    kind = {"zh-CN": "估值区间", "zh-HK": "估值區間", "en": "valuation band"}[style.lang]
    unit = spec.unit or ("x" if band.flat else None)
    series = [band.line] if band.flat else [band.line, *band.around]
    table = along(spec.title, kind, spec.x, band.axis, series, unit, spec.digits, style.lang)
    text = along(spec.title, kind, spec.x, band.axis, [band.line], unit, spec.digits, style.lang).alt
    names = say("comma", style.lang).join(s.label for s in band.around)
    if names:
        text += (" " if style.lang == "en" else "") + say("bands", style.lang, names=names)
    return Shown(table.headers, table.rows, text)


def validate(exhibit: Exhibit, at: checks.At) -> Iterator[Diagnostic]:
    """Multiples need a base above zero."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    if spec.base and not any(v is not None and v > 0 for v in numbers(frame, spec.base)):
        yield Diagnostic("DN336", at(("base",)), {"file": frame.file, "column": spec.base})


def draw(sheet: Sheet) -> None:
    """Paint the chart."""
    from desknote.exhibits import marks, plot
    from desknote.exhibits.sheet import Key

    spec, style, band = cast(Spec, sheet.spec), sheet.style, _data(sheet.exhibit, sheet.lang)
    if not band.line.known():
        return sheet.nothing()
    unit = spec.unit or ("x" if band.flat else None)
    caption = "" if not unit or is_short(unit) else say("unit", sheet.lang, unit=unit)
    show_key = spec.legend != "none"
    sheet.legend([Key(band.line.label, style.colour(0))] if show_key else (), caption)
    around = [s for s in band.around if s.known()]
    reach = extent(band.line.values, *(s.values for s in around))
    assert reach is not None
    scale = plot.value_scale(sheet, reach, unit=unit, digits=spec.digits, low=spec.min, high=spec.max)
    beside = sheet.widest(s.label for s in around) + 5
    frame = plot.lay_out(sheet, band.axis, scale, beside=beside)
    colours = _shades(style, len(around))
    if band.flat and len(around) == 3:
        low, high = (next(v for _, v in s.known()) for s in (around[0], around[2]))
        frame.axes.axhspan(low, high, facecolor=style.tint(style.colour(1), 0.82), linewidth=0, zorder=0.6)
    ends = []
    for s, colour in zip(around, colours, strict=True):
        dash = (3, 2) if band.flat and s is not around[len(around) // 2] else None
        end = marks.trace(
            sheet, frame.axes, band.axis, s, colour, dash=dash, order=1.6, width=style.line * 0.75
        )
        if end is not None:
            ends.append((*end, s.label, style.colour(1)))
    sheet.busy.clear()
    marks.trace(sheet, frame.axes, band.axis, band.line, style.colour(0), order=2.5, width=style.line * 1.1)
    marks.end_labels(sheet, frame, ends)
    marks.levels(sheet, frame, spec.levels)
    marks.events(sheet, frame, band.axis, spec.events)


def _shades(style: ChartStyle, count: int) -> list[str]:
    """From pale to full in the second colour: higher multiples are darker."""
    shares = (0.55, 0.4, 0.25, 0.0)
    if count == 3:
        return [style.colour(1)] * 3
    return [
        style.colour(1) if shares[k] == 0 else style.tint(style.colour(1), shares[k])
        for k in (min(3, round(i * 3 / max(1, count - 1))) for i in range(count))
    ]

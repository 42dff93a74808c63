"""Rows with two figures, from and to: what slope and dumbbell charts share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.exhibits.data import frame_of, numbers, texts
from desknote.exhibits.numbers import decimals, figure, labels, plain
from desknote.exhibits.shown import Shown, header, written
from desknote.exhibits.spec import ChartSpec, Columns, named
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path
from desknote.records import dataclass


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str | int | float) and not isinstance(value, bool) else value


class PairSpec(ChartSpec):
    """Keys of a chart of pairs."""

    label: Line = Field(title="Label", description="Column that names the rows")
    start: Columns = Field(
        min_length=1, max_length=1, title="From", description="Column of the earlier figures, with its name",
        validation_alias=AliasChoices("from", "start"), serialization_alias="from",
    )  # fmt: skip
    end: Columns = Field(
        min_length=1, max_length=1, title="To", description="Column of the later figures, with its name",
        validation_alias=AliasChoices("to", "end"), serialization_alias="to",
    )  # fmt: skip
    highlight: Annotated[tuple[Line, ...], BeforeValidator(_one_or_many)] = Field(
        (), title="Highlight", description="Rows to bring out"
    )
    sort: Literal["none", "descending", "ascending", "change"] = Field(
        "none", title="Sort", description="Order of the rows: by the later figure, or by the change"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield ("label",), self.label
        yield from self.figures()

    def figures(self) -> Iterator[tuple[Path, str]]:
        yield from named("from", self.start)
        yield from named("to", self.end)


@dataclass(frozen=True, slots=True)
class Pair:
    """One row."""

    name: str
    start: float
    end: float


def pairs_of(exhibit: Exhibit, spec: PairSpec, lang: str) -> list[Pair]:
    """The rows that have both figures, in the order asked for."""
    frame = frame_of(exhibit)
    starts, ends = numbers(frame, spec.start[0].name), numbers(frame, spec.end[0].name)
    rows = zip(texts(frame, spec.label, lang), starts, ends, strict=True)
    found = [Pair(name, a, b) for name, a, b in rows if a is not None and b is not None]
    if spec.sort == "change":
        found.sort(key=lambda p: p.start - p.end)
    elif spec.sort != "none":
        found.sort(key=lambda p: p.end, reverse=spec.sort == "descending")
    return found


def labels_of(pairs: Sequence[Pair], spec: PairSpec, lang: str) -> list[tuple[str, str]]:
    """Both figures of each row as the chart shows them."""
    texts = labels([v for p in pairs for v in (p.start, p.end)], lang, spec.unit, spec.digits)
    return list(zip(texts[::2], texts[1::2], strict=True))


def shown_pairs(exhibit: Exhibit, spec: PairSpec, style: ChartStyle, kind: str) -> Shown:
    """The rows as a table, and a text alternative."""
    lang, pairs = style.lang, pairs_of(exhibit, spec, style.lang)
    values = [v for p in pairs for v in (p.start, p.end)]
    digits = decimals(values) if spec.digits is None else spec.digits
    parts = [say("chart", lang, title=spec.title, kind=kind)]
    for p in pairs[:12]:
        parts.append(say(
            "from_to", lang, name=p.name, first_x=spec.start[0].label, last_x=spec.end[0].label,
            first=written(p.start, digits, spec.unit, lang), last=written(p.end, digits, spec.unit, lang),
        ))  # fmt: skip
    heads = (spec.label, *(header(c[0].label, spec.unit, lang) for c in (spec.start, spec.end)))
    rows = tuple(
        (p.name, plain(p.start, digits), plain(p.end, digits), figure(p.end - p.start, digits, plus=True))
        for p in pairs
    )
    stop = say("stop", lang)
    return Shown((*heads, say("change_word", lang)), rows, stop.join(parts) + stop.rstrip())

"""``key-data``: a box of key data in two columns, for the front page's sidebar as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, cast

from pydantic import BeforeValidator, Field, model_validator

from desknote.closed import Cell as Value
from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits.checks import At
from desknote.exhibits.data import frame_of
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.book import Book, Entry, reckon
from desknote.exhibits.tables.formats import FormatRef, How, settle, write
from desknote.exhibits.tables.grid import Cell, Column, Row, Table, row
from desknote.exhibits.tables.plain import unit_behind
from desknote.exhibits.tables.report import shown_of, unknown_names
from desknote.exhibits.tables.spec import TableSpec
from desknote.exhibits.tables.values import figure_of, label_of, set_cell
from desknote.model.base import Line, Record
from desknote.model.data import Formula
from desknote.model.exhibit import Value as Written
from desknote.patterns import regex

_WIDE_MM = 120.0
"""From this width on the list stands in two halves side by side."""


_NUMBERS = regex(r"[-+−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


def _as_written(value: object) -> object:
    # 33.60 stays 33.60, and a fact keeps its unit.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return getattr(value, "written", value)
    return value


class Item(Record):
    """One line of the box."""

    value: Annotated[Written, BeforeValidator(_as_written)] = Field(None, title="Value")
    formula: Formula | None = Field(
        None, title="Formula", description="Over the other lines' names: 目标价 / 收盘价 - 1"
    )
    format: FormatRef | None = Field(None, title="Format", description="How the figure is written")
    signed: bool | None = Field(None, title="Signed", description="Plus signs, and colours of rise and fall")

    @model_validator(mode="after")
    def _one_of_them(self) -> Item:
        if self.value is not None and self.formula is not None:
            raise ValueError("give 'value' or 'formula', not both", "value 与 formula 只能写一个")
        return self


def _read_item(value: object) -> object:
    return value if isinstance(value, dict) else {"value": value}


class Spec(TableSpec):
    """Keys of a box of key data."""

    items: dict[Line, Annotated[Item, BeforeValidator(_read_item)]] = Field(
        default_factory=dict,
        title="Items",
        description="Names and values, written here: {总市值（亿元）: 80.6, 52 周区间: 22.43–37.91}",
    )


def lines_of(exhibit: Exhibit) -> list[tuple[str, Item]]:
    """The box's lines: those written in the note, then those of the data's first two columns."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    lines = list(spec.items.items())
    columns = list(frame.columns.values())
    if exhibit.frame is None and len(spec.rows) == 1:
        lines += [(name, Item(value=cells[0])) for name, cells in frame.columns.items()]
    elif len(columns) > 1:
        lines += [(label_of(name, "en"), Item(value=value)) for name, value in zip(*columns[:2], strict=True)]
    return [(name, item) for name, item in lines if name]


def number_in(value: Value) -> float | None:
    """The figure that a value is or, with its unit, has: 33.60 元."""
    known = figure_of(value)
    if known is None and isinstance(value, str):
        found = _NUMBERS.findall(value)
        known = figure_of(found[0].replace("−", "-")) if len(found) == 1 else None
    return known


def _book(lines: list[tuple[str, Item]]) -> Book:
    entries = [Entry(" ".join(name.split()), (number_in(item.value),)) for name, item in lines]
    return Book(("",), tuple(e for e, (_, item) in zip(entries, lines, strict=True) if item.formula is None))


def rows_of(exhibit: Exhibit, style: ChartStyle) -> list[Row]:
    """The box's lines, written."""
    spec = cast(Spec, exhibit.spec)
    lines = lines_of(exhibit)
    book = _book(lines)
    base = replace(spec.base(style), factor=1.0)
    made: list[Row] = []
    for name, item in lines:
        ref = item.format or spec.asked(name)
        how = settle(ref if ref is not None or item.formula is None else "ratio1", base)
        how = how.signed() if item.signed or spec.is_signed(name, changes=item.formula is not None) else how
        if item.formula is not None:
            cell = write(reckon(book, item.formula, {})[0][0], how, style.lang)
        else:
            cell = _value_cell(item.value, how, style.lang, asked=ref is not None)
        made.append(row(unit_behind(name, ref, style.lang), [cell], *spec.looks(name)))
    return made


def _value_cell(value: Value, how: How, lang: str, *, asked: bool) -> Cell:
    """A value by its format; without one, with the digits that its author wrote."""
    if not isinstance(value, str):
        return set_cell(value, how, lang, None, asked=asked)
    text = value.strip()
    if asked and (known := number_in(text)) is not None:
        return write(known, how, lang)
    whole = _NUMBERS.fullmatch(text)
    known = figure_of(text) if whole else None
    if known is None:
        return set_cell(text, how, lang, None)
    digits = how.digits if how.digits is not None else len(text.partition(".")[2])
    return write(known, how, lang, digits)


def _table(rows: list[Row], spec: TableSpec) -> Table:
    columns = (Column("", "left"), Column("", points=False))
    return Table(columns, tuple(rows), "key-data", headless=True, landscape="never")


def draw(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> str:
    """The box as HTML: one list, or two halves side by side where there is room."""
    from desknote.exhibits.tables.html import to_html

    rows = rows_of(exhibit, style)
    spec = cast(Spec, exhibit.spec)
    if width_mm < _WIDE_MM or len(rows) < 4:
        return to_html(_table(rows, spec), style, width_mm)
    middle = (len(rows) + 1) // 2
    halves = [to_html(_table(part, spec), style, width_mm / 2 - 4) for part in (rows[:middle], rows[middle:])]
    return '<div class="halves">' + "".join(f"<div>{half}</div>" for half in halves) + "</div>"


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The box's text."""
    return shown_of(exhibit, _table(rows_of(exhibit, style), cast(Spec, exhibit.spec)), style.lang)


def validate(exhibit: Exhibit, at: At) -> Iterator[Diagnostic]:
    """Names that the box has not, and formulas that make no sense."""
    spec = cast(Spec, exhibit.spec)
    lines = lines_of(exhibit)
    book = _book(lines)
    yield from unknown_names(exhibit, at, spec.names(), [name for name, _ in lines])
    for name, item in lines:
        for found in reckon(book, item.formula, {})[1] if item.formula is not None else ():
            yield replace(found, span=at(("items", name)))
    if not lines:
        yield Diagnostic("DN555", exhibit.span, {"exhibit": exhibit.id})

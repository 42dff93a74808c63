"""Financial tables by period: items, growth, ratios and multiples. Forecasts and statements are such."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal, cast

from pydantic import BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits.checks import At
from desknote.exhibits.data import Figure, frame_of
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.book import Book, Entry, book_of, named_in, quotient, reckon
from desknote.exhibits.tables.formats import FormatRef, How, amounts, needed, not_meaningful, settle, write
from desknote.exhibits.tables.grid import Cell, Column, Row, Table, row
from desknote.exhibits.tables.plain import unit_behind
from desknote.exhibits.tables.report import Named, under, unknown_names
from desknote.exhibits.tables.spec import Names, TableSpec
from desknote.exhibits.tables.values import figure_of, has_unit, is_estimate, set_cell
from desknote.exhibits.tables.words import say
from desknote.model.base import Line, Record
from desknote.model.data import Formula
from desknote.model.exhibit import Path
from desknote.patterns import regex
from desknote.records import dataclass

GROWTH = tuple(say("growth", lang) for lang in ("zh-CN", "zh-HK", "en"))
"""What a row of growth is called, in every language a note may have."""
_OPEN = regex(r"[0-9]\Z")


class Ratio(Record):
    """A row that follows from others."""

    formula: Formula = Field(title="Formula", description="Over the items' names: 净利润 / 营业收入")
    format: FormatRef = Field(
        "ratio1", title="Format", description="ratio1 if not set: a quotient of 0.152 is shown as 15.2%"
    )
    after: Line | None = Field(
        None, title="After", description="Item below which it stands; the first in the formula if not set"
    )


class Multiple(Record):
    """A valuation multiple."""

    of: Line = Field(title="Of", description="Item that the price is divided by: 每股收益")
    value: float | None = Field(None, title="Value", description="What is divided; 'price' if not set")
    format: FormatRef = Field("multiple1", title="Format")


def _read_ratio(value: object) -> object:
    return {"formula": value} if isinstance(value, str) else value


def _read_multiple(value: object) -> object:
    return {"of": value} if isinstance(value, str) else value


def _read_growth(value: object) -> object:
    return [value] if isinstance(value, str) else value


class AccountsSpec(TableSpec):
    """Keys of tables of items by period."""

    item: Line | None = Field(
        None, title="Item", description="Column of the items' names; the first if not set"
    )
    group: Line | None = Field(
        None, title="Group", description="Column whose values become heads of groups of items"
    )
    periods: Names = Field((), title="Periods", description="Periods to show; all if not set")
    last_actual: Line | None = Field(
        None,
        title="Last actual period",
        description="The last period with results: 2023 becomes 2023A, and 2024 after it 2024E",
    )
    hide: Names = Field((), title="Hidden items", description="Items that formulas use and the table omits")
    growth: Annotated[bool | tuple[Line, ...], BeforeValidator(_read_growth)] = Field(
        (), title="Growth", description="Items with a row of growth on the year before below them"
    )
    growth_label: Line | None = Field(
        None, title="Label of growth", description="同比增速, YoY growth if not set"
    )
    ratios: dict[Line, Annotated[Ratio, BeforeValidator(_read_ratio)]] = Field(
        default_factory=dict,
        title="Ratios",
        description="Rows that follow from others: {毛利率: 毛利 / 营业收入}",
    )
    price: float | None = Field(None, gt=0, title="Price", description="Share price, for multiples")
    multiples: dict[Line, Annotated[Multiple, BeforeValidator(_read_multiple)]] = Field(
        default_factory=dict,
        title="Multiples",
        description="Rows of the price divided by an item: {市盈率: 每股收益}",
    )
    estimates: Literal["auto", "none"] = Field(
        "auto", title="Estimates", description="Whether columns such as 2025E are tinted"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        if self.item:
            yield ("item",), self.item
        if self.group:
            yield ("group",), self.group

    def grows(self, label: str) -> bool:
        """Whether the item has a row of growth."""
        return self.growth if isinstance(self.growth, bool) else label in self.growth


@dataclass(frozen=True, slots=True)
class Accounts:
    """The book of an exhibit, and how it is shown: ``shown`` are the indices of its periods."""

    exhibit: Exhibit
    spec: AccountsSpec
    book: Book
    base: How
    lang: str
    shown: tuple[int, ...]

    def head(self, index: int) -> str:
        """A period's name, with A or E where the author says how far results go."""
        name, last = self.book.periods[index], self.spec.last_actual
        if last not in self.book.periods or not _OPEN.search(name):
            return name
        return name + ("A" if index <= self.book.periods.index(last) else "E")

    def cells(self, values: Sequence[Figure | str], how: How) -> list[Cell]:
        """Calculated figures of the periods that are shown."""
        kept = [values[i] for i in self.shown]
        digits = needed([v * how.factor for v in kept if isinstance(v, int | float)])
        return [
            not_meaningful(self.lang) if isinstance(v, str) else write(v, how, self.lang, digits)
            for v in kept
        ]

    def item(self, entry: Entry) -> Row:
        """The row of an item of the data."""
        ref = self.spec.asked(entry.label)
        # A name that ends in a unit is not in the table's.
        base = replace(self.base, factor=1.0) if has_unit(entry.label) else self.base
        how = settle(ref, base)
        how = how.signed() if self.spec.is_signed(entry.label, changes=False) else how
        values = [entry.cells[i] for i in self.shown]
        how = amounts(how, map(figure_of, values))
        digits = needed([v * how.factor for v in map(figure_of, values) if v is not None])
        cells = [set_cell(v, how, self.lang, digits, asked=True) for v in values]
        looks = set(self.spec.looks(entry.label))
        if self.spec.grows(entry.label) and not looks:
            looks.add("bold")
        return row(unit_behind(entry.label, ref, self.lang), cells, *looks)

    def growth(self, entry: Entry) -> Row:
        """The row of an item's growth."""
        label = self.spec.growth_label or say("growth", self.lang)
        names = (label, *GROWTH)
        how = settle(self.spec.asked(*names) or "percent1", replace(self.base, digits=None))
        how = how.signed() if self.spec.is_signed(*names) else how
        return row(label, self.cells(self.book.growth(entry.label), how), "sub", "ratio")

    def ratio(self, label: str, ratio: Ratio, *, below: bool) -> Row:
        """The row of a ratio; ``below``: it stands below an item it belongs to."""
        values, _ = reckon(self.book, ratio.formula, self.constants())
        how = settle(ratio.format, replace(self.base, digits=None))
        how = how.signed() if self.spec.is_signed(label, changes=False) else how
        looks = self.spec.looks(label) or (frozenset({"sub", "ratio"}) if below else frozenset())
        return row(unit_behind(label, ratio.format, self.lang), self.cells(values, how), *looks)

    def multiple(self, label: str, multiple: Multiple) -> Row:
        """The row of a valuation multiple."""
        above = self.spec.price if multiple.value is None else multiple.value
        values = [quotient(above, below) for below in self.book.figures(multiple.of)]
        how = settle(multiple.format, replace(self.base, digits=None))
        return row(label, self.cells(values, how), *self.spec.looks(label))

    def constants(self) -> Mapping[str, float]:
        """Names that formulas may use besides the items."""
        return {"price": self.spec.price} if self.spec.price is not None else {}

    def place_of(self, ratio: Ratio) -> str:
        """The item below which a ratio stands; empty where it stands below all."""
        if ratio.after is not None:
            return ratio.after
        visible = [n for n in named_in(ratio.formula, self.book) if n not in self.spec.hide]
        return visible[0] if visible else ""


def accounts_of(exhibit: Exhibit, style: ChartStyle) -> Accounts:
    """The accounts of an exhibit."""
    spec = cast(AccountsSpec, exhibit.spec)
    book = book_of(frame_of(exhibit), spec.item, spec.group)
    wanted = [book.periods.index(p) for p in spec.periods if p in book.periods]
    shown = tuple(wanted) or tuple(range(len(book.periods)))
    return Accounts(exhibit, spec, book, spec.base(style), style.lang, shown)


def item_rows(accounts: Accounts, *, ratios: bool) -> Iterator[Row]:
    """The items with their growth and, with ``ratios``, the ratios that belong to them."""
    spec, group = accounts.spec, ""
    places = {label: accounts.place_of(ratio) for label, ratio in spec.ratios.items()} if ratios else {}
    done: set[str] = set()
    for entry in accounts.book.entries:
        if entry.group and entry.group != group:
            group = entry.group
            yield row(group, (), "group")
        if entry.label in spec.hide:
            continue
        if entry.empty:
            yield row(entry.label, (), "group")
            continue
        yield accounts.item(entry)
        if spec.grows(entry.label):
            yield accounts.growth(entry)
        if entry.label in done:
            continue
        done.add(entry.label)
        for label, ratio in spec.ratios.items():
            if ratios and places[label] == entry.label:
                yield accounts.ratio(label, ratio, below=True)
    for label, ratio in spec.ratios.items():
        if ratios and places[label] not in done:
            yield accounts.ratio(label, ratio, below=False)


def table_with(accounts: Accounts, rows: Sequence[Row], look: str) -> Table:
    """The table of ``rows`` under the accounts' periods."""
    spec = accounts.spec
    corner = accounts.book.corner or say("item", accounts.lang)
    head = say("unit", accounts.lang, unit=spec.unit) if spec.unit else corner
    periods = [accounts.head(i) for i in accounts.shown]
    tinted = spec.estimates == "auto"
    columns = [Column(p, estimate=tinted and is_estimate(p), points=False) for p in periods]
    return Table((Column(head, "left"), *columns), tuple(rows), look, even=True, landscape=spec.landscape)


def checked(exhibit: Exhibit, at: At) -> Iterator[Diagnostic]:
    """What is wrong with the names and formulas of an exhibit of this kind."""
    accounts = accounts_of(exhibit, ChartStyle())
    spec, book = accounts.spec, accounts.book
    items: list[Named] = [*under("hide", spec.hide)]
    items += under("growth", spec.growth) if isinstance(spec.growth, tuple) else ()
    items += [(("ratios", label, "after"), r.after) for label, r in spec.ratios.items() if r.after]
    items += [(("multiples", label), m.of) for label, m in spec.multiples.items()]
    yield from unknown_names(exhibit, at, items, book.names())
    periods: list[Named] = [*under("periods", spec.periods)]
    periods += [(("last_actual",), spec.last_actual)] if spec.last_actual else []
    yield from unknown_names(exhibit, at, periods, book.periods)
    made = (*spec.ratios, *spec.multiples, *GROWTH)
    labels = [*book.names(), *made, *([spec.growth_label] if spec.growth_label else ())]
    yield from unknown_names(exhibit, at, spec.names(), labels)
    for label, ratio in spec.ratios.items():
        for found in reckon(book, ratio.formula, accounts.constants())[1]:
            yield replace(found, span=at(("ratios", label)))
    if spec.price is None and any(m.value is None for m in spec.multiples.values()):
        yield Diagnostic("DN552", at(("multiples",)), {"exhibit": exhibit.id})

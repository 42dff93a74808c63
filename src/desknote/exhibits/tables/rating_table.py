"""``rating-table``: a stock's ratings and target prices by date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, cast

from pydantic import Field

from desknote.closed import Cell as Value
from desknote.closed import Exhibit
from desknote.exhibits.data import frame_of
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.book import change
from desknote.exhibits.tables.formats import settle, write
from desknote.exhibits.tables.grid import BLANK, Column, Table, row
from desknote.exhibits.tables.report import shown_of
from desknote.exhibits.tables.spec import TableSpec
from desknote.exhibits.tables.values import digits_for, figure_of, label_of, set_cell
from desknote.exhibits.tables.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path


class Spec(TableSpec):
    """Keys of a table of ratings."""

    date: Line = Field(title="Date", description="Column of the dates")
    rating: Line = Field(title="Rating", description="Column of the ratings")
    action: Line | None = Field(
        None, title="Action", description="Column that says what was done: 首次, 上调"
    )
    target: Line | None = Field(None, title="Target price", description="Column of the target prices")
    price: Line | None = Field(None, title="Price", description="Column of the prices on the day")
    upside: bool = Field(
        False, title="Upside", description="Whether the target's distance from the price is shown"
    )
    order: Literal["newest", "oldest"] = Field("newest", title="Order", description="Which comes first")

    def columns(self) -> Iterator[tuple[Path, str]]:
        for key in ("date", "rating", "action", "target", "price"):
            if name := getattr(self, key):
                yield (key,), name


def table_of(exhibit: Exhibit, style: ChartStyle) -> Table:
    """The table, laid out."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    lang, base = style.lang, spec.base(style)
    blank: tuple[Value, ...] = (None,) * len(frame)
    keys = [k for k in ("rating", "action", "target", "price") if getattr(spec, k)]
    cells = {k: frame.columns.get(getattr(spec, k), blank) for k in ("date", *keys)}
    prices = [v for k in ("target", "price") for v in cells.get(k, ())]
    digits = 2 if digits_for(prices, base) else 0  # prices are written to the cent
    upside = spec.upside and spec.target is not None and spec.price is not None
    columns = [Column(say("date", lang), "left")]
    for key in keys:
        words = key in ("rating", "action")
        label = getattr(spec, key) if key == "action" else say(key, lang)
        if not words and spec.unit:
            label = say("with_unit", lang, label=label, unit=spec.unit)
        columns.append(Column(label, "left" if words else "right"))
    columns += [Column(say("upside", lang))] if upside else []
    rows = []
    rate = settle("percent1", replace(base, digits=None))
    rate = rate.signed() if spec.is_signed(say("upside", lang)) else rate
    for i in _order(cells["date"], newest=spec.order == "newest"):
        made = [set_cell(cells[k][i], base, lang, digits, asked=k in ("target", "price")) for k in keys]
        if upside:
            moved = change(figure_of(cells["target"][i]), figure_of(cells["price"][i]))
            made.append(write(moved, rate, lang) if not isinstance(moved, str) else BLANK)
        label = label_of(cells["date"][i], lang)
        rows.append(row(label, made, *spec.looks(label)))
    return Table(tuple(columns), tuple(rows), "ratings", landscape=spec.landscape)


def _order(dates: tuple[Value, ...], *, newest: bool) -> list[int]:
    """The rows by date, where all are dates; else as they are."""
    places = list(range(len(dates)))
    days = {i: d for i, d in enumerate(dates) if isinstance(d, dt.date)}
    if len(days) == len(places):
        places.sort(key=days.__getitem__, reverse=newest)
    return places


def draw(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> str:
    """The table as HTML."""
    from desknote.exhibits.tables.html import to_html

    return to_html(table_of(exhibit, style), style, width_mm)


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The table's text."""
    return shown_of(exhibit, table_of(exhibit, style), style.lang)

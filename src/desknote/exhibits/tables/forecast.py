"""``forecast``: results and estimates by year, with growth, margins and valuation calculated."""

from __future__ import annotations

from collections.abc import Iterator

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits.checks import At
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.accounts import AccountsSpec, accounts_of, checked, item_rows, table_with
from desknote.exhibits.tables.grid import Table
from desknote.exhibits.tables.report import shown_of


class Spec(AccountsSpec):
    """Keys of a forecast table."""


def table_of(exhibit: Exhibit, style: ChartStyle) -> Table:
    """The table, laid out."""
    accounts = accounts_of(exhibit, style)
    rows = list(item_rows(accounts, ratios=True))
    rows += [accounts.multiple(label, m) for label, m in accounts.spec.multiples.items()]
    return table_with(accounts, rows, "forecast")


def draw(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> str:
    """The table as HTML."""
    from desknote.exhibits.tables.html import to_html

    return to_html(table_of(exhibit, style), style, width_mm)


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The table's text."""
    return shown_of(exhibit, table_of(exhibit, style), style.lang)


def validate(exhibit: Exhibit, at: At) -> Iterator[Diagnostic]:
    """Names that the data have not, formulas that make no sense, multiples without a price."""
    yield from checked(exhibit, at)

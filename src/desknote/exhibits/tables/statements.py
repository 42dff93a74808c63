"""``statements``: income statement, balance sheet and cash flow, with ratios below; long, over pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, cast

from pydantic import AfterValidator, BeforeValidator, Field

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits.checks import At
from desknote.exhibits.numbers import figure
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.accounts import (
    Accounts,
    AccountsSpec,
    accounts_of,
    checked,
    item_rows,
    table_with,
)
from desknote.exhibits.tables.book import named_in, reckon
from desknote.exhibits.tables.formats import needed
from desknote.exhibits.tables.grid import Table, row
from desknote.exhibits.tables.report import shown_of
from desknote.exhibits.tables.words import say
from desknote.model.base import Line


def _check_equation(text: str) -> str:
    if text.count("=") != 1 or not all(side.strip() for side in text.split("=")):
        raise ValueError(
            "write it as 'total assets = liabilities + equity'", "请写成“资产总计 = 负债合计 + 权益合计”"
        )
    return text


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Equation = Annotated[Line, AfterValidator(_check_equation)]


class Spec(AccountsSpec):
    """Keys of financial statements."""

    ratios_title: Line | None = Field(
        None, title="Head of the ratios", description="主要财务比率, Key ratios if not set"
    )
    checks: Annotated[tuple[Equation, ...], BeforeValidator(_one_or_many)] = Field(
        (), title="Checks", description="What must add up: 资产总计 = 负债合计 + 所有者权益合计"
    )


def table_of(exhibit: Exhibit, style: ChartStyle) -> Table:
    """The table, laid out."""
    accounts, spec = accounts_of(exhibit, style), cast(Spec, exhibit.spec)
    rows = list(item_rows(accounts, ratios=False))
    if spec.ratios or spec.multiples:
        rows.append(row(spec.ratios_title or say("ratios", style.lang), (), "group"))
    rows += [accounts.ratio(label, ratio, below=False) for label, ratio in spec.ratios.items()]
    rows += [accounts.multiple(label, m) for label, m in spec.multiples.items()]
    return table_with(accounts, rows, "statements")


def draw(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> str:
    """The table as HTML."""
    from desknote.exhibits.tables.html import to_html

    return to_html(table_of(exhibit, style), style, width_mm)


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The table's text."""
    return shown_of(exhibit, table_of(exhibit, style), style.lang)


def validate(exhibit: Exhibit, at: At) -> Iterator[Diagnostic]:
    """As for every financial table; and statements that do not add up."""
    yield from checked(exhibit, at)
    accounts = accounts_of(exhibit, ChartStyle())
    for i, equation in enumerate(cast(Spec, exhibit.spec).checks):
        for found in _unequal(accounts, equation):
            yield replace(found, span=at(("checks", i)))


def _unequal(accounts: Accounts, equation: str) -> Iterator[Diagnostic]:
    """A DN553 where the two sides differ by more than rounding explains; formulas' own mistakes."""
    book = accounts.book
    left, right = (side.strip() for side in equation.split("="))
    ones, wrong = reckon(book, left, accounts.constants())
    others, more = reckon(book, right, accounts.constants())
    if wrong or more:
        yield from (*wrong, *more)
        return
    names = named_in(equation, book)
    figures = [v for name in names for v in book.figures(name) if v is not None]
    digits = needed(figures)
    # Every figure may have been rounded by half a unit of its last digit.
    least = 0.5 * 10**-digits * max(2, len(names)) * (1 + 1e-9)
    for period, one, other in zip(book.periods, ones, others, strict=True):
        if one is not None and other is not None and abs(one - other) > max(least, abs(one) * 1e-9):
            params = {"exhibit": accounts.exhibit.id, "left": left, "right": right, "period": period}
            yield Diagnostic("DN553", None, params | {"a": figure(one, digits), "b": figure(other, digits)})
            return

"""Companies, ratings and conflicts as the closed note holds them: what compliance looks at."""

from __future__ import annotations

import datetime as dt

from desknote.diagnostics import Span
from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class RatingEvent:
    """A rating or target price that was given; ``grade`` is an id, ``label`` what readers see."""

    date: dt.date
    grade: str
    label: str
    target: float | None
    price: float | None
    currency: str
    day: str = ""
    """The date as the note's language writes it."""
    target_shown: str = ""
    price_shown: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One interest of the house or its people in a company, in the words that disclose it.

    ``kind``: ``holding``, ``short-position``, ``banking``, ``banking-sought``, ``client``,
    ``market-making``, ``board``, ``analyst-holding``, ``analyst-family``, ``sponsor``, ``other`` …
    ``percent`` is a share of issued capital in per cent.
    """

    kind: str
    text: str
    percent: float | None = None
    since: dt.date | None = None
    as_of: dt.date | None = None
    person: str = ""
    """The analyst's id, where it is one person's interest."""


@dataclass(frozen=True, slots=True)
class NamedCompany:
    """A company that the note names, as the register knows it.

    ``status``: ``covered``, ``not-covered``, ``suspended``, ``restricted``; ``unknown`` where the register
    does not list it. ``market`` is an id of the house's markets. ``span`` is where the note names it first.
    Rating (``grade`` is its id), target and history are as they stood on the note's date.
    """

    name: str
    ticker: str
    market: str
    status: str
    rating: str
    target: float | None
    currency: str
    analysts: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    history: tuple[RatingEvent, ...]
    span: Span | None = None
    subject: bool = False
    grade: str = ""
    sector: str = ""
    price: float | None = None
    price_shown: str = ""
    price_date: dt.date | None = None
    price_day: str = ""
    target_shown: str = ""
    claimed: bool | None = None
    """Whether the note's list of companies says that it is covered; nothing where it does not say."""
    claimed_span: Span | None = None
    line: int = 0
    """Where the register has it; 0 where it does not."""
    advised: bool = False
    """It stands in the list of companies of the investment advice."""
    tickers: tuple[str, ...] = ()
    """All its listings in the register, the main one first."""
    listed_ticker: str = ""
    """The ticker that the list in the advice gives it, where the register has another."""
    listed_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A forecast figure of one period, now and in the previous edition."""

    name: str
    period: str
    value: float
    shown: str
    previous: float | None = None
    previous_shown: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The company that the note is about. Prices are in ``currency``; ``upside`` in per cent."""

    name: str
    ticker: str
    market: str
    market_name: str
    benchmark: str
    currency: str
    price: float | None
    price_shown: str
    price_date: dt.date | None
    target: float | None
    target_shown: str
    months: int | None
    upside: float | None
    valuation: str
    """How the target price is arrived at (Markdown)."""
    target_risks: str
    """What may keep it from being reached (Markdown)."""
    estimates: tuple[Estimate, ...] = ()
    previous_grade: str = ""
    previous_rating: str = ""
    previous_target: float | None = None
    previous_target_shown: str = ""
    previous_date: dt.date | None = None
    span: Span | None = None
    rating_span: Span | None = None
    target_span: Span | None = None
    price_span: Span | None = None
    valuation_span: Span | None = None
    price_day: str = ""
    """The price's date as the note's language writes it."""
    upside_shown: str = ""
    previous_day: str = ""
    previous_slug: str = ""
    """The note that is the edition before; empty where that is known from elsewhere."""
    expected_benchmark: float | None = None
    """Return expected of the benchmark until the target, in per cent."""
    market_currency: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What is new against the previous edition. ``kind``: ``rating``, ``target`` or ``estimate``."""

    kind: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """A disclosure that the note needs, generated in its language."""

    id: str
    company: str
    text: str
    ticker: str = ""
    code: str = ""
    """What stands for the text in the table of companies; one text has one code."""
    jurisdictions: tuple[str, ...] = ()
    """Whose rules ask for it; empty where the house always discloses it."""


@dataclass(frozen=True, slots=True)
class DistributionRow:
    """One line of the table of all ratings: counts of companies, shares in per cent."""

    label: str
    count: int
    share: float
    banking_count: int
    banking_share: float

"""The coverage register: the companies a house follows, how it rates them, where it has an interest."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from desknote.model.base import Line, LocalText, Record, Slug
from desknote.model.conflicts import EVENTS, SHARES, ConflictId
from desknote.model.note import Day, People, one_or_many
from desknote.model.tickers import Currency, Ticker

Status = Literal["covered", "not-covered", "suspended", "restricted"]
STATUSES: dict[str, tuple[str, str, str]] = {
    "covered": ("已覆盖", "已覆蓋", "covered"),
    "not-covered": ("未覆盖", "未覆蓋", "not covered"),
    "suspended": ("暂停覆盖", "暫停覆蓋", "suspended"),
    "restricted": ("限制", "限制", "restricted"),
}
"""What a house's standing towards a company is called: zh-CN, zh-HK, en."""


def _read_status(value: object) -> object:
    if isinstance(value, str):
        word = value.strip().lower().replace(" ", "-").replace("_", "-")
        for status, names in STATUSES.items():
            if word in (status, *names):
                return status
    return value


class Conflict(Record):
    """An interest of the house, or of its people, in a company."""

    kind: ConflictId
    percent: float | None = Field(None, ge=0, le=100, description="Share of the issued capital, %")
    as_of: Day | None = Field(None, description="The day it was so, or happened")
    since: Day | None = Field(None, description="First day; open-ended without 'until'")
    until: Day | None = Field(None, description="Last day")
    person: Line | None = Field(None, description="Whose interest it is: an analyst of the house")
    text: LocalText | None = Field(None, description="The disclosure itself, instead of the house's words")

    @model_validator(mode="after")
    def _dated(self) -> Conflict:
        if self.kind in SHARES and (self.percent is None or self.as_of is None):
            en = f"'{self.kind}' needs 'percent' and 'as_of', the day it was measured"
            raise ValueError(en, f"{self.kind} 须写明 percent 与 as_of（计量日期）")
        if self.kind in EVENTS and not (self.as_of or self.since or self.until):
            en = f"'{self.kind}' needs 'as_of' (or 'since' and 'until'), so that it can lapse"
            raise ValueError(en, f"{self.kind} 须写明 as_of（或 since 与 until），以便到期失效")
        if self.kind == "other" and self.text is None:
            raise ValueError("'other' needs 'text', the disclosure", "other 须写明 text，即披露内容")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError("'until' is before 'since'", "until 早于 since")
        return self


class RatingRecord(Record):
    """A rating or target price as it was given on a day."""

    date: Day
    rating: Line | None = Field(None, description="A grade of the house: its id or its name")
    target: float | None = Field(None, gt=0, description="Target price")
    price: float | None = Field(None, gt=0, description="Price of that day")


class Listing(Record):
    """A further listing of a company."""

    ticker: Ticker
    market: Slug | None = Field(
        None, description="A market of the house; by default that of the ticker's ending"
    )
    currency: Currency | None = None


class Listed(Record):
    """A company of the register."""

    name: LocalText
    ticker: Ticker | None = None
    market: Slug | None = Field(
        None, description="A market of the house; by default that of the ticker's ending"
    )
    listings: tuple[Listing, ...] = Field((), description="Where else it is listed")
    aliases: Annotated[tuple[Line, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Other names that texts give it"
    )
    sector: Line | None = None
    analysts: People = ()
    status: Annotated[Status, BeforeValidator(_read_status)] = Field(
        "covered", description="covered, not-covered, suspended or restricted"
    )
    rating: Line | None = Field(None, description="A grade of the house: its id or its name")
    target: float | None = Field(None, gt=0, description="Target price")
    currency: Currency | None = Field(None, description="Of the price; by default that of the market")
    price: float | None = Field(None, gt=0, description="A recent price, for lists of companies")
    price_date: Day | None = Field(None, description="The day of that price")
    history: tuple[RatingRecord, ...] = Field((), description="Ratings and targets, the earliest first")
    conflicts: tuple[Conflict, ...] = ()


class Coverage(Record):
    """``content/coverage.yaml``."""

    companies: tuple[Listed, ...] = ()

"""What list pages show besides notes: cards, rows of tables, months, filters."""

from __future__ import annotations

from collections.abc import Sequence

from desknote.records import dataclass
from desknote.site.edition import Item, Link


@dataclass(frozen=True, slots=True)
class Group:
    """A card of a directory: a sector, analyst or kind and its latest notes."""

    link: Link
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Company:
    """A row of the table of companies."""

    title: str
    href: str
    ticker: str
    mark: str
    rating: str
    target: str
    count: str
    iso: str
    date: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month in the archive."""

    link: Link
    items: Sequence[Item]
    more: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year in the archive."""

    link: Link
    months: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its name and its values with what they are called."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]

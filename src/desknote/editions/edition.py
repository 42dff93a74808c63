"""An edition: what one version of a note says, as plain values that can be kept and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph as readers see it, without marks.

    ``kind``: ``heading``, ``text``, ``item`` (of a list), ``quote``, ``code``, ``row`` (of a table in the
    text; cells are parted by tabs) or ``exhibit``, whose ``text`` is the exhibit's id.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A run of blocks; the first is its heading where it has one.

    ``kind``: ``title``, ``key-point``, ``valuation``, ``advice``, ``risks`` or ``section``.
    """

    kind: str
    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, date or word as it is shown. ``number`` is in ``unit``; nothing where it is no figure."""

    id: str
    shown: str
    number: float | None = None
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """The note's rating; ``label`` is what readers see."""

    system: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """An exhibit with its figures as shown: one tuple of texts a row, as many as ``headers``."""

    id: str
    number: int
    label: str
    type: str
    title: str
    source: str
    note: str
    alt: str
    illustrative: bool
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who signs the note or is named as its contact."""

    id: str
    name: str
    role: str
    title: str
    certificate: str
    sfc: str
    email: str
    phone: str
    biography: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A company in the investment advice."""

    name: str
    ticker: str
    covered: bool
    theme: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A disclosure, declaration or definition; paragraphs are parted by line feeds."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What is compared. ``date`` is ISO 8601; ``about`` holds metadata as shown, by key."""

    slug: str
    lang: str
    date: str
    title: str
    rating: Rating | None = None
    targets: tuple[Value, ...] = ()
    """Price, target price and the like, by id."""
    estimates: tuple[Value, ...] = ()
    """Forecast figures; an id is the figure's name and its period, parted by a tab."""
    facts: tuple[Value, ...] = ()
    parts: tuple[Part, ...] = ()
    exhibits: tuple[Table, ...] = ()
    people: tuple[Signatory, ...] = ()
    companies: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    house: Mapping[str, str] = field(default_factory=dict)
    """Names of the house, for the head and foot of a redline."""

    def blocks(self) -> Iterator[tuple[str, TextBlock]]:
        """Every block in reading order, with the kind of its part."""
        for part in self.parts:
            for block in part.blocks:
                yield part.kind, block

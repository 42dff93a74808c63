"""What has changed from one edition to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from desknote.editions.edition import Edition, Mention, Signatory, Table
from desknote.records import dataclass

Mark = Literal["=", "-", "+"]
"""What becomes of a piece of text: it stays, goes, or comes."""
Op = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that stays, goes or comes."""

    mark: Mark
    text: str


Pieces = tuple[Piece, ...]


def before(pieces: Iterable[Piece]) -> str:
    """The text as it was."""
    return "".join(p.text for p in pieces if p.mark != "+")


def after(pieces: Iterable[Piece]) -> str:
    """The text as it is now."""
    return "".join(p.text for p in pieces if p.mark != "-")


def altered(pieces: Iterable[Piece]) -> bool:
    """Whether any of it goes or comes."""
    return any(p.mark != "=" for p in pieces)


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block of text in the place where it is or was.

    ``op``: ``same``, ``changed``, ``added``, ``removed``; ``left`` and ``came`` are the two ends of a move,
    with the same number in ``move``. A block that came holds what was altered on the way. ``kind`` is that
    of the block, see ``TextBlock``.
    """

    op: Literal["same", "changed", "added", "removed", "left", "came"]
    kind: str
    pieces: Pieces
    move: int = 0

    @property
    def was(self) -> bool:
        """Whether the old edition has it here."""
        return self.op not in ("added", "came")

    @property
    def now(self) -> bool:
        """Whether the new edition has it here."""
        return self.op not in ("removed", "left")


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of the text, its blocks in the new edition's order, with those that went where they were."""

    kind: str
    blocks: tuple[BlockChange, ...]

    @property
    def altered(self) -> bool:
        return any(block.op != "same" for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a figure has moved: ``unit`` is ``%`` of the old figure, or ``pp``, percentage points."""

    amount: float
    unit: Literal["%", "pp"]


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A figure, rating, date or setting, by its id. A text is empty where there was or is none.

    ``pieces`` mark what changed within a longer text; ``source`` is where a figure came from, was and is.
    """

    id: str
    op: Op
    old: str
    new: str
    difference: Difference | None = None
    pieces: Pieces = ()
    source: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One figure of an exhibit."""

    row: str
    column: str
    old: str
    new: str
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A column of an exhibit that came or went: its cells by row."""

    name: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """An exhibit. ``old`` or ``new`` is None where it came or went."""

    id: str
    op: Op
    old: Table | None
    new: Table | None
    fields: tuple[ValueChange, ...] = ()
    """Its type, title, source, note, text alternative, whether its data are made up."""
    cells: tuple[CellChange, ...] = ()
    series_added: tuple[Series, ...] = ()
    series_removed: tuple[Series, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    """Columns whose head has changed: from, to."""
    rows_added: tuple[tuple[str, ...], ...] = ()
    rows_removed: tuple[tuple[str, ...], ...] = ()
    reordered: bool = False
    """Its rows or columns are in another order."""

    @property
    def shown(self) -> Table:
        """The exhibit as it is, or as it last was."""
        table = self.new or self.old
        assert table is not None
        return table


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A person or company that came, went or changed; ``fields`` say what of it changed."""

    id: str
    op: Op
    name: str
    record: Signatory | Mention
    fields: tuple[ValueChange, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A disclosure, declaration or definition."""

    id: str
    op: Op
    title: Pieces
    text: Pieces


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two editions; ``parts`` hold the whole text, changed or not."""

    old: Edition
    new: Edition
    ratings: tuple[ValueChange, ...] = ()
    """The rating, target price, price and upside; ``rating`` first."""
    estimates: tuple[ValueChange, ...] = ()
    facts: tuple[ValueChange, ...] = ()
    parts: tuple[PartChange, ...] = ()
    exhibits: tuple[TableChange, ...] = ()
    people: tuple[RecordChange, ...] = ()
    companies: tuple[RecordChange, ...] = ()
    statements: tuple[StatementChange, ...] = ()
    about: tuple[ValueChange, ...] = ()

    def blocks(self) -> Iterator[BlockChange]:
        """Every block of the text."""
        for part in self.parts:
            yield from part.blocks

    @property
    def altered_parts(self) -> tuple[PartChange, ...]:
        return tuple(part for part in self.parts if part.altered)

    @property
    def empty(self) -> bool:
        """Whether the editions say the same."""
        return not (
            self.ratings or self.estimates or self.facts or self.altered_parts or self.exhibits
            or self.people or self.companies or self.statements or self.about
        )  # fmt: skip

"""A table as the page shows it: columns, rows of finished cells, and nothing left to calculate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Literal

from desknote.records import dataclass

Align = Literal["left", "right", "center"]
Tone = Literal["", "up", "down"]
Kind = Literal["figure", "text", "blank", "missing"]
Orientation = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A finished cell. ``after`` is the end of ``text`` that stands right of the decimal point."""

    text: str = ""
    kind: Kind = "blank"
    after: str = ""
    tone: Tone = ""

    @property
    def wraps(self) -> bool:
        """Whether the text may take several lines: figures never do."""
        return self.kind == "text"


BLANK = Cell()


def words(text: str) -> Cell:
    """A cell of words."""
    return Cell(text, "text") if text else BLANK


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``estimate`` tints it; ``over`` is the head that it shares with its neighbours."""

    label: str
    align: Align = "right"
    estimate: bool = False
    over: str = ""
    width: float | None = None
    """Share of the table's width, 0 to 1, where an author set it."""
    apart: bool = False
    """Whether a rule sets the column apart from those before it."""
    points: bool = True
    """Whether its decimal points are set below one another; else its figures end flush."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its head and one cell for each column but the first.

    ``looks`` are its classes: bold, sub, total, key, group, ratio, stat. A group row has no cells.
    """

    label: str
    cells: tuple[Cell, ...] = ()
    looks: frozenset[str] = frozenset()

    @property
    def group(self) -> bool:
        """Whether the row is the head of those below it."""
        return "group" in self.looks

    @property
    def bold(self) -> bool:
        """Whether it is set in the bold weight."""
        return bool(self.looks & {"bold", "total", "group", "key", "stat"})


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table. ``columns[0]`` is the column of row heads."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    look: str = "table"
    headless: bool = False
    even: bool = False
    """Whether the columns of figures are equally wide, as those of years are."""
    landscape: Orientation = "auto"
    marks: frozenset[tuple[int, int]] = field(default=frozenset())
    """Cells that are picked out, as (row, column), both from 0; column 0 is the first of cells."""

    @property
    def headers(self) -> tuple[str, ...]:
        """What stands above each column, in one line."""
        return tuple(f"{c.over} {c.label}".strip() for c in self.columns)

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as text, each as long as the headers."""
        width = len(self.columns) - 1
        return tuple(
            (row.label, *(c.text for c in row.cells), *("",) * (width - len(row.cells))) for row in self.rows
        )


def row(label: str, cells: Sequence[Cell], *looks: str) -> Row:
    """A row with its classes."""
    return Row(label, tuple(cells), frozenset(look for look in looks if look))

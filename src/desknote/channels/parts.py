"""A note as a sequence of parts: what channels that are not HTML pages are written from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.closed import Exhibit
    from desknote.exhibits import Drawing

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set in one way; ``link`` is the address it leads to, ``#anchor`` within the note."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    struck: bool = False
    link: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is the note's title."""

    level: int
    line: Line
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``role``: empty for running text, else ``state``, ``masthead``, ``subtitle``, ``byline``,
    ``summary`` or ``small``."""

    line: Line
    role: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is a sequence of parts. ``start`` is the first number of a numbered list."""

    items: tuple[tuple[Part, ...], ...]
    numbered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines set as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A break between thoughts."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that takes ``across`` columns and ``down`` rows. ``tone``: ``up`` or ``down``."""

    line: Line
    head: bool = False
    align: Align = "left"
    across: int = 1
    down: int = 1
    tone: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row; ``looks`` as in ``desknote.exhibits.tables.grid.Row``."""

    cells: tuple[GridCell, ...]
    looks: frozenset[str] = frozenset()

    @property
    def bold(self) -> bool:
        """Whether it is set in the bold weight."""
        return bool(self.looks & {"bold", "total", "group", "key", "stat", "current"})


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of heads, then rows of the body; ``caption`` stands above it."""

    heads: tuple[GridRow, ...]
    rows: tuple[GridRow, ...]
    caption: Line = ()
    estimates: frozenset[int] = frozenset()
    """Columns of forecasts, from 0."""

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return max((sum(c.across for c in row.cells) for row in (*self.heads, *self.rows)), default=0)


def laid_out(rows: Sequence[GridRow], columns: int) -> list[list[GridCell | None]]:
    """The cells by row and column; nothing where one of an earlier column or row reaches."""
    taken: dict[tuple[int, int], GridCell | None] = {}
    for number, row in enumerate(rows):
        at = 0
        for cell in row.cells:
            while (number, at) in taken:
                at += 1
            for down in range(cell.down):
                for across in range(cell.across):
                    taken[number + down, at + across] = None if down or across else cell
            at += cell.across
    return [[taken.get((i, j)) for j in range(columns)] for i in range(len(rows))]


@dataclass(frozen=True, slots=True)
class Figure:
    """An exhibit: a chart, or a table whose ``grid`` is given. ``below`` are the lines under it."""

    exhibit: Exhibit
    drawing: Drawing
    caption: Line
    below: tuple[Line, ...]
    grid: Grid | None = None


Part = Heading | Paragraph | Items | Quote | Code | Break | Grid | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """Parts of one kind: ``state``, ``title``, ``glance``, ``viewpoint``, ``advice``, ``risks``, ``chapter``,
    ``people``, ``related``, ``statement``, ``disclosures``, ``ratings``."""

    kind: str
    parts: tuple[Part, ...]
    id: str = ""


def text(line: Line) -> str:
    """A line without marks."""
    return "".join(run.text for run in line)

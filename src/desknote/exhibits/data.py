"""From a frame's cells to what charts are drawn from: figures, and places along the x axis."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import Literal

from desknote.closed import Cell, Exhibit, Frame
from desknote.records import dataclass

Figure = float | None
Kind = Literal["date", "number", "category"]


@dataclass(frozen=True, slots=True)
class Series:
    """One column's figures, beside the x axis they belong to."""

    label: str
    values: tuple[Figure, ...]

    def known(self) -> list[tuple[int, float]]:
        """The figures there are, with their rows."""
        return [(i, v) for i, v in enumerate(self.values) if v is not None]


@dataclass(frozen=True, slots=True)
class Axis:
    """The x column. ``at`` are places on the axis: days since 1-1-1, figures, or 0, 1, 2, …"""

    kind: Kind
    cells: tuple[Cell, ...]
    at: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.at)


def frame_of(exhibit: Exhibit) -> Frame:
    """The exhibit's data: its file, or the rows written in the note."""
    if exhibit.frame is not None:
        return exhibit.frame
    return inline_frame(exhibit.spec.rows)


def inline_frame(rows: Sequence[dict[str, Cell]], file: str = "rows") -> Frame:
    """A frame of rows written in the note: every key is a column."""
    import hashlib

    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: tuple(row.get(name) for row in rows) for name in names}
    return Frame(file, columns, hashlib.sha256(repr(columns).encode()).hexdigest()[:24])


def number(cell: Cell) -> Figure:
    """A cell as a figure; nothing where it is not a finite one."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    try:
        value = float(cell)
    except OverflowError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e100 else None


def numbers(frame: Frame, column: str) -> tuple[Figure, ...]:
    """A column as figures; nothing for a column that is not there."""
    return tuple(number(cell) for cell in frame.columns.get(column, (None,) * len(frame)))


def texts(frame: Frame, column: str, lang: str = "en") -> tuple[str, ...]:
    """A column as labels."""
    return tuple(text_of(cell, lang) for cell in frame.columns.get(column, (None,) * len(frame)))


def text_of(cell: Cell, lang: str) -> str:
    """A cell as a label: years without separators, dates in full."""
    from desknote.exhibits.dates import full_label

    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return full_label(cell, lang)
    if isinstance(cell, float):
        return f"{cell:g}" if math.isfinite(cell) else ""
    return str(cell).strip()


def x_axis(frame: Frame, column: str) -> tuple[Axis, tuple[int, ...]]:
    """The x column in order, and the rows of the frame in that order.

    Rows without an x are left out. Dates and figures are sorted, other labels stay as written.
    """
    cells = frame.columns.get(column, ())
    rows = [i for i, cell in enumerate(cells) if cell is not None and cell == cell and cell != ""]
    if rows and all(isinstance(cells[i], dt.date) for i in rows):
        kind: Kind = "date"
        place = {i: float(cells[i].toordinal()) for i in rows}  # type: ignore[union-attr]
    elif rows and all(number(cells[i]) is not None for i in rows):
        kind = "number"
        place = {i: number(cells[i]) or 0.0 for i in rows}
    else:
        kind = "category"
        place = {row: float(i) for i, row in enumerate(rows)}
    rows.sort(key=lambda i: place[i])
    return Axis(kind, tuple(cells[i] for i in rows), tuple(place[i] for i in rows)), tuple(rows)


def ordered(frame: Frame, column: str, rows: Iterable[int]) -> tuple[Figure, ...]:
    """A column's figures in the order of ``rows``."""
    values = numbers(frame, column)
    return tuple(values[i] if i < len(values) else None for i in rows)


def extent(*groups: Iterable[Figure]) -> tuple[float, float] | None:
    """The least and the greatest figure, if there is any."""
    known = [v for group in groups for v in group if v is not None]
    return (min(known), max(known)) if known else None

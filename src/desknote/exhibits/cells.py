"""Grids of coloured cells: heatmaps and sensitivity tables."""

from __future__ import annotations

from collections.abc import Sequence

from desknote.exhibits import colour as eye
from desknote.exhibits.metrics import LEADING
from desknote.exhibits.numbers import is_short, labels
from desknote.exhibits.sheet import Box, Sheet
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.words import say
from desknote.exhibits.wrapping import wrap
from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """Where cells stand: ``inner`` is cut into rows and columns."""

    inner: Box
    rows: int
    columns: int

    def box(self, row: int, column: int) -> Box:
        """The place of a cell."""
        w, h = self.inner.width / self.columns, self.inner.height / self.rows
        left, top = self.inner.left + column * w, self.inner.top - row * h
        return Box(left, top - h, left + w, top)


def lay_grid(
    sheet: Sheet, rows: Sequence[str], columns: Sequence[str], *, row_title: str = "", column_title: str = ""
) -> Grid:
    """Names of rows at the left, of columns above; titles of both in the muted colour."""
    size, muted = sheet.size, sheet.style.muted
    room = sheet.room
    if column_title:
        text = sheet.shortened(column_title, room.width * 0.8)
        title_at = room.top
        room = room.shrunk(top=size * LEADING + 0.5)
    names = [sheet.shortened(name, room.width * 0.34) for name in rows]
    left = max(sheet.widest(names), min(sheet.measure(row_title), room.width * 0.34)) + size * 0.7
    slot = (room.width - left) / max(1, len(columns))
    heads = [wrap(sheet, name, slot - 2, 2 if slot > size * 3 else 1, cut=False) for name in columns]
    lines = max((len(h) for h in heads), default=1)
    stride = 1
    if any(sheet.measure(part) > slot - 1 for h in heads for part in h):
        stride = max(1, int(sheet.widest(columns) // max(slot, 1.0)) + 1)
        heads, lines = [(name,) for name in columns], 1
    inner = Box(room.left + left, room.bottom, room.right, room.top - lines * size * LEADING - 1.5)
    if column_title:
        middle = (inner.left + inner.right) / 2
        sheet.text(middle, title_at, text, across="center", along="top", colour=muted, role="title")
    if row_title:
        shown = sheet.shortened(row_title, left - size * 0.5)
        y = inner.top + size * 0.75
        sheet.text(inner.left - size * 0.7, y, shown, across="right", colour=muted, role="title")
    grid = Grid(inner, max(1, len(rows)), max(1, len(columns)))
    for i, head in enumerate(heads):
        if i % stride == 0:
            cell = grid.box(0, i)
            for j, part in enumerate(reversed(head)):
                y = inner.top + size * (0.75 + j * LEADING)
                sheet.text(
                    (cell.left + cell.right) / 2, y, part, across="center", colour=muted, role="column"
                )
    each = inner.height / max(1, len(rows))
    skip = max(1, int(size * 1.05 // max(each, 0.1)) + (1 if each < size * 1.05 else 0))
    for i, name in enumerate(names):
        if i % skip == 0:
            cell = grid.box(i, 0)
            y = (cell.top + cell.bottom) / 2
            sheet.text(inner.left - size * 0.7, y, name, across="right", role="row")
    return grid


def labelled(
    sheet: Sheet, rows: Sequence[str], columns: Sequence[str], values: Sequence[float], *, unit: str | None,
    digits: int | None, row_title: str = "", column_title: str = "",
) -> tuple[Grid, list[str]]:  # fmt: skip
    """The grid, and each of ``values`` as its cell shows it.

    Where not all have room with the unit, it stands above; then they are rounded; then left out.
    """
    named = say("unit", sheet.lang, unit=unit) if unit else ""
    chosen: tuple[str, list[str]] = (named, [""] * len(values))
    for short, count in ((True, digits), (False, digits), (False, 0)):
        behind = unit if short and is_short(unit) else None
        caption = "" if behind else named
        above = [bool(caption), bool(column_title), True].count(True) * sheet.size * LEADING + 2
        left = (
            sheet.widest(sheet.shortened(name, sheet.room.width * 0.34) for name in rows) + sheet.size * 0.7
        )
        plan = Grid(sheet.room.shrunk(left=left, top=above), max(1, len(rows)), max(1, len(columns)))
        texts = labels(values, sheet.lang, behind, count)
        box = plan.box(0, 0)
        if box.height >= sheet.size * 1.05 and box.width >= sheet.widest(texts, bold=True) + 1.5:
            chosen = (caption, texts)
            break
    sheet.caption(chosen[0])
    return lay_grid(sheet, rows, columns, row_title=row_title, column_title=column_title), chosen[1]


def paint_cell(
    sheet: Sheet, grid: Grid, row: int, column: int, fill: str, text: str, *, bold: bool = False
) -> None:
    """Fill a cell and write in it."""
    box = grid.box(row, column)
    seam = 0.4 if min(box.width, box.height) > 4 else 0.0
    sheet.rect(box.shrunk(seam, seam, seam, seam), fill, z=1)
    if text:
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        sheet.text(x, y, text, across="center", bold=bold, colour=sheet.style.on(fill), role="cell")


def diverging(style: ChartStyle, share: float) -> str:
    """From the colour of falls (−1) by the ground to that of rises (1)."""
    share = max(-1.0, min(1.0, share))
    neutral = eye.mix(style.background, style.foreground, 0.05)
    return eye.mix(neutral, style.up if share > 0 else style.down, abs(share) * 0.85)


def sequential(style: ChartStyle, share: float) -> str:
    """From nearly the ground (0) to the first series' colour (1)."""
    share = max(0.0, min(1.0, share))
    return eye.mix(eye.mix(style.background, style.colour(0), 0.06), style.colour(0), share * 0.94)

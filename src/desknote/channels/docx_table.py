"""Tables of a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desknote.channels.docx_text import Bookmarks, put
from desknote.channels.parts import Grid, GridCell, laid_out, text
from desknote.report import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desknote.channels.parts import GridRow

_TWIPS = 9070
"""The width of the text in twentieths of a point: 160 mm."""
_EMU_A_TWIP = 635
_TOGETHER = 14
"""Rows of a table that stays on one page."""


def add_table(
    document: Any, grid: Grid, bookmarks: Bookmarks, tint: str, small: bool = False, alt: str = ""
) -> None:
    """``grid`` at the end of ``document``. Heads are repeated on each page; rows are not parted.

    ``tint`` is the ground of rows that are picked out, ``#rrggbb``; ``alt`` says what the table shows.
    """
    from docx.oxml.ns import qn

    rows = (*grid.heads, *grid.rows)
    if not rows or not grid.columns:
        return
    table = document.add_table(len(rows), grid.columns, style="Figures")
    table.autofit = False
    if alt:
        described = table._tbl.tblPr.makeelement(qn("w:tblDescription"), {qn("w:val"): alt})
        table._tbl.tblPr.append(described)
    widths = _widths(grid)
    for column, share in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(share))
    heads = len(grid.heads)
    cells = [*laid_out(grid.heads, grid.columns), *laid_out(grid.rows, grid.columns)]
    # python-docx looks a row's cells up in the whole table each time: they are asked for once.
    grid_of_cells = [row.cells for row in table.rows]
    for number, row in enumerate(rows):
        _row(table.rows[number], number < heads)
        for index, cell in enumerate(cells[number]):
            if cell is None:
                continue
            into = grid_of_cells[number][index]
            if cell.across > 1 or cell.down > 1:
                into = into.merge(grid_of_cells[number + cell.down - 1][index + cell.across - 1])
            _fill(into, cell, row, number < heads, bookmarks, small)
            if row.looks & {"key", "current"} and number >= heads:
                _shade(into, tint.lstrip("#"))
    for number, cells_of_row in enumerate(grid_of_cells):
        together = len(rows) <= _TOGETHER and number < len(rows) - 1
        for index, cell in enumerate(cells_of_row):
            cell.width = widths[index] * _EMU_A_TWIP
            if together:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    document.add_paragraph(style="After Table")


def _row(row: Any, head: bool) -> None:
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(into: Any, cell: GridCell, row: GridRow, head: bool, bookmarks: Bookmarks, small: bool) -> None:
    from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
    from docx.shared import Mm

    paragraph = into.paragraphs[0]
    paragraph.style = "Table Head" if head else "Table Small" if small else "Table Text"
    paragraph.alignment = getattr(WD_PARAGRAPH_ALIGNMENT, cell.align.upper())
    put(paragraph, cell.line, bookmarks)
    if "sub" in row.looks and cell.head and not head:
        paragraph.paragraph_format.left_indent = Mm(3)
    if row.bold and not head:
        for run in paragraph.runs:
            run.bold = True
    if cell.tone:
        for run in paragraph.runs:
            run.style = "Rise" if cell.tone == "up" else "Fall"


def _shade(into: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), colour)
    into._tc.get_or_add_tcPr().append(shade)


def _widths(grid: Grid) -> list[int]:
    """Widths in twips: columns share the line as their texts are long, none too narrow for a word."""
    longest = [6] * grid.columns
    for row in _plain([*grid.heads, *grid.rows], grid.columns):
        for index, words in enumerate(row):
            longest[index] = max(longest[index], min(width(words), 44))
    total = sum(longest)
    shares = [round(_TWIPS * n / total) for n in longest]
    shares[0] += _TWIPS - sum(shares)
    return shares


def _plain(rows: Sequence[GridRow], columns: int) -> list[list[str]]:
    return [
        [text(cell.line) if cell and cell.across == 1 else "" for cell in row]
        for row in laid_out(rows, columns)
    ]

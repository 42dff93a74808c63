"""A drawn table's HTML back to rows and cells, and rows of text to a grid."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from desknote.channels.parts import Align, Grid, GridCell, GridRow, Line, Run
from desknote.patterns import regex

_FIGURE = regex(r"[+\-−–(]?[A-Z$€£¥]{0,4}\s?\d[\d,.]*\s?[%xX倍]?\)?|[-–—]|n\.?[am]\.?")


def parse_table(html: str) -> Grid:
    """The table that ``desknote.exhibits.tables.html.to_html`` wrote."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Grid(tuple(reader.heads), tuple(reader.rows), (), frozenset(reader.estimates))


def grid_of(headers: Sequence[str], rows: Sequence[Sequence[str]], caption: Line = ()) -> Grid:
    """Rows of plain text; columns of figures are set to the right."""
    aligns: list[Align] = ["left"]
    for index in range(1, len(headers)):
        cells = [row[index] for row in rows if index < len(row) and row[index]]
        aligns.append("right" if cells and all(_FIGURE.fullmatch(c) for c in cells) else "left")
    heads = tuple(GridCell((Run(h),), True, a) for h, a in zip(headers, aligns, strict=True))
    body = tuple(
        GridRow(tuple(GridCell((Run(c),), i == 0, aligns[i]) for i, c in enumerate(row))) for row in rows
    )
    return Grid((GridRow(heads),), body, caption)


class _Reader(HTMLParser):
    """Reads one table, of the form that desknote itself writes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heads: list[GridRow] = []
        self.rows: list[GridRow] = []
        self.estimates: set[int] = set()
        self._columns = 0
        self._in_head = False
        self._looks: frozenset[str] = frozenset()
        self._cells: list[GridCell] = []
        self._cell: dict[str, str] | None = None
        self._tag = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "col":
            if "est" in given.get("class", "").split():
                self.estimates.add(self._columns)
            self._columns += 1
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr":
            self._looks, self._cells = frozenset(given.get("class", "").split()), []
        elif tag in ("th", "td"):
            self._cell, self._tag, self._text = given, tag, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "thead":
            self._in_head = False
        elif tag in ("th", "td") and self._cell is not None:
            self._cells.append(self._finished(self._cell))
            self._cell = None
        elif tag == "tr":
            (self.heads if self._in_head else self.rows).append(GridRow(tuple(self._cells), self._looks))

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._text += data

    def _finished(self, given: dict[str, str]) -> GridCell:
        looks = given.get("class", "").split()
        row_head = self._tag == "th" and not self._in_head
        align: Align = "right"
        if "l" in looks or row_head:
            align = "left"
        elif "c" in looks or "over" in looks:
            align = "center"
        tone = next((look for look in looks if look in ("up", "down")), "")
        across, down = int(given.get("colspan", "1")), int(given.get("rowspan", "1"))
        return GridCell((Run(self._text.strip()),), self._tag == "th", align, across, down, tone)

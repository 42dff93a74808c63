"""``txt``: the note as plain text, lines wrapped and tables aligned by the width of East Asian letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from desknote.channels.materials import Materials
from desknote.channels.outline import data_grid, outline
from desknote.channels.parts import (
    Break,
    Code,
    Figure,
    Grid,
    GridRow,
    Heading,
    Items,
    Line,
    Paragraph,
    Part,
    Quote,
    laid_out,
    text,
)
from desknote.channels.registry import Channel, Made
from desknote.channels.wrapping import padded, wrapped
from desknote.report import width

COLUMNS = 78
"""As wide as text in mail and terminals is usually set (RFC 5322, 2.1.1)."""
_GAP = "  "


def make(materials: Materials, channel: Channel) -> Made:
    """``note.txt``. ``columns`` of the settings is the width of its lines. Raises Problems."""
    columns = int(channel.settings.get("columns", COLUMNS))
    return Made({channel.files[0]: plain_text(materials, columns).encode()})


def plain_text(materials: Materials, columns: int = COLUMNS) -> str:
    """The whole note in lines of at most ``columns`` columns. Raises Problems."""
    writer = _Writer(columns)
    blocks = [
        block
        for section in outline(materials.note, materials.drawings)
        for part in section.parts
        for block in writer.blocks(part)
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks) + "\n"


class _Writer:
    """Writes parts within a number of columns."""

    def __init__(self, columns: int) -> None:
        self._columns = columns

    def blocks(self, part: Part) -> Iterator[Sequence[str]]:
        """A part as blocks of lines; an empty line parts them."""
        if isinstance(part, Heading):
            yield self._heading(part)
        elif isinstance(part, Paragraph):
            words = said(part.line)
            yield self._lines(f"*** {words} ***" if part.role == "state" else words)
        elif isinstance(part, Items):
            yield list(self._items(part))
        elif isinstance(part, Quote):
            inner = _Writer(self._columns - 2)
            yield [f"> {line}" for line in inner.joined(part.parts)]
        elif isinstance(part, Code):
            yield [f"    {line}" for line in part.text.split("\n")]
        elif isinstance(part, Break):
            yield ["* * *".center(self._columns)]
        elif isinstance(part, Grid):
            if part.caption:
                yield self._lines(said(part.caption))
            yield table(part, self._columns)
        elif isinstance(part, Figure):
            yield list(self._figure(part))

    def joined(self, parts: Iterable[Part]) -> list[str]:
        """Parts as lines, those of different blocks with an empty one between."""
        lines: list[str] = []
        for part in parts:
            for block in self.blocks(part):
                lines += ["", *block] if lines else list(block)
        return lines

    def _lines(self, words: str) -> list[str]:
        return [line for piece in words.split("\n") for line in wrapped(piece, self._columns)]

    def _heading(self, heading: Heading) -> Sequence[str]:
        lines = self._lines(text(heading.line))
        if heading.level > 2:
            return lines
        rule = ("=" if heading.level == 1 else "-") * max(map(width, lines), default=0)
        return [*lines, rule]

    def _items(self, part: Items) -> Iterator[str]:
        loose = any(len(item) > 1 for item in part.items)
        for number, item in enumerate(part.items, part.start):
            mark = f"{number}. " if part.numbered else "- "
            inner = _Writer(self._columns - len(mark)).joined(item)
            if loose and number > part.start:
                yield ""
            for index, line in enumerate(inner or [""]):
                yield (mark if index == 0 else " " * len(mark)) + line

    def _figure(self, figure: Figure) -> Iterator[str]:
        yield from self._lines(said(figure.caption))
        if figure.grid is None:
            yield from self._lines(f"[{figure.drawing.alt}]")
        if (grid := figure.grid or data_grid(figure)) is not None:
            yield from table(grid, self._columns)
        for line in figure.below:
            yield from self._lines(said(line))


def said(line: Line) -> str:
    """A line as text; an address that the words do not say follows in brackets."""
    out = ""
    for run in line:
        address = run.link.removeprefix("mailto:")
        far = address and not address.startswith("#") and address != run.text
        out += f"{run.text} <{address}>" if far else run.text
    return out


def table(grid: Grid, columns: int) -> list[str]:
    """A table in aligned columns; where there is no room, each row as a few lines of its own."""
    body = _texts(grid.rows, grid.columns)
    for row, held in zip(body, grid.rows, strict=True):
        if "sub" in held.looks and row[0]:
            row[0] = f"  {row[0]}"
    rows = [*_texts(grid.heads, grid.columns), *body]
    if not rows:
        return []
    widths = [max(width(row[i]) for row in rows) for i in range(grid.columns)]
    room = columns - len(_GAP) * (grid.columns - 1)
    if sum(widths) > room:
        widths = _narrowed(widths, room)
        if min(widths) < 4:
            return _as_lists(grid)
    aligns = _aligns(grid)
    lines: list[str] = []
    for index, row in enumerate(rows):
        if index == len(grid.heads) and grid.heads:
            lines.append(_GAP.join("-" * w for w in widths))
        lines += _row(row, widths, aligns)
    return lines


def _row(cells: Sequence[str], widths: Sequence[int], aligns: Sequence[str]) -> Iterator[str]:
    pieces = [wrapped(cell, w) if cell else [""] for cell, w in zip(cells, widths, strict=True)]
    for index in range(max(map(len, pieces))):
        shown = [
            padded(piece[index] if index < len(piece) else "", w, align)
            for piece, w, align in zip(pieces, widths, aligns, strict=True)
        ]
        yield _GAP.join(shown).rstrip()


def _texts(rows: Sequence[GridRow], count: int) -> list[list[str]]:
    """The rows' texts, one a column: a cell that takes several stands in the first of them."""
    return [
        [text(cell.line).replace("\n", " ") if cell else "" for cell in row] for row in laid_out(rows, count)
    ]


def _aligns(grid: Grid) -> list[str]:
    sample = next((row for row in grid.rows if len(row.cells) == grid.columns), None)
    if sample is None:
        return ["left"] * grid.columns
    return ["right" if cell.align == "right" else "left" for cell in sample.cells]


def _narrowed(widths: Sequence[int], room: int) -> list[int]:
    """``widths`` such that they fit: the widest columns give way."""
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > 4:
        widest = max(range(len(fitted)), key=lambda i: fitted[i])
        fitted[widest] -= 1
    return fitted if sum(fitted) <= room else [0]


def _as_lists(grid: Grid) -> list[str]:
    """Each row under its head: ``column: cell`` a line."""
    heads = [" ".join(filter(None, column)) for column in zip(*_texts(grid.heads, grid.columns), strict=True)]
    heads = heads or [""] * grid.columns
    lines: list[str] = []
    for cells in _texts(grid.rows, grid.columns):
        lines.append(cells[0])
        lines += [f"  {head}: {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True) if cell]
    return lines

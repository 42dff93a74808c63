"""How a table is fitted to its place: widths of columns, a smaller type where needed, or a wider page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desknote.exhibits.draw import FULL_MM
from desknote.exhibits.metrics import Metrics
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.grid import Cell, Column, Row, Table
from desknote.spacing import HAN, spaced

LANDSCAPE_MM = 265.0
"""The width of the text on an A4 page on its side."""
STEPS = (1.0, 0.93, 0.87, 0.8)
"""Type sizes of tables, as shares of the usual one; the last is the floor."""
PAD = (0.75, 0.6, 0.45, 0.35)
"""Room on each side of a cell at each of them, in em."""
LONG = 14
"""Rows that are kept together on a page; longer tables break."""
_MM = 25.4 / 72
_BREAKS = re.compile(rf"[{HAN}]|[^\s{HAN}/–-]+[/–-]?|\s+|.")
_HEAD_LINES = 2
_STUB_EM = 12.0  # a column of row heads narrows to this before type gets smaller
_WORDS_EM = 7.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table's place: columns' shares of the width, step of type, orientation, and room in em that it
    needs before its text is squeezed. ``indents`` are the right indents in em that set decimal points
    below one another, by (row, column) of cells, both from 0."""

    shares: tuple[float, ...]
    step: int
    landscape: bool
    needed: float
    long: bool
    indents: dict[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class _Demand:
    """The width in em that a column needs at least, and wants."""

    least: float
    wanted: float
    figures: bool


Measure = Callable[[str, bool], float]


def measure_with(style: ChartStyle) -> Measure:
    """Widths in em of text in the style's fonts."""
    metrics = Metrics(style.fonts)

    def measure(text: str, bold: bool) -> float:
        return metrics.width(spaced(text), 1.0, bold)

    return measure


def fit(table: Table, style: ChartStyle, width_mm: float) -> Fitted:
    """Fit ``table`` into ``width_mm``."""
    measure = measure_with(style)
    indents, ends = _indents(table, measure)
    demands = [_demand(table, i, ends, measure) for i in range(len(table.columns))]
    if table.even:
        most = max((d.wanted for d in demands[1:] if d.figures), default=0.0)
        demands[1:] = [_Demand(max(d.least, most), max(d.wanted, most), True) if d.figures else d
                       for d in demands[1:]]  # fmt: skip
    em = width_mm / (style.table_size * _MM)
    wide = LANDSCAPE_MM / (style.table_size * _MM)
    may_turn = table.landscape != "never" and width_mm >= FULL_MM - 1
    landscape = table.landscape == "always"
    room = wide if landscape else em
    step = _step(demands, room)
    if step is None and may_turn and not landscape:
        landscape, room = True, wide
        step = _step(demands, room)
    step = len(STEPS) - 1 if step is None else step
    pad = 2 * PAD[step]
    shares = _shares(table.columns, demands, room / STEPS[step], pad)
    needed = sum(min(d.wanted, d.least * 1.25) + 2 * PAD[0] for d in demands)
    return Fitted(shares, step, landscape, round(needed, 1), len(table.rows) > LONG, indents)


def _step(demands: Sequence[_Demand], room: float) -> int | None:
    """The largest type in which every column has what it needs."""
    need = sum(d.least for d in demands)
    for step, size in enumerate(STEPS):
        if need + 2 * PAD[step] * len(demands) <= room / size:
            return step
    return None


def _shares(
    columns: Sequence[Column], demands: Sequence[_Demand], room: float, pad: float
) -> tuple[float, ...]:
    """Each column's share of the width: what it wants and a part of the rest, or less where room is short."""
    least = [d.least + pad for d in demands]
    wanted = [d.wanted + pad for d in demands]
    short = sum(wanted) - room
    if short <= 0:
        widths = [w - short * w / sum(wanted) for w in wanted]
    else:
        give = [w - n for w, n in zip(wanted, least, strict=True)]
        total = sum(give)
        part = min(1.0, short / total) if total else 0.0
        widths = [w - g * part for w, g in zip(wanted, give, strict=True)]
    fixed = [c.width for c in columns]
    if any(fixed):
        taken = sum(f for f in fixed if f)
        free = sum(w for w, f in zip(widths, fixed, strict=True) if not f)
        rest = max(0.05, 1 - taken)
        widths = [f or w / free * rest for w, f in zip(widths, fixed, strict=True)]
    total = sum(widths) or 1.0
    return tuple(round(w / total, 4) for w in widths)


def _demand(table: Table, index: int, ends: Sequence[float], measure: Measure) -> _Demand:
    column = table.columns[index]
    head = _lines(column.label, _HEAD_LINES, measure)
    if index == 0:
        heads = [r for r in table.rows if not r.group]
        labels = [measure(r.label, r.bold) + (1.0 if "sub" in r.looks else 0.0) for r in heads]
        words = max((_word(r.label, measure) for r in heads), default=0.0)
        wanted = max([0.0 if table.headless else measure(column.label, True), *labels])
        return _Demand(min(wanted, max(_STUB_EM, words)), wanted, False)
    cells = list(table.column(index))
    end, points = ends[index], column.points
    fixed = [_figure_width(row, cell, end, points, measure) for row, cell in cells if not cell.wraps]
    free = [(measure(cell.text, row.bold), _word(cell.text, measure)) for row, cell in cells if cell.wraps]
    figures = max([0.0, *fixed])
    if column.over:
        beside = sum(c.over == column.over for c in table.columns)
        head = max(head, measure(column.over, True) / beside)
    whole = measure(column.label, True)
    if not free:
        return _Demand(max(figures, head), max(figures, min(whole, figures * 1.5, head * 1.6), head), True)
    wanted = max([figures, whole, *(w for w, _ in free)])
    least = max([figures, head, *(w for _, w in free), min(wanted, _WORDS_EM)])
    return _Demand(least, wanted, False)


def _hanging(cell: Cell, points: bool) -> str:
    """The end of a figure that hangs to the right of where the column's figures are set."""
    return cell.after if points else ")" if cell.after.endswith(")") else ""


def _figure_width(row: Row, cell: Cell, end: float, points: bool, measure: Measure) -> float:
    return measure(cell.text, row.bold) + max(0.0, end - measure(_hanging(cell, points), row.bold))


def _word(text: str, measure: Measure) -> float:
    """The width of the longest part of ``text`` that is not broken."""
    return max((measure(part, False) for part in _BREAKS.findall(text)), default=0.0)


def _lines(text: str, most: int, measure: Measure) -> float:
    """The width in which ``text`` takes at most ``most`` lines."""
    parts = [measure(p, True) for p in _BREAKS.findall(text)]
    if not parts:
        return 0.0
    width = max(max(parts), sum(parts) / most)
    for _ in range(40):
        count, line = 1, 0.0
        for part in parts:
            if line and line + part > width + 1e-6:
                count, line = count + 1, 0.0
            line += part
        if count <= most:
            return width
        width *= 1.05
    return sum(parts)


def _indents(table: Table, measure: Measure) -> tuple[dict[tuple[int, int], float], list[float]]:
    """Right indents of figures that set their decimal points below one another, and the widest end by
    column."""
    found: dict[tuple[int, int], float] = {}
    widest = [0.0] * len(table.columns)
    for index in range(1, len(table.columns)):
        if table.columns[index].align != "right":
            continue
        points = table.columns[index].points
        ends = {
            number: measure(_hanging(row.cells[index - 1], points), row.bold)
            for number, row in enumerate(table.rows)
            if index <= len(row.cells) and row.cells[index - 1].kind == "figure"
        }
        widest[index] = max(ends.values(), default=0.0)
        for number, end in ends.items():
            if widest[index] - end > 0.02:
                found[number, index - 1] = round(widest[index] - end, 2)
    return found, widest

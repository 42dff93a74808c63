"""How a table is fitted to its place: widths of columns, a smaller type where needed, or a wider page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace

from desknote.exhibits.draw import FULL_MM
from desknote.exhibits.metrics import Metrics
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.grid import Cell, Row, Table
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.spacing import HAN, spaced

LANDSCAPE_MM = 265.0
"""The width of the text on an A4 page on its side."""
STEPS = (1.0, 0.93, 0.87, 0.8)
"""Type sizes of tables, as shares of the usual one; the last is the floor."""
PAD = (0.75, 0.6, 0.45, 0.35)
"""Room on each side of a cell at each of them, in em."""
LONG = 14
"""Rows that are kept together on a page; longer tables break."""
UNIT = r"[(（][^()（）]{1,8}[)）]"
"""What stays on one line in a head: a unit in brackets."""
_MM = 25.4 / 72
_BREAKS = regex(rf"{UNIT}|[{HAN}]|[^\s{HAN}/–-]+[/–-]?|\s+|.")
_HEAD_LINES = 2
_SHORT_EM = 4.2  # a head of four Chinese characters is not broken
_FRONT_MM = 100.0
_SAMPLE = 60
_SLACK = 0.15  # em: text that just fits breaks where a font's hinting differs
_STUB_EM = 12.0  # a column of row heads narrows to this before type gets smaller
_WORDS_EM = 7.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table's place.

    ``shares`` are the columns' of the width; ``step`` is that of the type, None where it is smaller
    than the floor, and ``size`` its share of the usual size; ``needed`` is the room in em that it wants
    on a screen; ``crowded`` says that the column beside a sidebar is too narrow. ``indents`` are the
    right indents in em that set decimal points below one another, by (row, column) of cells, from 0.
    """

    shares: tuple[float, ...]
    step: int | None
    size: float
    landscape: bool
    needed: float
    long: bool
    indents: dict[tuple[int, int], float]
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class _Demand:
    """The width in em that a column needs at least, and wants; by row, the parts of text that wraps."""

    least: float
    wanted: float
    figures: bool
    texts: dict[int, tuple[float, ...]] = field(default_factory=dict)


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
    page, wide = (mm / (style.table_size * _MM) for mm in (width_mm, LANDSCAPE_MM))
    landscape = table.landscape == "always"
    room = wide if landscape else page
    step = _step(demands, room)
    if step is None and not landscape and table.landscape == "auto" and width_mm >= FULL_MM - 1:
        landscape, room = True, wide
        step = _step(demands, room)
    if step is None and _FRONT_MM <= width_mm < FULL_MM - 1:
        # Beside the sidebar there is no room for it: it goes to the next page, and has all of that.
        return replace(fit(table, style, FULL_MM), crowded=True)
    pad = 2 * PAD[len(STEPS) - 1 if step is None else step]
    # Smaller than small, where nothing else helps: figures never run into each other.
    size = room / (sum(d.least for d in demands) + pad * len(demands)) if step is None else STEPS[step]
    shares = _shares(table, demands, room / size, pad)
    needed = sum(min(d.wanted, d.least * 1.25) + 2 * PAD[0] for d in demands)
    long = len(table.rows) > LONG
    return Fitted(shares, step, size, landscape, round(needed, 1), long, indents)


def _step(demands: Sequence[_Demand], room: float) -> int | None:
    """The largest type in which every column has what it needs; nothing where none is small enough."""
    need = sum(d.least for d in demands)
    for step, size in enumerate(STEPS):
        if need + 2 * PAD[step] * len(demands) <= room / size + 1e-9:
            return step
    return None


def _shares(table: Table, demands: Sequence[_Demand], room: float, pad: float) -> tuple[float, ...]:
    """Each column's share of the width: what it wants and a part of the rest, or less where room is short."""
    least = [d.least + pad for d in demands]
    wanted = [d.wanted + pad for d in demands]
    spare = room - sum(wanted)
    if spare >= 0:
        widths = [w + spare * w / sum(wanted) for w in wanted]
    else:
        widths = _narrowed(demands, least, wanted, room, pad)
    fixed = [c.width for c in table.columns]
    if any(fixed):
        taken = sum(f for f in fixed if f)
        free = sum(w for w, f in zip(widths, fixed, strict=True) if not f)
        rest = max(0.05, 1 - taken)
        widths = [f or w / free * rest for w, f in zip(widths, fixed, strict=True)]
    total = sum(widths) or 1.0
    return tuple(round(w / total, 4) for w in widths)


def _narrowed(
    demands: Sequence[_Demand], least: list[float], wanted: list[float], room: float, pad: float
) -> list[float]:
    """Widths that fill ``room``: between cutting the widest columns only and cutting all in proportion,
    what takes the fewest lines."""
    level = _levelled(least, wanted, room)
    give = sum(wanted) - sum(least)
    part = min(1.0, (sum(wanted) - room) / give) if give > 0 else 0.0
    even = [w - (w - n) * part for n, w in zip(least, wanted, strict=True)]
    mixes = [[a + (b - a) * t / 8 for a, b in zip(level, even, strict=True)] for t in range(9)]
    return min(mixes, key=lambda widths: _height(demands, widths, pad))


def _height(demands: Sequence[_Demand], widths: Sequence[float], pad: float) -> int:
    """How many lines the rows take in all."""
    lines: dict[int, int] = {}
    for demand, width in zip(demands, widths, strict=True):
        for row, parts in demand.texts.items():
            lines[row] = max(lines.get(row, 1), _count(parts, width - pad))
    return sum(lines.values())


def _levelled(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Widths that fill ``room``, the widest columns cut to a common width before others give way."""
    low, high = 0.0, max(wanted)
    for _ in range(40):
        level = (low + high) / 2
        total = sum(max(n, min(w, level)) for n, w in zip(least, wanted, strict=True))
        low, high = (low, level) if total > room else (level, high)
    return [max(n, min(w, low)) for n, w in zip(least, wanted, strict=True)]


def _demand(table: Table, index: int, ends: Sequence[float], measure: Measure) -> _Demand:
    column = table.columns[index]
    whole = measure(column.label, True)
    head = whole if whole <= _SHORT_EM else _lines(column.label, _HEAD_LINES, measure)
    if index == 0:
        rows = [(i, r) for i, r in enumerate(table.rows) if not r.group]
        texts = {i: _parts(r.label, r.bold, measure) for i, r in rows}
        indents = [1.0 if "sub" in r.looks else 0.0 for _, r in rows]
        labels = [sum(parts) + indent + _SLACK for parts, indent in zip(texts.values(), indents, strict=True)]
        wanted = max([0.0 if table.headless else whole, *labels])
        return _Demand(min(wanted, max(_STUB_EM, _longest(texts))), wanted, False, _some(texts))
    cells = [(i, r, r.cells[index - 1]) for i, r in enumerate(table.rows) if index <= len(r.cells)]
    end, points = ends[index], column.points
    fixed = [_figure_width(row, cell, end, points, measure) for _, row, cell in cells if not cell.wraps]
    figures = max([0.0, *fixed])
    if column.over:
        beside = sum(c.over == column.over for c in table.columns)
        head = max(head, measure(column.over, True) / beside)
    free = [(i, row, cell) for i, row, cell in cells if cell.wraps]
    if not free:
        return _Demand(max(figures, head), max(figures, min(whole, figures * 1.5, head * 1.6), head), True)
    texts = {i: _parts(cell.text, row.bold, measure) for i, row, cell in free}
    wanted = max([figures, whole, *(sum(parts) + _SLACK for parts in texts.values())])
    least = max(figures, head, _longest(texts), min(wanted, _WORDS_EM))
    return _Demand(least, wanted, False, _some(texts))


def _hanging(cell: Cell, points: bool) -> str:
    """The end of a figure that hangs to the right of where the column's figures are set."""
    return cell.after if points else ")" if cell.after.endswith(")") else ""


def _figure_width(row: Row, cell: Cell, end: float, points: bool, measure: Measure) -> float:
    return measure(cell.text, row.bold) + max(0.0, end - measure(_hanging(cell, points), row.bold))


def _parts(text: str, bold: bool, measure: Measure) -> tuple[float, ...]:
    """The widths of the parts of ``text`` between which a line may end, spaces among them."""
    return tuple(measure(part, bold) for part in _BREAKS.findall(text))


def _longest(texts: dict[int, tuple[float, ...]]) -> float:
    """The width of the longest part that is not broken."""
    return max((max(parts, default=0.0) for parts in texts.values()), default=0.0) + _SLACK


def _some(texts: dict[int, tuple[float, ...]]) -> dict[int, tuple[float, ...]]:
    """Enough of a column's rows to judge all of them by."""
    stride = len(texts) // _SAMPLE + 1
    return {i: parts for i, parts in texts.items() if i % stride == 0}


def _count(parts: Sequence[float], width: float) -> int:
    """How many lines of ``width`` a text takes."""
    count, line = 1, 0.0
    for part in parts:
        if line and line + part > width + 1e-6:
            count, line = count + 1, 0.0
        line += part
    return count


def _lines(text: str, most: int, measure: Measure) -> float:
    """The width in which ``text``, in bold, takes at most ``most`` lines."""
    parts = _parts(text, True, measure)
    if not parts:
        return 0.0
    width = max(max(parts), sum(parts) / most)
    for _ in range(40):
        if _count(parts, width) <= most:
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

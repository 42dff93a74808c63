"""Rows of raw cells to a typed table: where the names are, what is not data, what does not fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

from desknote.closed import Cell
from desknote.diagnostics import Diagnostic
from desknote.patterns import regex
from desknote.resolve.readers.table import (
    MAX_ROWS,
    CellType,
    Options,
    Reading,
    Table,
    bad_cell,
    column_names,
    too_much,
)

R = TypeVar("R")
Row = tuple[int, Sequence[R]]
"""A row's number in the file, and its cells."""

# The line that data vendors put under a table.
_FOOTER = regex(
    r"(数据来源|资料来源|来源|資料來源|數據來源|來源|注|註|备注|備註|说明|說明|Sources?|Notes?)\s*[:：]",
    re.IGNORECASE,
)
_BAD_CELLS = 20  # of one column: more would hide the rest of the report


def tabulate(
    records: Sequence[Row[R]],
    options: Options,
    file: str,
    blank: R,
    shown: Callable[[R], str],
    typed: Callable[[Sequence[R], CellType | None], tuple[tuple[Cell, ...], list[int]]],
) -> Reading:
    """The table in ``records``.

    ``blank`` is a cell with nothing in it; ``shown`` is a cell as text, empty for a blank one; ``typed``
    gives a column's values and, where the author has said what kind they are, the indices of the cells
    that are not. Blank rows, a title line above the names and a line that begins with 数据来源 or 注
    below the data are passed over.
    """
    filled = [row for row in records if any(map(shown, row[1]))]
    if options.header is None:
        filled = filled[_titles(filled, shown) :]
    elif options.header:
        filled = [row for row in filled if row[0] >= options.header]
    while len(filled) > 1 and _is_footer(filled[-1][1], shown):
        filled.pop()
    header: list[str]
    if options.header == 0:
        body = filled
        header = [""] * max((len(cells) for _, cells in body), default=0)
    else:
        header, body = [shown(c) for c in filled[0][1]] if filled else [], filled[1:]
        while header and not header[-1] and not _uses(body, len(header) - 1, shown):
            header.pop()
    if not body:
        return None, [Diagnostic("DN346", None, {"file": file})]
    if len(body) > MAX_ROWS:
        return None, [too_much(file, "rows", MAX_ROWS)]
    names, found = column_names(header, file)
    rows = _even(body, len(names), blank, shown, file, found)
    numbers = [number for number, _ in body]
    columns: dict[str, tuple[Cell, ...]] = {}
    for name, raw in zip(names, zip(*rows, strict=True), strict=True):
        kind = options.types.get(name)
        columns[name], wrong = typed(raw, kind)
        found += [
            bad_cell(file, numbers[i], name, shown(raw[i]), kind)
            for i in wrong[:_BAD_CELLS]
            if kind is not None
        ]
    found += [
        Diagnostic("DN303", None, {"file": file, "column": name, "choices": ", ".join(names[:30])})
        for name in options.types
        if name not in columns
    ]
    return Table(columns, numbers), found


def _titles(filled: Sequence[Row[R]], shown: Callable[[R], str]) -> int:
    """How many rows at the top are titles: one cell each, over a table of several columns."""
    counts = [sum(1 for c in cells if shown(c)) for _, cells in islice(filled, 40)]
    top = next((i for i, count in enumerate(counts) if count > 1), 0)
    usual = Counter(counts[top + 1 :] or counts).most_common(1)
    return top if usual and usual[0][0] > 1 else 0


def _is_footer(cells: Sequence[R], shown: Callable[[R], str]) -> bool:
    return not any(map(shown, cells[1:])) and _FOOTER.match(shown(cells[0])) is not None


def _uses(body: Sequence[Row[R]], column: int, shown: Callable[[R], str]) -> bool:
    return any(any(map(shown, cells[column:])) for _, cells in body)


def _even(
    body: Sequence[Row[R]],
    width: int,
    blank: R,
    shown: Callable[[R], str],
    file: str,
    found: list[Diagnostic],
) -> list[Sequence[R]]:
    """Rows of ``width`` cells; adds what was wrong with them (DN341) to ``found``."""
    short: list[int] = []
    long: list[int] = []
    rows: list[Sequence[R]] = []
    for number, cells in body:
        if len(cells) == width:
            rows.append(cells)
        elif len(cells) < width:
            short.append(number)
            rows.append([*cells, *[blank] * (width - len(cells))])
        else:
            if any(map(shown, cells[width:])):
                long.append(number)
            rows.append(cells[:width])
    if short:
        found.append(_ragged(file, short, width, long=False))
    if long:
        found.append(_ragged(file, long, width, long=True))
    return rows


def _ragged(file: str, numbers: list[int], width: int, *, long: bool) -> Diagnostic:
    params = {
        "file": file,
        "rows": ", ".join(map(str, numbers[:8])) + (", …" if len(numbers) > 8 else ""),
        "width": width,
        "more_en": "more" if long else "fewer",
        "more_zh": "多于" if long else "少于",
    }
    # Cells left out at the end are blank in most programs that write CSV; cells too many are a mistake.
    return Diagnostic("DN341", None, params, severity="error" if long else "warning")

"""XLSX: a sheet, a range or a named range of a workbook to a table; and single cells for facts.

Values only: a formula gives the value its program saved. A cell is what its reader sees: a date is a
date, 0.125 shown as 12.5% is 12.5, binary dust beyond the fifteenth digit is not there.
"""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from xml.parsers import expat

from desknote.closed import Cell
from desknote.diagnostics import Diagnostic, suggest
from desknote.resolve.readers.area import Window, parse_area
from desknote.resolve.readers.cells import type_values, values_as_type
from desknote.resolve.readers.table import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    CellType,
    Options,
    Reading,
    too_much,
    unreadable,
)
from desknote.resolve.readers.tabulate import tabulate
from desknote.resolve.readers.xlsx_package import Name, Package, Refused, Sheet
from desknote.resolve.readers.xlsx_sheet import Grid, Raw, read_sheet

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, OSError,
    ValueError, LookupError, ArithmeticError, RuntimeError,
)  # fmt: skip
"""What the libraries below raise on a damaged, encrypted or unknown file."""


def read_xlsx(data: bytes, options: Options, file: str) -> Reading:
    """The table in a workbook. DN307, DN308, DN341, DN343, DN344 and DN346 to DN349."""
    grid, window, found = read_grid(data, options.sheet, options.range, file)
    if grid is None:
        return None, found
    name = f"{file}#{grid.sheet}"
    rows = sorted(r for r in grid.cells if window.top <= r <= window.bottom)
    columns = [c for r in rows for c in grid.cells[r] if window.left <= c <= window.right]
    if not columns:
        return None, [*found, Diagnostic("DN346", None, {"file": name})]
    left = window.left if options.range else min(columns)
    width = max(columns) - left + 1
    if width > MAX_COLUMNS:
        return None, [*found, too_much(name, "columns", MAX_COLUMNS)]
    if width * len(rows) > MAX_CELLS:
        return None, [*found, too_much(name, "cells", MAX_CELLS)]
    span = range(left, left + width)
    records = [(r, [grid.cells[r].get(c) for c in span]) for r in rows]
    table, more = tabulate(records, options, name, None, _shown, _typed)
    return (replace(table, sheet=grid.sheet) if table else None), [*found, *more]


def read_cell(data: bytes, sheet: str, cell: str, file: str) -> tuple[Cell, list[Diagnostic]]:
    """One cell's value: ``cell`` is B4 or a name the workbook defines for one cell."""
    grid, window, found = read_grid(data, sheet, cell, file)
    if grid is None:
        return None, found
    if (window.top, window.left) != (window.bottom, window.right):
        return None, [*found, _no_range(cell, file)]
    value = grid.cells.get(window.top, {}).get(window.left)
    (typed,), _ = _typed([value], None)
    return typed, found


def read_grid(data: bytes, sheet: str, cells: str, file: str) -> tuple[Grid | None, Window, list[Diagnostic]]:
    """The cells in ``cells`` (a range, a name, or empty for all) of ``sheet`` (empty for the first)."""
    everything = Window()
    if len(data) > MAX_BYTES:
        return None, everything, [too_much(file, "bytes", MAX_BYTES)]
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        why = "it has a password or is in Excel's old format; save it as plain .xlsx"
        return (
            None,
            everything,
            [unreadable(file, why, "文件有密码或是旧版 Excel 格式；请另存为不加密的 .xlsx")],
        )
    try:
        package = Package(data)
        chosen, window, problem = _place(package, sheet, cells, file)
        if chosen is None:
            return None, everything, [problem] if problem else []
        grid = read_sheet(package, chosen, window)
    except Refused as refusal:
        return None, everything, [unreadable(file, refusal.en, refusal.zh)]
    except _DAMAGE:
        why = "it is damaged or not an Excel workbook"
        return None, everything, [unreadable(file, why, "文件已损坏或不是 Excel 工作簿")]
    found: list[Diagnostic] = []
    if grid.unsaved:
        shown = ", ".join(grid.unsaved[:8]) + (", …" if len(grid.unsaved) > 8 else "")
        found.append(Diagnostic("DN347", None, {"file": f"{file}#{grid.sheet}", "cells": shown}))
    return grid, window, found


def _place(
    package: Package, sheet: str, cells: str, file: str
) -> tuple[Sheet | None, Window, Diagnostic | None]:
    """The sheet and the window that are meant, or why there are none (DN348, DN349)."""
    window = parse_area(cells) if cells else Window()
    if window is None:
        name = _named(package, sheet, cells)
        window = parse_area(name.cells) if name else None
        if name is None or window is None:
            return None, Window(), _no_range(cells, file, package)
        sheet = name.sheet
    wanted = sheet.strip().casefold()
    by_name = {s.name.strip().casefold(): s for s in reversed(package.sheets)}
    if wanted:
        chosen = by_name.get(wanted)
    else:
        chosen = next((s for s in package.sheets if not s.hidden), next(iter(package.sheets), None))
    if chosen is None:
        names = [s.name for s in package.sheets]
        params = {"file": file, "sheet": sheet, "choices": ", ".join(names[:30]) or "—"}
        return None, window, Diagnostic("DN348", None, params, suggest(sheet, names))
    return chosen, window, None


def _named(package: Package, sheet: str, name: str) -> Name | None:
    known = package.names.get(name.casefold(), [])
    here = [n for n in known if sheet and n.scope.casefold() == sheet.strip().casefold()]
    wide = [n for n in known if not n.scope]
    return next(iter(here + wide + known), None) or package.tables().get(name.casefold())


def _no_range(cells: str, file: str, package: Package | None = None) -> Diagnostic:
    names = list(package.names) if package else []
    params = {"file": file, "range": cells, "choices": ", ".join(names[:20]) or "—"}
    return Diagnostic("DN349", None, params, suggest(cells, names))


def _shown(value: Raw) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return value if isinstance(value, str) else str(value)


def _typed(raw: Sequence[Raw], kind: CellType | None) -> tuple[tuple[Cell, ...], list[int]]:
    timed = any(isinstance(v, dt.datetime) and v.time() != dt.time() for v in raw)
    plain = [
        (v.isoformat(" ", "minutes") if timed else v.date()) if isinstance(v, dt.datetime) else v for v in raw
    ]
    return (type_values(plain), []) if kind is None else values_as_type(plain, kind)

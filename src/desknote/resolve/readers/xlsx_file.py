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
from dataclasses import dataclass, field, replace
from decimal import Decimal
from xml.parsers import expat

from desknote.closed import Cell
from desknote.diagnostics import Diagnostic, suggest
from desknote.resolve.readers.area import Window, column_number, parse_area
from desknote.resolve.readers.cells import clean, type_values, values_as_type
from desknote.resolve.readers.table import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    CellType,
    Options,
    Reading,
    letter,
    too_much,
    unreadable,
)
from desknote.resolve.readers.tabulate import tabulate
from desknote.resolve.readers.xlsx_package import Attributes, Name, Package, Refused, Sheet, unescape

Raw = float | int | str | dt.date | dt.datetime | None
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, OSError,
    ValueError, LookupError, ArithmeticError, RuntimeError,
)  # fmt: skip
"""What the libraries below raise on a damaged, encrypted or unknown file."""


@dataclass(slots=True)
class Grid:
    """The cells of a sheet that hold something, and the formulas that have no saved value."""

    sheet: str
    cells: dict[int, dict[int, Raw]] = field(default_factory=dict)
    merged: list[Window] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)


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
        grid = _read_sheet(package, chosen, window)
        _fill_down(grid, window)
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


def _read_sheet(package: Package, sheet: Sheet, window: Window) -> Grid:
    strings = package.strings()
    formats = package.formats()
    grid = Grid(sheet.name)
    cells = grid.cells
    row = column = count = 0
    kind = style = ""
    formula = reading = guide = False
    parts: list[str] = []
    numbers: dict[str, int] = {}

    def begin_row(attributes: Attributes) -> None:
        nonlocal row, column
        row = int(attributes["r"]) if "r" in attributes else row + 1
        column = 0

    def begin_cell(attributes: Attributes) -> None:
        nonlocal column, count, kind, style, formula
        letters = attributes.get("r", "").rstrip("0123456789")
        if not letters:  # cells may leave their place out
            column += 1
        elif (column := numbers.get(letters, 0)) == 0:
            column = numbers[letters] = column_number(letters)
        kind, style = attributes.get("t", "n"), attributes.get("s", "")
        formula = False
        parts.clear()
        count += 1
        if count > 2 * MAX_CELLS:
            raise Refused(f"the sheet has more than {2 * MAX_CELLS:,} cells", "工作表的单元格过多")

    def begin_value(_: Attributes) -> None:
        nonlocal reading
        reading = not guide

    def end_value() -> None:
        nonlocal reading
        reading = False

    def begin_formula(_: Attributes) -> None:
        nonlocal formula
        formula = True

    def begin_guide(_: Attributes) -> None:
        nonlocal guide
        guide = True

    def end_guide() -> None:
        nonlocal guide
        guide = False

    def merge(attributes: Attributes) -> None:
        if (area := parse_area(attributes.get("ref", ""))) is not None:
            grid.merged.append(area)

    def end_cell() -> None:
        if not (window.top <= row <= window.bottom and window.left <= column <= window.right):
            return
        written = "".join(parts)
        if formula and not written and kind != "str":
            grid.unsaved.append(f"{letter(column - 1)}{row}")
        elif (value := _value(written, kind, style)) is not None and value != "":
            cells.setdefault(row, {})[column] = value

    def text(words: str) -> None:
        if reading:
            parts.append(words)

    def _value(written: str, kind: str, style: str) -> Raw:
        if not written.strip():
            return None
        if kind == "s":
            return clean(strings[int(written)])
        if kind in ("str", "inlineStr", "e"):
            return clean(unescape(written))
        if kind == "b":
            return "TRUE" if written.strip() == "1" else "FALSE"
        if kind == "d":
            return dt.datetime.fromisoformat(written.strip()).replace(tzinfo=None)
        shows = formats[int(style)] if style and int(style) < len(formats) else ""
        return _number(written.strip(), shows, package.from_1904)

    starts = {"row": begin_row, "c": begin_cell, "v": begin_value, "t": begin_value, "f": begin_formula}
    ends = {"c": end_cell, "v": end_value, "t": end_value, "rPh": end_guide}
    package.parse(sheet.part, {**starts, "rPh": begin_guide, "mergeCell": merge}, ends, text)
    return grid


def _number(written: str, shows: str, from_1904: bool) -> Raw:
    if shows == "date":
        return _moment(float(written), from_1904)
    if shows == "percent":
        return float(Decimal(f"{float(written):.15g}").scaleb(2))
    if written.lstrip("-").isdigit() and len(written) <= 18:
        return int(written)
    number = float(written) if len(written) <= 16 else float(f"{float(written):.15g}")
    if number != number or number in (float("inf"), float("-inf")):
        return None
    return number


def _moment(serial: float, from_1904: bool) -> Raw:
    """A date's serial number as a date or a date with a time; a time of day alone is text."""
    if from_1904:
        base = dt.datetime(1904, 1, 1)
    else:  # the calendar has a 29 February 1900 that never was
        base = dt.datetime(1899, 12, 30) if serial >= 61 else dt.datetime(1899, 12, 31)
    if not 0 <= serial < 2_958_466:
        return serial
    moment = base + dt.timedelta(seconds=round(serial * 86_400))
    if serial < 1 and not from_1904 and serial:
        return moment.strftime("%H:%M")
    return moment


def _fill_down(grid: Grid, window: Window) -> None:
    """A cell merged over several rows counts for each of them."""
    budget = MAX_CELLS
    for area in grid.merged:
        value = grid.cells.get(area.top, {}).get(area.left)
        if value is None or not window.holds(area.top, area.left):
            continue
        for row in range(area.top + 1, min(area.bottom, window.bottom) + 1):
            if row in grid.cells:  # rows that hold nothing else are not data
                grid.cells[row].setdefault(area.left, value)
            budget -= 1
            if budget < 0:
                raise Refused("its merged cells are too many", "合并单元格过多")


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

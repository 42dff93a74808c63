"""One worksheet's XML to its cells: what each shows, formulas without a value, merged areas."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import field
from decimal import Decimal

from desknote.records import dataclass
from desknote.resolve.readers.area import Window, column_number, parse_area
from desknote.resolve.readers.cells import clean
from desknote.resolve.readers.table import MAX_CELLS, letter
from desknote.resolve.readers.xlsx_package import (
    Attributes,
    Ends,
    Package,
    Refused,
    Sheet,
    Starts,
    unescape,
)

Raw = float | int | str | dt.date | dt.datetime | None


@dataclass(slots=True)
class Grid:
    """The cells of a sheet that hold something, and the formulas that have no saved value."""

    sheet: str
    cells: dict[int, dict[int, Raw]] = field(default_factory=dict)
    merged: list[Window] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)


def read_sheet(package: Package, sheet: Sheet, window: Window) -> Grid:
    """The cells of ``sheet`` that lie in ``window``. Raises Refused, and what expat raises on damage."""
    reader = _SheetReader(package, sheet, window)
    package.parse(sheet.part, reader.starts(), reader.ends(), reader.text)
    _fill_down(reader.grid, window)
    return reader.grid


class _SheetReader:
    """Takes a sheet's elements one by one: the state is the cell that is open."""

    __slots__ = (
        "cells", "column", "count", "formats", "formula", "from_1904", "grid", "guide", "kind", "numbers",
        "parts", "reading", "row", "strings", "style", "window",
    )  # fmt: skip

    def __init__(self, package: Package, sheet: Sheet, window: Window) -> None:
        self.strings = package.strings()
        self.formats = package.formats()
        self.from_1904 = package.from_1904
        self.window = window
        self.grid = Grid(sheet.name)
        self.cells = self.grid.cells
        self.row = self.column = self.count = 0
        self.kind = self.style = ""
        self.formula = self.reading = self.guide = False
        self.parts: list[str] = []
        self.numbers: dict[str, int] = {}

    def starts(self) -> Starts:
        """What is done where an element begins."""
        return {
            "row": self.begin_row, "c": self.begin_cell, "f": self.begin_formula, "v": self.begin_value,
            "t": self.begin_value, "rPh": self.begin_guide, "mergeCell": self.merge,
        }  # fmt: skip

    def ends(self) -> Ends:
        """What is done where an element ends."""
        return {"c": self.end_cell, "v": self.end_value, "t": self.end_value, "rPh": self.end_guide}

    def begin_row(self, attributes: Attributes) -> None:
        self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
        self.column = 0

    def begin_cell(self, attributes: Attributes) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        if not letters:  # cells may leave their place out
            self.column += 1
        else:
            column = self.numbers.get(letters)
            if column is None:
                column = self.numbers[letters] = column_number(letters)
            self.column = column
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.formula = False
        self.parts.clear()
        self.count += 1
        if self.count > 2 * MAX_CELLS:
            raise Refused(f"the sheet has more than {2 * MAX_CELLS:,} cells", "工作表的单元格过多")

    def begin_formula(self, _: Attributes) -> None:
        self.formula = True

    def begin_value(self, _: Attributes) -> None:
        self.reading = not self.guide

    def end_value(self) -> None:
        self.reading = False

    def begin_guide(self, _: Attributes) -> None:
        self.guide = True

    def end_guide(self) -> None:
        self.guide = False

    def text(self, words: str) -> None:
        if self.reading:
            self.parts.append(words)

    def merge(self, attributes: Attributes) -> None:
        if (area := parse_area(attributes.get("ref", ""))) is not None:
            self.grid.merged.append(area)

    def end_cell(self) -> None:
        row, column, window = self.row, self.column, self.window
        if not (window.top <= row <= window.bottom and window.left <= column <= window.right):
            return
        written = "".join(self.parts)
        if self.formula and not written and self.kind != "str":
            self.grid.unsaved.append(f"{letter(column - 1)}{row}")
        elif (value := self.value(written)) is not None and value != "":
            self.cells.setdefault(row, {})[column] = value

    def value(self, written: str) -> Raw:
        """What the open cell shows."""
        kind = self.kind
        if not written.strip():
            return None
        if kind == "s":
            return clean(self.strings[int(written)])
        if kind in ("str", "inlineStr", "e"):
            return clean(unescape(written))
        if kind == "b":
            return "TRUE" if written.strip() == "1" else "FALSE"
        if kind == "d":
            return dt.datetime.fromisoformat(written.strip()).replace(tzinfo=None)
        style = int(self.style) if self.style else -1
        shows = self.formats[style] if 0 <= style < len(self.formats) else ""
        return _number(written.strip(), shows, self.from_1904)


def _number(written: str, shows: str, from_1904: bool) -> Raw:
    if shows == "date":
        return _moment(float(written), from_1904)
    if shows == "percent":
        return float(Decimal(f"{float(written):.15g}").scaleb(2))
    if len(written) <= 18 and written.lstrip("-").isdigit():
        return int(written)
    number = float(written) if len(written) <= 16 else float(f"{float(written):.15g}")
    return number if math.isfinite(number) else None


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

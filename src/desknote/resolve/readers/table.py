"""What every reader gives back, what it may be asked, and how much it will read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Literal

from desknote.closed import Cell
from desknote.diagnostics import Diagnostic
from desknote.records import dataclass

CellType = Literal["text", "number", "date"]

# Far above any exhibit, far below what would hurt a machine that builds a hundred notes.
MAX_BYTES = 64_000_000
MAX_ROWS = 500_000
MAX_COLUMNS = 2_000
MAX_CELLS = 5_000_000
MAX_EXPANDED = 256_000_000
"""Bytes that a compressed file may expand to."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a file. ``header`` is the row the names stand in (1 is the first), 0 for none."""

    header: int | None = None
    encoding: str = ""
    sheet: str = ""
    range: str = ""
    types: Mapping[str, CellType] = field(default_factory=dict)

    @property
    def key(self) -> tuple[object, ...]:
        """What tells one way of reading from another."""
        return (self.header, self.encoding, self.sheet, self.range, tuple(sorted(self.types.items())))


@dataclass(frozen=True, slots=True)
class Table:
    """Typed columns, all of one length; ``rows`` are the rows of the file they come from."""

    columns: Mapping[str, tuple[Cell, ...]]
    rows: Sequence[int]
    sheet: str = ""


Reading = tuple[Table | None, list[Diagnostic]]


def unreadable(file: str, en: str, zh: str) -> Diagnostic:
    """DN308: the file cannot be read as what its name says."""
    return Diagnostic("DN308", None, {"file": file, "reason_en": en, "reason_zh": zh})


def too_much(file: str, what: Literal["bytes", "rows", "columns", "cells"], limit: int) -> Diagnostic:
    """DN344: the file is larger than desknote reads."""
    zh = {"bytes": "字节", "rows": "行", "columns": "列", "cells": "个单元格"}[what]
    return Diagnostic("DN344", None, {"file": file, "what": what, "what_zh": zh, "limit": f"{limit:,}"})


def letter(index: int) -> str:
    """A column's letter as a spreadsheet shows it; ``index`` starts at 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_names(header: Iterable[str], file: str) -> tuple[list[str], list[Diagnostic]]:
    """Unique names: a nameless column is called by its letter, a second ``x`` is ``x (2)`` (DN343)."""
    names: list[str] = []
    seen: set[str] = set()
    found: list[Diagnostic] = []
    for index, raw in enumerate(header):
        word = " ".join(raw.split())
        name = word or letter(index)
        count = 1
        while name in seen:
            count += 1
            name = f"{word or letter(index)} ({count})"
        if count > 1 and word:
            found.append(
                Diagnostic(
                    "DN343",
                    None,
                    {"file": file, "column": word, "letter": letter(index), "name": name},
                )
            )
        seen.add(name)
        names.append(name)
    return names, found[:20]


_WANTED = {"number": ("a number", "数字"), "date": ("a date", "日期"), "text": ("text", "文本")}


def bad_cell(file: str, row: int, column: str, value: object, kind: CellType) -> Diagnostic:
    """DN307: a cell is not what its reader needs."""
    text = str(value)
    en, zh = _WANTED[kind]
    shown = text if len(text) <= 60 else text[:57] + "…"
    params = {"file": file, "row": row, "column": column, "value": shown, "wanted": en, "wanted_zh": zh}
    return Diagnostic("DN307", None, params)

"""CSV and its kin (tabs, semicolons): bytes to a table, whatever the encoding or delimiter."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from desknote.closed import Cell
from desknote.diagnostics import Diagnostic
from desknote.resolve.readers.cells import as_type, clean, type_column
from desknote.resolve.readers.encoding import Undecodable, decode
from desknote.resolve.readers.table import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    CellType,
    Options,
    Reading,
    too_much,
    unreadable,
)
from desknote.resolve.readers.tabulate import tabulate

_DELIMITERS = (",", "\t", ";", "|", "，")
_SAMPLE = 65_536
_SIGNATURES = (
    (b"PK\x03\x04", "it is an Excel workbook; name it .xlsx", "这是 Excel 工作簿；请改名为 .xlsx"),
    (
        b"\xd0\xcf\x11\xe0",
        "it is an old Excel workbook; save it as .xlsx",
        "这是旧版 Excel 文件；请另存为 .xlsx",
    ),
    (b"PAR1", "it is a Parquet file; name it .parquet", "这是 Parquet 文件；请改名为 .parquet"),
    (b"%PDF", "it is a PDF", "这是 PDF 文件"),
)


def read_csv(data: bytes, options: Options, file: str) -> Reading:
    """The table in ``data``. Diagnostics have no span; ``file`` is what they call the file.

    Finds the encoding and the delimiter. The first line that is not blank holds the names unless
    ``options.header`` says otherwise. DN307, DN308 and DN340 to DN344.
    """
    records, found = _read(data, options.encoding, file)
    if records is None:
        return None, found
    table, more = tabulate(list(enumerate(records, 1)), options, file, "", clean, _typed)
    return table, [*found, *more]


def read_csv_cell(data: bytes, cell: str, file: str) -> tuple[Cell, list[Diagnostic]]:
    """One cell as a spreadsheet counts them: B4 is the second cell of the fourth row."""
    from desknote.resolve.readers.area import parse_area

    area = parse_area(cell)
    if area is None or (area.top, area.left) != (area.bottom, area.right):
        return None, [Diagnostic("DN349", None, {"file": file, "range": cell, "choices": "—"})]
    records, found = _read(data, "", file)
    if records is None:
        return None, found
    row = records[area.top - 1] if area.top <= len(records) else []
    text = clean(row[area.left - 1]) if area.left <= len(row) else ""
    return type_column([text])[0], found


def _read(data: bytes, encoding: str, file: str) -> tuple[list[list[str]] | None, list[Diagnostic]]:
    """The rows of text, or why there are none."""
    if len(data) > MAX_BYTES:
        return None, [too_much(file, "bytes", MAX_BYTES)]
    for signature, en, zh in _SIGNATURES:
        if data.startswith(signature):
            return None, [unreadable(file, en, zh)]
    decoded = decode(data, encoding)
    if isinstance(decoded, Undecodable):
        params = {"file": file, "row": decoded.line, "encoding": decoded.encoding}
        return None, [Diagnostic("DN340", None, params)]
    text = decoded.text
    if "\0" in text:
        return None, [unreadable(file, "it is not text", "不是文本文件")]
    found: list[Diagnostic] = []
    if decoded.doubtful:
        found.append(Diagnostic("DN345", None, {"file": file, "encoding": decoded.encoding}))
    records, problem = _records(text, _delimiter(text), file)
    return (None, [*found, problem]) if problem is not None else (records, found)


def _typed(raw: Sequence[str], kind: CellType | None) -> tuple[tuple[Cell, ...], list[int]]:
    texts = list(map(clean, raw))
    return (type_column(texts), []) if kind is None else as_type(texts, kind)


def _delimiter(text: str) -> str:
    """The delimiter under which the first lines have the same number of cells, more than one."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, chosen = (0.0, 0), ","
    for rank, delimiter in enumerate(_DELIMITERS):
        if delimiter not in sample:
            continue
        widths: list[int] = []
        try:
            for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                if any(record):
                    widths.append(len(record))
                if len(widths) >= 60:
                    break
        except csv.Error:
            pass
        if not widths:
            continue
        usual, count = Counter(widths).most_common(1)[0]
        if usual < 2:
            continue
        # The header decides between 1,234;5,678 read by commas and by semicolons.
        score = (count / len(widths) + (widths[0] == usual), -rank)
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _records(text: str, delimiter: str, file: str) -> tuple[list[list[str]], Diagnostic | None]:
    for strict in (True, False):
        records: list[list[str]] = []
        cells = 0
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
        try:
            for record in reader:
                records.append(record)
                cells += len(record)
                if len(record) > MAX_COLUMNS:
                    return [], too_much(file, "columns", MAX_COLUMNS)
                if cells > MAX_CELLS:
                    return [], too_much(file, "cells", MAX_CELLS)
                if len(records) > MAX_ROWS + 100:
                    return [], too_much(file, "rows", MAX_ROWS)
        except csv.Error as error:
            if "end of data" in str(error) or "field larger" in str(error):
                return [], Diagnostic("DN342", None, {"file": file, "row": len(records) + 1})
            if strict:
                continue  # text after a closing quote, as in "AI"概念: kept, as spreadsheets keep it
            return [], unreadable(file, str(error), str(error))
        if not strict and records and text.count('"') % 2:
            start = next((i for i, r in enumerate(records, 1) if any("\n" in c for c in r)), len(records))
            return [], Diagnostic("DN342", None, {"file": file, "row": start})
        return records, None
    return [], None

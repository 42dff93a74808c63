"""Parquet: bytes to a table through pyarrow, which is an extra of its own and imported only here."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from desknote.closed import Cell
from desknote.diagnostics import Diagnostic
from desknote.resolve.readers.cells import type_values, values_as_type
from desknote.resolve.readers.table import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_EXPANDED,
    MAX_ROWS,
    Options,
    Reading,
    Table,
    bad_cell,
    column_names,
    too_much,
    unreadable,
)

_BATCH = 16_384


def read_parquet(data: bytes, options: Options, file: str) -> Reading:
    """The table in ``data``. DN303, DN307, DN308, DN344, DN346, and DN350 where pyarrow is missing.

    Timestamps at midnight are dates, others text; decimals are floats; true and false are text, as a
    spreadsheet shows them. Lists and records are refused, by column.
    """
    if len(data) > MAX_BYTES:
        return None, [too_much(file, "bytes", MAX_BYTES)]
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return None, [Diagnostic("DN350", None, {"file": file, "extra": "parquet", "package": "pyarrow"})]
    try:
        source = parquet.ParquetFile(pyarrow.BufferReader(data))
        meta, schema = source.metadata, source.schema_arrow
        for what, size, limit in (
            ("rows", meta.num_rows, MAX_ROWS),
            ("columns", meta.num_columns, MAX_COLUMNS),
            ("cells", meta.num_rows * meta.num_columns, MAX_CELLS),
        ):
            if size > limit:
                return None, [too_much(file, what, limit)]  # type: ignore[arg-type]
        expanded = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
        if expanded > MAX_EXPANDED:
            return None, [too_much(file, "bytes", MAX_EXPANDED)]
        nested = [f.name for f in schema if pyarrow.types.is_nested(f.type)]
        if nested:
            listed = ", ".join(nested[:10])
            return None, [unreadable(file, f"nested columns: {listed}", f"含嵌套类型的列：{listed}")]
        raw: list[list[Any]] = [[] for _ in schema]
        for batch in source.iter_batches(batch_size=_BATCH):
            for cells, column in zip(raw, batch.columns, strict=True):
                cells.extend(column.to_pylist())
            if raw and len(raw[0]) > MAX_ROWS:  # the footer's own count may lie
                return None, [too_much(file, "rows", MAX_ROWS)]
    except (pyarrow.ArrowException, OSError, ValueError, TypeError, ArithmeticError, LookupError):
        why = "it is damaged or not a Parquet file"
        return None, [unreadable(file, why, "文件已损坏或不是 Parquet 文件")]
    if not raw or not raw[0]:
        return None, [Diagnostic("DN346", None, {"file": file})]
    names, found = column_names([f.name for f in schema], file)
    rows = range(1, len(raw[0]) + 1)
    columns: dict[str, tuple[Cell, ...]] = {}
    for name, cells in zip(names, raw, strict=True):
        values, kind = _plain(cells), options.types.get(name)
        if kind is None:
            columns[name] = values if any(isinstance(v, str) for v in values) else type_values(values)
            continue
        columns[name], wrong = values_as_type(values, kind)
        found += [bad_cell(file, rows[i], name, values[i], kind) for i in wrong[:20]]
    return Table(columns, rows), found


def _plain(cells: Sequence[Any]) -> tuple[Cell, ...]:
    timed = any(isinstance(v, dt.datetime) and v.time() != dt.time() for v in cells)
    return tuple([_cell(v, timed) for v in cells])


def _cell(value: Any, timed: bool) -> Cell:
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return value
    if isinstance(value, float | Decimal):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes") if timed else value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)

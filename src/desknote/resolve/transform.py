"""Columns to the columns that an exhibit asks for: one pure function a step, in one fixed order.

Read, rename, ``where``, ``pivot``, ``sort``, ``resample``, ``compute``, ``keep``, ``head`` or ``tail``,
pick. ``where`` comes before computing, so that a formula sees one group of rows; ``keep`` after it, so
that a year-on-year figure has its year before. Data that need another order go through a dataset.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any

from desknote.closed import Cell
from desknote.diagnostics import Diagnostic, suggest
from desknote.model.data import DataSource, Resample
from desknote.records import dataclass
from desknote.resolve.formula import column_of, mask
from desknote.resolve.formula_values import Fail, kind_of, taken
from desknote.resolve.periods import Kind, Period, find_periods, read_period
from desknote.resolve.places import WHOLE, Place
from desknote.resolve.readers.table import MAX_CELLS, MAX_COLUMNS, Table, too_much

Path = tuple[str | int, ...]
Columns = dict[str, tuple[Cell, ...]]
_KINDS: dict[str, Kind] = {"monthly": "month", "quarterly": "quarter", "yearly": "year"}


@dataclass(slots=True)
class _Work:
    """The table as the steps go, what they read besides it, and what they find."""

    file: str
    columns: Columns
    rows: list[int]
    facts: Mapping[str, Cell]
    place: Callable[[Path], Place]
    found: list[Diagnostic] = field(default_factory=list)
    failed: bool = False
    stopped: bool = False

    def report(self, code: str, path: Path, suggestion: str = "", /, **params: object) -> None:
        """An error. Other steps still run, so that they tell of theirs."""
        span = self.place(path)(*WHOLE)
        self.found.append(Diagnostic(code, span, {"file": self.file, **params}, suggestion))
        self.failed = True

    def has(self, column: str, path: Path) -> bool:
        """Whether there is such a column; says so (DN303) where there is none."""
        if column in self.columns:
            return True
        near = suggest(column, self.columns)
        self.report("DN303", path, near, column=column, choices=", ".join(list(self.columns)[:30]))
        return False

    def take(self, order: Sequence[int]) -> None:
        """Keeps the rows of ``order``, in that order."""
        self.columns = {n: tuple([c[i] for i in order]) for n, c in self.columns.items()}
        self.rows = [self.rows[i] for i in order] if self.rows else []


def shape(
    table: Table,
    source: DataSource,
    facts: Mapping[str, Cell],
    place: Callable[[Path], Place],
    file: str,
) -> tuple[Table | None, list[Diagnostic]]:
    """``table`` as ``source`` asks for it; None where a step failed.

    ``place`` gives for a key of the source where its text stands. DN303, DN305, DN344, DN346, DN351 to
    DN356, DN359.
    """
    work = _Work(file, dict(table.columns), list(table.rows), facts, place)
    for step in (_rename, _where, _pivot, _sort, _resample, _compute, _keep, _ends, _pick):
        step(work, source)
        if work.stopped:
            break
    return (None if work.failed else Table(work.columns, work.rows, table.sheet)), work.found


def _rename(work: _Work, source: DataSource) -> None:
    names = source.columns
    if not isinstance(names, dict):
        return
    missing = [old for old in names if not work.has(old, ("columns", old))]
    renamed = {names.get(old, old): cells for old, cells in work.columns.items()}
    if not missing and len(renamed) < len(work.columns):
        new = [names.get(old, old) for old in work.columns]
        twice = next(n for n in new if new.count(n) > 1)
        work.report(
            "DN206",
            ("columns",),
            key="columns",
            reason_en=f"two columns would be called '{twice}'",
            reason_zh=f"两列都将叫作“{twice}”",
        )
    work.columns = renamed


def _filter(work: _Work, condition: str, path: Path) -> None:
    kept, found = mask(condition, work.columns, work.facts, work.place(path), rows=work.rows)
    work.found += found
    if kept is None:
        work.failed = True
        return
    work.take([i for i, keep in enumerate(kept) if keep])
    if not any(kept):
        work.report("DN346", path, where_en=f" for which {condition}", where_zh=f"满足条件“{condition}”的")


def _where(work: _Work, source: DataSource) -> None:
    if source.where:
        _filter(work, source.where, ("where",))


def _keep(work: _Work, source: DataSource) -> None:
    if source.keep:
        _filter(work, source.keep, ("keep",))


def _compute(work: _Work, source: DataSource) -> None:
    for name, expression in source.compute.items():
        column, found = column_of(
            expression, work.columns, work.facts, work.place(("compute", name)), rows=work.rows
        )
        work.found += found
        if column is None:
            work.failed = True
            column = (None,) * len(next(iter(work.columns.values())))
        work.columns[name] = column


def _pivot(work: _Work, source: DataSource) -> None:
    pivot = source.pivot
    if pivot is None:
        return
    wanted = [work.has(getattr(pivot, key), ("pivot", key)) for key in ("rows", "columns", "values")]
    work.stopped = True  # until there is something to go on with
    if not all(wanted):
        return
    places: dict[tuple[Cell, Cell], list[Cell]] = {}
    for row, group, value in zip(
        work.columns[pivot.rows], work.columns[pivot.columns], work.columns[pivot.values], strict=True
    ):
        places.setdefault((row, group), []).append(value)
    if pivot.take not in (None, "first", "last"):
        kind = kind_of(work.columns[pivot.values])
        if kind not in ("number", "empty"):
            words = {"wanted_en": "numbers", "wanted_zh": "数字", "got_en": "text", "got_zh": "文本"}
            work.report("DN355", ("pivot", "values"), **words)
            return
    rows = list(dict.fromkeys(row for row, _ in places))
    groups = [g for g in dict.fromkeys(group for _, group in places) if g is not None]
    if len(groups) > MAX_COLUMNS or len(groups) * len(rows) > MAX_CELLS:
        wide = len(groups) > MAX_COLUMNS
        limit = too_much(work.file, "columns" if wide else "cells", MAX_COLUMNS if wide else MAX_CELLS)
        work.found.append(limit)
        work.failed = True
        return
    if pivot.take is None and (twice := next((k for k, v in places.items() if len(v) > 1), None)):
        row, group = map(_label, twice)
        work.report(
            "DN206",
            ("pivot",),
            key="pivot",
            reason_en=f"'{row}' and '{group}' have several figures; add take: sum, mean or last",
            reason_zh=f"“{row}”与“{group}”对应多个数值；请加上 take: sum、mean 或 last",
        )
        return
    columns: Columns = {pivot.rows: tuple(rows)}
    for group in groups:
        cells = [places.get((row, group), []) for row in rows]
        columns[_label(group)] = _settled([taken(c, pivot.take or "last") for c in cells])
    work.columns, work.rows, work.stopped = columns, [], False


def _settled(cells: list[Any]) -> tuple[Cell, ...]:
    return tuple([None if isinstance(c, Fail) else c for c in cells])


def _label(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, dt.date) else "" if cell is None else str(cell)


def _sort(work: _Work, source: DataSource) -> None:
    for index in reversed(range(len(source.sort))):
        name = source.sort[index]
        falling = name not in work.columns and name.startswith("-")
        name = name[1:] if falling else name
        if not work.has(name, ("sort", index)):
            continue
        cells = work.columns[name]
        present = [i for i, c in enumerate(cells) if c is not None]
        present.sort(key=lambda i, c=cells: _rank(c[i]), reverse=falling)  # type: ignore[misc]
        work.take([*present, *[i for i, c in enumerate(cells) if c is None]])


def _rank(cell: Cell) -> tuple[int, Any]:
    return (
        (0, cell) if isinstance(cell, int | float) else (1, cell) if isinstance(cell, dt.date) else (2, cell)
    )


def _resample(work: _Work, source: DataSource) -> None:
    resample = source.resample
    if resample is None:
        return
    name = resample.date or find_periods(work.columns)
    if name is None:
        work.report(
            "DN359",
            ("resample",),
            function="resample",
            reason_en="no column of dates or periods was found",
            reason_zh="没有找到日期或期间列",
        )
        return
    takes = resample.take if isinstance(resample.take, dict) else {}
    checks = [work.has(c, ("resample", "take", c)) for c in takes]
    if not work.has(name, ("resample", "date")) or not all(checks):
        return
    groups = _groups(work, name, resample)
    if groups is None:
        return
    columns: Columns = {}
    for column, cells in work.columns.items():
        how = resample.take if isinstance(resample.take, str) else takes.get(column, "last")
        if column == name or kind_of(cells) not in ("number", "empty"):
            how = "last"
        columns[column] = _settled([taken([cells[i] for i in group], how) for group in groups])
        if column == name:
            columns[column] = tuple([_period_label(cell, resample.every) for cell in columns[column]])
    work.columns, work.rows = columns, []


def _period_label(cell: Cell, every: str) -> Cell:
    """What a row stands for now: days stay days (the last of the period), months become quarters, …"""
    period = None if isinstance(cell, dt.date) or every == "weekly" else read_period(cell)
    longer = period.within(_KINDS[every]) if period else None
    if longer is None or longer.kind == "month":
        return cell
    return longer.year if longer.kind == "year" else f"{longer.year}Q{longer.index % 4 + 1}"


def _groups(work: _Work, name: str, resample: Resample) -> list[list[int]] | None:
    """The rows of each period, both in order of time."""
    placed: list[tuple[Period, int]] = []
    by_period: dict[Any, list[int]] = {}
    for i, cell in enumerate(work.columns[name]):
        if (period := read_period(cell)) is not None:
            placed.append((period, i))
    placed.sort(key=lambda pair: pair[0].index)
    kinds = {period.kind for period, _ in placed}
    for period, i in placed:
        if resample.every == "weekly":
            day = dt.date.fromordinal(period.index) if period.kind == "day" else None
            key: Any = day.isocalendar()[:2] if day else None
        else:
            key = period.within(_KINDS[resample.every])
        if key is None or len(kinds) > 1:
            work.report(
                "DN359",
                ("resample",),
                function="resample",
                reason_en=f"column '{name}' cannot be made {resample.every}",
                reason_zh=f"列“{name}”无法按 {resample.every} 汇总",
            )
            return None
        by_period.setdefault(key, []).append(i)
    return list(by_period.values())


def _ends(work: _Work, source: DataSource) -> None:
    length = len(next(iter(work.columns.values()), ()))
    if source.head:
        work.take(range(min(source.head, length)))
    elif source.tail:
        work.take(range(max(0, length - source.tail), length))


def _pick(work: _Work, source: DataSource) -> None:
    if not source.columns or (source.pivot and isinstance(source.columns, dict)):
        return  # of a pivot the names before it may be gone
    if isinstance(source.columns, dict):
        names = list(source.columns.values())
    else:
        names = [n for i, n in enumerate(source.columns) if work.has(n, ("columns", i))]
    kept = dict.fromkeys([*names, *source.compute])
    work.columns = {n: work.columns[n] for n in kept if n in work.columns}

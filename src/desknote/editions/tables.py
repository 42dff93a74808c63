"""The exhibits of two editions, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from desknote.editions.align import Pair, common, gaps
from desknote.editions.changes import CellChange, Series, TableChange, ValueChange
from desknote.editions.edition import Table
from desknote.editions.figures import difference, is_share, number_in, unit_of
from desknote.editions.prose import redline

_FIELDS = ("type", "title", "source", "note", "alt")
_RENAMED = 0.6
"""A column or row whose cells are the same to this share is the same under another name."""

Cells = Sequence[str]


def compare_tables(old: Sequence[Table], new: Sequence[Table]) -> tuple[TableChange, ...]:
    """What changed in the exhibits, those of ``new`` in their order, then those that are gone."""
    was = {table.id: table for table in old}
    heirs = _heirs(old, new)
    found = []
    for table in new:
        before = was.get(heirs.get(table.id, ""))
        change = TableChange(table.id, "added", None, table) if before is None else _compared(before, table)
        if change is not None:
            found.append(change)
    kept = set(heirs.values())
    return (*found, *(TableChange(t.id, "removed", t, None) for t in old if t.id not in kept))


def _heirs(old: Sequence[Table], new: Sequence[Table]) -> dict[str, str]:
    """From an exhibit's id to its id in the old edition; one whose id alone changed is known by its title."""
    known = {table.id for table in old}
    heirs = {table.id: table.id for table in new if table.id in known}
    titles = {table.title: table.id for table in old if table.id not in heirs}
    for table in new:
        if table.id not in heirs and table.title in titles:
            heirs[table.id] = titles.pop(table.title)
    return heirs


def _compared(old: Table, new: Table) -> TableChange | None:
    fields = [_field(key, getattr(old, key), getattr(new, key)) for key in _FIELDS]
    fields.append(_field("illustrative", *("yes" if t.illustrative else "" for t in (old, new))))
    grid = _Grid(old, new)
    change = TableChange(
        new.id,
        "changed",
        old,
        new,
        fields=tuple(field for field in fields if field is not None),
        cells=tuple(grid.cells()),
        series_added=tuple(_series(new, j) for j in grid.columns_come),
        series_removed=tuple(_series(old, i) for i in grid.columns_gone),
        renamed=tuple(
            (old.headers[i], new.headers[j]) for i, j in grid.columns if old.headers[i] != new.headers[j]
        ),
        rows_added=tuple(new.rows[j] for j in grid.rows_come),
        rows_removed=tuple(old.rows[i] for i in grid.rows_gone),
        reordered=_crossed(grid.rows) or _crossed(grid.columns),
    )
    same = not (
        change.fields or change.cells or change.series_added or change.series_removed or change.renamed
    )
    return None if same and not (change.rows_added or change.rows_removed or change.reordered) else change


def _field(key: str, old: str, new: str) -> ValueChange | None:
    if old == new:
        return None
    return ValueChange(
        key, "changed" if old and new else "added" if new else "removed", old, new, None, redline(old, new)
    )


def _series(table: Table, column: int) -> Series:
    return Series(table.headers[column], tuple((row[0], row[column]) for row in table.rows))


def _crossed(pairs: Sequence[Pair]) -> bool:
    return any(a[1] > b[1] for a, b in pairwise(pairs))


class _Grid:
    """Which rows and columns of two tables are the same."""

    def __init__(self, old: Table, new: Table) -> None:
        self.old, self.new = old, new
        self.rows = _matched(
            [row[0] if row else "" for row in old.rows], [row[0] if row else "" for row in new.rows]
        )
        self.columns = _matched(old.headers, new.headers)
        self.columns = sorted({*self.columns, *self._renamed_columns()})
        self.rows = sorted({*self.rows, *self._renamed_rows()})
        self.columns_gone = _left(len(old.headers), (i for i, _ in self.columns))
        self.columns_come = _left(len(new.headers), (j for _, j in self.columns))
        self.rows_gone = _left(len(old.rows), (i for i, _ in self.rows))
        self.rows_come = _left(len(new.rows), (j for _, j in self.rows))

    def cells(self) -> Iterator[CellChange]:
        """Each cell whose text has changed."""
        for i, j in self.rows:
            before, after = self.old.rows[i], self.new.rows[j]
            for a, b in self.columns:
                if before[a] != after[b]:
                    yield self._cell(after[0], self.new.headers[b], before[a], after[b])

    @staticmethod
    def _cell(row: str, column: str, old: str, new: str) -> CellChange:
        alike = unit_of(old) == unit_of(new)
        change = (
            difference(number_in(old), number_in(new), is_share(old, new, row, column)) if alike else None
        )
        return CellChange(row, column, old, new, change)

    def _renamed_columns(self) -> Iterator[Pair]:
        """Columns at the same place that hold the same under other heads."""
        for was, now in gaps(_straight(self.columns), len(self.old.headers), len(self.new.headers)):
            free = [i for i in was if i not in {a for a, _ in self.columns}]
            here = [j for j in now if j not in {b for _, b in self.columns}]
            if len(free) == len(here):
                for i, j in zip(free, here, strict=True):
                    same = [self.old.rows[a][i] == self.new.rows[b][j] for a, b in self.rows]
                    if i == 0 or (same and sum(same) >= _RENAMED * len(same)):
                        yield i, j

    def _renamed_rows(self) -> Iterator[Pair]:
        columns = [(a, b) for a, b in self.columns if a and b]
        known_old, known_new = {a for a, _ in self.rows}, {b for _, b in self.rows}
        for was, now in gaps(_straight(self.rows), len(self.old.rows), len(self.new.rows)):
            free, here = [i for i in was if i not in known_old], [j for j in now if j not in known_new]
            if len(free) == len(here) and columns:
                for i, j in zip(free, here, strict=True):
                    same = [self.old.rows[i][a] == self.new.rows[j][b] for a, b in columns]
                    if sum(same) >= _RENAMED * len(same):
                        yield i, j


def _matched(old: Cells, new: Cells) -> list[Pair]:
    """Labels that are the same: those in the same order first, then those that are elsewhere."""
    pairs = common(old, new)
    was, now = {i for i, _ in pairs}, {j for _, j in pairs}
    places: dict[str, list[int]] = {}
    for j in range(len(new) - 1, -1, -1):
        if j not in now:
            places.setdefault(new[j], []).append(j)
    moved = [(i, places[old[i]].pop()) for i in range(len(old)) if i not in was and places.get(old[i])]
    return sorted((*pairs, *moved))


def _straight(pairs: Sequence[Pair]) -> list[Pair]:
    """Those of ``pairs`` that cross no other before them."""
    kept: list[Pair] = []
    for pair in pairs:
        if not kept or pair[1] > kept[-1][1]:
            kept.append(pair)
    return kept


def _left(length: int, taken: Iterator[int]) -> list[int]:
    known = set(taken)
    return [i for i in range(length) if i not in known]

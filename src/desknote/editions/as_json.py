"""Changes as JSON values, for programs; docs/diff.md describes the shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desknote.editions.changes import (
    CellChange,
    Changes,
    Difference,
    PartChange,
    Pieces,
    RecordChange,
    Series,
    StatementChange,
    TableChange,
    ValueChange,
)
from desknote.editions.named import Named

FORMAT = 1
"""Raised when something that was there goes or means something else; what is new comes without."""


def as_json(changes: Changes, old: Named, new: Named) -> dict[str, Any]:
    """``changes`` between ``old`` and ``new``."""
    return {
        "diff": FORMAT,
        "empty": changes.empty,
        "old": _named(old),
        "new": _named(new),
        "ratings": _values(changes.ratings),
        "estimates": _values(changes.estimates),
        "facts": _values(changes.facts),
        "text": [_part(part) for part in changes.parts],
        "exhibits": [_table(table) for table in changes.exhibits],
        "people": [_record(record) for record in changes.people],
        "companies": [_record(record) for record in changes.companies],
        "statements": [_statement(statement) for statement in changes.statements],
        "about": _values(changes.about),
    }


def _named(one: Named) -> dict[str, str]:
    edition = one.edition
    told = {"label": one.label, "kind": one.kind, "slug": edition.slug, "title": edition.title}
    committed = {"committed": one.date} if one.date else {}
    return {**told, "date": edition.date, "lang": edition.lang, **committed}


def _pieces(pieces: Pieces) -> list[list[str]]:
    return [[piece.mark, piece.text] for piece in pieces]


def _difference(change: Difference | None) -> dict[str, Any] | None:
    return None if change is None else {"amount": round(change.amount, 6), "unit": change.unit}


def _values(values: Iterable[ValueChange]) -> list[dict[str, Any]]:
    return [_value(value) for value in values]


def _value(value: ValueChange) -> dict[str, Any]:
    told: dict[str, Any] = {"id": value.id, "op": value.op, "old": value.old, "new": value.new}
    told["change"] = _difference(value.difference)
    if value.pieces:
        told["pieces"] = _pieces(value.pieces)
    if any(value.source):
        told["source"] = {"old": value.source[0], "new": value.source[1]}
    return told


def _part(part: PartChange) -> dict[str, Any]:
    return {
        "part": part.kind,
        "blocks": [
            {"op": b.op, "kind": b.kind, "pieces": _pieces(b.pieces), **({"move": b.move} if b.move else {})}
            for b in part.blocks
        ],
    }


def _table(table: TableChange) -> dict[str, Any]:
    return {
        "id": table.id,
        "op": table.op,
        "label": {"old": table.old.label if table.old else "", "new": table.new.label if table.new else ""},
        "title": table.shown.title,
        "fields": _values(table.fields),
        "cells": [_cell(cell) for cell in table.cells],
        "series_added": [_series(one) for one in table.series_added],
        "series_removed": [_series(one) for one in table.series_removed],
        "renamed": [list(pair) for pair in table.renamed],
        "rows_added": [list(row) for row in table.rows_added],
        "rows_removed": [list(row) for row in table.rows_removed],
        "reordered": table.reordered,
    }


def _cell(cell: CellChange) -> dict[str, Any]:
    told = {"row": cell.row, "column": cell.column, "old": cell.old, "new": cell.new}
    return {**told, "change": _difference(cell.difference)}


def _series(series: Series) -> dict[str, Any]:
    return {"name": series.name, "cells": [list(cell) for cell in series.cells]}


def _record(record: RecordChange) -> dict[str, Any]:
    return {"id": record.id, "op": record.op, "name": record.name, "fields": _values(record.fields)}


def _statement(one: StatementChange) -> dict[str, Any]:
    return {"id": one.id, "op": one.op, "title": _pieces(one.title), "pieces": _pieces(one.text)}

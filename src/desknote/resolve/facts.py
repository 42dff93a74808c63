"""A note's facts to values: written, read from a cell or a column, or following from others.

Order matters between facts only where one names another; ``order_facts`` finds it and the circles.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from functools import partial
from pathlib import Path

from desknote.closed import Cell, Frame
from desknote.diagnostics import Diagnostic, Span, suggest
from desknote.model.data import DataSource, source_of, split_place
from desknote.model.note import Fact
from desknote.records import dataclass
from desknote.resolve.data import FrameCache, facts_in, load_frame, read_bytes, reader_kind
from desknote.resolve.places import WHOLE, Found, Place, nowhere
from desknote.resolve.readers.cells import read_number
from desknote.resolve.readers.table import unreadable
from desknote.source import Document
from desknote.workspace import Workspace

Datasets = Mapping[str, DataSource | str]


@dataclass(frozen=True, slots=True)
class FactValues:
    """Facts by name, None where one came to nothing; ``files`` are the data files that were read."""

    values: Mapping[str, Cell] = field(default_factory=dict)
    files: tuple[str, ...] = ()


def resolve_facts(
    workspace: Workspace,
    folder: Path,
    facts: Mapping[str, Fact],
    datasets: Datasets,
    document: Document,
    cache: FrameCache | None = None,
    given: Mapping[str, Cell] | None = None,
) -> tuple[FactValues, Found]:
    """Every fact's value. Paths are relative to ``folder``; ``document`` has them at ``facts``.

    ``given`` are values that formulas may read besides: ``company.price``. They come along.

    DN357 for circles, DN358 for what is not one figure, and all that data and formulas may say. A fact
    that rests on a failed one fails in silence.
    """
    order, found = order_facts(facts, datasets, document)
    reading = _Reading(workspace, folder, datasets, document, cache or FrameCache())
    values: dict[str, Cell] = {**(given or {}), **dict.fromkeys(facts)}
    failed = set(facts) - set(order)
    problems = list(found)
    for name in order:
        if needed(facts[name], datasets) & failed:
            failed.add(name)
            continue
        values[name], more = reading.value(name, facts[name], values)
        problems += more
        if values[name] is None:
            failed.add(name)
    return FactValues(values, tuple(dict.fromkeys(reading.files))), tuple(problems)


def needed(fact: Fact, datasets: Datasets) -> frozenset[str]:
    """The facts that a fact reads, itself or by way of its data."""
    formulas = [f for f in (fact.expr, fact.where) if f]
    source = source_of(fact.data) if fact.data is not None else None
    seen: set[str] = set()
    while source is not None:
        formulas += [f for f in (source.where, source.keep, *source.compute.values()) if f]
        known = source.file in datasets and source.file not in seen
        seen.add(source.file)
        source = source_of(datasets[source.file]) if known else None
    return frozenset(facts_in(formulas))


def order_facts(
    facts: Mapping[str, Fact], datasets: Datasets, document: Document | None = None
) -> tuple[tuple[str, ...], Found]:
    """The order in which facts can be worked out, and a DN357 for each circle; its facts are left out."""
    order: list[str] = []
    state: dict[str, str] = {}
    found: list[Diagnostic] = []
    for start in facts:
        if start in state:
            continue
        # Depth first, by hand: a note may chain more facts than Python nests calls.
        path: list[tuple[str, list[str]]] = [(start, _before(facts, start, datasets))]
        state[start] = "open"
        while path:
            name, left = path[-1]
            if not left:
                path.pop()
                if state[name] == "open":
                    state[name] = "done"
                    order.append(name)
                continue
            following = left.pop()
            if following not in state:
                state[following] = "open"
                path.append((following, _before(facts, following, datasets)))
            elif following in (on := [n for n, _ in path]):
                circle = on[on.index(following) :]
                if any(state[n] == "open" for n in circle):
                    span = document.key_span(("facts", following)) if document else None
                    params = {"what_en": "facts", "what_zh": "事实（facts）"}
                    shown = " → ".join((*circle, following))
                    found.append(Diagnostic("DN357", span, {**params, "names": shown}))
                state.update(dict.fromkeys(circle, "circle"))
    return tuple(order), tuple(found)


def _before(facts: Mapping[str, Fact], name: str, datasets: Datasets) -> list[str]:
    return sorted((n for n in needed(facts[name], datasets) if n in facts), reverse=True)


def fact_from_cell(
    workspace: Workspace, folder: Path, name: str, cell: str, span: Span | None
) -> tuple[Cell, str, Found]:
    """Fact ``name``: the value of ``data/x.xlsx#Sheet!B4`` (of CSV: ``data/x.csv#B4``), and the file.

    DN004, DN302, DN308, DN340 to DN349; DN358 where there is no figure in the cell.
    """
    file, _, place = cell.partition("#")
    sheet, _, within = place.rpartition("!")
    sheet, _ = split_place(f"{sheet}!") if sheet else ("", "")
    data, shown, problem = read_bytes(workspace, folder, file.strip())
    if data is None:
        return None, "", _at((problem,) if problem else (), span)
    kind = reader_kind(file.strip())
    value: Cell = None
    if not within.strip():
        found = [Diagnostic("DN349", None, {"file": shown, "range": cell, "choices": "—"})]
    elif kind == "xlsx":
        from desknote.resolve.readers.xlsx_file import read_cell

        value, found = read_cell(data, sheet, within.strip(), shown)
    elif kind == "csv":
        from desknote.resolve.readers.csv_file import read_csv_cell

        value, found = read_csv_cell(data, within.strip(), shown)
    else:
        en, zh = "a cell can be named in XLSX and CSV files only", "只有 XLSX 与 CSV 文件可以引用单元格"
        found = [unreadable(shown, en, zh)]
    if value is None and not found:
        hint = ("name a cell that holds a figure", "请引用有数值的单元格")
        found = [_not_single(name, ("the cell is empty", "单元格为空"), hint)]
    return value, shown, _at(found, span)


def fact_from_frame(
    name: str,
    frame: Frame,
    column: str,
    where: str | None,
    take: str | None,
    facts: Mapping[str, Cell],
    place: Callable[[str], Place] = lambda _: nowhere,
) -> tuple[Cell, Found]:
    """One figure of a column: of the row for which ``where`` holds, or ``take`` of several rows.

    ``place`` gives for a key of the fact (column, where, …) where its text stands. DN303, DN358 and
    what the formula may say.
    """
    from desknote.resolve.formula import mask
    from desknote.resolve.formula_values import kind_of, taken

    if column not in frame.columns:
        params = {"file": frame.file, "column": column, "choices": ", ".join(list(frame.columns)[:30])}
        near = suggest(column, frame.columns)
        return None, (Diagnostic("DN303", place("column")(*WHOLE), params, near),)
    cells = frame.columns[column]
    found: Found = ()
    if where:
        kept, found = mask(where, frame.columns, facts, place("where"), rows=frame.rows)
        if kept is None:
            return None, found
        cells = tuple([c for c, keep in zip(cells, kept, strict=True) if keep])
    if take is None and len(cells) != 1:
        rows = len(cells)
        why = (f"{rows} rows fit; one is wanted", f"有 {rows} 行符合；应恰为一行")
        hint = (
            "narrow it with where: \"date == '2025-02-05'\", or say take: last, sum, mean, …",
            "请用 where 缩小范围（where: \"date == '2025-02-05'\"），或加上 take: last、sum、mean 等",
        )
        return None, (*found, _not_single(name, why, hint, place("where" if where else "column")(*WHOLE)))
    if take in ("sum", "mean") and kind_of(cells) not in ("number", "empty"):
        words = {"wanted_en": "numbers", "wanted_zh": "数字", "got_en": "text", "got_zh": "文本"}
        return None, (*found, Diagnostic("DN355", place("column")(*WHOLE), words))
    value = taken(cells, take or "last")
    return _single(name, value, found, place("column")(*WHOLE))


def _single(name: str, value: object, found: Found, span: Span | None) -> tuple[Cell, Found]:
    """A formula's result as a fact's value."""
    if isinstance(value, tuple):
        why = ("the formula gives a whole column", "公式的结果是一整列")
        hint = (
            "make it one figure: last(…), sum(…), at(…, '2025-02-05')",
            "请取其中一个数值：last(…)、sum(…)、at(…, '2025-02-05')",
        )
        return None, (*found, _not_single(name, why, hint, span))
    if not isinstance(value, int | float | str | dt.date):
        why = ("there is no figure", "没有数值")
        return None, (*found, _not_single(name, why, ("", ""), span))
    return (int(value) if isinstance(value, bool) else value), found


def _not_single(
    name: str, why: tuple[str, str], hint: tuple[str, str], span: Span | None = None
) -> Diagnostic:
    params = {"name": name, "reason_en": why[0], "reason_zh": why[1], "hint_en": hint[0], "hint_zh": hint[1]}
    return Diagnostic("DN358", span, params)


def _at(found: Found | list[Diagnostic], span: Span | None) -> Found:
    return tuple(d if d.span is not None else replace(d, span=span) for d in found)


@dataclass(slots=True)
class _Reading:
    """Works facts out one by one; ``files`` gathers what was read."""

    workspace: Workspace
    folder: Path
    datasets: Datasets
    document: Document
    cache: FrameCache
    files: list[str] = field(default_factory=list)

    def value(self, name: str, fact: Fact, values: Mapping[str, Cell]) -> tuple[Cell, Found]:
        if fact.value is not None:
            return _plain(fact.value), ()
        if fact.cell is not None:
            span = self.document.value_span(("facts", name, "cell"))
            value, file, found = fact_from_cell(self.workspace, self.folder, name, fact.cell, span)
            self.files += [file] if file else []
            return value, found
        frame: Frame | None = None
        found = ()
        if fact.data is not None:
            path = ("facts", name, "data")
            frame, found = load_frame(
                self.workspace,
                self.folder,
                fact.data,
                self.document.value_span(path),
                self.cache,
                datasets=self.datasets,
                facts=values,
                document=self.document,
                path=path,
            )
            if frame is None:
                return None, found
            self.files.append(frame.file)

        def place(key: str) -> Place:
            return partial(self.document.char_span, ("facts", name, key))

        if fact.column is not None and frame is not None:
            value, more = fact_from_frame(name, frame, fact.column, fact.where, fact.take, values, place)
            return value, (*found, *more)
        from desknote.resolve.formula import evaluate

        columns, rows = (frame.columns, frame.rows) if frame is not None else ({}, ())
        result, more = evaluate(fact.expr or "", columns, values, place("expr"), rows=rows)
        if result is None and any(d.code != "DN356" for d in more):
            return None, (*found, *more)
        return _single(name, result, (*found, *more), place("expr")(*WHOLE))


def _plain(value: Cell) -> Cell:
    """A written fact as formulas read it: ``'1,234.5'`` in quotes is a number, too."""
    if isinstance(value, str):
        number = read_number(value)
        return value if number is None else number
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value)  # without the record of how it was written
    return float(value) if isinstance(value, float) else value

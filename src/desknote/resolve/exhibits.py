"""A note's exhibits: their keys validated by type, their data read, their columns looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from desknote.closed import Cell, Exhibit, Frame
from desknote.diagnostics import Diagnostic, Span, suggest
from desknote.exhibits import registry
from desknote.exhibits.data import inline_frame
from desknote.exhibits.presets import load_presets, with_preset
from desknote.model.data import DataSource
from desknote.model.exhibit import ExhibitSpec
from desknote.model.validation import parse
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.resolve.data import FrameCache, dates, load_frame, numbers
from desknote.resolve.text import Texts, listed
from desknote.source import Document, Path
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.resolve.companies.history import Histories


_ISO = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Declared:
    """An exhibit as it stands in the note: ``form`` is chart, table, or empty where its type is
    unknown; ``spec`` is None where it is wrong."""

    id: str
    form: str
    spec: ExhibitSpec | None
    frame: Frame | None


@dataclass(frozen=True, slots=True)
class DataFiles:
    """Where exhibits' data come from: the note's folder, its datasets, and the facts formulas read."""

    workspace: Workspace
    folder: FilePath
    cache: FrameCache
    datasets: Mapping[str, DataSource | str]
    facts: Mapping[str, Cell]
    histories: Histories | None = None


def declared(
    texts: Texts, exhibits: Mapping[str, Mapping[str, Any]], data_files: DataFiles
) -> tuple[dict[str, Declared], list[Diagnostic]]:
    """Every exhibit of the note, and what is wrong with its keys or its data."""
    made: dict[str, Declared] = {}
    presets, unsound = load_presets(data_files.workspace)
    found: list[Diagnostic] = list(unsound)
    for name, written in exhibits.items():
        path: Path = ("exhibits", name)
        data = with_preset(written, presets)
        kind = str(data.get("type", ""))
        form = registry.form_of(kind) or ""
        spec, wrong = _spec(texts, path, data, tuple(presets), data_files.histories)
        found += wrong
        frame = None
        if spec is not None and spec.data is not None:
            frame, wrong = _frame(texts.document, path, spec, data_files)
            found += wrong
        elif spec is not None and spec.rows:
            frame, wrong = _rows(texts.document, path, spec)
            found += wrong
        elif spec is not None and (form == "chart" or any(spec.columns())):
            found.append(Diagnostic("DN202", texts.document.key_span(path), {"key": "data"}))
            spec = None
        made[name] = Declared(name, form, spec, frame)
    return made, found


def _spec(
    texts: Texts,
    path: Path,
    data: Mapping[str, Any],
    presets: tuple[str, ...],
    histories: Histories | None,
) -> tuple[ExhibitSpec | None, list[Diagnostic]]:
    document = texts.document
    filled = texts.datum(path, data)
    kind = data.get("type")
    if kind is None:
        return None, [Diagnostic("DN202", document.key_span(path), {"key": "type"})]
    record = registry.spec_of(str(kind))
    if record is None:
        names = (*registry.type_names(), *presets)
        params = {
            "what_en": "exhibit type",
            "what_zh": "图表类型",
            "value": str(kind),
            "where_en": "desknote",
            "where_zh": "desknote ",
            "choices": listed(names, 40),
        }
        labels = [label for lang in ("zh-CN", "zh-HK", "en") for label in registry.type_labels(lang)]
        near = suggest(str(kind), (*names, *labels))
        return None, [Diagnostic("DN204", document.value_span((*path, "type")), params, near)]
    row = registry.exhibit_type(str(kind))
    if histories is not None and row is not None:
        filled, wrong = histories.filled(row.name, filled, document, path)
        if wrong:
            return None, wrong
    return parse(document, record, path, filled)


def _frame(
    document: Document, path: Path, spec: ExhibitSpec, files: DataFiles
) -> tuple[Frame | None, list[Diagnostic]]:
    here = (*path, "data")
    frame, found = load_frame(
        files.workspace,
        files.folder,
        spec.data or "",
        document.value_span(here),
        files.cache,
        datasets=files.datasets,
        facts=files.facts,
        document=document,
        path=here,
    )
    if frame is None:
        return None, list(found)
    frame, wrong = _figures(document, path, spec, frame)
    return frame, [*found, *_columns(document, path, spec, frame.file, list(frame.columns)), *wrong]


def _rows(document: Document, path: Path, spec: ExhibitSpec) -> tuple[Frame, list[Diagnostic]]:
    """The rows written in the note as a frame; what is wrong with a cell is told of at the cell."""
    frame = inline_frame(spec.rows, document.file)
    shaped, wrong = _figures(document, path, spec, frame)
    for i, one in enumerate(wrong):
        if one.code == "DN307":
            cell: Path = (*path, "rows", int(str(one.params["row"])) - 1, str(one.params["column"]))
            wrong[i] = replace(one, span=document.value_span(cell))
    return shaped, [*_columns(document, path, spec, document.file, list(frame.columns)), *wrong]


def _figures(
    document: Document, path: Path, spec: ExhibitSpec, frame: Frame
) -> tuple[Frame, list[Diagnostic]]:
    """The frame with figures where the exhibit needs them; DN307 for each cell that is none."""
    columns = dict(frame.columns)
    found: list[Diagnostic] = []
    for place, column in spec.figures():
        if column in columns:
            span = _span(document, (*path, *place), column)
            columns[column], wrong = numbers(frame, column, span)
            found += wrong
    return replace(frame, columns=columns), [*found, *_days(frame, document, path, spec)]


def _days(frame: Frame, document: Document, path: Path, spec: ExhibitSpec) -> list[Diagnostic]:
    """DN307 for a day that the calendar has not, which makes an axis of dates one of mere labels."""
    x = getattr(spec, "x", None)
    cells = frame.columns.get(x, ()) if isinstance(x, str) else ()
    written = [cell for cell in cells if isinstance(cell, str) and _ISO.fullmatch(cell.strip())]
    if len(written) < 3 or len(written) < len(cells):
        return []
    return list(dates(frame, str(x), _span(document, (*path, "x"), str(x)))[1])


def _columns(
    document: Document, path: Path, spec: ExhibitSpec, file: str, columns: list[str]
) -> list[Diagnostic]:
    """DN303 for each column that the exhibit names and its data do not have."""
    found = []
    for place, column in spec.columns():
        if column not in columns:
            params = {"file": file, "column": column, "choices": listed(columns)}
            span = _span(document, (*path, *place), column)
            found.append(Diagnostic("DN303", span, params, suggest(column, columns)))
    return found


def _span(document: Document, here: Path, column: str) -> Span:
    """Where a column is named: as a key or as a value."""
    key = here[-1] == column and here in document.keys
    return document.key_span(here) if key else document.value_span(here)


def numbered(
    made: Mapping[str, Declared], order: list[str], label: str, document: Document
) -> tuple[tuple[Exhibit, ...], dict[str, tuple[str, str]]]:
    """The placed exhibits with their numbers, and what text may refer to: name to anchor and label."""
    exhibits: list[Exhibit] = []
    references: dict[str, tuple[str, str]] = {}
    for number, name in enumerate((n for n in order if n in made), 1):
        one = made[name]
        anchor = f"{'tbl' if one.form == 'table' else 'fig'}-{name}"
        references[anchor] = (anchor, f"{label} {number}")
        unread = one.spec is None or (one.spec.data is not None and one.frame is None)
        if one.spec is not None and not unread:  # else told of already: it is left out
            span = document.key_span(("exhibits", name))
            exhibits.append(Exhibit(name, anchor, number, f"{label} {number}", one.spec, one.frame, span))
    return tuple(exhibits), references

"""A note's data files: found beside it, read once, typed, shaped as the note asks."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desknote.closed import Cell, Frame
from desknote.diagnostics import Diagnostic, Span, suggest
from desknote.model.data import DataSource, source_of
from desknote.resolve.readers.cells import MISSING, read_date, read_number
from desknote.resolve.readers.csv_file import read_csv
from desknote.resolve.readers.encoding import NAMES
from desknote.resolve.readers.table import (
    MAX_BYTES,
    CellType,
    Options,
    Reading,
    Table,
    bad_cell,
    too_much,
    unreadable,
)
from desknote.workspace import Workspace

DataRequest = DataSource
Found = tuple[Diagnostic, ...]

MANY = 20  # bad cells of one column that a report lists
_FORMAT = 1  # part of every digest: raise it when the same bytes are read differently
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".parquet": "parquet",
}
"""What is read, and by which reader."""


@dataclass(slots=True)
class FrameCache:
    """Tables read so far, by content and way of reading: one file feeds many exhibits.

    For one run, or for a long-lived process: it holds the last ``size`` tables.
    """

    size: int = 64
    _tables: dict[tuple[object, ...], Reading] = field(default_factory=dict, repr=False)

    def get(self, key: tuple[object, ...], read: Callable[[], Reading]) -> Reading:
        """The table at ``key``, read by ``read`` where it is not here yet."""
        if key in self._tables:
            self._tables[key] = self._tables.pop(key)
        else:
            self._tables[key] = read()
            while len(self._tables) > self.size:
                del self._tables[next(iter(self._tables))]
        return self._tables[key]


def load_frame(
    workspace: Workspace,
    folder: Path,
    request: DataRequest | str,
    span: Span | None,
    cache: FrameCache | None = None,
) -> tuple[Frame | None, Found]:
    """The data that ``request`` names, relative to ``folder`` (the note's).

    The frame is None where there is nothing to go on with. Its digest covers the file's bytes and all
    of the request. Diagnostics carry ``span``: DN004, DN302, DN307, DN308, DN340 and after.
    """
    source = source_of(request)
    table, name, digest, found = _read(workspace, folder, source, cache or FrameCache())
    placed = tuple(d if d.span is not None else replace(d, span=span) for d in found)
    if table is None:
        return None, placed
    return Frame(name, table.columns, digest, table.rows), placed


def _read(
    workspace: Workspace, folder: Path, source: DataSource, cache: FrameCache
) -> tuple[Table | None, str, str, list[Diagnostic]]:
    """The table, its name, its digest and what was found."""
    asked = json.dumps(source.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    data, name, problem = read_bytes(workspace, folder, source.file)
    if data is None:
        return None, name, "", [problem] if problem else []
    options = Options(
        source.header, source.encoding or "", source.sheet or "", source.range or "", source.types
    )
    if options.encoding and options.encoding.lower() not in NAMES:
        choices = sorted(set(NAMES))
        wrong = {
            "what_en": "encoding",
            "what_zh": "编码",
            "value": options.encoding,
            "where_en": "desknote",
            "where_zh": "desknote ",
            "choices": ", ".join(choices),
        }
        return None, name, "", [Diagnostic("DN204", None, wrong, suggest(options.encoding, choices))]
    content = hashlib.sha256(data).digest()
    kind = _SUFFIXES[Path(source.file).suffix.lower()]
    table, found = cache.get((content, kind, name, *options.key), lambda: _reader(kind)(data, options, name))
    return table, name, _digest(content, asked), list(found)


def _digest(content: bytes, asked: str) -> str:
    return hashlib.sha256(b"%d\n%s\n%s" % (_FORMAT, content, asked.encode())).hexdigest()


def _reader(kind: str) -> Callable[[bytes, Options, str], Reading]:
    # Most notes have CSV only: the others' parsers are imported when a file wants them.
    if kind == "xlsx":
        from desknote.resolve.readers.xlsx_file import read_xlsx

        return read_xlsx
    if kind == "parquet":
        from desknote.resolve.readers.parquet_file import read_parquet

        return read_parquet
    return read_csv


def read_bytes(workspace: Workspace, folder: Path, file: str) -> tuple[bytes | None, str, Diagnostic | None]:
    """A data file's bytes, its name in diagnostics, and why there are none (DN004, DN302, DN308, DN344)."""
    path = folder / file
    name = workspace.name(path)
    real = workspace.inside(path) if "\0" not in file else None
    if real is None:
        return None, file, Diagnostic("DN004", None, {"path": file})
    if not _is_file(real):
        here = data_files(folder)
        return (
            None,
            name,
            Diagnostic(
                "DN302", None, {"file": file, "choices": ", ".join(here[:20]) or "—"}, suggest(file, here)
            ),
        )
    if Path(file).suffix.lower() not in _SUFFIXES:
        known = ", ".join(s for s in _SUFFIXES if s != ".txt")
        return (
            None,
            name,
            unreadable(name, f"its name must end in one of {known}", f"文件扩展名应为 {known} 之一"),
        )
    try:
        if real.stat().st_size > MAX_BYTES:
            return None, name, too_much(name, "bytes", MAX_BYTES)
        return real.read_bytes(), name, None
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return None, name, unreadable(name, reason, reason)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the disk takes
        return False


def data_files(folder: Path) -> list[str]:
    """The data files in a note's folder and below it, as a note would write them."""
    found: list[str] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _SUFFIXES and path.is_file() and not path.name.startswith((".", "~")):
            found.append(path.relative_to(folder).as_posix())
        if len(found) >= 200:
            break
    return found


def numbers(
    frame: Frame, column: str, span: Span | None = None
) -> tuple[tuple[float | int | None, ...], Found]:
    """A column as numbers; cells that are none become None and a diagnostic each (DN303, DN307)."""
    cells, found = _column(frame, column, span)
    if all(c is None or isinstance(c, float | int) for c in cells):
        return cells, found  # type: ignore[return-value]
    read = [read_number(c) if isinstance(c, str) else c for c in cells]
    values = tuple(v if isinstance(v, float | int) else None for v in read)
    return values, (*found, *_wrong(frame, column, cells, values, "number", span))


def dates(frame: Frame, column: str, span: Span | None = None) -> tuple[tuple[dt.date | None, ...], Found]:
    """A column as dates; cells that are none become None and a diagnostic each (DN303, DN307)."""
    cells, found = _column(frame, column, span)
    if all(c is None or isinstance(c, dt.date) for c in cells):
        return cells, found  # type: ignore[return-value]
    read = [read_date(str(c)) if isinstance(c, str | int) else c for c in cells]
    values = tuple(v if isinstance(v, dt.date) else None for v in read)
    return values, (*found, *_wrong(frame, column, cells, values, "date", span))


def _column(frame: Frame, column: str, span: Span | None) -> tuple[tuple[Cell, ...], Found]:
    if column in frame.columns:
        return frame.columns[column], ()
    params = {"file": frame.file, "column": column, "choices": ", ".join(list(frame.columns)[:30])}
    missing = Diagnostic("DN303", span, params, suggest(column, frame.columns))
    return (None,) * len(frame), (missing,)


def _wrong(
    frame: Frame,
    column: str,
    cells: Sequence[Cell],
    values: Sequence[Cell],
    kind: CellType,
    span: Span | None,
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for index, (cell, value) in enumerate(zip(cells, values, strict=True)):
        if value is None and cell is not None and cell not in MISSING:
            row = frame.rows[index] if index < len(frame.rows) else index + 1
            found.append(replace(bad_cell(frame.file, row, column, cell, kind), span=span))
            if len(found) == MANY:
                break
    return found

"""A note's data files: found beside it, read once, typed, shaped as the note asks."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from desknote import reading
from desknote.closed import Cell, Frame
from desknote.diagnostics import Diagnostic, Span, suggest
from desknote.files import NotAFile, read_file
from desknote.model.data import DataSource, source_of
from desknote.records import dataclass
from desknote.resolve.places import WHOLE, Found, Place, nowhere
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
from desknote.rules import RULES
from desknote.source import Document
from desknote.workspace import Workspace
from desknote.workspace import unreadable as not_readable

DataRequest = DataSource
KeyPath = tuple[str | int, ...]

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

    def find(self, key: tuple[object, ...]) -> Reading | None:
        """What was kept at ``key``."""
        if key in self._tables:
            self._tables[key] = self._tables.pop(key)  # the least used comes first
        return self._tables.get(key)

    def keep(self, key: tuple[object, ...], reading: Reading) -> Reading:
        """``reading``, from now on found at ``key``."""
        self._tables[key] = reading
        while len(self._tables) > self.size:
            del self._tables[next(iter(self._tables))]
        return reading


def load_frame(
    workspace: Workspace,
    folder: Path,
    request: DataRequest | str,
    span: Span | None,
    cache: FrameCache | None = None,
    *,
    datasets: Mapping[str, DataSource | str] = MappingProxyType({}),
    facts: Mapping[str, Cell] = MappingProxyType({}),
    document: Document | None = None,
    path: KeyPath = (),
) -> tuple[Frame | None, Found]:
    """The data that ``request`` names, relative to ``folder`` (the note's), shaped as it asks.

    ``datasets`` are the note's, by name: a request may name one in place of a file. ``facts`` are the
    values its formulas may read. With ``document`` and the ``path`` of the request in it, diagnostics
    point at the key they are about; without, all carry ``span``. The frame is None where there is
    nothing to go on with; its digest covers the file's bytes, all of the request, and the facts it reads.

    DN004, DN204, DN206, DN302, DN303, DN305, DN307, DN308, DN340 to DN357, DN359.
    """
    loading = _Loading(workspace, folder, datasets, facts, document, cache or FrameCache())
    loaded, found = loading.load(source_of(request), path, ())
    placed = tuple(d if d.span is not None else replace(d, span=span) for d in found)
    if loaded is None:
        return None, placed
    table = loaded.table
    return Frame(loaded.file, table.columns, loaded.digest, table.rows, table.sheet), placed


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A table, the file it is from, and the digest of all that determines it."""

    table: Table
    file: str
    digest: str


_Result = tuple[_Loaded | None, list[Diagnostic]]


@dataclass(frozen=True, slots=True)
class _Loading:
    """What reading needs besides the request."""

    workspace: Workspace
    folder: Path
    datasets: Mapping[str, DataSource | str]
    facts: Mapping[str, Cell]
    document: Document | None
    cache: FrameCache

    def load(self, source: DataSource, path: KeyPath, trail: tuple[str, ...]) -> _Result:
        """A source's table; ``trail`` are the datasets on the way to it."""
        name = source.file
        loaded, found = (
            self.dataset(name, source, path, trail) if name in self.datasets else self.file(source, path)
        )
        if any((d.severity or RULES[d.code].severity) == "error" for d in found):
            return None, found  # what follows from a wrong file would only be more of the same
        if loaded is None or not source.shaped:
            return loaded, found
        asked = _digest(loaded.digest.encode(), _asked(source, self.facts))
        from desknote.resolve.transform import shape  # and with it formulas: most notes have none

        key = ("shaped", asked)
        table, more = self.cache.find(key) or shape(
            loaded.table, source, self.facts, self.place(path), loaded.file
        )
        if not more:  # what is found has its place in this note only
            self.cache.keep(key, (table, []))
        found = [*found, *more]
        return (_Loaded(table, loaded.file, asked) if table is not None else None), found

    def dataset(self, name: str, source: DataSource, path: KeyPath, trail: tuple[str, ...]) -> _Result:
        """The table of another dataset, which is read as that says."""
        span = self.place(path)(("file",))(*WHOLE)
        if name in trail:
            params = {"what_en": "datasets", "what_zh": "数据集", "names": " → ".join((*trail, name))}
            return None, [Diagnostic("DN357", span, params)]
        reading = ("sheet", "range", "header", "encoding", "types")
        if given := [key for key in reading if getattr(source, key) not in (None, {})]:
            why = f"it belongs to the dataset '{name}' itself", f"应写在数据集“{name}”中"
            params = {"key": given[0], "reason_en": why[0], "reason_zh": why[1]}
            return None, [Diagnostic("DN206", self.place(path)((given[0],))(*WHOLE), params)]
        return self.load(source_of(self.datasets[name]), ("datasets", name), (*trail, name))

    def file(self, source: DataSource, path: KeyPath) -> _Result:
        """The table of a file, from the cache where its content is known."""
        data, name, problem = read_bytes(self.workspace, self.folder, source.file, tuple(self.datasets))
        if data is None:
            return None, [self.at_file(d, path) for d in (problem,) if d]
        encoding = source.encoding or ""
        if encoding and encoding.lower() not in NAMES:
            params = {
                "what_en": "encoding",
                "what_zh": "编码",
                "value": encoding,
                "where_en": "desknote",
                "where_zh": "desknote ",
                "choices": ", ".join(NAMES),
            }
            span = self.place(path)(("encoding",))(*WHOLE)
            return None, [Diagnostic("DN204", span, params, suggest(encoding, NAMES))]
        options = Options(source.header, encoding, source.sheet or "", source.range or "", source.types)
        content = hashlib.sha256(data).digest()
        kind = reader_kind(source.file)
        key = (content, kind, name, *options.key)
        table, found = self.cache.find(key) or self.cache.keep(key, _reader(kind)(data, options, name))
        found = [self.at_file(d, path) for d in found]
        if table is None:
            return None, found
        return _Loaded(table, name, _digest(content, repr(options.key))), found

    def place(self, path: KeyPath) -> Callable[[KeyPath], Place]:
        """For a key below ``path``, where its text stands."""
        document = self.document
        if document is None:
            return lambda _: nowhere
        return lambda key: partial(document.char_span, (*path, *key))

    def at_file(self, found: Diagnostic, path: KeyPath) -> Diagnostic:
        """``found`` at the key it is about: the sheet, the range, else the file."""
        if self.document is None or not path:
            return found
        key = {"DN348": "sheet", "DN349": "range", "DN340": "encoding"}.get(found.code, "file")
        known = [k for k in (key, "file") if (*path, k) in self.document.values]
        return replace(found, span=self.document.value_span((*path, *known[:1])))


def facts_in(formulas: Sequence[str]) -> list[str]:
    """The facts that formulas read, in order of their names."""
    if not any("facts" in formula for formula in formulas):
        return []
    from desknote.resolve.formula import references

    return sorted(set().union(*map(references, formulas)))


def _asked(source: DataSource, facts: Mapping[str, Cell]) -> str:
    formulas = [f for f in (source.where, source.keep, *source.compute.values()) if f]
    read = facts_in(formulas)
    shown = source.model_dump(mode="json", exclude={"file"})
    return json.dumps(
        [shown, {n: repr(facts.get(n)) for n in read}], ensure_ascii=False, sort_keys=True, default=str
    )


def _digest(content: bytes, asked: str) -> str:
    return hashlib.sha256(b"%d\n%s\n%s" % (_FORMAT, content, asked.encode())).hexdigest()


def reader_kind(file: str) -> str:
    """Which reader a file's name asks for: csv, xlsx, parquet, or none."""
    return _SUFFIXES.get(Path(file).suffix.lower(), "")


def _reader(kind: str) -> Callable[[bytes, Options, str], Reading]:
    # Most notes have CSV only: the others' parsers are imported when a file wants them.
    if kind == "xlsx":
        from desknote.resolve.readers.xlsx_file import read_xlsx

        return read_xlsx
    if kind == "parquet":
        from desknote.resolve.readers.parquet_file import read_parquet

        return read_parquet
    return read_csv


def read_bytes(
    workspace: Workspace, folder: Path, file: str, datasets: Sequence[str] = ()
) -> tuple[bytes | None, str, Diagnostic | None]:
    """A data file's bytes, its name in diagnostics, and why there are none (DN004, DN011, DN302, DN308)."""
    real = workspace.inside(folder / file) if "\0" not in file else None
    if real is None:
        return None, file, Diagnostic("DN004", None, {"path": file})
    name = workspace.name(real)
    unsaved = workspace.unsaved.get(real)
    if unsaved is None and not _is_there(real):
        here = [*datasets, *data_files(folder)]
        return (
            None,
            name,
            Diagnostic(
                "DN302", None, {"file": file, "choices": ", ".join(here[:20]) or "—"}, suggest(file, here)
            ),
        )
    if not reader_kind(file):
        known = ", ".join(s for s in _SUFFIXES if s != ".txt")
        return (
            None,
            name,
            unreadable(name, f"its name must end in one of {known}", f"文件扩展名应为 {known} 之一"),
        )
    try:
        if (len(unsaved) if unsaved is not None else real.stat().st_size) > MAX_BYTES:
            return None, name, too_much(name, "bytes", MAX_BYTES)
        content = unsaved if unsaved is not None else read_file(real)
    except NotAFile as error:
        return None, name, not_readable(real, name, error)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return None, name, unreadable(name, reason, reason)
    reading.note_file(name, content)
    return content, name, None


def _is_there(path: Path) -> bool:
    """Whether there is something that may be meant: of folders only one with a data file's name."""
    try:
        return path.exists() and not (path.is_dir() and not reader_kind(path.name))
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
            name = f"{frame.file}#{frame.sheet}" if frame.sheet else frame.file
            found.append(replace(bad_cell(name, row, column, cell, kind), span=span))
            if len(found) == MANY:
                break
    return found

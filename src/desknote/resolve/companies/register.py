"""The coverage register, opened: read once after each change, and looked up from then on."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, field
from typing import TYPE_CHECKING, Any

from desknote import __version__, reading
from desknote import workspace as files
from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.files import write_atomically
from desknote.model.tickers import HALF_WIDTH, normal_ticker
from desknote.records import dataclass
from desknote.resolve.companies.names import EMPTY, Mention, Table, mentions
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.resolve.companies.entry import Entry

_FORMAT = 3
MOST_NODES = 1_000_000
"""Nodes of the register's YAML: 5,000 companies with long histories."""


@dataclass(slots=True)
class Register:
    """The companies that the house knows. ``found`` is what is wrong with the register itself."""

    table: Table = EMPTY
    lines: list[str] = field(default_factory=list)
    found: tuple[Diagnostic, ...] = ()
    sound: bool = True
    summary: str = "[]"
    """What the spread of ratings is reckoned from, as JSON (see ``companies.distribution``)."""
    days: dict[dt.date, dict[str, tuple[int, int]]] = field(default_factory=dict)
    """Counts of grades by day, once they were asked for."""
    marks: list[tuple[str, str]] = field(default_factory=list)
    """Of each company, by number: an input's name, and the digest of what the register says of it."""
    said: str = ""
    _read: dict[int, Entry] = field(default_factory=dict)

    def digest(self) -> str:
        """Stands for what every note learns here: the names of companies, and what is wrong with the file.

        What is said of one company is an input of the notes that ask for it, and of no other.
        """
        if not self.said:
            order = [name for name, _ in self.marks]
            owners = [(word, order[n >> 1], n & 1) for word, n in sorted(self.table.names.items())]
            said = [self.sound, [asdict(d) for d in self.found], order, owners]
            self.said = reading.digest_of(json.dumps(said, default=str).encode())
        return self.said

    def by_name(self) -> dict[str, str]:
        """The digest of each company's input."""
        found: dict[str, str] = {}
        for name, mark in self.marks:
            found[name] = f"{found[name]} {mark}" if name in found else mark
        return found

    def __bool__(self) -> bool:
        return bool(self.lines)

    def entry(self, number: int) -> Entry:
        """The company with this number, from 0."""
        from desknote.resolve.companies.entry import entry_of

        if reading.noted():
            name, mark = self.marks[number]
            reading.note(name, mark)
        if number not in self._read:
            self._read[number] = entry_of(number, json.loads(self.lines[number]))
        return self._read[number]

    def entries(self) -> Iterable[Entry]:
        """All of them."""
        return (self.entry(n) for n in range(len(self.lines)))

    def lookup(self, word: str) -> Entry | None:
        """The company with this name, alias or ticker."""
        for text in (word.strip().translate(HALF_WIDTH), normal_ticker(word)):
            if (number := self.table.company(text)) is not None:
                return self.entry(number)
        return None

    def mentions(self, text: str) -> Iterable[Mention]:
        """The companies that ``text`` names."""
        return mentions(text, self.table) if self.table else ()

    def words(self) -> list[str]:
        """Every name and ticker."""
        return list(self.table.names)


NONE = Register()


def open_register(workspace: Workspace, kept: dict[str, Register] | None = None) -> Register:
    """The workspace's register; an empty one where it has none.

    What was worked out stays in the workspace's cache until the register, the house or an analyst
    changes. ``kept`` keeps registers from one note to the next.
    """
    path = workspace.coverage_file
    if not os.path.lexists(path) and path not in workspace.unsaved:
        reading.note_file(workspace.name(path), None)
        return NONE
    if not reading.noted():
        return _opened(workspace, kept)
    files_now = reading.digest_of_files(workspace.register_files)  # before they are read for what they say
    with reading.unnoted():
        register = _opened(workspace, kept)
    reading.note(reading.REGISTER, f"{files_now} {register.digest()}")
    return register


def _opened(workspace: Workspace, kept: dict[str, Register] | None) -> Register:
    try:
        key = _digest(workspace)
    except Problems as problems:
        return Register(found=problems.diagnostics, sound=False)
    if kept is not None and key in kept:
        return kept[key]
    store = workspace.cache_folder / "register" / f"{key[:32]}.jsonl"
    register = _recalled(store)
    if register is None:
        register, text = _compiled(workspace)
        with contextlib.suppress(OSError):
            if workspace.unsaved:  # an editor's text is another with each letter typed
                raise OSError
            for old in store.parent.glob("*.jsonl"):
                old.unlink()
            write_atomically(store, text.encode())
    if kept is not None:
        kept.clear()
        kept[key] = register
    return register


def _digest(workspace: Workspace) -> str:
    """Of everything that the compiled register follows from."""
    digest = hashlib.sha256(f"{__version__} {_FORMAT}".encode())
    paths = [workspace.coverage_file, workspace.house_file]
    paths += workspace.analyst_files
    for i, path in enumerate(paths):
        try:
            content = files.read(workspace, path, Span.point(workspace.name(path)))
        except Problems:
            if not i:
                raise
            content = b""
        digest.update(f"\0{path.name} {len(content)}\0".encode() + content)
    return digest.hexdigest()


def _recalled(store: Any) -> Register | None:
    try:
        head, summary, *lines = store.read_text("utf-8").split("\n")
        data = json.loads(head)
        if data["format"] != _FORMAT or data["count"] != len(lines):
            return None
        found = tuple(_diagnostic(d) for d in data["found"])
        table = Table(data["names"], data["lengths"])
        marks = [(str(name), str(mark)) for name, mark in data["marks"]]
        if len(marks) != len(lines):
            return None
        return Register(
            table, lines, found, bool(data["sound"]), summary, marks=marks, said=str(data["said"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _diagnostic(data: dict[str, Any]) -> Diagnostic:
    span = Span(**data["span"]) if data["span"] else None
    return Diagnostic(data["code"], span, data["params"], data["suggestion"], data["severity"])


def _compiled(workspace: Workspace) -> tuple[Register, str]:
    """The register from its file, and what is written to the cache."""
    from desknote.model.coverage import Coverage
    from desknote.model.house import House
    from desknote.model.validation import salvage
    from desknote.resolve.companies.compiled import compiled
    from desknote.resolve.companies.distribution import summary
    from desknote.resolve.companies.entry import plain
    from desknote.resolve.companies.names import table_of
    from desknote.resolve.files import Library
    from desknote.resolve.people import Staff
    from desknote.source import load_document

    name = workspace.name(workspace.coverage_file)
    data = files.read(workspace, workspace.coverage_file, Span.point(name))
    document, found = load_document(name, data, MOST_NODES)
    if document is None:
        return _stored(Register(found=tuple(found), sound=False))
    coverage, wrong, mended = salvage(document, Coverage)
    found = [*found, *wrong]
    if coverage is None:
        return _stored(Register(found=tuple(found), sound=False))
    library = Library()
    house = library.load(workspace, workspace.house_file, House).record
    made = compiled(document, coverage, mended, house, Staff(workspace, library))
    lines = [json.dumps(plain(e), ensure_ascii=False, separators=(",", ":")) for e in made.entries]
    found = [*found, *made.found]
    return _stored(Register(table_of(made.names), lines, tuple(found), not mended, summary(made.entries)))


def _stored(register: Register) -> tuple[Register, str]:
    register.marks = [_mark(json.loads(line)) for line in register.lines]
    head = {
        "format": _FORMAT,
        "count": len(register.lines),
        "sound": register.sound,
        "found": [asdict(d) for d in register.found],
        "names": register.table.names,
        "lengths": register.table.lengths,
        "marks": register.marks,
        "said": register.digest(),
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"), default=str)
    return register, "\n".join((text, register.summary, *register.lines))


def _mark(data: list[Any]) -> tuple[str, str]:
    """A company's input, from its plain data.

    Where it stands in the file, the last of them, is told of restricted companies alone: it changes with
    every line that another company gets.
    """
    name, status = data[0], data[5]
    said = data if status == "restricted" else data[:-1]
    digest = reading.digest_of(json.dumps(said, ensure_ascii=False).encode())
    return f"{reading.REGISTER} {json.dumps(name, ensure_ascii=False)}", digest[:32]

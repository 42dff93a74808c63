"""Whether what was built still holds: the inputs that it was made from, and the record of each output.

An input is known by its name:

- ``PATH``: a file of the workspace, by its SHA-256; ``PATH/``: the names in a folder. Empty where there is
  none, so that one that comes is noticed as well as one that goes.
- ``<desknote>``: the version, in a checkout with all of its code, and the versions of the libraries that draw
  and write; ``<desknote>/PATH``: a packaged template.
- ``<ledger>``: what the ledger holds of the note, and the day where something may lapse.
- ``<staff>``, ``<register>``, ``<editions> …``: what follows from many files of which few matter. The first
  two have two digests, one of the files and one of what follows: the second is asked for only where the
  first has changed. ``<register>`` is what all notes learn of it, the names of companies; ``<register> NAME``
  what it says of a company that the note names, ``<register> @DAY`` the spread of ratings on a day.
- ``<machine>PATH``: a file outside the workspace, by its content; ``<machine> fonts …``: which faces of some
  families the machine has, so that a font that comes is noticed as well.

A build notes its inputs as it reads them (:mod:`desknote.reading`).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote import __version__, earlier, reading
from desknote.diagnostics import Diagnostic, Span
from desknote.files import open_file, read_file, today, write_atomically
from desknote.records import dataclass
from desknote.resources import checkout, packaged, versions
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.resolve.companies.register import Register

_FORMAT = 3
_LARGE = 1_000_000
"""Bytes; of a larger file, time and size stand for its content while they are as they were."""

CODE, LEDGER, MACHINE = "<desknote>", "<ledger>", "<machine>"

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Record:
    """What one channel's build left behind: inputs and outputs by name with their digests.

    ``marks`` are times and sizes of large inputs; ``about`` is what a manifest says of the note.
    """

    target: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    about: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)


def sha256(path: Path) -> str:
    """The file's SHA-256 in hexadecimal; empty where it cannot be read."""
    try:
        with open_file(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return reading.ABSENT


class Glance:
    """The inputs of a workspace's notes as they are at one time: each is looked at once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._seen: dict[str, str] = {}

    def holds(self, slug: str, inputs: Mapping[str, str], marks: Mapping[str, Mark] | None = None) -> bool:
        """Whether every input of the note ``slug`` is as it was."""
        known = inputs.get(reading.REGISTER, "").partition(" ")[0]
        same_register = bool(known) and self._files(reading.REGISTER) == known
        return all(
            (same_register and name.startswith(reading.REGISTER))
            or self._same(slug, name, digest, (marks or {}).get(name))
            for name, digest in inputs.items()
        )

    def marks(self, inputs: Mapping[str, str]) -> dict[str, Mark]:
        """The marks of the large files among ``inputs``."""
        found = {}
        for name in inputs:
            path = self._path(name)
            if path is not None and (mark := _mark(path)) and mark[1] > _LARGE:
                found[name] = mark
        return found

    @cached_property
    def code(self) -> str:
        """Stands for desknote itself."""
        folder = checkout()
        own = "" if folder is None else f" {_code(folder, self.workspace)}"
        return f"{__version__}{own} {versions()}"

    def _path(self, name: str) -> Path | None:
        """Where the file lies that an input is the content of; None for other inputs."""
        if name.startswith(MACHINE):
            return None if name.startswith(reading.FONTS) else Path(name.removeprefix(MACHINE))
        return self.workspace.root / name if name[:1] != "<" and name[-1:] != "/" else None

    def _same(self, slug: str, name: str, digest: str, mark: Mark | None) -> bool:
        if name in (reading.STAFF, reading.REGISTER):
            return self._follows(name, digest)
        if mark is not None and (path := self._path(name)) is not None and mark == _mark(path):
            return True
        key = f"{slug}\0{name}" if name == LEDGER or name.startswith(earlier.EDITIONS) else name
        if key not in self._seen:
            self._seen[key] = self._now(slug, name)
        return self._seen[key] == digest

    def _now(self, slug: str, name: str) -> str:
        if name == CODE:
            return self.code
        if name == LEDGER:
            return acts(self.workspace, slug)
        if name.startswith(reading.SPREAD):
            return self._spread(name.removeprefix(reading.SPREAD))
        if name.startswith(f"{reading.REGISTER} "):
            return self._companies.get(name, reading.ABSENT)
        if name.startswith(earlier.EDITIONS):
            return earlier.answered(self.workspace, slug, name, self._subjects)
        if name.startswith(reading.FONTS):
            from desknote.system_fonts import answered

            return answered(name.removeprefix(reading.FONTS), self.workspace.cache_folder / "fonts")
        if name.startswith(MACHINE):
            return machine_digest(Path(name.removeprefix(MACHINE)))
        if name.startswith(f"{CODE}/"):
            return sha256(packaged("templates") / name.removeprefix(f"{CODE}/"))
        path = self.workspace.root / name
        if name.endswith("/"):
            with contextlib.suppress(OSError):
                return reading.listing(p.name for p in path.iterdir())
            return reading.ABSENT
        return sha256(path)

    @cached_property
    def _subjects(self) -> earlier.Subjects:
        return earlier.subjects(self.workspace)

    @cached_property
    def _companies(self) -> Mapping[str, str]:
        return self._register.by_name()

    @cached_property
    def _register(self) -> Register:
        from desknote.resolve.companies.register import open_register

        return open_register(self.workspace)

    def _spread(self, day: str) -> str:
        from desknote.model.house import House
        from desknote.resolve.companies.distribution import counts_on, spread
        from desknote.resolve.files import Library

        house = Library().load(self.workspace, self.workspace.house_file, House).record
        on = dt.date.fromisoformat(day)
        return spread(on, counts_on(self._register, house, on))[1] if house is not None else reading.ABSENT

    def _files(self, name: str) -> str:
        """The digest of the files that an input follows from."""
        if name not in self._seen:
            of = self.workspace.analyst_files if name == reading.STAFF else self.workspace.register_files
            self._seen[name] = reading.digest_of_files(of)
        return self._seen[name]

    def _follows(self, name: str, digest: str) -> bool:
        """Whether the same follows from files, the same or others."""
        files, _, said = digest.partition(" ")
        if self._files(name) == files:
            return True
        what = f"{name} said"
        if what not in self._seen:
            self._seen[what] = _SAID[name](self.workspace)
        return self._seen[what] == said


def _staff_said(workspace: Workspace) -> str:
    from desknote.resolve.files import Library
    from desknote.resolve.people import Staff

    return Staff(workspace, Library()).digest()


def _register_said(workspace: Workspace) -> str:
    from desknote.resolve.companies.register import open_register

    return open_register(workspace).digest()


_SAID: Mapping[str, Callable[[Workspace], str]] = {
    reading.STAFF: _staff_said,
    reading.REGISTER: _register_said,
}


def _mark(path: Path) -> Mark | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size


def machine_digest(path: Path) -> str:
    """What stands for a file outside the workspace: the digest that fonts are known by (``FaceSource``)."""
    mark = _mark(path)
    return _machine_digest(path, mark) if mark is not None else reading.ABSENT


@lru_cache(maxsize=256)
def _machine_digest(path: Path, mark: Mark) -> str:
    """A font has twenty megabytes, and every note of a batch asks for the same four."""
    try:
        with open_file(path) as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError:
        return reading.ABSENT


def _code(folder: Path, workspace: Workspace) -> str:
    """Stands for all of desknote's code in ``folder``. Reading it takes a while: it is known by its marks."""
    files = sorted(_code_files(str(folder)))
    marks = hashlib.sha256(repr(files).encode()).hexdigest()
    store = workspace.cache_folder / "code.json"
    try:
        known, digest = json.loads(store.read_bytes())
        if known == marks and isinstance(digest, str):
            return digest
    except (OSError, ValueError, TypeError):
        pass
    digest = reading.digest_of_files(Path(name) for name, *_ in files)[:16]
    with contextlib.suppress(OSError):
        write_atomically(store, json.dumps([marks, digest]).encode())
    return digest


def _code_files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Each file with its time and size. ``os.scandir`` because it is quick: every run asks."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _code_files(entry.path)
            elif not entry.name.startswith("."):
                seen = entry.stat()
                yield entry.path, seen.st_mtime_ns, seen.st_size


def acts(workspace: Workspace, slug: str) -> str:
    """What the ledger holds of the note, as a digest; the day counts where something may have lapsed."""
    try:
        content = read_file(workspace.ledger_file)
    except OSError:
        return reading.ABSENT
    mark = f'"note":"{slug}"'.encode()
    if mark not in content:
        return reading.ABSENT
    own = b"\n".join(line for line in content.split(b"\n") if mark in line)
    day = today().isoformat().encode() if b'"act":"waive"' in own else b""
    whole = b"" if _whole_ledger(workspace, content) else b"broken"
    return hashlib.sha256(own + day + whole).hexdigest()


def _whole_ledger(workspace: Workspace, content: bytes) -> bool:
    """Whether the chain holds: nothing counts in one that does not. What was found so before is known."""
    digest = hashlib.sha256(content).hexdigest()
    store = workspace.cache_folder / "ledger-whole"
    with contextlib.suppress(OSError):
        if store.read_bytes() == digest.encode():
            return True
    from desknote.ledger.book import parse

    if parse(content, "").broken is not None:
        return False
    with contextlib.suppress(OSError):
        write_atomically(store, digest.encode())
    return True


def _folder(workspace: Workspace, slug: str, out: Path) -> Path:
    # By its place in the workspace, which may be a clone elsewhere that the cache was carried to.
    place = out.relative_to(workspace.root).as_posix() if out.is_relative_to(workspace.root) else str(out)
    which = hashlib.sha256(place.encode()).hexdigest()[:12]
    return workspace.cache_folder / "built" / slug / which


def _file(workspace: Workspace, slug: str, out: Path, target: str) -> Path:
    return _folder(workspace, slug, out) / f"{hashlib.sha256(target.encode()).hexdigest()[:12]}.json"


def remember(workspace: Workspace, slug: str, out: Path, record: Record) -> None:
    """Keep ``record`` for the next build. A full disk costs a rebuild, not the build."""
    data = {"format": _FORMAT, **asdict(record)}
    with contextlib.suppress(OSError):
        path = _file(workspace, slug, out, record.target)
        write_atomically(path, json.dumps(data, ensure_ascii=False, default=str).encode())


def recall(glance: Glance, slug: str, out: Path, target: str) -> Record | None:
    """The record of the last build of a channel, if every input and output is still as it was."""
    record = _read(_file(glance.workspace, slug, out, target))
    if record is None or record.target != target:
        return None
    return record if whole(record, out) and glance.holds(slug, record.inputs, record.marks) else None


def whole(record: Record, out: Path) -> bool:
    """Whether the outputs are there as they were made."""
    return all(sha256(out / name) == digest for name, digest in record.outputs.items())


def records(workspace: Workspace, slug: str, out: Path) -> list[Record]:
    """Of each channel that was ever built there, whether it still holds or not."""
    try:
        files = sorted(p for p in _folder(workspace, slug, out).iterdir() if p.suffix == ".json")
    except OSError:
        return []
    return [record for file in files if (record := _read(file)) is not None]


def _read(store: Path) -> Record | None:
    try:
        data: dict[str, Any] = json.loads(store.read_bytes())
        if data["format"] != _FORMAT:
            return None
        return Record(
            str(data["target"]),
            data["inputs"],
            data["outputs"],
            int(data["pages"]),
            tuple(map(_diagnostic, data["diagnostics"])),
            data["about"],
            {name: (int(time), int(size)) for name, (time, size) in data["marks"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _diagnostic(data: dict[str, Any]) -> Diagnostic:
    span = Span(**data["span"]) if data["span"] else None
    return Diagnostic(data["code"], span, data["params"], data["suggestion"], data["severity"])

"""What a piece of work reads, noted while it is read: the inputs that its result depends on.

Whoever reads a file of the workspace says so here (``note_file``), and where the work in question is being
listened to (``noting``) the file's digest is kept. What follows from many files but changes seldom, such as
the names of all analysts, is noted as what follows from them instead, with ``unnoted`` around the reading.
Names of inputs are described in :mod:`desknote.freshness`, which tells whether they still hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from desknote.files import read_file

ABSENT = ""
"""The digest of what is not there."""
STAFF, REGISTER = "<staff>", "<register>"
"""Inputs: what everybody is called; the companies of the register."""
SPREAD = f"{REGISTER} @"
"""Begins the name of an input: the spread of the house's ratings on a day."""
FONTS = "<machine> fonts "
"""Before families: an input, which faces of them the machine has."""
CHANGED = "changed"
"""Stands for an input that was not the same each time it was read: what was made of it is made again."""

_Noted = dict[str, str]
_NOTED: ContextVar[tuple[_Noted, ...]] = ContextVar("noted", default=())


@contextmanager
def noting() -> Iterator[_Noted]:
    """What is read while the block runs: digests by name. Whoever listens further out hears it, too."""
    found: _Noted = {}
    before = _NOTED.set((*_NOTED.get(), found))
    try:
        yield found
    finally:
        _NOTED.reset(before)


@contextmanager
def unnoted() -> Iterator[None]:
    """While the block runs nothing is noted: the caller notes what follows from what is read."""
    before = _NOTED.set(())
    try:
        yield
    finally:
        _NOTED.reset(before)


def noted() -> bool:
    """Whether anybody listens."""
    return bool(_NOTED.get())


def note(name: str, digest: str) -> None:
    """An input by its name and digest."""
    for found in _NOTED.get():
        found[name] = digest if found.get(name, digest) == digest else CHANGED


def note_all(inputs: Mapping[str, str]) -> None:
    """Inputs of something that was made before and is taken as it is."""
    for name, digest in inputs.items():
        note(name, digest)


def note_file(name: str, content: bytes | None) -> None:
    """A file of the workspace by its name there; ``content`` is None where there is none."""
    if _NOTED.get():
        note(name, digest_of(content) if content is not None else ABSENT)


def note_folder(name: str, names: Iterable[str] | None) -> None:
    """The files and folders in a folder of the workspace; None where there is none."""
    if _NOTED.get():
        note(f"{name}/", listing(names) if names is not None else ABSENT)


def digest_of(content: bytes) -> str:
    """The SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_of_files(paths: Iterable[Path]) -> str:
    """Stands for files' names and contents; one that is not there has none."""
    found = hashlib.sha256()
    for path in paths:
        content = b""
        with suppress(OSError):
            content = read_file(path)
        found.update(f"{path.name} {len(content)}\0".encode("utf-8", "replace") + content)
    return found.hexdigest()


def listing(names: Iterable[str]) -> str:
    """Stands for the names in a folder; hidden ones are no part of it."""
    return digest_of("\0".join(sorted(n for n in names if not n.startswith("."))).encode("utf-8", "replace"))

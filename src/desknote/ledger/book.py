"""The ledger's file: read whole, its chain followed, and added to at the end."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path

from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.ledger.entry import ACTS, FIRST, Entry, read_line
from desknote.records import dataclass
from desknote.workspace import Workspace, read

_LOCK_SECONDS = 30
_CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


@dataclass(frozen=True, slots=True)
class Book:
    """The ledger as it stands. ``broken`` says where the chain no longer holds, if it does not."""

    entries: tuple[Entry, ...] = ()
    broken: Diagnostic | None = None
    of: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """The entries of each note, in order."""

    @property
    def head(self) -> str:
        """The hash of the last line: who knows it can tell that no line was taken away since."""
        return self.entries[-1].hash if self.entries else FIRST


def path(workspace: Workspace) -> Path:
    """Where the ledger is."""
    return workspace.ledger_file


def load(workspace: Workspace) -> Book:
    """The ledger of ``workspace``; an empty one where there is none. Raises Problems (DN003, DN004)."""
    try:
        content = read(workspace, path(workspace))
    except Problems as problems:
        if [d.code for d in problems.diagnostics] == ["DN005"]:  # there is none
            return Book()
        raise
    return parse(content, workspace.name(path(workspace)))


def parse(content: bytes, file: str) -> Book:
    """The ledger with the bytes ``content``; any byte that was not written by desknote breaks it.

    Only the ends of lines may be those of Windows, all of them: git makes them so where nobody forbids it.
    """
    if content.endswith(b"\r\n") and content.count(b"\r\n") == content.count(b"\n"):
        content = content.replace(b"\r\n", b"\n")  # a checkout by git for Windows: nothing else is changed
    entries: list[Entry] = []
    broken = None
    lines = content.split(b"\n")
    previous = FIRST
    for number, line in enumerate(lines[:-1], 1):
        entry = read_line(line)
        why = _fault(entry, line, number, previous)
        if entry is None or why:
            broken = _broken(file, number, len(line), why)
            break
        entries.append(entry)
        previous = entry.hash
    if broken is None and lines[-1]:
        broken = _broken(file, len(lines), len(lines[-1]), "end")
    notes: dict[str, list[Entry]] = {}
    for entry in entries:
        notes.setdefault(entry.note, []).append(entry)
    return Book(tuple(entries), broken, {slug: tuple(held) for slug, held in notes.items()})


_FAULTS = {
    "form": ("it is not an entry of the ledger", "不是台账记录"),
    "order": ("its number is not the next", "编号不连续"),
    "chain": ("it does not follow from the line before", "与上一行的哈希不衔接"),
    "hash": ("its contents do not match its hash", "内容与哈希不符"),
    "end": ("the last line is not whole", "末行不完整"),
    "merge": (
        "two branches were merged here; keep one side's lines and record the acts of the other again",
        "此处有未解决的合并冲突；请保留一方的行，再重新记录另一方的操作",
    ),
    "ends": (
        "some ends of lines are those of Windows; write 'ledger.jsonl -text' in content/.gitattributes",
        "部分行尾被改为 Windows 换行符；请在 content/.gitattributes 中写 ledger.jsonl -text",
    ),
}


def _fault(entry: Entry | None, line: bytes, number: int, previous: str) -> str:
    if line.startswith(_CONFLICT):
        return "merge"
    if line.endswith(b"\r"):
        return "ends"
    if entry is None or entry.act not in ACTS or entry.line() != line + b"\n":
        return "form"
    if entry.hash != entry.made_hash():
        return "hash"
    if entry.previous != previous:
        return "chain"
    return "" if entry.number == number else "order"


def _broken(file: str, line: int, length: int, why: str) -> Diagnostic:
    en, zh = _FAULTS[why]
    span = Span(file, line, 1, line, max(2, min(length, 60) + 1))
    return Diagnostic("DN803", span, {"reason_en": en, "reason_zh": zh})


def append(workspace: Workspace, entries: tuple[Entry, ...], key: object = None) -> tuple[Entry, ...]:
    """Add ``entries`` (their numbers and hashes are set here) and return them as they stand there.

    ``key`` is an Ed25519 private key to sign with. Raises Problems: DN803 where the ledger is broken
    (nothing is added to a ledger that cannot be trusted), DN004, DN007.
    """
    from desknote.files import write_atomically

    file = path(workspace)
    if workspace.inside(file) is None:
        raise Problems([Diagnostic("DN004", None, {"path": workspace.name(file)})])
    with _alone(workspace):
        book = load(workspace)
        if book.broken is not None:
            raise Problems([book.broken])
        made: list[Entry] = []
        previous = book.head
        for number, entry in enumerate(entries, len(book.entries) + 1):
            sealed = replace(entry, number=number, previous=previous).sealed()
            if key is not None:
                from desknote.ledger.keys import sign

                sealed = replace(sealed, signature=sign(key, sealed.hash))
            made.append(sealed)
            previous = sealed.hash
        try:
            write_atomically(file, b"".join(entry.line() for entry in (*book.entries, *made)))
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            raise Problems(
                [Diagnostic("DN007", None, {"file": workspace.name(file), "reason": reason})]
            ) from error
    return tuple(made)


def now() -> str:
    """The time of an act; SOURCE_DATE_EPOCH stands in for the clock where it is set."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(given) if given.isdecimal() else int(time.time())
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextlib.contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """One writer at a time: two approvals at once must not fork the chain."""
    from filelock import FileLock, Timeout

    lock_file = workspace.cache_folder / "locks" / "ledger.lock"
    name = workspace.name(path(workspace))
    try:
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_file)
        lock.acquire(timeout=_LOCK_SECONDS)
    except (OSError, Timeout) as error:
        reason = "another process holds it" if isinstance(error, Timeout) else str(error)
        raise Problems([Diagnostic("DN007", None, {"file": name, "reason": reason})]) from error
    try:
        yield
    finally:
        lock.release()

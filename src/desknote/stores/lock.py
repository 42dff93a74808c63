"""One delivery at a time: a lock in the place itself, which whoever holds it keeps fresh."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import secrets
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from desknote.diagnostics import Diagnostic, Problems
from desknote.files import write_atomically
from desknote.stores.plan import OWN
from desknote.stores.target import Target

LOCK = f"{OWN}/lock.json"
_LAPSES = dt.timedelta(minutes=10)
_REFRESHED = 60.0


@contextlib.contextmanager
def sender(folder: Path) -> Iterator[str]:
    """What a workspace's deliveries are known by while no other of them is running, else nothing: a lock with
    this name was left by one that is dead. ``folder`` is the workspace's own, which is never carried."""
    from filelock import FileLock, Timeout

    name = ""
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError, Timeout):
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(folder / "sender.lock", timeout=0))
            file = folder / "sender"
            if not file.exists():
                write_atomically(file, secrets.token_hex(8).encode())
            name = f"{file.read_text('ascii')}@{socket.gethostname()}"
        yield name


class Lock:
    """Held within ``with``. Not every store can refuse to write a file that is there already: whoever writes
    the lock last holds it, and :meth:`hold` tells the other before anything is put."""

    def __init__(self, target: Target, sender: str = "") -> None:
        self.target = target
        self.sender = sender
        self.mine = secrets.token_hex(8)
        self.written = 0.0

    def __enter__(self) -> Lock:
        held = self.target.read(LOCK)
        left = bool(self.sender) and self.sender.encode() in (held or b"")
        if not left and (age := _age(held)) is not None and age < _LAPSES:
            raise self._busy(_LAPSES - age)
        self._write()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._is_mine():
                self.target.remove(LOCK)
        except Problems:  # what broke the delivery off is what there is to tell
            if kind is None:
                raise

    def hold(self) -> None:
        """Be sure of the lock. Raises Problems (DN860; DN863: somebody else has it)."""
        if not self._is_mine():
            raise self._busy(_LAPSES)
        self._write()

    def refresh(self) -> None:
        """Hold it, where that was a while ago. Raises Problems."""
        if time.monotonic() - self.written > _REFRESHED:
            self.hold()

    def _write(self) -> None:
        row = {"since": dt.datetime.now(dt.UTC).isoformat(), "by": self.mine, "from": self.sender}
        self.target.write(LOCK, json.dumps(row).encode(), "application/json")
        self.written = time.monotonic()

    def _is_mine(self) -> bool:
        held = self.target.read(LOCK)
        return held is not None and self.mine.encode() in held

    def _busy(self, rest: dt.timedelta) -> Problems:
        minutes = max(1, round(rest.total_seconds() / 60))
        row = {"url": self.target.url, "minutes": minutes, "file": LOCK}
        return Problems([Diagnostic("DN863", None, row)])


def _age(content: bytes | None) -> dt.timedelta | None:
    """How old a lock is, whichever of two clocks is ahead; nothing where there is none to read."""
    if content is None:
        return None
    try:
        since = dt.datetime.fromisoformat(json.loads(content)["since"])
        return abs(dt.datetime.now(dt.UTC) - since)
    except (ValueError, KeyError, TypeError, OverflowError):
        return None

"""Files read only where they are files, and written whole or not at all; and the day they are written on."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

# A named pipe is opened at once even where nobody writes into it, and a terminal stays what it was.
_CAREFULLY = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


UNFINISHED = ".new-"
"""Begins the name of a file that is being written; one that stays is of a process that was killed."""


class NotAFile(OSError):
    """In a file's place stands a folder, a named pipe, a socket or a device: nothing is read from it."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "it is not a file", str(path))


def open_file(path: Path) -> BufferedReader:
    """The file at ``path``, to read bytes from. Raises OSError, NotAFile where it is none.

    What is read may come from anybody, and whoever reads from a named pipe may wait for ever.
    """
    try:
        file = open(path, "rb", opener=_opened)  # noqa: SIM115 (whoever asks closes it)
    except OSError as error:
        if _is_other(path):
            raise NotAFile(path) from error
        raise
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotAFile(path)
    return file


def _is_other(path: Path) -> bool:
    """Whether something is there that is no file."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _opened(name: str, flags: int) -> int:
    return os.open(name, flags | _CAREFULLY)


def read_file(path: Path) -> bytes:
    """The bytes of the file at ``path``. Raises OSError, NotAFile where it is none."""
    with open_file(path) as file:
        return file.read()


def write_atomically(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``; a reader sees the old file or the new one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.parent / f"{UNFINISHED}{os.urandom(8).hex()}"
    try:
        # os.open rather than tempfile: the file gets the permissions that the user's umask gives.
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(content)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def today() -> dt.date:
    """The day that rules reckon with; SOURCE_DATE_EPOCH stands in for the clock where it is set."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(given), dt.UTC).date() if given.isdecimal() else dt.date.today()

"""Files written whole or not at all, and the day they are written on."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``; a reader sees the old file or the new one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.parent / f".new-{os.urandom(8).hex()}"
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

"""A build handed to the process that ``desknote watch`` keeps warm for the workspace.

The running preview leaves its address in ``.desknote/preview``, which only its user may read. Whoever knows
the address may have notes built into the workspace's files, and nothing else. What it says is not taken on
trust: the records of the build (:mod:`desknote.freshness`) must hold. Where it is not there, is slow to
answer, is another version or falls silent, the build is done here.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import socket
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from desknote.patterns import regex
from desknote.records import dataclass
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.freshness import Glance

_ADDRESS = regex(r"http://127\.0\.0\.1:([0-9]{1,5})/([A-Za-z0-9_-]{16,64})/")
CONNECT, ANSWER = 0.05, 0.3
"""Seconds to wait for a connection, and for a first answer."""
BEAT, SILENCE, STUCK = 0.5, 4.0, 40.0
"""Seconds between signs of life, without one after which it is given up, and without any progress."""
LARGEST = 65536
"""Bytes of a request."""


def address_file(workspace: Workspace) -> Path:
    """Where a running preview leaves its address."""
    return workspace.root / ".desknote" / "preview"


def identity(glance: Glance) -> str:
    """Stands for all that shapes a build besides the workspace: desknote, Python, the day."""
    parts = (glance.code, sys.prefix, sys.version, os.environ.get("SOURCE_DATE_EPOCH", ""))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the preview is asked: to build notes into the workspace's own folder, one after the other."""

    identity: str
    root: str
    slugs: tuple[str, ...]
    targets: tuple[str, ...]
    force: bool


def read_wish(content: bytes) -> Wish:
    """The wish in a request. Raises ValueError."""
    data = json.loads(content)
    if not isinstance(data, dict) or data.keys() != {"identity", "root", "slugs", "targets", "force"}:
        raise ValueError("not a wish")
    lists = [data["slugs"], data["targets"]]
    if not all(isinstance(one, list) and all(isinstance(word, str) for word in one) for one in lists):
        raise ValueError("not names")
    return Wish(
        str(data["identity"]),
        str(data["root"]),
        tuple(data["slugs"]),
        tuple(data["targets"]),
        data["force"] is True,
    )


def handed_over(glance: Glance, slugs: Sequence[str], targets: Sequence[str], force: bool) -> Iterator[str]:
    """Each of ``slugs`` as it has been built elsewhere, in order; ends at the first that was not."""
    place = _address(glance.workspace)
    if place is None:
        return
    port, token = place
    root = glance.workspace.root.as_posix()
    wish = Wish(identity(glance), root, tuple(slugs), tuple(targets), force)
    body = json.dumps(asdict(wish)).encode()
    head = (
        f"POST /{token}/build HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nX-Desknote: build\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), CONNECT) as connection:
        connection.settimeout(ANSWER)
        connection.sendall(head.encode() + body)
        yield from _built(_lines(connection), connection, slugs)


def _built(lines: Iterator[str], connection: socket.socket, slugs: Sequence[str]) -> Iterator[str]:
    """The notes that the answer says are built. Raises OSError where it falls silent."""
    if " 200 " not in next(lines, ""):
        return
    while next(lines, ""):  # headers
        pass
    connection.settimeout(SILENCE)
    waiting, step, since = list(slugs), "", time.monotonic()
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "done" and waiting and rest == waiting[0]:
            since = time.monotonic()
            yield waiting.pop(0)
        elif word == "beat" and (rest == step and time.monotonic() - since > STUCK):
            return
        elif word == "beat":
            since = since if rest == step else time.monotonic()
            step = rest
        elif word:
            return
        if not waiting:
            return


def _lines(connection: socket.socket) -> Iterator[str]:
    """Lines of an answer. Raises OSError where none comes in time."""
    rest = b""
    while True:
        line, end, after = rest.partition(b"\n")
        if end:
            rest = after
            yield line.rstrip(b"\r").decode("utf-8", "replace")
            continue
        more = connection.recv(4096)
        if not more or len(rest) > LARGEST:
            return
        rest += more


def _address(workspace: Workspace) -> tuple[int, str] | None:
    """Port and secret word of a running preview, from a file that only this user can have written."""
    path = address_file(workspace)
    if workspace.inside(path) != path:
        return None
    try:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    with os.fdopen(opened, "rb") as file:
        seen = os.fstat(file.fileno())
        if not stat.S_ISREG(seen.st_mode):
            return None
        if hasattr(os, "geteuid") and (seen.st_uid != os.geteuid() or seen.st_mode & 0o077):
            return None
        match = _ADDRESS.fullmatch(file.read(200).decode("ascii", "replace").strip())
    return (int(match[1]), match[2]) if match and 0 < int(match[1]) < 65536 else None

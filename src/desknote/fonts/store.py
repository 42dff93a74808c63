"""Files of the font cache, known by what they hold."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from desknote.files import write_atomically as write_atomically


def digest(*parts: object) -> str:
    """A short name for ``parts``."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def runs(characters: Iterable[int]) -> list[list[int]]:
    """Code points as ranges, both ends included."""
    found: list[list[int]] = []
    for code in sorted(characters):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def unroll(ranges: Iterable[Iterable[int]]) -> frozenset[int]:
    """The code points of ranges."""
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def stamp(path: Path) -> list[int]:
    """What changes when a file or folder does: its time and its size."""
    try:
        seen = path.stat()
    except OSError:
        return [0, 0]
    return [seen.st_mtime_ns, seen.st_size]


def content_digest(content: bytes) -> str:
    """A digest of bytes."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def keep(path: Path, content: bytes) -> None:
    """Put ``content`` into the cache; one that cannot be written costs time, nothing else."""
    with contextlib.suppress(OSError):
        write_atomically(path, content)


def known_digest(path: Path, cache: Path) -> str:
    """A digest of a file's bytes, kept while its time and size stay; empty where it cannot be read."""
    mark = stamp(path)
    store = cache / f"digest-{digest(str(path))}.json"
    try:
        kept_mark, kept = json.loads(store.read_bytes())
        if kept_mark == mark and isinstance(kept, str) and len(kept) == 32:
            return kept
    except (OSError, ValueError, TypeError):
        pass
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError:
        return ""
    keep(store, json.dumps([mark, found]).encode())
    return found

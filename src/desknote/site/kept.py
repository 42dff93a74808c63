"""Pages of lists and feeds: made where something changed, in all processors, and kept where nothing did."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from desknote.files import write_atomically
from desknote.records import dataclass
from desknote.site.pool import each_at_hand
from desknote.site.value import SiteFile, is_whole, kept

_WAVE = 2048
"""Pages that are held at a time while they wait to be made."""
_PORTION = 32
_WORTH_A_PROCESS = 96


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site that is yet to be made; ``key`` stands for all that it will hold."""

    path: str
    key: str
    make: Callable[[], bytes]


Row = tuple[str, str, int]
"""Key, digest and size of a page that is there."""


def files_of(
    pages: Iterable[Page], folder: Path, name: str, jobs: int, progress: Callable[[int, int], None]
) -> dict[str, SiteFile]:
    """``pages`` as files in ``folder``, where what ``name`` stands for is kept between runs.

    Raises what making a page raises, and OSError.
    """
    store = folder / f"{name}.json"
    before = _read(store)
    rows: dict[str, Row] = {}
    missing = (page for page in pages if not _there(page, before, rows, folder))
    done = 0
    while wave := list(islice(missing, _WAVE)):
        for path, row in _made(wave, folder, jobs):
            rows[path] = row
            done += 1
            progress(done, 0)
    if rows != before:
        write_atomically(store, json.dumps(rows, ensure_ascii=False).encode())
        _sweep(folder, before, rows)
    return {path: kept(path, _place(folder, sha), sha, size) for path, (_, sha, size) in rows.items()}


def _there(page: Page, before: Mapping[str, Row], rows: dict[str, Row], folder: Path) -> bool:
    row = before.get(page.path)
    if row is None or row[0] != page.key or not is_whole(_place(folder, row[1]), row[1], row[2]):
        return False
    rows[page.path] = row
    return True


def _made(pages: list[Page], folder: Path, jobs: int) -> Iterator[tuple[str, Row]]:
    def make(start: int) -> list[tuple[str, Row]]:
        made = []
        for page in pages[start : start + _PORTION]:
            content = page.make()
            sha = hashlib.sha256(content).hexdigest()
            place = _place(folder, sha)
            if not is_whole(place, sha, len(content)):
                write_atomically(place, content)
            made.append((page.path, (page.key, sha, len(content))))
        return made

    few = len(pages) < _WORTH_A_PROCESS
    for portion in each_at_hand(make, range(0, len(pages), _PORTION), 1 if few else jobs):
        yield from portion


def _place(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256[2:34]


def _read(store: Path) -> dict[str, Row]:
    try:
        data: Any = json.loads(store.read_bytes())
        return {str(path): (str(key), str(sha), int(size)) for path, (key, sha, size) in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _sweep(folder: Path, before: Mapping[str, Row], rows: Mapping[str, Row]) -> None:
    """Let go of what neither this site nor another one of the same notes (a preview) holds any more."""
    gone = {sha for _, sha, _ in before.values()} - {sha for _, sha, _ in rows.values()}
    if gone:
        for store in folder.glob("*.json"):
            gone -= {sha for _, sha, _ in _read(store).values()}
    for sha in gone:
        with contextlib.suppress(OSError):
            _place(folder, sha).unlink()

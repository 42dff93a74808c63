"""The site to a folder: only what changed, nothing half-written, and nothing of anybody else's touched."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from desknote.diagnostics import Diagnostic, Problems
from desknote.files import UNFINISHED, write_atomically
from desknote.freshness import sha256
from desknote.records import dataclass
from desknote.site.value import MANIFEST, Site, SiteFile

_LOCK = ".desknote-site.lock"
_LOCK_SECONDS = 60
_OVERLOOKED = {".git", ".gitignore", ".gitattributes", ".nojekyll", "CNAME", ".DS_Store", _LOCK}
"""What may lie in a folder that is published, without being a part of the site."""


@dataclass(frozen=True, slots=True)
class Before:
    """The site that a folder holds: digests by path, and whether it shows drafts."""

    files: Mapping[str, str]
    drafts: bool


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were put there, how many stayed, and how many went."""

    new: int
    kept: int
    removed: int


def before(folder: Path) -> Before | None:
    """The site in ``folder``; nothing where there is none.

    Raises Problems (DN845) where it holds something else.
    """
    if not folder.exists():
        return None
    if not folder.is_dir():
        raise Problems([Diagnostic("DN845", None, {"folder": str(folder)})])
    try:
        data: Any = json.loads((folder / MANIFEST).read_bytes())
        if data["site"] == 1:
            return Before({str(k): str(v["sha256"]) for k, v in data["files"].items()}, bool(data["drafts"]))
    except FileNotFoundError:
        if any(not _is_overlooked(entry.name) for entry in folder.iterdir()):
            raise Problems([Diagnostic("DN845", None, {"folder": str(folder)})]) from None
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    raise Problems([Diagnostic("DN845", None, {"folder": str(folder)})])


def _is_overlooked(name: str) -> bool:
    return name in _OVERLOOKED or name.startswith(UNFINISHED)


def write(site: Site, folder: Path, progress: Callable[[int, int], None] = lambda done, of: None) -> Written:
    """Make ``folder`` hold ``site`` and nothing else that an earlier publishing put there.

    What pages need is written before the pages, the home page last, and what is no longer wanted goes at
    the end: whoever looks meanwhile, or after an interruption, sees whole pages that have all they need.
    Raises Problems (DN845, DN850, DN851, DN007).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            return _write(site, folder, before(folder), progress)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        file = error.filename or folder
        raise Problems([Diagnostic("DN007", None, {"file": str(file), "reason": reason})]) from error


def _write(site: Site, folder: Path, old: Before | None, progress: Callable[[int, int], None]) -> Written:
    known = old.files if old is not None else {}
    ordered = list(site.in_order())
    wanted = [(p, file) for p, file in ordered if not _is_there(folder / p, file, known.get(p))]
    gone = [path for path in known if path not in site.files and _inside(path)]
    _keep_within(folder, [*(path for path, _ in wanted), *gone])
    _tidy(folder, known)
    if wanted or gone:
        _claim(site, folder, old, {path for path, _ in wanted})
    for done, (path, file) in enumerate(wanted, 1):
        write_atomically(folder / path, file.read())
        progress(done, len(wanted))
    for path in gone:
        with contextlib.suppress(FileNotFoundError):
            (folder / path).unlink()
        _sweep(folder, (folder / path).parent)
    write_atomically(folder / MANIFEST, site.manifest())
    return Written(len(wanted), len(site.files) - len(wanted), len(gone))


def _claim(site: Site, folder: Path, old: Before | None, wanted: set[str]) -> None:
    """Until all is written the manifest names what is old and what is new, without the digests of what is
    being written: a run that is cut short loses track of nothing."""
    known = old.files if old is not None else {}
    digests = {**dict.fromkeys(site.files, ""), **known, **dict.fromkeys(wanted, "")}
    drafts = site.drafts or (old is not None and old.drafts)
    rows = {path: {"sha256": digest} for path, digest in digests.items()}
    record = {"site": 1, "drafts": drafts, "files": rows}
    write_atomically(folder / MANIFEST, json.dumps(record, ensure_ascii=False).encode())


def _is_there(path: Path, file: SiteFile, digest: str | None) -> bool:
    """Whether the very file is in its place: by its digest, where its size agrees."""
    try:
        if path.is_symlink() or path.stat().st_size != file.size:
            return False
    except OSError:
        return False
    return (digest or sha256(path)) == file.sha256


def _keep_within(folder: Path, paths: Iterable[str]) -> None:
    """A link in a folder may lead anywhere: nothing is written or removed there."""
    top = folder.resolve()
    for place in {(folder / path).parent for path in paths}:
        if not place.resolve().is_relative_to(top):
            raise Problems([Diagnostic("DN851", None, {"folder": str(place)})])


def _tidy(folder: Path, known: Mapping[str, str]) -> None:
    """Remove what a run that was killed had begun to write. Where it got further than to begin, the manifest
    tells of files without a digest, and whatever folder may hold some is looked into."""
    broken_off = "" in known.values()
    for place in {folder, *((folder / path).parent for path in known if broken_off and _inside(path))}:
        with contextlib.suppress(OSError):
            for file in place.iterdir():
                if file.name.startswith(UNFINISHED):
                    file.unlink()


def _inside(path: str) -> bool:
    """A manifest may come from anybody: it makes nothing go that is not in the folder."""
    parts = Path(path).parts
    return bool(parts) and not Path(path).is_absolute() and ".." not in parts and path != MANIFEST


def _sweep(folder: Path, place: Path) -> None:
    """Remove folders that have become empty."""
    while place != folder and place.is_relative_to(folder):
        try:
            place.rmdir()
        except OSError:
            return
        place = place.parent


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One publishing at a time: two never mix their files. The system frees the lock with a process."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=_LOCK_SECONDS)
    except Timeout:
        raise Problems([Diagnostic("DN850", None, {"folder": str(folder)})]) from None
    except (OSError, NotImplementedError):  # a disk without locks: files are whole all the same
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # while it is held: who waits for it sees that it is gone
            (folder / _LOCK).unlink()
        lock.release()

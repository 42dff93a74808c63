"""What a save changed: which files by content, and which notes they belong to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from desknote.freshness import sha256
from desknote.workspace import Workspace

_SKIPPED = {"build", "dist", "site", "node_modules", "venv", "__pycache__"}
_HASHED = 50_000_000
"""Bytes; of a larger file the time and the size stand for its content."""


def folders(workspace: Workspace) -> tuple[Path, ...]:
    """The folders of the workspace in which a note's inputs may lie."""
    try:
        found = [p for p in workspace.root.iterdir() if p.is_dir() and not p.is_symlink()]
    except OSError:
        return ()
    return tuple(sorted(p for p in found if not _ignored(p.name) and p.name not in _SKIPPED))


def _ignored(name: str) -> bool:
    """Hidden files, and what editors put beside a file while they save it."""
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".bak")) or name == "4913"


def counts(workspace: Workspace, path: Path) -> bool:
    """Whether a file at ``path`` may be an input."""
    try:
        parts = path.relative_to(workspace.root).parts
    except ValueError:
        return False
    return bool(parts) and parts[0] not in _SKIPPED and not any(_ignored(part) for part in parts)


class Contents:
    """The files of a workspace as they were last seen."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._seen: dict[Path, tuple[tuple[int, int, int], str]] = {}

    def all_changed(self) -> set[Path]:
        """The files whose content is not as last seen, the whole workspace looked through."""
        now = set(self._files())
        return self.changed(now | set(self._seen))

    def changed(self, paths: Iterable[Path]) -> set[Path]:
        """Those of ``paths`` (folders stand for all in them) whose content is not as last seen."""
        found: set[Path] = set()
        for path in self._each(paths):
            mark = _mark(path)
            last = self._seen.get(path)
            if mark is None:
                if self._seen.pop(path, None) is not None:
                    found.add(path)
            elif last is None or last[0] != mark:
                digest = sha256(path) if mark[1] <= _HASHED else repr(mark)
                self._seen[path] = (mark, digest)
                if last is None or last[1] != digest:
                    found.add(path)
        return found

    def _each(self, paths: Iterable[Path]) -> Iterator[Path]:
        for path in set(paths):
            if not counts(self._workspace, path):
                continue
            if path.is_dir():
                yield from self._within(path)
            else:
                yield path
                # A folder that went took with it what was in it.
                yield from [seen for seen in self._seen if path in seen.parents]

    def _files(self) -> Iterator[Path]:
        for folder in folders(self._workspace):
            yield from self._within(folder)
        yield from (p for p in self._workspace.root.iterdir() if p.is_file() and not _ignored(p.name))

    def _within(self, folder: Path) -> Iterator[Path]:
        for here, below, names in os.walk(folder):
            below[:] = [name for name in below if not _ignored(name) and name not in _SKIPPED]
            yield from (Path(here, name) for name in names if not _ignored(name))


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def affected(
    workspace: Workspace,
    changed: Iterable[Path],
    slugs: Iterable[str],
    read: Mapping[str, Iterable[str]],
    wrong: Iterable[str] = (),
) -> set[str]:
    """Which of ``slugs`` the changed files may shape.

    ``read`` names the data files that a note took from elsewhere; ``wrong`` are the notes with errors,
    which any new file may mend.
    """
    every, found = set(slugs), set()
    shared = (workspace.analysts_folder, workspace.root / "assets", workspace.templates_folder)
    for path in changed:
        if path in (workspace.house_file, workspace.coverage_file, workspace.ledger_file) or any(
            folder in path.parents for folder in shared
        ):
            return every
        if workspace.notes_folder in path.parents:
            found.add(path.relative_to(workspace.notes_folder).parts[0])
        name = workspace.name(path)
        found.update(slug for slug, names in read.items() if name in names)
        found.update(wrong)
    return found & every

"""Which notes a command is about."""

from __future__ import annotations

from pathlib import Path

from desknote.diagnostics import Problems
from desknote.workspace import Workspace, find, select


def chosen(names: tuple[str, ...]) -> tuple[Workspace, tuple[str, ...]]:
    """The workspace of the current folder (else of the first note named) and the notes meant.

    Raises Problems (DN001, DN002).
    """
    here = Path.cwd()
    try:
        workspace = find(here)
    except Problems:
        paths = [here / name for name in names if (here / name).exists()]
        if not paths:
            raise
        workspace = find(paths[0])
    return workspace, select(workspace, names, here)

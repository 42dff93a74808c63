"""``desknote clean``: remove what can be made again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from desknote.cli.console import Console, shown_path, size_text
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic, Problems
from desknote.workspace import find


def run(given: Given, console: Console) -> int:
    """Empty the workspace's cache and, if asked, its outputs. Raises Problems (DN001, DN004, DN007)."""
    workspace = find(Path.cwd())
    folders = [workspace.cache_folder, *([workspace.build_folder] if given.on("outputs") else [])]
    folders = [folder for folder in folders if folder.exists() or folder.is_symlink()]
    for folder in folders:
        if workspace.inside(folder) != folder:  # a link would empty somebody else's folder
            raise Problems([Diagnostic("DN004", None, {"path": workspace.name(folder)})])
    for folder in folders:
        size = sum(p.lstat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
        try:
            shutil.rmtree(folder)
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            params = {"file": workspace.name(folder), "reason": reason}
            raise Problems([Diagnostic("DN007", None, params)]) from None
        console.tell("cleaned", what=shown_path(folder), size=size_text(size))
    if not folders:
        console.tell("nothing_to_clean")
    return 0

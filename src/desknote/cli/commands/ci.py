"""``desknote ci``: the pipeline that checks, builds and publishes on every push."""

from __future__ import annotations

import os
from pathlib import Path

from desknote.cli.console import Console, shown_path
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic, Problems
from desknote.files import write_atomically
from desknote.starter.ci import PLACES, pipeline
from desknote.workspace import find


def run(given: Given, console: Console) -> int:
    """Print the pipeline, or put it where the host looks for it. Raises Problems (DN001, DN007, DN008)."""
    host = given.arguments[0]
    text = pipeline(host)
    if not given.on("write"):
        console.result(text.rstrip("\n"))
        return 0
    workspace = find(Path.cwd())
    path = workspace.root / PLACES[host]
    if workspace.inside(path) is None:
        raise Problems([Diagnostic("DN004", None, {"path": workspace.name(path)})])
    if path.exists():
        raise Problems([Diagnostic("DN008", None, {"path": shown_path(path)})])
    try:
        write_atomically(path, text.encode())
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise Problems([Diagnostic("DN007", None, {"file": shown_path(path), "reason": reason})]) from error
    console.result(shown_path(path))
    return 0

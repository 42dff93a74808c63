"""Edits in a running process, as ``desknote watch`` makes them: CPU seconds to HTML and to PDF."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from desknote.build import build_note
from desknote.render.pdf import Press
from desknote.workspace import Workspace


def edits(root: Path, slug: str, count: int = 5) -> None:
    """Prints the median CPU of an edit to HTML, to PDF, and of the first build."""
    workspace = Workspace(root.resolve())
    press = Press([workspace.cache_folder / "fonts"])
    file = workspace.note_file(slug)
    text = file.read_text()
    began = time.process_time()
    build_note(workspace, slug, ("pdf", "html"), force=True, press=press)
    first = time.process_time() - began
    taken: dict[str, list[float]] = {"html": [], "pdf": []}
    try:
        for i in range(count):
            file.write_text(text.replace("同一水平", "同一水平" * (i % 3 + 1)))
            for target, times in taken.items():
                began = time.process_time()
                build_note(workspace, slug, (target,), force=True, press=press)
                times.append(time.process_time() - began)
    finally:
        file.write_text(text)
    print(statistics.median(taken["html"]), statistics.median(taken["pdf"]), first)

"""Edits while ``desknote watch`` runs: CPU seconds to the HTML and to the PDF that the browser is told of."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from types import SimpleNamespace

from desknote.cli.failures import internal
from desknote.preview.bench import Bench
from desknote.preview.jobs import Job, Printed
from desknote.preview.webpage import Composer
from desknote.resolve import Shelf
from desknote.workspace import Workspace


def edits(root: Path, slug: str, count: int = 7) -> None:
    """Prints the median CPU of an edit to HTML, to PDF, and of the first PDF."""
    workspace = Workspace(root.resolve())
    printed: list[float] = []
    wanted = SimpleNamespace(value=0)

    def told(_: Printed) -> None:
        printed.append(time.process_time())

    bench, composer = Bench(workspace, told, wanted, internal), Composer(workspace, Shelf())

    def to_pdf() -> float:
        wanted.value += 1
        began = time.process_time()
        bench.done(Job(wanted.value, slug, pages=True))
        bench.rest()
        return printed[-1] - began

    file = workspace.note_file(slug)
    text = file.read_text()
    began = time.process_time()
    bench.warm()
    to_pdf()
    first = printed[-1] - began
    composer.compose(slug)
    to_html: list[float] = []
    pdf: list[float] = []
    try:
        for i in range(count):
            file.write_text(text.replace("同一水平", "同一水平" * (i % 3 + 1)))
            began = time.process_time()
            composer.compose(slug)
            to_html.append(time.process_time() - began)
            pdf.append(to_pdf())
    finally:
        file.write_text(text)
    print(statistics.median(to_html), statistics.median(pdf), first)

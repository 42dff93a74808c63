"""``desknote diff``: what changed between two editions of a note."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desknote.cli.app import ERRORS, exit_code
from desknote.cli.console import Console, shown_path
from desknote.cli.words import Given, UsageError
from desknote.diagnostics import Diagnostic, Problems
from desknote.files import write_atomically
from desknote.report import severity
from desknote.workspace import Workspace, find

if TYPE_CHECKING:
    from desknote.editions.changes import Changes
    from desknote.editions.named import Named
    from desknote.editions.words import Words

_BY_ENDING = {".html": "html", ".htm": "html", ".pdf": "pdf", ".json": "json"}


def run(given: Given, console: Console) -> int:
    """Print or write the redline. Raises Problems."""
    from desknote.editions.compare import compare
    from desknote.editions.named import Unread, editions

    if given.text("rev") and len(given.arguments) > 1:
        raise UsageError(console.say("rev_wants_one"), "desknote diff")
    out = Path(given.text("out")) if given.text("out") else None
    form = given.text("format") or (_BY_ENDING.get(out.suffix.lower(), "text") if out else "text")
    if form == "pdf" and out is None and sys.stdout.isatty():
        raise UsageError(console.say("pdf_to_terminal"), "desknote diff")
    try:
        old, new = editions(given.arguments, given.text("rev"), Path.cwd())
    except Unread as unread:
        console.report(unread.diagnostics, unread.sources)
        return exit_code(unread.diagnostics)
    wrong = _told(old, new, console)
    changes = compare(old.edition, new.edition)
    _put(_redline(changes, old, new, form, given, out), out, console)
    if changes.empty and form != "text":
        console.tell("no_changes")
    return wrong or (ERRORS if given.on("exit_code") and not changes.empty else 0)


def _told(old: Named, new: Named, console: Console) -> int:
    """Tell of errors in the sources of either edition; the exit code that they call for."""
    code = 0
    for one in (old, new):
        errors = [d for d in one.found if severity(d) == "error"]
        if errors:
            console.report(errors, one.sources)
            console.report([Diagnostic("DN827", None, {"edition": one.label})], one.sources)
            code = exit_code(errors)
    if old.edition.lang != new.edition.lang:
        params = {"old": old.edition.lang, "new": new.edition.lang}
        console.report([Diagnostic("DN829", None, params)], lambda _: None)
    return code


def _redline(changes: Changes, old: Named, new: Named, form: str, given: Given, out: Path | None) -> bytes:
    from desknote.editions.words import described, words

    said = words(changes.new.lang)
    names = (described(old, said), described(new, said))
    if form == "json":
        from desknote.editions.as_json import as_json

        return (json.dumps(as_json(changes, old, new), ensure_ascii=False, indent=2) + "\n").encode()
    if form == "text":
        return _terminal(changes, names, said, given, out).encode()
    from desknote.editions.look import look_of
    from desknote.editions.page import render_html, render_pdf

    with look_of(_workspace()) as look:
        if form == "pdf":
            return render_pdf(changes, names, look)
        return render_html(changes, names, look).encode()


def _terminal(changes: Changes, names: tuple[str, str], said: Words, given: Given, out: Path | None) -> str:
    from desknote.editions.terminal import render_terminal

    terminal = out is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    wanted = given.text("color", "auto")
    plain = bool(os.environ.get("NO_COLOR")) or not terminal
    color = wanted == "always" or (wanted == "auto" and not plain)
    columns = min(shutil.get_terminal_size((100, 24)).columns, 120)
    return render_terminal(changes, said, names, color=color, columns=columns)


def _put(content: bytes, out: Path | None, console: Console) -> None:
    if out is None:
        write: Callable[[bytes], object] = sys.stdout.buffer.write
        sys.stdout.flush()
        write(content)
        sys.stdout.buffer.flush()
        return
    try:
        write_atomically(out, content)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise Problems([Diagnostic("DN007", None, {"file": str(out), "reason": reason})]) from error
    if not console.quiet:
        console.result(shown_path(out.resolve()))


def _workspace() -> Workspace | None:
    try:
        return find(Path.cwd())
    except Problems:
        return None

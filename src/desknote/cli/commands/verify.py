"""``desknote verify``: whether a PDF is what the ledger approved."""

from __future__ import annotations

import os
from pathlib import Path

from desknote.build import closed_note
from desknote.channels.make import rendered
from desknote.cli.app import exit_code
from desknote.cli.commands.approve import workflow_of
from desknote.cli.console import Console, sources_in
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic, Problems
from desknote.ledger import load
from desknote.ledger.standing import approver_name, counts
from desknote.proof import LARGEST, Proof, judge
from desknote.workspace import Workspace, find


def run(given: Given, console: Console) -> int:
    """Judge each file; exit code 1 where one is not what was approved. Raises Problems (DN001, DN003)."""
    workspace = find(Path.cwd())
    workflow, book = workflow_of(workspace), load(workspace)
    found: list[Diagnostic] = []
    for name in given.arguments:
        try:
            verdict = judge(
                _content(name),
                name,
                book,
                lambda entry: workflow is None or counts(entry, workflow),
                lambda proof: _rebuilt(workspace, proof),
            )
        except Problems as problems:
            found += problems.diagnostics
            continue
        entry = verdict.entry
        said = {"file": name, "note": entry.note, "date": entry.time[:10], "number": entry.number}
        console.result(console.say(f"verified_{verdict.how}", name=approver_name(workflow, entry.by), **said))
        console.tell("verified_made", made=verdict.proof.made)
        last = book.of[entry.note][-1]
        if last.act == "withdraw":
            by = approver_name(workflow, last.by)
            params = {"note": entry.note, "date": last.time[:10], "name": by, "reason": last.reason}
            found.append(Diagnostic("DN808", None, params, severity="warning"))
    console.report(found, sources_in(workspace.root))
    return exit_code(found)


def _content(name: str) -> bytes:
    path = Path(name)
    try:
        if path.stat().st_size > LARGEST:
            raise Problems([Diagnostic("DN104", None, {})])
        return path.read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        params = {"file": name, "reason": reason, "reason_zh": reason}
        raise Problems([Diagnostic("DN003", None, params)]) from error


def _rebuilt(workspace: Workspace, proof: Proof) -> bytes | None:
    """The PDF that the note builds to now, where it says what the proof says it said."""
    from dataclasses import replace

    if proof.note not in workspace.slugs():
        return None
    found: list[Diagnostic] = []
    try:
        note, documents = closed_note(workspace, proof.note, found)
        if note.content != proof.content:
            return None
        made, _ = rendered(
            workspace, replace(note, state="approved"), ("pdf",), documents, found, None, None, None
        )
    except Problems:
        return None
    return made["note.pdf"]

"""``desknote verify``: whether a PDF is what the ledger approved."""

from __future__ import annotations

import os
from pathlib import Path

from desknote.build import closed_note
from desknote.cli.app import exit_code
from desknote.cli.commands.approve import as_approved, workflow_of
from desknote.cli.console import Console, sources_in
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic, Problems
from desknote.ledger import Book, Entry, load
from desknote.ledger.standing import approver_name, counts, last_of
from desknote.model.house import Workflow
from desknote.proof import LARGEST, CannotBuild, Proof, judge
from desknote.report import severity
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
        found += _since(book, entry, workflow)
    console.report(found, sources_in(workspace.root))
    return exit_code(found)


def _since(book: Book, entry: Entry, workflow: Workflow | None) -> list[Diagnostic]:
    """What became of the note after ``entry``, where that matters to whoever holds its file."""
    counted = [e for e in book.of[entry.note] if workflow is None or counts(e, workflow)]
    last = last_of(counted)
    if last is None or last.number <= entry.number:
        return []
    params = {
        "note": entry.note,
        "date": last.time[:10],
        "name": approver_name(workflow, last.by),
        "reason": last.reason,
    }
    if last.act == "withdraw":
        return [Diagnostic("DN808", None, params, severity="warning")]
    if last.act == "revoke":
        return [Diagnostic("DN809", None, params)]
    return [Diagnostic("DN818", None, params)] if last.content != entry.content else []


def _content(name: str) -> bytes:
    path = Path(name)
    try:
        if path.stat().st_size > LARGEST:
            params = {"file": name, "reason_en": "it is larger than 200 MB", "reason_zh": "文件大于 200 MB"}
            raise Problems([Diagnostic("DN810", None, params)])
        return path.read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        params = {"file": name, "reason": reason, "reason_zh": reason}
        raise Problems([Diagnostic("DN003", None, params)]) from error


def _rebuilt(workspace: Workspace, proof: Proof) -> bytes:
    """The PDF that the note builds to now for the same channel. Raises CannotBuild."""
    if proof.note not in workspace.slugs():
        raise CannotBuild("the note is not here", "此处没有这篇研报")
    found: list[Diagnostic] = []
    try:
        note, documents = closed_note(workspace, proof.note, found)
        if note.content != proof.content:
            raise CannotBuild("the note has changed since", "研报此后有改动")
        made = as_approved(workspace, note, (proof.channel,), documents)
    except Problems as problems:
        wrong = (d for d in (*found, *problems.diagnostics) if severity(d) == "error")
        codes = ", ".join(dict.fromkeys(d.code for d in wrong))
        raise CannotBuild(f"it has errors here ({codes})", f"此处有错误（{codes}）") from problems
    pages = [content for name, content in made.items() if name.endswith(".pdf")]
    if len(pages) != 1:
        raise CannotBuild(f"'{proof.channel}' makes no PDF", f"渠道“{proof.channel}”不生成 PDF")
    return pages[0]

"""``desknote approve``, ``release``, ``withdraw`` and ``revoke``: acts that the ledger records."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desknote.build import build_note, closed_note
from desknote.channels.make import chosen as channels
from desknote.channels.make import rendered
from desknote.channels.registry import STANDARD
from desknote.cli.app import exit_code
from desknote.cli.commands.notes import chosen
from desknote.cli.console import Console, sources_in
from desknote.cli.words import Given, UsageError
from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.ledger import Entry, append
from desknote.ledger.book import now
from desknote.model.house import House, Workflow
from desknote.outputs import stop_on_errors
from desknote.release import approval, may_act
from desknote.resolve.files import Library
from desknote.workspace import Workspace

_REASONED = ("withdraw", "revoke")


def run(given: Given, console: Console) -> int:
    """Record the act on the notes given: all of them, or none where one may not be. Raises Problems."""
    act = given.command.name
    by = needed(given, console, "by")
    reason = needed(given, console, "reason") if act in _REASONED else given.text("reason")
    workspace, slugs = chosen(given.arguments)
    workflow = workflow_of(workspace)
    key = private_key(given, workspace, console)
    may_act(workflow, by, key, ())
    if given.values("to"):
        channels(workspace, given.values("to"))
    found: list[Diagnostic] = []
    notes: list[tuple[ClosedNote, list[Diagnostic]]] = []
    if act not in _REASONED:
        for i, slug in enumerate(slugs, 1):
            console.progress("checking", name=slug, i=i, n=len(slugs))
            notes += _checked(workspace, slug, act == "release", found)
        console.report(found, sources_in(workspace.root))
        if code := exit_code(found):
            return code
        may_act(workflow, by, key, [note for note, _ in notes])
    time = now()
    targets = dict.fromkeys(("pdf", *given.values("to")))
    entries = [
        replace(_entry(workspace, note, act, by, time, own, tuple(targets), console), reason=reason)
        for note, own in notes
    ]
    if act in _REASONED:
        entries = [Entry(0, time, act, slug, by, reason=reason) for slug in slugs]
    record(workspace, workflow, tuple(entries), key, console)
    return 0


def _checked(
    workspace: Workspace, slug: str, release: bool, found: list[Diagnostic]
) -> list[tuple[ClosedNote, list[Diagnostic]]]:
    own: list[Diagnostic] = []
    try:
        note, _ = closed_note(workspace, slug, own, release=release)
    except Problems as problems:
        found += (*own, *problems.diagnostics)
        return []
    found += own
    return [(note, own)]


def _entry(
    workspace: Workspace,
    note: ClosedNote,
    act: str,
    by: str,
    time: str,
    found: list[Diagnostic],
    targets: tuple[str, ...],
    console: Console,
) -> Entry:
    """The entry for a note, with the digests of the PDFs that are approved or released by it."""
    console.progress("building", name=note.slug, i=1, n=1)
    if act == "release":
        wanted = tuple(dict.fromkeys((*STANDARD, *targets)))
        result = build_note(workspace, note.slug, wanted, release=True)
        if not result.ok:
            raise Problems(result.diagnostics)
        digests = {p.name: _sha256(p.read_bytes()) for p in result.outputs if p.suffix == ".pdf"}
    else:
        made = as_approved(workspace, note, targets, {})
        digests = {name: _sha256(made[name]) for name in made if name.endswith(".pdf")}
    return replace(approval(workspace, note, act, by, time, found), outputs=digests)


def as_approved(
    workspace: Workspace, note: ClosedNote, targets: tuple[str, ...], documents: Mapping[str, str]
) -> dict[str, bytes]:
    """The outputs of ``note`` by name, as they are when it is approved. Raises Problems."""
    found: list[Diagnostic] = []
    plain = replace(note, state="approved", withdrawal="")
    made, _ = rendered(workspace, plain, targets, documents, found, None, None, None)
    stop_on_errors(found)
    return made


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def record(
    workspace: Workspace,
    workflow: Workflow | None,
    entries: tuple[Entry, ...],
    key: object | None,
    console: Console,
) -> None:
    """Put ``entries`` into the ledger and say so. Raises Problems."""
    from desknote.ledger.standing import approver_name

    for entry in append(workspace, entries, key):
        said = {"note": entry.note, "rule": entry.rule, "until": entry.until}
        console.tell(f"acted_{entry.act}", name=approver_name(workflow, entry.by), **said)
        console.result(console.say("ledger_entry", number=entry.number, hash=entry.hash))


def needed(given: Given, console: Console, option: str) -> str:
    """The value of an option that must be given. Raises UsageError."""
    value = given.text(option).strip()
    if not value:
        command = f"desknote {given.command.name}"
        raise UsageError(console.say("option_needed", name=f"--{option}"), command)
    return value


def workflow_of(workspace: Workspace) -> Workflow | None:
    """The house's workflow. Raises Problems where house.yaml cannot be read."""
    house = Library().load(workspace, workspace.house_file, House)
    if house.record is None or not house.sound:
        raise Problems(house.found or [Diagnostic("DN005", Span.point(house_name(workspace)), {})])
    return house.record.workflow


def house_name(workspace: Workspace) -> str:
    """The house's file as diagnostics name it."""
    return workspace.name(workspace.house_file)


def private_key(given: Given, workspace: Workspace, console: Console) -> Any:
    """The key of ``--key``, if given; a warning where it lies in the workspace.

    Raises Problems (DN003, DN812, DN816).
    """
    from desknote.ledger.keys import kept_in, read_key

    if not (name := given.text("key")):
        return None
    try:
        pem = Path(name).read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise Problems(
            [Diagnostic("DN003", None, {"file": name, "reason": reason, "reason_zh": reason})]
        ) from error
    console.report(kept_in(workspace.root, Path(name)), lambda _: None)
    return read_key(pem, name, os.environ.get("DESKNOTE_KEY_PASSPHRASE", ""))

"""``desknote ledger``: what it holds, whether it is whole, and what state each note is in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from desknote.cli.app import exit_code
from desknote.cli.commands.approve import workflow_of
from desknote.cli.console import Console, sources_in
from desknote.cli.words import Given
from desknote.diagnostics import Problems
from desknote.ledger import Book, Entry, Standing, load
from desknote.ledger.standing import approver_name, counts
from desknote.model.house import Workflow
from desknote.report import width
from desknote.workspace import Workspace, find, select


def run(given: Given, console: Console) -> int:
    """Print the entries or states, of the notes given or all. Raises Problems (DN001, DN002, DN003)."""
    workspace = find(Path.cwd())
    book, workflow = load(workspace), workflow_of(workspace)
    found = [book.broken] if book.broken is not None else []
    if given.on("states"):
        _states(workspace, select(workspace, given.arguments, Path.cwd()), book, given, console)
        console.report(found, sources_in(workspace.root))
        return exit_code(found)
    known = [name for name in given.arguments if name in book.of]  # a note may be gone; its record is not
    unknown = tuple(name for name in given.arguments if name not in book.of)
    slugs = {*known, *(select(workspace, unknown, Path.cwd()) if unknown else ())}
    entries = [e for e in book.entries if not given.arguments or e.note in slugs]
    void = {e.number for e in entries if workflow is not None and not counts(e, workflow)}
    if given.on("json"):
        rows = [{**_filled(e), "counts": e.number not in void} for e in entries]
        console.result(_json({"head": book.head, "whole": book.broken is None, "entries": rows}))
    else:
        _print([_row(e, e.number in void, workflow, console) for e in entries], console)
    console.report(found, sources_in(workspace.root))
    if void and not given.on("json"):
        console.tell("ledger_uncounted")
    if not book.entries and not found:
        console.tell("ledger_empty")
    elif not found:
        one = len(book.entries) == 1
        console.tell("ledger_whole_one" if one else "ledger_whole", n=len(book.entries), head=book.head[:16])
    return exit_code(found)


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, indent=2)


def _filled(entry: Entry) -> dict[str, object]:
    return {key: value for key, value in asdict(entry).items() if value not in ("", {})}


def _row(entry: Entry, void: bool, workflow: Workflow | None, console: Console) -> tuple[str, ...]:
    act = console.say(f"act_{entry.act}", rule=entry.rule, until=entry.until)
    mark = "✗" if void else "✓" if entry.signature else ""
    name = approver_name(workflow, entry.by)
    return f"{entry.number:>4}", entry.time, mark, act, entry.note, name, _one_line(entry.reason)


def _states(workspace: Workspace, slugs: Sequence[str], book: Book, given: Given, console: Console) -> None:
    """Print which note is in which state, since when and by whom."""
    from desknote.resolve.note import Shelf

    shelf = Shelf()
    stands = {slug: _standing(workspace, slug, book, shelf) for slug in slugs}
    workflow = workflow_of(workspace)
    if given.on("json"):
        rows = [_state_data(slug, standing) for slug, standing in stands.items()]
        console.result(_json({"whole": book.broken is None, "states": rows}))
    else:
        _print([_state_row(slug, one, workflow, console) for slug, one in stands.items()], console)


def _standing(workspace: Workspace, slug: str, book: Book, shelf: object) -> Standing | None:
    """How a note stands; nothing where it cannot be closed."""
    from desknote.release import placed
    from desknote.resolve import close

    try:
        note, _ = close(workspace, slug, shelf=shelf)  # type: ignore[arg-type]
        return placed(workspace, note, book=book)[1] if note is not None else None
    except Problems:
        return None


def _state_row(
    slug: str, standing: Standing | None, workflow: Workflow | None, console: Console
) -> tuple[str, ...]:
    if standing is None:
        return slug, console.say("state_none"), console.say("state_errors", note=slug)
    about = []
    if (entry := standing.approval) is not None:
        key = "state_by"
        if standing.changed:
            key = "state_changed_house" if standing.by_house else "state_changed"
        said = console.say(key, name=approver_name(workflow, entry.by), date=entry.time[:10])
        about.append(f"{said}: {_one_line(entry.reason)}" if entry.act == "withdraw" else said)
    about += [console.say("state_waived", rule=w.rule, until=w.until.isoformat()) for w in standing.waivers]
    return slug, console.say(f"state_{standing.state}"), "; ".join(about)


def _state_data(slug: str, standing: Standing | None) -> dict[str, object]:
    if standing is None:
        return {"note": slug, "state": None}
    entry = standing.approval
    return {
        "note": slug,
        "state": standing.state,
        "changed": standing.changed,
        **({"by": entry.by, "time": entry.time, "entry": entry.number} if entry is not None else {}),
        "waived": [{"rule": w.rule, "until": w.until.isoformat()} for w in standing.waivers],
    }


def _one_line(text: str) -> str:
    """What somebody wrote, without what would break a table or steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _print(rows: Sequence[Sequence[str]], console: Console) -> None:
    """Columns as wide as their widest cell, in terminal columns; the last is as long as it is."""
    wide = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell + " " * (size - width(cell)) for cell, size in zip(row, wide, strict=True) if size]
        console.result("  ".join(cells).rstrip())

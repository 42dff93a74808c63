"""``desknote ledger``: what it holds, and whether it is whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from desknote.cli.app import exit_code
from desknote.cli.console import Console, sources_in
from desknote.cli.words import Given
from desknote.ledger import Entry, load
from desknote.workspace import find, select


def run(given: Given, console: Console) -> int:
    """Print the entries, of the notes given or all. Raises Problems (DN001, DN002, DN003)."""
    workspace = find(Path.cwd())
    book = load(workspace)
    known = [name for name in given.arguments if name in book.of]  # a note may be gone; its record is not
    unknown = tuple(name for name in given.arguments if name not in book.of)
    slugs = {*known, *(select(workspace, unknown, Path.cwd()) if unknown else ())}
    entries = [e for e in book.entries if not given.arguments or e.note in slugs]
    found = [book.broken] if book.broken is not None else []
    if given.on("json"):
        said = {"head": book.head, "whole": book.broken is None, "entries": list(map(_filled, entries))}
        console.result(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for entry in entries:
            console.result(_line(entry))
    console.report(found, sources_in(workspace.root))
    if not book.entries and not found:
        console.tell("ledger_empty")
    elif not found:
        console.tell("ledger_whole", n=len(book.entries), head=book.head[:16])
    return exit_code(found)


def _filled(entry: Entry) -> dict[str, object]:
    return {key: value for key, value in asdict(entry).items() if value not in ("", {})}


def _line(entry: Entry) -> str:
    what = f"{entry.act} {entry.rule} ≤{entry.until}" if entry.rule else entry.act
    signed = "✓" if entry.signature else " "
    said = f"  {entry.reason}" if entry.reason else ""
    return f"{entry.number:>5}  {entry.time}  {signed} {what:<10} {entry.note}  {entry.by}{said}"

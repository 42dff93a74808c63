"""Where the thing under the cursor is defined: a key of the note, another file, a grade of the house."""

from __future__ import annotations

from pathlib import Path

from desknote.diagnostics import Span
from desknote.lsp import companies, names
from desknote.lsp.desk import KeyPath, View
from desknote.lsp.point import Thing, thing_at
from desknote.model.data import source_of
from desknote.source import Document


def define(view: View, row: int, column: int) -> tuple[Path, Span] | None:
    """The file and the place in it; nothing where there is none."""
    thing = thing_at(view, row, column)
    return _target(view, thing) if thing is not None else None


def _target(view: View, thing: Thing) -> tuple[Path, Span] | None:
    workspace = view.workspace
    if thing.what in ("fact", "exhibit", "dataset"):
        return _in_note(
            view, ({"fact": "facts", "exhibit": "exhibits", "dataset": "datasets"}[thing.what], thing.name)
        )
    if thing.what == "person":
        person = names.person_id(view, thing.name)
        path = workspace.analysts_folder / f"{person}.yaml"
        return (path, Span.point(workspace.name(path))) if person and path.is_file() else None
    if thing.what == "company":
        company = companies.register(view).lookup(thing.name)
        return (workspace.coverage_file, companies.place(view, company)) if company is not None else None
    if thing.what == "rating":
        found = names.grade_named(view, thing.name)
        if found is None or view.house is None:
            return None
        name, grade, _ = found
        index = view.house.ratings.systems[name].grades.index(grade)
        return _in_house(view, ("ratings", "systems", name, "grades", index))
    if thing.what == "system":
        return _in_house(view, ("ratings", "systems", thing.name))
    if thing.what == "field":
        scope, _, key = thing.name.partition(".")
        return _in_house(view, (key,)) if scope == "house" else _in_note(view, (key,))
    if thing.what == "file":
        try:
            path = (workspace.note_file(view.slug).parent / source_of(thing.name).file).resolve()
        except (ValueError, OSError):
            return None
        inside = path.is_relative_to(workspace.root) and path.is_file()
        return (path, Span.point(workspace.name(path))) if inside else None
    return None


def _in_note(view: View, path: KeyPath) -> tuple[Path, Span] | None:
    entry = next((e for e in view.outline.entries if e.path == path), None)
    if entry is None:
        return None
    line = entry.line + 1
    return view.path, Span(view.workspace.name(view.path), line, entry.start + 1, line, entry.end + 1)


def _in_house(view: View, path: KeyPath) -> tuple[Path, Span] | None:
    document: Document | None = view.house_document
    if document is None or (path not in document.values and path not in document.keys):
        return None
    return view.workspace.house_file, document.key_span(path)

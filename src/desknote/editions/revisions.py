"""The edition of a note in a git revision: its files put into a folder that is gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from desknote.diagnostics import Diagnostic, Problems
from desknote.editions.closing import edition_of
from desknote.editions.edition import Edition
from desknote.editions.git import Entry, Revision
from desknote.workspace import MARKER, Workspace

_NOTES = PurePosixPath("content/notes")
_DATA = (".csv", ".tsv", ".xlsx", ".parquet", ".json", ".yaml", ".yml")
_SKIPPED = ("build", ".desknote", "node_modules", ".venv")


class Broken(Problems):
    """A note that cannot be closed, with the texts that its diagnostics point into."""

    def __init__(self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> None:
        super().__init__(diagnostics)
        self.sources = sources


Closed = tuple[Edition, tuple[Diagnostic, ...], Mapping[str, str]]
"""An edition, what is wrong with its sources, and the texts of those by the names the findings give."""


def edition_at(revision: Revision, root: str, note: str) -> Closed:
    """The edition of ``note`` in ``revision``, whose workspace lies in the folder ``root`` from the top.

    ``note`` is a slug, or a path from the top or from the workspace's root. Raises Problems: DN821 where
    it is not there, DN822, DN828, and Broken where it cannot be closed.
    """
    entries = {
        path: entry
        for entry in revision.repository.files(revision, root)
        if (path := under(entry.path, root))
    }
    slugs = [
        path.parts[2]
        for path in sorted(map(PurePosixPath, entries))
        if len(path.parts) == 4 and path.is_relative_to(_NOTES) and path.name == "note.yaml"
    ]
    slug = next((s for s in slug_choices(note, root) if s in slugs), None)
    if slug is None:
        params = {"revision": revision.label, "path": note, "choices": ", ".join(slugs[:20]) or "—"}
        raise Problems([Diagnostic("DN821", None, params)])
    own = {path: entry for path, entry in entries.items() if _wanted(PurePosixPath(path), slug)}
    try:
        closed, found, sources = _closed(revision, own, slug)
    except Broken as broken:
        if not _lacking(broken.diagnostics):
            raise
        return _closed(revision, entries, slug)
    # Data may lie with another note, or wherever a house keeps them.
    return _closed(revision, entries, slug) if _lacking(found) else (closed, found, sources)


def _lacking(found: Iterable[Diagnostic]) -> bool:
    return any(d.code in ("DN005", "DN302") for d in found)


def under(path: str, root: str) -> str:
    """``path`` from the folder ``root``; empty where it is not within."""
    if not root:
        return path
    return path[len(root) + 1 :] if path.startswith(root + "/") else ""


def slug_choices(note: str, root: str) -> list[str]:
    """The notes that ``note`` may mean: its own name, or the note that a path lies in."""
    path = PurePosixPath(note.rstrip("/") or ".").as_posix()
    found = [note]
    for place in (under(path, root), path):
        parts = PurePosixPath(place).parts
        if len(parts) >= 3 and parts[:2] == _NOTES.parts:
            found.append(parts[2])
    return found


def root_of(note: str) -> str | None:
    """The folder of the workspace that a path within its notes tells of; nothing where it is no such path."""
    parts = PurePosixPath(note).parts
    for i in range(len(parts) - 2):
        if parts[i : i + 2] == _NOTES.parts:
            return "/".join(parts[:i])
    return None


def _wanted(path: PurePosixPath, slug: str) -> bool:
    """Whether the note may need the file: its own, the house's, data; not another note's and no fonts."""
    if path.is_relative_to(_NOTES):
        return path.parts[2] == slug
    known = path == PurePosixPath(MARKER.as_posix()) or path.parts[0] in ("content", "templates")
    return known or path.suffix in _DATA


def _closed(revision: Revision, entries: Mapping[str, Entry], slug: str) -> Closed:
    """The note closed in a workspace made of ``entries``. Raises Broken."""
    wanted = {p: e for p, e in entries.items() if PurePosixPath(p).parts[0] not in _SKIPPED}
    with tempfile.TemporaryDirectory(prefix="desknote-") as folder:
        root = Path(folder).resolve()
        contents = revision.repository.read(wanted.values())
        for name, (_, content) in zip(wanted, contents, strict=True):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        said, found = edition_of(Workspace(root), slug)
        named, sources = _named(found, revision, root)
        if said is None:
            raise Broken(named, sources)
        return said, named, sources


def _named(
    found: Iterable[Diagnostic], revision: Revision, root: Path
) -> tuple[tuple[Diagnostic, ...], dict[str, str]]:
    """Findings whose places are named as git names them, ``REVISION:path``, and the texts of those."""
    named: list[Diagnostic] = []
    sources: dict[str, str] = {}
    for one in found:
        if one.span is None or one.span.file.startswith("<"):
            named.append(one)
            continue
        name = f"{revision.name}:{one.span.file}"
        path = root / one.span.file
        if name not in sources and path.is_file():
            sources[name] = path.read_text("utf-8-sig", "replace")
        named.append(replace(one, span=replace(one.span, file=name)))
    return tuple(named), sources

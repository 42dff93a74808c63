"""What the server knows: the open files and their workspaces, what is wrong with them, what they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.files import read_file
from desknote.fixes import with_fixes
from desknote.lsp.outline import Outline, outline
from desknote.model.brand import Brand
from desknote.model.house import Analyst, House
from desknote.records import dataclass
from desknote.report import UiLang, ordered
from desknote.resolve import Shelf, close
from desknote.resolve.brand import brand_problems
from desknote.resolve.companies.register import open_register
from desknote.schema import FileKind, own_words, schema
from desknote.schema.own import OwnWords
from desknote.source import Document, load_document
from desknote.workspace import Workspace, find

KeyPath = tuple[str | int, ...]


def kind_of(workspace: Workspace, path: Path) -> FileKind | None:
    """What sort of content file ``path`` is, by where it lies."""
    if path == workspace.house_file:
        return "house"
    if path == workspace.brand_file:
        return "brand"
    if path == workspace.coverage_file:
        return "coverage"
    if path == workspace.site_file:
        return "site"
    if path.parent == workspace.analysts_folder and path.suffix == ".yaml":
        return "analyst"
    if path.name == "note.yaml" and path.parent.parent == workspace.notes_folder:
        return "note"
    return None


def slug_of(workspace: Workspace, path: Path) -> str:
    """The note whose folder ``path`` lies in; empty where it lies in none."""
    if not path.is_relative_to(workspace.notes_folder):
        return ""
    parts = path.relative_to(workspace.notes_folder).parts
    return parts[0] if len(parts) > 1 else ""


@dataclass(frozen=True, slots=True)
class View:
    """One open file and what surrounds it, for answering about a place in it."""

    workspace: Workspace
    path: Path
    text: str
    kind: FileKind
    outline: Outline
    document: Document | None
    """As it was when it last could be read."""
    schema: Mapping[str, Any]
    closed: ClosedNote | None
    shelf: Shelf
    ui_lang: UiLang

    @property
    def slug(self) -> str:
        return slug_of(self.workspace, self.path)

    @property
    def data(self) -> dict[str, Any]:
        """The file's data when it last could be read."""
        data = self.document.data if self.document is not None else {}
        return data if isinstance(data, dict) else {}

    def at(self, path: KeyPath) -> Any:
        """The data at ``path``, if there is any."""
        here: Any = self.data
        for step in path:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def written(self, path: KeyPath) -> object:
        """What is written at ``path`` now, or was when the file last could be read."""
        return self.outline.value(path) or self.at(path)

    @property
    def house(self) -> House | None:
        return self.shelf.library.load(self.workspace, self.workspace.house_file, House).record

    @property
    def house_document(self) -> Document | None:
        return self.shelf.library.load(self.workspace, self.workspace.house_file, House).document

    @property
    def lang(self) -> str:
        """The note's language."""
        from desknote.model.base import LANGS, read_lang

        house = self.house
        for choice in (read_lang(self.written(("lang",))), house.default_lang if house else None):
            if choice in LANGS:
                return str(choice)
        return LANGS[0]

    def names(self, key: str) -> list[str]:
        """The names under a key that maps names to things: facts, exhibits, datasets."""
        kept = self.at((key,))
        written = [str(e.path[1]) for e in self.outline.keys((key,))]
        return list(dict.fromkeys([*written, *(kept if isinstance(kept, dict) else ())]))


@dataclass(slots=True)
class Desk:
    """Every open file by its resolved path, and what was last known about each."""

    ui_lang: UiLang = "en"
    texts: dict[Path, str] = field(default_factory=dict)
    _good: dict[Path, Document] = field(default_factory=dict)
    _closed: dict[Path, ClosedNote] = field(default_factory=dict)
    _shelf: Shelf = field(default_factory=Shelf)
    _checking: Shelf = field(default_factory=Shelf)
    """Findings are worked out beside answering: each side keeps what it has read to itself."""
    _schemas: dict[tuple[str, str, str], Mapping[str, Any]] = field(default_factory=dict)

    def put(self, path: Path, text: str) -> None:
        """A file was opened or changed."""
        self.texts[path] = text
        document, _ = load_document(path.name, text)
        if document is not None:
            self._good[path] = document

    def drop(self, path: Path) -> None:
        """A file was closed: what is on disk counts again."""
        self.texts.pop(path, None)
        self._good.pop(path, None)

    def workspace_of(self, path: Path) -> Workspace | None:
        """The workspace that ``path`` lies in, with the open files in the place of those on disk."""
        try:
            workspace = find(path.parent)
        except (Problems, OSError):
            return None
        inside = {
            p: t.encode("utf-8", "replace") for p, t in self.texts.items() if p.is_relative_to(workspace.root)
        }
        return replace(workspace, unsaved=inside)

    def view(self, path: Path) -> View | None:
        """``path`` and what surrounds it; nothing for a file that is not open or not content."""
        text, workspace = self.texts.get(path), self.workspace_of(path)
        kind = kind_of(workspace, path) if workspace is not None else None
        if text is None or workspace is None or kind is None:
            return None
        own = own_words(workspace, self.ui_lang, self._shelf.library) if kind == "note" else None
        return View(
            workspace,
            path,
            text,
            kind,
            outline(text),
            self._good.get(path),
            self._schema(kind, own),
            self._closed.get(path),
            self._shelf,
            self.ui_lang,
        )

    def _schema(self, kind: FileKind, own: OwnWords | None) -> Mapping[str, Any]:
        key = (kind, self.ui_lang, repr(own))
        if key not in self._schemas:
            self._schemas[key] = schema(kind, self.ui_lang, own)
            while len(self._schemas) > 8:
                del self._schemas[next(iter(self._schemas))]
        return self._schemas[key]

    def findings(self, texts: Mapping[Path, str] | None = None) -> dict[Path, list[Diagnostic]]:
        """What is wrong with the open files and with those they need, by file. ``texts`` as of when."""
        there = Desk(self.ui_lang, dict(self.texts if texts is None else texts))
        found: dict[Path, list[Diagnostic]] = {path: [] for path in there.texts}
        seen: set[Path] = set()
        for path in there.texts:
            workspace = there.workspace_of(path)
            if workspace is None or workspace.root in seen:
                continue
            seen.add(workspace.root)
            for file, some in self._in_workspace(workspace).items():
                found[file] = some
        return found

    def _in_workspace(self, workspace: Workspace) -> dict[Path, list[Diagnostic]]:
        everything: list[Diagnostic] = []
        for slug in sorted({s for path in workspace.unsaved if (s := slug_of(workspace, path))}):
            note = workspace.note_file(slug)
            if note in workspace.unsaved or note.is_file():
                everything += self._of_note(workspace, slug)
        library = self._checking.library
        for path in workspace.unsaved:
            kind = kind_of(workspace, path)
            if kind == "brand":
                loaded = library.load(workspace, path, Brand)
                everything += [*loaded.found, *brand_problems(loaded)]
            elif kind in ("house", "analyst"):
                record: Any = House if kind == "house" else Analyst
                everything += library.load(workspace, path, record).found
            elif kind == "coverage":
                everything += open_register(workspace, self._checking.registers).found
        return self._by_file(workspace, everything)

    def _of_note(self, workspace: Workspace, slug: str) -> Iterable[Diagnostic]:
        from desknote.check import check

        path = workspace.note_file(slug)
        note, found = close(workspace, slug, shelf=self._checking)
        if note is not None:
            self._closed[path] = note
            found = (*found, *check(note))
        whole = Span.point(workspace.name(path))
        return [d if d.span is not None else replace(d, span=whole) for d in found]

    def _by_file(self, workspace: Workspace, found: Iterable[Diagnostic]) -> dict[Path, list[Diagnostic]]:
        def text(name: str) -> str | None:
            path = workspace.root / name
            data = workspace.unsaved.get(path)
            try:
                return (data if data is not None else read_file(path)).decode("utf-8")
            except (OSError, UnicodeDecodeError):
                return None

        made: dict[Path, list[Diagnostic]] = {path: [] for path in workspace.unsaved}
        for diagnostic in with_fixes(ordered(found), text):
            if diagnostic.span is not None and not diagnostic.span.file.startswith("<"):
                made.setdefault(workspace.root / diagnostic.span.file, []).append(diagnostic)
        return made

"""Every note's state and files for the site: built where it has to be, and kept until it changes."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote import freshness, reading
from desknote.diagnostics import Diagnostic, Problems
from desknote.files import write_atomically
from desknote.records import dataclass
from desknote.render.web import Use, characters_by_face
from desknote.resources import packaged
from desknote.site.built import characters_in
from desknote.site.entry import RELEASED, Entry, Output, entry_of, from_data, said, to_data
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.build import NoteResult
    from desknote.channels import Channel
    from desknote.closed import ClosedNote
    from desknote.ledger import Book
    from desknote.render.pdf import Press
    from desknote.resolve.note import Shelf

_FORMAT = 3
_DRAFTS = ("draft", "review")
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is told. ``run`` names the run: what notes have in common is looked at once in it."""

    root: Path
    slug: str
    drafts: bool
    run: str
    force: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """A note's entry, and what was found on the way; no entry where the note has errors.

    ``built`` says that it was built now; ``seconds`` is how long that took.
    """

    slug: str
    entry: Entry | None
    found: tuple[Diagnostic, ...] = ()
    built: bool = False
    pages: int = 0
    seconds: float = 0.0


def folder_of(workspace: Workspace, slug: str) -> Path:
    """Where what the site keeps of a note is."""
    return workspace.cache_folder / "site" / "notes" / slug


def shown(entry: Entry, drafts: bool) -> bool:
    """Whether the site has a page for the note."""
    return entry.state in RELEASED or entry.state == "withdrawn" or (drafts and entry.state in _DRAFTS)


@cache
def _press(root: Path) -> Press:
    """The worker's printing press: it keeps fonts loaded from note to note."""
    from desknote.render.pdf import Press

    return Press([Workspace(root).cache_folder / "fonts"])


@lru_cache(maxsize=1)
def _glance(workspace: Workspace, run: str) -> freshness.Glance:
    return freshness.Glance(workspace)


@cache
def _shelf() -> Shelf:
    from desknote.resolve.note import Shelf

    return Shelf()


def forget() -> None:
    """Let go of what was kept from note to note: fonts must not outlive the libraries that drew them."""
    for kept in (_press, _glance, _shelf):
        kept.cache_clear()


def gather(task: Task) -> Gathered:
    """The note of ``task``, from what is kept of it or anew."""
    workspace = Workspace(task.root)
    kept = None if task.force else _recall(workspace, task)
    if kept is not None and (not shown(kept, task.drafts) or _whole(workspace, kept)):
        return Gathered(task.slug, kept)
    for _ in range(_TRIES):
        with reading.noting() as inputs:
            reading.note(freshness.CODE, _glance(workspace, task.run).code)
            one = _made(workspace, task, inputs)
        # Edited between the look at its state and its building: what was built is not what was looked at.
        if reading.CHANGED not in inputs.values():
            break
    return one


def _recall(workspace: Workspace, task: Task) -> Entry | None:
    """The entry kept of the note, if nothing that it depends on has changed."""
    try:
        data: dict[str, Any] = json.loads((folder_of(workspace, task.slug) / "entry.json").read_bytes())
        glance = _glance(workspace, task.run)
        marks = {name: (int(time), int(size)) for name, (time, size) in data["marks"].items()}
        if data["format"] != _FORMAT or not glance.holds(task.slug, data["inputs"], marks):
            return None
        return from_data(data["entry"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _whole(workspace: Workspace, entry: Entry) -> bool:
    """Whether what was built of the note is there as it was."""
    if entry.state == "withdrawn":
        return True
    folder = workspace.build_folder / entry.slug
    present = all(freshness.sha256(folder / o.name) == o.sha256 for o in entry.outputs)
    return present and bool(entry.outputs) and (folder_of(workspace, entry.slug) / "said.json").is_file()


def _made(workspace: Workspace, task: Task, inputs: Mapping[str, str]) -> Gathered:
    from desknote.release import placed
    from desknote.resolve import close

    slug = task.slug
    try:
        note, found = close(workspace, slug, shelf=_shelf())
        book = _book(workspace)
        if note is None:
            # A draft that is not whole yet keeps nobody from publishing.
            draft = not task.drafts and _is_draft(workspace, slug, book)
            return Gathered(slug, Entry(slug, "draft")) if draft else Gathered(slug, None, found)
        note, _, _ = placed(workspace, note, book=book)
    except Problems as problems:
        return Gathered(slug, None, problems.diagnostics)
    entry = Entry(slug, note.state)
    result: NoteResult | None = None
    if shown(entry, task.drafts):
        outputs: list[Output] = []
        if note.state != "withdrawn":
            result = _built(workspace, slug, task.force)
            if not result.ok:
                return Gathered(slug, None, result.diagnostics)
            outputs = _outputs(workspace, slug)
        pages = result.pages if result is not None else 0
        entry = entry_of(note, outputs, pages, _times(book, slug))
    _keep(workspace, note, entry, inputs)
    if result is None:
        return Gathered(slug, entry)
    built = not result.from_cache
    return Gathered(slug, entry, result.diagnostics, built, result.pages, result.seconds)


def _book(workspace: Workspace) -> Book:
    """The ledger. Raises Problems where it cannot be trusted: nothing would count as released."""
    from desknote.ledger import load

    with reading.unnoted():  # of the ledger only what it holds of a note
        book = load(workspace)
    if book.broken is not None:
        raise Problems([replace(book.broken, severity="error")])
    return book


def _is_draft(workspace: Workspace, slug: str, book: Book) -> bool:
    """Whether a note that cannot be closed says that it is a draft, or was never approved of."""
    from desknote.model.house import House
    from desknote.model.note import Note

    library = _shelf().library
    note = library.load(workspace, workspace.note_file(slug), Note)
    house = library.load(workspace, workspace.house_file, House).record
    wanted = note.record.state if note.record is not None else None
    if wanted in _DRAFTS:
        return True
    return house is not None and house.workflow is not None and not book.of.get(slug)


def _times(book: Book, slug: str) -> tuple[str, str, str]:
    """When the note was first released, last approved of, and withdrawn, as the ledger has it."""
    acts = book.of.get(slug, ())
    approved = [e.time for e in acts if e.act in ("approve", "release")] or [""]
    withdrawn = next((e.time for e in reversed(acts) if e.act == "withdraw"), "")
    return approved[0], approved[-1], withdrawn


def _built(workspace: Workspace, slug: str, force: bool) -> NoteResult:
    from desknote.build import build_note

    return build_note(workspace, slug, _targets(workspace, slug), force=force, press=_press(workspace.root))


def _targets(workspace: Workspace, slug: str) -> tuple[str, ...]:
    """PDF and web page, and whatever else the last build made: it is to stay in step with them."""
    from desknote.channels import registry

    names = {o.name for o in _outputs(workspace, slug)}
    others = [row.name for n in registry.names() if (row := registry.channel(n)) and _is_there(row, names)]
    return tuple(dict.fromkeys((*registry.STANDARD, *others)))


def _is_there(row: Channel, names: set[str]) -> bool:
    """Whether one of the channel's files is among ``names``."""
    return any(n == file or (file.endswith("/") and n.startswith(file)) for file in row.files for n in names)


def _outputs(workspace: Workspace, slug: str) -> list[Output]:
    """What the last build made, by its manifest."""
    try:
        data: Any = json.loads((workspace.build_folder / slug / "manifest.json").read_bytes())
        rows = data["outputs"].items()
        current = [(name, row) for name, row in rows if not row.get("outdated")]
        return [Output(name, row["sha256"], int(row["bytes"])) for name, row in current]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _keep(workspace: Workspace, note: ClosedNote, entry: Entry, inputs: Mapping[str, str]) -> None:
    """Keep the entry and the note's text for next time. A full disk costs time, nothing else."""
    folder = folder_of(workspace, entry.slug)
    with contextlib.suppress(OSError):
        if entry.title:
            page = (workspace.build_folder / entry.slug / "note.html").read_text("utf-8", "replace")
            write_atomically(folder / "shown.json", _shown(workspace, page).encode("utf-8", "replace"))
            write_atomically(folder / "said.json", json.dumps(said(note), ensure_ascii=False).encode())
        glance = freshness.Glance(workspace)
        if not glance.holds(entry.slug, inputs):  # edited meanwhile
            return
        marks = glance.marks(inputs)
        data = {"format": _FORMAT, "inputs": inputs, "marks": marks, "entry": to_data(entry)}
        write_atomically(folder / "entry.json", json.dumps(data, ensure_ascii=False).encode())


def text_of(workspace: Workspace, slug: str) -> tuple[str, ...]:
    """What the note says, for search; nothing where that was not kept."""
    try:
        data: Any = json.loads((folder_of(workspace, slug) / "said.json").read_bytes())
    except (OSError, ValueError):
        return ()
    return tuple(map(str, data))


def _shown(workspace: Workspace, page: str) -> str:
    """The characters that ``page`` sets in each face, as JSON. A house's own templates may set any in any."""
    own = workspace.templates_folder.is_dir() and workspace.templates_folder != packaged("templates")
    by_face = {} if own else characters_by_face(page)
    every = "" if by_face else characters_in(page)
    faces = [(sans, bold) for sans in (False, True) for bold in (False, True)]
    held = ["".join(map(chr, sorted(by_face[use]))) if use in by_face else every for use in faces]
    return json.dumps(held, ensure_ascii=False)


def shown_of(workspace: Workspace, slug: str) -> Mapping[Use, str]:
    """The characters that the note's page sets in each face; none where that was not kept."""
    try:
        held: Any = json.loads((folder_of(workspace, slug) / "shown.json").read_bytes())
        return {(bool(i & 2), bool(i & 1)): str(text) for i, text in enumerate(held)}
    except (OSError, ValueError, TypeError):
        return {}

"""One note through the whole pipeline: from its folder to the files in build/."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote import freshness, reading
from desknote.channels.make import Part, parts
from desknote.channels.registry import STANDARD
from desknote.characters import characters_of
from desknote.diagnostics import Diagnostic, Problems
from desknote.files import write_atomically
from desknote.manifest import MANIFEST, about, manifest
from desknote.outputs import faces_of, stop_on_errors
from desknote.records import dataclass
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.ledger import Standing
    from desknote.render.pdf import Press
    from desknote.resolve.note import Shelf
    from desknote.wardrobe import Wardrobe

_LOCK_SECONDS = 30


@dataclass(frozen=True, slots=True)
class NoteResult:
    """How the build of one note went. ``outputs`` are absolute; none where it has errors."""

    slug: str
    ok: bool
    outputs: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    seconds: float = 0.0
    from_cache: bool = False


def build_note(
    workspace: Workspace,
    slug: str,
    targets: tuple[str, ...] = STANDARD,
    out: Path | None = None,
    *,
    force: bool = False,
    release: bool = False,
    press: Press | None = None,
    shelf: Shelf | None = None,
    wardrobe: Wardrobe | None = None,
    jobs: int | None = None,
) -> NoteResult:
    """Build ``slug`` into ``out`` (``build/`` of the workspace if not given), a folder a note.

    Nothing is written unless the whole note is right: the last good outputs stay. ``press`` keeps
    fonts loaded from one note to the next, ``shelf`` content files and data, ``wardrobe`` prepared
    fonts; ``jobs`` is how many processes may draw exhibits. A note whose inputs are as they were is not
    built again, unless ``force``. With ``release`` a note that is not approved as it is is refused.
    """
    began = time.perf_counter()
    folder = (out or workspace.build_folder) / slug
    if release and (refused := _refused(workspace, slug, shelf)):
        return NoteResult(slug, False, (), refused, 0, time.perf_counter() - began)
    glance = freshness.Glance(workspace)
    kept = {} if force else {t: r for t in targets if (r := freshness.recall(glance, slug, folder, t))}
    if len(kept) == len(set(targets)):
        return _kept(glance, slug, folder, targets, kept, began)
    found: list[Diagnostic] = []
    try:
        with reading.noting() as inputs:
            reading.note(freshness.CODE, glance.code)
            note, standing = checked_note(workspace, slug, found, shelf)
            documents = _sources(workspace, note)
        stale = tuple(t for t in targets if t not in kept)
        made = parts(workspace, note, stale, documents, found, press, wardrobe, jobs)
        stop_on_errors(found)
        if folder.is_relative_to(workspace.root) and workspace.inside(folder) is None:
            raise Problems([Diagnostic("DN004", None, {"path": workspace.name(folder)})])
        with one_at_a_time(workspace, slug):
            after = freshness.Glance(workspace)
            said = about(note, standing, found)
            rows = [_put(after, slug, folder, part, {**inputs, **part.inputs}, said) for part in made]
            _write(folder / MANIFEST, manifest(after, slug, folder, said, rows))
    except Problems as problems:
        found += problems.diagnostics
        return NoteResult(slug, False, (), tuple(found), 0, time.perf_counter() - began)
    for record in kept.values():
        reading.note_all(record.inputs)
        found += [d for d in record.diagnostics if d not in found]
    files = {part.target: tuple(part.files) for part in made}
    files |= {target: tuple(record.outputs) for target, record in kept.items()}
    paths = [folder / name for target in dict.fromkeys(targets) for name in files[target]]
    counts = [*(part.pages for part in made), *(record.pages for record in kept.values())]
    seconds = time.perf_counter() - began
    return NoteResult(slug, True, (*paths, folder / MANIFEST), tuple(found), max(counts), seconds)


def kept_result(
    glance: freshness.Glance, slug: str, targets: tuple[str, ...], out: Path
) -> NoteResult | None:
    """The result of the last builds where all that ``targets`` name still holds."""
    began = time.perf_counter()
    kept: dict[str, freshness.Record] = {}
    for target in targets:
        if (record := freshness.recall(glance, slug, out / slug, target)) is None:
            return None
        kept[target] = record
    return _kept(glance, slug, out / slug, targets, kept, began)


def _kept(
    glance: freshness.Glance,
    slug: str,
    folder: Path,
    targets: tuple[str, ...],
    kept: Mapping[str, freshness.Record],
    began: float,
) -> NoteResult:
    records = [kept[target] for target in dict.fromkeys(targets)]
    for record in records:
        reading.note_all(record.inputs)
    if not (folder / MANIFEST).is_file():
        with contextlib.suppress(Problems), one_at_a_time(glance.workspace, slug):
            _write(folder / MANIFEST, manifest(glance, slug, folder, records[0].about))
    found: list[Diagnostic] = []
    for record in records:
        found += [d for d in record.diagnostics if d not in found]
    paths = (*(folder / name for record in records for name in record.outputs), folder / MANIFEST)
    pages = next((record.pages for record in records if record.pages), 0)
    return NoteResult(slug, True, paths, tuple(found), pages, time.perf_counter() - began, True)


def _put(
    after: freshness.Glance,
    slug: str,
    folder: Path,
    part: Part,
    inputs: Mapping[str, str],
    said: Mapping[str, Any],
) -> freshness.Record:
    """Write what came of a channel; remember it where its inputs are still what they were when read."""
    edited = not after.holds(slug, inputs)
    # Edited meanwhile, and another build was quicker with the new text: its files stay.
    if edited and (theirs := freshness.recall(after, slug, folder, part.target)) is not None:
        return theirs
    for name, content in part.files.items():
        _write(folder / name, content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in part.files.items()}
    marks = after.marks(inputs)
    record = freshness.Record(part.target, inputs, digests, part.pages, part.found, said, marks)
    if not edited:
        freshness.remember(after.workspace, slug, folder, record)
    return record


def _refused(workspace: Workspace, slug: str, shelf: Shelf | None) -> tuple[Diagnostic, ...]:
    """What is found where the note may not be released; nothing where it may."""
    found: list[Diagnostic] = []
    try:
        closed_note(workspace, slug, found, shelf, release=True)
    except Problems as problems:
        return (*found, *problems.diagnostics)
    return ()


@contextlib.contextmanager
def one_at_a_time(workspace: Workspace, slug: str) -> Iterator[None]:
    """Hold the note's lock: two builds at once never mix their files. The system frees it with a process."""
    from filelock import FileLock, Timeout

    path = workspace.cache_folder / "locks" / f"{slug}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        lock.acquire(timeout=_LOCK_SECONDS)
    except (
        OSError,
        Timeout,
    ):  # a folder without locks, or a holder that hangs: outputs are still whole files
        yield
        return
    try:
        yield
    finally:
        lock.release()


def check_note(
    workspace: Workspace, slug: str, jurisdictions: tuple[str, ...] = ()
) -> tuple[Diagnostic, ...]:
    """Everything that can be known about ``slug`` without drawing or rendering.

    ``jurisdictions`` are rule packs to try besides those of house and note.
    """
    found: list[Diagnostic] = []
    try:
        note, documents = closed_note(workspace, slug, found, jurisdictions=jurisdictions)
        faces_of(workspace, note, characters_of(note), documents, found)
    except Problems as problems:
        found += problems.diagnostics
    return tuple(found)


def closed_note(
    workspace: Workspace,
    slug: str,
    found: list[Diagnostic],
    shelf: Shelf | None = None,
    release: bool = False,
    jurisdictions: tuple[str, ...] = (),
) -> tuple[ClosedNote, Mapping[str, str]]:
    """The note as :func:`checked_note` gives it, and the text of its sources."""
    note, _ = checked_note(workspace, slug, found, shelf, release, jurisdictions)
    return note, _sources(workspace, note)


def checked_note(
    workspace: Workspace,
    slug: str,
    found: list[Diagnostic],
    shelf: Shelf | None = None,
    release: bool = False,
    jurisdictions: tuple[str, ...] = (),
) -> tuple[ClosedNote, Standing]:
    """The closed and checked note, and how it stands; what is wrong goes to ``found``.

    With ``release`` it is an error that the note is not approved as it is. ``jurisdictions`` are rule packs
    that apply besides those of house and note. Raises Problems, with nothing
    in it, where ``found`` holds errors.
    """
    from desknote.check import check
    from desknote.release import placed, without_waived
    from desknote.resolve import close

    note, diagnostics = close(workspace, slug, shelf=shelf, jurisdictions=jurisdictions)
    found += diagnostics
    if note is None:
        raise Problems(())
    note, standing, wrong = placed(workspace, note, release)
    found += wrong
    found += without_waived(check(note), standing.waivers)
    stop_on_errors(found)
    return note, standing


def _sources(workspace: Workspace, note: ClosedNote) -> dict[str, str]:
    """The text of the files that a note's characters may come from, the likeliest first."""
    people = [workspace.analysts_folder / f"{p.id}.yaml" for p in note.people]
    data = [workspace.root / file for file in note.data_files]
    files = [workspace.root / note.file, *people, *data, workspace.house_file, workspace.brand_file]
    texts = {}
    for path in dict.fromkeys(files):
        try:
            texts[workspace.name(path)] = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
    return texts


def _write(path: Path, content: bytes) -> None:
    try:
        write_atomically(path, content)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise Problems([Diagnostic("DN007", None, {"file": str(path), "reason": reason})]) from error

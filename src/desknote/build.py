"""One note through the whole pipeline: from its folder to the files in build/."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desknote import __version__, freshness
from desknote.channels.make import rendered
from desknote.channels.registry import STANDARD
from desknote.characters import characters_of
from desknote.diagnostics import Diagnostic, Problems
from desknote.files import write_atomically
from desknote.outputs import faces_of, stop_on_errors
from desknote.records import dataclass
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.render.pdf import Press
    from desknote.resolve.note import Shelf
    from desknote.wardrobe import Wardrobe

MANIFEST = "manifest.json"
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
    if not force and (kept := freshness.recall(workspace, slug, folder, targets)) is not None:
        paths = tuple(folder / name for name in kept.outputs)
        return NoteResult(slug, True, paths, kept.diagnostics, kept.pages, time.perf_counter() - began, True)
    before = freshness.inputs(workspace, slug)
    found: list[Diagnostic] = []
    try:
        note, documents = closed_note(workspace, slug, found, shelf)
        outputs, pages = rendered(workspace, note, targets, documents, found, press, wardrobe, jobs)
        stop_on_errors(found)
        manifest = _manifest(note, before, outputs, pages, found)
        if folder.is_relative_to(workspace.root) and workspace.inside(folder) is None:
            raise Problems([Diagnostic("DN004", None, {"path": workspace.name(folder)})])
        files = {**outputs, MANIFEST: manifest}
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        with one_at_a_time(workspace, slug):
            after = freshness.inputs(workspace, slug, note.data_files)
            edited = any(after.get(name) != digest for name, digest in before.items())
            # Edited meanwhile, and another build was quicker with the new text: its files stay.
            if not edited or freshness.recall(workspace, slug, folder, targets) is None:
                for name, content in files.items():
                    _write(folder / name, content)
            if not edited:
                record = freshness.Record(after, digests, pages, tuple(found))
                freshness.remember(workspace, slug, folder, targets, record)
    except Problems as problems:
        found += problems.diagnostics
        return NoteResult(slug, False, (), tuple(found), 0, time.perf_counter() - began)
    paths = tuple(folder / name for name in digests)
    return NoteResult(slug, True, paths, tuple(found), pages, time.perf_counter() - began)


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
    """The closed and checked note and the text of its sources; what is wrong goes to ``found``.

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
    return note, _sources(workspace, note)


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


def _manifest(
    note: ClosedNote,
    inputs: Mapping[str, str],
    outputs: Mapping[str, bytes],
    pages: int,
    found: list[Diagnostic],
) -> bytes:
    record = {
        "manifest": 1,
        "note": note.slug,
        "title": str(note.title),
        "kind": note.kind,
        "lang": note.lang,
        "date": note.date.isoformat(),
        "generator": f"desknote {__version__}",
        "pages": pages,
        "inputs": dict(sorted(inputs.items())),
        "outputs": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(outputs.items())
        },
        "warnings": sorted({d.code for d in found}),
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def _write(path: Path, content: bytes) -> None:
    try:
        write_atomically(path, content)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise Problems([Diagnostic("DN007", None, {"file": str(path), "reason": reason})]) from error

"""Whether what was built still holds: the inputs of a note by content, and the record of its last build."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desknote import __version__
from desknote.diagnostics import Diagnostic, Span
from desknote.files import today, write_atomically
from desknote.records import dataclass
from desknote.resources import packaged
from desknote.workspace import Workspace

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Record:
    """What a build left behind: inputs and outputs by name with their SHA-256, pages and warnings."""

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    pages: int
    diagnostics: tuple[Diagnostic, ...]


def sha256(path: Path) -> str:
    """The file's SHA-256 in hexadecimal; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))


def inputs(
    workspace: Workspace, slug: str, extra: Iterable[str] = (), shared: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Everything that may shape the note, by content: its folder, the house, the brand, the templates.

    ``extra`` names further workspace files that the note reads (data outside its folder). The tool's
    version and its own templates count as inputs, too. ``shared`` is what :func:`shared_inputs` gave,
    where many notes are asked about at once.
    """
    found = dict(shared if shared is not None else shared_inputs(workspace))
    paths = [*_files(workspace.note_file(slug).parent), *(workspace.root / name for name in extra)]
    for path in dict.fromkeys(paths):
        found[workspace.name(path)] = sha256(path)
    if acts := _acts(workspace, slug):
        found["<ledger>"] = acts
    return found


def shared_inputs(workspace: Workspace) -> dict[str, str]:
    """The inputs that all notes have in common."""
    found = {"desknote": __version__}
    paths = [*_files(workspace.analysts_folder), *_files(workspace.root / "assets"), workspace.house_file]
    paths += [workspace.coverage_file] if workspace.coverage_file.is_file() else []
    for path in (*paths, *_note_templates(workspace.templates_folder)):
        found[workspace.name(path)] = sha256(path)
    shipped = packaged("templates")
    if shipped != workspace.templates_folder:
        for path in _note_templates(shipped):
            found[f"<desknote>/{path.relative_to(shipped).as_posix()}"] = sha256(path)
    return found


def _note_templates(folder: Path) -> Iterator[Path]:
    """The templates of notes; those of the site shape no note."""
    return (p for p in _files(folder) if folder / "site" not in p.parents)


def _acts(workspace: Workspace, slug: str) -> str:
    """What the ledger holds of the note, as a digest; the day counts where something may have lapsed."""
    try:
        content = (workspace.root / "content" / "ledger.jsonl").read_bytes()
    except OSError:
        return ""
    mark = f'"note":"{slug}"'.encode()
    if mark not in content:
        return ""
    own = b"\n".join(line for line in content.split(b"\n") if mark in line)
    day = today().isoformat().encode() if b'"act":"waive"' in own else b""
    return hashlib.sha256(own + day).hexdigest()


def _store(workspace: Workspace, slug: str, out: Path, targets: tuple[str, ...]) -> Path:
    which = hashlib.sha256(f"{out}\0{','.join(targets)}".encode()).hexdigest()[:12]
    return workspace.cache_folder / "built" / slug / f"{which}.json"


def remember(workspace: Workspace, slug: str, out: Path, targets: tuple[str, ...], record: Record) -> None:
    """Keep ``record`` for the next build. A full disk costs a rebuild, not the build."""
    data = {"format": _FORMAT, **asdict(record)}
    with contextlib.suppress(OSError):
        write_atomically(
            _store(workspace, slug, out, targets), json.dumps(data, ensure_ascii=False, default=str).encode()
        )


def recall(workspace: Workspace, slug: str, out: Path, targets: tuple[str, ...]) -> Record | None:
    """The record of the last build, if every input and output is still as it was."""
    try:
        data: dict[str, Any] = json.loads(_store(workspace, slug, out, targets).read_bytes())
        if data["format"] != _FORMAT:
            return None
        record = Record(
            data["inputs"], data["outputs"], int(data["pages"]), tuple(map(_diagnostic, data["diagnostics"]))
        )
        extra = [n for n in record.inputs if not n.startswith("<") and n != "desknote"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if inputs(workspace, slug, extra) != record.inputs:
        return None
    if any(sha256(out / name) != digest for name, digest in record.outputs.items()):
        return None
    return record


def _diagnostic(data: dict[str, Any]) -> Diagnostic:
    span = Span(**data["span"]) if data["span"] else None
    return Diagnostic(data["code"], span, data["params"], data["suggestion"], data["severity"])

"""``desknote new``: a workspace with a first note or, inside a workspace, another note."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from desknote.cli.console import Console, shown_path
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic, Problems
from desknote.workspace import SLUG, Workspace, find

_FIRST = "first"
# Names that Windows keeps for itself; a workspace may be shared with it.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
_LONGEST = 80


def run(given: Given, console: Console) -> int:
    """Make what is asked for; nothing that exists is touched. Raises Problems (DN007, DN008, DN009)."""
    name = unicodedata.normalize("NFC", given.arguments[0])
    lang = given.text("lang") or ("zh-CN" if console.lang == "zh" else "en")
    choices = {"kind": given.text("kind", "industry"), "lang": lang, "title": given.text("title") or None}
    target = Path(os.path.abspath(name))  # noqa: PTH100 (what does not exist yet cannot be resolved)
    workspace = _enclosing(target)
    if workspace is None:
        return _workspace(target, name, choices, console)
    slug = _slug(workspace, name, target)
    folder = make_note(workspace, slug, choices, console)
    console.result(shown_path(folder / "note.yaml"))
    console.tell("made_note", path=shown_path(folder))
    _steps(console, slug, [(shown_path(folder / "note.yaml"), "next_edit")])
    return 0


def _enclosing(target: Path) -> Workspace | None:
    """The workspace that ``target`` would lie in."""
    here = next((p for p in target.parents if p.is_dir()), None)
    try:
        return find(here) if here is not None else None
    except Problems:
        return None


def _workspace(target: Path, name: str, choices: dict[str, Any], console: Console) -> int:
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in name) or not target.name:
        raise Problems([Diagnostic("DN009", None, {"name": name})])
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise Problems([Diagnostic("DN008", None, {"path": name})])
    from desknote.starter import workspace_files

    # Made beside its place and moved there whole: an interrupted run leaves no half of a workspace.
    scratch = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        _write(scratch, workspace_files())
        make_note(Workspace(scratch.resolve()), _FIRST, choices, console)
        if target.is_dir():
            target.rmdir()
        scratch.rename(target)
    except OSError as error:
        raise Problems([_unwritable(target, error)]) from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    console.result(shown_path(target))
    console.tell("made_workspace", path=shown_path(target), note=_FIRST)
    _steps(
        console,
        _FIRST,
        [(f"content/notes/{_FIRST}/note.yaml", "next_edit"), ("assets/brand.yml", "next_brand")],
        target,
    )
    return 0


def _slug(workspace: Workspace, name: str, target: Path) -> str:
    """The new note's name: a plain word, or a path directly in content/notes/."""
    plain = not {"/", os.sep, os.altsep} & set(name)
    slug = target.name
    fits = (
        (plain or target.parent == workspace.notes_folder)
        and SLUG.match(slug)
        and len(slug) <= _LONGEST
        and not slug.endswith(".")
        and slug.split(".")[0].lower() not in _DEVICES
    )
    if not fits:
        raise Problems([Diagnostic("DN009", None, {"name": name})])
    return slug


def make_note(workspace: Workspace, slug: str, choices: Mapping[str, Any], console: Console) -> Path:
    """Write a new note's folder, and the schemas that editors look for; the folder.

    Raises Problems (DN007, DN008).
    """
    from desknote.schema import write_schemas
    from desknote.starter import note_files

    folder = workspace.notes_folder / slug
    if folder.exists() or folder.is_symlink():
        raise Problems([Diagnostic("DN008", None, {"path": workspace.name(folder)})])
    files = note_files(
        cast(Any, choices["kind"]),
        cast(Any, choices["lang"]),
        slug=slug,
        date=dt.date.today(),
        analyst=_analyst(workspace),
        title=choices.get("title"),
    )
    scratch = folder.with_name(f".{slug}.{os.getpid()}.new")
    try:
        _write(scratch, files)
        scratch.rename(folder)
        write_schemas(workspace, console.lang)
    except OSError as error:
        raise Problems([_unwritable(folder, error)]) from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return folder


def _analyst(workspace: Workspace) -> str:
    folder = workspace.analysts_folder
    files = folder.glob("*.yaml") if folder.is_dir() else ()
    return next(iter(sorted(p.stem for p in files if not p.name.startswith("."))), "zhang-san")


def _write(root: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _unwritable(path: Path, error: OSError) -> Diagnostic:
    return Diagnostic("DN007", None, {"file": str(path), "reason": os.strerror(error.errno or 0)})


def _steps(console: Console, slug: str, rows: list[tuple[str, str]], folder: Path | None = None) -> None:
    """What to do next: the commands, then the files."""
    from desknote.report import width

    commands = [(f"desknote build {slug}", "next_build"), ("desknote check", "next_check")]
    lines = [(f"cd {_quoted(shown_path(folder))}", "")] if folder is not None else []
    lines += [(text, console.say(key, note=slug)) for text, key in (*commands, *rows)]
    room = max(width(text) for text, _ in lines) + 3
    console.tell("next")
    for text, what in lines:
        if not console.quiet:
            console.write(f"  {text}{' ' * (room - width(text)) if what else ''}{what}")


def _quoted(text: str) -> str:
    import shlex

    return text if all(c.isalnum() or c in "/._-" for c in text) else shlex.quote(text)

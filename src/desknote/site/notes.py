"""The pages of single notes: each made once, kept in the cache, and made again only when it changes."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desknote.files import write_atomically
from desknote.records import dataclass
from desknote.site.built import Apart, take_apart, together
from desknote.site.card import Card, png
from desknote.site.value import SiteFile, is_whole, kept, made


@dataclass(frozen=True, slots=True)
class Parts:
    """The site's own parts of a note's page, as HTML; ``home`` is an address."""

    head: str
    home: str
    before: str
    top: str
    after: str
    foot: str


@dataclass(frozen=True, slots=True)
class Task:
    """What there is to do for one note. ``parts`` is empty where its page is as it was, ``card`` where its
    picture is; ``store`` is the note's folder in the cache, ``shared`` that of files of many notes."""

    folder: str
    store: Path
    shared: Path
    html: Path
    key: str
    parts: Parts | None
    meta: bytes
    card_key: str
    card: Card | None


def finish(task: Task) -> None:
    """Do it. Raises OSError."""
    if task.card is not None:
        _keep(task.store / "card.json", task.card_key, {f"{task.folder}card.png": png(task.card)}, task)
    if task.parts is None:
        return
    up = "../" * task.folder.count("/")
    apart = take_apart(task.html.read_text("utf-8"), task.folder, up)
    page = f"{task.folder}index.html"
    files = {path: file.read() for path, file in apart.files.items()}
    files[f"{task.folder}meta.json"] = task.meta
    html = _scripts_and_sheet(apart, task.parts, up)
    _keep(task.store / "page.json", task.key, {**files, page: html.encode("utf-8", "surrogateescape")}, task)


def _scripts_and_sheet(apart: Apart, parts: Parts, up: str) -> str:
    own = f'<link rel="stylesheet" href="{up}{apart.style}">\n'
    html = together(apart, own + parts.head, parts.home, parts.before, parts.top, parts.after, parts.foot)
    scripts = "".join(f'<script src="{up}{path}"></script>\n' for path in apart.scripts)
    return html.replace("</body>", f"{scripts}</body>", 1) if scripts else html


def _keep(record: Path, key: str, files: Mapping[str, bytes], task: Task) -> None:
    """Put ``files`` into the cache, and then the record that says so: the note's own ones beside it."""
    rows: dict[str, _Row] = {}
    for path, content in files.items():
        file = made(path, content)
        own = path.startswith(task.folder)
        name = path.rpartition("/")[2]
        place = (task.store if own else task.shared) / name
        if own or not place.is_file() or place.stat().st_size != file.size:
            write_atomically(place, content)
        rows[path] = (name, file.sha256, file.size, not own, own)
    write_atomically(record, json.dumps({"key": key, "files": rows}).encode())


_Row = tuple[str, str, int, bool, bool]
"""Of a file that is kept: its name, digest and size, whether its name stands for its content, and whether
it lies beside its record. Names alone, so that a cache may be carried to another place."""


def recall(record: Path, key: str, shared: Path) -> dict[str, SiteFile] | None:
    """The files kept under ``key``; nothing where they are not there any more, or others."""
    try:
        data: Any = json.loads(record.read_bytes())
        if data["key"] != key:
            return None
        files = {}
        for path, (name, sha256, size, fixed, own) in data["files"].items():
            place = (record.parent if own else shared) / Path(name).name
            if not is_whole(place, sha256, size):
                return None
            files[path] = kept(path, place, sha256, size, fixed)
        return files
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def store(record: Path, key: str, data: Any, files: Mapping[str, SiteFile], shared: Path) -> None:
    """Keep ``files`` and ``data`` under ``key``. A full disk costs time, nothing else."""
    with contextlib.suppress(OSError):
        rows: dict[str, _Row] = {}
        for path, file in files.items():
            name = path.rpartition("/")[2]
            place = shared / name
            if not place.is_file() or place.stat().st_size != file.size:
                write_atomically(place, file.read())
            rows[path] = (name, file.sha256, file.size, file.fixed, False)
        write_atomically(record, json.dumps({"key": key, "files": rows, "data": data}).encode())

"""Workspaces to test with, and notes built in them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from desknote.build import NoteResult, build_note
from desknote.closed import ClosedNote
from desknote.resolve import close
from desknote.workspace import Workspace
from e2e.printed import Printed

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = tuple(sorted(p.parent.name for p in (ROOT / "content" / "notes").glob("*/note.yaml")))
House = Callable[..., Workspace]


@dataclass(frozen=True)
class Built:
    """A note, its files and what it should say."""

    workspace: Workspace
    slug: str

    @property
    def pdf(self) -> Path:
        return self.workspace.build_folder / self.slug / "note.pdf"

    @property
    def html(self) -> Path:
        return self.workspace.build_folder / self.slug / "note.html"

    @cached_property
    def note(self) -> ClosedNote:
        note, _ = close(self.workspace, self.slug)
        assert note is not None
        return note

    @cached_property
    def printed(self) -> Printed:
        return _read(self.pdf, self.pdf.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, _: int) -> Printed:
    return Printed(path)


def command(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    env = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT / "src"), **environment}
    line = [sys.executable, "-m", "desknote.cli", *words]
    return subprocess.run(line, cwd=cwd, env=env, capture_output=True, text=True, timeout=300)


def without(text: str, *keys: str) -> str:
    """YAML without some keys at its top."""
    return re.sub(rf"(?ms)^(?:{'|'.join(keys)}):.*?(?=^[^\s#-]|\Z)", "", text)


def furnish(
    root: Path, notes: Mapping[str, str | None] | None = None, font_cache: Path | None = None
) -> Workspace:
    """The repository's own house at ``root``; ``notes`` are texts by slug (None: the sample's folder).

    Where other notes than the samples are asked for, the house has no rule packs and no approval: their
    pages are looked at, not what may be published. Fonts are kept in ``font_cache``, so that those of an
    earlier note serve again.
    """
    shutil.copytree(ROOT / "assets", root / "assets")
    for name in ("house.yaml", "analysts", "coverage.yaml", "ledger.jsonl"):
        source, target = ROOT / "content" / name, root / "content" / name
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    if not notes or any(text is not None for text in notes.values()):
        house = root / "content" / "house.yaml"
        house.write_text(without(house.read_text("utf-8"), "jurisdictions", "workflow"), "utf-8")
        (root / "content" / "ledger.jsonl").unlink(missing_ok=True)
    for slug, text in (notes or {}).items():
        folder = root / "content" / "notes" / slug
        if text is None:
            shutil.copytree(ROOT / "content" / "notes" / slug, folder)
        else:
            folder.mkdir(parents=True)
            (folder / "note.yaml").write_text(text, "utf-8")
    workspace = Workspace(root.resolve())
    if font_cache is not None:
        workspace.cache_folder.mkdir(parents=True)
        (workspace.cache_folder / "fonts").symlink_to(font_cache, target_is_directory=True)
    return workspace


def build(workspace: Workspace, slug: str, **options: object) -> Built:
    """Build a note that should build."""
    result: NoteResult = build_note(workspace, slug, **options)  # type: ignore[arg-type]
    assert result.ok, [(d.code, d.span, dict(d.params)) for d in result.diagnostics]
    return Built(workspace, slug)

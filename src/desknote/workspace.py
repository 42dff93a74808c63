"""The workspace: its root, its notes and files, and paths that may not leave it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType

from desknote import reading
from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.files import NotAFile, read_file
from desknote.patterns import regex
from desknote.records import dataclass

MARKER = Path("assets") / "brand.yml"
SLUG = regex(r"^[^\W_][\w.-]*$")
_KINDS = {
    stat.S_IFDIR: ("a folder", "文件夹"),
    stat.S_IFIFO: ("a named pipe", "命名管道"),
    stat.S_IFSOCK: ("a socket", "套接字"),
    stat.S_IFCHR: ("a device", "设备"),
    stat.S_IFBLK: ("a device", "设备"),
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with ``assets/brand.yml``. ``root`` is absolute and resolved.

    ``unsaved`` holds the contents of files that stand in for what is on disk, by resolved path: an
    editor's open buffers, or a mend that is being tried.
    """

    root: Path
    unsaved: Mapping[Path, bytes] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )

    @property
    def brand_file(self) -> Path:
        return self.root / MARKER

    @property
    def house_file(self) -> Path:
        return self.root / "content" / "house.yaml"

    @property
    def coverage_file(self) -> Path:
        return self.root / "content" / "coverage.yaml"

    @property
    def site_file(self) -> Path:
        return self.root / "content" / "site.yaml"

    @property
    def analysts_folder(self) -> Path:
        return self.root / "content" / "analysts"

    @property
    def analyst_files(self) -> tuple[Path, ...]:
        """The analysts' files, in order."""
        folder = self.analysts_folder
        paths = (folder / name for name in self.names_in(folder) or ())
        return tuple(path for path in paths if path.suffix == ".yaml")

    @property
    def register_files(self) -> tuple[Path, ...]:
        """All the files that the register of companies follows from."""
        return (self.coverage_file, self.house_file, *self.analyst_files)

    @property
    def notes_folder(self) -> Path:
        return self.root / "content" / "notes"

    @property
    def templates_folder(self) -> Path:
        return self.root / "templates"

    @property
    def build_folder(self) -> Path:
        return self.root / "build"

    @property
    def cache_folder(self) -> Path:
        return self.root / ".desknote" / "cache"

    def name(self, path: Path) -> str:
        """``path`` as diagnostics write it: POSIX, relative to the root where it lies inside."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def inside(self, path: Path) -> Path | None:
        """``path`` with its links followed, or nothing where that leaves the workspace."""
        try:
            real = path.resolve()
        except (OSError, ValueError, RuntimeError):
            return None
        return real if real.is_relative_to(self.root) else None

    def slugs(self) -> tuple[str, ...]:
        """The notes there are, by name; also those whose note.yaml is no file, so that it can be told of."""
        folder = self.notes_folder
        names = self.names_in(folder) or ()
        return tuple(n for n in names if SLUG.match(n) and os.path.lexists(folder / n / "note.yaml"))

    def names_in(self, folder: Path) -> tuple[str, ...] | None:
        """The names in a folder of the workspace, in order; None where there is no folder.

        Raises Problems (DN003) where it may not be looked into.
        """
        try:
            return tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else None
        except OSError as error:
            raise Problems([unreadable(folder, self.name(folder), error)]) from error

    @property
    def ledger_file(self) -> Path:
        return self.root / "content" / "ledger.jsonl"

    def note_file(self, slug: str) -> Path:
        return self.notes_folder / slug / "note.yaml"


def find(start: Path) -> Workspace:
    """The workspace that ``start`` lies in. Raises Problems (DN001) where there is none."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if os.path.lexists(folder / MARKER):
            return Workspace(folder)
    raise Problems([Diagnostic("DN001", None, {"path": str(start)})])


def select(workspace: Workspace, names: tuple[str, ...], base: Path) -> tuple[str, ...]:
    """The slugs that ``names`` (slugs, folders or files; none means all) stand for, in order.

    Raises Problems (DN002) that lists every name which stands for no note.
    """
    known = workspace.slugs()
    if not names:
        return known
    chosen: list[str] = []
    wrong: list[Diagnostic] = []
    from desknote.diagnostics import suggest

    for name in names:
        slug = name if name in known else _slug_of(workspace, base / name)
        if slug in known:
            chosen.append(slug)
        else:
            wrong.append(
                Diagnostic(
                    "DN002", None, {"name": name, "choices": ", ".join(known) or "—"}, suggest(name, known)
                )
            )
    if wrong:
        raise Problems(wrong)
    return tuple(dict.fromkeys(chosen))


def _slug_of(workspace: Workspace, path: Path) -> str:
    try:
        relative = path.resolve().relative_to(workspace.notes_folder)
    except (OSError, ValueError, RuntimeError):
        return ""
    return relative.parts[0] if relative.parts else ""


def read(workspace: Workspace, path: Path, span: Span | None = None) -> bytes:
    """The bytes of a workspace file. Raises Problems (DN003, DN004, DN005, DN011)."""
    name = workspace.name(path)
    real = workspace.inside(path)
    if real is None:
        raise Problems([Diagnostic("DN004", span, {"path": name})])
    if real in workspace.unsaved:
        return workspace.unsaved[real]
    try:
        content = read_file(real)
    except FileNotFoundError:
        reading.note_file(name, None)
        raise Problems([Diagnostic("DN005", span, {"file": name})]) from None
    except OSError as error:
        raise Problems([unreadable(real, name, error, span)]) from None
    reading.note_file(name, content)
    return content


def unreadable(path: Path, name: str, error: OSError, span: Span | None = None) -> Diagnostic:
    """That the file ``name`` at ``path`` cannot be read (DN003), or is no file (DN011)."""
    if not isinstance(error, NotAFile):
        return Diagnostic("DN003", span, {"file": name, "reason": error.strerror or str(error)})
    what, what_zh = "something else", "其他对象"
    with contextlib.suppress(OSError):
        what, what_zh = _KINDS.get(stat.S_IFMT(path.stat().st_mode), (what, what_zh))
    return Diagnostic("DN011", span, {"file": name, "what": what, "what_zh": what_zh})

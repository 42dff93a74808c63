"""From what was written on the command line to two editions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from desknote.diagnostics import Diagnostic, Problems
from desknote.editions.carried import edition_in
from desknote.editions.closing import edition_of
from desknote.editions.edition import Edition
from desknote.editions.git import Repository, Revision, repository
from desknote.editions.public import public
from desknote.editions.revisions import Broken, edition_at, root_of, slug_choices
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.workspace import Workspace, find, select

_RANGE = regex(r"(?P<old>.*?)(?P<dots>\.{2,3})(?P<new>.*)")
HEAD = "HEAD"


@dataclass(frozen=True, slots=True)
class Named:
    """An edition and what it is called. ``kind``: ``note``, ``revision`` or ``pdf``.

    ``found`` is what is wrong with its sources; ``sources`` gives the texts that the findings point into.
    """

    edition: Edition
    kind: str
    label: str
    date: str = ""
    """Of the commit, where it is a revision's."""
    found: tuple[Diagnostic, ...] = ()
    sources: Callable[[str], str | None] = lambda _: None


class Unread(Problems):
    """A note that cannot be closed, with the texts that its diagnostics point into."""

    def __init__(self, problems: Problems, sources: Callable[[str], str | None]) -> None:
        super().__init__(problems.diagnostics)
        self.sources = sources


def editions(words: Sequence[str], revisions: str, here: Path) -> tuple[Named, Named]:
    """The old and the new edition that ``words`` and ``--rev`` name, as written in the folder ``here``.

    One word alone is a note, compared with its last commit, or an old edition, compared with its note as
    it is now. Raises Problems.
    """
    pair = _pair(_Desk(here), words, revisions)
    if any(one.kind == "pdf" for one in pair):  # a PDF does not know what stayed on the desk
        old, new = (replace(one, edition=public(one.edition)) for one in pair)
        return old, new
    return pair


def _pair(desk: _Desk, words: Sequence[str], revisions: str) -> tuple[Named, Named]:
    if (
        not revisions
        and len(words) == 2
        and desk.is_range(words[0])
        and desk.stands_for(words[1]) != "revision"
    ):
        revisions, words = words[0], words[1:]
    if revisions:
        return desk.between(revisions, words[0])
    if len(words) == 1 and desk.stands_for(words[0]) == "note":
        return desk.between(HEAD, words[0])
    old = desk.named(words[0])
    return old, desk.named(words[1] if len(words) > 1 else old.edition.slug)


class _Desk:
    """Where the command runs: its folder, and the workspace and repository around it, if any."""

    def __init__(self, here: Path) -> None:
        self.here = here
        self._repository: Repository | None = None

    # --- what is meant

    def stands_for(self, word: str) -> str:
        """``pdf``, ``note``, ``revision`` (of a note) or nothing."""
        path = self.here / word
        if path.suffix.lower() == ".pdf" and (path.is_file() or ":" not in word):
            return "pdf"
        if self._slug(word) is not None:
            return "note"
        return "revision" if ":" in word else ""

    def is_range(self, word: str) -> bool:
        """Whether ``word`` is a revision or two: what ``--rev`` takes."""
        if self.stands_for(word):
            return False
        try:
            return all(self._revision(name) is not None for name in self._ends(word) if name)
        except Problems:
            return False

    def _slug(self, word: str) -> tuple[Workspace, str] | None:
        """The workspace and the note that ``word`` names."""
        path = self.here / word
        for start in (path if path.is_dir() else path.parent, self.here):
            try:
                workspace = find(start)
                return workspace, select(workspace, (word,), self.here)[0]
            except (Problems, OSError):
                continue
        return None

    def _workspace(self) -> Workspace | None:
        try:
            return find(self.here)
        except Problems:
            return None

    def _git(self) -> Repository:
        if self._repository is None:
            self._repository = repository(self.here)
        return self._repository

    def _revision(self, name: str) -> Revision | None:
        return self._git().revision(name)

    def _ends(self, written: str) -> tuple[str, str]:
        """The two revisions of ``A..B`` or ``A...B``; the second is empty where it is the note as it is."""
        match = _RANGE.fullmatch(written)
        if match is None:
            return written, ""
        old, new = match["old"] or HEAD, match["new"] or HEAD
        if match["dots"] == "...":
            old = self._git().base(old, new) or old
        return old, new

    # --- editions

    def between(self, revisions: str, note: str) -> tuple[Named, Named]:
        """The editions of ``note`` at the ends of ``A..B``, or at ``A`` and now."""
        old, new = self._ends(revisions)
        written = self._written(note)
        before = self._at(old, *written)
        return before, self._at(new, *written) if new else self._now(note)

    def named(self, word: str) -> Named:
        """The edition that ``word`` names. Raises Problems."""
        kind = self.stands_for(word)
        if kind == "pdf":
            return Named(edition_in(self.here / word), "pdf", Path(word).name)
        if kind == "note":
            return self._now(word)
        if kind == "revision":
            name, _, path = word.partition(":")
            if path.startswith("."):
                path = self._from_top((self.here / path).resolve())
            return self._somewhere(name, path)
        raise self._nothing(word)

    def _somewhere(self, name: str, path: str) -> Named:
        """The note at ``path`` in the revision ``name``: from the top as git has it, or the workspace."""
        told = root_of(path)
        if told is not None and told != self._root():
            try:
                return self._at(name, told, path)
            except Problems as problems:
                if (
                    told
                    or isinstance(problems, Unread)
                    or [d.code for d in problems.diagnostics] != ["DN821"]
                ):
                    raise
        return self._at(name, self._root(), path)

    def _nothing(self, word: str) -> Problems:
        workspace = self._workspace()
        choices = ", ".join(workspace.slugs()[:20]) if workspace else ""
        return Problems([Diagnostic("DN820", None, {"name": word, "choices": choices or "—"})])

    def _now(self, word: str) -> Named:
        """The note as it is in the workspace."""
        there = self._slug(word)
        if there is None:
            raise self._nothing(word)
        workspace, slug = there
        said, found = edition_of(workspace, slug)
        if said is None:
            raise Unread(Problems(found), _texts(workspace))
        return Named(said, "note", slug, "", found, _texts(workspace))

    def _at(self, name: str, root: str, note: str) -> Named:
        """The note in the revision ``name``."""
        revision = self._revision(name)
        if revision is None:
            raise Problems([Diagnostic("DN822", None, {"reason": f"unknown revision '{name}'"})])
        try:
            said, found, sources = edition_at(revision, root, note)
        except Broken as broken:
            raise Unread(broken, broken.sources.get) from broken
        return Named(said, "revision", revision.label, revision.date, found, sources.get)

    def _written(self, note: str) -> tuple[str, str]:
        """The workspace's folder from the top of the repository, and the note's name there."""
        there = self._slug(note)
        if there is not None:
            return self._from_top(there[0].root), there[1]
        path = self._from_top((self.here / note).resolve())
        root = root_of(path)  # a note that is no longer there
        return (root, slug_choices(path, root)[-1]) if root is not None else (self._root(), note)

    def _root(self) -> str:
        workspace = self._workspace()
        return self._from_top(workspace.root) if workspace else ""

    def _from_top(self, path: Path) -> str:
        try:
            inside = path.relative_to(self._git().top.resolve()).as_posix()
        except ValueError:
            return ""
        return "" if inside == "." else inside


def _texts(workspace: Workspace) -> Callable[[str], str | None]:
    def text(name: str) -> str | None:
        path = workspace.inside(workspace.root / name)
        try:
            return path.read_text("utf-8-sig") if path is not None else None
        except (OSError, UnicodeDecodeError):
            return None

    return text

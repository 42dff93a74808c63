"""Files of a git revision, read from the objects that are on this machine.

git is asked for its trees and blobs only: nothing is checked out, no hook, filter or monitor runs, and no
promised or LFS object is fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from desknote.diagnostics import Diagnostic, Problems
from desknote.patterns import regex
from desknote.records import dataclass

_SECONDS = 120
_MOST = 50_000
"""Files taken from one revision."""
LARGEST = 400_000_000
"""Bytes taken from one revision."""
_POINTER = regex(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a repository: ``tree`` is the object that holds its files; empty for the index."""

    repository: Repository
    name: str
    tree: str
    commit: str = ""
    date: str = ""

    @property
    def label(self) -> str:
        """The revision as people know it: its name and the commit that it stands for."""
        if not self.commit:
            return self.name or ":"
        short = self.commit[:8]
        return short if self.commit.startswith(self.name) else f"{self.name} ({short})"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a revision: its path from the top of the repository, its object, and its size where known."""

    path: str
    blob: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a folder lies in. ``top`` is its work tree's root."""

    top: Path

    def revision(self, name: str) -> Revision | None:
        """The revision ``name`` (the index where it is empty); nothing where git knows none."""
        if not name:
            return Revision(self, "", "")
        tree = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{tree}}")
        if tree is None:
            return None
        commit = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if commit is None:
            return Revision(self, name, tree.strip())
        date = self._ask("show", "-s", "--no-show-signature", "--format=%cs", commit.strip()) or ""
        return Revision(self, name, tree.strip(), commit.strip(), date.strip())

    def base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two revisions, as ``A...B`` begins from."""
        found = self._ask("merge-base", "--end-of-options", one, other)
        return found.strip() if found else None

    def files(self, revision: Revision, folder: str) -> Iterator[Entry]:
        """The files under ``folder``, a path from the top (empty: all). Links and submodules are none.

        Raises Problems (DN822).
        """
        if revision.tree:
            path = [folder + "/"] if folder else []
            listed = self._run("ls-tree", "-r", "-l", "-z", "--full-tree", revision.tree, *path)
        else:
            spec = ["--", f":(top,literal){folder}"] if folder else []
            listed = self._run("ls-files", "-s", "-z", "--full-name", *spec)
        for row in listed.decode("utf-8", "replace").split("\0")[:_MOST]:
            head, _, name = row.partition("\t")
            if not name:
                continue
            if revision.tree:
                mode, _, blob, size = head.split()
            else:
                mode, blob, stage = head.split()
                size = "0" if stage == "0" else "-"  # not while a merge is under way
            parts = PurePosixPath(name).parts
            if mode in ("100644", "100755") and size.isdecimal() and not {"..", ".git", "/"} & set(parts):
                yield Entry(name, blob, int(size))

    def read(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """The content of files. Raises Problems (DN822, DN828)."""
        wanted = list(entries)
        if not wanted:
            return
        if sum(entry.size for entry in wanted) > LARGEST:
            raise Problems([_says(f"the revision holds more than {LARGEST // 1_000_000} MB of data")])
        asked = "".join(f"{entry.blob}\n" for entry in wanted).encode()
        told = self._run("cat-file", "--batch", given=asked)
        at = 0
        for entry in wanted:
            end = told.index(b"\n", at)
            head = told[at:end].split()
            if len(head) != 3:  # the object is missing: a partial clone
                raise Problems([_says(f"{entry.path}: {told[at:end].decode('utf-8', 'replace')}")])
            size = int(head[2])
            content = told[end + 1 : end + 1 + size]
            at = end + 2 + size
            yield entry, self._large(entry, content)

    def _large(self, entry: Entry, content: bytes) -> bytes:
        """The file that a pointer of git LFS stands for, where it is on this machine."""
        pointer = _POINTER.match(content) if len(content) < 1024 else None
        if pointer is None:
            return content
        oid = pointer[1].decode()
        store = self._ask("rev-parse", "--git-common-dir")
        if store:
            path = (self.top / store.strip()) / "lfs" / "objects" / oid[:2] / oid[2:4] / oid
            if path.is_file():
                return path.read_bytes()
        raise Problems([Diagnostic("DN828", None, {"file": entry.path})])

    def _ask(self, *words: str) -> str | None:
        """What git answers; nothing where it has no answer."""
        done = _git(self.top, words)
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None

    def _run(self, *words: str, given: bytes = b"") -> bytes:
        done = _git(self.top, words, given)
        if done.returncode:
            raise Problems([_says(done.stderr.decode("utf-8", "replace"))])
        return done.stdout


def repository(folder: Path) -> Repository:
    """The repository that ``folder`` lies in. Raises Problems (DN822, DN823)."""
    done = _git(folder, ("rev-parse", "--show-toplevel"))
    if done.returncode:
        raise Problems([_says(done.stderr.decode("utf-8", "replace"))])
    return Repository(Path(done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")))


def _git(folder: Path, words: Iterable[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise Problems([Diagnostic("DN823", None, {})])
    # A hook's or another repository's settings in the environment are not meant for this question.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    environment |= {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C.UTF-8",
    }
    calm = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "protocol.allow=never")
    try:
        return subprocess.run(
            [program, "--no-pager", *calm, *words],
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Problems([_says(str(error))]) from error


def _says(reason: str) -> Diagnostic:
    text = " ".join(reason.removeprefix("fatal: ").split())
    en = zh = ""
    if "dubious ownership" in text:
        en = "if you trust the folder: git config --global --add safe.directory FOLDER"
        zh = "如信任该目录，请运行：git config --global --add safe.directory 目录"
    return Diagnostic("DN822", None, {"reason": text[:300], "hint_en": en, "hint_zh": zh})

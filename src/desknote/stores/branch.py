"""A branch of the repository as a place for a site, as GitHub Pages and others serve one."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from desknote.diagnostics import Diagnostic, Problems
from desknote.records import dataclass
from desknote.site.value import Site
from desknote.stores.plan import Plan

SCHEME = "branch://"
PREVIEWS = "previews/"
"""Everything below is kept when the site itself is replaced, and nothing else is."""
_SERVED = ".nojekyll"
"""With this file those whose names begin with _ are served, too."""
_TRIES = 3
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Branch:
    """``branch://NAME`` is the site itself, ``branch://NAME/previews/X`` a preview beside it."""

    repository: Path
    name: str
    folder: str = ""
    remote: str = "origin"

    @property
    def url(self) -> str:
        """As the user wrote it."""
        return f"{SCHEME}{self.name}/{self.folder}".rstrip("/")


def is_branch(text: str) -> bool:
    """Whether ``text`` names a branch."""
    return text.lower().startswith(SCHEME)


def open_branch(url: str, repository: Path) -> Branch:
    """The branch that ``url`` names. Raises Problems (DN860) for one that cannot be."""
    name, _, folder = url[len(SCHEME) :].strip("/").partition("/")
    branch = Branch(repository, name, folder.strip("/"))
    parts = branch.folder.split("/") if branch.folder else []
    odd = any(part in ("", ".", "..", ".git") for part in parts) or parts[:1] not in ([], ["previews"])
    if not name or name.startswith("-") or odd or len(parts) == 1:
        raise _failed(branch, f"a branch is written {SCHEME}gh-pages or {SCHEME}gh-pages/{PREVIEWS}NAME")
    _git(branch, "check-ref-format", f"refs/heads/{name}")
    return branch


def deliver_to_branch(branch: Branch, site: Site | None, message: str) -> Plan:
    """Commit ``site`` to the branch and push it; no site takes a preview away. Returns what changed.

    The work tree, the index and the checked-out branch are left alone. A push that another one came before
    is tried again on top of it. Raises Problems (DN860; DN865: drafts would be the site itself).
    """
    rows = _rows(branch, site)
    for _ in range(_TRIES):
        parent = _fetched(branch)
        tree, steps = _tree(branch, parent, rows), _steps(branch, parent, rows)
        if parent and tree == _git(branch, "rev-parse", f"{parent}^{{tree}}").strip():
            return steps
        words = ["commit-tree", tree, "-m", message, *(["-p", parent] if parent else [])]
        commit = _git(branch, *words).strip()
        done = _run(branch, "push", "--no-verify", branch.remote, f"{commit}:refs/heads/{branch.name}")
        if done.returncode == 0:
            return steps
    raise _failed(branch, done.stderr.decode(errors="replace"))


def foreseen_on_branch(branch: Branch, site: Site | None) -> Plan:
    """What a delivery would do now; nothing is pushed. Raises Problems as :func:`deliver_to_branch` does."""
    rows = _rows(branch, site)
    return _steps(branch, _fetched(branch), rows)


def _steps(branch: Branch, parent: str, rows: Mapping[str, str]) -> Plan:
    prefix = f"{branch.folder}/" if branch.folder else ""
    there = {}
    for row in _listed(branch, parent) if parent else ():
        if _is_own(branch, row[1]):
            there[row[1].removeprefix(prefix)] = row[0].split(" ")[2]
    put = tuple(path for path, digest in rows.items() if there.get(path) != digest)
    gone = tuple(sorted(there.keys() - rows.keys() - {_SERVED}))
    return Plan(put, gone, {}, len(rows) - len(put))


def _rows(branch: Branch, site: Site | None) -> dict[str, str]:
    if site is not None and site.drafts and not branch.folder:
        raise Problems([Diagnostic("DN865", None, {"url": branch.url})])
    return {path: _object(branch, file.read()) for path, file in site.files.items()} if site else {}


def _fetched(branch: Branch) -> str:
    """The commit that the remote's branch is at; empty where there is no such branch."""
    there = _git(branch, "ls-remote", branch.remote, f"refs/heads/{branch.name}").split()
    if not there:
        return ""
    _git(branch, "fetch", "--no-tags", "--depth", "1", branch.remote, f"refs/heads/{branch.name}")
    return there[0]


def _tree(branch: Branch, parent: str, rows: Mapping[str, str]) -> str:
    """The tree of what stays and what is new."""
    kept = list(_kept(branch, parent)) if parent else []
    prefix = f"{branch.folder}/" if branch.folder else ""
    new = [f"100644 {digest}\t{prefix}{path}" for path, digest in rows.items()]
    if not branch.folder:
        new.append(f"100644 {_object(branch, b'')}\t{_SERVED}")
    with tempfile.TemporaryDirectory() as scratch:
        index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
        text = "\0".join((*kept, *new, "")).encode()
        _git(branch, "update-index", "-z", "--index-info", stdin=text, environ=index)
        return _git(branch, "write-tree", environ=index).strip()


def _kept(branch: Branch, parent: str) -> Iterable[str]:
    for head, path in _listed(branch, parent):
        if not _is_own(branch, path):
            mode, _, digest = head.split(" ")
            yield f"{mode} {digest}\t{path}"


def _listed(branch: Branch, parent: str) -> Iterable[tuple[str, str]]:
    """Mode, kind and digest of each file of a commit, and its path."""
    for row in _git(branch, "ls-tree", "-r", "-z", parent).split("\0"):
        if row:
            head, _, path = row.partition("\t")
            yield head, path


def _is_own(branch: Branch, path: str) -> bool:
    """Whether a file is replaced with the site."""
    return path.startswith(f"{branch.folder}/") if branch.folder else not path.startswith(PREVIEWS)


def _object(branch: Branch, content: bytes) -> str:
    return _git(branch, "hash-object", "-w", "--stdin", stdin=content).strip()


def _git(branch: Branch, *words: str, stdin: bytes = b"", environ: Mapping[str, str] | None = None) -> str:
    done = _run(branch, *words, stdin=stdin, environ=environ)
    if done.returncode:
        raise _failed(branch, done.stderr.decode(errors="replace"))
    return done.stdout.decode(errors="surrogateescape")


def _run(
    branch: Branch, *words: str, stdin: bytes = b"", environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    who = {"GIT_TERMINAL_PROMPT": "0"}
    for role in ("AUTHOR", "COMMITTER"):
        who[f"GIT_{role}_NAME"] = os.environ.get(f"GIT_{role}_NAME", "desknote")
        who[f"GIT_{role}_EMAIL"] = os.environ.get(f"GIT_{role}_EMAIL", "desknote@localhost")
    line = ["git", "-c", f"core.hooksPath={os.devnull}", *words]
    env = {**os.environ, **who, **(environ or {})}
    try:
        return subprocess.run(
            line,
            cwd=branch.repository,
            env=env,
            input=stdin,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(branch, str(error)) from error


def _failed(branch: Branch, reason: str) -> Problems:
    return Problems(
        [Diagnostic("DN860", None, {"url": branch.url, "reason": " ".join(reason.split())[:300]})]
    )

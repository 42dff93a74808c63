"""A site on a branch, previews beside it, as hosts of pages serve them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from desknote.diagnostics import Problems
from desknote.site.value import Site, made
from desknote.stores.branch import deliver_to_branch, foreseen_on_branch, open_branch


def git(*words: str, cwd: Path) -> str:
    line = ["git", "-c", "user.name=desk", "-c", "user.email=desk@example.com", *words]
    return subprocess.run(line, cwd=cwd, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a repository with one commit."""
    git("init", "-q", "--bare", "-b", "main", "origin.git", cwd=tmp_path)
    git("clone", "-q", "origin.git", "desk", cwd=tmp_path)
    desk = tmp_path / "desk"
    (desk / "a.txt").write_text("a")
    git("add", "a.txt", cwd=desk)
    git("commit", "-qm", "a", cwd=desk)
    git("push", "-q", "origin", "HEAD:main", cwd=desk)
    return desk


def site(**texts: str) -> Site:
    return Site({name.replace("_", "."): made(name, text.encode()) for name, text in texts.items()})


def served(clone: Path) -> dict[str, str]:
    origin = clone.parent / "origin.git"
    names = git("ls-tree", "-r", "--name-only", "gh-pages", cwd=origin).split()
    return {name: git("show", f"gh-pages:{name}", cwd=origin) for name in names}


def put(clone: Path, place: str, what: Site | None) -> bool:
    return not deliver_to_branch(open_branch(f"branch://gh-pages{place}", clone), what, "pages").empty


def test_the_site_and_previews_stand_beside_each_other(clone: Path) -> None:
    assert put(clone, "", site(index_html="one", old_html="x"))
    assert put(clone, "/previews/pr-7", site(index_html="seven"))
    assert put(clone, "", site(index_html="two"))
    assert served(clone) == {".nojekyll": "", "index.html": "two", "previews/pr-7/index.html": "seven"}
    assert put(clone, "/previews/pr-7", None)
    assert served(clone) == {".nojekyll": "", "index.html": "two"}


def test_nothing_new_is_no_commit(clone: Path) -> None:
    assert put(clone, "", site(index_html="one"))
    assert not put(clone, "", site(index_html="one"))
    assert git("rev-list", "--count", "gh-pages", cwd=clone.parent / "origin.git").strip() == "1"


def test_the_work_tree_is_left_alone(clone: Path) -> None:
    (clone / "a.txt").write_text("edited")
    (clone / "b.txt").write_text("new")
    before = git("status", "--porcelain=v2", "--branch", cwd=clone)
    put(clone, "", site(index_html="one"))
    assert git("status", "--porcelain=v2", "--branch", cwd=clone) == before


@pytest.mark.parametrize("place", ["/elsewhere", "/..", "/previews/../x"])
def test_only_previews_stand_below(clone: Path, place: str) -> None:
    with pytest.raises(Problems):
        put(clone, place, site(index_html="x"))


def test_without_a_remote_it_says_so(clone: Path) -> None:
    git("remote", "remove", "origin", cwd=clone)
    with pytest.raises(Problems) as wrong:
        put(clone, "", site(index_html="x"))
    assert [d.code for d in wrong.value.diagnostics] == ["DN860"]


def test_a_dry_run_says_what_would_be_done(clone: Path) -> None:
    branch = open_branch("branch://gh-pages", clone)
    put(clone, "", site(index_html="one", old_html="x", same_html="s"))
    put(clone, "/previews/pr-7", site(index_html="seven"))
    before = served(clone)
    steps = foreseen_on_branch(branch, site(index_html="two", same_html="s"))
    assert (steps.put, steps.remove, steps.unchanged) == (("index.html",), ("old.html",), 1)
    preview = open_branch("branch://gh-pages/previews/pr-7", clone)
    assert foreseen_on_branch(preview, None).remove == ("index.html",)
    drafts = Site(dict(site(index_html="d").files), drafts=True)
    with pytest.raises(Problems) as refused:
        foreseen_on_branch(branch, drafts)
    assert [d.code for d in refused.value.diagnostics] == ["DN865"]
    assert served(clone) == before

"""Editions from git: what git users expect, read without checking anything out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Make
from desknote.cli.app import main
from sample import INDEX, NOTE

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
Run = Callable[..., tuple[int, str, str]]
PATH = "content/notes/sample/note.yaml"


def git(folder: Path, *words: str) -> str:
    known = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    who = {
        f"GIT_{role}_{what}": "t@example.com"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    env = {**known, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, text=True, check=True)
    return done.stdout


def commit(top: Path, message: str) -> None:
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", message)


@pytest.fixture
def desk(workspace: Make) -> Path:
    """A workspace within a bigger repository: a rating, then a figure, then work that is not committed."""
    root = workspace().root
    top = root.parent
    git(top, "init", "-q", "-b", "main")
    commit(top, "first")
    (root / PATH).write_text(NOTE.replace("rating: 增持", "rating: 中性"))
    commit(top, "rating")
    (root / PATH).write_text(NOTE.replace("rating: 增持", "rating: 中性").replace("79.80", "81.50"))
    return root


@pytest.fixture
def diff(
    desk: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., dict[str, Any]]:
    """Runs ``desknote diff`` in the workspace and reads its JSON; ``code`` and ``err`` tell of the run."""
    monkeypatch.setenv("DESKNOTE_UI_LANG", "en")

    def go(*words: str, cwd: Path = desk) -> dict[str, Any]:
        monkeypatch.chdir(cwd)
        capfdbinary.readouterr()
        code = main(["diff", *words, "--format", "json"])
        out, err = capfdbinary.readouterr()
        return {**(json.loads(out) if out else {}), "code": code, "err": err.decode()}

    return go


def _ratings(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(r["old"], r["new"]) for r in found["ratings"]]


def _facts(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(f["old"], f["new"]) for f in found["facts"]]


def test_a_note_alone_is_compared_with_its_last_commit(diff: Callable[..., dict[str, Any]]) -> None:
    found = diff("sample")
    assert (_ratings(found), _facts(found)) == ([], [("79.80%", "81.50%")])
    assert found["old"]["label"].startswith("HEAD (")
    assert found["code"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("HEAD~1:sample", "HEAD:sample"),
        ("HEAD~1:content/notes/sample", "HEAD:content/notes/sample/note.yaml"),
        ("HEAD~1:workspace/content/notes/sample", "main:sample"),
        ("HEAD~1:./content/notes/sample", "main:./content/notes/sample"),
        ("--rev", "HEAD~1..HEAD", "sample"),
        ("--rev", "HEAD~1..", "content/notes/sample"),
        ("--rev", "HEAD~1...main", "content/notes/sample/note.yaml"),
        ("HEAD~1..HEAD", "sample"),
    ],
)
def test_revisions_are_written_as_git_users_write_them(
    diff: Callable[..., dict[str, Any]], words: tuple[str, ...]
) -> None:
    found = diff(*words)
    assert (_ratings(found), _facts(found)) == ([("增持", "中性")], [])


@pytest.mark.parametrize("words", [("--rev", "HEAD~1", "sample"), ("HEAD~1", "sample"), ("HEAD~1:sample",)])
def test_one_revision_is_compared_with_the_note_as_it_is(
    diff: Callable[..., dict[str, Any]], words: tuple[str, ...]
) -> None:
    found = diff(*words)
    assert (_ratings(found), _facts(found)) == ([("增持", "中性")], [("79.80%", "81.50%")])


def test_the_index_is_a_revision_without_a_name(diff: Callable[..., dict[str, Any]], desk: Path) -> None:
    git(desk, "add", "-A")
    assert _facts(diff("HEAD:sample", ":sample")) == [("79.80%", "81.50%")]
    assert diff(":sample", "sample")["empty"]


def test_from_elsewhere_in_the_repository_a_path_tells_the_workspace(
    diff: Callable[..., dict[str, Any]], desk: Path
) -> None:
    found = diff(
        "HEAD~1:workspace/content/notes/sample", "HEAD:workspace/content/notes/sample", cwd=desk.parent
    )
    assert _ratings(found) == [("增持", "中性")]
    found = diff("--rev", "HEAD~1", "workspace/content/notes/sample", cwd=desk.parent)
    assert _ratings(found) == [("增持", "中性")]


def test_a_note_that_is_gone_can_still_be_compared(diff: Callable[..., dict[str, Any]], desk: Path) -> None:
    shutil.rmtree(desk / "content" / "notes" / "sample")
    assert _ratings(diff("--rev", "HEAD~1..HEAD", "sample")) == [("增持", "中性")]


def test_data_of_the_revision_are_used_wherever_they_lie(
    diff: Callable[..., dict[str, Any]], desk: Path
) -> None:
    other = desk / "content" / "notes" / "other"
    (other / "data").mkdir(parents=True)
    (other / "data" / "index.csv").write_text(INDEX)
    (desk / PATH).write_text(NOTE.replace("data/index.csv", "../other/data/index.csv"))
    commit(desk, "data with another note")
    (other / "data" / "index.csv").write_text(INDEX.replace("19688", "19999"))
    (exhibit,) = diff("sample")["exhibits"]
    assert [(c["old"], c["new"]) for c in exhibit["cells"]] == [("19,688", "19,999")]


def test_nothing_is_checked_out_or_changed(diff: Callable[..., dict[str, Any]], desk: Path) -> None:
    def state() -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in sorted(desk.parent.rglob("*")) if p.is_file()}

    before = state()
    diff("--rev", "HEAD~1..HEAD", "sample")
    assert state() == before


def test_no_hook_filter_or_monitor_runs(
    diff: Callable[..., dict[str, Any]], desk: Path, tmp_path: Path
) -> None:
    trap = tmp_path / "ran"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch '{trap}'\ncat\n")
    script.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "filter.t.smudge",
        "filter.t.process",
        "diff.t.textconv",
        "core.pager",
        "core.sshCommand",
    ):
        git(desk, "config", key, str(script))
    (desk.parent / ".git" / "info" / "attributes").write_text("* filter=t diff=t\n")
    hooks = desk.parent / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        shutil.copy(script, hooks / name)
    trap.unlink(missing_ok=True)
    assert _ratings(diff("--rev", "HEAD~1..HEAD", "sample")) == [("增持", "中性")]
    diff("HEAD:sample", ":sample")
    assert not trap.exists()


def test_links_in_a_revision_lead_nowhere(
    diff: Callable[..., dict[str, Any]], desk: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(INDEX)
    data = desk / "content" / "notes" / "sample" / "data" / "index.csv"
    data.unlink()
    data.symlink_to(secret)
    commit(desk, "a link")
    found = diff("HEAD:sample", "HEAD~1:sample")
    assert "DN302" in found["err"] and found["code"] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("HEAD:absent", "sample"), "DN821"),
        (("nonsense:sample", "sample"), "DN822"),
        (("--rev", "nonsense", "sample"), "DN822"),
        (("--rev", "--output=x", "sample"), "DN822"),
        (("absent",), "DN820"),
        (("sample", "absent"), "DN820"),
        (("absent.pdf", "sample"), "DN005"),
    ],
)
def test_what_cannot_be_found_is_told(
    diff: Callable[..., dict[str, Any]], words: tuple[str, ...], code: str
) -> None:
    found = diff(*words)
    assert found["code"] == 1
    assert f"error[{code}]" in found["err"]


def test_outside_a_repository_git_says_so(diff: Callable[..., dict[str, Any]], desk: Path) -> None:
    shutil.rmtree(desk.parent / ".git")
    found = diff("sample")
    assert "DN822" in found["err"] and "not a git repository" in found["err"]


def test_without_git_the_machine_lacks_something(
    diff: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desknote.editions.git.shutil.which", lambda _: None)
    found = diff("sample")
    assert found["code"] == 3 and "DN823" in found["err"]


def test_a_pointer_of_lfs_is_told_of_and_followed_on_this_machine_only(
    diff: Callable[..., dict[str, Any]], desk: Path
) -> None:
    oid = "a1" * 32
    data = desk / "content" / "notes" / "sample" / "data" / "index.csv"
    data.write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 9\n")
    commit(desk, "pointer")
    data.write_text(INDEX)
    assert "DN828" in diff("sample")["err"]
    kept = desk.parent / ".git" / "lfs" / "objects" / oid[:2] / oid[2:4] / oid
    kept.parent.mkdir(parents=True)
    kept.write_text(INDEX)
    assert diff("sample")["empty"]


def test_errors_of_an_edition_are_shown_with_the_revision_they_are_in(
    diff: Callable[..., dict[str, Any]], desk: Path
) -> None:
    (desk / PATH).write_text(NOTE.replace("{{ facts.base }}", "{{ facts.bse }}"))
    commit(desk, "a slip")
    (desk / PATH).write_text(NOTE)
    found = diff("sample")
    assert f"HEAD:{PATH}" in found["err"] and "DN827" in found["err"]
    assert found["code"] == 1 and found["facts"] == []
    (desk / PATH).write_text("kind: [")
    broken = diff("sample")
    assert broken["code"] == 1 and f"{PATH}:1" in broken["err"]


def test_differing_editions_give_one_only_if_asked(diff: Callable[..., dict[str, Any]]) -> None:
    assert diff("sample", "--exit-code")["code"] == 1
    assert diff("HEAD:sample", "HEAD:sample", "--exit-code")["code"] == 0
    assert diff("HEAD:sample", "HEAD:sample")["empty"]


def test_editions_in_two_languages_are_told_of(diff: Callable[..., dict[str, Any]], desk: Path) -> None:
    (desk / PATH).write_text(NOTE.replace("lang: zh-CN", "lang: en"))
    assert "DN829" in diff("sample")["err"]

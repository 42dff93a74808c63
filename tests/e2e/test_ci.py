"""The pipelines, run as their hosts run them: every command of theirs, on a clean clone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from desknote.starter.ci import PLACES, pipeline
from desknote.workspace import Workspace
from e2e.desk import ROOT, House

NOTE = """\
kind: industry
lang: zh-CN
title: {title}
date: 2025-02-05
rating: 增持
analysts: zhang-san
viewpoints:
  - {{heading: 性能, body: 模型成绩已经接近。}}
risks: [应用落地慢于预期的风险]
{more}
"""
SETTING_UP = "Set up"
"""Steps that install desknote: here it is installed already."""


def sh(script: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", **environ}
    env["PATH"] = f"{cwd.parent / 'bin'}{os.pathsep}{env['PATH']}"
    line = ["bash", "-e", "-o", "pipefail", "-c", script]
    return subprocess.run(line, cwd=cwd, env=env, capture_output=True, text=True, timeout=300)


def git(*words: str, cwd: Path) -> str:
    line = ["git", "-c", "user.name=desk", "-c", "user.email=desk@example.com", *words]
    return subprocess.run(line, cwd=cwd, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def clone(house: House, tmp_path: Path) -> Path:
    """A clean clone of a repository with one released note and one draft."""
    desk: Workspace = house(
        {
            "open": NOTE.format(title="公开的研报", more=""),
            "secret": NOTE.format(title="未发布的研报", more="state: draft"),
        }
    )
    (desk.root / ".gitignore").write_text(".desknote\nbuild\nsite\nsite-preview\n")
    git("init", "-q", "-b", "main", cwd=desk.root)
    git("add", ".", cwd=desk.root)
    git("commit", "-qm", "notes", cwd=desk.root)
    git("clone", "-q", "--bare", str(desk.root), "origin.git", cwd=tmp_path)
    git("clone", "-q", "origin.git", "clone", cwd=tmp_path)
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "desknote").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m desknote.cli "$@"\n')
    (bin_folder / "desknote").chmod(0o755)
    return tmp_path / "clone"


def steps(job: str, event: str) -> Iterator[Mapping[str, Any]]:
    """The commands of a job of GitHub's that run on ``event``; its conditions read as GitHub does."""
    conditions = {
        None: True,
        "github.event_name == 'push'": event == "push",
        "github.event_name == 'pull_request' && !github.event.pull_request.head.repo.fork": event == "pull",
        "github.event_name == 'pull_request' && github.event.pull_request.head.repo.fork": event == "fork",
    }
    for step in yaml.safe_load(pipeline("github"))["jobs"][job]["steps"]:
        if "run" in step and step["name"] != SETTING_UP and conditions[step.get("if")]:
            yield step


def served(clone: Path) -> list[str]:
    origin = clone.parent / "origin.git"
    return git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "gh-pages", cwd=origin).split(
        "\n"
    )


def run_all(clone: Path, job: str, event: str) -> list[str]:
    said = []
    for step in steps(job, event):
        done = sh(step["run"], clone, PULL_REQUEST="7", GITHUB_WORKSPACE=str(clone), LC_ALL="C.UTF-8")
        assert done.returncode == 0, (step["name"], done.stderr)
        said.append(step["name"])
    return said


def test_a_push_publishes_and_a_pull_request_has_a_preview_beside_it(clone: Path) -> None:
    assert run_all(clone, "notes", "push") == ["Check", "Build", "Publish"]
    public = served(clone)
    assert {"index.html", "notes/open/index.html", "notes/open/open.pdf"} <= set(public)
    assert not any("secret" in name for name in public)

    assert run_all(clone, "notes", "pull") == ["Check", "Build", "Preview"]
    both = served(clone)
    assert set(public) <= set(both) and "previews/pr-7/notes/secret/index.html" in both

    assert run_all(clone, "close", "pull") == ["Remove the preview"]
    assert served(clone) == public


def test_a_mistake_fails_the_check_beside_its_line(clone: Path) -> None:
    note = clone / "content" / "notes" / "open" / "note.yaml"
    note.write_text(note.read_text("utf-8").replace("增持", "买人"), "utf-8")
    check = next(step for step in steps("notes", "pull") if step["name"] == "Check")
    done = sh(check["run"], clone, GITHUB_WORKSPACE=str(clone))
    assert done.returncode == 1
    assert "::error file=content/notes/open/note.yaml,line=5," in done.stdout and "DN204" in done.stdout


def test_gitlab_runs_the_same(clone: Path) -> None:
    jobs = yaml.safe_load(pipeline("gitlab"))
    for name in ("check", "build", "pages"):
        for script in jobs[name]["script"]:
            done = sh(script, clone, LC_ALL="C.UTF-8")
            assert done.returncode == 0, (name, done.stderr)
    for issue in json.loads((clone / "gl-code-quality-report.json").read_text("utf-8")):
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert (clone / issue["location"]["path"]).exists() and issue["location"]["lines"]["begin"] >= 1
    assert (clone / "public" / "index.html").exists()
    assert (clone / "public" / "notes" / "open" / "open.pdf").exists()
    assert not (clone / "public" / "notes" / "secret").exists()


@pytest.mark.parametrize("host", PLACES)
def test_the_repositorys_own_pipeline_is_the_one_that_houses_get(host: str) -> None:
    own = pipeline(host, "--constraint constraints.txt .")
    assert (ROOT / PLACES[host]).read_text("utf-8") == own


@pytest.mark.parametrize("host", PLACES)
def test_the_pipeline_is_written_once(house: House, host: str, tmp_path: Path) -> None:
    desk = house({})
    (tmp_path / "bin").mkdir()
    words = [sys.executable, "-m", "desknote.cli", "ci", host, "--write"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    first = subprocess.run(words, cwd=desk.root, env=env, capture_output=True, text=True)
    assert first.returncode == 0 and yaml.safe_load((desk.root / PLACES[host]).read_text("utf-8"))
    again = subprocess.run(words, cwd=desk.root, env=env, capture_output=True, text=True)
    assert again.returncode == 1 and "DN008" in again.stderr

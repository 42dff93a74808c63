"""Builds that fail, are killed, come again, or run elsewhere: what stands in build/ is whole and the same."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from desknote.build import build_note
from desknote.workspace import Workspace
from e2e.desk import ROOT, SAMPLES, House, build, command, furnish

NOTE = """\
kind: flash
lang: zh-CN
title: {title}
date: 2025-02-05
rating: 增持
analysts: zhang-san
viewpoints:
  - {{heading: 点, body: 文。}}
risks: [需求不及预期。]
"""
FAULTS: Mapping[str, tuple[str, str]] = {
    "content": ("content/notes/hk-turnover/note.yaml", "kind: nothing\n"),
    "syntax": ("content/notes/hk-turnover/note.yaml", "kind: [\n"),
    "data": ("content/notes/hk-turnover/data/signals.csv", ""),
    "brand": ("assets/brand.yml", "color: {primary: nowhere}\n"),
    "font": ("assets/brand.yml", "typography: {base: {family: No Such Family}}\n"),
    "house": ("content/house.yaml", "name: 7\n"),
    "template": ("templates/blocks/title.html.j2", "{{ nobody }}"),
    "resource": ("templates/blocks/title.html.j2", '<img alt="x" src="file:///etc/passwd">'),
}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Workspace:
    """A workspace whose note is built, and which tests put right again."""
    workspace = furnish(tmp_path_factory.mktemp("standing") / "house", {"hk-turnover": None}, font_cache)
    build(workspace, "hk-turnover")
    return workspace


@pytest.mark.parametrize("fault", FAULTS)
def test_a_build_that_fails_leaves_the_last_good_one(standing: Workspace, fault: str) -> None:
    name, text = FAULTS[fault]
    path, before = standing.root / name, _files(standing.build_folder)
    kept = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    try:
        result = build_note(standing, "hk-turnover")
        assert not result.ok and result.outputs == () and result.diagnostics
        assert _files(standing.build_folder) == before
    finally:
        if kept is None:
            shutil.rmtree(standing.templates_folder)
        else:
            path.write_bytes(kept)
    again = build_note(standing, "hk-turnover")
    assert again.ok and again.from_cache


def test_a_folder_that_cannot_be_written_is_told(house: House) -> None:
    workspace = house({"plain": NOTE.format(title="题")})
    workspace.build_folder.write_text("a file where the folder should be")
    result = build_note(workspace, "plain")
    assert not result.ok and [d.code for d in result.diagnostics if d.code == "DN007"] == ["DN007"]


KILLER = """\
import json, os, random, signal, sys, time
from pathlib import Path
from desknote.build import build_note
from desknote.workspace import Workspace

workspace = Workspace(Path(sys.argv[1]))
texts = json.loads(sys.argv[2])
folder = workspace.build_folder / "plain"
names = ("note.pdf", "note.html", "manifest.json")
known = {name: set() for name in names}

def begin(text):
    workspace.note_file("plain").write_text(text, "utf-8")
    child = os.fork()
    if child == 0:
        os._exit(0 if build_note(workspace, "plain", force=True).ok else 1)
    return child

build_note(workspace, "plain")  # loads what a build needs, so that its children start at once
took = 0.0
for text in texts:
    began = time.monotonic()
    assert os.waitpid(begin(text), 0)[1] == 0
    took = time.monotonic() - began
    for name in names:
        known[name].add((folder / name).read_bytes())
assert all(len(contents) == 2 for contents in known.values())
moments = random.Random(7)
killed = i = 0
while killed < 12 and i < 60:
    i += 1
    child = begin(texts[i % 2])
    time.sleep(took * (1.1 - moments.random() ** 2))  # mostly near the end, where files are written
    os.kill(child, signal.SIGKILL)
    if os.WIFSIGNALED(os.waitpid(child, 0)[1]):
        killed += 1
    else:
        took *= 0.8  # it had ended: the machine is quicker now than when it was timed
    for name in names:
        assert (folder / name).read_bytes() in known[name], name
workspace.note_file("plain").write_text(texts[1], "utf-8")
print(killed)
"""


def test_a_build_that_is_killed_leaves_whole_files(house: House) -> None:
    """SIGKILL at a dozen moments: each output is the old file or the new one; the next build mends it."""
    texts = [NOTE.format(title=title) for title in ("旧题", "新题")]
    workspace = house({"plain": texts[0]})
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    line = [sys.executable, "-c", KILLER, str(workspace.root), json.dumps(texts)]
    done = subprocess.run(line, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == 12
    assert command("build", cwd=workspace.root).returncode == 0
    folder = workspace.build_folder / "plain"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["title"] == "新题"
    for name, facts in manifest["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == facts["sha256"]


def test_an_output_is_replaced_and_never_written_in_place(house: House) -> None:
    """A reader that holds the old file open goes on reading the old file."""
    workspace = house({"plain": NOTE.format(title="旧题")})
    built = build(workspace, "plain")
    old = built.pdf.read_bytes()
    with built.pdf.open("rb") as held:
        workspace.note_file("plain").write_text(NOTE.format(title="新题"), "utf-8")
        build(workspace, "plain")
        assert held.read() == old
    assert built.pdf.read_bytes() != old
    assert {p.name for p in built.pdf.parent.iterdir()} == {"note.pdf", "note.html", "manifest.json"}


def test_the_manifest_tells_what_was_made_from_what(samples: Workspace) -> None:
    for slug in SAMPLES:
        folder = samples.build_folder / slug
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        assert (manifest["note"], set(manifest["outputs"])) == (slug, {"note.pdf", "note.html"})
        for name, facts in manifest["outputs"].items():
            content = (folder / name).read_bytes()
            assert facts == {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        inputs = manifest["inputs"]
        for name in (f"content/notes/{slug}/note.yaml", "content/house.yaml", "assets/brand.yml"):
            assert inputs[name] == hashlib.sha256((samples.root / name).read_bytes()).hexdigest()


HEAVY = ("weasyprint", "matplotlib", "jinja2", "numpy", "pydantic", "fontTools", "markdown_it", "openpyxl")
ASK = """\
import sys
from desknote.cli.app import main
sys.argv = ["desknote", "build"]
try:
    main()
except SystemExit as done:
    print("code", done.code)
print("loaded", *sorted(name for name in sys.modules if "." not in name))
"""


def test_a_note_that_has_not_changed_is_not_built_again(samples: Workspace) -> None:
    """Nothing is written, and the libraries that would draw and print are not even loaded."""
    before = {p: p.stat().st_mtime_ns for p in samples.build_folder.rglob("*")}
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=samples.root, env=env, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.splitlines()[-1].split()[1:]
    assert "desknote" in loaded
    assert not [name for name in HEAVY if name in loaded]
    assert {p: p.stat().st_mtime_ns for p in samples.build_folder.rglob("*")} == before


INPUTS = ["content/notes/plain/note.yaml", "content/house.yaml", "assets/brand.yml"]


@pytest.mark.parametrize("changed", [*INPUTS, "content/analysts/zhang-san.yaml"])
def test_a_change_of_any_input_is_built(house: House, changed: str) -> None:
    workspace = house({"plain": NOTE.format(title="题")})
    build(workspace, "plain")
    assert build_note(workspace, "plain").from_cache
    path = workspace.root / changed
    path.write_bytes(path.read_bytes() + b"# a comment\n")
    result = build_note(workspace, "plain")
    assert result.ok and not result.from_cache
    assert build_note(workspace, "plain").from_cache


def test_an_output_that_was_changed_or_removed_is_made_again(house: House) -> None:
    workspace = house({"plain": NOTE.format(title="题")})
    built = build(workspace, "plain")
    good = built.pdf.read_bytes()
    built.pdf.write_bytes(b"%PDF-spoiled")
    assert not build_note(workspace, "plain").from_cache
    assert built.pdf.read_bytes() == good
    built.html.unlink()
    assert build_note(workspace, "plain").ok and built.html.exists()


def test_the_same_note_is_the_same_bytes_anywhere(tmp_path: Path, samples: Workspace) -> None:
    """In another folder, process, time zone and locale; with another hash seed, order, number of workers."""
    workspace = furnish(tmp_path / "another" / "place with spaces", dict.fromkeys(SAMPLES))
    words = ["build", *reversed(SAMPLES), "--jobs", "1"]
    done = command(*words, cwd=workspace.root, PYTHONHASHSEED="4242", TZ="Asia/Shanghai", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    one, other = _files(samples.build_folder), _files(workspace.build_folder)
    assert len(one) == 3 * len(SAMPLES)
    assert [name for name in one if other.get(name) != one[name]] == []


def test_names_that_a_chart_has_no_room_for_are_told_of(house: House) -> None:
    """At the exhibit, and again from the caches."""
    rows = ", ".join(f"{{n: 公司{i}, a: {i % 3}, b: {i % 2}}}" for i in range(30))
    note = NOTE.format(title="题") + (
        "sidebar: [exhibit:crowd]\n"
        "exhibits:\n"
        f"  crowd: {{type: scatter, title: 图, rows: [{rows}], x: a, y: b, label: n, source: 示例}}\n"
    )
    workspace = house({"crowd": note})
    for force in (False, True, False):
        result = build_note(workspace, "crowd", ("json",), force=force)
        (found,) = [d for d in result.diagnostics if d.code == "DN337"]
        assert result.ok and found.span is not None and found.span.line == 12
        assert int(str(found.params["count"])) > 8 and str(found.params["names"]).endswith("…")

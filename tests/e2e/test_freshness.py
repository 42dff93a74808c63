"""What is built again after a change, and what is not: each note by what it read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desknote.build import build_note
from desknote.ledger import book
from desknote.workspace import Workspace
from e2e.desk import ROOT, House, command

NOTE = """\
kind: {kind}
lang: zh-CN
title: {title}
date: {date}
rating: 增持
analysts: {analyst}
viewpoints:
  - {{heading: 点, body: 文。}}
risks: [需求不及预期。]
{more}
"""
CHART = """\
sections:
  - heading: 图
    body: '@exhibit:chart'
exhibits:
  chart: {type: line, title: 图, data: data/used.csv, x: 月, y: 值, source: 示例, alt: 线}
"""
CSV = "月,值\n2025-01,1\n2025-02,2\n"
TXT = ("txt",)


def _note(
    title: str = "题",
    analyst: str = "zhang-san",
    more: str = "",
    kind: str = "flash",
    date: str = "2025-02-05",
) -> str:
    return NOTE.format(title=title, analyst=analyst, more=more, kind=kind, date=date)


def _put(workspace: Workspace, name: str, text: str) -> None:
    path = workspace.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _built(workspace: Workspace, slug: str, targets: tuple[str, ...] = TXT) -> bool:
    """Whether the note had to be built."""
    result = build_note(workspace, slug, targets)
    assert result.ok, result.diagnostics
    return not result.from_cache


@pytest.fixture
def charted(house: House) -> Workspace:
    """A note with a chart, built as text and Markdown."""
    workspace = house({"plain": _note(more=CHART)})
    _put(workspace, "content/notes/plain/data/used.csv", CSV)
    _put(workspace, "content/notes/plain/data/other.csv", "a,b\n1,2\n")
    assert _built(workspace, "plain")
    return workspace


def _remove(workspace: Workspace, name: str) -> None:
    (workspace.root / name).unlink()


UNREAD: dict[str, Callable[[Workspace], None]] = {
    "a file that the note does not use": lambda w: _put(w, "content/notes/plain/data/other.csv", "a\n7\n"),
    "a file more in its folder": lambda w: _put(w, "content/notes/plain/data/new.csv", "a\n7\n"),
    "a file less": lambda w: _remove(w, "content/notes/plain/data/other.csv"),
    "another's analyst": lambda w: _put(
        w, "content/analysts/li-si.yaml", "name: 李四\ncertificate: S0000000000000\n"
    ),
    "an analyst more": lambda w: _put(
        w, "content/analysts/new.yaml", "name: 新人\ncertificate: S0000000000001\n"
    ),
    "another note": lambda w: _put(w, "content/notes/other/note.yaml", _note("另")),
    "a template of the web page": lambda w: _put(w, "templates/css/web.css.j2", "p { color: red }"),
    "a template of nothing": lambda w: _put(w, "templates/unused.html.j2", "{{ nobody }}"),
    "a picture in assets": lambda w: _put(w, "assets/spare.svg", "<svg/>"),
    "times": lambda w: [os.utime(p) for p in w.root.rglob("*") if p.is_file()] and None,
}


@pytest.mark.parametrize("change", UNREAD)
def test_what_a_note_does_not_read_does_not_matter(charted: Workspace, change: str) -> None:
    UNREAD[change](charted)
    assert not _built(charted, "plain")


READ: dict[str, Callable[[Workspace], None]] = {
    "its data": lambda w: _put(w, "content/notes/plain/data/used.csv", CSV + "2025-03,3\n"),
    "its analyst": lambda w: _put(
        w,
        "content/analysts/zhang-san.yaml",
        (w.root / "content/analysts/zhang-san.yaml").read_text("utf-8") + "# more\n",
    ),
    "the house": lambda w: _put(w, "content/house.yaml", w.house_file.read_text("utf-8") + "# more\n"),
    "the register": lambda w: _put(w, "content/coverage.yaml", "companies: []\n"),
    "a preset of exhibits that comes": lambda w: _put(w, "assets/exhibits/own.yml", "type: line\n"),
    "a template of the sidebar that comes": lambda w: _put(w, "templates/sidebar/own.html.j2", "x"),
}


@pytest.mark.parametrize("change", READ)
def test_what_a_note_reads_matters(charted: Workspace, change: str) -> None:
    READ[change](charted)
    assert _built(charted, "plain")
    assert not _built(charted, "plain")


def test_an_input_that_goes_is_missed(charted: Workspace) -> None:
    _remove(charted, "content/notes/plain/data/used.csv")
    result = build_note(charted, "plain", TXT)
    assert not result.ok and "DN302" in [d.code for d in result.diagnostics]


def test_a_template_that_comes_goes_and_changes(house: House) -> None:
    """Only outputs that are made with it are made again."""
    workspace = house({"plain": _note()})
    both = ("html", "txt")
    assert _built(workspace, "plain", both)
    for text in ("<footer>一</footer>", "<footer>二</footer>"):
        _put(workspace, "templates/blocks/footer.html.j2", text)
        assert not _built(workspace, "plain", TXT)
        assert _built(workspace, "plain", both) and not _built(workspace, "plain", both)
        assert text in (workspace.build_folder / "plain" / "note.html").read_text("utf-8")
    _remove(workspace, "templates/blocks/footer.html.j2")
    assert _built(workspace, "plain", both) and not _built(workspace, "plain", TXT)


def test_a_channel_of_the_house_is_an_input_of_its_own_output(house: House) -> None:
    workspace = house({"plain": _note()}, {"assets/channels/wide.yml": "base: txt\ncolumns: 90\n"})
    assert _built(workspace, "plain", ("txt", "wide"))
    assert not _built(workspace, "plain", ("txt", "wide"))
    _put(workspace, "assets/channels/wide.yml", "base: txt\ncolumns: 100\n")
    assert not _built(workspace, "plain") and _built(workspace, "plain", ("wide",))


def test_who_is_named_is_looked_for_among_all(house: House) -> None:
    """What the others are called matters then, not what else is said of them."""
    workspace = house({"plain": _note(analyst="张三")})
    assert _built(workspace, "plain")
    other = workspace.analysts_folder / "li-si.yaml"
    other.write_text(other.read_text("utf-8") + "# more\n", "utf-8")
    assert not _built(workspace, "plain")
    # Whoever comes first with the name is meant.
    first = workspace.analysts_folder / "a-first.yaml"
    first.write_text((workspace.analysts_folder / "zhang-san.yaml").read_text("utf-8"), "utf-8")
    assert _built(workspace, "plain")


def test_only_the_notes_of_a_changed_analyst_are_built(house: House) -> None:
    workspace = house(
        {"one": _note(analyst="zhang-san"), "two": _note(analyst="li-si"), "three": _note(analyst="li-si")}
    )
    words = ("-v", "--ui-lang", "en", "build", "--to", "txt", "--jobs", "1")
    assert "3 built" in command(*words, cwd=workspace.root).stderr
    other = workspace.analysts_folder / "li-si.yaml"
    other.write_text(other.read_text("utf-8").replace("0102", "0199"), "utf-8")
    told = command(*words, cwd=workspace.root).stderr
    assert "2 built, 1 unchanged" in told and "one: unchanged" in told


def test_a_note_depends_on_earlier_ones_about_its_company(house: House) -> None:
    subject = "company: {name: 示例科技, ticker: 600000.SH}"
    workspace = house(
        {
            "new": _note(more=subject, kind="company", date="2025-03-01"),
            "other": _note(more="company: {name: 别家, ticker: 600001.SH}", kind="company"),
        }
    )
    assert build_note(workspace, "new", TXT).ok
    assert not _built(workspace, "new")
    _put(
        workspace, "content/notes/other/note.yaml", _note("改", more="company: {name: 别家}", kind="company")
    )
    _put(workspace, "content/notes/flash/note.yaml", _note())
    assert not _built(workspace, "new")
    _put(workspace, "content/notes/old/note.yaml", _note("旧", more=subject, kind="company"))
    assert _built(workspace, "new") and not _built(workspace, "new")
    _put(workspace, "content/notes/old/note.yaml", _note("旧文", more=subject, kind="company"))
    assert _built(workspace, "new")


REGISTER = """\
companies:
  - {name: 甲动力, ticker: 999101.SH, analysts: zhang-san, history: [{date: 2025-01-02, rating: buy}]}
  - {name: 乙轴承, ticker: 999102.SH, analysts: zhang-san, history: [{date: 2025-01-02, rating: add}]}
  - {name: 丙视觉, ticker: 999103.SH, status: restricted}
"""


def test_of_the_register_only_what_it_says_of_companies_that_are_named(house: House) -> None:
    """A rating more, and the lines below it stand elsewhere: archives are not built again for that."""
    advised = "advice: {body: 关注乙轴承。}"
    rated = "company: {name: 甲动力}"
    workspace = house(
        {
            "none": _note(),
            "named": _note(more=advised, date="2024-12-02"),
            "rated": _note(more=rated, kind="company"),
        },
        {"content/coverage.yaml": REGISTER},
    )

    def built() -> set[str]:
        return {slug for slug in ("none", "named", "rated") if _built(workspace, slug)}

    def change(before: str, after: str) -> None:
        text = workspace.coverage_file.read_text("utf-8")
        assert before in text
        _put(workspace, "content/coverage.yaml", text.replace(before, after, 1))

    assert built() == {"none", "named", "rated"}
    change("companies:", "# more\ncompanies:")
    assert built() == set()
    # After the day of the note that shows how ratings are spread, and not of a company that it names.
    change("rating: add}", "rating: add}, {date: 2025-03-01, rating: neutral}")
    assert built() == {"named"}
    change("rating: buy}", "rating: buy}, {date: 2025-02-01, rating: add}")
    assert built() == {"rated"}
    change(
        "rating: add}, {date: 2025-03-01", "rating: add}, {date: 2025-02-02, rating: buy}, {date: 2025-03-01"
    )
    assert built() == {"named", "rated"}
    change("name: 丙视觉", "name: 丙视觉, aliases: [轴承]")
    assert built() == {"none", "named", "rated"}
    change("name: 丙视觉, aliases: [轴承], ticker", "name: 丙, ticker")
    assert built() == {"none", "named", "rated"}
    _remove(workspace, "content/coverage.yaml")
    assert built() == {"none", "named", "rated"}
    assert built() == set()


def test_of_the_ledger_only_what_it_holds_of_the_note(house: House) -> None:
    workspace = house({"plain": _note(), "other": _note()})
    assert _built(workspace, "plain")
    book.path(workspace).write_text('{"note":"other"}\n', "utf-8")
    assert not _built(workspace, "plain")
    book.path(workspace).write_text('{"note":"plain"}\n', "utf-8")
    assert _built(workspace, "plain")


def test_one_output_alone_leaves_the_others_as_they_are(house: House) -> None:
    workspace = house({"plain": _note()})
    folder = workspace.build_folder / "plain"
    assert _built(workspace, "plain", ("html", "txt"))
    _put(workspace, "content/notes/plain/note.yaml", _note("新"))
    assert _built(workspace, "plain", TXT)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["title"] == "新"
    assert manifest["outputs"]["note.html"].pop("outdated") is True
    assert all("outdated" not in row for row in manifest["outputs"].values())
    text = (folder / "note.txt").stat().st_mtime_ns
    result = build_note(workspace, "plain", ("html", "txt"))
    assert result.ok and not result.from_cache
    assert [p.name for p in result.outputs] == ["note.html", "note.txt", "manifest.json"]
    assert (folder / "note.txt").stat().st_mtime_ns == text
    assert not _built(workspace, "plain", ("html", "txt"))
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for name, row in manifest["outputs"].items():
        assert row["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert "outdated" not in row
    (folder / "manifest.json").unlink()
    assert not _built(workspace, "plain", ("html", "txt"))
    assert json.loads((folder / "manifest.json").read_bytes()) == manifest


def test_a_cache_that_was_carried_to_a_clone_elsewhere_holds(charted: Workspace, tmp_path: Path) -> None:
    """As pipelines do it: all files are new, some hosts give each run a folder of its own."""
    clone = tmp_path / "elsewhere" / "clone"
    shutil.copytree(charted.root, clone, copy_function=shutil.copy, symlinks=True)
    assert not _built(Workspace(clone.resolve()), "plain")


def test_findings_are_told_again_of_what_is_not_built_again(house: House) -> None:
    workspace = house({"plain": _note() + "facts: {idle: {value: 1}}\n"})
    first = build_note(workspace, "plain", TXT)
    assert "DN311" in [d.code for d in first.diagnostics]
    again = build_note(workspace, "plain", TXT)
    assert again.from_cache and again.diagnostics == first.diagnostics


AUDIT = """\
import json, os, sys
from pathlib import Path
from desknote.build import build_note
from desknote.workspace import Workspace

workspace = Workspace(Path(sys.argv[1]))
opened = set()

def hook(event, words):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(words[0], (str, bytes, os.PathLike)):
        path = os.fsdecode(words[0])
        if path.startswith(f"{workspace.root}/"):
            opened.add(path[len(str(workspace.root)) + 1 :] + ("/" if event != "open" else ""))

sys.addaudithook(hook)
assert build_note(workspace, "plain", ("html", "txt", "md")).ok
inputs = json.loads((workspace.build_folder / "plain" / "manifest.json").read_bytes())["inputs"]
ours = (".desknote/", "build/")
print(json.dumps([sorted(n for n in opened if not n.startswith(ours)), sorted(inputs)]))
"""


def test_every_file_that_is_opened_is_an_input(charted: Workspace) -> None:
    """Or something follows from it that is one: the register, the ledger, what people are called."""
    _put(charted, "assets/exhibits/own.yml", "type: line\n")
    _put(charted, "templates/blocks/footer.html.j2", "<footer>尾</footer>")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    line = [sys.executable, "-c", AUDIT, str(charted.root)]
    done = subprocess.run(line, env=env, capture_output=True, text=True, check=True)
    opened, inputs = json.loads(done.stdout.splitlines()[-1])
    assert "content/notes/plain/data/used.csv" in opened and "<register>" in inputs
    followed = ("content/analysts/", "content/coverage.yaml", "content/ledger.jsonl", "templates/")
    left = [n for n in opened if n not in inputs and not n.startswith(followed)]
    assert left == []
    assert "templates/blocks/footer.html.j2" in inputs


TWO = """\
import sys
from pathlib import Path
from desknote.build import build_note
from desknote.workspace import Workspace

workspace = Workspace(Path(sys.argv[1]))
for _ in range(4):
    assert build_note(workspace, "plain", ("html", "txt"), force=True).ok
"""


def test_two_builds_at_once(house: House) -> None:
    """Both succeed, what they leave is whole, and the next build has nothing to do."""
    workspace = house({"plain": _note()})
    assert _built(workspace, "plain", ("html", "txt"))
    folder = workspace.build_folder / "plain"
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    line = [sys.executable, "-c", TWO, str(workspace.root)]
    both = [subprocess.Popen(line, env=env, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for one in both:
        _, told = one.communicate(timeout=300)
        assert one.returncode == 0, told
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    assert not _built(workspace, "plain", ("html", "txt"))
    assert not list(Path(workspace.build_folder).rglob(".new-*"))

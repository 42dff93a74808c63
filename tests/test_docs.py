"""The documentation agrees with the code it describes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desknote.build import build_note
from desknote.cli.catalogue import commands
from desknote.cli.messages import Catalogue
from desknote.exhibits.registry import exhibit_type, type_names
from desknote.model.validation import parse
from desknote.source import load_document
from desknote.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "gen_docs.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_gallery_shows_every_type_as_it_is_written() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "gen_gallery.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_gallery_note_builds_without_a_word(tmp_path: Path) -> None:
    for name in ("assets", "content/analysts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "content" / "house.yaml", tmp_path / "content")
    shutil.copytree(ROOT / "docs" / "gallery", tmp_path / "content" / "notes" / "gallery")
    result = build_note(Workspace(tmp_path.resolve()), "gallery")
    assert result.ok
    assert not result.diagnostics


def _anchor(heading: str) -> str:
    text = re.sub(r"[`*\[\]]|\(.*?\)(?=$)", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.S)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists():
            broken.append(target)
        elif anchor and file.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), flags=re.M)
            if anchor not in {_anchor(h) for h in headings}:
                broken.append(target)
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_yaml_examples_are_yaml(page: Path) -> None:
    for text in re.findall(r"^```yaml\n(.*?)^```", page.read_text("utf-8"), flags=re.S | re.M):
        _, problems = load_document(page.name, text)
        # Alternatives stand side by side: a key may come twice.
        assert not [d for d in problems if d.code != "DN102"], text


@pytest.mark.parametrize("name", type_names())
def test_every_exhibit_type_has_an_example_that_is_right(name: str) -> None:
    row = exhibit_type(name)
    assert row is not None
    text = (ROOT / "scripts" / "docs_parts" / f"{name}.yaml").read_text("utf-8")
    document, problems = load_document(name, text)
    assert document is not None and not problems
    ((key, exhibit),) = document.data.items()
    assert exhibit["type"] == name
    spec, wrong = parse(document, row.spec, (key,), exhibit)
    assert spec is not None, wrong


@pytest.mark.parametrize(
    "page",
    [
        *PAGES,
        *sorted(
            p for p in (ROOT / "src" / "desknote" / "starter").rglob("*") if p.suffix in (".md", ".yaml")
        ),
    ],
    ids=lambda p: p.relative_to(ROOT).as_posix(),
)
def test_commands_that_are_named_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    shell = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, flags=re.S | re.M))
    named = re.findall(r"`desknote ([a-z]+)", text)
    named += re.findall(r"^(?:\S*/)?desknote ([a-z]+)", shell, flags=re.M)
    named += re.findall(r"^ {4}desknote ([a-z]+)", text, flags=re.M)
    assert set(named) <= set(commands(Catalogue("en")))

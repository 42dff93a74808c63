"""What ``desknote new`` writes is read by the model at once, in every language and kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from desknote import source
from desknote.check import check
from desknote.model.base import LANGS, Lang
from desknote.model.note import KINDS, Note
from desknote.model.validation import parse
from desknote.resolve import close
from desknote.starter import note_files, workspace_files
from desknote.workspace import Workspace


def _read(kind: str, lang: Lang, title: str | None = None) -> Note:
    files = note_files(
        kind,  # type: ignore[arg-type]
        lang,
        slug="first",
        date=dt.date(2025, 2, 5),
        analyst="zhang-san",
        title=title,
    )
    document, problems = source.load_document("note.yaml", files["note.yaml"])
    assert document is not None and not problems
    note, wrong = parse(document, Note)
    assert note is not None, wrong
    assert {spec["data"] for spec in note.exhibits.values()} <= set(files)
    return note


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_starter_is_a_valid_note(kind: str, lang: Lang) -> None:
    note = _read(kind, lang)
    assert (note.kind, note.lang, note.date) == (kind, lang, dt.date(2025, 2, 5))
    assert (note.rating is None) == ("rating" not in note.sidebar)


@pytest.mark.parametrize(
    "title",
    ["a: b", 'say "x"', "$HOME & co", "2025", "null", "- x", "#1", "业绩点评：超预期", "a\\nb", "it's"],
)
def test_a_title_comes_through_as_typed(title: str) -> None:
    assert _read("flash", "en", title).title == title


def test_the_workspace_is_complete() -> None:
    files = workspace_files()
    assert {"README.md", ".gitignore", "assets/brand.yml", "content/house.yaml"} <= set(files)
    assert b"logo" in files["assets/brand.yml"]
    assert any(name.startswith("content/analysts/") for name in files)


def _write(root: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.mark.parametrize("lang", LANGS)
def test_a_fresh_workspace_has_no_problems(lang: Lang, tmp_path: Path) -> None:
    _write(tmp_path, workspace_files())
    workspace = Workspace(tmp_path.resolve())
    for kind in KINDS:
        files = note_files(
            kind,  # type: ignore[arg-type]
            lang,
            slug=kind,
            date=dt.date(2025, 2, 5),
            analyst="zhang-san",
        )
        _write(workspace.notes_folder / kind, files)
        note, problems = close(workspace, kind)
        assert note is not None and not problems
        assert not check(note)


ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("slug", sorted(p.parent.name for p in ROOT.glob("content/notes/*/note.yaml")))
def test_the_sample_notes_have_no_problems(slug: str) -> None:
    note, problems = close(Workspace(ROOT), slug)
    assert note is not None and not problems
    assert not check(note)

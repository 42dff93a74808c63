"""One fault in a clean note: it is found, at its words, and nothing else is."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from desknote.check import check
from desknote.diagnostics import Diagnostic
from desknote.resolve import close
from desknote.workspace import Workspace

HERE = Path(__file__).parent / "one_fault"
ROOT = HERE.parent.parent
NOTES = ("company", "flash", "strategy", "initiation", "industry")
TODAY = str(int(dt.datetime(2026, 1, 5, tzinfo=dt.UTC).timestamp()))
_LISTED = """\
    - {name: 示例互聯, ticker: 99901.HK, theme: 互聯網平台}
    - {name: 示例雲, ticker: 99902.HK, theme: 互聯網平台}
"""


class Fault(NamedTuple):
    """What is written instead of what; ``codes`` is empty where it is no fault."""

    note: str
    codes: str
    file: str
    old: str | list[str]
    new: str | list[str]

    def __str__(self) -> str:
        shown = self.new if isinstance(self.new, str) else self.new[0]
        return f"{self.note}-{self.codes.replace(' ', '-') or 'right'}-{shown.strip()[:24]!a}"


FAULTS = [Fault(*row) for row in yaml.safe_load((HERE / "faults.yaml").read_text("utf-8"))]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("one_fault").resolve()
    shutil.copytree(ROOT / "assets", root / "assets")
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("notes"))
    for name in NOTES:
        source = "strategy" if name == "industry" else name
        shutil.copytree(HERE / source, root / "content/notes" / name)
    note = root / "content/notes/industry/note.yaml"  # what Hong Kong asks is not asked of strategists
    text = note.read_text("utf-8").replace("kind: strategy", "kind: industry").replace(_LISTED, "")
    note.write_text(text.replace("示例互聯、示例雲等平台公司", "平台公司"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", TODAY)
        yield Workspace(root)


def found_in(workspace: Workspace, name: str) -> list[Diagnostic]:
    note, wrong = close(workspace, name)
    return [*wrong, *(check(note) if note is not None else ())]


@pytest.mark.parametrize("name", NOTES)
def test_a_clean_note_is_left_alone(workspace: Workspace, name: str) -> None:
    assert [(d.code, d.span, d.params) for d in found_in(workspace, name)] == []


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_one_fault_is_found_and_nothing_else(workspace: Workspace, fault: Fault) -> None:
    path = workspace.root / (fault.file if "/" in fault.file else f"content/notes/{fault.note}/note.yaml")
    if fault.file.startswith("data/"):
        path = workspace.root / f"content/notes/{fault.note}" / fault.file
    clean = path.read_text("utf-8")
    marked = clean
    for old, new in zip(*([v] if isinstance(v, str) else v for v in (fault.old, fault.new)), strict=True):
        assert old in marked
        marked = marked.replace(old, new, 1)
    wrong = marked.replace("⟦", "").replace("⟧", "")
    path.write_text(wrong, "utf-8")
    try:
        found = found_in(workspace, fault.note)
    finally:
        path.write_text(clean, "utf-8")
    assert sorted(d.code for d in found) == sorted(fault.codes.split())
    if "⟦" in marked and found:
        start, end = marked.index("⟦"), marked.index("⟧") - 1
        wanted = (*_place(wrong, start), *_place(wrong, end))
        spans = [d.span for d in found if d.span is not None]
        assert wanted in [(s.line, s.column, s.end_line, s.end_column) for s in spans]


def _place(text: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

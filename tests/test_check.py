"""Rules over the closed note."""

from __future__ import annotations

import sys

import pytest

from conftest import Make
from desknote.check import check
from desknote.resolve import close
from desknote.workspace import Workspace
from sample import ANALYSTS, NOTE


def found(workspace: Workspace) -> list[tuple[str, str, int]]:
    note, wrong = close(workspace, "sample")
    assert note is not None and not wrong, wrong
    content = (d for d in check(note) if d.code < "DN500")  # how it is written: see tests/prose
    return [(d.code, d.span.file, d.span.line) for d in content if d.span is not None]


def test_the_sample_passes(workspace: Make) -> None:
    assert found(workspace()) == []


def test_an_analyst_has_a_certificate(workspace: Make) -> None:
    note = NOTE.replace("zhang-san", "[zhang-san, li-si]")
    assert found(workspace(note)) == [("DN403", "content/analysts/li-si.yaml", 1)]


def test_an_assistant_need_not_have_one(workspace: Make) -> None:
    assert found(workspace(NOTE.replace("sidebar:", "assistants: li-si\nsidebar:"))) == []


def test_a_hong_kong_number_serves_as_well(workspace: Make) -> None:
    analysts = {**ANALYSTS, "li-si": ANALYSTS["li-si"] + "sfc: ABC123\n"}
    assert found(workspace(NOTE.replace("zhang-san", "li-si"), analysts=analysts)) == []


@pytest.mark.parametrize("risks", ["", "risks: []\n", "risks:\n"])
def test_a_note_names_risks(workspace: Make, risks: str) -> None:
    note = NOTE.replace("risks:\n  - 需求不及预期\n", risks)
    assert found(workspace(note)) == [("DN410", "content/notes/sample/note.yaml", 3)]


@pytest.mark.parametrize("source", ["示意数据", "示例证券研究所（示意）", "Illustrative data", "虛構數據"])
def test_made_up_data_are_marked(workspace: Make, source: str) -> None:
    note = NOTE.replace("source: 示例证券研究所", f"source: {source}")
    assert found(workspace(note)) == [("DN411", "content/notes/sample/note.yaml", 24)]
    assert found(workspace(note + "    illustrative: true\n")) == []


def test_checking_draws_nothing() -> None:
    import subprocess

    code = (
        "import sys, desknote.check, desknote.resolve\n"
        "print(sorted({'matplotlib', 'numpy', 'weasyprint', 'pandas', 'markdown_it'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"

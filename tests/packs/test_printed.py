"""Whether the printed pages carry the words of a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from desknote.build import build_note
from desknote.render.printed import pages_without
from packs.fixtures import workspace_with


@dataclass
class Box:
    text: str | None = None
    children: list[Box] = field(default_factory=list)


def _page(*texts: str) -> SimpleNamespace:
    return SimpleNamespace(_page_box=Box(children=[Box(children=[Box(text=text) for text in texts])]))


def test_words_are_found_across_the_pieces_of_a_line() -> None:
    pages = [
        _page("证券研", "究报告 | 公司研究"),
        _page("证券研究"),
        _page("Securities ", "Research\nReport"),
    ]
    assert pages_without(pages, "证券研究报告") == [2, 3]
    assert pages_without(pages, "Securities Research Report") == [1, 2]


def test_a_template_that_drops_the_label_stops_the_build(tmp_path: Path) -> None:
    long = [{"heading": "章节", "body": "正文。\n\n" * 60}]
    workspace = workspace_with(tmp_path, {"house.jurisdictions": "cn", "note.sections": long})
    assert build_note(workspace, "sample", ("pdf",)).ok
    running = workspace.templates_folder / "blocks" / "running.html.j2"
    running.parent.mkdir(parents=True)
    running.write_text('<div class="run-head">{{ cjk(house.name) }}</div>', "utf-8")
    result = build_note(workspace, "sample", ("pdf",))
    (finding,) = [d for d in result.diagnostics if d.code == "DN449"]
    assert not result.ok and str(finding.params["pages"]).startswith("2")
    assert finding.span is not None and finding.span.file == "content/house.yaml"

"""Printing again after an edit yields the file that printing from nothing would, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desknote.build import build_note
from desknote.preview.bench import printing_press
from desknote.preview.boxes import source_boxes
from desknote.render.pdf import Press
from desknote.workspace import Workspace
from e2e.desk import furnish
from preview.watching import SLUG

IDENTIFIER = b"0" * 32


class Catching(Press):
    """Keeps what it was given to lay out."""

    def lay_out(self, html: str, fonts_key: str, file: str, settled: Any = None) -> Any:
        self.given = (html, fonts_key, file)
        return super().lay_out(html, fonts_key, file, settled)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, str, str]:
    """A workspace, the composed page of its sample note and the key of its fonts."""
    workspace = furnish(tmp_path_factory.mktemp("reprint") / "house", {SLUG: None})
    press = Catching([workspace.cache_folder / "fonts"])
    assert build_note(workspace, SLUG, ("pdf",), press=press).ok
    html, key, _ = press.given
    return workspace, html, key


class Presses:
    """A press that starts from nothing and one that goes on from the last time."""

    def __init__(self, workspace: Workspace) -> None:
        self.plain = Press([workspace.cache_folder / "fonts"])
        self.known: dict[str, tuple[bytes, Any, Any]] = {}
        self.warm = printing_press(workspace)

    def print(self, html: str, key: str) -> tuple[bytes, bytes, Any]:
        """The files of both, and the layout of the one that goes on."""
        self.warm.begin(lambda *_: None, lambda: None)
        if html not in self.known:
            laid = self.plain.lay_out(html, key, "note")
            self.known[html] = (self.plain.write(laid, IDENTIFIER), laid.diagnostics, laid.hints)
        file, diagnostics, hints = self.known[html]
        again = self.warm.lay_out(html, key, "note")
        assert (again.diagnostics, again.hints) == (diagnostics, hints)
        return file, self.warm.write(again, IDENTIFIER), again

    @property
    def taken(self) -> int:
        """Pages that the last printing took from the one before."""
        return len(self.warm._reprinter._pages._now.final)


PARAGRAPH = re.compile(r"<p data-src[^>]*>(?:(?!</p>).)*</p>", re.DOTALL)


def nth(pattern: str, number: int, change: Callable[[str], str]) -> Callable[[str], str]:
    """An edit of the ``number``-th match."""

    def edit(html: str) -> str:
        match = list(re.finditer(pattern, html, re.DOTALL))[number]
        return html[: match.start()] + change(match[0]) + html[match.end() :]

    return edit


P = PARAGRAPH.pattern
ROW, ITEM = r"<tr>(?:(?!<tr).)*?</tr>", r"<li[ >](?:(?!<li).)*?</li>"
FIGURE = r"<figure(?:(?!<figure).)*?</figure>"
SECTION = r'<section class="chapter"(?:(?!<section).)*?</section>'
EDITS: dict[str, tuple[Callable[[str], str], int]] = {
    "nothing": (lambda html: html, 4),
    "a word in front": (lambda html: html.replace("追平一线，", "追平了一线，"), 3),
    "a word further on": (lambda html: html.replace("两项测试中", "这两项测试中"), 3),
    "a word on the last page": (nth(r"(?<=<td>)[^<]+(?=</td>)", -1, lambda t: t + "（含）"), 3),
    "a paragraph more": (nth(P, 1, lambda p: p + "<p>" + "推到下一页去的一段文字。" * 30 + "</p>"), 0),
    "a paragraph less": (nth(P, 4, lambda p: ""), 0),
    "a chart less, and a link to nowhere": (nth(FIGURE, 1, lambda f: ""), 1),
    "a row less": (nth(ROW, 3, lambda r: ""), 1),
    "many rows more": (nth(ROW, 3, lambda r: r * 25), 0),
    "an item more": (nth(ITEM, -1, lambda i: i + i), 0),
    "a section twice": (nth(SECTION, 0, lambda s: s + s), 0),
    "a break": (nth(P, 5, lambda p: p.replace("<p ", '<p style="break-before: page" ')), 0),
    "another style": (lambda html: html.replace("text-align: justify", "text-align: left"), 0),
    "another running head": (nth(r'class="run-house">[^<]+', 0, lambda r: r + "（新）"), 0),
    "page numbers in the text": (
        nth(P, 2, lambda p: p + '<ul class="list"><li><a href="#risks">风险</a></li></ul>'),
        0,
    ),
}


@pytest.fixture(scope="module")
def presses(given: tuple[Workspace, str, str]) -> Iterator[Presses]:
    made = Presses(given[0])
    made.print(given[1], given[2])
    yield made


@pytest.mark.parametrize("name", EDITS)
def test_the_same_file(given: tuple[Workspace, str, str], presses: Presses, name: str) -> None:
    _, html, key = given
    edit, taken = EDITS[name]
    edited = edit(html)
    assert (edited == html) == (name == "nothing")
    plain, again, _ = presses.print(edited, key)
    assert again == plain and presses.taken >= taken
    # And back.
    plain, again, _ = presses.print(html, key)
    assert again == plain


def test_pages_that_are_taken_again_know_where_they_come_from(
    given: tuple[Workspace, str, str], presses: Presses
) -> None:
    _, html, key = given
    before = [source_boxes(page) for page in presses.print(html, key)[2].document.pages]
    moved = re.sub(r'(data-src="[^"]*note\.yaml:)(\d+)', lambda m: f"{m[1]}{int(m[2]) + 7}", html)
    plain, again, laid = presses.print(moved, key)
    assert again == plain and presses.taken == 4
    after = [source_boxes(page) for page in laid.document.pages]
    for old, new in zip(before, after, strict=True):
        for a, b in zip(old, new, strict=True):
            assert (a.x, a.y, a.width, a.height) == (b.x, b.y, b.width, b.height)
            file, _, line = a.source.rpartition(":")
            expected = int(line) + 7 if file.endswith("note.yaml") else int(line)
            assert b.source == f"{file}:{expected}"


def test_a_layout_that_is_broken_off_spoils_nothing(
    given: tuple[Workspace, str, str], presses: Presses, tmp_path: Path
) -> None:
    class Stop(BaseException):
        pass

    def stop(*_: object) -> None:
        raise Stop

    _, html, key = given
    presses.print(html, key)
    presses.warm.begin(lambda *_: None, stop)
    edited = html.replace("追平一线，", "追平了一线，")
    laid = presses.warm.lay_out(edited, key, "note")
    with pytest.raises(Stop):
        presses.warm.write(laid, IDENTIFIER)
    plain, again, _ = presses.print(html, key)
    assert again == plain

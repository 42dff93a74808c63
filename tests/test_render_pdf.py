"""The press: what a page asks for from outside, and drawings that fail, are told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from desknote.diagnostics import Problems
from desknote.render.pdf import Press
from desknote.rules import RULES


def _print(body: str, folders: tuple[Path, ...] = ()) -> bytes:
    press = Press(folders)
    laid = press.lay_out(f"<html lang=en><title>x</title><body>{body}</body></html>", "fonts", "note.yaml")
    assert not [d for d in laid.diagnostics if (d.severity or RULES[d.code].severity) == "error"]
    return press.write(laid, b"0" * 16)


def _refused(body: str) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as caught:
        _print(body)
    return [(d.code, str(d.params.get("url", ""))) for d in caught.value.diagnostics]


def test_all_that_a_page_asks_for_is_named_once() -> None:
    twice = '<img alt=x src="file:///etc/a"><svg width=9 height=9>{0}{0}</svg>'
    drawing = '<image href="http://x.example/b" width=9 height=9 />'
    assert _refused(twice.format(drawing)) == [("DN701", "file:///etc/a")]  # the page is not even laid out
    assert _refused(f"<svg width=9 height=9>{drawing}{drawing}</svg>") == [("DN701", "http://x.example/b")]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "FILE:///etc/passwd", "file://host/etc/passwd", "ftp://x/y"]
)
def test_other_places_are_refused(url: str) -> None:
    assert [code for code, _ in _refused(f'<img alt=x src="{url}">')] == ["DN701"]


def test_files_of_the_folders_given_are_opened_and_their_neighbours_are_not(tmp_path: Path) -> None:
    inside, outside = tmp_path / "fonts" / "a.svg", tmp_path / "fonts-2" / "a.svg"
    for path in (inside, outside):
        path.parent.mkdir()
        path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    folders = (tmp_path / "fonts",)
    assert _print(f'<img alt=x src="{inside.as_uri()}">', folders).startswith(b"%PDF")
    for path in (outside.as_uri(), f"{folders[0].as_uri()}/../fonts-2/a.svg"):
        with pytest.raises(Problems):
            _print(f'<img alt=x src="{path}">', folders)


def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "a.svg").symlink_to("/etc/passwd")
    with pytest.raises(Problems):
        _print(f'<img alt=x src="{(folder / "a.svg").as_uri()}">', (folder,))


def test_a_drawing_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The renderer leaves it out without a word; a note without its chart must not be published."""
    from weasyprint.svg import SVG

    def fail(*_: object, **__: object) -> None:
        raise ValueError("no such curve")

    monkeypatch.setattr(SVG, "draw", fail)
    with pytest.raises(Problems) as caught:
        _print("<svg width=9 height=9><path d='M0 0'/></svg>")
    (found,) = caught.value.diagnostics
    assert (found.code, found.severity) == ("DN702", "error")


def test_an_address_that_holds_a_picture_is_cut_short() -> None:
    data = "data:image/svg+xml;base64," + "QUJD" * 2_000
    press = Press(())
    laid = press.lay_out(f'<html lang=en><body><img alt=x src="{data}"></body></html>', "fonts", "note.yaml")
    (found,) = laid.diagnostics
    assert found.code == "DN702" and len(str(found.params["message"])) < 300


def test_the_same_page_is_the_same_file() -> None:
    assert _print("<h1>x</h1><p>y</p>") == _print("<h1>x</h1><p>y</p>")


def test_pages_that_are_laid_out_once_are_written_as_often_and_as_one_likes() -> None:
    page = "<html lang=en><title>x</title><body><h1>Heading</h1><p><a href='#a'>words</a><table id=a><th>a"

    def alone(standard: str) -> bytes:
        press = Press(())
        return press.write(press.lay_out(page, "fonts", "note.yaml"), b"0" * 16, standard)

    press = Press(())
    laid = press.lay_out(page, "fonts", "note.yaml")
    for standard in ("", "pdf/a-3b", "pdf/ua-1", "", "pdf/a-3b"):
        assert press.write(laid, b"0" * 16, standard) == alone(standard), standard

"""Drawn exhibits are kept by what they are drawn from."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from samples import exhibit, frame, samples, style

from desknote.exhibits import cache, hands
from desknote.exhibits.cache import draw_all, key_of, widths_of
from desknote.exhibits.style import ChartFonts

ONE = samples()["line"]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of exhibits as they are drawn."""
    drawn: list[str] = []
    real = cache.draw

    def draw(one: object, *rest: object) -> object:
        drawn.append(one.id)  # type: ignore[attr-defined]
        return real(one, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(cache, "draw", draw)
    return drawn


def test_what_is_kept_is_not_drawn_again(tmp_path: Path, counted: list[str]) -> None:
    first = draw_all([ONE, samples()["bar"]], style(), tmp_path, jobs=1)
    again = draw_all([ONE, samples()["bar"]], style(), tmp_path, jobs=1)
    assert counted == ["line", "bar"] and first == again and list(first) == ["line", "bar"]


@pytest.mark.parametrize("spoil", [
    lambda data: b"",
    lambda data: data[: len(data) // 2],
    lambda data: data.replace(b"<svg", b"<SVG"),
    lambda data: b"\xff\xfe" + data,
    lambda data: b"{}",
])  # fmt: skip
def test_a_damaged_entry_is_drawn_again(
    tmp_path: Path, counted: list[str], spoil: Callable[[bytes], bytes]
) -> None:
    first = draw_all([ONE], style(), tmp_path, jobs=1)
    (file,) = tmp_path.rglob("*.json")
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    assert draw_all([ONE], style(), tmp_path, jobs=1) == first
    assert counted == ["line", "line"] and file.read_bytes() == whole


def test_the_key_changes_with_all_that_a_drawing_depends_on() -> None:
    look = style()
    told = ONE.spec.model_copy(update={"alt": "其他说明"})
    other = {
        "spec": key_of(replace(ONE, spec=told), look, 86),
        "data": key_of(replace(ONE, frame=replace(ONE.frame, digest="new")), look, 86),  # type: ignore[type-var]
        "colours": key_of(ONE, style("blue"), 86),
        "language": key_of(ONE, style(lang="en"), 86),
        "width": key_of(ONE, look, 54),
        "id": key_of(replace(ONE, anchor="fig-other"), look, 86),
        "fonts": key_of(ONE, replace(look, fonts=ChartFonts(digest="other")), 86),
    }
    assert len({key_of(ONE, look, 86), *other.values()}) == len(other) + 1


def test_the_place_of_the_fonts_does_not_matter() -> None:
    here = replace(style(), fonts=ChartFonts((Path("a.ttf"),), (Path("b.ttf"),), "same"))
    there = replace(style(), fonts=ChartFonts((Path("c.ttf"),), (), "same"))
    assert key_of(ONE, here, 86) == key_of(ONE, there, 86)


def test_the_key_changes_with_the_version_of_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(ONE, style(), 86)
    monkeypatch.setattr(cache, "_version", lambda package: "99")
    assert key_of(ONE, style(), 86) != before


def test_rows_written_in_the_note_are_part_of_the_key() -> None:
    keys = {"type": "bar", "x": "n", "y": "v"}
    one = exhibit({**keys, "rows": [{"n": "甲", "v": 1}]}, None)
    two = exhibit({**keys, "rows": [{"n": "甲", "v": 2}]}, None)
    assert key_of(one, style(), 86) != key_of(two, style(), 86)


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    assert draw_all([ONE], style(), file / "cache", jobs=1)["line"].svg


def test_many_are_drawn_by_processes_as_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = frame(x=("甲", "乙"), a=(1, 2))
    many = [exhibit({"type": "bar", "x": "x", "y": "a"}, data, f"b{i}") for i in range(5)]
    many.insert(1, exhibit({"type": "table", "columns": ["x", "a"]}, data, "t"))
    for name in ("FORKED", "SPAWNED"):
        monkeypatch.setattr(hands, name, 2)
    together = draw_all(many, style(), tmp_path / "two", jobs=2)
    assert list(together) == ["b0", "t", "b1", "b2", "b3", "b4"]
    assert together == draw_all(many, style(), tmp_path / "one", jobs=1)


_REBUILD = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from desknote.exhibits.cache import draw_all
from samples import samples, style
drawn = draw_all(list(samples().values()), style(), Path({folder!r}), jobs=1)
assert all(d.svg for d in drawn.values())
print(sorted({{m.split('.')[0] for m in sys.modules}} & {{'matplotlib', 'numpy', 'uharfbuzz'}}))
"""


def test_a_rebuild_from_the_cache_imports_no_matplotlib(tmp_path: Path) -> None:
    code = _REBUILD.format(tests=str(Path(__file__).parent), folder=str(tmp_path))
    seen = [
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=dict(os.environ)
        ).stdout.strip()
        for _ in range(2)
    ]
    assert "matplotlib" in seen[0] and seen[1] == "[]"


def test_widths_follow_where_the_note_places_an_exhibit() -> None:
    from types import SimpleNamespace as Thing

    def body(text: str) -> Thing:
        return Thing(body=Thing(text=text))

    names = ("side", "left", "right", "wide", "small")
    bar = {"type": "bar", "x": "x", "y": "a"}
    made = {n: exhibit({**bar, "width": "half" if n == "small" else "full"}, None, n) for n in names}
    note = Thing(
        exhibits=tuple(made.values()),
        viewpoints=(body("文字\n\n@exhibit:left @exhibit:right\n\n@exhibit:wide\n"),),
        sections=(body("见 @fig-wide 与 @exhibit:wide 两处\n"),),
        advice=None,
        sidebar=(Thing(exhibit="side"), Thing(exhibit="")),
    )
    assert widths_of(note) == {  # type: ignore[arg-type]
        "side": 52, "left": 86, "right": 86, "wide": 178, "small": 86,
    }  # fmt: skip

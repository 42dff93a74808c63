"""A house's own types without code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desknote.diagnostics import Diagnostic
from desknote.exhibits.draw import draw
from desknote.exhibits.presets import Presets, load_presets, with_preset
from desknote.exhibits.style import style_from
from desknote.resolve import close
from desknote.workspace import Workspace
from sample import NOTE


def load(tmp_path: Path, **files: str) -> tuple[Presets, tuple[Diagnostic, ...]]:
    folder = tmp_path / "assets" / "exhibits"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.yml").write_text(text, "utf-8")
    return load_presets(Workspace(tmp_path.resolve()))


def test_a_preset_is_a_type_with_keys_behind_those_of_the_note(tmp_path: Path) -> None:
    presets, found = load(
        tmp_path,
        house_line="type: 折线图\nnames: {zh-CN: 本所走势图, en: House line}\nrebase: percent\nx: date\n",
    )
    assert not found and set(presets) == {"house-line", "本所走势图", "House line"}
    made = with_preset({"type": "本所走势图", "x": "day", "title": "走势"}, presets)
    assert made == {"type": "折线图", "rebase": "percent", "x": "day", "title": "走势"}
    plain = {"type": "bar", "x": "a"}
    assert with_preset(plain, presets) is plain and with_preset({"x": 1}, presets) == {"x": 1}


def test_no_folder_no_presets(tmp_path: Path) -> None:
    presets, found = load_presets(Workspace(tmp_path))
    assert not presets and not found


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("p", "type: lime\n", "DN204"),
        ("p", "rebase: percent\n", "DN204"),
        ("p", "- type: line\n", "DN106"),
        ("p", "type: line\nrebose: percent\n", "DN201"),
        ("p", "type: line\nnames: [a]\n", "DN335"),
        ("line", "type: bar\n", "DN335"),
        ("p", "type: [\n", "DN101"),
    ],
)
def test_what_is_wrong_with_a_preset_is_told_of_in_its_file(
    tmp_path: Path, name: str, text: str, code: str
) -> None:
    presets, found = load(tmp_path, **{name: text})
    assert not presets and [d.code for d in found] == [code]
    assert found[0].span is not None and found[0].span.file == f"assets/exhibits/{name}.yml"


def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("type: line\n")
    folder = tmp_path / "inside" / "assets" / "exhibits"
    folder.mkdir(parents=True)
    (folder / "out.yml").symlink_to(secret)
    presets, found = load_presets(Workspace((tmp_path / "inside").resolve()))
    assert not presets and [d.code for d in found] == ["DN004"]


def test_a_note_uses_a_preset_by_its_name(workspace: Callable[..., Workspace]) -> None:
    preset = "type: line\nnames: {zh-CN: 本所走势图}\nrebase: percent\nlegend: top\nx: 无此列\n"
    place = workspace(
        NOTE.replace("    type: line\n", "    type: 本所走势图\n"),
        files={"assets/exhibits/house-line.yml": preset},
    )
    note, found = close(place, "sample")
    assert note is not None and not [d for d in found if d.code.startswith("DN2") or d.code == "DN303"]
    drawing = draw(note.exhibits[0], style_from(note.brand, "zh-CN"), 86)
    assert drawing.headers == ("日期", "恒生指数（%）") and drawing.rows[0][1] == "0.0"


def test_a_misspelt_preset_is_suggested(workspace: Callable[..., Workspace]) -> None:
    place = workspace(
        NOTE.replace("    type: line\n", "    type: house-lnie\n"),
        files={"assets/exhibits/house-line.yml": "type: line\n"},
    )
    _, found = close(place, "sample")
    assert [(d.code, d.suggestion) for d in found if d.code == "DN204"] == [("DN204", "house-line")]

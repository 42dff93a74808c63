"""What is built again when the machine changes: libraries of other versions, fonts that come and change."""

from __future__ import annotations

import os
from pathlib import Path

import matplotlib
import pytest
from fontTools.ttLib import TTFont

from desknote import resources
from desknote.build import build_note
from desknote.workspace import Workspace
from e2e.desk import ROOT, House

NOTE = """\
kind: flash
lang: zh-CN
title: 题
date: 2025-02-05
rating: 增持
analysts: zhang-san
viewpoints:
  - {heading: 点, body: 文。}
risks: [需求不及预期。]
"""
CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{}</dir>
</fontconfig>
"""
DEJAVU = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def _built(workspace: Workspace) -> bool:
    """Whether the note had to be built."""
    result = build_note(workspace, "plain", ("txt",))
    assert result.ok, result.diagnostics
    return not result.from_cache


def test_another_version_of_a_library_builds_again(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = house({"plain": NOTE})
    assert _built(workspace) and not _built(workspace)
    monkeypatch.syspath_prepend(tmp_path / "libraries")
    for folder, matters in (
        ("somebodys_own-1.0.dist-info", False),
        ("weasyprint-70.99.dist-info", True),
        ("Pillow-99.0.egg-info", True),
    ):
        (tmp_path / "libraries" / folder).mkdir(parents=True)
        resources.versions.cache_clear()  # as a new run would
        assert _built(workspace) == matters, folder
        assert not _built(workspace)


def _font(source: str, family: str, path: Path) -> None:
    font = TTFont(DEJAVU / source)
    for name in font["name"].names:
        if name.nameID in (1, 4, 16):
            name.string = family
    font.save(path)


def test_a_font_of_the_machine_that_comes_changes_or_goes(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    _font("DejaVuSansMono.ttf", "Bystander", fonts / "other.ttf")
    (tmp_path / "fonts.conf").write_text(CONFIGURATION.format(fonts), "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    brand = (ROOT / "assets" / "brand.yml").read_text("utf-8")
    brand = brand.replace("zh-CN: Noto Serif CJK SC", "zh-CN: [Newcomer, Noto Serif CJK SC]")
    workspace = house({"plain": NOTE}, {"assets/brand.yml": brand})
    assert _built(workspace) and not _built(workspace)

    os.utime(fonts / "other.ttf", (1, 1))
    _font("DejaVuSansMono-Bold.ttf", "Bystander", fonts / "another.ttf")
    assert not _built(workspace)

    _font("DejaVuSans.ttf", "Newcomer", fonts / "new.ttf")
    assert _built(workspace) and not _built(workspace)
    os.utime(fonts / "new.ttf", (1, 1))
    assert not _built(workspace)
    _font("DejaVuSerif.ttf", "Newcomer", fonts / "new.ttf")
    assert _built(workspace) and not _built(workspace)
    (fonts / "new.ttf").unlink()
    assert _built(workspace) and not _built(workspace)


def test_a_font_is_read_once_for_many_notes_and_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desknote import freshness

    opened = []
    open_file = freshness.open_file
    monkeypatch.setattr(freshness, "open_file", lambda path: opened.append(path) or open_file(path))
    font = tmp_path / "some.otf"
    font.write_bytes(b"one")
    first = {freshness.machine_digest(font) for _ in range(3)}
    font.write_bytes(b"other")
    assert len(first) == 1 and freshness.machine_digest(font) not in first
    assert opened == [font, font]
    font.unlink()
    assert freshness.machine_digest(font) == ""

"""English and Hong Kong notes are set as their readers expect, not as mainland Chinese with other words."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from desknote.workspace import Workspace
from e2e.desk import Built, build, furnish
from e2e.printed import HEADINGS

NOTE = """\
kind: flash
lang: {lang}
title: 標題
date: 2025-02-05
analysts: wang-wu
viewpoints:
  - {{heading: 骨, body: '骨返直，一二三，骨。'}}
"""
SIMPLIFIED = set("报评级说这会来个们业务亿应国际产资开关发长门问间东车见观现规视觉")


@pytest.fixture(scope="module")
def english(samples: Workspace) -> Built:
    return Built(samples, "example-motion")


@pytest.fixture(scope="module")
def hong_kong(samples: Workspace) -> Built:
    return Built(samples, "hk-turnover")


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> dict[str, Built]:
    """One text as a Hong Kong and as a mainland note."""
    notes = {lang.lower(): NOTE.format(lang=lang) for lang in ("zh-HK", "zh-CN")}
    workspace = furnish(tmp_path_factory.mktemp("twins") / "house", notes, font_cache)
    return {slug: build(workspace, slug, targets=("pdf",)) for slug in notes}


def test_english_words_are_hyphenated_in_text_alone(english: Built) -> None:
    printed = english.printed
    broken = 0
    for block in printed.blocks:
        for line in block.lines[:-1]:
            if not re.search(r"[A-Za-z][-\u2010]$", line.text):
                continue
            assert block.tag in ("P", "LBody"), f"{block.tag}: {line.text!r}"
            assert block.tag not in HEADINGS
            assert re.search(r"[A-Za-z]{3}[-\u2010]$", line.text), line.text
            broken += printed.place(block) == "main"
    assert broken >= 2


def test_english_lines_are_filled_without_holes(english: Built) -> None:
    """Words of a justified line stand at most 0.8 em apart."""
    for block in english.printed.blocks:
        if block.tag != "P" or english.printed.place(block) != "main":
            continue
        for line in block.lines[:-1]:
            for before, space, after in zip(line.glyphs, line.glyphs[1:], line.glyphs[2:], strict=False):
                if space.text == " ":
                    assert (after.left - before.right) / space.size < 0.8, line.text


def test_english_quotes_and_dashes_are_narrow(english: Built) -> None:
    """The Chinese fonts have full-width ones under the same code points."""
    seen = set()
    for page in english.printed.pages:
        for glyph in page:
            if glyph.text in "“”‘’…·–—":
                width = (glyph.right - glyph.left) / glyph.size
                assert width < (1.01 if glyph.text in "—…" else 0.62), (glyph.text, width)
                seen.add(glyph.text)
    assert {"“", "”"} <= seen


def test_chinese_quotes_are_full_width(samples: Workspace) -> None:
    widths = {
        (g.right - g.left) / g.size
        for page in Built(samples, "large-model-costs").printed.pages
        for g in page
        if g.text in "“”"
    }
    assert widths and all(0.99 <= w <= 1.01 for w in widths)


def test_english_pages_hold_no_chinese(english: Built) -> None:
    printed = "".join(g.text for page in english.printed.pages for g in page)
    text = printed + english.html.read_text("utf-8")
    assert not re.findall("[\u3000-\u9fff\uff01-\uff5e]", text)


def test_dates_are_written_as_in_the_language(english: Built, hong_kong: Built) -> None:
    assert any("21 January 2025" in b.text for b in english.printed.sidebar)
    assert any("2025-02-04" in b.text or "2025年2月4日" in b.text for b in hong_kong.printed.sidebar)


def test_hong_kong_pages_hold_no_simplified_characters(hong_kong: Built) -> None:
    text = "".join(g.text for page in hong_kong.printed.pages for g in page) + hong_kong.html.read_text(
        "utf-8"
    )
    assert len(re.findall("[\u4e00-\u9fff]", text)) > 1_000
    assert not SIMPLIFIED & set(text)


def _glyphs(built: Built) -> dict[str, tuple[TTFont, str]]:
    """Each character of the text's face as the PDF embeds it: its font and glyph."""
    found = {}
    for page in pypdf.PdfReader(built.pdf).pages:
        for font in (f.get_object() for f in page["/Resources"]["/Font"].values()):  # type: ignore[index]
            if not str(font["/BaseFont"]).endswith("Desknote-Text"):
                continue
            inner = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            file = TTFont(BytesIO(inner["/FontFile2"].get_data()))
            names = file.getGlyphOrder()
            found.update({c: (file, names[n]) for n, c in _meanings(font).items() if n < len(names)})
    return found


def _meanings(font: Any) -> dict[int, str]:
    table = font["/ToUnicode"].get_data().decode("latin-1")
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>\s", table)
    return {int(code, 16): chr(int(value, 16)) for code, value in pairs}


def _drawn(glyphs: dict[str, tuple[TTFont, str]], character: str) -> list[Any]:
    font, name = glyphs[character]
    pen = RecordingPen()
    font.getGlyphSet()[name].draw(pen)
    return pen.value


def test_hong_kong_has_its_own_forms_of_characters(twins: dict[str, Built]) -> None:
    mainland, local = _glyphs(twins["zh-cn"]), _glyphs(twins["zh-hk"])
    for character in "骨返":
        assert _drawn(mainland, character) != _drawn(local, character), character
    for character in "一二三":
        assert _drawn(mainland, character) == _drawn(local, character), character


@pytest.mark.parametrize(("slug", "least", "most"), [("zh-cn", 0.0, 0.35), ("zh-hk", 0.35, 0.65)])
def test_marks_stand_where_readers_expect_them(
    twins: dict[str, Built], slug: str, least: float, most: float
) -> None:
    """A comma stands at the lower left of its square on the mainland, in its middle in Hong Kong."""
    for mark in "，。":
        font, name = _glyphs(twins[slug])[mark]
        glyphs = font.getGlyphSet()
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        assert pen.bounds is not None
        middle = (pen.bounds[0] + pen.bounds[2]) / 2 / font["head"].unitsPerEm
        assert least <= middle <= most, (mark, middle)


def test_the_page_names_its_language(sample: Built) -> None:
    assert f'<html lang="{sample.note.lang}"' in sample.html.read_text("utf-8")
    assert sample.printed.reader.root_object["/Lang"] == sample.note.lang

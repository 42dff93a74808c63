"""Tables on the printed page: what fits, what breaks where, and what turns on its side."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from e2e.desk import Built, build, furnish
from e2e.printed import MM, Block, Glyph

WORDS = "订单见底回升，利润率随产能爬坡而改善，费用增速低于收入增速，现金流好于利润。" * 3
QUARTERS = [f"{q}Q{y}" for y in (21, 22, 23, 24) for q in (1, 2, 3, 4)]
YEARS = ["2021A", "2022A", "2023A", "2024E", "2025E", "2026E"]


def _items(count: int, years: list[str]) -> str:
    lines = ["项目," + ",".join(years)]
    lines += [
        f"项目{i},{','.join(f'{(i + 1) * 123.4 * (j - 1.5):.1f}' for j in range(len(years)))}"
        for i in range(count)
    ]
    return "\n".join(lines) + "\n"


FILES = {
    "long.csv": _items(70, YEARS),
    "mid.csv": _items(9, YEARS),
    "quarters.csv": _items(5, QUARTERS),
    "wide.csv": "公司,"
    + ",".join(f"指标{i}" for i in range(22))
    + "\n"
    + "甲公司,"
    + ",".join(["12345.67"] * 22)
    + "\n",
}
EXHIBIT = """\
  {name}:
    type: {kind}
    title: {title}
    data: data/{file}.csv
    source: 示例证券研究所
    illustrative: true
"""
PLACED = [
    ("first", "forecast", "首页旁的表", "mid", 0),
    ("crowded", "forecast", "首页放不下的表", "quarters", 0),
    *[(f"mid{i}", "table", f"中表{'甲乙丙丁戊己'[i - 1]}", "mid", i) for i in range(1, 7)],
    ("half", "table", "半栏甲", "mid", 0),
    ("wide", "comps", "横向的表", "wide", 0),
    ("long", "statements", "跨页的表", "long", 2),
]


def _note() -> str:
    body = []
    for name, _, _, _, filler in PLACED:
        body += [WORDS] * filler + [f"@exhibit:{name}"]
    text = "\n\n".join(f"      {line}" for line in [*body, "末段文字。"])
    exhibits = "".join(EXHIBIT.format(name=n, kind=k, title=t, file=f) for n, k, t, f, _ in PLACED)
    return f"""\
kind: company
lang: zh-CN
title: 表格
date: 2025-01-21
analysts: li-si
sidebar: [date, analysts]
viewpoints:
  - heading: 要点
    body: 见下。
sections:
  - heading: 表格
    body: |
{text}
exhibits:
{exhibits}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Built:
    """The note with all the tables."""
    workspace = furnish(tmp_path_factory.mktemp("tables") / "house", {"tables": _note()})
    workspace.cache_folder.mkdir(parents=True)
    (workspace.cache_folder / "fonts").symlink_to(font_cache, target_is_directory=True)
    folder = workspace.notes_folder / "tables" / "data"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return build(workspace, "tables")


def _caption(built: Built, title: str) -> Block:
    return next(b for b in built.printed.blocks if b.tag == "Caption" and b.text.endswith(title))


def _cells(built: Built, title: str) -> list[Block]:
    """The cells of the table under a caption."""
    blocks = built.printed.blocks
    start = blocks.index(_caption(built, title))
    found = []
    for block in blocks[start + 1 :]:
        if block.tag == "Caption":
            break
        if block.tag in ("TH", "TD"):
            found.append(block)
        elif found:
            break
    return [b for b in found if b.glyphs]


def _inked(block: Block) -> list[Glyph]:
    return [g for g in block.glyphs if g.text.strip()]


def test_every_table_is_there(built: Built) -> None:
    for name, _, title, file, _ in PLACED:
        rows = FILES[f"{file}.csv"].count("\n") - 1
        assert len([b for b in _cells(built, title) if b.tag == "TH"]) >= rows, name


def test_a_caption_stands_on_the_page_of_its_first_rows(built: Built) -> None:
    for _, _, title, _, _ in PLACED:
        heads = [b for b in _cells(built, title) if b.tag == "TD"]
        assert _caption(built, title).page == heads[0].page, title


def test_a_short_table_is_not_torn(built: Built) -> None:
    for _, _, title, file, _ in PLACED:
        if file != "long":
            assert len({g.page for b in _cells(built, title) for g in b.glyphs}) == 1, title


def test_a_long_table_breaks_between_rows_and_has_its_head_on_every_page(built: Built) -> None:
    cells = _cells(built, "跨页的表")
    pages = sorted({g.page for b in cells for g in b.glyphs})
    assert len(pages) >= 2
    for page in pages:
        text = "".join(g.text for g in built.printed.pages[page - 1])
        assert all(year in text for year in YEARS)
    for block in cells:
        if block.tag == "TD":
            assert len({g.page for g in block.glyphs}) == 1


def test_figures_never_wrap_nor_meet(built: Built) -> None:
    for _, _, title, _, _ in PLACED:
        figures = [b for b in _cells(built, title) if b.tag == "TD"]
        assert all(len(b.lines) == 1 for b in figures), title
        places = sorted(
            (b.page, round(b.lines[0].baseline), b.lines[0].left, b.lines[0].right) for b in figures
        )
        for one, other in pairwise(places):
            if one[:2] == other[:2]:
                assert other[2] - one[3] > 1.0, (title, one, other)


def test_tables_stay_within_the_margins(built: Built) -> None:
    for number, ((width, _), glyphs) in enumerate(
        zip(built.printed.sizes, built.printed.pages, strict=True), 1
    ):
        for glyph in glyphs:
            assert glyph.left >= 15.9 * MM, (number, glyph.text)
            assert glyph.right <= width - 15.5 * MM, (number, glyph.text)


def test_a_table_too_wide_for_the_page_turns_and_the_text_after_it_turns_back(built: Built) -> None:
    turned = [i for i, (width, height) in enumerate(built.printed.sizes, 1) if width > height]
    assert turned == [_caption(built, "横向的表").page]
    page = turned[0]
    head = " ".join(line.text for line in built.printed.running[page - 1])
    assert "示例证券" in head
    assert f"{page} / {len(built.printed.sizes)}" in head
    assert _caption(built, "跨页的表").page > page


def test_beside_the_sidebar_a_table_is_drawn_for_the_narrow_column(built: Built) -> None:
    cells = _cells(built, "首页旁的表")
    assert {b.page for b in cells} == {1}
    left = min(g.left for b in cells for g in _inked(b))
    assert left > 75 * MM
    # What does not fit there has the next page's width.
    crowded = _cells(built, "首页放不下的表")
    assert {b.page for b in crowded} == {2}
    assert min(g.left for b in crowded for g in _inked(b)) < 20 * MM


def test_type_has_a_floor(built: Built) -> None:
    sizes = {round(g.size, 1) for _, _, title, _, _ in PLACED for b in _cells(built, title) for g in b.glyphs}
    assert min(sizes) >= 5.9
    assert max(sizes) <= 7.6


def test_signs_line_up(built: Built) -> None:
    """The last digits of a column of figures with one digit each end at one place."""
    cells = [b for b in _cells(built, "跨页的表") if b.tag == "TD"]
    rights = {}
    for block in cells:
        rights.setdefault(round(block.lines[0].right, 0), []).append(block)
    assert len([r for r, blocks in rights.items() if len(blocks) > 10]) == len(YEARS)

"""What stands where on the printed pages: band, sidebar, columns, heads and feet, page breaks."""

from __future__ import annotations

import json
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from desknote.workspace import Workspace
from e2e.desk import SAMPLES, Built, build, furnish
from e2e.printed import HEADINGS, MM, Block

SIDE, TOP, BOTTOM = 16 * MM, 24 * MM, 20 * MM
SIDEBAR, TEXT = 68 * MM, 78 * MM  # where the sidebar ends and the text beside it begins
SLACK = 0.5 * MM
BAND = (0x8A / 255, 0x1C / 255, 0x1C / 255)

LONG = """\
kind: industry
lang: zh-CN
title: 一篇很长的研报
date: 2025-02-05
sector: 传媒互联网
rating: 增持
analysts: zhang-san
assistants: zhao-liu
related:
{related}
sidebar: [rating, exhibit:left, analysts, related]
viewpoints:
{viewpoints}
risks: [需求不及预期；, 竞争加剧。]
sections:
{sections}
exhibits:
  left: &chart
    type: line
    title: 指数走势
    rows:
      - {{x: 2025-01-02, y: 1}}
      - {{x: 2025-01-03, y: 2}}
      - {{x: 2025-01-06, y: 4}}
    x: x
    y: [y]
    source: 示例证券研究所
    alt: 一路上升
    illustrative: true
  pair-a: {{<<: *chart, title: 甲图}}
  pair-b: {{<<: *chart, title: 乙图}}
  whole: {{<<: *chart, title: 丙图}}
"""
BREAKS = """\
kind: flash
lang: zh-CN
title: 处处分页
date: 2025-02-05
analysts: zhang-san
viewpoints:
  - {{heading: 要点, body: 要点的正文。}}
risks: [需求不及预期。]
sections:
{sections}
exhibits:
{exhibits}
"""
CHART = """\
  c{0}:
    type: line
    title: 第 {0} 张图
    rows: [{{x: 2025-01-02, y: 1}}, {{x: 2025-01-03, y: 2}}]
    x: x
    y: [y]
    source: 示例证券研究所
    alt: 上升
    illustrative: true
"""
SENTENCE = "模型效率改善之后，云、端侧、软件与垂直应用依次受益，AI 相关收入有望在 2025 年加快增长。"


def _paragraph(number: int, length: int) -> str:
    return f"第 {number} 段。" + SENTENCE * length


def long_note() -> str:
    """Key points of two pages, sections of several, a sidebar that does not fit on the front page."""
    related = "\n".join(
        f"  - {{title: 一篇从前的研报之{i}，标题也不算短, date: 2024-12-{i:02}}}" for i in range(1, 31)
    )
    numbers = iter(range(1, 1000))

    def blocks(names: str, paragraphs: int, extra: str = "") -> str:
        found = []
        for name in names:
            texts = [_paragraph(next(numbers), 2 + i % 5) for i in range(paragraphs)]
            body = "\n\n".join(f"      {t}" for t in texts) + extra
            found.append(f"  - heading: {name}部分的标题\n    body: |\n{body}")
        return "\n".join(found)

    sections = (
        blocks("子丑", 9)
        + "\n"
        + blocks("寅", 4, "\n\n      @exhibit:pair-a @exhibit:pair-b\n\n      尾声。")
    )
    sections += (
        "\n" + blocks("卯", 5, "\n\n      @exhibit:whole\n\n      尾声。") + "\n" + blocks("辰巳午", 4)
    )
    return LONG.format(related=related, viewpoints=blocks("甲乙丙", 4), sections=sections)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Built:
    workspace = furnish(tmp_path_factory.mktemp("long") / "house", {"long": long_note()}, font_cache)
    return build(workspace, "long", targets=("pdf",))


def breaking_note() -> str:
    """Headings, and exhibits with and without text between them, at all heights of a page."""
    sections, exhibits = [], []
    for i in range(1, 49):
        body = [f"      {_paragraph(i, 1 + i * 5 % 7 // 2)}"]
        if i % 4 == 0:
            exhibits.append(CHART.format(i))
            body.append(f"      @exhibit:c{i}")
        sections.append(f"  - heading: 第 {i} 部分\n    body: |\n" + "\n\n".join(body))
    return BREAKS.format(sections="\n".join(sections), exhibits="".join(exhibits))


@pytest.fixture(scope="module")
def breaks(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Built:
    workspace = furnish(tmp_path_factory.mktemp("breaks") / "house", {"breaks": breaking_note()}, font_cache)
    return build(workspace, "breaks", targets=("pdf",))


@pytest.fixture(params=[*SAMPLES, "long", "breaks"])
def with_breaks(request: pytest.FixtureRequest, samples: Workspace) -> Built:
    if request.param in SAMPLES:
        return Built(samples, request.param)
    built: Built = request.getfixturevalue(request.param)
    return built


@pytest.fixture(params=[*SAMPLES, "long"])
def any_note(request: pytest.FixtureRequest, samples: Workspace) -> Built:
    if request.param == "long":
        built: Built = request.getfixturevalue("long")
        return built
    return Built(samples, request.param)


def _bare(text: str) -> str:
    return "".join(text.split())


def _order(built: Built) -> list[Block]:
    return [b for b in built.printed.blocks if b.lines]


def test_pages_are_a4(any_note: Built) -> None:
    for width, height in any_note.printed.sizes:
        assert (width, height) == (pytest.approx(210 * MM, abs=0.1), pytest.approx(297 * MM, abs=0.1))


def test_nothing_is_printed_outside_the_margins(any_note: Built) -> None:
    printed = any_note.printed
    for number in range(1, len(printed.pages) + 1):
        running = printed.running[number - 1]
        for line in printed.lines(number):
            room = line.size / 2 if line.text[-1] in "，。；：、！？）”」》" else 0.0  # blank halves may hang
            assert line.left >= SIDE - SLACK, (number, line.text)
            assert line.right - room <= printed.width - SIDE + SLACK, (number, line.text)
            if line in running:
                assert 12 * MM < line.baseline < printed.height - 10 * MM, (number, line.text)
            else:
                assert line.baseline <= printed.height - BOTTOM + SLACK, (number, line.text)
                assert number == 1 or line.baseline >= TOP, (number, line.text)


def test_no_text_lies_on_other_text(any_note: Built) -> None:
    printed = any_note.printed
    for number in range(1, len(printed.pages) + 1):
        for one, other in combinations(printed.lines(number), 2):
            left, top, right, bottom = (
                f(x, y) for f, x, y in zip((max, max, min, min), one.box, other.box, strict=True)
            )
            assert min(right - left, bottom - top) <= 0.4, (number, one.text, other.text)


def test_the_sidebar_stays_in_its_column(any_note: Built) -> None:
    printed = any_note.printed
    sidebar = [line for b in printed.sidebar for line in b.lines]
    assert len(sidebar) > 8
    for line in sidebar:
        assert line.page == 1, line.text
        assert line.left >= SIDE - SLACK and line.right <= SIDEBAR + SLACK, line.text
    beside = [
        line for b in _order(any_note) if b.page == 1 and printed.place(b) == "main" for line in b.lines
    ]
    assert len(beside) > 8
    for line in beside:
        assert line.left >= TEXT - SLACK, line.text
    title = next(b for b in _order(any_note) if b.tag == "H1").lines[-1]
    assert min(line.baseline for line in (*sidebar, *beside)) > title.baseline + 5 * MM


def test_beside_the_sidebar_begins_the_first_point(any_note: Built) -> None:
    """Sidebar and text begin at one height, below the title."""
    printed = any_note.printed
    first = next(b for b in _order(any_note) if printed.place(b) == "main").lines[0]
    top = min(line.box[1] for b in printed.sidebar for line in b.lines)
    assert first.box[1] == pytest.approx(top, abs=4 * MM)


def test_key_points_go_on_full_width(long: Built) -> None:
    printed = long.printed
    points = [b for b in printed.blocks if b.page == 2 and b.tag == "P" and "第" in b.text][:3]
    assert points and printed.place(points[0]) == "main"
    for block in points:
        assert block.lines[0].left == pytest.approx(SIDE, abs=0.5)
        assert max(line.right for line in block.lines) == pytest.approx(printed.width - SIDE, abs=0.5)


def test_what_the_sidebar_cannot_hold_follows_the_text(long: Built) -> None:
    """Nothing of an overlong sidebar is lost or cut: all thirty earlier reports are named, once each."""
    text = "".join(_bare(b.text) for b in long.printed.blocks)
    for i in range(1, 31):
        assert text.count(f"一篇从前的研报之{i}，") == 1, i
    assert "DN711" not in _manifest_warnings(long)


def _manifest_warnings(built: Built) -> list[str]:
    found: list[str] = json.loads((built.pdf.parent / "manifest.json").read_text())["warnings"]
    return found


def test_samples_build_without_warnings(sample: Built) -> None:
    assert _manifest_warnings(sample) == []


def test_the_band_heads_the_front_page(any_note: Built) -> None:
    printed, house = any_note.printed, any_note.note.house
    bands = [r for r in printed.rects[0] if _coloured(r, BAND) and r["width"] > printed.width - 1]
    (band,) = bands
    assert (band["x0"], band["top"]) == (pytest.approx(0, abs=0.1), pytest.approx(0, abs=0.1))
    assert band["height"] == pytest.approx(27 * MM, abs=0.1)
    within = [line for line in printed.lines(1) if line.baseline < band["bottom"]]
    words = [_bare(line.text) for line in within]
    assert any(house.name.replace(" ", "") == w for w in words)
    label = next(line for line in within if "".join(house.document_label.split()) in _bare(line.text))
    assert label.right == pytest.approx(printed.width - SIDE, abs=0.5)
    for line in within:
        assert all(c > 0.85 for c in line.glyphs[0].colour[:3]), f"{line.text!r} is not light enough"


def _coloured(rect: dict[str, object], colour: tuple[float, ...]) -> bool:
    paint = rect["non_stroking_color"]
    return isinstance(paint, tuple) and len(paint) == 3 and paint == pytest.approx(colour, abs=0.004)


def test_head_and_foot_of_every_page(any_note: Built) -> None:
    printed, note = any_note.printed, any_note.note
    pages = len(printed.pages)
    for number, lines in enumerate(printed.running, 1):
        rows: dict[float, str] = {}
        for line in lines:
            rows[line.baseline] = rows.get(line.baseline, "") + _bare(line.text)
        foot = rows.pop(max(rows))
        assert _bare(note.house.notice) in foot
        assert foot.endswith(f"{number}/{pages}") or foot.startswith(f"{number}/{pages}"), foot
        last = max((g for line in lines for g in line.glyphs if line.baseline > 100), key=lambda g: g.right)
        assert last.text == str(pages)[-1] and last.right == pytest.approx(printed.width - SIDE, abs=0.5)
        (head,) = rows.values() if number > 1 else ("",)
        if number > 1:
            assert _bare(note.house.name) in head
            assert _bare(note.house.document_label) in head
            assert max(line.baseline for line in lines if line.baseline < TOP) < TOP - 3 * MM


def test_the_document_is_named_on_every_page(any_note: Built) -> None:
    label = _bare(any_note.note.house.document_label)
    for number in range(1, len(any_note.printed.pages) + 1):
        words = "".join(_bare(line.text) for line in any_note.printed.lines(number))
        assert label in words, number


def test_no_heading_stands_alone_at_a_page_end(with_breaks: Built) -> None:
    blocks = [b for b in _order(with_breaks) if with_breaks.printed.place(b) != "sidebar"]
    for before, after in pairwise(blocks):
        if before.tag in HEADINGS or before.tag == "Caption":
            assert after.page == before.page, before.text


def test_exhibits_are_not_torn_from_their_captions(with_breaks: Built) -> None:
    """Caption, drawing and source of an exhibit stand on one page, one below another."""
    blocks = _order(with_breaks)
    source = with_breaks.note.labels["source"]
    seen = 0
    for i, block in enumerate(blocks):
        if block.tag != "Figure" or with_breaks.printed.place(block) != "main":
            continue
        caption = next(b for b in reversed(blocks[:i]) if b.tag == "Caption")
        below = next(b for b in blocks[i:] if b.tag == "P" and b.text.startswith(source))
        assert caption.page == block.page == below.page
        assert caption.lines[0].baseline < min(line.baseline for line in block.lines)
        assert below.lines[0].baseline > max(line.baseline for line in block.lines)
        seen += 1
    assert seen == sum(1 for e in with_breaks.note.exhibits if e.anchor.startswith("fig-")) - _in_sidebar(
        with_breaks
    )


def _in_sidebar(built: Built) -> int:
    kinds = {e.id: e.anchor.startswith("fig-") for e in built.note.exhibits}
    return sum(1 for item in built.note.sidebar if item.kind == "exhibit" and kinds[item.exhibit])


def test_two_exhibits_of_a_paragraph_stand_side_by_side(long: Built) -> None:
    captions = {b.text[-2:]: b.lines[0] for b in _order(long) if b.tag == "Caption" and b.text.endswith("图")}
    left, right = captions["甲图"], captions["乙图"]
    assert (left.page, left.baseline) == (right.page, pytest.approx(right.baseline, abs=0.1))
    assert left.left == pytest.approx(SIDE, abs=0.5)
    assert right.left == pytest.approx(SIDE + 92 * MM, abs=0.5)
    whole = captions["丙图"]
    assert whole.left == pytest.approx(SIDE, abs=0.5)


def test_no_line_of_a_paragraph_is_alone_on_a_page(long: Built) -> None:
    """At least two lines of a paragraph stand on either side of a page break."""
    torn = 0
    parts = [b for b in _order(long) if b.tag == "P" and SENTENCE[:6] in b.text]
    for block in parts:
        whole = re.match(r"第 \d+ 段", block.text) and block.text.endswith("增长。")
        if not whole:
            torn += 1
            assert len(block.lines) >= 2, block.text
    assert torn >= 2, "no paragraph of this note crosses a page break"


def test_inner_pages_are_filled(long: Built) -> None:
    """A page ends early only before something that could not be torn apart."""
    printed = long.printed
    last_text = max(b.page for b in printed.blocks if printed.place(b) == "main")
    for number in range(2, last_text):
        lowest = max(line.baseline for b in printed.blocks if b.page == number for line in b.lines)
        assert lowest > printed.height * 0.5, number


def test_type_is_never_too_small(any_note: Built) -> None:
    for page in any_note.printed.pages:
        for glyph in page:
            assert glyph.size >= 5.9, (glyph.page, glyph.text, glyph.size)

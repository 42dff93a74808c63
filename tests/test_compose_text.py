"""Spaces in mixed text: one between Han and Latin, none from a fold, none beside full-width marks."""

from __future__ import annotations

import pytest

from desknote.compose.markdown import inline, markdown, plain
from desknote.spacing import spaced

REFERENCES = {"fig-a": ("fig-a", "图 1"), "tbl-b": ("tbl-b", "表 2")}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("国内AI应用", "国内 AI 应用"),
        ("国内 AI 应用", "国内 AI 应用"),
        ("得分79.8%，对手为79.2%。", "得分 79.8%，对手为 79.2%。"),
        ("约-3.5倍", "约 -3.5 倍"),
        ("甲， 乙 。丙", "甲，乙。丙"),
        ("甲 （乙） AI（丙）", "甲（乙）AI（丙）"),
        ("A股", "A 股"),
        ("the “X” is — a · b", "the “X” is — a · b"),
        ("say “X” , then", "say “X” , then"),
        ("甲“乙”丙", "甲“乙”丙"),
        ("甲 乙", "甲 乙"),
        ("plain text", "plain text"),
    ],
)
def test_spacing_of_plain_text(written: str, shown: str) -> None:
    assert spaced(written) == shown
    assert spaced(shown) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**云。** 推理", "<strong>云。</strong>推理"),
        ("甲 **（乙）** 丙", "甲<strong>（乙）</strong>丙"),
        ("增持**AI**板块", "增持<strong> AI</strong> 板块"),
        ("**增持（行业）**评级", "<strong>增持（行业）</strong>评级"),
        ("AI **Token** AI", "AI <strong>Token</strong> AI"),
        ("`x ` ，后", "<code>x </code>，后"),
        ("[甲](https://a.example) ，乙", '<a href="https://a.example">甲</a>，乙'),
        ("甲\n乙", "甲乙"),
        ("甲，\n乙", "甲，乙"),
        ("AI\nmodel", "AI model"),
        ("甲\nAI", "甲 AI"),
        ("见@fig-a。", '见<a class="ref" href="#fig-a">图 1</a>。'),
        ("mail@fig-a.example", "mail@fig-a.example"),
        ("@fig-none", "@fig-none"),
    ],
)
def test_spacing_of_marked_text(written: str, shown: str) -> None:
    assert inline(written, REFERENCES) == shown


def _place(paragraphs: object) -> str:
    return f"[{paragraphs}]"


def test_exhibits_take_the_place_of_their_paragraphs() -> None:
    html = markdown("甲\n\n@exhibit:a\n\n@exhibit:b @exhibit:c\n\n乙", {}, _place)
    assert html == "<p>甲</p>\n[[['a'], ['b', 'c']]]<p>乙</p>\n"


def test_headings_stand_below_the_heading_above() -> None:
    assert markdown("# 甲\n\n###### 乙", {}, _place) == "<h3>甲</h3>\n<h6>乙</h6>\n"
    assert markdown("# 甲", {}, _place, shift=3) == "<h4>甲</h4>\n"


HARMFUL = ["<b>x</b>", "<script>x</script>", "![x](https://a.example)", "[x](javascript:x)", "[x](data:x,x)"]


@pytest.mark.parametrize("written", HARMFUL)
def test_markup_and_other_schemes_stay_text(written: str) -> None:
    html = markdown(written, {}, _place)
    assert "<b>" not in html and "<script" not in html and "<img" not in html and 'href="j' not in html
    assert 'href="d' not in html


def test_plain_text_has_no_marks() -> None:
    assert plain("**甲** [乙](https://a.example) `丙`AI") == "甲 乙 丙 AI"

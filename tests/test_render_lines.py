"""Where Chinese lines may open up, and which marks give up their blank half."""

from __future__ import annotations

import pytest

from desknote.render.lines import chinese_lines, stretch_points, tight_marks


def _opened(text: str) -> str:
    """``text`` with a bar at each point where it may open up."""
    points = set(stretch_points(text).open)
    return "".join(c + ("|" if i in points else "") for i, c in enumerate(text))


@pytest.mark.parametrize(
    "text, opened",
    [
        ("甲乙丙", "甲|乙|丙"),
        ("甲（乙）丙", "甲|（乙）|丙"),
        ("甲，乙。", "甲，|乙。"),
        ("甲 AI 乙丙", "甲 AI 乙|丙"),
        ("甲 open source 乙", "甲 open |source 乙"),
        ("甲——乙……丙", "甲|——|乙|……|丙"),
        ("two words", "two |words"),
    ],
)
def test_points(text: str, opened: str) -> None:
    assert _opened(text) == opened


def test_gaps_between_han_and_latin_are_told_apart() -> None:
    assert stretch_points("甲 AI 乙").gaps == (1, 4)
    assert stretch_points("AI 乙").gaps == (2,)
    assert stretch_points("all Latin").gaps == ()


@pytest.mark.parametrize(
    "text, tight", [("甲）。", "）"), ("甲，“乙", "，"), ("甲（“乙", "“"), ("甲。乙", ""), ("甲”）。", "”）")]
)
def test_tight(text: str, tight: str) -> None:
    assert "".join(text[a:b] for a, b in tight_marks(text)) == tight


def test_the_renderer_is_left_as_it_was() -> None:
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    def now() -> tuple[object, ...]:
        return line_break.Layout, inline.justify_line, inline.split_first_line

    before = now()
    with chinese_lines():
        assert now() != before
    assert now() == before
    with pytest.raises(KeyError), chinese_lines():
        raise KeyError
    assert now() == before

"""The rules read whatever they are given: no text makes them fail or point outside the file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desknote.check.prose.blocks import pieces
from prose.cases import Case
from prose.conftest import Check

_MARKDOWN = st.sampled_from(
    [
        "#",
        "##",
        "-",
        "1.",
        ">",
        "|",
        "---",
        "```",
        "`",
        "**",
        "*",
        "_",
        "~~",
        "[a](b)",
        "](",
        "\\",
        "@fig-x",
        "www.a.com",
    ]
)
_PIECES = st.one_of(
    st.text(max_size=12),
    _MARKDOWN,
    st.sampled_from(
        [
            "由 30% 提升 2%",
            "2 月 30 日",
            "周三",
            "下降两倍",
            "5 February 2025",
            "腾讯（0700.HK）",
            "Deepseek",
            "10%–15%",
        ]
    ),
    st.sampled_from([" ", "\n", "\n\n", "，", "。", "(", "（", "“", '"']),
)
ANY = st.lists(_PIECES, max_size=14).map("".join)


@given(
    text=ANY, lang=st.sampled_from(["zh-CN", "zh-HK", "en"]), at=st.sampled_from(["body", "heading", "risks"])
)
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_odd(check_text: Check, text: str, lang: str, at: str) -> None:
    shown = "".join(c for c in text if c.isprintable() or c == "\n")
    note = Case("", lang, at, text=f"x{shown}" if at != "heading" else f"x{shown}".replace("\n", " ")).note
    lines = note.split("\n")
    for one in check_text(note):
        if one.code > "DN500" and one.span is not None:
            assert 1 <= one.span.line <= one.span.end_line <= len(lines)
            assert 1 <= one.span.column <= len(lines[one.span.line - 1]) + 2


@given(text=ANY)
@settings(max_examples=200, deadline=None)
def test_blocks_lie_within_the_text_and_in_order(text: str) -> None:
    last = 0
    for _, ranges, _ in pieces(text):
        for start, end in ranges:
            assert last <= start < end <= len(text)
            assert "\n" not in text[start:end]
            last = end


@pytest.mark.parametrize(
    "text",
    [
        "（" * 20_000,
        "的" * 20_000,
        "1,000 " * 9_000,
        "“a”" * 9_000,
        "a b " * 9_000,
        "-1–2%至" * 9_000,
        "*_" * 9_000,
    ],
)
def test_long_texts_are_read_at_once(check_text: Check, text: str) -> None:
    for lang in ("zh-CN", "en"):
        check_text(Case("", lang, text=text).note)

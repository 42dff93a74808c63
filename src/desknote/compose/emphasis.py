"""Emphasis marks that work in Chinese text.

CommonMark (0.31, section 6.2) lets ``**`` close only where it is not between punctuation and a
letter, so ``**增持（行业）**评级`` stays literal: Chinese has no spaces to help. Here a mark beside a Han
character or full-width punctuation is judged as if a space stood there, as the "CJK-friendly
emphasis" amendment to CommonMark proposes.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

from desknote.patterns import regex
from desknote.spacing import HAN, WIDE_MARKS

_WIDE = regex(f"[{HAN}{WIDE_MARKS}]")


def _sides(state: StateInline, marker: str) -> tuple[int, bool, bool]:
    start, end = state.pos, state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    last = state.src[start - 1] if start > 0 else " "
    following = state.src[end] if end < state.posMax else " "
    last_space, next_space = isWhiteSpace(ord(last)), isWhiteSpace(ord(following))
    last_wide, next_wide = bool(_WIDE.match(last)), bool(_WIDE.match(following))
    last_mark = isMdAsciiPunct(ord(last)) or isPunctChar(last)
    next_mark = isMdAsciiPunct(ord(following)) or isPunctChar(following)
    left = not next_space and (not next_mark or last_space or last_mark or last_wide or next_wide)
    right = not last_space and (not last_mark or next_space or next_mark or next_wide or last_wide)
    if marker == "*":
        return end - start, left, right
    # Underscores stay whole inside words: snake_case is not emphasis.
    opens = left and (not right or last_mark or last_wide)
    closes = right and (not left or next_mark or next_wide)
    return end - start, opens, closes


def _tokenize(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in ("_", "*"):
        return False
    length, opens, closes = _sides(state, marker)
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=length,
                token=len(state.tokens) - 1,
                end=-1,
                open=opens,
                close=closes,
            )
        )
    state.pos += length
    return True


def cjk_emphasis(parser: MarkdownIt) -> None:
    """A markdown-it plugin: emphasis beside Chinese text."""
    parser.inline.ruler.at("emphasis", _tokenize)

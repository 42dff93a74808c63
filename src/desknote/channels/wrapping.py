"""Lines of text by columns, of which an East Asian letter takes two.

Line breaks follow the W3C's Requirements for Chinese Text Layout (clreq), 3.1.4: no closing mark begins
a line, no opening mark ends one; words of Latin letters stay whole.
"""

from __future__ import annotations

import re

from desknote.patterns import regex
from desknote.report import width
from desknote.spacing import HAN

_OPENING = "（《〈「『【〔〖［｛“‘([{$€£¥"
_CLOSING = "），。、；：？！》〉」』】〕〗］｝”’)]}%‰,.;:?!…—～·"
# What stays whole: a letter of Chinese with the marks that belong to it, or a word of Latin letters.
_PIECE = regex(
    rf"[{re.escape(_OPENING)}]*(?:[{HAN}]|[^\s{HAN}{re.escape(_OPENING)}]+|)[{re.escape(_CLOSING)}]*|\s+"
)


def wrapped(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns`` columns; one empty line where there is no text."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if width(line + piece.rstrip()) <= columns:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while width(line.rstrip()) > columns:  # a word longer than a line, such as an address
            part = _fitting(line, columns)
            lines.append(part)
            line = line[len(part) :]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> list[str]:
    return [piece for piece in _PIECE.findall(text) if piece]


def _fitting(text: str, columns: int) -> str:
    """As much of ``text`` as fits, a character at least."""
    used = 0
    for index, character in enumerate(text):
        used += width(character)
        if used > columns and index:
            return text[:index]
    return text


def padded(text: str, columns: int, align: str = "left") -> str:
    """``text`` filled up to ``columns`` columns."""
    room = max(0, columns - width(text))
    if align == "center":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return " " * room + text if align == "right" else text + " " * room

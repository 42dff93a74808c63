"""Cells by their letters and numbers: B4, A1:D20, A:D, 2:30."""

from __future__ import annotations

from desknote.patterns import regex
from desknote.records import dataclass

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_AREA = regex(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,6})?(?::\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,6})?)?")


@dataclass(frozen=True, slots=True)
class Window:
    """Rows and columns of a sheet, from 1, both ends included."""

    top: int = 1
    left: int = 1
    bottom: int = _LAST_ROW
    right: int = _LAST_COLUMN

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def parse_area(text: str) -> Window | None:
    """``A1:D20``, ``B4``, ``A:D`` or ``2:30`` as a window, or nothing."""
    text = text.strip()
    found = _AREA.fullmatch(text)
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    if ":" not in text:
        if not (left and top):
            return None
        right, bottom = left, top
    elif (left is None) != (right is None) or (top is None) != (bottom is None) or not (left or top):
        return None
    window = Window(
        int(top or 1), column_number(left or "A"), int(bottom or _LAST_ROW), column_number(right or "XFD")
    )
    turned = Window(
        min(window.top, window.bottom),
        min(window.left, window.right),
        max(window.top, window.bottom),
        max(window.left, window.right),
    )
    return turned if turned.bottom <= _LAST_ROW and turned.right <= _LAST_COLUMN else None


def column_number(letters: str) -> int:
    """A column's number, from 1. Raises ValueError where there is no such column."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise ValueError(letters)
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - 64
    return number

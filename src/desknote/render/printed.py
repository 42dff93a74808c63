"""Words that laid-out pages carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any


def pages_without(pages: Sequence[Any], words: str) -> list[int]:
    """The numbers (from 1) of the pages on which ``words`` are not printed. Blanks and case do not matter."""
    wanted = _plain(words)
    return [i for i, page in enumerate(pages, 1) if not _carries(page._page_box, wanted)]


def _carries(page: Any, wanted: str) -> bool:
    # Heads and feet are boxes of the page's margins, behind the text; most pages need no further look.
    for part in reversed(page.children):
        text = ""
        for piece in _texts(part):
            text += _plain(piece)
            if wanted in text[-len(piece) - len(wanted) :]:
                return True
    return False


def _texts(box: Any) -> Iterator[str]:
    text = getattr(box, "text", None)
    if isinstance(text, str):
        yield text
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).lower()

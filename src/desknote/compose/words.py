"""What a house's own templates say besides the note: the characters that they add to a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from desknote.characters import characters_of
from desknote.closed import ClosedNote
from desknote.compose.page import Dressing, compose
from desknote.files import read_file
from desknote.patterns import regex

_COMMENTS = regex(r"/\*.*?\*/|<!--.*?-->", re.DOTALL)
_ASCII = frozenset(range(0x80))  # part of every font


def template_characters(
    note: ClosedNote, dressing: Dressing, channels: Iterable[str], templates: Path
) -> frozenset[int]:
    """The code points beyond ASCII on the pages of ``note``. Raises Problems as ``compose`` does.

    A channel may be followed by ``@`` and the template of its page.
    """
    pages = []
    for named in channels:
        channel, _, template = named.partition("@")
        page = compose(note, replace(dressing, template=template), channel, templates)
        pages.append(_COMMENTS.sub("", page))
    return characters_of(pages) - _ASCII


def template_texts(templates: Path, root: Path) -> dict[str, str]:
    """The text of each template by its name in the workspace at ``root``."""
    texts = {}
    for path in sorted(templates.rglob("*.j2")):
        with suppress(OSError):
            texts[path.relative_to(root).as_posix()] = read_file(path).decode("utf-8", "replace")
    return texts

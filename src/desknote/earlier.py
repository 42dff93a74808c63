"""Earlier notes about the same company, found by a look at the bytes of their files."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping

from desknote.files import read_file
from desknote.patterns import regex
from desknote.reading import digest_of
from desknote.workspace import Workspace

_DATE = regex(rb"^date:[ \t]*['\"]?(\d{4}-\d{2}-\d{2})", re.MULTILINE)
_SUBJECT = regex(rb"^company:(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
MOST_EDITIONS = 20
"""Earlier notes that are looked into; those before them are no near edition."""
EDITIONS = "<editions>"
"""An input (see :mod:`desknote.freshness`): which notes are earlier ones about the same company."""

Subjects = Mapping[str, tuple[bytes, str]]
"""Notes that have a company for their subject, by name: what they say of it, and their day."""


def subjects(workspace: Workspace) -> Subjects:
    """The notes of a workspace that are about a company."""
    found = {}
    for slug in workspace.slugs():
        try:
            content = read_file(workspace.note_file(slug))
        except OSError:
            continue
        subject, day = _SUBJECT.search(content), _DATE.search(content)
        if subject is not None and day is not None:
            found[slug] = (subject[1], day[1].decode())
    return found


def earlier_editions(
    workspace: Workspace, slug: str, words: Iterable[str], date: dt.date, known: Subjects | None = None
) -> tuple[str, ...]:
    """Notes dated before ``date`` whose subject is called one of ``words``, the latest first.

    Only their bytes are looked at: of many notes, few are about the same company. ``known`` is what
    :func:`subjects` gave.
    """
    marks = [word.encode() for word in words if word]
    known = subjects(workspace) if known is None else known
    found = [
        (day, other)
        for other, (subject, day) in known.items()
        if other != slug and day < date.isoformat() and any(mark in subject for mark in marks)
    ]
    return tuple(name for _, name in sorted(found, reverse=True))[:MOST_EDITIONS]


def question(words: Iterable[str], date: dt.date) -> str:
    """The name of an input: which notes before ``date`` are about what ``words`` call."""
    return f"{EDITIONS} {json.dumps([date.isoformat(), *sorted(filter(None, words))], ensure_ascii=False)}"


def answer(editions: Iterable[str]) -> str:
    """Its digest."""
    return digest_of("\0".join(editions).encode())


def answered(workspace: Workspace, slug: str, name: str, known: Subjects) -> str:
    """The digest that the input ``name`` has now. Raises ValueError for a name of another kind."""
    day, *words = json.loads(name.removeprefix(EDITIONS))
    return answer(earlier_editions(workspace, slug, words, dt.date.fromisoformat(day), known))

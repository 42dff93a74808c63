"""Which characters a note shows, and where in its sources one of them stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from typing import Any

from desknote.diagnostics import Diagnostic, Span
from desknote.records import names_of

_MOST = 20  # characters reported; a font without any Chinese would lack a thousand


def characters_of(*things: Any) -> frozenset[int]:
    """The code points of every text in ``things``, however deep in records and collections."""
    found: set[str] = set()
    known: dict[type, tuple[str, ...]] = {}
    pending = list(things)
    while pending:
        thing = pending.pop()
        if (names := known.get(type(thing))) is not None:
            pending += [getattr(thing, name) for name in names]
        elif isinstance(thing, str):
            found.update(thing)
        elif isinstance(thing, list | tuple | set | frozenset):
            pending += thing
        elif isinstance(thing, Mapping):
            pending += [*thing.keys(), *thing.values()]
        else:
            known[type(thing)] = _parts(thing)
            pending.append(thing)
    return frozenset(map(ord, found))


def _parts(thing: Any) -> tuple[str, ...]:
    """The names of a record's parts; none where it is no record."""
    if is_dataclass(thing) and not isinstance(thing, type):
        # How a text stands in its file is no part of what is shown: a comment there needs no glyph.
        return tuple(name for name in names_of(type(thing)) if name != "written")
    return tuple(type(thing).model_fields) if hasattr(thing, "model_dump") else ()


def no_glyph(lacking: Iterable[int], sources: Mapping[str, str], fallback: str) -> list[Diagnostic]:
    """A DN401 for each character that no font has, at its first place in ``sources`` (name → text)."""
    found = []
    for code in sorted(lacking)[:_MOST]:
        character = chr(code)
        span = Span.point(fallback)
        for name, text in sources.items():
            offset = text.find(character)
            if offset >= 0:
                line = text.count("\n", 0, offset) + 1
                column = offset - (text.rfind("\n", 0, offset) + 1) + 1
                span = Span(name, line, column, line, column + 1)
                break
        params = {
            "character": character,
            "codepoint": f"U+{code:04X}",
            "name": unicodedata.name(character, "unnamed").lower(),
        }
        found.append(Diagnostic("DN401", span, params))
    return found

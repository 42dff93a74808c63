"""What all table types say of themselves: their text, and names in the spec that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic, suggest
from desknote.exhibits.checks import At
from desknote.exhibits.shown import Shown
from desknote.exhibits.tables.grid import Table
from desknote.exhibits.tables.words import say
from desknote.model.exhibit import Path

Named = tuple[Path, str]
"""A place within the spec, and the row or column that it names."""


def shown_of(exhibit: Exhibit, table: Table, lang: str) -> Shown:
    """A table's heads and rows as text, and what it is."""
    texts = table.texts
    alt = say("table", lang, title=exhibit.spec.title, rows=len(texts))
    return Shown(table.headers, texts, alt)


def under(key: str, names: Iterable[str]) -> Iterator[Named]:
    """The names in a list or mapping under ``key``."""
    mapping = isinstance(names, dict)
    for i, name in enumerate(names):
        yield (key, name if mapping else i), name


def unknown_names(
    exhibit: Exhibit, at: At, named: Iterable[Named], known: Iterable[str]
) -> Iterator[Diagnostic]:
    """A DN551 for each of ``named`` that is no row or column of the table."""
    there = list(dict.fromkeys(" ".join(name.split()) for name in known if name))
    for path, name in named:
        if " ".join(name.split()) not in there:
            params = {"exhibit": exhibit.id, "name": name, "choices": ", ".join(there[:20]) or "—"}
            yield Diagnostic("DN551", at(path), params, suggest(name, there))

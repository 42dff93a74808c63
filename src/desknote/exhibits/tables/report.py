"""What all table types say of themselves: their text, and names in the spec that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic, suggest
from desknote.exhibits.shown import Shown
from desknote.exhibits.tables.grid import Table
from desknote.exhibits.tables.words import say


def shown_of(exhibit: Exhibit, table: Table, lang: str) -> Shown:
    """A table's heads and rows as text, and what it is."""
    texts = table.texts
    alt = say("table", lang, title=exhibit.spec.title, rows=len(texts))
    return Shown(table.headers, texts, alt)


def unknown_names(exhibit: Exhibit, names: Iterable[str], known: Iterable[str]) -> Iterator[Diagnostic]:
    """A DN551 for each of ``names`` that is no row or column of the table."""
    there = list(dict.fromkeys(" ".join(name.split()) for name in known if name))
    for name in dict.fromkeys(names):
        if " ".join(name.split()) not in there:
            params = {"exhibit": exhibit.id, "name": name, "choices": ", ".join(there[:20]) or "—"}
            yield Diagnostic("DN551", exhibit.span, params, suggest(name, there))

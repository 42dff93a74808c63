"""What the thing under the cursor is: for hover and for the way to where it is defined."""

from __future__ import annotations

from typing import Literal

from desknote.lsp import companies
from desknote.lsp.cursor import cursor_at
from desknote.lsp.desk import KeyPath, View
from desknote.lsp.names import PEOPLE
from desknote.lsp.outline import unquoted
from desknote.markup import PLACED, REFERENCE
from desknote.patterns import regex
from desknote.records import dataclass

What = Literal[
    "key", "value", "fact", "field", "exhibit", "person", "rating", "system", "file", "dataset", "company"
]

_FACT = regex(r"\bfacts\.([A-Za-z_][A-Za-z0-9_]*)")
_FIELD = regex(r"\b(note|house|company)\.([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Thing:
    """A named thing, the path of the key or value it stands in, and its columns on the line."""

    what: What
    name: str
    path: KeyPath
    row: int
    start: int
    end: int


def thing_at(view: View, row: int, column: int) -> Thing | None:
    """What stands at a place of ``view``'s text; lines and columns count from 0."""
    rows = view.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if row >= len(rows):
        return None
    line = rows[row]
    cursor = cursor_at(view.text, row, column, view.outline)
    if view.kind == "note" and cursor.kind != "key":
        for pattern, what in (
            (_FACT, "fact"),
            (REFERENCE, "exhibit"),
            (PLACED, "exhibit"),
            (_FIELD, "field"),
        ):
            for match in pattern.finditer(line):
                if match.start() <= column <= match.end():
                    name = match[0] if what == "field" else match[1]
                    if pattern is REFERENCE:
                        name = name.partition("-")[2]
                    return Thing(what, name, cursor.path, row, match.start(), match.end())  # type: ignore[arg-type]
    if view.kind == "note" and cursor.kind != "key" and (found := companies.at(view, line, column)):
        _, start, end = found
        return Thing("company", line[start:end], cursor.path, row, start, end)
    if cursor.kind == "text":
        return None
    if cursor.kind == "key":
        entry = next(
            (e for e in view.outline.entries if e.line == row and e.is_key and e.start <= column <= e.end),
            None,
        )
        if entry is not None:
            return Thing("key", str(entry.path[-1]), entry.path, row, entry.start, entry.end)
        # A list's item is typed where a key might be, too.
        item = next((e for e in view.outline.entries if e.line == row and not e.is_key and e.value), None)
        if item is None or column < item.value_start:
            return None
        value = unquoted(item.value)
        start = line.find(value, item.value_start)
        return _value(view, value, item.path, row, start, start + len(value))
    word = line[cursor.start : cursor.end].strip()
    return _value(view, word, cursor.path, row, cursor.start, cursor.start + len(word)) if word else None


def _value(view: View, word: str, path: KeyPath, row: int, start: int, end: int) -> Thing:
    what: What = "value"
    if view.kind == "note":
        last = path[-1] if path else ""
        if path == ("rating",):
            what = "rating"
        elif path == ("rating_system",):
            what = "system"
        elif path[:1] and path[0] in PEOPLE:
            what = "person"
        elif path[:1] == ("sidebar",) and word.startswith("exhibit:"):
            what, word = "exhibit", word.partition(":")[2].strip()
        elif last in ("data", "file", "cell") or (path[:1] == ("datasets",) and len(path) == 2):
            what = "dataset" if word in view.names("datasets") else "file"
    return Thing(what, word, path, row, start, end)

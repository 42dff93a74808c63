"""The keys and values of YAML that is being written: read line by line, so that nothing half-written hurts.

A parser gives up at the first mistake; a text under an author's hands always has one. This reader knows
mappings, lists, flow collections and block texts by their indentation and brackets, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from desknote.patterns import regex
from desknote.records import dataclass

Path = tuple[str | int, ...]

KEY = regex(r"""((?:"[^"]*"|'[^']*'|[^\s#:,\[\]{}"'|>&*!%@`-][^#:]*?|-[^\s#:][^#:]*?))\s*:(?=\s|$)""")
DASH = regex(r"( *)-(?:( +)|$)")
_BLOCK = regex(r"[|>][-+0-9]*\s*(?:#.*)?$")
_TAG = regex(r"(?:[&!][^\s,\[\]{}]*\s+)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key, or an item of a list. Lines and columns count from 0; ``value`` is what stands on its line."""

    path: Path
    line: int
    start: int
    end: int
    value: str = ""
    value_start: int = 0

    @property
    def is_key(self) -> bool:
        return isinstance(self.path[-1], str)


@dataclass(slots=True)
class Outline:
    """All entries of a text in order; ``blocks`` are the paths of the lines that are text."""

    entries: list[Entry] = field(default_factory=list)
    blocks: dict[int, Path] = field(default_factory=dict)
    open_at: dict[int, tuple[tuple[int, Path], ...]] = field(default_factory=dict)
    """Before each line: the indentations and paths that are open."""
    flows: dict[int, tuple[Path, int, int]] = field(default_factory=dict)
    """For each line that goes on within brackets: the path of the value, the line and column they begin."""

    def keys(self, path: Path) -> Iterator[Entry]:
        """The keys directly below ``path``."""
        return (e for e in self.entries if e.path[:-1] == path and e.is_key)

    def value(self, path: Path) -> str:
        """What is written for ``path`` on the line of its key, without quotes."""
        found = next((e.value for e in self.entries if e.path == path), "")
        return unquoted(found)


def unquoted(text: str) -> str:
    """A scalar's text, without quotes and remarks."""
    text = text.strip()
    if text[:1] in ("'", '"'):
        end = text.find(text[0], 1)
        return text[1:end] if end > 0 else text[1:]
    return re.sub(r"\s+#.*$", "", text)


def outline(text: str) -> Outline:
    """What ``text`` says, as far as its layout tells. Never raises."""
    return _Scanner(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")).run()


class _Scanner:
    def __init__(self, rows: list[str]) -> None:
        self.rows = rows
        self.made = Outline()
        self.stack: list[tuple[int, Path]] = []
        self.counts: dict[Path, int] = {}

    def run(self) -> Outline:
        number = 0
        while number < len(self.rows):
            row = self.rows[number]
            self.made.open_at[number] = tuple(self.stack)
            if not row.strip() or row.lstrip().startswith("#") or row.startswith(("---", "...", "%")):
                number += 1
                continue
            number = self._row(number, row)
        return self.made

    def _row(self, number: int, row: str) -> int:
        """Read one line and what belongs to its value; the number of the next line."""
        at = 0
        while (dash := DASH.match(row, at)) is not None and (at == 0 or dash.start(1) == at):
            column = dash.end(1)
            self._close(column, sequence=True)
            parent = self.stack[-1][1] if self.stack else ()
            path = (*parent, self._next(parent))
            at = dash.end() if dash[2] else column + 1
            value = row[at:]
            self.made.entries.append(Entry(path, number, column, column + 1, value, at))
            self.stack.append((column, path))
            if not dash[2]:
                return number + 1
        column = at if at else len(row) - len(row.lstrip(" \t"))
        match = KEY.match(row, column)
        if match is None:
            owner = self.stack[-1][1] if self.stack else ()
            return self._value(number, row, column, owner, self.stack[-1][0] if self.stack else -1)
        self._close(column, sequence=False)
        parent = self.stack[-1][1] if self.stack else ()
        key = match[1].strip().strip("\"'")
        path = (*parent, key)
        start = match.end() + len(row[match.end() :]) - len(row[match.end() :].lstrip(" "))
        self.made.entries.append(
            Entry(path, number, match.start(1), match.end(1), row[start:].rstrip(), start)
        )
        self.stack.append((column, path))
        return self._value(number, row, start, path, column)

    def _close(self, column: int, *, sequence: bool) -> None:
        """Leave what does not reach as far as ``column``."""
        while self.stack:
            indent, path = self.stack[-1]
            item = isinstance(path[-1], int)
            # A list may stand as far left as its key; its items follow each other at one column.
            if indent > column or (indent == column and (item or not sequence)):
                self.stack.pop()
            else:
                return

    def _next(self, parent: Path) -> int:
        self.counts[parent] = self.counts.get(parent, -1) + 1
        return self.counts[parent]

    def _value(self, number: int, row: str, column: int, path: Path, indent: int) -> int:
        tag = _TAG.match(row, column)
        column = tag.end() if tag else column
        rest = row[column:]
        if _BLOCK.match(rest):
            return self._block(number + 1, path, indent)
        if rest[:1] in ("{", "["):
            return self._flow(number, column, path)
        if rest[:1] in ("'", '"'):
            return self._quoted(number, column, rest[0], path)
        return number + 1

    def _block(self, number: int, path: Path, indent: int) -> int:
        while number < len(self.rows):
            row = self.rows[number]
            if row.strip() and len(row) - len(row.lstrip(" ")) <= indent:
                break
            self.made.blocks[number] = path
            self.made.open_at[number] = tuple(self.stack)
            number += 1
        # Empty lines behind a text are where its author goes on with the next key.
        while number - 1 in self.made.blocks and not self.rows[number - 1].strip():
            number -= 1
            if len(self.rows[number]) <= max(indent, 0):
                del self.made.blocks[number]
            else:
                number += 1
                break
        return number

    def _quoted(self, number: int, column: int, quote: str, path: Path) -> int:
        """The line after a quoted text; one that is never closed ends with its line."""
        at = column + 1
        margin = self.stack[-1][0] if self.stack else 0
        for there in range(number, min(len(self.rows), number + 60)):
            row = self.rows[there]
            indent = len(row) - len(row.lstrip(" "))
            if there > number and row.strip() and indent <= margin and KEY.match(row, indent):
                break
            end = self.rows[there].find(quote, at if there == number else 0)
            while end >= 0 and self.rows[there][end : end + 2] == quote * 2 and quote == "'":
                end = self.rows[there].find(quote, end + 2)
            if end >= 0:
                for line in range(number + 1, there + 1):
                    self.made.blocks[line] = path
                return there + 1
        return number + 1

    def _flow(self, number: int, column: int, path: Path) -> int:
        """Read brackets; those that are not closed end where a line at the margin begins a key."""
        last = number
        margin = self.stack[-1][0] if self.stack else 0
        depth = 0
        for there in range(number, min(len(self.rows), number + 200)):
            row = self.rows[there]
            if there > number:
                indent = len(row) - len(row.lstrip(" "))
                if row.strip() and indent <= margin and KEY.match(row, indent):
                    break
                self.made.flows[there] = (path, number, column)
                self.made.open_at[there] = tuple(self.stack)
            depth += _depth(row[column:] if there == number else row)
            last = there
            if depth <= 0:
                break
        self.made.entries += flow_entries(self.rows, path, (number, column), (last, len(self.rows[last])))
        return last + 1


def _depth(row: str) -> int:
    bare = re.sub(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|\s#.*$", "", row)
    return sum(bare.count(c) for c in "{[") - sum(bare.count(c) for c in "}]")


@dataclass(slots=True)
class _Level:
    kind: str
    path: Path
    index: int = 0
    key: str | None = None


def flow_entries(rows: list[str], path: Path, start: tuple[int, int], end: tuple[int, int]) -> list[Entry]:
    """The keys and items within brackets that begin at ``start``."""
    return list(_flow(rows, path, start, end)[0])


def flow_place(
    rows: list[str], path: Path, start: tuple[int, int], cursor: tuple[int, int]
) -> tuple[str, Path, str, int]:
    """Within brackets: whether a key or a value stands at ``cursor``, its path, what is typed, its column."""
    _, levels, token, column = _flow(rows, path, start, cursor)
    if not levels:
        return "value", path, "", cursor[1]
    top = levels[-1]
    if top.kind == "[":
        return "value", (*top.path, top.index), token, column
    if top.key is None:
        return "key", top.path, token, column
    return "value", (*top.path, top.key), token, column


def _flow(
    rows: list[str], path: Path, start: tuple[int, int], end: tuple[int, int]
) -> tuple[list[Entry], list[_Level], str, int]:
    entries: list[Entry] = []
    levels: list[_Level] = []
    token, token_start = "", start[1]
    pending: tuple[Path, int, int, int] | None = None

    def where() -> Path:
        if not levels:
            return path
        top = levels[-1]
        return (*top.path, top.index) if top.kind == "[" else (*top.path, top.key or "")

    def finish(line: int, column: int) -> None:
        nonlocal pending
        if pending is not None:
            there, at, first, last = pending
            entries.append(Entry(there, at, first, last, token.strip(), token_start))
            pending = None
        elif levels and levels[-1].kind == "[" and token.strip():
            begin = token_start
            entries.append(Entry(where(), line, begin, column, token.strip(), begin))

    for number in range(start[0], end[0] + 1):
        row = rows[number]
        at = start[1] if number == start[0] else 0
        stop = min(len(row), end[1]) if number == end[0] else len(row)
        if number > start[0]:
            token, token_start = token.strip(), 0 if not token.strip() else token_start
        while at < stop:
            character = row[at]
            if character in "'\"" and not token.strip():
                close = row.find(character, at + 1)
                close = stop if close < 0 or close >= stop else close + 1
                token_start, token = at, row[at:close]
                at = close
                continue
            if character == "#" and (at == 0 or row[at - 1] in " \t"):
                break
            if character in "{[":
                if pending is not None:
                    there, line, first, last = pending
                    entries.append(Entry(there, line, first, last, character, at))
                    pending = None
                levels.append(_Level(character, where()))
                token, token_start = "", at + 1
            elif character in "}]" and levels:
                finish(number, at)
                levels.pop()
                token, token_start = "", at + 1
                if not levels:
                    return entries, levels, token, token_start
            elif character == "," and levels:
                finish(number, at)
                levels[-1].index += 1
                levels[-1].key = None
                token, token_start = "", at + 1
            elif (
                character == ":"
                and levels
                and levels[-1].kind == "{"
                and levels[-1].key is None
                and (at + 1 >= len(row) or row[at + 1] in " ,}]" or token[:1] in "'\"")
            ):
                levels[-1].key = token.strip().strip("\"'")
                first = at - len(token.lstrip()) if token.strip() else at
                pending = (where(), number, first, at)
                token, token_start = "", at + 1
            else:
                if not token.strip() and character not in " \t":
                    token_start = at
                    token = ""
                token += character
            at += 1
    if pending is not None:
        there, line, first, last = pending
        entries.append(Entry(there, line, first, last, token.strip(), token_start))
    if not token.strip():
        token_start = end[1]
    return entries, levels, token.lstrip(), token_start


def nested(made: Outline, path: Path) -> Mapping[str, str]:
    """The keys below ``path`` with what is written for each on its line."""
    return {str(e.path[-1]): unquoted(e.value) for e in made.keys(path)}

"""Where the cursor stands: in which mapping or text, before or after a colon, and what is typed there."""

from __future__ import annotations

import re
from typing import Literal

from desknote.lsp.outline import DASH, KEY, Outline, Path, flow_place, outline
from desknote.patterns import regex
from desknote.records import dataclass

_FLOW_END = regex(r"""[,\[\]{}"'#\t]|:(?=[\s,\]}]|$)""")
Kind = Literal["key", "value", "text"]


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a text. ``path`` is the mapping's where a key is typed, else the value's.

    Lines and columns count from 0. ``start`` to ``end`` is the word at the cursor, ``typed`` its part
    before the cursor, ``line`` the text of the line up to the cursor.
    """

    kind: Kind
    path: Path
    row: int
    column: int
    start: int
    end: int
    typed: str
    line: str
    flow: bool = False
    quote: str = ""


def cursor_at(text: str, row: int, column: int, made: Outline | None = None) -> Cursor:
    """What stands at a place of ``text``. Never raises."""
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    made = made or outline(text)
    row = min(row, len(rows) - 1)
    whole = rows[row]
    column = min(column, len(whole))
    before = whole[:column]
    if row in made.blocks:
        return Cursor("text", made.blocks[row], row, column, column, column, "", before)
    if row in made.flows:
        path, line, start = made.flows[row]
        return _in_flow(rows, path, (line, start), row, column)
    return _on_line(rows, made, row, column)


def _in_flow(rows: list[str], path: Path, start: tuple[int, int], row: int, column: int) -> Cursor:
    kind, there, typed, begin = flow_place(rows, path, start, (row, column))
    if begin > column or rows[row][begin:column].rstrip() != typed.rstrip():
        typed, begin = "", column  # it was begun on a line above
    quote = typed[:1] if typed[:1] in ("'", '"') else ""
    if quote:
        typed, begin = typed[1:], begin + 1
    stop = _FLOW_END.search(rows[row], column)
    end = column + len(rows[row][column : stop.start() if stop else len(rows[row])].rstrip())
    if not typed and not quote and rows[row][column - 1 : column] in ("{", "[", " ", ","):
        end = column  # before what is there, not in its place
    return Cursor(
        "key" if kind == "key" else "value",
        there,
        row,
        column,
        begin,
        end,
        typed,
        rows[row][:column],
        flow=True,
        quote=quote,
    )


def _on_line(rows: list[str], made: Outline, row: int, column: int) -> Cursor:
    whole, before = rows[row], rows[row][:column]
    at, dashes = 0, []
    while (dash := DASH.match(whole, at)) is not None and dash.end(1) < column:
        dashes.append(dash.end(1))
        at = dash.end() if dash[2] else dash.end(1) + 1
        if not dash[2]:
            break
    indent = at if dashes else len(whole) - len(whole.lstrip(" "))
    here = [e for e in made.entries if e.line == row]
    match = KEY.match(whole, indent)
    if match is not None and column > match.end(1):
        entry = next((e for e in here if e.is_key and e.start == match.start(1)), None)
        path = entry.path if entry is not None else (match[1],)
        return _in_value(rows, made, path, row, column, match.end())
    parent, item = _parent(made, row, indent if whole.strip() else column, dashes)
    if match is None and dashes and whole[at : at + 1] in ("{", "[") and column > at:
        return _in_flow(rows, item, (row, at), row, column)
    start = min(indent, column)
    if match is not None:
        end = match.end(1)
    else:
        end = column + len(re.match(r"[^\s:#]*", whole[column:])[0])  # type: ignore[index]
    typed = before[start:]
    quote = typed[:1] if typed[:1] in ("'", '"') else ""
    return Cursor("key", parent if not dashes else item, row, column, start, end, typed, before, quote=quote)


def _in_value(rows: list[str], made: Outline, path: Path, row: int, column: int, after: int) -> Cursor:
    whole, before = rows[row], rows[row][:column]
    start = after + len(whole[after:]) - len(whole[after:].lstrip(" "))
    if whole[start : start + 1] in ("{", "[") and column > start:
        return _in_flow(rows, path, (row, start), row, column)
    start = min(start, column)
    typed = before[start:]
    quote = typed[:1] if typed[:1] in ("'", '"') else ""
    if quote:
        start, typed = start + 1, typed[1:]
    rest = whole[column:]
    stop = rest.find(quote) if quote else len(re.sub(r"\s+#.*$", "", rest).rstrip())
    end = column + (stop if stop >= 0 else len(rest.rstrip()))
    return Cursor("value", path, row, column, start, end, typed, before, quote=quote)


def _parent(made: Outline, row: int, indent: int, dashes: list[int]) -> tuple[Path, Path]:
    """The path of the mapping that a key at ``indent`` belongs to, and of the list item it begins."""
    items = [e.path for e in made.entries if e.line == row and not e.is_key]
    if dashes and items:
        item = items[min(len(dashes), len(items)) - 1]
        return item[:-1], item
    stack = list(made.open_at.get(row, ()))
    while stack and stack[-1][0] >= indent:
        stack.pop()
    path = stack[-1][1] if stack else ()
    return path, path

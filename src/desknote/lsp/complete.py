"""What may be typed at the cursor: keys, values, and the names of a note's facts, exhibits, people, data."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from desknote.lsp import companies, names
from desknote.lsp.codes import codes, names_codes
from desknote.lsp.cursor import Cursor, cursor_at
from desknote.lsp.desk import KeyPath, View
from desknote.lsp.names import Named, word
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.resolve.companies.subject import FIELDS as COMPANY_FIELDS
from desknote.resolve.formula_functions import ALIASES, FUNCTIONS
from desknote.resolve.house import FIELDS as HOUSE_FIELDS
from desknote.schema.generate import DAY
from desknote.schema.walk import keys_of, schemas_at, takes, values_of

Sort = Literal["key", "value", "fact", "exhibit", "person", "file", "column", "function", "field"]


@dataclass(frozen=True, slots=True)
class Item:
    """One offer: ``insert`` takes the place of the columns ``start`` to ``end`` of the cursor's line."""

    label: str
    insert: str
    sort: Sort
    start: int
    end: int
    detail: str = ""
    card: str = ""
    order: int = 1


_EXPRESSION = regex(r"\{\{((?:(?!\}\}).)*)$")
_REFERENCE = regex(r"(?<![A-Za-z0-9_.+\-@/\\])@([A-Za-z0-9:._-]*)$")
_OPT_OUT = regex(r"#\s*desknote:\s*ignore\s(?:.*[\s,、，])?(\w*)$")
_NAME = regex(r"[\w.]*$")
_FORMULAS = frozenset(("expr", "where", "keep", "formula"))
_SHAPING = frozenset(("columns", "sort", "types", "rows", "values", "date"))
_NOTE_FIELDS = ("kind", "lang", "date", "sector", "rating", "slug")
_FILTERS = {
    "digits(1)": ("digits after the point", "小数位数"),
    "signed": ("with a plus sign", "带正号"),
    "plain": ("without the unit", "不带单位"),
    "abs": ("without the sign", "取绝对值"),
    "grouped": ("thousands set apart", "千位分隔"),
    "percent(1)": ("a ratio as per cent", "比率写作百分数"),
}


def complete(view: View, row: int, column: int) -> list[Item]:
    """The offers at a place of ``view``'s text; lines and columns count from 0."""
    cursor = cursor_at(view.text, row, column, view.outline)
    if cursor.kind != "text" and not cursor.quote and re.search(r"(^|\s)#[^'\"]*$", cursor.line):
        return list(_in_comment(view, cursor))
    if view.kind == "note" and cursor.kind != "key":
        if (expression := _EXPRESSION.search(cursor.line)) is not None:
            return list(_in_expression(view, cursor, expression[1]))
        if (reference := _REFERENCE.search(cursor.line)) is not None:
            return list(_references(view, cursor, reference[1]))
    if cursor.kind == "text":
        return list(_company_names(view, cursor)) if view.kind == "note" else []
    if view.kind == "note" and _is_formula(cursor.path, cursor.kind):
        return list(_in_formula(view, cursor))
    offers = [*(_keys(view, cursor) if cursor.kind == "key" else ()), *_values(view, cursor)]
    return list({offer.label: offer for offer in reversed(offers)}.values())[::-1]


def _in_comment(view: View, cursor: Cursor) -> Iterator[Item]:
    """Codes of rules after ``# desknote: ignore``."""
    asked = _OPT_OUT.search(cursor.line)
    if asked is not None and view.kind == "note":
        end = len(cursor.line)
        for one in codes(view):
            yield Item(one.name, one.name, "value", end - len(asked[1]), end, one.detail, one.card)


def _items(cursor: Cursor, found: list[Named], sort: Sort, order: int = 1) -> Iterator[Item]:
    for one in found:
        yield Item(
            one.name, _plain(one.name, cursor), sort, cursor.start, cursor.end, one.detail, one.card, order
        )


def _plain(text: str, cursor: Cursor) -> str:
    """``text`` as a YAML scalar where the cursor stands."""
    from desknote.fixes import scalar

    return text if cursor.quote else scalar(text)


# --- keys


def _keys(view: View, cursor: Cursor) -> Iterator[Item]:
    written = {str(e.path[-1]) for e in view.outline.keys(cursor.path) if e.line != cursor.row}
    needed = {
        k for s in schemas_at(dict(view.schema), cursor.path, view.written) for k in s.get("required", ())
    }
    rest = view.text.split("\n")[cursor.row][cursor.end :].lstrip()
    if named := _names_here(view, cursor.path):
        left = [n for n in named if n.name not in written]
        tail = "" if rest.startswith(":") else ": "
        yield from (replace(i, insert=i.insert + tail) for i in _items(cursor, left, "column"))
        return
    indent = " " * cursor.start
    for key, said in keys_of(dict(view.schema), cursor.path, view.written).items():
        if key in written or said.get("doNotSuggest"):
            continue
        tail = ": "
        if rest.startswith(":"):
            tail = ""
        elif not cursor.flow:
            tail = _tail(view, (*cursor.path, key), indent)
        card = str(said.get("markdownDescription", said.get("description", "")))
        yield Item(
            key,
            key + tail,
            "key",
            cursor.start,
            cursor.end,
            str(said.get("title", "")),
            card,
            0 if key in needed else 1,
        )


def _tail(view: View, path: KeyPath, indent: str) -> str:
    """What follows a key: a value on its line, or a list or mapping below it."""
    schema = dict(view.schema)
    if any(takes(schema, path, kind, view.written) for kind in ("string", "number", "integer", "boolean")):
        return ": "
    if takes(schema, path, "array", view.written):
        return f":\n{indent}  - "
    return f":\n{indent}  " if takes(schema, path, "object", view.written) else ": "


def _names_here(view: View, path: KeyPath) -> list[Named]:
    """What a mapping has for keys: names of columns, as in ``y: {close: 收盘价}``, or codes of rules."""
    if view.kind == "house" and path == ("checks", "severity"):
        return codes(view, severity=True)
    if view.kind != "note":
        return []
    if path[:1] == ("exhibits",) and len(path) == 3 and names.names_column(view, path):
        return names.columns(view, path)
    if (
        len(path) >= 3
        and path[-1] in ("types", "columns")
        and path[:1] in (("exhibits",), ("datasets",), ("facts",))
    ):
        return names.columns(view, path, raw=True)
    return []


# --- values


def _values(view: View, cursor: Cursor) -> Iterator[Item]:
    path = cursor.path
    if names_codes(view, path):
        yield from _items(cursor, codes(view), "value")
    if view.kind == "note":
        own = list(_own_values(view, cursor))
        if own:
            yield from own
            return
    for value, said in values_of(dict(view.schema), path, view.written).items():
        text = value if value in ("true", "false") else _plain(value, cursor)
        yield Item(
            value, text, "value", cursor.start, cursor.end, said, order=2 if said.startswith("= ") else 1
        )
    if any(s.get("pattern") == DAY for s in schemas_at(dict(view.schema), path, view.written)):
        today = dt.date.today().isoformat()
        yield Item(today, today, "value", cursor.start, cursor.end, word(view, "today", "今天"))


def _own_values(view: View, cursor: Cursor) -> Iterator[Item]:
    path = cursor.path
    top, last = path[:1], path[-1] if path else ""
    if path == ("rating",):
        for i, (_, _, grade) in enumerate(names.grades(view)):
            card = names.grade_named(view, grade.id)
            said = card[2].card if card is not None else ""
            first, *others = names.grade_names(view, grade)
            for order, name in enumerate((first, grade.id, *others)):
                detail = "" if order == 0 else f"= {first}"
                insert = _plain(name, cursor)
                yield Item(name, insert, "value", cursor.start, cursor.end, detail, said, order * 100 + i)
    elif path == ("rating_system",):
        house = view.house
        for name, system in house.ratings.systems.items() if house is not None else ():
            yield from _items(cursor, [Named(name, str(system.name))], "value")
    elif top and top[0] in names.PEOPLE and len(path) <= 2:
        yield from _items(cursor, names.people(view), "person")
    elif found := companies.offers(view, path):
        yield from _items(cursor, found, "value")
    elif top == ("sidebar",):
        yield from _items(cursor, names.sidebar(view), "value")
    elif top in (("exhibits",), ("facts",), ("datasets",)):
        if last == "data" or (last == "file" and len(path) > 2) or (top == ("datasets",) and len(path) == 2):
            yield from _items(cursor, names.files(view), "file")
        elif last == "cell":
            for one in _items(cursor, names.files(view), "file"):
                yield replace(one, insert=one.label + "#")
        elif _shapes(path):
            yield from _items(cursor, names.columns(view, path, raw=True), "column")
        elif names.names_column(view, path):
            yield from _items(cursor, names.columns(view, path), "column")


def _shapes(path: KeyPath) -> bool:
    """Whether the value is a column's name among the keys that shape data."""
    keys = [step for step in path if isinstance(step, str)]
    inside = keys[0] == "datasets" or "data" in keys[2:]
    return inside and len(keys) > 2 and keys[-1] in _SHAPING


# --- in text


def _company_names(view: View, cursor: Cursor) -> Iterator[Item]:
    """Names of the register that go on from what is typed."""
    typed, found = companies.in_text(view, cursor.line[: cursor.column])
    for one in found:
        start = cursor.column - typed
        yield Item(one.name, one.name, "value", start, cursor.column, one.detail, one.card)


def _in_expression(view: View, cursor: Cursor, typed: str) -> Iterator[Item]:
    end = cursor.column
    if "|" in typed:
        token = _NAME.search(typed.rpartition("|")[2].lstrip())
        start = end - len(token[0] if token else "")
        for name, said in _FILTERS.items():
            yield Item(name, name, "function", start, end, said[1 if view.ui_lang == "zh" else 0])
        return
    match = _NAME.search(typed)
    token_text = match[0] if match is not None else ""
    start = end - len(token_text)
    scopes: dict[str, tuple[str, ...]] = {"note": _NOTE_FIELDS, "house": HOUSE_FIELDS}
    if view.written(("company",)):
        scopes["company"] = COMPANY_FIELDS
    for scope, fields in scopes.items():
        if token_text.startswith(f"{scope}."):
            for name in fields:
                yield Item(f"{scope}.{name}", f"{scope}.{name}", "field", start, end)
            return
    for one in names.facts(view):
        text = f"facts.{one.name}"
        yield Item(text, text, "fact", start, end, one.detail, one.card)
    if not token_text.startswith("facts."):
        for scope in scopes:
            yield Item(f"{scope}.", f"{scope}.", "field", start, end, order=2)


def _references(view: View, cursor: Cursor, typed: str) -> Iterator[Item]:
    start, end = cursor.column - len(typed) - 1, cursor.column
    alone = cursor.line[:start].strip() == "" and cursor.kind == "text"
    for one in names.exhibits(view):
        form = "tbl" if names.is_table(view, one.name) else "fig"
        text = f"@{form}-{one.name}"
        yield Item(text, text, "exhibit", start, end, one.detail, one.card, 2 if alone else 1)
        if alone or typed.startswith("e"):
            text = f"@exhibit:{one.name}"
            yield Item(text, text, "exhibit", start, end, one.detail, one.card, 1)


def _is_formula(path: KeyPath, kind: str) -> bool:
    keys = [step for step in path if isinstance(step, str)]
    if kind != "value" or not keys or keys[0] not in ("facts", "exhibits", "datasets"):
        return False
    return keys[-1] in _FORMULAS or (len(keys) > 1 and keys[-2] in ("compute", "ratios"))


def _in_formula(view: View, cursor: Cursor) -> Iterator[Item]:
    match = _NAME.search(cursor.typed)
    start, end = cursor.column - len(match[0] if match is not None else ""), cursor.column
    for one in names.columns(view, cursor.path, raw="where" in cursor.path):
        yield Item(one.name, one.name, "column", start, end, one.detail)
    for one in names.facts(view):
        yield Item(f"facts.{one.name}", f"facts.{one.name}", "fact", start, end, one.detail, one.card, 2)
    others = {name: alias for alias, name in ALIASES.items()}
    for name, function in FUNCTIONS.items():
        said = function.zh if view.ui_lang == "zh" else function.en
        yield Item(name, f"{name}(", "function", start, end, function.signature, said, 3)
        if name in others:
            alias = others[name]
            yield Item(alias, f"{alias}(", "function", start, end, function.signature, said, 4)

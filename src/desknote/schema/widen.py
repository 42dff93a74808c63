"""What a field takes beyond its type: found by trying the field's own before-validator.

Authors may write one item where a list is meant, a number where text is meant, 增持 where an id is
meant. The model reads these with validators that run before the type is checked. JSON Schema cannot see
into a function, so each function is asked: a probe goes in, and what comes out tells what it takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

JsonSchema = dict[str, Any]
Resolve = Callable[[JsonSchema], JsonSchema]

_TEXT = "\ue000probe"
_MAPPING = {"\ue000key": _TEXT}
_NUMBER = 7919
_MOST_WORDS = 400


def widened(function: Any, inner: JsonSchema, resolve: Resolve) -> JsonSchema:
    """``inner`` and whatever ``function`` makes fit for it. ``resolve`` follows a ``$ref``."""
    made = _visible_text(function, _text_from_numbers(function, inner))
    made = _words(function, made)
    made = _pairs(function, made)
    for others in (_wrapped(function, inner), _shorthand(function, inner, resolve)):
        made = either(made, *others)
    return made


def either(*schemas: JsonSchema) -> JsonSchema:
    """A schema that takes what one of ``schemas`` takes."""
    members: list[JsonSchema] = []
    for schema in schemas:
        for member in schema["anyOf"] if set(schema) == {"anyOf"} else [schema]:
            if member not in members:
                members.append(member)
    for plain, narrow in (("string", "string"), ("number", "integer"), ("number", "number")):
        if {"type": plain} in members:  # what one member takes anyway, no other needs to
            members = [m for m in members if m == {"type": plain} or m.get("type") != narrow or "enum" in m]
    return members[0] if len(members) == 1 else {"anyOf": members}


def or_nothing(schema: JsonSchema) -> JsonSchema:
    """``schema``, or a key with nothing after it."""
    kinds = schema.get("type")
    if kinds is None or "enum" in schema or "anyOf" in schema:
        return either(schema, {"type": "null"})
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return schema if "null" in kinds else {**schema, "type": [*kinds, "null"]}


def _tried(function: Any, value: object) -> object:
    try:
        return function(value)
    except Exception:
        return None


def _text_from_numbers(function: Any, inner: JsonSchema) -> JsonSchema:
    """Text that may be written as a number: ``title: 2025``."""
    if inner.get("type") == "string" and "enum" not in inner and _tried(function, _NUMBER) == str(_NUMBER):
        return {**inner, "type": ["string", "number"]}
    return inner


def _visible_text(function: Any, inner: JsonSchema) -> JsonSchema:
    """Text that may not be blank."""
    if _tried(function, _TEXT) is None or _tried(function, "") is not None:
        return inner
    if inner.get("type") == "string" and set(inner) == {"type"}:
        return {**inner, "pattern": r"\S"}
    members = [_visible_text(function, m) for m in inner.get("anyOf", ())]
    return {**inner, "anyOf": members} if members else inner


def _pairs(function: Any, inner: JsonSchema) -> JsonSchema:
    """Items that YAML made a mapping of: ``[rating, exhibit: index]``."""
    items = inner.get("items")
    result = _tried(function, [_MAPPING])
    if isinstance(items, dict) and isinstance(result, list) and isinstance(result[0], str):
        pair = {"type": "object", "minProperties": 1, "maxProperties": 1}
        return {**inner, "items": either(items, pair)}
    return inner


def _wrapped(function: Any, inner: JsonSchema) -> Iterator[JsonSchema]:
    """One item where a list is meant."""
    for member in inner.get("anyOf", [inner]):
        item = member.get("items")
        if member.get("type") != "array" or not isinstance(item, dict):
            continue
        kinds = [
            kind
            for kind, probe in (
                ("string", _TEXT),
                ("number", _NUMBER),
                ("object", _MAPPING),
                ("boolean", True),
            )
            if _tried(function, probe) == [probe] and not (kind == "boolean" and probe is not True)
        ]
        if kinds:
            yield from _only(item, kinds)


def _only(schema: JsonSchema, kinds: list[str]) -> Iterator[JsonSchema]:
    """The part of ``schema`` that takes values of ``kinds``."""
    if "anyOf" in schema:
        for member in schema["anyOf"]:
            yield from _only(member, kinds)
        return
    if "$ref" in schema:
        if "object" in kinds:
            yield schema
        return
    own = schema.get("type", "string" if "enum" in schema or "pattern" in schema else None)
    own = [own] if isinstance(own, str) else own
    both = kinds if own is None else [k for k in own if k in kinds or (k == "integer" and "number" in kinds)]
    if both:
        yield {**schema, "type": both[0] if len(both) == 1 else both}


def _shorthand(function: Any, inner: JsonSchema, resolve: Resolve) -> Iterator[JsonSchema]:
    """Text or a list that stands for a mapping with one key: ``resample: monthly``."""
    for probe in (_TEXT, [_TEXT]):
        result = _tried(function, probe)
        if not isinstance(result, Mapping) or len(result) != 1:
            continue
        ((key, value),) = result.items()
        for member in inner.get("anyOf", [inner]):
            properties = resolve(member).get("properties", {})
            if value == probe and key in properties:
                kinds = ["string", *(["number"] if _tried(function, _NUMBER) == {key: _NUMBER} else [])]
                kinds = ["array"] if isinstance(probe, list) else kinds
                bare = {k: v for k, v in properties[key].items() if k not in ("title", "description")}
                yield from _only(bare, kinds)
    if isinstance(_tried(function, None), Mapping):
        yield {"type": "null"}


def _words(function: Any, inner: JsonSchema) -> JsonSchema:
    """Other words for the values of an enumeration."""
    members = inner.get("anyOf", [inner])
    values = [v for m in members for v in m.get("enum", [m["const"]] if "const" in m else [])]
    if not values:
        return inner
    read: dict[object, object] = {}
    for word in _candidates(function, values):
        value = _tried(function, word)
        if value in values and word not in values:
            read.setdefault(word, value)
    for flag in (True, False):
        if (value := _tried(function, flag)) in values and not isinstance(value, bool):
            read[flag] = value
    spellings = [w for w in (*values, *read) if isinstance(w, str)]
    loose = [w for w in spellings if _any_case(function, w, read.get(w, w))]
    made = []
    for member in members:
        own = member.get("enum", [member["const"]] if "const" in member else None)
        if own is None:
            made.append(member)
            continue
        # What differs from a value in nothing an editor need offer is left to the pattern.
        more = {w: v for w, v in read.items() if v in own and w not in loose}
        said = [*("" for _ in own), *(f"= {v}" for v in more.values())]
        made.append({"enum": [*own, *more], "enumDescriptions": said} if more else {"enum": [*own]})
    if loose:
        made.append({"type": "string", "pattern": case_pattern(loose)})
    return either(*made)


def _any_case(function: Any, word: str, value: object) -> bool:
    swapped = word.swapcase()
    return swapped != word and all(
        _tried(function, w) == value for w in (swapped, word.upper(), word.lower())
    )


def case_pattern(words: list[str]) -> str:
    """A pattern for ``words`` in any case, with white space around."""

    def one(word: str) -> str:
        return "".join(
            f"[{c.lower()}{c.upper()}]" if c.isascii() and c.isalpha() else re.escape(c).replace("\\ ", " ")
            for c in word
        )

    return r"^\s*(?:" + "|".join(dict.fromkeys(one(w) for w in words)) + r")\s*$"


def _candidates(function: Any, values: list[object]) -> Iterator[object]:
    """Texts that ``function`` may know: those in its code and in the tables it names."""
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is None:
        return
    tables = [getattr(function, "__globals__", {}).get(name) for name in code.co_names]
    cells = [cell.cell_contents for cell in getattr(function, "__closure__", None) or ()]
    seen: set[object] = set()
    words = [*_texts([*code.co_consts, *tables, *cells], 0)]
    for word in (*words, *(w[:2] for w in words), *_numbers(values)):
        if word not in seen and len(seen) < _MOST_WORDS:
            seen.add(word)
            yield word


def _texts(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        if value and len(value) <= 40:
            yield value
    elif isinstance(value, Mapping) and depth < 3:
        for key, item in value.items():
            yield from _texts(key, depth + 1)
            yield from _texts(item, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset) and depth < 3:
        for item in value:
            yield from _texts(item, depth + 1)


def _numbers(values: list[object]) -> Iterator[int]:
    for value in values:
        if isinstance(value, str) and value.isascii() and value.isdigit():
            yield int(value)

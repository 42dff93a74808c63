"""What a schema asks for at a place of a document, and the words it has for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from desknote.schema.widen import JsonSchema

Path = tuple[str | int, ...]
ValueOf = Callable[[Path], object]
"""What is written at a path, as far as it is known."""


def schemas_at(root: JsonSchema, path: Path, value_of: ValueOf) -> list[JsonSchema]:
    """The schemas, each without alternatives, that a value at ``path`` may follow."""
    here = list(_members(root, root, (), value_of))
    for depth, step in enumerate(path):
        there = path[: depth + 1]
        here = [
            m
            for schema in here
            for inner in _inside(schema, step)
            for m in _members(root, inner, there, value_of)
        ]
    return here


def keys_of(root: JsonSchema, path: Path, value_of: ValueOf) -> dict[str, JsonSchema]:
    """The keys a mapping at ``path`` may have, each with what is said of it."""
    found: dict[str, JsonSchema] = {}
    for schema in schemas_at(root, path, value_of):
        for key, inner in schema.get("properties", {}).items():
            said = _resolved(root, inner)
            if key not in found or not found[key].get("description"):
                found[key] = said
    return found


def values_of(root: JsonSchema, path: Path, value_of: ValueOf) -> dict[str, str]:
    """The values that a place is offered, each with what it means."""
    found: dict[str, str] = {}
    for schema in schemas_at(root, path, value_of):
        said = schema.get("enumDescriptions") or [""] * len(schema.get("enum", ()))
        for value, words in zip(schema.get("enum", ()), said, strict=True):
            if isinstance(value, str):
                found.setdefault(value, words)
            elif isinstance(value, bool):
                found.setdefault(str(value).lower(), words)
        if schema.get("type") == "boolean":
            found.setdefault("true", "")
            found.setdefault("false", "")
    return found


def words_at(root: JsonSchema, path: Path, value_of: ValueOf) -> tuple[str, str]:
    """Title and description of the key at ``path``; in Markdown where the schema has it."""
    if not path or not isinstance(path[-1], str):
        return "", ""
    said = keys_of(root, path[:-1], value_of).get(path[-1], {})
    return str(said.get("title", "")), str(said.get("markdownDescription", said.get("description", "")))


def takes(root: JsonSchema, path: Path, kind: str, value_of: ValueOf) -> bool:
    """Whether a value of ``kind`` (object, array, string, …) may stand at ``path``."""
    return any(kind in _kinds(schema) for schema in schemas_at(root, path, value_of))


def _kinds(schema: JsonSchema) -> list[str]:
    kinds = schema.get("type", "string" if "enum" in schema else [])
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _resolved(root: JsonSchema, schema: JsonSchema) -> JsonSchema:
    while "$ref" in schema:
        here: Any = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            here = here[step]
        schema = {**here, **{k: v for k, v in schema.items() if k != "$ref"}}
    return schema


def _members(root: JsonSchema, schema: JsonSchema, path: Path, value_of: ValueOf) -> Iterator[JsonSchema]:
    """A schema, its alternatives and what it asks for under a condition that holds."""
    schema = _resolved(root, schema)
    if {"type", "enum", "properties"} & schema.keys():
        yield schema
    for key in ("anyOf", "oneOf", "allOf"):
        for member in schema.get(key, ()):
            if "if" not in member:
                yield from _members(root, member, path, value_of)
            elif _holds(member["if"], path, value_of):
                yield from _members(root, member["then"], path, value_of)


def _holds(test: JsonSchema, path: Path, value_of: ValueOf) -> bool:
    """Whether a condition on the values of some keys is met."""
    return all(
        any(_is(member, value_of((*path, key))) for member in wanted.get("anyOf", [wanted]))
        for key, wanted in test.get("properties", {}).items()
    )


def _is(schema: JsonSchema, value: object) -> bool:
    if "enum" in schema:
        return value in schema["enum"]
    return isinstance(value, str) and re.search(schema.get("pattern", r"\Z\A"), value) is not None


def _inside(schema: JsonSchema, step: str | int) -> Iterator[JsonSchema]:
    if isinstance(step, int):
        if isinstance(items := schema.get("items"), dict):
            yield items
        return
    if step in schema.get("properties", {}):
        yield schema["properties"][step]
    elif isinstance(others := schema.get("additionalProperties"), dict):
        yield others

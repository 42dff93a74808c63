"""The part of a note's schema that is about exhibits: one schema a type, chosen by ``type``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desknote.exhibits.registry import ExhibitType
from desknote.report import UiLang
from desknote.schema.widen import JsonSchema, case_pattern, either

_EXPRESSION: JsonSchema = {"type": "string", "pattern": r"\{\{[\s\S]*\}\}"}
_SAID = ("An expression: {{ facts.name }}", "表达式：{{ facts.名称 }}")
WORDS = ("title", "description", "markdownDescription", "examples", "default")
"""Keywords that say something, and ask for nothing."""


def add_exhibits(
    root: JsonSchema, shared: dict[str, JsonSchema], types: list[ExhibitType], lang: UiLang
) -> None:
    """Make ``root``'s exhibits what their type asks for, by ``exhibit-TYPE`` among the definitions."""
    for name in reached(shared, [n for n in shared if n.startswith("exhibit")]):
        if "properties" in shared[name]:
            keys = shared[name]["properties"]
            shared[name]["properties"] = {key: _or_expression(item) for key, item in keys.items()}
    shared["expression"] = {"description": _SAID[1 if lang == "zh" else 0], **_EXPRESSION}
    base = shared["exhibit"]
    # The type's own schema asks for these keys; here they are only what an editor offers before it is known.
    keys = {name: _words(item) for name, item in base["properties"].items()}
    keys["type"] = {**keys["type"], "anyOf": [*_choices(types, lang), _any_case(types)]}
    branches = []
    for row in types:
        own: JsonSchema = {"anyOf": [{"enum": [row.name, *_labels(row)]}, _any_case([row])]}
        spec = shared[f"exhibit-{row.name}"]
        spec["title"] = row.names["zh-CN" if lang == "zh" else "en"]
        spec["properties"]["type"] = {**_words(keys["type"]), **own}
        test = {"required": ["type"], "properties": {"type": own}}
        branches.append({"if": test, "then": {"$ref": f"#/$defs/exhibit-{row.name}"}})
    shared["exhibit"] = {
        **_words(base), "type": "object", "required": ["type"], "properties": keys, "allOf": branches,
    }  # fmt: skip
    _share(shared, [f"exhibit-{row.name}" for row in types])
    place = root["properties"]["exhibits"]
    for member in place.get("anyOf", [place]):
        if "object" in member.get("type", ()):
            member["additionalProperties"] = {"$ref": "#/$defs/exhibit"}


def _share(shared: dict[str, JsonSchema], names: list[str]) -> None:
    """Keys that mean the same in several types are said once."""
    seen: dict[str, list[JsonSchema]] = {}
    for name in names:
        for key, item in shared[name]["properties"].items():
            seen.setdefault(key, []).append(item)
    for key, items in seen.items():
        common = max(items, key=items.count)
        if items.count(common) > 1:
            shared[f"key-{key}"] = common
            for name in names:
                if shared[name]["properties"].get(key) == common:
                    shared[name]["properties"][key] = {"$ref": f"#/$defs/key-{key}"}


def _labels(row: ExhibitType) -> list[str]:
    return [label for label in dict.fromkeys(row.names.values()) if label.lower() != row.name]


def _choices(types: list[ExhibitType], lang: UiLang) -> list[JsonSchema]:
    """What ``type`` may be: the types' names, then their labels."""
    said = [row.names["zh-CN" if lang == "zh" else "en"] for row in types]
    labels = [(label, f"= {row.name}") for row in types for label in _labels(row)]
    values = [*(row.name for row in types), *(label for label, _ in labels)]
    return [{"enum": values, "enumDescriptions": [*said, *(same for _, same in labels)]}]


def _any_case(types: list[ExhibitType]) -> JsonSchema:
    pattern = case_pattern([row.name.replace("-", "_") for row in types]).replace("_", "[_-]")
    return {"type": "string", "pattern": pattern}


def _words(schema: JsonSchema) -> JsonSchema:
    return {key: schema[key] for key in WORDS if key in schema}


def reached(shared: dict[str, JsonSchema], names: Iterable[str]) -> list[str]:
    """``names`` and every definition that they refer to."""
    found: list[str] = []
    left = list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.append(name)
            left += references(shared[name])
    return found


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"].removeprefix("#/$defs/")] if isinstance(value.get("$ref"), str) else []
        return own + [name for item in value.values() for name in references(item)]
    return [name for item in value for name in references(item)] if isinstance(value, list) else []


def _or_expression(schema: JsonSchema) -> JsonSchema:
    """``schema``, or an expression: any value of an exhibit may be one."""
    body = {key: item for key, item in schema.items() if key not in WORDS}
    members = [_inside(member) for member in body.get("anyOf", [body])]
    if not any(_takes_text(member) for member in members) and any(map(_is_value, members)):
        members.append({"$ref": "#/$defs/expression"})
    made = members[0] if len(members) == 1 else either(*members)
    return {**_words(schema), **made}


def _inside(schema: JsonSchema) -> JsonSchema:
    made = dict(schema)
    if isinstance(items := made.get("items"), dict):
        made["items"] = _or_expression(items)
    if isinstance(values := made.get("additionalProperties"), dict):
        made["additionalProperties"] = _or_expression(values)
    return made


def _is_value(schema: JsonSchema) -> bool:
    """Whether the place holds one value, rather than a list, a mapping or a record."""
    kinds = schema.get("type", [])
    return "enum" in schema or bool({"string", "number", "integer", "boolean"} & {*_listed(kinds)})


def _takes_text(schema: JsonSchema) -> bool:
    """Whether any text will do."""
    plain = "enum" not in schema and schema.get("pattern") in (None, r"\S")
    return not schema or ("string" in _listed(schema.get("type", [])) and plain)


def _listed(kinds: str | list[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds

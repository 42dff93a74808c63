"""The schema of each kind of content file, for editors and for the language server."""

from __future__ import annotations

from typing import Any, Literal

from desknote import __version__
from desknote.exhibits import registry
from desknote.model.brand import Brand
from desknote.model.coverage import Coverage
from desknote.model.exhibit import ExhibitSpec
from desknote.model.house import Analyst, House
from desknote.model.note import Note
from desknote.model.site import Site
from desknote.report import UiLang
from desknote.schema.exhibits import add_exhibits, reached, references
from desknote.schema.generate import DIALECT, definitions
from desknote.schema.own import OwnWords, add_own_words
from desknote.schema.widen import JsonSchema

FileKind = Literal["note", "house", "brand", "analyst", "coverage", "site"]
FILES: dict[FileKind, Any] = {
    "note": Note,
    "house": House,
    "brand": Brand,
    "analyst": Analyst,
    "coverage": Coverage,
    "site": Site,
}
_GIVEN: JsonSchema = {"not": {"type": "null"}}
_FIRST = ("title", "description", "markdownDescription", "type", "required")


def schema(kind: FileKind, lang: UiLang = "en", own: OwnWords | None = None) -> JsonSchema:
    """The JSON Schema (2020-12) of a file of ``kind``, with titles and descriptions in ``lang``.

    It takes what desknote reads: Chinese values, one item for a list, numbers for text. ``own`` adds a
    workspace's words (its ratings, its people), which are offered and never demanded.
    """
    types = [row for name in registry.type_names() if (row := registry.exhibit_type(name)) and _loads(row)]
    records: list[tuple[str, Any]] = [(kind, FILES[kind])]
    if kind == "note":
        records += [("exhibit", ExhibitSpec), *((f"exhibit-{row.name}", row.spec) for row in types)]
    made, shared = definitions(records, lang)
    names = {made[name]["$ref"].removeprefix("#/$defs/"): name for name, _ in records}
    shared = {names.get(name, name): _renamed(body, names) for name, body in shared.items()}
    _refine(shared)
    root = shared.pop(kind)
    if kind == "note":
        add_exhibits(root, shared, types, lang)
        add_own_words(root, own or OwnWords(), lang)
    whole = _with_languages(root, shared)
    head = {"$schema": DIALECT, "$id": f"urn:desknote:schema:{kind}:{__version__}"}
    used = sorted(reached(shared, references(whole)))
    return {**head, **_ordered(whole), "$defs": {name: _ordered(shared[name]) for name in used}}


def _loads(row: registry.ExhibitType) -> bool:
    """Whether a type can be used; another package's may be broken, and then has nothing to offer."""
    try:
        return bool(row.spec)
    except Exception:
        return False


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """``value`` with the records' definitions called as authors call them: exhibit-line."""
    if isinstance(value, dict):
        made = {key: _renamed(item, names) for key, item in value.items()}
        if isinstance(target := value.get("$ref"), str):
            name = target.removeprefix("#/$defs/")
            made["$ref"] = f"#/$defs/{names.get(name, name)}"
        return made
    return [_renamed(item, names) for item in value] if isinstance(value, list) else value


def _refine(shared: dict[str, JsonSchema]) -> None:
    """What the model's own validators ask for, as far as a schema can say it."""
    if grade := shared.get("Grade"):
        grade["anyOf"] = [_with(key) for key in ("definition", "above", "below")]
    if fact := shared.get("Fact"):
        fact["oneOf"] = [_with(*keys) for keys in (("value",), ("cell",), ("expr",), ("column", "data"))]
        fact["oneOf"][2]["not"] = _with("column")  # a formula may be over a file's columns, too
    if data := shared.get("DataSource"):
        data["not"] = _with("head", "tail")


def _with(*keys: str) -> JsonSchema:
    """A mapping in which ``keys`` are given."""
    return {"required": list(keys), "properties": dict.fromkeys(keys, _GIVEN)}


def _with_languages(root: JsonSchema, shared: dict[str, JsonSchema]) -> JsonSchema:
    """The names of languages, which stand wherever text may differ by language, said once."""
    found: list[JsonSchema] = []

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            made = {key: walk(item) for key, item in value.items()}
            names = made.get("propertyNames")
            if isinstance(names, dict) and "zh-CN" in str(names):
                found.append(names)
                made["propertyNames"] = {"$ref": "#/$defs/language"}
            return made
        return [walk(item) for item in value] if isinstance(value, list) else value

    for name in list(shared):
        shared[name] = walk(shared[name])
    whole: JsonSchema = walk(root)
    if found:
        shared["language"] = found[0]
    return whole


def _ordered(body: JsonSchema) -> JsonSchema:
    """Words first: schemas are read by people, too."""
    keys = (*(f for f in _FIRST if f in body), *(k for k in body if k not in _FIRST))
    return {key: body[key] for key in keys}

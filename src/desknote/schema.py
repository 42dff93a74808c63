"""JSON Schemas of the content files, for editors: as forgiving as the reader itself."""

from __future__ import annotations

import json
from typing import Any

from desknote import __version__
from desknote.files import write_atomically
from desknote.workspace import Workspace

_LANG_KEYS = ("zh", "zh-Hans", "zh-Hant", "zh-TW")
_MARK = "desknote {version}"


def schema(which: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of ``note``, ``house``, ``brand`` or ``analyst`` files."""
    from pydantic import BaseModel

    from desknote.model.brand import Brand
    from desknote.model.house import Analyst, House
    from desknote.model.note import Note

    records: dict[str, type[BaseModel]] = {"note": Note, "house": House, "brand": Brand, "analyst": Analyst}
    made: dict[str, Any] = records[which].model_json_schema(by_alias=True, mode="validation")
    if which == "note":
        _exhibits(made)
        _labels(made)
    made = _forgiving(made)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": _MARK.format(version=__version__),
        **made,
        "title": which,
    }


def write_schemas(workspace: Workspace) -> None:
    """Put the schemas that notes refer to into the workspace, unless this version's are there.

    Raises OSError.
    """
    folder = workspace.root / ".desknote"
    for which in ("note", "house", "brand", "analyst"):
        path = folder / f"{which}.schema.json"
        try:
            with path.open(encoding="utf-8") as file:
                if f'"{_MARK.format(version=__version__)}"' in file.read(300):
                    continue
        except (OSError, UnicodeDecodeError):
            pass
        write_atomically(path, (json.dumps(schema(which), ensure_ascii=False, indent=1) + "\n").encode())


def _exhibits(made: dict[str, Any]) -> None:
    """An exhibit's keys follow its type."""
    from desknote.exhibits.registry import exhibit_type, type_names

    definitions = made.setdefault("$defs", {})
    kinds, choices = [], []
    for name in type_names():
        row = exhibit_type(name)
        if row is None:
            continue
        own = row.spec.model_json_schema(by_alias=True, ref_template="#/$defs/exhibit-{model}")
        definitions |= {f"exhibit-{key}": value for key, value in own.pop("$defs", {}).items()}
        words = list(dict.fromkeys([name, *row.names.values()]))
        own["properties"]["type"] = {"enum": words, "description": "What to draw"}
        definitions[f"exhibit-type-{name}"] = own
        choices += words
        test = {"properties": {"type": {"enum": words}}, "required": ["type"]}
        kinds.append({"if": test, "then": {"$ref": f"#/$defs/exhibit-type-{name}"}})
    made["properties"]["exhibits"]["additionalProperties"] = {
        "type": "object",
        "properties": {"type": {"enum": choices}},
        "required": ["type"],
        "allOf": kinds,
    }


def _labels(made: dict[str, Any]) -> None:
    """Kinds may be written by their Chinese names."""
    from desknote.model.note import KINDS

    made["properties"]["kind"]["enum"] = [
        *KINDS,
        *dict.fromkeys(n for row in KINDS.values() for n in row.values()),
    ]


def _forgiving(node: Any) -> Any:
    """What the reader takes for the same thing: a number for text, one item for a list of one."""
    if isinstance(node, list):
        return [_forgiving(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _forgiving(value) for key, value in node.items()}
    if made.get("type") == "string" and not {"enum", "const", "pattern", "format"} & set(made):
        made["type"] = ["string", "number", "boolean"]
    keys = made.get("propertyNames")
    if isinstance(keys, dict) and "zh-CN" in keys.get("enum", ()):
        made["propertyNames"] = {"enum": [*keys["enum"], *_LANG_KEYS]}
    if "zh-CN" in (made.get("enum") or ()) and "type" in made:
        made["enum"] = [*made["enum"], *_LANG_KEYS]
    items = made.get("items")
    if made.get("type") == "array" and isinstance(items, dict) and "string" in _listed(items.get("type")):
        shared = {k: made.pop(k) for k in ("title", "description", "default") if k in made}
        return {"anyOf": [made, items], **shared}
    return made


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]

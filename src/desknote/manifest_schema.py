"""The JSON Schema of a note's manifest (JSON Schema 2020-12)."""

from __future__ import annotations

from typing import Any

from desknote.channels.registry import STANDARD
from desknote.ledger.standing import STATES
from desknote.manifest import FORMAT
from desknote.model.base import LANGS
from desknote.model.note import KINDS

_TEXT: dict[str, Any] = {"type": "string"}
_FLAG: dict[str, Any] = {"type": "boolean"}
_DATE: dict[str, Any] = {"type": "string", "format": "date"}
_CODE: dict[str, Any] = {"type": "string", "pattern": "^DN[0-9]{3}$"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_SHA256: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_STATES = ("draft", "review", "approved", "published", "withdrawn")


def _said(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {**schema, "description": description}


def _record(keys: dict[str, Any], may_be_missing: tuple[str, ...] = ()) -> dict[str, Any]:
    needed = [key for key in keys if key not in may_be_missing]
    return {"type": "object", "properties": keys, "required": needed, "additionalProperties": False}


def _map(values: dict[str, Any], names: dict[str, Any] | None = None) -> dict[str, Any]:
    whole: dict[str, Any] = {"type": "object", "additionalProperties": values}
    return {**whole, "propertyNames": names} if names else whole


def _codes(description: str) -> dict[str, Any]:
    return _said({"type": "array", "items": _CODE, "uniqueItems": True}, description)


def schema() -> dict[str, Any]:
    """The schema of what :func:`desknote.manifest.manifest` writes."""
    waiver = _record({"name": _TEXT, "until": _DATE, "reason": _TEXT})
    rules = _record(
        {
            "jurisdictions": _said({"type": "array", "items": _TEXT}, "Rule packs that apply to the note"),
            "passed": _codes("Rules that the note was held against and that found nothing"),
            "findings": _said(
                _map({"type": "integer", "minimum": 1}, _CODE), "How often each code was found"
            ),
            "waived": _said(
                _map(waiver, _CODE), "Rules that a supervisor let the note off, as the ledger has it"
            ),
            "left_out": _codes("Rules that the house, or a comment in the note, leaves out"),
        }
    )
    approval = _record(
        {
            "act": {"enum": list(STATES)},
            "holds": _said(_FLAG, "Whether the note still says what was approved of"),
            "by": _said(_TEXT, "Who, as the house's file names them"),
            "name": _TEXT,
            "time": _said(_TEXT, "UTC, ISO 8601"),
            "entry": _said({"type": "integer", "minimum": 1}, "The line of the ledger"),
            "hash": _said(_SHA256, "Its hash, which the next line repeats"),
            "signed": _FLAG,
            "content": _said(_TEXT, "The digest of what the note said then"),
        }
    )
    output = _record({"sha256": _SHA256, "bytes": _COUNT, "outdated": {"const": True}}, ("outdated",))
    inputs = (
        "What was read, by SHA-256: files of the workspace by path (empty: looked for, and not there), "
        "packaged templates as <desknote>/…, what follows from several files in <…>; desknote by its version"
    )
    keys = {
        "manifest": _said({"const": FORMAT}, "The version of this schema"),
        "note": _said(_TEXT, "The name of the note's folder"),
        "title": _TEXT,
        "kind": {"enum": list(KINDS)},
        "lang": {"enum": list(LANGS)},
        "date": _DATE,
        "state": {"enum": list(_STATES)},
        "content": _said(_TEXT, "The digest of what the note says, as approvals have it"),
        "rules": rules,
        "approval": _said({"anyOf": [approval, {"type": "null"}]}, "The act that the state follows from"),
        "generator": _TEXT,
        "versions": _said(_map(_TEXT), "Python and the libraries that shape outputs"),
        "pages": _said(_COUNT, "Pages of the PDF; 0 where none was made"),
        "inputs": _said(_map(_TEXT), inputs),
        "outputs": _said(_map(output), f"Files by name, such as those of {', '.join(STANDARD)}"),
        "warnings": _codes("Codes of what was found"),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"desknote: the manifest of a built note, version {FORMAT}",
        **_record(keys),
    }

"""The JSON Schema of what ``json`` writes (JSON Schema 2020-12)."""

from __future__ import annotations

from typing import Any

_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "number"}
_DATE: dict[str, Any] = {"type": "string", "format": "date"}
_FLAG: dict[str, Any] = {"type": "boolean"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 1}


def _said(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {**schema, "description": description}


def _record(needed: dict[str, Any], other: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An object: keys that are always there, and others that may be."""
    return {
        "type": "object",
        "properties": {**needed, **(other or {})},
        "required": list(needed),
        "additionalProperties": False,
        **more,
    }


def _many(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _kind(name: str, needed: dict[str, Any]) -> dict[str, Any]:
    """A part of the type ``name``."""
    return _record({"type": {"const": name}, **needed})


def schema() -> dict[str, Any]:
    """The schema."""
    run = _record(
        {"text": _TEXT},
        {"bold": _FLAG, "italic": _FLAG, "code": _FLAG, "struck": _FLAG,
         "link": _said(_TEXT, "An address; #ANCHOR leads to an exhibit or section of the note")},
    )  # fmt: skip
    cell = _record(
        {"line": _ref("line"), "align": {"enum": ["left", "right", "center"]}},
        {"head": _FLAG, "across": _COUNT, "down": _COUNT, "tone": {"enum": ["up", "down"]}},
    )
    row = _record({"looks": _many(_TEXT), "cells": _many(_ref("cell"))})
    table = {"caption": _ref("line"), "heads": _many(_ref("row")), "rows": _many(_ref("row"))}
    parts = [
        _kind("heading", {"level": {**_COUNT, "maximum": 6}, "id": _TEXT, "line": _ref("line")}),
        _kind("paragraph", {"role": _TEXT, "line": _ref("line")}),
        _kind("list", {"numbered": _FLAG, "start": {"type": "integer"}, "items": _many(_many(_ref("part")))}),
        _kind("quote", {"parts": _many(_ref("part"))}),
        _kind("code", {"text": _TEXT}),
        _kind("break", {}),
        _kind("table", table),
        _kind("exhibit", {"exhibit": _said(_TEXT, "The id of one of the exhibits")}),
    ]
    exhibit = _record(
        {
            "id": _TEXT, "anchor": _TEXT, "number": {"type": "integer", "minimum": 0}, "label": _TEXT,
            "type": _TEXT, "form": {"enum": ["chart", "table"]}, "title": _TEXT, "source": _TEXT,
            "note": _TEXT, "alt": _TEXT, "illustrative": _FLAG,
            "shown": _said(
                _record({"headers": _many(_TEXT), "rows": _many(_many(_TEXT))}),
                "The figures as readers see them",
            ),
        },
        {
            "table": _record(table),
            "data": _said(
                {"type": "object", "additionalProperties": _many({"type": ["number", "string", "null"]})},
                "The columns that it is drawn from",
            ),
        },
    )  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "desknote note",
        "description": "A research note as desknote writes it to note.json",
        **_record({**_metadata(), "exhibits": _many(exhibit), "facts": _many(_fact())}),
        "$defs": {
            "run": run,
            "line": _many(_ref("run")),
            "cell": cell,
            "row": row,
            "part": {"oneOf": parts},
        },
    }


def _fact() -> dict[str, Any]:
    return _record({"id": _TEXT, "shown": _TEXT}, {"number": _NUMBER, "unit": _TEXT})


def _metadata() -> dict[str, Any]:
    person = _record(
        {"id": _TEXT, "role": {"enum": ["analyst", "assistant", "contact"]}, "name": _TEXT},
        {"title": _TEXT, "certificate": _TEXT, "sfc": _TEXT, "email": _TEXT, "phone": _TEXT},
    )
    subject = _record(
        {"name": _TEXT, "ticker": _TEXT},
        {
            "market": _TEXT, "currency": _TEXT, "price": _NUMBER, "priceDate": _DATE,
            "target": _NUMBER, "months": _COUNT, "upside": _said(_NUMBER, "In per cent"),
        },
    )  # fmt: skip
    rating = _record({"id": _TEXT, "system": _TEXT, "label": _TEXT})
    company = _record({"name": _TEXT}, {"ticker": _TEXT, "theme": _TEXT, "covered": _FLAG})
    return {
        "format": _said({"const": 1}, "Raised where older programs would read the file wrongly"),
        "generator": _TEXT,
        "slug": _TEXT,
        "lang": {"enum": ["zh-CN", "zh-HK", "en"]},
        "kind": _record({"id": _TEXT, "label": _TEXT}),
        "title": _TEXT,
        "subtitle": _TEXT,
        "summary": _TEXT,
        "date": _DATE,
        "sector": _TEXT,
        "keywords": _many(_TEXT),
        "state": _record(
            {
                "id": {"enum": ["draft", "review", "approved", "published", "withdrawn"]},
                "notice": _said(_TEXT, "What a note that may not be relied on must say; empty for others"),
                "content": _said(_TEXT, "Digest of what the note says"),
            }
        ),
        "jurisdictions": _many(_TEXT),
        "publisher": _record(
            {"name": _TEXT, "legalName": _TEXT, "department": _TEXT, "website": _TEXT, "address": _TEXT}
        ),
        "people": _many(person),
        "rating": {"oneOf": [rating, {"type": "null"}]},
        "subject": {"oneOf": [subject, {"type": "null"}]},
        "companies": _said(_many(company), "Those of the investment advice"),
        "changes": _many(_record({"kind": _TEXT, "label": _TEXT, "before": _TEXT, "after": _TEXT})),
        "disclosures": _many(_record({"id": _TEXT, "company": _TEXT, "ticker": _TEXT, "text": _TEXT})),
        "related": _many(_record({"series": _TEXT, "title": _TEXT, "date": _TEXT, "url": _TEXT})),
        "sections": _many(_record({"kind": _TEXT, "id": _TEXT, "parts": _many(_ref("part"))})),
    }

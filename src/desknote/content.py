"""What a note says, as a digest: the thing that is approved, and that a PDF can be held against."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from desknote.closed import ClosedNote, Frame
from desknote.diagnostics import Span

SCHEME = "dn1"
"""The way digests are made; another way of making them gets another name."""

# What the author is answerable for. Brand, labels, numbering and places in files are not content.
_SAID = (
    "slug", "kind", "lang", "title", "subtitle", "summary", "date", "sector", "keywords", "rating", "people",
    "related", "viewpoints", "advice", "risks", "sections", "exhibits", "sidebar", "lists", "jurisdictions",
    "subject", "named", "changes", "disclosures",
)  # fmt: skip
_EMPTY: tuple[object, ...] = (None, "", (), [], {}, False)


def content_digest(note: ClosedNote) -> str:
    """``dn1:`` and the SHA-256 of everything that ``note`` says for itself.

    Nothing that leaves the page as it is changes it: comments and the order of keys in YAML, the name of
    a data file, another analyst's record. The firm's standing texts have a digest of their own, see
    :func:`house_digest`: they change without any author's doing.
    """
    return _digest({name: getattr(note, name) for name in _SAID})


def house_digest(note: ClosedNote) -> str:
    """The same of the firm's own texts on the note: names, licence, statements, rating definitions."""
    systems = [
        {"id": s.id, "name": s.name, "horizon": s.horizon, "grades": [(g.id, g.definition) for g in s.grades]}
        for s in note.house.systems
    ]
    own = {f.name: getattr(note.house, f.name) for f in fields(note.house) if f.name != "systems"}
    return _digest({**own, "systems": systems})


def _digest(said: Mapping[str, Any]) -> str:
    text = json.dumps(_plain(said), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{SCHEME}:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _plain(value: Any) -> Any:
    """``value`` as JSON knows it. What is empty is left out, so that a new field changes no old digest."""
    if value is None or type(value) in (str, int, bool):
        return value
    if type(value) is float:
        return repr(value)  # never 1e5 in one place and 100000.0 in another
    if isinstance(value, Frame):
        return {name: list(map(_plain, column)) for name, column in value.columns.items()}
    if is_dataclass(value) and not isinstance(value, type):
        held = {f.name: getattr(value, f.name) for f in fields(value)}
        return _mapping({k: v for k, v in held.items() if not isinstance(v, Span) and k != "lines"})
    if isinstance(value, BaseModel):
        return _mapping(value.model_dump(exclude_defaults=True) | {"type": getattr(value, "type", "")})
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    if value is None or isinstance(value, str | int):
        return value
    return str(value)


def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(k): _plain(v) for k, v in value.items() if not any(v is e or v == e for e in _EMPTY)}

"""What a note says, as a digest: the thing that is approved, and that a PDF can be held against."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from desknote.closed import ClosedNote, Exhibit, Frame
from desknote.closed_companies import Subject
from desknote.diagnostics import Span

SCHEME = "dn1"
"""The way digests are made; another way of making them gets another name."""

# What the author is answerable for. Brand, labels, numbering and places in files are not content.
_SAID = (
    "slug", "kind", "lang", "title", "subtitle", "summary", "date", "sector", "keywords", "rating", "people",
    "related", "viewpoints", "advice", "risks", "sections", "exhibits", "sidebar", "lists", "subject",
    "changes", "disclosures",
)  # fmt: skip
_HOUSE_BUT = ("systems", "price_days")
# What rules or later editions want to know and no page shows; the market is in the house's table.
_UNSEEN: Mapping[type, tuple[str, ...]] = {
    Subject: (
        "market",
        "market_name",
        "benchmark",
        "market_currency",
        "expected_benchmark",
        "previous_grade",
        "previous_slug",
    ),
}
_LINES = "lines"


def content_digest(note: ClosedNote) -> str:
    """``dn1:`` and the SHA-256 of everything that ``note`` says for itself.

    Nothing that leaves the page as it is changes it: comments and the order of keys in YAML, the name of
    a data file, another analyst's record. What the firm itself says on the note has a digest of its own,
    see :func:`house_digest`: it changes without any author's doing. In neither are the time at which the
    note was first sent out, which nobody knows before it is approved, and the distribution of ratings,
    which is another every day.
    """
    said = {name: getattr(note, name) for name in _SAID}
    own = next((company for company in note.named if company.subject), None)
    said["history"] = own.history if own is not None else ()
    said["completed"] = note.compliance.completed_shown
    said["updates"] = note.compliance.update_frequency if _own_updates(note) else ""
    return _digest(said)


def house_digest(note: ClosedNote, templates: str = "") -> str:
    """The same of what the firm itself says on the note.

    That is: names, licence, statements, rating definitions, the name of the kind of note, the rules that
    apply, and what the register holds of other companies in the table of companies. ``templates`` stands
    for the house's own templates, which may say anything.
    """
    systems = [
        {
            "id": s.id,
            "name": s.name,
            "horizon": s.horizon,
            "grades": [(g.id, g.name, g.definition) for g in s.grades],
        }
        for s in note.house.systems
    ]
    names = (f.name for f in dataclasses.fields(note.house) if f.name not in _HOUSE_BUT)
    return _digest(
        {
            **{name: getattr(note.house, name) for name in names},
            "systems": systems,
            "kind": note.kind_label,
            "authority": note.compliance.authority,
            "updates": "" if _own_updates(note) else note.compliance.update_frequency,
            "jurisdictions": note.jurisdictions,
            "companies": list(_listed(note)),
            "templates": templates,
        }
    )


def _own_updates(note: ClosedNote) -> bool:
    return "note.update_frequency" in note.compliance.places


def _listed(note: ClosedNote) -> Iterator[tuple[str, ...]]:
    """What the table of companies shows of others than the subject, see ``compose.companies``."""
    disclosed = {one.company for one in note.disclosures}
    for one in note.named:
        if not one.subject and (one.grade or one.advised or one.name in disclosed):
            yield one.name, one.ticker, one.rating, one.price_shown, one.price_day


def _digest(said: Mapping[str, Any]) -> str:
    plain = {key: _plain(value) for key, value in said.items() if not _is_empty(value)}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{SCHEME}:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _is_empty(value: object) -> bool:
    """A new field that a note does not use changes no old digest. 0 and False are not empty: they say no."""
    return value is None or (type(value) in (str, tuple, list, dict) and not value)


def _plain(value: Any) -> Any:
    """``value`` as JSON knows it."""
    if value is None or type(value) in (str, int, bool, float):
        return value
    if isinstance(value, Frame):
        return [[name, list(map(_plain, column))] for name, column in value.columns.items()]
    if isinstance(value, Exhibit):
        return _exhibit(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        unseen = _UNSEEN.get(type(value), ())
        held = ((name, getattr(value, name), usual) for name, usual in _fields(type(value)))
        return {
            name: _plain(v)
            for name, v, usual in held
            if name not in unseen and not isinstance(v, Span) and not _is_empty(v) and not _same(v, usual)
        }
    if isinstance(value, BaseModel):
        return {"type": type(value).__name__, **_model(value)}
    if isinstance(value, Mapping):
        # In the order they are written: that of an exhibit's series and columns is what readers see.
        return [[str(k), _plain(v)] for k, v in value.items()]
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool | int | float | str):
        return value
    return str(value)


def _exhibit(exhibit: Exhibit) -> dict[str, Any]:
    """An exhibit by what it shows: of its data the table, whatever file or formula it comes from."""
    spec = _model(exhibit.spec)
    spec.pop("data", None)
    if exhibit.frame is not None:
        spec.pop("rows", None)
    return {
        "id": exhibit.id,
        "number": exhibit.number,
        "label": exhibit.label,
        "spec": spec,
        **({"frame": _plain(exhibit.frame)} if exhibit.frame is not None else {}),
    }


def _model(record: BaseModel) -> dict[str, Any]:
    """The keys of ``record`` that are not as they are when nobody writes them."""
    held = ((name, getattr(record, name), info) for name, info in type(record).model_fields.items())
    return {
        name: _plain(v)
        for name, v, info in held
        if v is not None and not _same(v, info.get_default(call_default_factory=True))
    }


def _same(value: object, usual: object) -> bool:
    return type(value) is type(usual) and value == usual


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """A record's fields that are content, each with its default; ``lines`` are places in a file."""
    return tuple((f.name, f.default) for f in dataclasses.fields(kind) if f.name != _LINES)

"""``json``: everything the note says, structured, for programs; ``desknote schema output`` describes it.

It says no more than the pages do: what stands on none may be there for a formula, or stay on the desk.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from desknote import __version__
from desknote.channels.materials import Materials
from desknote.channels.outline import description, outline
from desknote.channels.parts import (
    Code,
    Figure,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Items,
    Line,
    Paragraph,
    Part,
    Quote,
    Section,
)
from desknote.channels.registry import Channel, Made
from desknote.channels.state import notice_of
from desknote.compose.markdown import plain

if TYPE_CHECKING:
    from desknote.closed import ClosedNote, Exhibit, FactView
    from desknote.closed_companies import Subject
    from desknote.exhibits import Drawing

FORMAT = 1
"""Raised where a reader of an earlier file would read a new one wrongly."""


def make(materials: Materials, channel: Channel) -> Made:
    """``note.json``. Raises Problems."""
    content = json.dumps(record(materials), ensure_ascii=False, indent=1)
    return Made({channel.files[0]: (content + "\n").encode()})


def record(materials: Materials) -> dict[str, Any]:
    """The whole note as plain data. Raises Problems."""
    note = materials.note
    return {
        "format": FORMAT,
        "generator": f"desknote {__version__}",
        **metadata(note),
        "sections": [_section(section) for section in outline(note, materials.drawings)],
        "exhibits": [_exhibit(exhibit, materials.drawings[exhibit.id]) for exhibit in note.exhibits],
        "facts": [
            _kept({"id": f.id, "shown": f.shown, "number": f.number, "unit": f.unit})
            for f in _facts_shown(note)
        ],
    }


def _facts_shown(note: ClosedNote) -> Iterator[FactView]:
    """The facts that can be read on a page, as the edition in a PDF has them."""
    from desknote.editions.gather import edition
    from desknote.editions.public import public

    ids = {fact.id for fact in public(edition(note)).facts}
    yield from (fact for fact in note.facts if fact.id in ids)


def metadata(note: ClosedNote) -> dict[str, Any]:
    """What the note is, without what it says."""
    notice = notice_of(note)
    rating = note.rating
    return {
        "slug": note.slug,
        "lang": note.lang,
        "kind": {"id": note.kind, "label": note.kind_label},
        "title": plain(str(note.title)),
        "subtitle": plain(str(note.subtitle)),
        "summary": description(note),
        "date": note.date.isoformat(),
        "sector": note.sector,
        "keywords": list(note.keywords),
        "state": {
            "id": note.state,
            "notice": notice.text if notice else "",
            "content": note.content,
        },
        "jurisdictions": list(note.jurisdictions),
        "publisher": {
            "name": note.house.name,
            "legalName": note.house.legal_name,
            "department": note.house.department,
            "website": note.house.website,
            "address": note.house.address,
        },
        "people": [
            _kept(
                {
                    "id": p.id,
                    "role": p.role,
                    "name": p.name,
                    "title": p.title,
                    "certificate": p.certificate,
                    "sfc": p.sfc,
                    "email": p.email,
                    "phone": p.phone,
                }
            )
            for p in note.people
        ],
        "rating": {"id": rating.id, "system": rating.system, "label": rating.label} if rating else None,
        "subject": _subject(note.subject) if note.subject else None,
        "companies": _companies(note),
        "changes": [
            {"kind": c.kind, "label": c.label, "before": c.old, "after": c.new} for c in note.changes
        ],
        "disclosures": [
            {"id": d.id, "company": d.company, "ticker": d.ticker, "text": d.text} for d in note.disclosures
        ],
        "related": [
            {"series": r.series, "title": r.title, "date": r.date, "url": r.url} for r in note.related
        ],
    }


def _kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """``row`` without what is empty."""
    return {key: value for key, value in row.items() if value not in ("", None)}


def _subject(subject: Subject) -> dict[str, Any]:
    return _kept(
        {
            "name": subject.name,
            "ticker": subject.ticker,
            "market": subject.market,
            "currency": subject.currency,
            "price": subject.price,
            "priceDate": subject.price_date.isoformat() if subject.price_date else None,
            "target": subject.target,
            "months": subject.months,
            "upside": subject.upside,
        }
    )


def _companies(note: ClosedNote) -> list[dict[str, Any]]:
    """The companies of the investment advice."""
    return [
        _kept({"name": c.name, "ticker": c.ticker, "theme": c.theme, "covered": c.covered})
        for c in (note.advice.coverage if note.advice else ())
    ]


def _section(section: Section) -> dict[str, Any]:
    return {"kind": section.kind, "id": section.id, "parts": parts(section.parts)}


def parts(all_parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Parts as plain data."""
    return [_part(part) for part in all_parts]


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, Heading):
        return {"type": "heading", "level": part.level, "id": part.anchor, "line": _line(part.line)}
    if isinstance(part, Paragraph):
        return {"type": "paragraph", "role": part.role, "line": _line(part.line)}
    if isinstance(part, Items):
        items = [parts(item) for item in part.items]
        return {"type": "list", "numbered": part.numbered, "start": part.start, "items": items}
    if isinstance(part, Quote):
        return {"type": "quote", "parts": parts(part.parts)}
    if isinstance(part, Code):
        return {"type": "code", "text": part.text}
    if isinstance(part, Grid):
        return {"type": "table", **_grid(part)}
    if isinstance(part, Figure):
        return {"type": "exhibit", "exhibit": part.exhibit.id}
    return {"type": "break"}


def _line(line: Line) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = []
    for run in line:
        marks = {"bold": run.bold, "italic": run.italic, "code": run.code, "struck": run.struck}
        row: dict[str, Any] = {"text": run.text} | {name: True for name, on in marks.items() if on}
        runs.append(row | ({"link": run.link} if run.link else {}))
    return runs


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "caption": _line(grid.caption),
        "heads": [_row(row) for row in grid.heads],
        "rows": [_row(row) for row in grid.rows],
    }


def _row(row: GridRow) -> dict[str, Any]:
    return {"looks": sorted(row.looks), "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: GridCell) -> dict[str, Any]:
    made: dict[str, Any] = {"line": _line(cell.line), "align": cell.align}
    if cell.head:
        made["head"] = True
    if cell.across > 1:
        made["across"] = cell.across
    if cell.down > 1:
        made["down"] = cell.down
    return made | ({"tone": cell.tone} if cell.tone else {})


def _exhibit(exhibit: Exhibit, drawing: Drawing) -> dict[str, Any]:
    from desknote.channels.grids import parse_table
    from desknote.exhibits.spec import ChartSpec

    spec = exhibit.spec
    made: dict[str, Any] = {
        "id": exhibit.id,
        "anchor": exhibit.anchor,
        "number": exhibit.number,
        "label": exhibit.label,
        "type": spec.type,
        "form": "table" if drawing.html else "chart",
        "title": plain(spec.title),
        "source": plain(spec.source),
        "note": plain(spec.note or ""),
        "alt": drawing.alt,
        "illustrative": spec.illustrative,
        "shown": {"headers": list(drawing.headers), "rows": [list(row) for row in drawing.rows]},
    }
    if drawing.html:
        made["table"] = _grid(parse_table(drawing.html))
    if exhibit.frame is not None:
        drawn = {column for _, column in spec.columns()} if isinstance(spec, ChartSpec) else None
        made["data"] = {
            name: [cell.isoformat() if isinstance(cell, dt.date) else cell for cell in column]
            for name, column in exhibit.frame.columns.items()
            if drawn is None or name in drawn
        }
    return made

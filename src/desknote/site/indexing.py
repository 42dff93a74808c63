"""The search index of a site's notes, its parts kept until a note of theirs changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from desknote.site import search
from desknote.site.entry import Entry
from desknote.site.gather import text_of
from desknote.site.keys import digest
from desknote.site.notes import recall, store
from desknote.site.plan import Plan
from desknote.site.search import Document
from desknote.site.value import SiteFile


def search_files(plan: Plan) -> dict[str, SiteFile]:
    """The index of everything that may be read."""
    files: dict[str, SiteFile] = {}
    documents: list[Document] = []
    shown = [e for e in plan.entries if e.state != "withdrawn"]
    for entry in sorted(shown, key=lambda e: (e.date, e.slug)):
        document, path, text = _document(plan, entry)
        documents.append(document)
        files[path] = text
    described: list[Mapping[str, Any]] = []
    for part in search.parts(documents):
        key = search.part_key(part)
        record = plan.cache / "search" / f"{key}.json"
        known = recall(record, key, plan.cache / "shared")
        if known is None:
            what, known = search.part(part)
            store(record, key, what, known, plan.cache / "shared")
        else:
            what = json.loads(record.read_bytes())["data"]
        described.append(what)
        files |= known
    return files | search.index(described)


def _document(plan: Plan, entry: Entry) -> tuple[Document, str, SiteFile]:
    edition = plan.edition(entry)
    sector = edition.catalogue.sector_of(entry)
    pieces = tuple(filter(None, (entry.summary, entry.subtitle, *text_of(plan.workspace, entry.slug))))
    path, text = search.text_file(entry.slug, pieces)
    key = path.rpartition("/")[2].removesuffix(".js")
    people = [(p.id, edition.person(p.id, p.name, "index.html").title) for p in entry.analysts]
    row: tuple[Any, ...] = (
        entry.slug,
        entry.title,
        entry.date.isoformat(),
        entry.kind,
        sector.key if sector else "",
        sector.name if sector else "",
        people,
        edition.rating(entry),
        entry.lang,
        key,
    )
    if entry.state in ("draft", "review"):
        row = (*row, entry.state)
    names = [plan.desk.kind(entry.kind, entry.lang), *(name for _, name in people)]
    names += [sector.name] if sector else []

    def weights() -> Mapping[str, int]:
        return search.weights(entry, pieces, names)

    return Document(row, digest(key, names, entry.keywords, entry.title), weights), path, text

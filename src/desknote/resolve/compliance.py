"""What rule packs need to know of the house and the note besides the text: settings, times, places."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from desknote.closed_compliance import Compliance, Wording
from desknote.diagnostics import Span
from desknote.model.base import in_lang
from desknote.model.house import House
from desknote.model.note import Note
from desknote.resolve.figures import day_label
from desknote.resolve.text import local_path
from desknote.source import Document
from desknote.zones import shown_offset, zone

_NOTE_KEYS = (
    "title", "date", "rating", "company", "price", "price_date", "target_price", "valuation", "target_risks",
    "analysts", "assistants", "risks", "completed", "first_disseminated", "update_frequency", "jurisdictions",
)  # fmt: skip
_HOUSE_KEYS = (
    "name", "legal_name", "document_label", "licence", "notice", "statements", "ratings", "markets",
    "authority", "certificate_prefix", "jurisdictions", "update_frequency", "disclosures", "timezone",
)  # fmt: skip


def compliance(
    document: Document, note: Note, house_document: Document, house: House, lang: str
) -> Compliance:
    """The settings of ``house`` and ``note`` in the note's language, and where their keys stand."""
    completed = _in_zone(note.completed, house.timezone)
    disseminated = _in_zone(note.first_disseminated, house.timezone)
    return Compliance(
        certificate_prefix=house.certificate_prefix or "",
        authority=in_lang(house.authority, lang),
        timezone=house.timezone,
        completed=completed,
        completed_shown=_shown(completed, lang),
        disseminated=disseminated,
        disseminated_shown=_shown(disseminated, lang),
        update_frequency=note.update_frequency or in_lang(house.update_frequency, lang),
        forbidden=tuple(Wording(w.word, in_lang(w.reason, lang)) for w in house.wording.forbid),
        allowed=house.wording.allow,
        markets=tuple(market.id for market in house.markets),
        places=MappingProxyType({**_places(document, "note", _NOTE_KEYS), **_house(house_document, lang)}),
    )


def _in_zone(moment: dt.datetime | None, name: str) -> dt.datetime | None:
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=zone(name) or dt.UTC)


def _shown(moment: dt.datetime | None, lang: str) -> str:
    if moment is None:
        return ""
    time = (
        f"{moment:%H:%M} ({shown_offset(moment)})"
        if lang == "en"
        else f"{moment:%H:%M}（{shown_offset(moment)}）"
    )
    return f"{day_label(moment.date(), lang)} {time}"


def _places(document: Document, prefix: str, keys: tuple[str, ...]) -> dict[str, Span]:
    return {f"{prefix}.{key}": document.value_span((key,)) for key in keys if (key,) in document.values}


def _house(document: Document, lang: str) -> dict[str, Span]:
    """Where the house's texts stand: that in the note's language, where there are several."""
    found = {}
    for key in _HOUSE_KEYS:
        if (key,) in document.values:
            path = local_path(document, (key,), lang) or (key,)
            scalar = path in document.scalars
            found[f"house.{key}"] = document.value_span(path) if scalar else document.key_span((key,))
    return {**found, "house": document.key_span(("legal_name",))}

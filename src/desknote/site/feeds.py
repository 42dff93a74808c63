"""Feeds of the site: Atom (RFC 4287) and JSON Feed (https://www.jsonfeed.org/version/1.1/).

Ids are tag URIs (RFC 4151) of the house's domain and the note's name: they stay the same whatever becomes
of the site's address. An entry whose note was withdrawn stays, and says so.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from desknote import __version__
from desknote.records import dataclass
from desknote.site.edition import Edition, downloads
from desknote.site.entry import Entry
from desknote.site.kept import Page
from desknote.site.keys import digest
from desknote.site.urls import absolute, relative
from desknote.site.value import media_type
from desknote.site.words import day_of

ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SUMMARY = 400


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: where it is, the page that it belongs to, its name and its notes."""

    folder: str
    page: str
    title: str
    entries: tuple[Entry, ...]


def stable_id(edition: Edition, entry: Entry) -> str:
    """The entry's permanent name."""
    return f"tag:{edition.desk.authority},{entry.date.year}:notes/{entry.slug}"


def moment(entry: Entry) -> str:
    """When the note was published: as the ledger has it, else the beginning of its day (UTC)."""
    return entry.released or f"{entry.date.isoformat()}T00:00:00Z"


def changed(entry: Entry) -> str:
    """When what the feed says of it last changed."""
    return entry.withdrawn or entry.updated or moment(entry)


def feeds(edition: Edition, channel: Channel, key: str) -> tuple[Page, Page]:
    """The Atom feed and the JSON feed of ``channel``; ``key`` stands for what all feeds have in common."""
    atom, other = f"{channel.folder}feed.xml", f"{channel.folder}feed.json"
    entries = sorted(channel.entries, key=lambda e: (changed(e), e.slug), reverse=True)
    shown = tuple(entries[: edition.desk.settings.feed_items])
    said = digest(key, channel.folder, channel.page, channel.title, [edition.mark(e) for e in shown])
    return (
        Page(atom, said, lambda: _atom(edition, channel, shown, atom)),
        Page(other, said, lambda: _json(edition, channel, shown, other)),
    )


def _address(edition: Edition, feed: str, path: str) -> str:
    """The address of ``path``: whole where the site's is known, else relative to the feed."""
    base = edition.desk.base_url
    return absolute(base, path) if base else relative(feed, path)


def _id(edition: Edition, channel: Channel) -> str:
    return f"tag:{edition.desk.authority},2000:feeds/{channel.folder}{edition.lang}"


def _title(edition: Edition, channel: Channel) -> str:
    name = edition.imprint.title
    return (
        name
        if not channel.title
        else f"{name}：{channel.title}"
        if _chinese(edition)
        else (f"{name}: {channel.title}")
    )


def _chinese(edition: Edition) -> bool:
    return edition.lang.startswith("zh")


def withdrawal(edition: Edition, entry: Entry) -> str:
    """What stands in the place of a note that was withdrawn."""
    words = edition.words
    day = entry.withdrawn[:10]
    text = (
        words["withdrawn_text"].format(day=day_of(edition.lang, dt.date.fromisoformat(day)))
        if day
        else words["withdrawn_undated"]
    )
    if entry.reason and edition.desk.settings.withdrawal_reasons:
        text += ("" if _chinese(edition) else " ") + words["withdrawn_reason"].format(reason=entry.reason)
    return text


def _atom(edition: Edition, channel: Channel, entries: tuple[Entry, ...], path: str) -> bytes:
    imprint = edition.imprint
    feed = ET.Element("feed", {"xmlns": ATOM, _XML_LANG: edition.lang})
    _add(feed, "id", _id(edition, channel))
    _add(feed, "title", _title(edition, channel))
    if imprint.description:
        _add(feed, "subtitle", imprint.description)
    _add(feed, "updated", max(map(changed, entries), default="2000-01-01T00:00:00Z"))
    _link(feed, "self", _address(edition, path, path), media_type(path).partition(";")[0])
    _link(feed, "alternate", _address(edition, path, channel.page), "text/html")
    author = _add(feed, "author")
    _add(author, "name", imprint.legal_name)
    if imprint.website:
        _add(author, "uri", imprint.website)
    _add(feed, "rights", imprint.legal_name)
    _add(feed, "generator", "desknote", version=__version__)
    for entry in entries:
        _entry(feed, edition, entry, path)
    ET.indent(feed, " ")
    content: bytes = ET.tostring(feed, "utf-8", xml_declaration=True)
    return content + b"\n"


def _entry(feed: ET.Element, edition: Edition, entry: Entry, path: str) -> None:
    element = _add(feed, "entry")
    gone = entry.state == "withdrawn"
    if not gone:
        element.set(_XML_LANG, entry.lang)
    _add(element, "id", stable_id(edition, entry))
    _add(element, "title", edition.words["withdrawn"] if gone else entry.title)
    _add(element, "updated", changed(entry))
    _add(element, "published", moment(entry))
    _link(element, "alternate", _address(edition, path, edition.note_path(entry)), "text/html")
    if gone:
        _add(element, "summary", withdrawal(edition, entry))
        return
    for person in entry.analysts:
        _add(_add(element, "author"), "name", person.name)
    for link in downloads(entry):
        size = next(str(o.size) for o in entry.outputs if link.href.endswith(o.name.removeprefix("note")))
        _link(
            element,
            "enclosure",
            _address(edition, path, link.href),
            media_type(link.href).partition(";")[0],
            length=size,
            title=link.title,
        )
    for lang, other in edition.catalogue.versions.get(entry.family, {}).items():
        if other.slug != entry.slug:
            address = _address(edition, path, edition.note_path(other))
            _link(element, "alternate", address, "text/html", hreflang=lang)
    for term, label, scheme in _categories(edition, entry):
        _add(
            element, "category", term=term, label=label, scheme=f"tag:{edition.desk.authority},2000:{scheme}"
        )
    if entry.summary or entry.subtitle:
        _add(element, "summary", (entry.summary or entry.subtitle)[:_SUMMARY])


def _categories(edition: Edition, entry: Entry) -> Iterable[tuple[str, str, str]]:
    yield entry.kind, edition.desk.kind(entry.kind, edition.lang), "kinds"
    if sector := edition.catalogue.sector_of(entry):
        yield sector.key, sector.name, "sectors"
    if entry.rating is not None:
        yield entry.rating.grade, edition.rating(entry), f"ratings/{entry.rating.system}"
    for firm in entry.firms:
        yield firm.ticker or firm.key, firm.name, "companies"
    for word in entry.keywords:
        yield word, word, "keywords"


def _json(edition: Edition, channel: Channel, entries: tuple[Entry, ...], path: str) -> bytes:
    imprint = edition.imprint
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(edition, channel),
        "home_page_url": _address(edition, path, channel.page),
        "feed_url": _address(edition, path, path),
        "description": imprint.description,
        "language": edition.lang,
        "authors": [{"name": imprint.legal_name, **({"url": imprint.website} if imprint.website else {})}],
        "items": [_row(edition, entry, path) for entry in entries],
    }
    whole = {key: value for key, value in feed.items() if value != ""}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _row(edition: Edition, entry: Entry, path: str) -> Mapping[str, Any]:
    row: dict[str, Any] = {
        "id": stable_id(edition, entry),
        "url": _address(edition, path, edition.note_path(entry)),
        "date_published": moment(entry),
        "date_modified": changed(entry),
    }
    if entry.state == "withdrawn":
        text = withdrawal(edition, entry)
        return {
            **row,
            "title": edition.words["withdrawn"],
            "content_text": text,
            "_desknote": {"state": "withdrawn"},
        }
    row |= {
        "title": entry.title,
        "summary": entry.summary,
        "content_text": "\n".join(filter(None, (entry.subtitle, entry.summary))) or entry.title,
        "language": entry.lang,
        "authors": [{"name": person.name} for person in entry.analysts],
        "tags": [label for _, label, _ in _categories(edition, entry)],
        "image": _address(edition, path, f"{entry.folder}card.png"),
        "attachments": [
            {
                "url": _address(edition, path, link.href),
                "mime_type": media_type(link.href).partition(";")[0],
                "title": link.title,
            }
            for link in downloads(entry)
        ],
        "_desknote": {"slug": entry.slug, "kind": entry.kind, "meta": f"{entry.folder}meta.json"},
    }
    return {key: value for key, value in row.items() if value not in ("", [])}


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, {name: _clean(value) for name, value in attributes.items()})
    if text:
        element.text = _clean(text)
    return element


def _link(parent: ET.Element, rel: str, href: str, kind: str, **attributes: str) -> None:
    _add(parent, "link", rel=rel, type=kind, href=href, **attributes)


def _clean(text: str) -> str:
    """``text`` without what XML cannot hold (XML 1.0, section 2.2)."""
    kept = (
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
    return "".join(kept)

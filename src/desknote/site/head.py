"""What a page says to machines: canonical address, languages, Open Graph, schema.org."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from desknote.records import dataclass
from desknote.site.card import HEIGHT, WIDTH
from desknote.site.edition import Edition, downloads
from desknote.site.entry import Entry
from desknote.site.urls import absolute, relative

_LOCALES = {"zh-CN": "zh_CN", "zh-HK": "zh_HK", "en": "en_US"}


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language."""

    lang: str
    href: str


@dataclass(frozen=True, slots=True)
class Head:
    """The values of a page's head. Addresses that must be whole are empty where the site's is unknown."""

    title: str
    description: str
    canonical: str
    locale: str
    kind: str
    site: str
    image: str
    image_alt: str
    published: str
    authors: tuple[str, ...]
    section: str
    tags: tuple[str, ...]
    alternates: tuple[Alternate, ...]
    data: Markup
    width: int = WIDTH
    height: int = HEIGHT


def page_head(
    edition: Edition,
    path: str,
    title: str,
    description: str,
    versions: Sequence[tuple[str, str]] = (),
    crumbs: Sequence[tuple[str, str]] = (),
) -> Head:
    """The head of a list page; ``versions`` are its paths by language, ``crumbs`` the way to it."""
    base = edition.desk.base_url
    data: list[dict[str, Any]] = []
    if path == edition.path(""):
        data.append(_website(edition, path))
    if len(crumbs) > 1:
        data.append(_crumbs(base, path, crumbs))
    return Head(
        title=title,
        description=description,
        canonical=absolute(base, path) if base else "",
        locale=_LOCALES[edition.lang],
        kind="website",
        site=edition.imprint.title,
        image="",
        image_alt="",
        published="",
        authors=(),
        section="",
        tags=(),
        alternates=_alternates(base, path, versions),
        data=_script(data),
    )


def note_head(edition: Edition, entry: Entry, card: bool, crumbs: Sequence[tuple[str, str]]) -> Head:
    """The head of a note's page."""
    base, path = edition.desk.base_url, edition.note_path(entry)
    sector = edition.catalogue.sector_of(entry)
    held = edition.catalogue.versions.get(entry.family, {})
    versions = [(lang, edition.note_path(other)) for lang, other in held.items()]
    image = f"{entry.folder}card.png"
    return Head(
        title=f"{entry.title} - {edition.imprint.title}",
        description=entry.summary or entry.subtitle,
        canonical=absolute(base, path) if base else "",
        locale=_LOCALES[entry.lang],
        kind="article",
        site=edition.imprint.title,
        image=absolute(base, image) if base and card else "",
        image_alt=entry.title,
        published=entry.released or entry.date.isoformat(),
        authors=tuple(p.name for p in entry.analysts),
        section=sector.name if sector else "",
        tags=entry.keywords,
        alternates=_alternates(base, path, versions),
        data=_script([_report(edition, entry, card), _crumbs(base, path, crumbs)]),
    )


def _alternates(base: str, path: str, versions: Sequence[tuple[str, str]]) -> tuple[Alternate, ...]:
    if len(versions) < 2:
        return ()

    def address(other: str) -> str:
        return absolute(base, other) if base else relative(path, other)

    found = [Alternate(lang, address(other)) for lang, other in versions]
    return (*found, Alternate("x-default", address(versions[0][1])))


def _publisher(edition: Edition) -> dict[str, Any]:
    imprint = edition.imprint
    house: dict[str, Any] = {"@type": "Organization", "name": imprint.name, "legalName": imprint.legal_name}
    return {**house, "url": imprint.website} if imprint.website else house


def _website(edition: Edition, path: str) -> dict[str, Any]:
    base, imprint = edition.desk.base_url, edition.imprint
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": imprint.title,
        "inLanguage": edition.lang,
        "publisher": _publisher(edition),
    }
    if imprint.description:
        data["description"] = imprint.description
    if base:
        search = f"{absolute(base, edition.path('search/'))}?q={{search_term_string}}"
        data["url"] = absolute(base, path)
        data["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        }
    return data


def _report(edition: Edition, entry: Entry, card: bool) -> dict[str, Any]:
    """The note as schema.org's Report (https://schema.org/Report)."""
    base, path = edition.desk.base_url, edition.note_path(entry)

    def address(other: str) -> str:
        return absolute(base, other) if base else relative(path, other)

    sector = edition.catalogue.sector_of(entry)
    about: list[dict[str, Any]] = [
        {"@type": "Corporation", "name": f.name, **({"tickerSymbol": f.ticker} if f.ticker else {})}
        for f in entry.firms
    ]
    if sector is not None:
        about.append({"@type": "Thing", "name": sector.name})
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "headline": entry.title,
        "name": entry.title,
        "alternativeHeadline": entry.subtitle,
        "description": entry.summary,
        "inLanguage": entry.lang,
        "genre": edition.desk.kind(entry.kind, entry.lang),
        "datePublished": entry.released or entry.date.isoformat(),
        "dateModified": entry.updated,
        "author": [
            {"@type": "Person", "name": p.name, **({"jobTitle": p.title} if p.title else {})}
            for p in entry.analysts
        ],
        "publisher": _publisher(edition),
        "about": about,
        "keywords": ", ".join(entry.keywords),
        "url": absolute(base, path) if base else "",
        "image": address(f"{entry.folder}card.png") if card else "",
        "encoding": [
            {"@type": "MediaObject", "name": link.title, "contentUrl": address(link.href)}
            for link in downloads(entry)
        ],
        "isAccessibleForFree": True,
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def _crumbs(base: str, path: str, crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    items = [
        {
            "@type": "ListItem",
            "position": i,
            "name": name,
            "item": absolute(base, other) if base else relative(path, other),
        }
        for i, (name, other) in enumerate(crumbs, 1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def _script(data: Sequence[dict[str, Any]]) -> Markup:
    """JSON-LD for a script element: nothing in it ends the element."""
    if not data:
        return Markup("")
    text = json.dumps(list(data) if len(data) > 1 else data[0], ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))

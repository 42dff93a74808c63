"""What the site has for machines besides feeds: sitemap, robots.txt, the index of notes; and the 404 page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from desknote.patterns import regex
from desknote.render.web import data_uri
from desknote.site.compose import Composer
from desknote.site.edition import Edition, Link
from desknote.site.head import page_head
from desknote.site.settings import Desk
from desknote.site.urls import absolute, relative
from desknote.site.value import SiteFile, made

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LOCAL = regex(r'(\b(?:href|src|action)=")(?![a-z][a-z0-9+.-]*:|[/#])')
_UNLISTED = ("404.html",)


def sitemap(desk: Desk, paths: Iterable[str], days: Mapping[str, str]) -> bytes:
    """The pages of the site (https://www.sitemaps.org/protocol.html); ``days`` say when some were made."""
    root = ET.Element("urlset", {"xmlns": _SITEMAP})
    for path in sorted(p for p in paths if p not in _UNLISTED):
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = absolute(desk.base_url, path)
        if path in days:
            ET.SubElement(url, "lastmod").text = days[path]
    ET.indent(root, " ")
    content: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return content + b"\n"


def robots(desk: Desk, drafts: bool) -> bytes:
    """robots.txt (RFC 9309): nothing of a preview is for search engines."""
    if drafts:
        return b"User-agent: *\nDisallow: /\n"
    lines = ["User-agent: *", "Allow: /"]
    if desk.base_url:
        lines.append(f"Sitemap: {absolute(desk.base_url, 'sitemap.xml')}")
    return ("\n".join(lines) + "\n").encode()


def whole_index(notes: Sequence[Mapping[str, Any]]) -> bytes:
    """The metadata of all notes, the latest first, each on its line."""
    ordered = sorted(notes, key=lambda n: str(n["slug"]))
    ordered.sort(key=lambda n: str(n.get("date", "")), reverse=True)
    rows = ",\n".join(json.dumps(note, ensure_ascii=False) for note in ordered)
    return f'{{"notes": [\n{rows}\n]}}\n'.encode("utf-8", "replace")


def missing(edition: Edition, composer: Composer, files: Mapping[str, SiteFile]) -> dict[str, SiteFile]:
    """The page that servers show where there is none. It is shown at any address, so that it carries its
    look in itself, and its links begin at the server's top, as far as the site's place on it is known."""
    page, title = "404.html", edition.words["missing"]
    head = page_head(edition, page, f"{title} - {edition.imprint.title}", "")
    names = ("home", "sectors", "companies", "analysts", "archive")
    paths = [(edition.words[n], edition.path("" if n == "home" else f"{n}/")) for n in names]
    values = {
        "heading": title,
        "text": edition.words["missing_text"],
        "ask": True,
        "ways": [Link(name, relative(page, path)) for name, path in paths],
    }
    html = composer.page(edition, "notice", page, head, values, section="", own="")
    sheet = composer.assets[f"sheet-{edition.lang}"]
    style = files[sheet].read().decode()
    html = html.replace(f'<link rel="stylesheet" href="{sheet}">', f"<style>\n{style}\n</style>", 1)
    if (logo := composer.assets.get("logo")) is not None:
        mark = files[logo]
        html = html.replace(f'src="{logo}"', f'src="{data_uri(mark.read(), mark.media)}"', 1)
    if edition.desk.base_url:
        place = urlsplit(edition.desk.base_url).path
        html = _LOCAL.sub(rf"\g<1>{place}", html)
    return {page: made(page, html.encode("utf-8", "replace"))}

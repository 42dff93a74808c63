"""The web page that was built, taken apart for the site: what pages share becomes files of its own.

The one file that ``desknote build`` makes carries fonts, styles, pictures and data in itself. On the site
each is a file whose name stands for its content, so that a visitor loads it once. Nothing of the note is
composed again: what was approved is what is shown.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import field
from html import unescape
from urllib.parse import quote, unquote_to_bytes

from desknote.patterns import regex
from desknote.records import dataclass
from desknote.site.value import SiteFile, made

ASSETS = "assets/"
_FONT = regex(r"""url\(["']?data:font/woff2;base64,([A-Za-z0-9+/=]+)["']?\)""")
_FACE = regex(r"@font-face\s*\{[^}]*\}")
_OWN_FACE = regex(r"font-family: '(Desknote Text|Desknote Sans)'")
_UNSEEN = regex(r"<(style|script|title)\b.*?</\1>|<[^>]*>|&#?\w+;", re.DOTALL)
_ENTITY = regex(r"&#?\w+;")
_STYLE = regex(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = regex(r"<script>(.*?)</script>\s*", re.DOTALL)
_ICON = regex(r'<link rel="icon"[^>]*>\s*')
_POLICY = regex(r'<meta http-equiv="Content-Security-Policy"[^>]*>\s*')
_PICTURE = regex(r'(<img\b[^>]*?\bsrc=")data:image/(svg\+xml|png|jpeg);base64,([A-Za-z0-9+/=]+)"')
_TABLE = regex(r'(<a\b[^>]*?\bdownload="([\w.-]+)"[^>]*?\bhref=")data:text/csv[^,"]*?(;base64)?,([^"]*)"')
_ENDINGS = {"svg+xml": "svg", "png": "png", "jpeg": "jpg"}
_BAND = regex(r'(<header class="band">\s*)<div class="brand">(.*?)</div>(\s*<div class="label">)', re.DOTALL)
_HEADER_END = "</header>"
_SHEET = '<div class="sheet">'
_FOOT = regex(r'<footer class="foot">.*?</footer>\s*', re.DOTALL)

POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'self'"
)
"""What pages of the site may load: what lies on the site."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A built page without what it shared. ``html`` has its places marked for :func:`together`;
    ``files`` are by path; ``style`` and ``scripts`` are paths."""

    html: str
    style: str
    scripts: tuple[str, ...]
    files: Mapping[str, SiteFile] = field(default_factory=dict)


def take_apart(html: str, folder: str, up: str) -> Apart:
    """``html`` as ``desknote build`` made it, for the page in ``folder``; ``up`` leads to the site's top.

    The brand's own faces are left out: the site has them, for all pages (see ``desknote.site.typeface``).
    """
    files: dict[str, SiteFile] = {}

    def put(content: bytes, stem: str, ending: str) -> str:
        path = f"{ASSETS}{stem}-{hashlib.sha256(content).hexdigest()[:16]}.{ending}"
        files[path] = made(path, content, fixed=True)
        return path

    def picture(match: re.Match[str]) -> str:
        path = put(_decoded(match[3]), "picture", _ENDINGS[match[2]])
        return f'{match[1]}{up}{path}"'

    def table(match: re.Match[str]) -> str:
        content = _decoded(match[4]) if match[3] else unquote_to_bytes(match[4])
        files[f"{folder}{match[2]}"] = made(match[2], content)
        return f'{match[1]}{quote(match[2])}"'

    faces: list[str] = []
    styles: list[str] = []

    def style(match: re.Match[str]) -> str:
        text = match[1]
        for face in _FACE.findall(text):
            if _OWN_FACE.search(face):
                continue
            faces.append(
                _FONT.sub(lambda m: f'url("{up}{put(_decoded(m[1]), "note", "woff2")}")', face)
                .replace("}", "font-display: swap }")
                .replace("\n", " ")
            )
        styles.append(_FACE.sub("", text).strip())
        return ""

    scripts: list[str] = []

    def script(match: re.Match[str]) -> str:
        if "theme-toggle" not in match[1]:  # the site's own does that, and remembers
            scripts.append(put(match[1].encode(), "note", "js"))
        return ""

    html = _POLICY.sub("", _ICON.sub("", html))
    html = _SCRIPT.sub(script, _STYLE.sub(style, html))
    html = _TABLE.sub(table, _PICTURE.sub(picture, html))
    sheet = put("\n".join(styles).encode(), "note", "css")
    own = f"<style>\n{chr(10).join(faces)}\n</style>\n" if faces else ""
    return Apart(html.replace("</head>", f"{own}</head>", 1), sheet, tuple(scripts), files)


def together(apart: Apart, head: str, home: str, before: str, top: str, after: str, foot: str) -> str:
    """The page again, with the site's parts: ``head`` in its head, ``before`` below the brand's band,
    ``top`` above the title, ``after`` below the text, and the site's ``foot`` for its own.

    The house's mark leads to ``home``. A page made by a house's own templates may lack these places: what
    has no place then stands at its beginning or end.
    """
    html = apart.html.replace("</head>", f"{head}</head>", 1)
    html = _BAND.sub(lambda m: f'{m[1]}<a class="brand" href="{home}">{m[2]}</a>{m[3]}', html, count=1)
    start = html.find("<body")
    at = html.find(_HEADER_END, start)
    if at >= 0 and 'class="band"' in html[start:at]:
        at += len(_HEADER_END)
    else:
        at = html.find(">", start) + 1
    html = f"{html[:at]}\n{before}{html[at:]}"
    sheet = html.find(_SHEET, at)
    at = sheet + len(_SHEET) if sheet >= 0 else at + len(before) + 1
    html = f"{html[:at]}\n{top}{html[at:]}"
    shown = f"{after}{foot}"
    html, replaced = _FOOT.subn(lambda _: shown, html, count=1)
    return html if replaced else html.replace("</body>", f"{shown}</body>", 1)


def characters_in(html: str) -> str:
    """Every character that a page shows, once."""
    entities = "".join(unescape(entity) for entity in set(_ENTITY.findall(html)))
    return "".join(sorted(set(_UNSEEN.sub("", html) + entities)))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""

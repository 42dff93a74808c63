"""Addresses within the site: names of folders, and links relative to the page they stand on."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from desknote.patterns import regex

_PARTS = regex(r"[^\w]+", re.UNICODE)


def name_of(text: str) -> str:
    """``text`` as the name of a folder: its letters and figures, of any script, joined by hyphens."""
    words = _PARTS.sub("-", unicodedata.normalize("NFKC", text).replace("_", "-").casefold()).strip("-")
    if not words:
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return words[:80].strip("-")


def relative(page: str, target: str) -> str:
    """The link on ``page`` to ``target``, both as paths from the site's top; an anchor is kept.

    Every page is named by its file (``…/index.html``), so that links work from a disk as well.
    """
    folder = page[: page.rfind("/") + 1]
    if folder and target.startswith(folder):
        return _quoted(target[len(folder) :])
    return "../" * folder.count("/") + _quoted(target)


@lru_cache(maxsize=4096)
def _quoted(path: str) -> str:
    return quote(path, safe="/#")


def absolute(base: str, path: str) -> str:
    """The address of ``path`` below ``base``, which ends in a slash; an index page by its folder's."""
    shown = path.removesuffix("index.html") if path.endswith("/index.html") or path == "index.html" else path
    return base + quote(shown)


def page_of(folder: str, number: int = 1) -> str:
    """The ``number``-th page of the list in ``folder`` (empty, or with a slash at its end)."""
    return f"{folder}index.html" if number == 1 else f"{folder}page-{number}.html"

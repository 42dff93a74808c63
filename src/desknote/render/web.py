"""The web page: one file with everything in it, fonts cut down to what each face is asked to set."""

from __future__ import annotations

import base64
from html.parser import HTMLParser

from desknote.patterns import regex

# White space between tags of different blocks; text keeps its own.
_BETWEEN = regex(r">\s*\n\s*<")
_VOID = {"br", "hr", "img", "input", "link", "meta", "col", "wbr", "source", "path", "use", "rect", "line"}
_UNSEEN = {"style", "script", "title", "desc", "template"}
# What the packaged stylesheet sets in the sans face inside running text, and in bold anywhere.
_SANS = {"table", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "em", "code", "dl", "svg"}
_BOLD = {"h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "th", "td", "dt", "caption", "figcaption"}
_BOLD_CLASSES = {"house", "name", "grade", "number"}
_BOLD_STYLE = regex(r"font(-weight)?\s*[:=]\s*[\"']?\s*(bold|[6-9]00)")

_ASCII = frozenset(range(0x20, 0x7F))

Use = tuple[bool, bool]
"""Sans?, bold?"""


def data_uri(content: bytes, kind: str) -> str:
    """``content`` as a ``data:`` URI of media type ``kind``."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def tidy(html: str) -> str:
    """``html`` without the templates' indentation and blank lines."""
    return _BETWEEN.sub(">\n<", html).strip() + "\n"


def characters_by_face(html: str) -> dict[Use, frozenset[int]]:
    """The characters that a page of the packaged templates sets in each face.

    Running text (``.prose``) is in the text face, all else in the sans.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return {use: frozenset(map(ord, seen)) | _ASCII for use, seen in reader.seen.items()}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: dict[Use, set[str]] = {(s, b): set() for s in (False, True) for b in (False, True)}
        self._open: list[tuple[str, bool, bool, bool]] = []  # tag, sans, bold, unseen

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        _, sans, bold, unseen = self._open[-1] if self._open else ("", True, False, False)
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        if "prose" in classes:
            sans = False
        if tag in _SANS:
            sans = True
        style = f"font-weight:{given.get('font-weight', '')};{given.get('style', '')}"
        bold = bold or tag in _BOLD or bool(classes & _BOLD_CLASSES) or bool(_BOLD_STYLE.search(style))
        self._open.append((tag, sans, bold, unseen or tag in _UNSEEN))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        for i in range(len(self._open) - 1, -1, -1):
            if self._open[i][0] == tag:
                del self._open[i:]
                return

    def handle_data(self, data: str) -> None:
        _, sans, bold, unseen = self._open[-1] if self._open else ("", True, False, False)
        if not unseen:
            self.seen[sans, bold].update(data)
            if bold:  # a bold element may hold parts set lighter
                self.seen[sans, False].update(data)

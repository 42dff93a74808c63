"""The web page of a note as the preview shows it: composed at once, fonts by address instead of inside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from desknote.diagnostics import Diagnostic, Problems
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.wardrobe import Wardrobe
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.resolve.note import Shelf

# The published page forbids itself everything by a tag; here the server's own, stricter header does.
_POLICY = regex(r'<meta http-equiv="Content-Security-Policy"[^>]*>\s*')
# Nor does any script run here: a browser would only complain of those that it may not.
_SCRIPT = regex(r"<script\b.*?</script\s*>\s*", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebPage:
    """A note's page. ``fonts`` are the files that it names as ``../../fonts/NAME``."""

    title: str
    html: str
    digest: str
    fonts: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Composed:
    """What came of composing. ``page`` is None where the note has errors; ``files`` are its data files."""

    page: WebPage | None
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...] = ()


@dataclass(slots=True)
class Composer:
    """Composes web pages; keeps files, data, fonts and styles from one to the next."""

    workspace: Workspace
    shelf: Shelf
    wardrobe: Wardrobe = field(default_factory=Wardrobe)

    def compose(self, slug: str) -> Composed:
        """The page of ``slug``, or what is wrong with it."""
        from desknote.build import closed_note

        found: list[Diagnostic] = []
        files: tuple[str, ...] = ()
        try:
            note, documents = closed_note(self.workspace, slug, found, self.shelf)
            files = note.data_files
            return Composed(self._page(note, documents, found), tuple(found), files)
        except Problems as problems:
            return Composed(None, (*found, *problems.diagnostics), files)

    def _page(self, note: ClosedNote, documents: Mapping[str, str], found: list[Diagnostic]) -> WebPage:
        from dataclasses import replace

        from desknote.channels.html import web_dressing
        from desknote.compose.page import compose
        from desknote.outputs import dressed, own_templates
        from desknote.render.web import tidy

        clothes, drawn = dressed(self.workspace, note, ["web"], documents, found, self.wardrobe, 1)
        plain = web_dressing(self.workspace, note, drawn, clothes.style, 1)
        css = clothes.fonts.css(lambda face: f"../../fonts/{face.path.name}")
        html = compose(note, replace(plain, font_css=css), "web", own_templates(self.workspace))
        html = _SCRIPT.sub("", _POLICY.sub("", tidy(html), count=1))
        digest = hashlib.blake2b(html.encode(), digest_size=12).hexdigest()
        fonts = {face.path.name: face.path for face in clothes.fonts.faces}
        return WebPage(str(note.title), html, digest, fonts)

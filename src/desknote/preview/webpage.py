"""The web page of a note as the preview shows it: composed at once, fonts by address instead of inside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote.diagnostics import Diagnostic, Problems
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.fonts import FontSet
    from desknote.resolve.note import Shelf

# The published page forbids itself everything by a tag; here the server's own, stricter header does.
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\s*')
# Nor does any script run here: a browser would only complain of those that it may not.
_SCRIPT = re.compile(r"<script\b.*?</script\s*>\s*", re.DOTALL | re.IGNORECASE)


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
class _Clothes:
    """Fonts and chart style of a brand in a language, and the characters that they are known to set."""

    brand: object
    characters: frozenset[int]
    fonts: FontSet
    style: Any


@dataclass(slots=True)
class Composer:
    """Composes web pages; keeps files, data, fonts and styles from one to the next."""

    workspace: Workspace
    shelf: Shelf
    _worn: dict[str, _Clothes] = field(default_factory=dict, repr=False)

    def forget_fonts(self) -> None:
        """To be called when a file of the house's own may have changed that a font is made of."""
        self._worn.clear()

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

        from desknote.compose.page import compose
        from desknote.compose.placement import widths
        from desknote.exhibits.cache import draw_all
        from desknote.outputs import own_templates, web_dressing
        from desknote.render.web import tidy

        clothes = self._clothes(note, documents, found)
        drawn = draw_all(
            note.exhibits, clothes.style, self.workspace.cache_folder / "exhibits", 1, widths(note)
        )
        plain = web_dressing(self.workspace, note, drawn, clothes.style, 1)
        css = clothes.fonts.css(lambda face: f"../../fonts/{face.path.name}")
        html = compose(note, replace(plain, font_css=css), "web", own_templates(self.workspace))
        html = _SCRIPT.sub("", _POLICY.sub("", tidy(html), count=1))
        digest = hashlib.blake2b(html.encode(), digest_size=12).hexdigest()
        fonts = {face.path.name: face.path for face in clothes.fonts.faces}
        return WebPage(str(note.title), html, digest, fonts)

    def _clothes(self, note: ClosedNote, documents: Mapping[str, str], found: list[Diagnostic]) -> _Clothes:
        from desknote.exhibits.style import style_from
        from desknote.outputs import characters_in, fonts_of

        written, drawn = characters_in(note)
        characters = written | drawn
        worn = self._worn.get(note.lang)
        if (
            worn is not None
            and worn.brand is note.brand
            and characters <= worn.characters
            and all(face.path.exists() for face in worn.fonts.faces)  # the cache may have been emptied
        ):
            return worn
        fonts = fonts_of(self.workspace, note, written, drawn, documents, found)
        style = style_from(note.brand, note.lang, fonts)
        kept = characters | worn.characters if worn is not None and worn.brand is note.brand else characters
        self._worn[note.lang] = _Clothes(note.brand, kept, fonts, style)
        return self._worn[note.lang]

"""The fonts and the chart style of a brand in a language, kept from one note to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from desknote import reading
from desknote.characters import characters_of
from desknote.diagnostics import Diagnostic, Problems
from desknote.records import dataclass
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.exhibits.style import ChartStyle
    from desknote.fonts import FaceSource, FontSet
    from desknote.model.brand import Brand


@dataclass(frozen=True, slots=True)
class Clothes:
    """Fonts and style, the characters that they are known to set, and what was found on the way."""

    brand: Brand
    characters: frozenset[int]
    fonts: FontSet
    style: ChartStyle
    found: tuple[Diagnostic, ...]
    wide: bool = False
    inputs: Mapping[str, str] = field(default_factory=dict)
    """What was read for it (:mod:`desknote.reading`)."""


@dataclass(slots=True)
class Wide:
    """Fonts prepared beforehand, in a cache of their own, for more characters than any note has."""

    sources: tuple[FaceSource, ...]
    characters: frozenset[int]
    cache: Path


@dataclass(slots=True)
class Wardrobe:
    """Dresses notes. The brand's record stands for its file: a changed brand is another record.

    ``wide`` are fonts by language to be taken instead of a note's own while the brand's faces are theirs.
    """

    wide: dict[str, Wide] = field(default_factory=dict)
    _worn: dict[str, Clothes] = field(default_factory=dict, repr=False)

    def narrow(self) -> dict[str, Brand]:
        """The languages that were dressed without wide fonts, and the brand they were dressed in."""
        return {lang: worn.brand for lang, worn in tuple(self._worn.items()) if not worn.wide}

    def forget(self) -> None:
        """To be called when a font file of the house's own may have changed."""
        self._worn.clear()

    def dress(
        self,
        workspace: Workspace,
        note: ClosedNote,
        documents: Mapping[str, str],
        found: list[Diagnostic],
        extra: frozenset[int] = frozenset(),
    ) -> Clothes:
        """Fonts that have every character of ``note`` and ``extra``, and the style of its charts.

        ``documents`` are texts by name in which a character that no font has is looked for. Raises
        Problems.
        """
        from desknote.exhibits.draw import characters as drawn_characters
        from desknote.fonts.numbering import needs_glyph

        written = characters_of(note, dict(note.labels)) | extra
        # Exhibits say words of their own, such as 同比增速.
        drawn = frozenset(ord(c) for e in note.exhibits for c in drawn_characters(e, note.lang))
        worn = self._worn.get(note.lang)
        new = (written | drawn) - worn.characters if worn is not None else ()
        if worn is not None and worn.brand is note.brand and not any(map(needs_glyph, new)):
            if all(face.path.exists() for face in worn.fonts.faces):  # the cache may have been emptied
                found += [d for d in worn.found if d not in found]
                reading.note_all(worn.inputs)
                return worn
        self._worn[note.lang] = self._dress(workspace, note, written, drawn, documents, found)
        return self._worn[note.lang]

    def _dress(
        self,
        workspace: Workspace,
        note: ClosedNote,
        written: frozenset[int],
        drawn: frozenset[int],
        documents: Mapping[str, str],
        found: list[Diagnostic],
    ) -> Clothes:
        from desknote.exhibits.style import style_from
        from desknote.fonts import prepare
        from desknote.outputs import faces_of

        before = len(found)
        with reading.noting() as inputs:
            sources = faces_of(workspace, note, written, documents, found)
        wide = self.wide.get(note.lang)
        try:
            if wide is not None and wide.sources == sources:
                fonts = prepare(sources, written | drawn | wide.characters, wide.cache)
            else:
                fonts = prepare(sources, written | drawn, workspace.cache_folder)
        except OSError as error:  # other caches do without, but what prints needs files of fonts
            params = {"file": str(error.filename or workspace.cache_folder), "reason": error.strerror or ""}
            raise Problems([Diagnostic("DN007", None, params)]) from error
        # A font may have more than it was asked to have: it was made for many notes, or for an earlier one.
        every = frozenset.intersection(*(face.characters for face in fonts.faces))
        known = written | drawn | every
        style = style_from(note.brand, note.lang, fonts)
        taken = wide is not None and wide.sources == sources
        return Clothes(note.brand, known, fonts, style, tuple(found[before:]), taken, inputs)

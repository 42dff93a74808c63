"""A source opened for drawing: its glyphs in a language, their outlines as TrueType, its subset."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from desknote.fonts.face import FaceSource
from desknote.fonts.glyf import Outline, glyph_bytes
from desknote.fonts.grid import on_grid
from desknote.fonts.layout import FEATURES
from desknote.fonts.numbering import CHINESE_PUNCTUATION, common, is_ideograph
from desknote.fonts.opening import open_face
from desknote.fonts.store import digest, keep

_VERSION = 1
_TOLERANCE = 0.005
"""How far a curve may be from that of the source, in em: less than the grid moves its ends."""

_KEPT = {"GSUB", "GPOS", "GDEF", "head", "hhea", "hmtx", "OS/2", "name", "post", "maxp", "cmap"}
_LIGATURES = range(0xFB00, 0xFB07)
_HAN = (
    (0x2E80, 0x303F),
    (0x3190, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)


class Drawing:
    """One source of a prepared font. Raises BadFont where the file is no usable font."""

    def __init__(self, source: FaceSource, folder: Path) -> None:
        import uharfbuzz as hb

        self.source = source
        self.folder = folder
        self.face: Any = open_face(source.path, source.index)
        self.font: Any = hb.Font(self.face)
        self.upem: int = self.face.upem
        if source.variations:
            self.font.set_variations(dict(source.variations))
        self.covered = frozenset(self.face.unicodes)
        # PostScript outlines run the other way round.
        self.cubic = "glyf" not in self.face.table_tags
        self._local = source.lang != "en" and "locl" in self._features()

    def _features(self) -> set[str]:
        tags: set[str] = set()
        if not self.face.has_layout_substitution:
            return tags
        for i in range(len(self.face.get_table_script_tags("GSUB"))):
            count = len(self.face.get_script_language_tags("GSUB", i))
            for language in (*range(count), 0xFFFF):
                tags.update(self.face.get_language_feature_tags("GSUB", i, language))
        return tags

    def glyph(self, code: int) -> int:
        """The glyph of a character in the note's language; 0 where there is none."""
        plain: int = self.font.get_nominal_glyph(code) or 0
        if not plain or not self._local or not _is_han(code):
            return plain
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_codepoints([code])
        buffer.direction, buffer.script, buffer.language = "ltr", "Hani", self.source.lang.lower()
        off = dict.fromkeys(("ccmp", "liga", "clig", "calt", "rlig", "kern", "mark", "mkmk"), False)
        hb.shape(self.font, buffer, off)
        shaped = [info.codepoint for info in buffer.glyph_infos]
        return shaped[0] if len(shaped) == 1 and shaped[0] else plain

    def advance(self, glyph: int) -> int:
        """A glyph's width in the font's units."""
        return int(self.font.get_glyph_h_advance(glyph))

    def outline(self, glyph: int, upem: int) -> bytes:
        """A glyph as a simple TrueType glyph of a font with ``upem`` units an em."""
        pen = Outline(upem / self.upem, upem * _TOLERANCE, reverse=self.cubic)
        self.font.draw_glyph_with_pen(glyph, pen)
        return glyph_bytes(on_grid(pen.contours, upem))

    def subset(self, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """The tables (without outlines) of a subset, and its glyphs as new number to old."""
        import uharfbuzz as hb

        given = self._input(hb)
        given.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
        plan = hb.SubsetPlan(self.face, given)
        content: bytes = plan.execute().blob.data
        return content, dict(plan.new_to_old_glyph_mapping)

    def alternates(self) -> tuple[int, ...]:
        """Glyphs that no character has by itself but layout may put in a character's place."""
        name = digest(_VERSION, self.source.digest, self.source.index, self.source.lang, FEATURES)
        store = self.folder / f"alternates-{name}.json"
        try:
            return tuple(int(glyph) for glyph in json.loads(store.read_bytes()))
        except (OSError, ValueError, TypeError):
            pass
        found = self._alternates()
        keep(store, json.dumps(found).encode())
        return found

    def _alternates(self) -> tuple[int, ...]:
        import uharfbuzz as hb

        usual = [c for c in common(self.source.lang) if c in self.covered and not is_ideograph(c)]
        # What stands for several letters is a glyph apart: "fi" is not copied as one character.
        plain = {self.glyph(c) for c in usual if c not in _LIGATURES}
        plain |= {glyph for code, glyph in self.nominal.items() if code not in _LIGATURES}
        given = self._input(hb)
        given.sets(hb.SubsetInputSets.GLYPH_INDEX).update(plain)
        reached = set(dict(hb.SubsetPlan(self.face, given).old_to_new_glyph_mapping))
        return tuple(sorted(reached - plain - {0}))

    @cached_property
    def nominal(self) -> dict[int, int]:
        """Every character's glyph, without regard to language."""
        import uharfbuzz as hb

        given = self._input(hb)
        given.sets(hb.SubsetInputSets.UNICODE).update(self.covered)
        return dict(hb.SubsetPlan(self.face, given).unicode_to_old_glyph_mapping)

    def _input(self, hb: Any) -> Any:
        given = hb.SubsetInput()
        features = given.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
        features.clear()
        features.update(int.from_bytes(tag.encode(), "big") for tag in FEATURES)
        dropped = {tag for tag in self.face.table_tags if tag not in _KEPT}
        given.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.encode().ljust(4), "big") for tag in dropped if tag not in ("fvar", "avar")
        )
        names = given.sets(hb.SubsetInputSets.NAME_ID)
        names.update((0, 7, 8, 9, 11, 13, 14))
        flags = (
            hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_PRUNE_UNICODE_RANGES | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        given.flags = flags
        pinned = dict(self.source.variations)
        for axis in self.face.axis_infos:
            if axis.tag in pinned:
                given.pin_axis_location(self.face, axis.tag, pinned[axis.tag])
            else:
                given.pin_axis_to_default(self.face, axis.tag)
        return given


def _is_han(code: int) -> bool:
    return code in CHINESE_PUNCTUATION or any(first <= code <= last for first, last in _HAN)

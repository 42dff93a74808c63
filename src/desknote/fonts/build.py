"""Draw one static TrueType font from a chain of sources."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from desknote.fonts.face import FaceSource
from desknote.fonts.layout import Part, combine
from desknote.fonts.numbering import CHINESE_PUNCTUATION, SPACES, common
from desknote.fonts.outlines import Drawing
from desknote.fonts.sfnt import Outlines, assemble, outlines_of

_LIMIT = 65_535
_HAN = 0x4E00
_Glyph = tuple[int, int]
"""A source's place in the chain and the number of one of its glyphs."""


def build(
    role: str,
    weight: int,
    chain: tuple[FaceSource, ...],
    lead: FaceSource,
    characters: frozenset[int],
    previous: bytes | None = None,
) -> tuple[bytes, frozenset[int]]:
    """The font's bytes and the characters it has.

    ``lead`` gives the vertical metrics, which the weights of a role share. ``previous`` is an
    earlier font of the same chain: its outlines are taken over. Raises BadFont.
    """
    drawings = [Drawing(source) for source in chain]
    upem = drawings[0].upem
    glyphs = _glyphs(drawings, characters)
    subsets = [d.subset({gid for r, gid in glyphs.values() if r == rank}) for rank, d in enumerate(drawings)]
    numbers = _number(drawings, glyphs)
    layout = numbers.of_glyphs(
        [(rank, old) for rank, (_, olds) in enumerate(subsets) for old in olds.values()]
    )
    cmap = {code: numbers.slots[code] for code in glyphs}
    cmap |= {code: numbers.slots[code] for code in SPACES if code in characters}
    drawn = {slot: glyph for glyph, slot in layout.items()} | {
        cmap[code]: glyph for code, glyph in glyphs.items()
    }
    if max(drawn) >= _LIMIT:  # too many slots for one font: number what is there, without gaps
        dense = {slot: i for i, slot in enumerate(sorted({0, *drawn, *cmap.values()}))}
        drawn = {dense[slot]: glyph for slot, glyph in drawn.items()}
        cmap = {code: dense[slot] for code, slot in cmap.items()}
        layout = {glyph: dense[slot] for glyph, slot in layout.items()}
        previous = None
    outlines = _draw(drawings, drawn, upem, outlines_of(previous))
    for code, width in SPACES.items():
        if code in cmap and code not in glyphs:
            outlines.advances[cmap[code]] = round(upem * width)
    parts = []
    for rank, (content, mapping) in enumerate(subsets):
        if rank == 0 or any(r == rank for r, _ in glyphs.values()):
            parts.append(
                Part(content, {new: layout[rank, old] for new, old in mapping.items()}, chain[rank].lang)
            )
    metrics = drawings[0] if lead == chain[0] else Drawing(lead)
    content = assemble(role, weight, parts, metrics.subset(())[0], cmap, outlines, combine)
    return content, frozenset(cmap)


def _glyphs(drawings: list[Drawing], characters: Iterable[int]) -> dict[int, _Glyph]:
    """Each character's glyph, from the first source that has it."""
    chinese = drawings[0].source.lang.startswith("zh")
    ranks = list(range(len(drawings)))
    # Quotation marks and dashes of Chinese text come from the font that the Chinese comes from.
    first = [r for r in ranks if _HAN in drawings[r].covered] if chinese else []
    glyphs = {}
    for code in sorted(characters):
        order = (*first, *ranks) if code in CHINESE_PUNCTUATION else ranks
        for rank in order:
            if code in drawings[rank].covered and (glyph := drawings[rank].glyph(code)):
                glyphs[code] = (rank, glyph)
                break
    return glyphs


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The glyph numbers of a chain: by character, and for glyphs that no character has by itself."""

    slots: dict[int, int]
    owners: dict[_Glyph, int]
    alternates: dict[_Glyph, int]

    def of_glyphs(self, glyphs: Iterable[_Glyph]) -> dict[_Glyph, int]:
        """Each glyph's number: that of the character which it is foremost, or its own."""
        found: dict[_Glyph, int] = {}
        free = len(self.slots) + len(self.alternates) + 1
        for glyph in sorted(set(glyphs)):
            if glyph[1] == 0:
                found[glyph] = 0
            elif glyph in self.owners:
                found[glyph] = self.slots[self.owners[glyph]]
            elif glyph in self.alternates:
                found[glyph] = self.alternates[glyph]
            else:
                found[glyph], free = free, free + 1
        return found


def _number(drawings: list[Drawing], glyphs: dict[int, _Glyph]) -> _Numbers:
    """Numbers that depend on the sources alone, not on the characters asked for.

    Every character has a number of its own, so that text copied from a page is what was written
    even where a source draws two characters with one glyph.
    """
    lang = drawings[0].source.lang
    covered = frozenset().union(*(d.covered for d in drawings), SPACES)
    usual = [code for code in common(lang) if code in covered]
    alternates = [(rank, glyph) for rank, d in enumerate(drawings) for glyph in d.alternates()]
    rest = sorted(covered.difference(usual))
    slots = {code: i for i, code in enumerate(usual, 1)}
    start = len(slots) + 1
    places = {glyph: start + i for i, glyph in enumerate(alternates)}
    start += len(places)
    slots |= {code: start + i for i, code in enumerate(rest)}
    owners: dict[_Glyph, int] = {}
    for rank, drawing in enumerate(drawings):
        for code, glyph in drawing.nominal().items():
            held = owners.get((rank, glyph))
            if (rank, glyph) in places:
                continue
            if held is None or _precedence(code, slots) < _precedence(held, slots):
                owners[rank, glyph] = code
    for code, place in glyphs.items():  # forms of a language that no character has by itself
        if place not in places:
            owners.setdefault(place, code)
    return _Numbers(slots, owners, places)


def _precedence(code: int, slots: dict[int, int]) -> tuple[bool, int]:
    char = chr(code)
    return (unicodedata.normalize("NFKC", char) != char, slots[code])


def _draw(drawings: list[Drawing], drawn: dict[int, _Glyph], upem: int, kept: Outlines) -> Outlines:
    """Outlines and advances by glyph number; what ``kept`` has is not drawn again."""
    result = Outlines({}, {})
    for slot, (rank, glyph) in drawn.items():
        drawing = drawings[rank]
        result.advances[slot] = round(drawing.advance(glyph) * upem / drawing.upem)
        content = kept.glyphs.get(slot) or drawing.outline(glyph, upem)
        if content:
            result.glyphs[slot] = content
    return result

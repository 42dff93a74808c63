"""Draw one static TrueType font from a chain of sources."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from desknote.fonts.assemble import assemble, extend
from desknote.fonts.face import FaceSource
from desknote.fonts.layout import Part
from desknote.fonts.numbering import CHINESE_PUNCTUATION, SPACES, common, is_ideograph
from desknote.fonts.outlines import Drawing
from desknote.fonts.sfnt import Outlines, outlines_of, read_tables
from desknote.records import dataclass

_LIMIT = 65_535
_HAN = 0x4E00
_Glyph = tuple[int, int]
"""A source's place in the chain and the number of one of its glyphs."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A font made before of the same chain, and the characters it was asked to have."""

    content: bytes
    asked: frozenset[int]


def build(
    role: str,
    weight: int,
    chain: tuple[FaceSource, ...],
    lead: FaceSource,
    characters: frozenset[int],
    folder: Path,
    earlier: Earlier | None = None,
) -> tuple[bytes, frozenset[int]]:
    """The font's bytes and the characters it has.

    ``lead`` gives the vertical metrics, which the weights of a role share; ``folder`` keeps what is
    worth knowing of the sources; ``earlier`` spares the drawing of what it has. Raises BadFont.
    """
    drawings = [Drawing(source, folder) for source in chain]
    upem = drawings[0].upem
    slots, alternates = _slots(drawings)
    if any(slots.get(code, 0) >= _LIMIT for code in characters):
        earlier = None  # a font without gaps, numbered for its own characters
    kept = outlines_of(read_tables(earlier.content)) if earlier is not None else Outlines({}, {})
    if earlier is not None and all(is_ideograph(code) for code in characters - earlier.asked):
        # Chinese characters have no layout of their own: the earlier font's serves as it is.
        glyphs = _glyphs(drawings, characters - earlier.asked)
        if glyphs:
            new = _draw(drawings, {slots[code]: glyph for code, glyph in glyphs.items()}, upem, kept)
            more = Outlines(kept.glyphs | new.glyphs, kept.advances | new.advances)
            return extend(earlier.content, {code: slots[code] for code in glyphs}, more)
    glyphs = _glyphs(drawings, characters)
    subsets = [d.subset({gid for r, gid in glyphs.values() if r == rank}) for rank, d in enumerate(drawings)]
    layout = _layout_numbers(drawings, subsets, glyphs, slots, alternates)
    cmap = {code: slots[code] for code in glyphs}
    cmap |= {code: slots[code] for code in SPACES if code in characters}
    drawn = {slot: glyph for glyph, slot in layout.items()} | {cmap[c]: glyph for c, glyph in glyphs.items()}
    if max(drawn) >= _LIMIT:  # too many for one font: number what is there, without gaps
        dense = {slot: i for i, slot in enumerate(sorted({0, *drawn, *cmap.values()}))}
        drawn = {dense[slot]: glyph for slot, glyph in drawn.items()}
        cmap = {code: dense[slot] for code, slot in cmap.items()}
        layout = {glyph: dense[slot] for glyph, slot in layout.items()}
    outlines = _draw(drawings, drawn, upem, kept)
    for code, width in SPACES.items():
        if code in cmap and code not in glyphs:
            outlines.advances[cmap[code]] = round(upem * width)
    parts = []
    for rank, (content, mapping) in enumerate(subsets):
        if rank == 0 or any(r == rank for r, _ in glyphs.values()):
            numbers = {new: layout[rank, old] for new, old in mapping.items()}
            parts.append(Part(content, numbers, chain[rank].lang))
    metrics = drawings[0] if lead == chain[0] else Drawing(lead, folder)
    frames = (drawings[0].subset(())[0], metrics.subset(())[0])
    return assemble(role, weight, frames, parts, cmap, outlines), frozenset(cmap)


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


def _slots(drawings: list[Drawing]) -> tuple[dict[int, int], dict[_Glyph, int]]:
    """Glyph numbers by character, and of the glyphs that no character has by itself.

    They depend on the sources alone, not on the characters asked for. Every character has a number
    of its own, so that text copied from a page is what was written even where a source draws two
    characters with one glyph.
    """
    covered = frozenset().union(*(d.covered for d in drawings), SPACES)
    usual = [code for code in common(drawings[0].source.lang) if code in covered]
    alternates = [(rank, glyph) for rank, d in enumerate(drawings) for glyph in d.alternates()]
    # The numbers in use most lie together at the start: a PDF keeps a place for each up to its last.
    signs = [code for code in usual if not is_ideograph(code)]
    ideographs = [code for code in usual if is_ideograph(code)]
    start = len(signs) + 1
    places = {glyph: start + i for i, glyph in enumerate(alternates)}
    start += len(alternates)
    slots = {code: i for i, code in enumerate(signs, 1)}
    slots |= {code: start + i for i, code in enumerate([*ideographs, *sorted(covered.difference(usual))])}
    return slots, places


def _layout_numbers(
    drawings: list[Drawing],
    subsets: list[tuple[bytes, dict[int, int]]],
    glyphs: dict[int, _Glyph],
    slots: dict[int, int],
    alternates: dict[_Glyph, int],
) -> dict[_Glyph, int]:
    """The number under which layout knows each glyph: that of the character which it is foremost."""
    owners: dict[_Glyph, int] = {}
    for rank, drawing in enumerate(drawings):
        for code, number in drawing.nominal.items():
            glyph = (rank, number)
            if glyph in alternates:
                continue
            held = owners.get(glyph)
            if held is None or _precedence(code, slots) < _precedence(held, slots):
                owners[glyph] = code
    for code, glyph in glyphs.items():  # forms of a language that no character has by itself
        if glyph not in alternates:
            owners.setdefault(glyph, code)
    found: dict[_Glyph, int] = {}
    free = len(slots) + len(alternates) + 1
    for glyph in sorted((rank, old) for rank, (_, olds) in enumerate(subsets) for old in olds.values()):
        if glyph[1] == 0:
            found[glyph] = 0
        elif glyph in owners:
            found[glyph] = slots[owners[glyph]]
        elif glyph in alternates:
            found[glyph] = alternates[glyph]
        else:
            found[glyph], free = free, free + 1
    return found


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

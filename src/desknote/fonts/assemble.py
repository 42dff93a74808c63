"""Put a prepared font together: outlines, layout, and the names and metrics of its role."""

from __future__ import annotations

import io
from typing import Any

from desknote.fonts.face import BOLD
from desknote.fonts.layout import Part, combine
from desknote.fonts.sfnt import (
    Outlines,
    characters_of,
    cmap_table,
    outline_tables,
    read_tables,
    with_glyph_count,
    write_tables,
)

_DATE = 3_800_000_000  # seconds from 1904: one date for every font, so that bytes do not vary
_KEPT_NAMES = (0, 7, 8, 9, 11, 13, 14)  # copyright, trademark, makers, licence


def assemble(
    role: str,
    weight: int,
    frames: tuple[bytes, bytes],
    parts: list[Part],
    characters: dict[int, int],
    outlines: Outlines,
) -> bytes:
    """The font's bytes.

    ``frames`` are subsets, without any glyph, of the font's first source and of the source whose
    line metrics the role has.
    """
    from fontTools.ttLib import TTFont

    tables = outline_tables(outlines)
    count = len(tables["hmtx"]) // 4
    tables |= combine(parts, ["g" + str(i) if i else ".notdef" for i in range(count)])
    base, lead = (TTFont(io.BytesIO(frame), lazy=True) for frame in frames)
    head, post, os2 = base["head"], base["post"], base["OS/2"]
    bold = weight >= BOLD
    head.macStyle, head.indexToLocFormat, head.flags = int(bold), 1, head.flags & 0x000B
    head.created = head.modified = _DATE
    post.formatType = 3.0
    _line_metrics(base, lead)
    os2.usWeightClass = weight
    os2.fsSelection = (os2.fsSelection & ~0x61) | (0x20 if bold else 0x40)
    os2.usFirstCharIndex, os2.usLastCharIndex = 0x20, 0xFFFF
    _rename(base["name"], role, "Bold" if bold else "Regular")
    tables |= {tag: _packed(tag, base) for tag in ("head", "hhea", "post", "OS/2", "name")}
    tables["hhea"] = with_glyph_count(tables["hhea"], count)
    tables["cmap"] = cmap_table(characters)
    return write_tables(tables)


def extend(content: bytes, characters: dict[int, int], outlines: Outlines) -> tuple[bytes, frozenset[int]]:
    """A font of :func:`assemble` with more characters, and all the characters that it then has."""
    tables = read_tables(content)
    merged = characters_of(tables["cmap"]) | characters
    tables |= outline_tables(outlines)
    tables["hhea"] = with_glyph_count(tables["hhea"], len(tables["hmtx"]) // 4)
    tables["cmap"] = cmap_table(merged)
    return write_tables(tables), frozenset(merged)


def _packed(tag: str, font: Any) -> bytes:
    from fontTools.misc import sstruct
    from fontTools.ttLib.tables import _h_e_a_d, _h_h_e_a

    # These two would look at outlines, which are not in this font.
    if tag == "head":
        font[tag].checkSumAdjustment = 0
        return bytes(sstruct.pack(_h_e_a_d.headFormat, font[tag]))
    if tag == "hhea":
        return bytes(sstruct.pack(_h_h_e_a.hheaFormat, font[tag]))
    return bytes(font[tag].compile(font))


def _line_metrics(font: Any, lead: Any) -> None:
    """Give ``font`` the line metrics of ``lead``, scaled, so that lines do not jump between faces."""
    scale = font["head"].unitsPerEm / lead["head"].unitsPerEm
    for table, keys in (
        ("hhea", ("ascent", "descent", "lineGap")),
        ("OS/2", ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent")),
    ):
        for key in keys:
            setattr(font[table], key, round(getattr(lead[table], key) * scale))


def _rename(table: Any, family: str, style: str) -> None:
    """The role's name instead of the family's; copyright and licence stay."""
    table.names = [r for r in table.names if r.nameID in _KEPT_NAMES and r.platformID == 3]
    full = f"{family} {style}"
    postscript = f"{family.replace(' ', '')}-{style}"
    texts = {1: family, 2: style, 3: full, 4: full, 5: "Version 1.000", 6: postscript}
    for number, text in texts.items():
        table.setName(text, number, 3, 1, 0x409)

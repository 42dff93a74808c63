"""The tables of a prepared font, as bytes."""

from __future__ import annotations

import io
import struct
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from desknote.fonts.face import BOLD
from desknote.fonts.layout import Part

_DATE = 3_800_000_000  # seconds from 1904: one date for every font, so that bytes do not vary


@dataclass(frozen=True, slots=True)
class Outlines:
    """Glyphs (simple TrueType glyphs, padded to four bytes) and advances by glyph number."""

    glyphs: dict[int, bytes]
    advances: dict[int, int]


def outlines_of(content: bytes | None) -> Outlines:
    """The outlines of a font made by :func:`assemble`."""
    if content is None:
        return Outlines({}, {})
    tables = {
        content[at : at + 4]: struct.unpack_from(">LL", content, at + 8)
        for at in range(12, 12 + 16 * int.from_bytes(content[4:6], "big"), 16)
    }
    start, size = tables[b"loca"]
    places = array("L" if array("L").itemsize == 4 else "I", content[start : start + size])
    places.byteswap()
    base, _ = tables[b"glyf"]
    return Outlines(
        {i: content[base + a : base + b] for i, (a, b) in enumerate(pairwise(places)) if b > a and i},
        {},
    )


def assemble(
    role: str,
    weight: int,
    parts: list[Part],
    metrics: bytes,
    cmap: dict[int, int],
    outlines: Outlines,
    combine: Callable[[list[Part], Any], dict[str, bytes]],
) -> bytes:
    """The font's bytes. ``metrics`` is a subset of the font whose line metrics the role has."""
    from fontTools.ttLib import TTFont, newTable
    from fontTools.ttLib.sfnt import SFNTWriter
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    count = max(0, *outlines.glyphs, *outlines.advances, *cmap.values()) + 1
    base = TTFont(io.BytesIO(parts[0].content), lazy=True)
    lead = TTFont(io.BytesIO(metrics), lazy=True)
    target = TTFont()
    target.setGlyphOrder([glyph_name(i) for i in range(count)])
    tables = dict(combine(parts, target))
    tables["glyf"], tables["loca"], tables["hmtx"], bounds, most = _glyf(outlines, count)

    head, hhea, post, os2, name = (base[tag] for tag in ("head", "hhea", "post", "OS/2", "name"))
    bold = weight >= BOLD
    head.macStyle, head.indexToLocFormat, head.flags = int(bold), 1, head.flags & 0x000B
    head.xMin, head.yMin, head.xMax, head.yMax = bounds
    head.created = head.modified = _DATE
    hhea.numberOfHMetrics = count
    post.formatType = 3.0
    _line_metrics(base, lead)
    os2.usWeightClass = weight
    os2.fsSelection = (os2.fsSelection & ~0x61) | (0x20 if bold else 0x40)
    os2.usFirstCharIndex, os2.usLastCharIndex = 0x20, 0xFFFF
    _names(name, role, "Bold" if bold else "Regular")
    tables["maxp"] = struct.pack(">LHHH11H", 0x00010000, count, *most, *([0] * 2), 2, *([0] * 8))[:32]
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, []
    named = {code: glyph_name(slot) for code, slot in sorted(cmap.items())}
    for form, platform, encoding in ((4, 0, 3), (12, 0, 4), (4, 3, 1), (12, 3, 10)):
        sub = CmapSubtable.newSubtable(form)
        sub.platformID, sub.platEncID, sub.language = platform, encoding, 0
        sub.cmap = {c: g for c, g in named.items() if c < 0x10000} if form == 4 else named
        table.tables.append(sub)
    tables["cmap"] = table.compile(target)
    for tag, made in (("head", head), ("hhea", hhea), ("post", post), ("OS/2", os2), ("name", name)):
        tables[tag] = _compile(tag, made, base)
    out = io.BytesIO()
    writer = SFNTWriter(out, len(tables), "\0\1\0\0")
    for tag in sorted(tables):
        writer[tag] = tables[tag]
    writer.close()
    return out.getvalue()


def glyph_name(slot: int) -> str:
    """The name that a glyph bears while a font is made."""
    return f"g{slot}" if slot else ".notdef"


def _compile(tag: str, table: Any, font: Any) -> bytes:
    from fontTools.misc import sstruct
    from fontTools.ttLib.tables import _h_e_a_d, _h_h_e_a

    if tag == "head":  # its own compile looks at outlines that are not in this font
        table.checkSumAdjustment = 0
        return bytes(sstruct.pack(_h_e_a_d.headFormat, table))
    if tag == "hhea":
        return bytes(sstruct.pack(_h_h_e_a.hheaFormat, table))
    return bytes(table.compile(font))


def _line_metrics(font: Any, lead: Any) -> None:
    """Give ``font`` the line metrics of ``lead``, scaled, so that lines do not jump between faces."""
    scale = font["head"].unitsPerEm / lead["head"].unitsPerEm
    hhea, os2, from_hhea, from_os2 = font["hhea"], font["OS/2"], lead["hhea"], lead["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = (
        round(v * scale) for v in (from_hhea.ascent, from_hhea.descent, from_hhea.lineGap)
    )
    for key in ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"):
        setattr(os2, key, round(getattr(from_os2, key) * scale))


def _names(table: Any, family: str, style: str) -> None:
    """The role's name instead of the family's; copyright and licence stay."""
    kept = [
        record
        for record in table.names
        if record.nameID in (0, 7, 8, 9, 11, 13, 14) and record.platformID == 3
    ]
    table.names = kept
    full = f"{family} {style}"
    postscript = full.replace(" ", "") if style == "Regular" else family.replace(" ", "") + "-" + style
    for number, text in (
        (1, family),
        (2, style),
        (3, full),
        (4, full),
        (5, "Version 1.000"),
        (6, postscript),
    ):
        table.setName(text, number, 3, 1, 0x409)


def _glyf(
    outlines: Outlines, count: int
) -> tuple[bytes, bytes, bytes, tuple[int, int, int, int], tuple[int, int]]:
    """glyf, loca and hmtx, the bounds of all outlines, and the most points and contours of one."""
    body, places, metrics = [], [0], []
    size = points = contours = 0
    box = [0, 0, 0, 0]
    for slot in range(count):
        content = outlines.glyphs.get(slot, b"")
        left = 0
        if content:
            number, left, low, right, high = struct.unpack_from(">hhhhh", content)
            box = [min(box[0], left), min(box[1], low), max(box[2], right), max(box[3], high)]
            contours = max(contours, number)
            points = max(points, int.from_bytes(content[8 + 2 * number : 10 + 2 * number], "big") + 1)
            body.append(content)
            size += len(content)
        places.append(size)
        metrics.append(struct.pack(">Hh", min(65535, max(0, outlines.advances.get(slot, 0))), left))
    return (
        b"".join(body),
        struct.pack(f">{count + 1}L", *places),
        b"".join(metrics),
        (box[0], box[1], box[2], box[3]),
        # Rounded up, so that they hardly ever depend on which glyphs there are.
        (1 << max(11, points.bit_length()), 1 << max(8, contours.bit_length())),
    )

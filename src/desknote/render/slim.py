"""A PDF without bytes that nobody sees: digits of coordinates, and parts of fonts that PDF does not use.

Nothing moves by more than 3 µm on paper. Of an embedded TrueType font a reader of the PDF uses the
outlines, their places and widths (ISO 32000-1, table 126): characters are told by the PDF itself.
"""

from __future__ import annotations

import re
import struct
from array import array
from typing import Any

from desknote.patterns import regex
from desknote.render.streams import joined, streams

_TABLES = frozenset((b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp", b"cvt ", b"fpgm", b"prep"))
# Coordinates of 1 and more: smaller numbers may be cosines or colours.
_LONG = regex(rb"(?<![\d.])(-?[1-9]\d*\.\d{3,})")
_DRAWN = regex(rb"^[-\d. ]+ (?:re|[mlcvyh])$", re.MULTILINE)
_PLACED = regex(rb"^((?:[-\d.]+ ){4})([-\d.]+) ([-\d.]+) Tm$", re.MULTILINE)
_SHOWN = regex(rb"^\[.*\] TJ$", re.MULTILINE)
_KERNED = regex(rb"(?<=>)(-?\d+\.\d{2,})(?=<)")
_CMAP = b"/CIDInit"
_ROW = regex(rb"^<[0-9a-f]+> <[0-9a-f]+>$", re.MULTILINE)
_PAGE, _EM = 2, 1
"""Digits behind the point: of a CSS pixel, and of a thousandth of an em."""


def slim(pdf: Any) -> None:
    """Make the streams of a ``pydyf.PDF`` that is about to be written smaller."""
    for stream in streams(pdf):
        if "Length1" in stream.extra:
            content = bare_font(joined(stream))
            stream.stream, stream.extra["Length1"] = [content], len(content)
        elif (content := joined(stream)).startswith(_CMAP):
            stream.stream = [sorted_map(content)]
        elif "Type" not in stream.extra or stream.extra.get("Subtype") == "/Form":
            stream.stream = [rounded(joined(stream))]


def sorted_map(content: bytes) -> bytes:
    """A map from glyphs to characters in the order of its glyphs, which packs better than the text's."""
    head, mark, rest = content.partition(b"beginbfchar")
    rows = iter(sorted(_ROW.findall(rest)))
    return head + mark + _ROW.sub(lambda _: next(rows), rest)


def rounded(content: bytes) -> bytes:
    """A page's content with coordinates as exact as anybody can see."""
    if b" TJ" not in content and b" re" not in content and b" m\n" not in content:
        return content
    content = _DRAWN.sub(lambda line: _LONG.sub(_short, line[0]), content)
    content = _PLACED.sub(lambda m: m[1] + _short_of(m[2]) + b" " + _short_of(m[3]) + b" Tm", content)
    # A kerning of nothing is what stands between most letters.
    return _SHOWN.sub(lambda line: _KERNED.sub(_kern, line[0]).replace(b">0<", b""), content)


def _short(match: re.Match[bytes]) -> bytes:
    return _short_of(match[0])


def _short_of(number: bytes, digits: int = _PAGE) -> bytes:
    if b"." not in number:
        return number
    shown = b"%.*f" % (digits, float(number))
    return shown.rstrip(b"0").rstrip(b".")


def _kern(match: re.Match[bytes]) -> bytes:
    return _short_of(match[0], _EM)


def bare_font(font: bytes) -> bytes:
    """A TrueType font with the tables that PDF uses; as it is where it is none."""
    tables = _tables(font)
    if not {b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp"} <= tables.keys():
        return font
    kept = {tag: content for tag, content in tables.items() if tag in _TABLES}
    _one_box(kept)
    return _written(font[:4], kept)


def _tables(font: bytes) -> dict[bytes, bytes]:
    if font[:4] not in (b"\0\1\0\0", b"true"):
        return {}
    (count,) = struct.unpack_from(">H", font, 4)
    rows = [struct.unpack_from(">4sIII", font, 12 + 16 * i) for i in range(count)]
    return {tag: font[offset : offset + length] for tag, _, offset, length in rows}


def _one_box(tables: dict[bytes, bytes]) -> None:
    """Give every glyph the font's own box, and the bearing that belongs to it: outlines stay in place.

    A glyph is drawn shifted by the difference of its box and its bearing, which stays nothing.
    """
    box = tables[b"head"][36:44]
    glyf = bytearray(tables[b"glyf"])
    long = tables[b"head"][51]
    places = array("I" if long else "H")
    places.frombytes(tables[b"loca"])
    if _LITTLE:
        places.byteswap()
    last = len(glyf)
    for place in reversed(places):
        start = place if long else place * 2
        if start < last:
            glyf[start + 2 : start + 10] = box
            last = start
    widths = bytearray(tables[b"hmtx"])
    (count,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    widths[2 : count * 4 : 4] = box[:1] * count
    widths[3 : count * 4 : 4] = box[1:2] * count
    rest = len(widths) - count * 4
    widths[count * 4 :] = box[:2] * (rest // 2)
    tables[b"glyf"], tables[b"hmtx"] = bytes(glyf), bytes(widths)


_LITTLE = struct.pack("=H", 1) == struct.pack("<H", 1)


def _written(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    """The font's file. Sums are those of the tables; that of the whole is left as it was."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = version + struct.pack(">HHHH", count, power * 16, power.bit_length() - 1, (count - power) * 16)
    rows, body, offset = b"", b"", 12 + 16 * count
    for tag, content in sorted(tables.items()):
        padded = content + b"\0" * (-len(content) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        rows += struct.pack(">4sIII", tag, total, offset, len(content))
        body += padded
        offset += len(padded)
    return head + rows + body

"""A TrueType font as bytes: its tables, glyphs, widths and characters (OpenType, "sfnt")."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Mapping
from itertools import pairwise

from desknote.records import dataclass

_LONG = "L" if array("L").itemsize == 4 else "I"


@dataclass(frozen=True, slots=True)
class Outlines:
    """Glyphs (simple TrueType glyphs, padded to four bytes) and advances, by glyph number."""

    glyphs: dict[int, bytes]
    advances: dict[int, int]


def read_tables(content: bytes) -> dict[str, bytes]:
    """The tables of a font by tag."""
    count = int.from_bytes(content[4:6], "big")
    records = [struct.unpack_from(">4sLLL", content, 12 + 16 * i) for i in range(count)]
    return {tag.decode("latin-1"): content[start : start + size] for tag, _, start, size in records}


def write_tables(tables: Mapping[str, bytes]) -> bytes:
    """A TrueType font of ``tables``."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    directory, body = bytearray(), bytearray()
    start = 12 + 16 * count
    for tag, content in sorted(tables.items()):
        if tag == "head":  # the sum over the whole font comes last
            content = content[:8] + bytes(4) + content[12:]
        directory += struct.pack(
            ">4sLLL", tag.encode("latin-1"), _sum(content), start + len(body), len(content)
        )
        if tag == "head":
            head = start + len(body)
        body += content + b"\0" * (-len(content) % 4)
    whole = bytearray(header + directory + body)
    struct.pack_into(">L", whole, head + 8, (0xB1B0AFBA - _sum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _longs(content: bytes) -> array[int]:
    numbers = array(_LONG, content + b"\0" * (-len(content) % 4))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _sum(content: bytes) -> int:
    return sum(_longs(content)) & 0xFFFFFFFF


def outlines_of(tables: Mapping[str, bytes]) -> Outlines:
    """The glyphs and advances of a font written by :func:`outline_tables`."""
    places = _longs(tables["loca"])
    body, metrics = tables["glyf"], tables["hmtx"]
    glyphs = {i: body[a:b] for i, (a, b) in enumerate(pairwise(places)) if b > a}
    advances = {i: width for i, (width, _) in enumerate(struct.iter_unpack(">Hh", metrics)) if width}
    return Outlines(glyphs, advances)


def outline_tables(outlines: Outlines) -> dict[str, bytes]:
    """glyf, loca, hmtx and maxp; numbers without an outline are empty glyphs."""
    count = max(0, *outlines.glyphs, *outlines.advances) + 1
    body, places, metrics = [], [0], []
    size = points = contours = 0
    for slot in range(count):
        content = outlines.glyphs.get(slot, b"")
        left = 0
        if content:
            number, left = struct.unpack_from(">hh", content)
            contours = max(contours, number)
            points = max(points, int.from_bytes(content[8 + 2 * number : 10 + 2 * number], "big") + 1)
            body.append(content)
            size += len(content)
        places.append(size)
        metrics.append(struct.pack(">Hh", min(65535, max(0, outlines.advances.get(slot, 0))), left))
    # Rounded up, so that these limits hardly ever depend on which glyphs there are.
    most = (1 << max(11, points.bit_length()), 1 << max(8, contours.bit_length()))
    return {
        "glyf": b"".join(body),
        "loca": struct.pack(f">{count + 1}L", *places),
        "hmtx": b"".join(metrics),
        "maxp": struct.pack(">LHHHHHH8H", 0x00010000, count, *most, 0, 0, 2, *[0] * 8),
    }


def cmap_table(characters: Mapping[int, int]) -> bytes:
    """cmap: characters to glyph numbers (format 12, for all of Unicode)."""
    groups: list[list[int]] = []
    for code, slot in sorted(characters.items()):
        if groups and code == groups[-1][1] + 1 and slot - groups[-1][2] == code - groups[-1][0]:
            groups[-1][1] = code
        else:
            groups.append([code, code, slot])
    body = struct.pack(">HHLLL", 12, 0, 16 + 12 * len(groups), 0, len(groups))
    body += b"".join(struct.pack(">LLL", *group) for group in groups)
    return struct.pack(">HHHHLHHL", 0, 2, 0, 4, 20, 3, 10, 20) + body


def characters_of(table: bytes) -> dict[int, int]:
    """The characters of a table written by :func:`cmap_table`."""
    groups: Iterable[tuple[int, int, int]] = struct.iter_unpack(">LLL", table[36:])
    return {code: slot + code - first for first, last, slot in groups for code in range(first, last + 1)}


def with_glyph_count(hhea: bytes, count: int) -> bytes:
    """hhea for a font in which every glyph has a width of its own."""
    return hhea[:34] + struct.pack(">H", count)

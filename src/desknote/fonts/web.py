"""A prepared face as a small web font (WOFF2, https://www.w3.org/TR/WOFF2/)."""

from __future__ import annotations

import struct
from pathlib import Path

from desknote.fonts.face import Face
from desknote.fonts.numbering import SPACES, needs_glyph
from desknote.fonts.store import digest, write_atomically

_VERSION = 2
# Brotli's scale ends at 11: 4 % smaller, and a hundred times as long. 9 saves 1.5 % in nine times the time.
_QUALITY = 6
_KNOWN = (
    "cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post", "cvt ", "fpgm", "glyf", "loca", "prep",
    "CFF ", "VORG", "EBDT", "EBLC", "gasp", "hdmx", "kern", "LTSH", "PCLT", "VDMX", "vhea", "vmtx", "BASE",
    "GDEF", "GPOS", "GSUB",
)  # fmt: skip
_PLAIN = (
    3 << 6
)  # outlines as they are: the format's own rearrangement saves 15 % and takes seven times as long
_FEATURES = ("halt", "palt", "chws", "tnum", "lnum", "pwid", "kern")


def woff2(face: Face, characters: frozenset[int], cache: Path) -> bytes:
    """The face with ``characters`` alone, as WOFF2; ``cache`` is the workspace's cache folder.

    Raises OSError where the cache cannot be written.
    """
    kept = sorted(c for c in characters | {0x20} if c in face.characters and (needs_glyph(c) or c in SPACES))
    store = cache / "fonts" / f"web-{digest(_VERSION, face.digest, kept)}.woff2"
    try:
        content = store.read_bytes()
        if content[:4] == b"wOF2" and int.from_bytes(content[8:12], "big") == len(content):
            return content
    except OSError:
        pass
    content = _pack(_subset(face, kept))
    write_atomically(store, content)
    return content


def _subset(face: Face, kept: list[int]) -> bytes:
    import uharfbuzz as hb

    given = hb.SubsetInput()
    given.sets(hb.SubsetInputSets.UNICODE).update(kept)
    features = given.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.update(int.from_bytes(tag.encode(), "big") for tag in _FEATURES)
    given.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_PRUNE_UNICODE_RANGES
    content: bytes = hb.subset(hb.Face(hb.Blob.from_file_path(str(face.path)), 0), given).blob.data
    return content


def _pack(font: bytes) -> bytes:
    """A TrueType font in a WOFF2 container."""
    import brotli

    count = int.from_bytes(font[4:6], "big")
    records = sorted(struct.unpack_from(">4sLLL", font, 12 + 16 * i) for i in range(count))
    directory, body = bytearray(), bytearray()
    for tag, _, start, size in records:
        name, content = tag.decode("latin-1"), bytearray(font[start : start + size])
        if name == "head":
            content[16] |= 0x08  # bit 11: the font has been through a lossless conversion
        flag = _KNOWN.index(name) if name in _KNOWN else 63
        directory.append(flag | (_PLAIN if name in ("glyf", "loca") else 0))
        directory += tag if flag == 63 else b""
        directory += _base128(size)
        body += content
    packed: bytes = brotli.compress(bytes(body), mode=brotli.MODE_FONT, quality=_QUALITY)
    used = len(packed)
    packed += b"\0" * (-(48 + len(directory) + used) % 4)
    total = 12 + 16 * count + sum((size + 3) & ~3 for *_, size in records)
    length = 48 + len(directory) + len(packed)
    header = struct.pack(
        ">4s4sLHHLLHHLLLLL", b"wOF2", font[:4], length, count, 0, total, used, 1, 0, *[0] * 5
    )
    return header + bytes(directory) + packed


def _base128(value: int) -> bytes:
    """A number in the format's variable length: seven bits a byte, the high ones first."""
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(0x80 | (value & 0x7F))
    return bytes(reversed(parts))

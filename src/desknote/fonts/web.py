"""A prepared face as a small web font."""

from __future__ import annotations

import io
from pathlib import Path

from desknote.fonts.face import Face
from desknote.fonts.numbering import SPACES, needs_glyph
from desknote.fonts.store import digest, write_atomically

_VERSION = 1
# Brotli's own scale: 11 is a tenth smaller than 9 and takes twenty times as long.
_QUALITY = 9


def woff2(face: Face, characters: frozenset[int], cache: Path) -> bytes:
    """The face with ``characters`` alone, as WOFF2; ``cache`` is the workspace's cache folder."""
    kept = sorted(c for c in characters | {0x20} if c in face.characters and (needs_glyph(c) or c in SPACES))
    store = cache / "fonts" / f"web-{digest(_VERSION, _QUALITY, face.digest, kept)}.woff2"
    try:
        content = store.read_bytes()
        if content[:4] == b"wOF2" and int.from_bytes(content[8:12], "big") == len(content):
            return content
    except OSError:
        pass
    content = _compress(_subset(face, kept))
    write_atomically(store, content)
    return content


def _subset(face: Face, kept: list[int]) -> bytes:
    import uharfbuzz as hb

    given = hb.SubsetInput()
    given.sets(hb.SubsetInputSets.UNICODE).update(kept)
    features = given.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.update(
        int.from_bytes(tag.encode(), "big") for tag in ("halt", "palt", "chws", "tnum", "lnum", "kern")
    )
    given.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_PRUNE_UNICODE_RANGES
    content: bytes = hb.subset(hb.Face(hb.Blob.from_file_path(str(face.path)), 0), given).blob.data
    return content


def _compress(content: bytes) -> bytes:
    import brotli
    from fontTools.ttLib import woff2 as format

    out = io.BytesIO()
    # fontTools asks Brotli for its slowest setting.
    slowest = brotli.compress
    format.brotli.compress = lambda data, **_: slowest(data, mode=brotli.MODE_FONT, quality=_QUALITY)
    try:
        format.compress(io.BytesIO(content), out)
    finally:
        format.brotli.compress = slowest
    return out.getvalue()

"""A PDF's streams compressed once, and kept compressed while they stay the same.

pydyf compresses each stream whenever its bytes are asked for, which is twice a file: for writing and
for the file's identifier. A process that prints a note again and again meets the same fonts, pictures
and pages again.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

_LEVEL = 6  # pydyf has 9, which saves 0.4 % and takes a third longer
_MOST = 64_000_000  # bytes kept


class Packed:
    """Compressed streams by what is in them; the oldest leave first."""

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes] = {}
        self._size = 0

    def compress(self, content: bytes) -> bytes:
        """``content`` deflated."""
        key = hashlib.blake2b(content, digest_size=20).digest()
        packed = self._kept.pop(key, None)
        if packed is None:
            packed = zlib.compress(content, _LEVEL)
            self._size += len(packed)
        self._kept[key] = packed
        while self._size > _MOST:
            self._size -= len(self._kept.pop(next(iter(self._kept))))
        return packed


def joined(stream: Any) -> bytes:
    """The content of a ``pydyf.Stream``, left in the stream in one piece."""
    from pydyf import _to_bytes  # type: ignore[import-untyped, unused-ignore]

    if len(stream.stream) != 1 or not isinstance(stream.stream[0], bytes):
        stream.stream = [b"\n".join(map(_to_bytes, stream.stream))]
    content: bytes = stream.stream[0]
    return content


def streams(pdf: Any) -> Iterator[Any]:
    """The streams of a ``pydyf.PDF``."""
    return (thing for thing in pdf.objects if hasattr(thing, "compress") and hasattr(thing, "stream"))


def compress_once(pdf: Any, packed: Packed) -> None:
    """Compress every stream of a ``pydyf.PDF`` that is to be compressed."""
    for stream in streams(pdf):
        if stream.compress:
            content = packed.compress(joined(stream))
            stream.stream, stream.compress = [content], False
            stream.extra["Filter"] = "/FlateDecode"

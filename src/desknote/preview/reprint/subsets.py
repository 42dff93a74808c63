"""Fonts cut down to the glyphs of a document, kept while those stay the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_MOST = 32


class Subsets:
    """The last subsets, by font and glyphs."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], bytes] = {}

    def forget(self) -> None:
        """Other fonts are loaded."""
        self._kept.clear()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """While the block runs, a font with the same glyphs as before is not cut down anew."""
        from weasyprint.pdf.fonts import Font

        original = Font._harfbuzz_subset

        def subset(font: Any, to_unicode: Any, hinting: Any) -> None:
            key = (
                font.hash,
                font.index,
                len(font.file_content),
                bool(font.missing),
                hinting,
                *sorted(to_unicode),
            )
            known = self._kept.pop(key, None)
            if known is None:
                original(font, to_unicode, hinting)
                known = font.file_content
            font.file_content = self._kept[key] = known
            while len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]

        Font._harfbuzz_subset = subset
        try:
            yield
        finally:
            Font._harfbuzz_subset = original

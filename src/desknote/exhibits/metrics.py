"""How wide text is, as the page will shape it (HarfBuzz, the very font files)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from desknote.exhibits.style import ChartFonts

ASCENT, DESCENT, CAP, LEADING = 0.88, 0.12, 0.735, 1.28
"""Heights in em: of the box kept free for a line (an ideograph's), of capitals and figures, and from
line to line."""


@lru_cache(maxsize=16)
def _face(path: Path, stamp: int) -> tuple[Any, int, frozenset[int]]:
    """A font, its units per em and the characters it has. ``stamp`` renews it when the file changes."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return hb.Font(face), face.upem, frozenset(face.unicodes)


def _estimate(character: str) -> float:
    """The width in em of a character that no font has."""
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.0 if unicodedata.combining(character) else 0.56


class Metrics:
    """Widths of text in a chart's fonts; fonts that cannot be read are passed over."""

    def __init__(self, fonts: ChartFonts) -> None:
        self._chains = {False: self._open(fonts.regular), True: self._open(fonts.bold or fonts.regular)}
        self._known: dict[tuple[str, bool], float] = {}

    @staticmethod
    def _open(paths: tuple[Path, ...]) -> list[tuple[Any, int, frozenset[int]]]:
        chain = []
        for path in paths:
            try:
                chain.append(_face(path, path.stat().st_mtime_ns))
            except Exception:
                continue
        return chain

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of one line of ``text`` at ``size``, in the unit of ``size``."""
        key = (text, bold)
        if key not in self._known:
            self._known[key] = self._measure(text, self._chains[bold])
        return self._known[key] * size

    @staticmethod
    def _measure(text: str, chain: list[tuple[Any, int, frozenset[int]]]) -> float:
        import uharfbuzz as hb

        total, run, current = 0.0, "", None
        for character in (*text, None):
            has = None
            if character is not None:
                has = next((face for face in chain if ord(character) in face[2]), None)
            if (has is not current or character is None) and run:
                if current is None:
                    total += sum(map(_estimate, run))
                else:
                    buffer = hb.Buffer()
                    buffer.add_str(run)
                    buffer.guess_segment_properties()
                    hb.shape(current[0], buffer)
                    total += sum(p.x_advance for p in buffer.glyph_positions or ()) / current[1]
                run = ""
            current = has
            run += character or ""
        return total

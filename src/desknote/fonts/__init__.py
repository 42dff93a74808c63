"""Fonts: from the brand's families to small static faces, covering exactly what a page needs."""

from __future__ import annotations

from desknote.fonts.face import BOLD, REGULAR, ROLES, SANS, TEXT, Face, FaceSource, FontSet
from desknote.fonts.locate import locate
from desknote.fonts.opening import BadFont
from desknote.fonts.prepare import prepare, uncovered
from desknote.fonts.web import woff2

__all__ = [
    "BOLD",
    "REGULAR",
    "ROLES",
    "SANS",
    "TEXT",
    "BadFont",
    "Face",
    "FaceSource",
    "FontSet",
    "locate",
    "prepare",
    "uncovered",
    "woff2",
]

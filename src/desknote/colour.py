"""Colour arithmetic: palette names, mixing, and contrast by WCAG 2.2."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_NAMED = {"white": "#ffffff", "black": "#000000"}


def resolve(name: str | None, palette: Mapping[str, str], default: str) -> str:
    """A colour as ``#rrggbb``: a palette entry, black, white or hex digits; else ``default``."""
    seen: set[str] = set()
    value = name or default
    while not value.startswith("#"):
        if value in seen:
            return default
        seen.add(value)
        value = palette.get(value) or _NAMED.get(value) or default
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(d * 2 for d in digits))


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=4096)
def mix(colour: str, other: str, share: float) -> str:
    """``colour`` with ``share`` (0 to 1) of ``other`` in it."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [c / 255 for c in channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, ground: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=1024)
def readable(colour: str, ground: str, least: float = 4.5) -> str:
    """``colour``, moved towards black or white only as far as it takes to be read on ``ground``."""
    towards = "#ffffff" if luminance(ground) < 0.18 else "#000000"
    for step in range(21):
        candidate = mix(colour, towards, step / 20)
        if contrast(candidate, ground) >= least:
            return candidate
    return towards


def ink_on(ground: str, dark: str = "#000000", light: str = "#ffffff") -> str:
    """The better of two inks on ``ground``; black or white where neither can be read."""
    best = light if contrast(light, ground) >= contrast(dark, ground) else dark
    if contrast(best, ground) >= 4.5:
        return best
    return max(best, "#000000", "#ffffff", key=lambda ink: contrast(ink, ground))

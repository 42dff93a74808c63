"""How charts look: colours, type and sizes, taken from the brand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desknote.exhibits import colour as c
from desknote.model.brand import Brand

FAMILY = "Desknote Sans"
SERIES = 12

# Candidates that fill a palette up: hues far apart for the colour-blind, none of them shrill.
_POOL = (
    "#1f5c99", "#c8862b", "#2e8577", "#a8456b", "#6c7a89", "#5b4b8a", "#7d8c2f", "#b5532a",
    "#3fa0c4", "#d9b45b", "#8c6a56", "#28435e", "#93b7a6", "#c58fa8", "#4d4d4d", "#a6a6a6",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChartFonts:
    """The files that a chart's text is measured with, in regular and bold weight.

    Each is a chain: the first file that has a character draws it. ``digest`` stands for how they
    draw, whatever part of a family the files hold; it, not the paths, is part of a chart's key.
    """

    regular: tuple[Path, ...] = ()
    bold: tuple[Path, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Colours (``#rrggbb``), type sizes (pt), line widths (pt) and language of every chart of a note."""

    lang: str = "zh-CN"
    foreground: str = "#1a1a1a"
    muted: str = "#666666"
    grid: str = "#dddddd"
    background: str = "#ffffff"
    accent: str = "#8a1c1c"
    series: tuple[str, ...] = _POOL[:SERIES]
    up: str = "#b3261e"
    down: str = "#1d7a46"
    fonts: ChartFonts = ChartFonts()
    family: str = FAMILY
    size: float = 7.0
    small_size: float = 6.5
    line: float = 1.25
    hair: float = 0.5

    def size_at(self, width_mm: float) -> float:
        """Type size in pt of a chart ``width_mm`` wide: a sidebar's charts are set smaller."""
        return self.small_size if width_mm < 70 else self.size

    def colour(self, index: int) -> str:
        """The colour of the ``index``-th series."""
        return self.series[index % len(self.series)]

    def ink(self, colour: str) -> str:
        """``colour`` as text on the chart's ground: dark (or light) enough to read."""
        return c.readable(colour, self.background)

    def tint(self, colour: str, share: float) -> str:
        """``colour`` mixed with ``share`` (0 to 1) of the ground."""
        return c.mix(colour, self.background, share)

    def on(self, fill: str) -> str:
        """The colour of text on ``fill``. It is no role's colour, so that recolouring leaves it be."""
        light, dark = "#fffffe", "#141414"
        best = max((light, dark), key=lambda text: (c.contrast(text, fill) >= 4.5, c.contrast(text, fill)))
        return light if c.contrast(light, fill) >= 4.5 else best

    def roles(self) -> Mapping[str, str]:
        """Each role's colour, by a name that serves as a CSS variable."""
        named = {
            "foreground": self.foreground,
            "muted": self.muted,
            "grid": self.grid,
            "background": self.background,
            "up": self.up,
            "down": self.down,
        }
        return named | {f"series-{i + 1}": colour for i, colour in enumerate(self.series)}


def style_from(brand: Brand, lang: str, fonts: Any = None) -> ChartStyle:
    """The charts' style in ``brand``.

    ``fonts`` is what text is measured with: a :class:`ChartFonts`, or a font set whose ``faces``
    have ``role``, ``weight``, ``path`` and ``digest``. Without any, widths are estimated.
    """
    palette, colours, house = brand.color.palette, brand.color, brand.defaults.desknote

    def resolve(name: str | None, default: str) -> str:
        for _ in range(8):  # a palette entry may name another
            if name is None:
                return default
            if name.startswith("#"):
                return c.hexadecimal(c.rgb(name))
            name = palette.get(name)
        return default

    background = resolve(colours.background, "#ffffff")
    foreground = c.readable(resolve(colours.foreground, "#1a1a1a"), background, 7.0)
    accent = resolve(colours.primary, "#8a1c1c")
    given = [resolve(name, accent) for name in house.charts.palette]
    if not given:
        named = (colours.primary, colours.secondary, colours.info, colours.tertiary)
        roles = [resolve(name, "") for name in named]
        given = [colour for colour in roles if colour]
    green = resolve(colours.success, "#1d7a46")
    red = resolve(colours.danger, "#b3261e")
    up, down = (red, green) if house.up == "red" else (green, red)
    return ChartStyle(
        lang=lang,
        foreground=foreground,
        muted=c.readable(c.mix(foreground, background, 0.38), background),
        grid=c.mix(foreground, background, 0.86),
        background=background,
        accent=accent,
        series=_filled(given, background),
        up=c.readable(up, background, 3.0),
        down=c.readable(down, background, 3.0),
        fonts=_fonts(fonts),
    )


def _filled(given: list[str], ground: str) -> tuple[str, ...]:
    """``given`` colours first, each visible on ``ground``, then those of the pool farthest from all."""
    chosen: list[str] = []
    for colour in given:
        seen = c.readable(colour, ground, 1.9)
        if seen not in chosen:
            chosen.append(seen)
    pool = [c.readable(colour, ground, 1.9) for colour in _POOL]
    while len(chosen) < SERIES:
        pool = [colour for colour in pool if colour not in chosen]
        if not pool:
            break
        chosen.append(max(pool, key=lambda p: min((c.distance(p, q) for q in chosen), default=1.0)))
    return tuple(chosen)


def _fonts(fonts: Any) -> ChartFonts:
    if fonts is None:
        return ChartFonts()
    if isinstance(fonts, ChartFonts):
        return fonts
    faces = [face for face in fonts.faces if face.role == FAMILY]
    regular = tuple(face.path for face in faces if face.weight < 600)
    bold = tuple(face.path for face in faces if face.weight >= 600)
    return ChartFonts(regular, bold, "-".join(face.digest for face in faces))

"""How charts look: colours, type and sizes, taken from the brand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from desknote.colour import contrast, mix, readable, resolve
from desknote.exhibits import colour as eye
from desknote.model.brand import Brand
from desknote.records import dataclass

FAMILY = "Desknote Sans"
SERIES = 12
TINTS = (0.25, 0.4, 0.55, 0.7, 0.82, 0.9)
"""Shares of the ground in the tints that charts use; the web page mixes the same ones."""
DASHES: tuple[tuple[float, ...] | None, ...] = (None, (4, 1.5), (1.5, 1.2), (5, 1.2, 1, 1.2))
_APART = 0.06  # two colours nearer than this are one to somebody

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
    table_size: float = 7.5
    negative: Literal["minus", "parentheses"] = "minus"

    def size_at(self, width_mm: float) -> float:
        """Type size in pt of a chart ``width_mm`` wide: a sidebar's charts are set smaller."""
        return self.small_size if width_mm < 70 else self.size

    def colour(self, index: int) -> str:
        """The colour of the ``index``-th series."""
        return self.series[index % len(self.series)]

    def dashes(self, count: int) -> list[tuple[float, ...] | None]:
        """How each of ``count`` lines is dashed: where colours repeat or look alike to the colour-blind."""
        found: list[tuple[float, ...] | None] = []
        for i in range(count):
            alike = {found[j] for j in range(i) if eye.distance(self.colour(i), self.colour(j)) < _APART}
            start = (i // 6) % len(DASHES)
            order = (*DASHES[start:], *DASHES[:start])
            found.append(next((dash for dash in order if dash not in alike), order[0]))
        return found

    def ink(self, colour: str) -> str:
        """``colour`` as text on the chart's ground: dark (or light) enough to read."""
        return readable(colour, self.background)

    def tint(self, colour: str, share: float) -> str:
        """``colour`` mixed with ``share`` (one of ``TINTS``) of the ground."""
        return eye.mix(colour, self.background, share)

    def on(self, fill: str) -> str:
        """The colour of text on ``fill``. It is no role's colour, so that recolouring leaves it be."""
        light, dark = "#fffffe", "#0a0a0a"
        return light if contrast(light, fill) >= 4.5 else max(light, dark, key=lambda t: contrast(t, fill))

    def over(self, fill: str) -> str:
        """The colour of text on a series' colour or a tint: dark mode changes it where it does the tint."""
        if fill in self.series or fill in (self.up, self.down):
            return self.on(fill)
        return max(self.foreground, self.background, key=lambda text: contrast(text, fill))

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


class Face(Protocol):
    """A prepared font file (see ``desknote.fonts``)."""

    @property
    def role(self) -> str: ...
    @property
    def weight(self) -> int: ...
    @property
    def path(self) -> Path: ...
    @property
    def digest(self) -> str: ...


class Faces(Protocol):
    """A page's fonts."""

    @property
    def faces(self) -> Sequence[Face]: ...


def style_from(brand: Brand, lang: str, fonts: ChartFonts | Faces | None = None) -> ChartStyle:
    """The charts' style in ``brand``. ``fonts`` are what text is measured with; without, it is estimated."""
    palette, colours, house = brand.color.palette, brand.color, brand.defaults.desknote
    background = resolve(colours.background, palette, "#ffffff")
    foreground = readable(resolve(colours.foreground, palette, "#1a1a1a"), background, 7.0)
    accent = resolve(colours.primary, palette, "#8a1c1c")
    given = [resolve(name, palette, accent) for name in house.charts.palette]
    roles = (colours.secondary, colours.info, colours.tertiary)
    others = [resolve(name, palette, accent) for name in roles if name]
    green = resolve(colours.success, palette, "#1d7a46")
    red = resolve(colours.danger, palette, "#b3261e")
    up, down = (red, green) if house.up == "red" else (green, red)
    return ChartStyle(
        lang=lang,
        foreground=foreground,
        muted=readable(mix(foreground, background, 0.38), background),
        grid=mix(foreground, background, 0.82),
        background=background,
        accent=accent,
        series=_filled(given, background) if given else _derived(accent, others, background),
        up=readable(up, background),
        down=readable(down, background),
        fonts=_fonts(fonts),
        table_size=round(_points(brand.typography.base.size) * 0.79, 1),
        negative=house.tables.negative,
    )


def _derived(first: str, others: Sequence[str], ground: str) -> tuple[str, ...]:
    """A palette around the brand's own colours, of which those that are told apart are taken."""
    chosen = [readable(first, ground, 1.9)]
    for colour in others:
        seen = readable(colour, ground, 1.9)
        if min(eye.distance(seen, one) for one in chosen) >= _APART:
            chosen.append(seen)
    return _filled(chosen, ground)


def _filled(given: Sequence[str], ground: str) -> tuple[str, ...]:
    """``given`` colours first, each visible on ``ground``, then those of the pool farthest from all."""
    chosen = list(dict.fromkeys(readable(colour, ground, 1.9) for colour in given))[:SERIES]
    pool = [readable(colour, ground, 1.9) for colour in _POOL]
    while len(chosen) < SERIES:
        pool = [colour for colour in pool if colour not in chosen]
        if not pool:
            break
        chosen.append(max(pool, key=lambda p: min((eye.distance(p, q) for q in chosen), default=1.0)))
    return tuple(chosen)


def _fonts(fonts: ChartFonts | Faces | None) -> ChartFonts:
    if fonts is None or isinstance(fonts, ChartFonts):
        return fonts or ChartFonts()
    faces = [face for face in fonts.faces if face.role == FAMILY]
    regular = tuple(face.path for face in faces if face.weight < 600)
    bold = tuple(face.path for face in faces if face.weight >= 600)
    return ChartFonts(regular, bold, "-".join(face.digest for face in faces))


def _points(size: str) -> float:
    """A CSS length of the brand (pt, px or mm) in points."""
    return float(size[:-2]) * {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4}[size[-2:]]

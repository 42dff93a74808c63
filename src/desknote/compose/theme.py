"""The brand as the page's custom properties: colours, sizes and the colours of dark mode."""

from __future__ import annotations

from desknote.colour import contrast, ink_on, mix, readable, resolve
from desknote.model.brand import Brand, points

_DARK_GROUND = "#15171a"
_DARK_INK = "#e7e5e2"
# A rise is red in mainland China and green elsewhere; both hues keep 4.5:1 on white.
_RED, _GREEN = "#b3261e", "#1d7a46"


def _on_both(colour: str, ground: str, tint: str) -> str:
    """``colour`` such that it is read on the page's ground, and on its tint where that does not spoil it."""
    first = readable(colour, ground)
    both = readable(first, tint)
    return both if contrast(both, ground) >= 4.5 else first


def palette(brand: Brand) -> dict[str, str]:
    """The page's colours by role, each ``#rrggbb``; text roles are readable on background and tint."""
    colours, own = brand.color, brand.defaults.desknote

    def role(name: str | None, default: str) -> str:
        return resolve(name, colours.palette, default)

    background = role(colours.background, "#ffffff")
    foreground = readable(role(colours.foreground, "#1a1a1a"), background)
    primary = role(colours.primary, "#8a1c1c")
    secondary = role(colours.secondary, primary)
    band = role(own.band, primary)
    accent = role(own.rule, secondary)
    heading = role(brand.typography.headings.color, primary)
    tint = role(colours.light, mix(primary, background, 0.94))
    rise, fall = (_RED, _GREEN) if own.up == "red" else (_GREEN, _RED)

    def text(colour: str) -> str:
        return _on_both(colour, background, tint)

    return {
        "background": background,
        "foreground": foreground,
        "muted": text(mix(foreground, background, 0.38)),
        "line": mix(foreground, background, 0.82),
        "tint": tint,
        "watermark": mix(primary, background, 0.9),
        "primary": text(primary),
        "heading": text(heading),
        "accent": accent,
        "band": band,
        "on-band": ink_on(band, foreground),
        "on-band-soft": mix(ink_on(band, foreground), band, 0.12),
        "label": primary,
        "on-label": ink_on(primary, foreground),
        "up": text(role(colours.danger if own.up == "red" else colours.success, rise)),
        "down": text(role(colours.success if own.up == "red" else colours.danger, fall)),
    }


def dark_palette(brand: Brand) -> dict[str, str]:
    """The same roles on a dark ground."""
    light = palette(brand)
    ground, ink = _DARK_GROUND, _DARK_INK
    tint = mix(light["primary"], ground, 0.86)

    def text(colour: str) -> str:
        return _on_both(colour, ground, tint)

    band = light["band"] if contrast(light["band"], ink) > 3 else mix(light["band"], "#000000", 0.4)
    return {
        "background": ground,
        "foreground": ink,
        "muted": text(mix(ink, ground, 0.35)),
        "line": mix(ink, ground, 0.78),
        "tint": tint,
        "primary": text(mix(light["primary"], "#ffffff", 0.25)),
        "heading": text(mix(light["heading"], "#ffffff", 0.25)),
        "accent": light["accent"],
        "band": band,
        "on-band": ink_on(band, ground),
        "on-band-soft": mix(ink_on(band, ground), band, 0.12),
        "label": band,
        "on-label": ink_on(band, ground),
        "up": text(light["up"]),
        "down": text(light["down"]),
    }


def series_variables(series: tuple[str, ...], dark: bool = False) -> dict[str, str]:
    """Chart colours by position; on the dark ground each is lightened until it is told apart (3:1)."""
    return {f"series-{i}": readable(c, _DARK_GROUND, 3.0) if dark else c for i, c in enumerate(series, 1)}


def variables(colours: dict[str, str]) -> str:
    """CSS declarations of custom properties."""
    return "".join(f"--{name}:{value};" for name, value in colours.items())


def sizes(brand: Brand) -> dict[str, str]:
    """Type sizes and measures: three sizes a page, derived from the size of the text."""
    text = points(brand.typography.base.size)
    return {
        "text": f"{text:g}pt",
        "small": f"{round(text * 0.79, 1):g}pt",
        "display": f"{round(text * 2.05, 1):g}pt",
        "leading": f"{brand.typography.base.line_height:g}",
        "text-weight": str(brand.typography.base.weight),
        "heading-weight": str(brand.typography.headings.weight),
    }

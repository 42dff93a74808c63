"""Drawings for the web page: colours become CSS variables, so that dark mode can change them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from desknote.colour import mix
from desknote.exhibits.draw import Drawing
from desknote.exhibits.style import TINTS, ChartStyle
from desknote.patterns import regex

_PAINT = regex(r'\b(fill|stroke)="(#[0-9a-f]{6})"')
_TEXT = regex(r"<text [^>]*>")
# The page's own names for the roles of the charts' colours.
_NAMES = {"grid": "line"}


def recolour(svg: str, mapping: Mapping[str, str] | Callable[[str], str | None]) -> str:
    """``svg`` with its colours replaced: ``mapping`` goes from ``#rrggbb`` to any CSS colour."""
    look = mapping if callable(mapping) else mapping.get
    return _PAINT.sub(lambda m: f'{m[1]}="{look(m[2]) or m[2]}"', svg)


def for_web(drawing: Drawing, style: ChartStyle) -> Drawing:
    """``drawing`` in the page's custom properties: ``--foreground``, ``--line``, ``--series-1``, …

    Tints of a colour are mixed by the browser from the same properties. Colours that belong to no
    role, such as those of a heatmap's cells, stay.
    """
    if drawing.svg is None:
        return drawing
    inks = {
        colour: _inked(name, min(75, _kept(style, colour)))
        for name, colour in style.roles().items()
        if name.startswith("series") and colour not in (style.foreground, style.muted, style.background)
    }
    svg = _TEXT.sub(lambda m: recolour(m[0], inks), drawing.svg)
    return replace(drawing, svg=recolour(svg, css_colours(style)))


def _inked(name: str, kept: int) -> str:
    """A role's colour as text: nearer to the foreground, so that it can be read."""
    return f"color-mix(in srgb,var(--{_NAMES.get(name, name)}) {kept}%,var(--foreground))"


def css_colours(style: ChartStyle) -> dict[str, str]:
    """From each colour a chart of ``style`` may use to its CSS expression."""
    roles = [(f"--{_NAMES.get(name, name)}", colour) for name, colour in style.roles().items()]
    found: dict[str, str] = {}
    for name, colour in roles:
        found.setdefault(colour, f"var({name})")
    for name, colour in roles:
        found.setdefault(style.ink(colour), _inked(name.removeprefix("--"), min(75, _kept(style, colour))))
        for share in TINTS:
            kept = round((1 - share) * 100)
            mixed = f"color-mix(in oklab,var({name}) {kept}%,var(--background))"
            found.setdefault(style.tint(colour, share), mixed)
    return found


def _kept(style: ChartStyle, colour: str) -> int:
    """How much of a colour, in percent, is left where it is set as text."""
    ink = style.ink(colour)
    dark = next((step for step in range(21) if mix(colour, "#000000", step / 20) == ink), None)
    light = next((step for step in range(21) if mix(colour, "#ffffff", step / 20) == ink), 20)
    return 100 - 5 * (light if dark is None else dark)

"""The picture that stands for a note where its link is shared: its title on a card of the brand.

1200 by 630 pixels, the size that Open Graph readers ask for (https://ogp.me).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desknote.colour import channels, mix
from desknote.records import dataclass

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_BAND = 128
_LOGO_COLOURS = 24
_NO_START = "，。、；：！？）》」』】’”…—·,.;:!?)]}%‰"
_NO_END = "（《「『【‘“([{"


@dataclass(frozen=True, slots=True)
class Card:
    """What the card says. ``colours`` are the page's by role, ``faces`` font files by weight."""

    house: str
    label: str
    title: str
    line: str
    rating: str
    colours: Mapping[str, str]
    faces: Mapping[int, Path]
    logo: Path | None = None


def png(card: Card) -> bytes:
    """The card as PNG with few colours: about 20 kB."""
    from PIL import Image, ImageDraw

    colours = card.colours
    image = Image.new("RGB", (WIDTH, HEIGHT), colours["background"])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, _BAND), fill=colours["band"])
    pen.rectangle((0, _BAND, WIDTH, _BAND + 8), fill=colours["accent"])
    left = _MARGIN
    if card.logo is not None:
        with Image.open(card.logo) as logo:
            mark = logo.convert("RGBA")
            mark.thumbnail((72, 72))
            image.paste(mark, (left, (_BAND - mark.height) // 2), mark)
            left += mark.width + 24
    name = _font(card, 700, 40)
    pen.text((left, _BAND // 2), card.house, colours["on-band"], name, anchor="lm")
    small = _font(card, 400, 28)
    pen.text((WIDTH - _MARGIN, _BAND // 2), card.label, colours["on-band"], small, anchor="rm")
    size, lines = _fitted(pen, card)
    bold = _font(card, 700, size)
    leading = round(size * 1.32)
    room = HEIGHT - _BAND - 8 - 120
    top = _BAND + 8 + max(40, (room - leading * len(lines)) // 2)
    pen.rectangle((_MARGIN, top + 6, _MARGIN + 8, top + leading * len(lines) - 6), fill=colours["accent"])
    for i, line in enumerate(lines):
        pen.text(
            (_MARGIN + 36, top + i * leading + leading // 2), line, colours["foreground"], bold, anchor="lm"
        )
    base = HEIGHT - 64
    pen.line((_MARGIN, base - 40, WIDTH - _MARGIN, base - 40), colours["line"], 2)
    pen.text((_MARGIN, base), card.line, colours["muted"], small, anchor="lm")
    if card.rating:
        strong = _font(card, 700, 32)
        pen.text((WIDTH - _MARGIN, base), card.rating, colours["primary"], strong, anchor="rm")
    out = io.BytesIO()
    few = image.quantize(palette=_palette(card), dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _palette(card: Card) -> Image.Image:
    """The card's few colours, with what lies between text and its ground, and those of the logo."""
    from PIL import Image

    colours = card.colours
    pairs = (("background", "foreground", 14), ("band", "on-band", 14), ("background", "muted", 8),
             ("background", "primary", 8), ("background", "accent", 3), ("line", "line", 1))  # fmt: skip
    found = [
        channels(mix(colours[a], colours[b], i / max(1, steps - 1)))
        for a, b, steps in pairs
        for i in range(steps)
    ]
    if card.logo is not None:
        with Image.open(card.logo) as logo:
            few = logo.convert("RGB").quantize(_LOGO_COLOURS)
            held = few.getpalette() or []
            found += [(held[i], held[i + 1], held[i + 2]) for i in range(0, len(held) - 2, 3)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in found[:256] for value in colour])
    return palette


def _font(card: Card, weight: int, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    path = card.faces.get(weight) or next(iter(card.faces.values()))
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _fitted(pen: ImageDraw.ImageDraw, card: Card) -> tuple[int, list[str]]:
    """The largest size in which the title takes at most three lines; the smallest cuts it short."""
    width = WIDTH - 2 * _MARGIN - 36
    for size in (72, 64, 56, 48):
        font = _font(card, 700, size)
        lines = _broken(pen, card.title, font, width)
        if len(lines) <= (2 if size > 60 else 3):
            return size, lines
    return 48, [*lines[:2], lines[2][:-1].rstrip() + "…"]


def _broken(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """``text`` in lines no wider than ``width``: between Han characters or at spaces, no mark first."""
    lines: list[str] = []
    rest = text.strip()
    while rest:
        end = len(rest)
        if pen.textlength(rest, font) > width:
            low, high = 1, len(rest)
            while low < high:
                middle = (low + high + 1) // 2
                low, high = (
                    (middle, high) if pen.textlength(rest[:middle], font) <= width else (low, middle - 1)
                )
            end = _break(rest, low)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return _even(pen, lines, font, width)


def _even(
    pen: ImageDraw.ImageDraw, lines: list[str], font: ImageFont.FreeTypeFont, width: float
) -> list[str]:
    """A last line of one or two characters takes one more from the line before."""
    if len(lines) > 1 and len(lines[-1]) < 3 and not lines[-1].isascii():
        before, last = lines[-2], lines[-1]
        cut = _break(before, len(before) - 3 + len(last))
        moved = before[cut:] + last
        if cut > 0 and pen.textlength(moved, font) <= width:
            return [*lines[:-2], before[:cut].rstrip(), moved.lstrip()]
    return lines


def _break(text: str, most: int) -> int:
    """Where to end a line of at most ``most`` characters."""
    for end in range(most, max(0, most - 24), -1):
        before, after = text[end - 1], text[end : end + 1]
        if after and (after in _NO_START or before in _NO_END):
            continue
        if (
            after
            and before.isascii()
            and after.isascii()
            and before != " "
            and after != " "
            and before != "-"
        ):
            continue
        return end
    return most

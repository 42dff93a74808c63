"""Colours as the eye mixes them (OKLab), and as the colour-blind see them."""

from __future__ import annotations

import math
from functools import lru_cache

from desknote.colour import channels

Lab = tuple[float, float, float]
Rgb = tuple[float, float, float]


def rgb(colour: str) -> Rgb:
    """``#rrggbb`` as three figures from 0 to 1."""
    r, g, b = channels(colour)
    return r / 255, g / 255, b / 255


def hexadecimal(value: Rgb) -> str:
    """Three figures from 0 to 1 as ``#rrggbb``; what lies outside is clipped."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, c)) * 255):02x}" for c in value)


def _linear(value: Rgb) -> Rgb:
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in value)
    return r, g, b


def _gamma(value: Rgb) -> Rgb:
    r, g, b = (
        12.92 * c if c <= 0.0031308 else 1.055 * math.copysign(abs(c) ** (1 / 2.4), c) - 0.055 for c in value
    )
    return r, g, b


def _lab(linear: Rgb) -> Lab:
    r, g, b = linear
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def lab(colour: str) -> Lab:
    """A colour in OKLab: lightness, green to red, blue to yellow."""
    return _lab(_linear(rgb(colour)))


def from_lab(value: Lab) -> str:
    """The colour of an OKLab value; less saturated where the screen cannot show it."""
    light, a, b = value
    for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0):
        long = (light + share * (0.3963377774 * a + 0.2158037573 * b)) ** 3
        medium = (light + share * (-0.1055613458 * a - 0.0638541728 * b)) ** 3
        short = (light + share * (-0.0894841775 * a - 1.2914855480 * b)) ** 3
        linear = (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
        if all(-0.001 <= c <= 1.001 for c in linear):
            break
    return hexadecimal(_gamma(linear))


def mix(first: str, second: str, share: float) -> str:
    """``first`` with ``share`` (0 to 1) of ``second``, mixed as the eye does."""
    one, two = lab(first), lab(second)
    return from_lab(
        (
            one[0] + (two[0] - one[0]) * share,
            one[1] + (two[1] - one[1]) * share,
            one[2] + (two[2] - one[2]) * share,
        )
    )


def distance(one: str, other: str) -> float:
    """How different two colours look, to normal sight and to either red-green blindness."""
    return min(math.dist(a, b) for a, b in zip(_seen(one), _seen(other), strict=True))


@lru_cache(maxsize=512)
def _seen(colour: str) -> tuple[Lab, Lab, Lab]:
    """A colour as people see it who see all colours, no red, or no green."""
    value = rgb(colour)
    return _lab(_linear(value)), _lab(_protan(value)), _lab(_deutan(value))


# Viénot, Brettel and Mollon (1999), in linear light.
def _protan(value: Rgb) -> Rgb:
    r, g, b = _linear(value)
    return (0.10889 * r + 0.89111 * g, 0.10889 * r + 0.89111 * g, 0.00447 * r - 0.00447 * g + b)


def _deutan(value: Rgb) -> Rgb:
    r, g, b = _linear(value)
    return (0.29031 * r + 0.70969 * g, 0.29031 * r + 0.70969 * g, -0.02197 * r + 0.02197 * g + b)

"""The brand: colours, type, logo. Key names follow the brand.yml convention."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, StringConstraints

from desknote.model.base import LangCode, Line, LocalText, Record

Colour = Annotated[str, StringConstraints(pattern=r"^(#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}|[a-z][a-z0-9_-]*)$")]
"""``#rgb``, ``#rrggbb``, or the name of a palette entry."""
Families = Line | tuple[Line, ...]
"""A family, or several in order of preference (a list, or separated by commas)."""
Family = Families | dict[LangCode, Families]


class Colours(Record):
    """``color``: a palette and the roles that pages and charts use."""

    palette: dict[str, Colour] = Field(default_factory=dict)
    foreground: Colour = "#1a1a1a"
    background: Colour = "#ffffff"
    primary: Colour = "#8a1c1c"
    secondary: Colour | None = None
    tertiary: Colour | None = None
    success: Colour | None = None
    info: Colour | None = None
    warning: Colour | None = None
    danger: Colour | None = None
    light: Colour | None = None
    dark: Colour | None = None


class FontFile(Record):
    """One file of a family that the house brings along in ``assets/``."""

    path: str
    weight: int = Field(400, ge=1, le=1000)
    style: Literal["normal", "italic"] = "normal"


class FontFamily(Record):
    """``typography.fonts``: where a family comes from."""

    family: Line
    source: Literal["system", "file"] = "system"
    files: tuple[FontFile, ...] = ()


class Text(Record):
    """Type of the running text."""

    family: Family = "Noto Serif CJK SC"
    weight: int = Field(400, ge=1, le=1000)
    size: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?(pt|px|mm)$")] = "9.5pt"
    line_height: float = Field(
        1.7, ge=1.0, le=3.0, validation_alias=AliasChoices("line-height", "line_height")
    )


class Headings(Record):
    """Type of headings, labels, figures and tables."""

    family: Family = "Noto Sans CJK SC"
    weight: int = Field(700, ge=1, le=1000)
    color: Colour | None = None


class Typography(Record):
    """``typography``."""

    # Here as below: what nothing is written of needs no validator, which pydantic would make to call Text().
    fonts: tuple[FontFamily, ...] = ()
    base: Text = Text.model_construct()
    headings: Headings = Headings.model_construct()


class Logo(Record):
    """``logo``: files in ``assets/``, SVG or PNG."""

    small: str | None = None
    medium: str | None = None
    large: str | None = None
    alt: LocalText | None = None


class Meta(Record):
    """``meta``."""

    name: LocalText | None = None
    link: str | dict[str, str] | None = None


class Charts(Record):
    """``defaults.desknote.charts``."""

    palette: tuple[Colour, ...] = ()


class Tables(Record):
    """``defaults.desknote.tables``."""

    negative: Literal["minus", "parentheses"] = Field(
        "minus", description="How tables write a negative figure: −1.2 or (1.2)"
    )


class Page(Record):
    """``defaults.desknote.page``."""

    size: Literal["A4", "Letter"] = "A4"


class Desknote(Record):
    """``defaults.desknote``: what the convention has no key for."""

    tagline: LocalText | None = None
    up: Literal["red", "green"] = Field("red", description="The colour of a rise: red in mainland China")
    band: Colour | None = Field(None, description="Ground of the front page's band; primary if not set")
    rule: Colour | None = Field(None, description="Accent rule and heading mark; secondary if not set")
    charts: Charts = Charts.model_construct()
    tables: Tables = Tables.model_construct()
    page: Page = Page.model_construct()


class Defaults(Record):
    """``defaults``: keys of other tools are theirs and are passed over."""

    model_config = Record.model_config | {"extra": "ignore"}
    desknote: Desknote = Desknote.model_construct()


class Brand(Record):
    """``assets/brand.yml``."""

    meta: Meta = Meta.model_construct()
    logo: str | Logo | None = None
    color: Colours = Colours.model_construct()
    typography: Typography = Typography.model_construct()
    defaults: Defaults = Defaults.model_construct()


_POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4}


def points(size: str) -> float:
    """A length of the brand (``9.5pt``, ``13px``, ``4mm``) in points."""
    match = re.fullmatch(r"([\d.]+)(pt|px|mm)", size)
    assert match is not None  # the model's pattern
    return float(match[1]) * _POINTS[match[2]]

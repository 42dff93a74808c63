"""What is wrong with a brand's colours: names that the palette lacks, and text that is hard to read."""

from __future__ import annotations

from collections.abc import Iterator

from desknote import colour
from desknote.diagnostics import Diagnostic, suggest
from desknote.model.brand import Brand
from desknote.resolve.files import Loaded
from desknote.resolve.text import listed
from desknote.source import Path

LEAST = 4.5
"""Contrast of text by WCAG 2.2, level AA."""
_ROLES = (
    "foreground",
    "background",
    "primary",
    "secondary",
    "tertiary",
    "success",
    "info",
    "warning",
    "danger",
)
_NAMED = ("white", "black")


def brand_problems(brand: Loaded[Brand]) -> list[Diagnostic]:
    """DN204 for colours that are not there, DN207 for text colours that are hard to read."""
    if brand.record is None or brand.document is None:
        return []
    palette = brand.record.color.palette
    known = (*palette, *_ROLES, *_NAMED)
    found = []
    for path, name in _colours(brand.record):
        if not name.startswith("#") and name not in known and path not in brand.mended:
            params = {
                "what_en": "colour",
                "what_zh": "颜色",
                "value": name,
                "where_en": "the palette",
                "where_zh": "调色板",
                "choices": listed(palette),
            }
            near = suggest(name, (*palette, *_NAMED))
            found.append(Diagnostic("DN204", brand.document.value_span(path), params, near))
    return found or _contrasts(brand)


def _colours(brand: Brand) -> Iterator[tuple[Path, str]]:
    """Every colour the brand names, and where."""
    for role in (*_ROLES, "light", "dark"):
        if (name := getattr(brand.color, role)) is not None:
            yield ("color", role), name
    for entry, name in brand.color.palette.items():
        yield ("color", "palette", entry), name
    if brand.typography.headings.color is not None:
        yield ("typography", "headings", "color"), brand.typography.headings.color
    own = brand.defaults.desknote
    for key in ("band", "rule"):
        if (name := getattr(own, key)) is not None:
            yield ("defaults", "desknote", key), name
    for i, name in enumerate(own.charts.palette):
        yield ("defaults", "desknote", "charts", "palette", i), name


def _contrasts(brand: Loaded[Brand]) -> list[Diagnostic]:
    """Text on paper: the foreground, the primary colour (ratings, labels) and headings."""
    record, document = brand.record, brand.document
    assert record is not None and document is not None
    palette = dict(record.color.palette)
    ground = colour.resolve(record.color.background, palette, "#ffffff")
    found = []
    texts: list[tuple[Path, str | None, str]] = [
        (("color", "foreground"), record.color.foreground, "#1a1a1a"),
        (("color", "primary"), record.color.primary, "#8a1c1c"),
        (("typography", "headings", "color"), record.typography.headings.color, "#1a1a1a"),
    ]
    for path, name, default in texts:
        if name is None or path in brand.mended:
            continue
        ink = colour.resolve(name, palette, default)
        ratio = colour.contrast(ink, ground)
        if ratio < LEAST:
            span = document.value_span(path if path in document.values else ("color",))
            params = {"role": path[-1] if path[0] == "color" else "headings", "colour": ink, "ground": ground}
            found.append(Diagnostic("DN207", span, {**params, "ratio": f"{int(ratio * 10) / 10:g}"}))
    return found

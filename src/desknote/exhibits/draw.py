"""Draw one exhibit: its data as readers see them, its text alternative, and its SVG or HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from itertools import pairwise
from typing import TYPE_CHECKING

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic
from desknote.exhibits.checks import At, common, nowhere
from desknote.exhibits.data import frame_of
from desknote.exhibits.registry import ExhibitType, exhibit_type
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits.sheet import Sheet

SIDEBAR_MM, HALF_MM, FULL_MM = 52.0, 86.0, 178.0
_TOLD = 8
"""Names in a message."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn exhibit. ``headers`` and ``rows`` are the data as shown, for a table and CSV; ``unnamed`` are
    names that found no room."""

    svg: str | None
    html: str | None
    alt: str
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=())
    unnamed: tuple[str, ...] = ()


def draw(exhibit: Exhibit, style: ChartStyle, width_mm: float, height_mm: float | None = None) -> Drawing:
    """Draw ``exhibit``, ``width_mm`` wide; the height follows from the width unless given.

    Raises KeyError for a type that is not registered.
    """
    kind = _type_of(exhibit)
    shown: Shown = kind.code.shown(exhibit, style)
    alt = exhibit.spec.alt or shown.alt
    if kind.form == "table":
        return Drawing(None, kind.draw(exhibit, style, width_mm), alt, shown.headers, shown.rows)
    sheet = painted(exhibit, style, width_mm, height_mm)
    return Drawing(sheet.finish(alt), None, alt, shown.headers, shown.rows, tuple(sheet.unnamed))


def painted(exhibit: Exhibit, style: ChartStyle, width_mm: float, height_mm: float | None = None) -> Sheet:
    """The chart on its sheet, with all that stands on it, before it becomes SVG."""
    from desknote.exhibits.sheet import Sheet, drawing

    kind = _type_of(exhibit)
    height = height_mm or getattr(exhibit.spec, "height", None) or _height(kind, exhibit, style, width_mm)
    sheet = Sheet(exhibit, style, width_mm, height)
    with drawing():
        kind.draw(sheet)
    return sheet


def height_at(width_mm: float) -> float:
    """A chart's usual height in mm at a width: 42 in a sidebar, 56 at half, 74 at full width."""
    places = ((40.0, 33.0), (54.0, 42.0), (85.0, 56.0), (178.0, 74.0))
    if width_mm <= places[0][0]:
        return round(width_mm * 0.8, 1)
    for (x0, y0), (x1, y1) in pairwise(places):
        if width_mm <= x1:
            return round(y0 + (y1 - y0) * (width_mm - x0) / (x1 - x0), 1)
    return round(places[-1][1] + (width_mm - places[-1][0]) * 0.25, 1)


def _height(kind: ExhibitType, exhibit: Exhibit, style: ChartStyle, width_mm: float) -> float:
    own = getattr(kind.code, "height", None)
    return float(own(exhibit, style, width_mm)) if own else height_at(width_mm)


def _type_of(exhibit: Exhibit) -> ExhibitType:
    kind = exhibit_type(exhibit.spec.type)
    if kind is None:
        raise KeyError(exhibit.spec.type)
    return kind


def told(exhibit: Exhibit, drawing: Drawing) -> tuple[Diagnostic, ...]:
    """What only the drawing shows: DN337 where names found no room."""
    if not drawing.unnamed:
        return ()
    names = ", ".join(drawing.unnamed[:_TOLD]) + ("…" if len(drawing.unnamed) > _TOLD else "")
    return (
        Diagnostic(
            "DN337", exhibit.span, {"name": exhibit.id, "count": len(drawing.unnamed), "names": names}
        ),
    )


def validate(exhibit: Exhibit, at: At | None = None) -> tuple[Diagnostic, ...]:
    """What in the exhibit's data its type cannot show well.

    ``at`` gives the place of a key within the spec; without it, all is told of at the exhibit.
    """
    kind = exhibit_type(exhibit.spec.type)
    if kind is None:
        return ()
    place = at or nowhere(exhibit)
    found = (
        list(common(exhibit, place, getattr(kind.code, "MOST_ROWS", None))) if kind.form == "chart" else []
    )
    if any(d.code == "DN320" for d in found):
        return tuple(found)
    own = getattr(kind.code, "validate", None)
    return (*found, *(own(exhibit, place) if own else ()))


def characters(exhibit: Exhibit, lang: str) -> frozenset[str]:
    """Every character that drawing the exhibit may set, so that fonts can be prepared for it."""
    from desknote.exhibits.data import text_of
    from desknote.exhibits.tables.words import characters as tables
    from desknote.exhibits.words import characters as own

    frame = frame_of(exhibit)
    cells = (
        text_of(cell, lang) for column in frame.columns.values() for cell in column if isinstance(cell, str)
    )
    return frozenset(own(lang) + tables(lang)).union(_texts(exhibit.spec.model_dump()), *cells)


def _texts(value: object) -> Iterable[str]:
    """The characters of every text in a spec."""
    if isinstance(value, str):
        yield from value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)

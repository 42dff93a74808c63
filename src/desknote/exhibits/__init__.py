"""Exhibits: charts as SVG and tables as HTML, declared in YAML, drawn in the brand's type and colours."""

from desknote.exhibits.cache import draw_all
from desknote.exhibits.draw import Drawing, characters, draw, validate
from desknote.exhibits.registry import ExhibitType, exhibit_type, form_of, spec_of, type_labels, type_names
from desknote.exhibits.style import ChartFonts, ChartStyle, style_from
from desknote.exhibits.web import for_web, recolour

__all__ = [
    "ChartFonts",
    "ChartStyle",
    "Drawing",
    "ExhibitType",
    "characters",
    "draw",
    "draw_all",
    "exhibit_type",
    "for_web",
    "form_of",
    "recolour",
    "spec_of",
    "style_from",
    "type_labels",
    "type_names",
    "validate",
]

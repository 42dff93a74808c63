"""Set text, kept: what Pango makes of a text depends on its look, its words and the room alone.

WeasyPrint makes a Pango layout, with a context and a font description of its own, for each piece of text
that it measures, and measures most pieces several times: cells for the widths of columns, labels of
drawings to place them, closing pages in every note. What is kept here belongs to the loaded fonts (a
``FontConfiguration``) and goes with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any

from desknote.records import dataclass
from desknote.render.lettering import Letters

_LOOK = (
    "direction", "font_language_override", "lang", "font_family", "font_style", "font_stretch",
    "font_weight", "font_size", "font_variant_caps", "font_variation_settings", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "text_decoration_line", "word_spacing",
    "letter_spacing", "overflow_wrap", "word_break", "tab_size", "white_space", "hyphens",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphenate_character",
)  # fmt: skip
"""The properties by which WeasyPrint 70 sets text (``weasyprint.text.line_break``)."""
_MOST = 8192
"""Lines kept, the last ones: 1 kB each, or the length of their paragraph."""

Line = tuple[Any, int, int | None, float, float, float]
"""As ``split_first_line`` has it: layout, length, where the next begins, width, height, baseline."""
Split = Callable[..., Line]


@dataclass(slots=True)
class Runs:
    """What is kept for one ``FontConfiguration``."""

    moulds: dict[str, Any] = field(default_factory=dict)
    """Layouts without text, by look."""
    lines: dict[tuple[Any, ...], Line] = field(default_factory=dict)
    letters: Letters = field(default_factory=Letters)


def runs_of(style: Any) -> Runs:
    """What is kept for the fonts of ``style``."""
    fonts = style.font_config
    try:
        found: Runs = fonts.desknote_runs
    except AttributeError:
        found = fonts.desknote_runs = Runs()
    return found


def look(style: Any) -> str:
    """What stands for all by which a style sets text. Text is set when styles no longer change."""
    try:
        known: str = style.desknote_look
    except AttributeError:
        known = style.desknote_look = repr([style[name] for name in _LOOK])
    return known


def once(split: Split) -> Split:
    """``split`` (a ``split_first_line``), asked once for the same line."""

    def kept(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Line:
        lines = runs_of(style).lines
        key = (split, text, look(style), max_width, spacing, is_line_start, minimum)
        known = lines.pop(key, None)
        if known is None:
            made = split(text, style, context, max_width, spacing, is_line_start, minimum)
            known = (_apart(made[0]), *made[1:])
            if len(lines) >= _MOST:
                del lines[next(iter(lines))]
        lines[key] = known
        return (_apart(known[0]), *known[1:])

    return kept


def _apart(layout: Any) -> Any:
    """A layout like ``layout``, which is put aside as all are: it takes on a stretch of its own."""
    other = object.__new__(type(layout))
    other.__dict__.update(layout.__dict__)
    return other

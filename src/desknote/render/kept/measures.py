"""What a style says of a box without looking at anything else, asked once for a style instead of for a box.

WeasyPrint asks a style a dozen questions each time it lays out one of its boxes. Where all lengths are
absolute the answers never change; they are kept on the style. Styles that are changed on the way are
copies, which have answers of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LENGTHS = (
    "margin_left", "margin_right", "margin_top", "margin_bottom", "padding_left", "padding_right",
    "padding_top", "padding_bottom", "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")


def _lengths(style: Any) -> dict[str, Any] | None:
    """The lengths of every box with ``style``; nothing where they depend on the boxes around it."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    found: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name in ("min_width", "min_height") else value
        elif getattr(value, "unit", "%") == "%":
            return None
        else:
            found[name] = value.value
    for name in _BORDERS:
        found[name] = style[name]
    return found


@contextmanager
def kept() -> Iterator[None]:
    """While the block runs, boxes take their lengths from what is kept of their styles."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import absolute, block, column, float, grid, inline, page, percent, table

    resolve, strut, in_flow = percent.resolve_percentages, inline.strut, boxes.Box.is_in_normal_flow

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        try:
            lengths = box.style.desknote_lengths
        except AttributeError:
            lengths = box.style.desknote_lengths = _lengths(box.style)
        if lengths is None:
            resolve(box, containing_block)
        else:
            box.__dict__.update(lengths)

    def strut_of(style: Any) -> Any:
        try:
            return style.desknote_strut
        except AttributeError:
            found = style.desknote_strut = strut(style)
            return found

    def is_in_normal_flow(box: Any) -> bool:
        style = box.style
        try:
            found: bool = style.desknote_in_flow
        except AttributeError:
            found = style.desknote_in_flow = in_flow(box)
        return found

    modules = (absolute, block, column, float, grid, inline, page, table)
    for module in modules:
        module.resolve_percentages = resolve_percentages
    inline.strut, boxes.Box.is_in_normal_flow = strut_of, is_in_normal_flow
    try:
        yield
    finally:
        for module in modules:
            module.resolve_percentages = resolve
        inline.strut, boxes.Box.is_in_normal_flow = strut, in_flow

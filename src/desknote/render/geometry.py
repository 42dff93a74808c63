"""What lies where on laid-out pages: text that leaves its room, and where the closing matter begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from desknote.diagnostics import Diagnostic, Span

_MM = 96 / 25.4
_TOLERANCE = 1.5  # CSS pixels; rounding and side bearings


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _has_class(box: Any, name: str) -> bool:
    element = getattr(box, "element", None)
    return element is not None and name in (element.get("class") or "").split()


def closing_starts_on(pages: Sequence[Any]) -> int | None:
    """The index of the page on which the closing matter begins."""
    for index, page in enumerate(pages):
        if any(_has_class(box, "closing") for box in _boxes(page._page_box)):
            return index
    return None


def sidebar_keeps(pages: Sequence[Any]) -> int | None:
    """How many of the sidebar's blocks end on the front page, where not all of them do."""
    asides = [b for page in pages for b in _boxes(page._page_box) if _has_class(b, "sidebar")]
    if not asides:
        return None
    bottom = _bottom(pages[0]._page_box)
    continued = {id(b.element) for aside in asides[1:] for b in aside.children if b.element is not None}
    blocks = [b for b in asides[0].children if b.element is not None]
    fitting = [
        b
        for b in blocks
        if id(b.element) not in continued
        and b.position_y + b.margin_height() - b.margin_bottom <= bottom + _TOLERANCE
    ]
    return None if len(fitting) == len(blocks) and len(asides) == 1 else max(1, len(fitting))


def beside_sidebar(pages: Sequence[Any]) -> frozenset[str]:
    """The ids of the text's exhibits on the front page, where they have the column beside the sidebar."""
    root = pages[0]._page_box
    if not any(_has_class(box, "sidebar") for box in _boxes(root)):
        return frozenset()
    found = [b.element.get("id") or "" for b in _boxes(root) if _has_class(b, "in-text")]
    return frozenset(filter(None, found))


def _bottom(root: Any) -> float:
    return float(root.position_y + root.margin_top + root.height)


def source_span(box: Any) -> Span | None:
    """Where the text of a box was written, from the nearest ``data-src``."""
    element = getattr(box, "element", None)
    where = element.get("data-src") if element is not None else None
    if not where:
        return None
    file, _, line = where.rpartition(":")
    return Span.point(file, int(line))


def overflows(pages: Sequence[Any], file: str) -> list[Diagnostic]:
    """Text beyond the page's margins (DN711), each place once."""
    found: dict[tuple[str, int], Diagnostic] = {}
    for number, page in enumerate(pages, 1):
        root = page._page_box
        right = root.width + root.margin_left + root.margin_right - min(root.margin_right, 12 * _MM)
        for box, span in _with_span(root, None):
            text = getattr(box, "text", None)
            if not isinstance(text, str) or not text.strip() or not hasattr(box, "pango_layout"):
                continue
            if box.position_x < -_TOLERANCE or box.position_x + box.width > right + _TOLERANCE:
                words = text.strip()[:24]
                found[words, number] = Diagnostic(
                    "DN711", span or Span.point(file), {"page": number, "text": words}
                )
    return list(found.values())


def _with_span(box: Any, span: Span | None) -> Iterator[tuple[Any, Span | None]]:
    here = source_span(box) or span
    yield box, here
    for child in getattr(box, "children", ()):
        yield from _with_span(child, here)

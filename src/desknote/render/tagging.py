"""The structure of a tagged PDF, put right after the renderer has made it (ISO 32000-1, 14.7 and 14.8).

What nobody should be read, such as running heads, becomes an artifact; heads of tables say what they
head; pairs of a definition list become items of the list; elements that hold nothing go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from desknote.patterns import regex
from desknote.render.streams import joined

_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
_NEEDED_EMPTY = frozenset(("/TD", "/TH", "/TR", "/LBody", "/Figure", "/Link", "/Document"))
_MARK = regex(rb"/\w+\n<</MCID (\d+)>>\nBDC")


@contextmanager
def hidden_aside() -> Iterator[None]:
    """While the block runs, elements with ``aria-hidden`` are built outside the tree of what is read."""
    from weasyprint.pdf import tags

    original = tags._build_box_tree

    def build(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(getattr(box, "_box", box), "element", None)
        if element is not None and element.get("aria-hidden") == "true":
            for _ in original(box, parent, *rest):
                pass
            return
        yield from original(box, parent, *rest)

    tags._build_box_tree = build
    try:
        yield
    finally:
        tags._build_box_tree = original


def tidy(pdf: Any, document: Any) -> None:
    """Put the structure of a ``pydyf.PDF`` right; nothing where it has none."""
    if "StructTreeRoot" not in pdf.catalog:
        return
    for page in document.pages:
        _scopes(page._page_box)
    tree = _Tree(pdf)
    tree.pairs()
    tree.prune()
    tree.flatten()
    tree.artifacts()
    tree.slim()


def _scopes(page_box: Any) -> None:
    for box in page_box.descendants(placeholders=True):
        box = getattr(box, "_box", box)
        mark = getattr(box, "mark", None)
        if mark is not None and box.element is not None and box.element_tag == "th" and "A" in mark:
            mark["A"]["Scope"] = _SCOPES.get(box.element.get("scope", ""), "/Column")


class _Tree:
    """The structure elements of a PDF by the number of their objects."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._root = self._at(pdf.catalog["StructTreeRoot"])
        self._top = self._at(self._root["K"][0])

    def _at(self, reference: Any) -> Any:
        text = reference.decode() if isinstance(reference, bytes) else str(reference)
        return self._pdf.objects[int(text.split()[0])]

    def _kids(self, element: Any) -> Iterator[tuple[Any, Any]]:
        """Each kid as it is written and as an element; nothing for content and annotations."""
        for kid in element["K"]:
            thing = None if isinstance(kid, int) else self._at(kid)
            yield kid, thing if thing is not None and "S" in thing else None

    def _all(self) -> list[Any]:
        """Every element that is reached from the root, parents first."""
        found, pending = [], [self._top]
        while pending:
            element = pending.pop()
            found.append(element)
            pending += [kid for _, kid in self._kids(element) if kid is not None]
        return found

    def pairs(self) -> None:
        """A ``div`` around a term and its description is an item, of a label and a body."""
        for element in self._all():
            if element.get("S") == "/L":  # its pairs' own items may have gone meanwhile
                for _, kid in self._kids(element):
                    if kid is not None and kid["S"] == "/Div":
                        self._pair(kid)

    def _pair(self, div: Any) -> None:
        items = [kid for _, kid in self._kids(div) if kid is not None and kid["S"] == "/LI"]
        bodies = [(item, body) for item in items for _, body in self._kids(item) if body is not None]
        if len(items) < 2 or not bodies:
            return
        div["S"] = "/LI"
        div["K"][:] = [body.reference for _, body in bodies]
        for number, (_, body) in enumerate(bodies):
            body["P"] = div.reference
            body["S"] = "/LBody" if number else "/Lbl"
        for item in items:
            item.clear()

    def prune(self) -> None:
        """Elements without content go."""
        for element in reversed(self._all()):
            keep = []
            for kid, thing in self._kids(element):
                if thing is not None and not thing["K"] and thing["S"] not in _NEEDED_EMPTY:
                    thing.clear()
                else:
                    keep.append(kid)
            element["K"][:] = keep

    def flatten(self) -> None:
        """Stretches of text that say nothing of themselves belong to the element that they stand in."""
        owners: dict[bytes | str, Any] = {}
        for element in reversed(self._all()):
            keep: list[Any] = []
            for kid, thing in self._kids(element):
                plain = thing is not None and thing["S"] == "/Span" and thing.keys() <= _PLAIN
                if plain and element["S"] in _TEXTUAL and all(isinstance(k, int) for k in thing["K"]):
                    keep += thing["K"]
                    owners[thing.reference] = element
                    thing.clear()
                else:
                    keep.append(kid)
            element["K"][:] = keep
        for nums in self._nums():
            for index, owner in enumerate(nums):
                while owner in owners:
                    owner = owners[owner].reference
                nums[index] = owner

    def _nums(self) -> list[Any]:
        """The arrays of elements by mark, one a page."""
        numbers = self._at(self._root["ParentTree"])["Nums"]
        return [value for value in numbers[1::2] if isinstance(value, list)]

    def artifacts(self) -> None:
        """Content whose element is not in the tree is decoration: running heads, page numbers."""
        reached = {element.reference for element in self._all()}
        for number, nums in enumerate(self._nums()):
            loose = {index for index, owner in enumerate(nums) if owner not in reached}
            if not loose:
                continue
            page = self._at(self._pdf.page_references[number])
            stream = self._at(page["Contents"])

            def put(match: re.Match[bytes], loose: Iterable[int] = loose) -> bytes:
                if int(match[1]) in loose:
                    return b"/Artifact\n<</Type /Pagination>>\nBDC"
                return match[0]

            stream.stream = [_MARK.sub(put, joined(stream))]
            for index in loose:
                nums[index] = "null"

    def slim(self) -> None:
        """What readers of the file know anyway is not written."""
        reached = {element.reference for element in self._all()}
        elements: list[Any] = [o for o in self._pdf.objects if isinstance(o, dict) and "S" in o and "K" in o]
        for thing in elements:
            if thing.get("Type") == "/StructElem":
                if thing.reference not in reached:
                    thing.clear()
                    continue
                del thing["Type"]
                if not any(isinstance(kid, int) for kid in thing["K"]):
                    thing.pop("Pg", None)


_PLAIN = frozenset(("Type", "S", "K", "Pg", "P"))
_TEXTUAL = frozenset(
    ("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/LBody", "/Lbl", "/TD", "/TH", "/Span", "/Caption")
)

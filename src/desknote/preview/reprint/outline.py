"""A document's boxes before layout as a list, so that two documents can be compared box by box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from desknote.records import dataclass

_FREE = ("data-src",)  # attributes that nothing is laid out or drawn by
_ATTRIBUTES = ((1, 0, 0), (0, 0, 0))
"""The specificity of what ``style`` and other attributes say: it is parsed anew each time."""
Path = dict[int, Any] | None
"""Where a page begins, as WeasyPrint writes it: ``{child: {child: …}}``."""


@dataclass(slots=True)
class Place:
    """A box of an outline, and what of a path lies inside it (a position in a text, cells of a row)."""

    index: int
    rest: Path


@dataclass(slots=True)
class Outline:
    """The boxes below ``root`` in document order; each has a key that says all it depends on by itself."""

    root: Any
    boxes: list[Any] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """The last box within each."""
    _index: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> Outline:
        """The outline of a box tree."""
        made = cls(root)
        keys = _Keys()
        stack = [(root, -1, 0, 0)]
        while stack:
            box, parent, position, depth = stack.pop()
            index = len(made.boxes)
            made.boxes.append(box)
            made.keys.append(hash((depth, keys.of(box))))
            made.parents.append(parent)
            made.positions.append(position)
            made._index[id(box)] = index
            children = list(box.all_children())
            for at in range(len(children) - 1, -1, -1):
                stack.append((children[at], index, at, depth + 1))
        made.ends = list(range(len(made.boxes)))
        for index in range(len(made.boxes) - 1, 0, -1):
            parent = made.parents[index]
            made.ends[parent] = max(made.ends[parent], made.ends[index])
        return made

    def __len__(self) -> int:
        return len(self.boxes)

    def index(self, box: Any) -> int | None:
        """Where ``box`` stands, if it is one of these."""
        return self._index.get(id(box))

    def opening(self, index: int) -> int:
        """The innermost of a box, its first child, the first child of that …: a break may come from any."""
        while index + 1 < len(self.boxes) and self.parents[index + 1] == index:
            index += 1
        return index

    def place(self, path: Path) -> Place:
        """The innermost box on ``path``."""
        box, rest = self.root, path
        while rest and len(rest) == 1:
            ((at, below),) = rest.items()
            children = getattr(box, "children", None)
            if not children or at >= len(children):
                break
            box, rest = children[at], below
        return Place(self._index[id(box)], rest)

    def path(self, place: Place) -> Path:
        """The path to a place."""
        path = place.rest
        index = place.index
        while self.parents[index] >= 0:
            path = {self.positions[index]: path}
            index = self.parents[index]
        return path

    def ancestors(self, index: int) -> Iterator[int]:
        """The boxes around a box, from within."""
        while (index := self.parents[index]) >= 0:
            yield index

    def whole(self, index: int) -> int:
        """The outermost box around ``index`` that is laid out as a whole; a part may move the rest of it."""
        found = index
        for around in (index, *self.ancestors(index)):
            if not only_stacks(self.boxes[around]):
                found = around
        return found


def only_stacks(box: Any) -> bool:
    """Whether a box merely stacks blocks in normal flow, none of which knows of the next."""
    from weasyprint.formatting_structure import boxes

    if type(box) is not boxes.BlockBox or box.is_table_wrapper:
        return False
    style = box.style
    return (
        style["position"] in ("static", "relative")
        and style["float"] == "none"
        and style["column_width"] == "auto"
        and style["column_count"] == "auto"
        and style["overflow"] == "visible"
        and style["display"] in (("block", "flow"), ("block", "flow", "list-item"))
        and (style["width"] == "auto" or hasattr(style["width"], "unit"))
        and style["break_inside"] == "auto"
        and all(isinstance(child, boxes.BlockLevelBox) for child in box.children)
    )


class _Keys:
    """Keys of boxes. The same values of a stylesheet stand for the same style: it is kept parsed."""

    def __init__(self) -> None:
        self._styles: dict[int, int] = {}
        self._elements: dict[int, int] = {}

    def of(self, box: Any) -> int:
        """What the look of a box by itself depends on."""
        element = box.element
        text = getattr(box, "text", None)
        drawn = _tree(element) if hasattr(box, "replacement") and element is not None else 0
        return hash(
            (
                type(box).__name__,
                box.element_tag,
                text,
                box.leading_collapsible_space,
                box.bookmark_label,
                repr(box.string_set),
                self.style(box.style),
                self.style(box.first_letter_style),
                self.style(box.first_line_style),
                self.element(element),
                drawn,
            )
        )

    def style(self, style: Any) -> int:
        """What a style says, by its cascade and that of the styles it inherits from."""
        if style is None:
            return 0
        known = self._styles.get(id(style))
        if known is not None:
            return known
        cascaded = getattr(style, "cascaded", None)
        parent = self.style(style.parent_style) if style.parent_style is not None else 0
        said: Any = "anonymous"
        if cascaded is not None:
            said = (style.pseudo_type, tuple((name, _value(*given)) for name, given in cascaded.items()))
        self._styles[id(style)] = key = hash((parent, said))
        return key

    def element(self, element: Any) -> int:
        """An element's own attributes."""
        if element is None:
            return 0
        known = self._elements.get(id(element))
        if known is None:
            items = tuple(item for item in element.attrib.items() if item[0] not in _FREE)
            self._elements[id(element)] = known = hash((element.tag, items))
        return known


def _value(value: Any, weight: Any) -> Any:
    """What stands for a declared value: those of a stylesheet are the same objects as long as it is kept."""
    return repr(value) if weight[2] in _ATTRIBUTES else id(value)


def _tree(element: Any) -> int:
    """All of an element that is drawn as a picture."""
    return hash(tuple((e.tag, tuple(e.attrib.items()), e.text, e.tail) for e in element.iter()))

"""Computed styles, kept by the rules that they come from.

Two elements to which the same rules apply, within parents to which the same rules apply, have the same
style, in one document or in two. Styles form a tree of such cases. WeasyPrint 70 shares them within a
document; here the tree outlives it, with all that was computed of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from math import inf
from typing import Any
from xml.etree.ElementTree import Element

from desknote.records import dataclass

_MOST = 20_000  # styles, some 5 kB each
_TREES = 8
_SVG = "{http://www.w3.org/2000/svg}svg"
_LENGTH = 1_000_000  # rules of a stylesheet
# What these set is copied to a box as far as it happens to have been computed.
_COPIED = frozenset(("first-letter", "first-line"))


class _Unkept(Exception):
    """The document's styles are changed while it is laid out: they are good for it alone."""


class _Sizes(dict[str, Any]):
    """The size of the first page, by which some units reckon. ``read`` says that a style did."""

    read = False

    def __getitem__(self, key: str) -> Any:
        self.read = True
        return super().__getitem__(key)


@dataclass(slots=True)
class _Case:
    """A style; ``pseudo`` are those of what is generated in its elements, ``within`` its children's cases."""

    style: Any
    pseudo: dict[str, Any] = field(default_factory=dict)
    overflow: Any = None
    within: dict[tuple[Any, ...], _Case] = field(default_factory=dict)


@dataclass(slots=True)
class _Tree:
    """The cases of documents with the same stylesheets. ``sheets`` and ``fonts`` keep their identity."""

    sheets: list[Any]
    fonts: Any
    root: _Case
    sizes: _Sizes = field(default_factory=_Sizes)
    count: int = 0
    usable: bool = True


class Styles:
    """Trees of styles by stylesheets."""

    def __init__(self) -> None:
        self._trees: dict[tuple[Any, ...], _Tree] = {}

    def forget(self) -> None:
        """Compute all anew."""
        self._trees.clear()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """While the block runs, documents take styles from the tree, and leave theirs there."""
        from weasyprint import css

        original, tree = css.StyleFor, self._tree

        class StyleFor(original):  # type: ignore[misc, valid-type]
            def __init__(
                self, html: Any, sheets: list[Any], hints: bool, font_config: Any, target_collector: Any
            ) -> None:
                found = None if hints else tree(sheets, font_config, html.base_url)
                try:
                    if found is None:
                        raise _Unkept
                    cases = list(_cases(found, html, css))
                except _Unkept:
                    if found is not None:
                        found.usable = False
                    super().__init__(html, sheets, hints, font_config, target_collector)
                    return
                css.PROGRESS_LOGGER.info("Step 3 - Applying CSS")
                self._cascaded_styles: dict[Any, Any] = {}
                self._computed_styles: dict[Any, Any] = {}
                self.initial_page_sizes = found.sizes
                found.sizes.update(box=None, area=None)
                self._sheets, self.font_config = sheets, font_config
                anchors = []
                for element, case in cases:
                    self._computed_styles[element, None] = case.style
                    anchors.append(case.style["anchor"])
                for element, case in cases:
                    for pseudo, style in case.pseudo.items():
                        self._computed_styles[element, pseudo] = style
                        anchors.append(style["anchor"])
                for anchor in filter(None, anchors):
                    target_collector.collect_anchor(anchor)

        css.StyleFor = StyleFor
        try:
            yield
        finally:
            css.StyleFor = original

    def _tree(self, sheets: list[Any], fonts: Any, base: str | None) -> _Tree | None:
        key = (*((id(sheet), *rest) for sheet, *rest in sheets), id(fonts), base)
        tree = self._trees.pop(key, None)
        if tree is None or tree.count > _MOST:
            tree = _Tree(list(sheets), fonts, _Case(None))
        self._trees[key] = tree
        while len(self._trees) > _TREES:
            del self._trees[next(iter(self._trees))]
        tree.usable &= not tree.sizes.read
        return tree if tree.usable else None


def _cases(tree: _Tree, html: Any, css: Any) -> Iterator[tuple[Any, _Case]]:
    """Each element of a document and its case. Raises _Unkept."""
    found: dict[Any, _Case] = {}
    for wrapper in html.wrapper_element.iter_subtree():
        element = wrapper.etree_element
        parent = found[wrapper.parent.etree_element] if wrapper.parent else tree.root
        # By its place among its sheet's rules a rule is known, and with it all that it says.
        matched = [sheet.matcher.match(wrapper) for sheet, _, _ in tree.sheets]
        rules = [at * _LENGTH + rule[1] for at, rules in enumerate(matched) for rule in rules]
        key = (_written(element), *rules)
        case = parent.within.get(key)
        if case is None:
            case = parent.within[key] = _case(tree, html, css, element, parent, matched)
            tree.count += 1
        elif case.overflow is not None:  # the page takes over that of the root
            case.style["overflow"] = case.overflow
        found[element] = case
        yield element, case


def _written(element: Any) -> tuple[Any, ...]:
    """The attributes by which WeasyPrint styles an element (``find_style_attributes``)."""
    given = element.attrib
    if not given:
        return ()
    get = given.get
    size = (get("width"), get("height")) if element.tag == _SVG else None
    return (get("style"), get("lang"), get("id"), get("name") if element.tag == "a" else None, size)


def _case(tree: _Tree, html: Any, css: Any, element: Any, parent: _Case, matched: list[list[Any]]) -> _Case:
    """The style of an element, as ``weasyprint.css.StyleFor`` makes it. Raises _Unkept."""
    cascaded: dict[str | None, dict[str, Any]] = {None: {}}

    def declare(pseudo: str | None, declarations: Any, origin: str, layer: float, specificity: Any) -> None:
        style = cascaded.setdefault(pseudo, {})
        for name, values, importance in declarations:
            weight = (css.declaration_precedence(origin, importance), layer, specificity)
            old = style.get(name, (None, None))[1]
            if old is None or old <= weight:
                style[name] = values, weight

    alone = Element(element.tag, element.attrib)
    for specificity, _, declarations, base in css.find_style_attributes(alone, False, html.base_url):
        declare(None, css.preprocess_declarations(base, declarations), "author", inf, specificity)
    for (sheet, origin, own), rules in zip(tree.sheets, matched, strict=True):
        for specificity, _, pseudo, (declarations, layer) in rules:
            order = inf if layer is None else sheet.layers.index(layer)
            declare(pseudo, declarations, origin, order, own or specificity)

    def computed(pseudo: str | None, above: Any, root: Any) -> Any:
        return css.ComputedStyle(above, cascaded[pseudo], pseudo, root, html.base_url, tree.fonts, tree.sizes)

    is_root = parent is tree.root
    root_style = css.InitialStyle(tree.fonts) if is_root else parent.style.root_style
    if not is_root and parent.style.is_root_element:
        root_style = parent.style
    style = computed(None, parent.style, root_style)
    below = style if is_root else root_style
    pseudos = {name: computed(name, style, below) for name in cascaded if name is not None}
    changed = style["float"] == "footnote" or style["position"][0] == "note()"
    if changed or not _COPIED.isdisjoint(pseudos) or (is_root and style["display"] == ("none",)):
        raise _Unkept
    upper = is_root or parent.style.is_root_element
    return _Case(style, pseudos, style["overflow"] if upper else None)

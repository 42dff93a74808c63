"""What a page draws, kept for when the very same page is drawn into another file."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import Any

from desknote.patterns import regex
from desknote.records import dataclass

# Named by how many there are in the file: another file may have others before them. Groups are named anew,
# the others (masks, patterns, shadings) are not kept.
_COUNTED = regex(r"[sp][0-9]+\Z")


@dataclass(slots=True)
class Group:
    """A form that a page draws: text that is anchored at its middle or end, what is drawn translucent."""

    operators: list[Any]
    extra: dict[str, Any]
    states: dict[str, Any]
    objects: dict[str, Group | None]


@dataclass(slots=True)
class Drawing:
    """The operators of a page and what they refer to; ``objects`` are groups, and None for images."""

    operators: list[Any]
    states: dict[str, Any]
    objects: dict[str, Group | None]
    images: dict[str, Any]
    fonts: list[tuple[Any, Any, dict[int, str], dict[int, float]]]
    tags: dict[Any, Any] | None
    page: Any = field(repr=False)
    """Kept so that no other page has its identity."""


class Drawings:
    """Drawings by page box."""

    def __init__(self) -> None:
        self._kept: dict[int, Drawing] = {}

    def forget(self) -> None:
        """Other fonts are loaded."""
        self._kept.clear()

    @contextmanager
    def kept(self, taken: Callable[[Any], bool]) -> Iterator[None]:
        """While the block runs, pages that are ``taken`` from the last time are drawn as then."""
        import weasyprint.document as document

        original = document.draw_page
        made: dict[int, Drawing] = {}

        def draw(page: Any, stream: Any) -> None:
            kept = self._kept.get(id(page)) if taken(page) else None
            if kept is not None:
                _replay(kept, stream)
            else:
                kept = _record(page, stream, original)
            if kept is not None:
                made[id(page)] = kept

        document.draw_page = draw
        try:
            yield
            self._kept = made
        finally:
            document.draw_page = original


class _Seen(dict[Any, Any]):
    """A dictionary that remembers what it was asked for."""

    def __init__(self, of: dict[Any, Any]) -> None:
        super().__init__(of)
        self.asked: dict[Any, None] = {}

    def __contains__(self, key: object) -> bool:
        self.asked[key] = None
        return super().__contains__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.asked[key] = None
        super().__setitem__(key, value)


def _record(page: Any, stream: Any, draw: Callable[[Any, Any], None]) -> Drawing | None:
    """Draw, and keep what was drawn; nothing where its names are not its own."""
    resources, fonts, images = stream._resources, stream._fonts, stream._images
    counted = {kind: len(resources[kind]) for kind in ("Pattern", "Shading")}
    first = len(stream.stream)
    states = resources["ExtGState"]
    objects = resources["XObject"]
    seen_states, seen_objects = _Seen(states), _Seen(objects)
    resources["ExtGState"], resources["XObject"] = seen_states, seen_objects
    before = {key: (font.to_unicode, font.widths) for key, font in fonts.items()}
    for font in fonts.values():
        font.to_unicode, font.widths = {}, {}
    mine: dict[str, Any] = {}
    stream._images = mine
    try:
        draw(page, stream)
    finally:
        stream._images = images
        _merge(resources, "ExtGState", states, seen_states)
        _merge(resources, "XObject", objects, seen_objects)
        used = [
            (key, _blank(font), dict(font.to_unicode), dict(font.widths))
            for key, font in fonts.items()
            if font.to_unicode or font.widths or key not in before
        ]
        for key, font in fonts.items():
            known = before.get(key)
            if known is not None:
                to_unicode, widths = known
                _add(to_unicode, font.to_unicode)
                _add(widths, font.widths)
                font.to_unicode, font.widths = to_unicode, widths
        _add_images(images, mine)
    grown = any(len(resources[kind]) != count for kind, count in counted.items())
    if grown or any(map(_is_counted, seen_states.asked)) or any(font.missing for font in fonts.values()):
        return None
    asked = {key: objects[key] for key in seen_objects.asked if key in objects}
    groups = _groups(asked)
    if groups is None:
        return None
    return Drawing(
        list(stream.stream[first:]),
        {key: states[key] for key in seen_states.asked if key in states},
        groups,
        {key: {**entry, "dpi_ratios": set(entry["dpi_ratios"])} for key, entry in mine.items()},
        used,
        {box: dict(tag) for box, tag in stream._tags.items()} if stream._tags is not None else None,
        page,
    )


def _is_counted(name: object) -> bool:
    return bool(_COUNTED.match(str(name)))


def _groups(objects: dict[str, Any]) -> dict[str, Group | None] | None:
    """The groups among a page's objects, as they are before the file is written."""
    found: dict[str, Group | None] = {}
    for name, value in objects.items():
        found[name] = None
        if not hasattr(value, "stream"):
            continue
        resources = value._resources
        within = _groups(resources["XObject"])
        if within is None or resources["Pattern"] or resources["Shading"]:
            return None
        if any(map(_is_counted, resources["ExtGState"])):
            return None
        extra = {key: copy.copy(entry) for key, entry in value.extra.items() if key != "Resources"}
        found[name] = Group(list(value.stream), extra, dict(resources["ExtGState"]), within)
    return found


def _regrouped(groups: dict[str, Group | None], into: Any, stream: Any) -> dict[bytes, bytes]:
    """Make groups anew among the objects of ``into``; how the operators that draw them change."""
    import pydyf  # type: ignore[import-untyped, unused-ignore]

    renamed = {}
    for name, group in groups.items():
        if group is None:
            into["XObject"].setdefault(name, None)
            continue
        resources = pydyf.Dictionary(
            {
                "ExtGState": pydyf.Dictionary({key: copy.copy(state) for key, state in group.states.items()}),
                "XObject": pydyf.Dictionary(),
                "Pattern": pydyf.Dictionary(),
                "Shading": pydyf.Dictionary(),
                "ColorSpace": into["ColorSpace"],
                "Font": None,
            }
        )
        extra = pydyf.Dictionary()
        for key, entry in group.extra.items():
            if key == "Group":  # the order of the keys is that of the file
                extra["Resources"] = resources
            extra[key] = copy.copy(entry)
        made = stream.clone(resources=resources, extra=extra)
        inner = _regrouped(group.objects, resources, stream)
        made.stream = _renamed(group.operators, inner)
        made.id = f"x{len(into['XObject'])}"
        into["XObject"][made.id] = made
        renamed[f"/{name} Do".encode()] = f"/{made.id} Do".encode()
    return renamed


def _renamed(operators: list[Any], names: dict[bytes, bytes]) -> list[Any]:
    return [names.get(item, item) if isinstance(item, bytes) else item for item in operators]


def _replay(kept: Drawing, stream: Any) -> None:
    """Draw as then."""
    resources = stream._resources
    renamed = _regrouped(kept.objects, resources, stream)
    stream.stream.extend(
        renamed.get(item, item) if isinstance(item, bytes) else item for item in kept.operators
    )
    for key, state in kept.states.items():
        if key not in resources["ExtGState"]:
            resources["ExtGState"][key] = copy.copy(state)
    _add_images(stream._images, kept.images)
    for key, font, to_unicode, widths in kept.fonts:
        if key not in stream._fonts:
            stream._fonts[key] = _blank(font)
        _add(stream._fonts[key].to_unicode, to_unicode)
        _add(stream._fonts[key].widths, widths)
    if stream._tags is not None and kept.tags is not None:
        stream._tags.update({box: dict(tag) for box, tag in kept.tags.items()})


def _merge(resources: Any, kind: str, original: Any, seen: dict[Any, Any]) -> None:
    for key, value in seen.items():
        original[key] = value
    resources[kind] = original


def _add(known: dict[Any, Any], more: dict[Any, Any]) -> None:
    for key, value in more.items():
        known.setdefault(key, value)


def _add_images(known: dict[str, Any], more: dict[str, Any]) -> None:
    for key, entry in more.items():
        if key in known:
            known[key]["dpi_ratios"] |= entry["dpi_ratios"]
        else:
            known[key] = {**entry, "dpi_ratios": set(entry["dpi_ratios"]), "x_object": None}


def _blank(font: Any) -> Any:
    """A font as it is before anything is set in it."""
    made = copy.copy(font)
    made.widths, made.to_unicode, made.missing = {}, {}, {}
    made.variations = dict(font.variations)
    return made

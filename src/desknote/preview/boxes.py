"""Where on a printed page each part of the source stands, and whether a page is as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from desknote.patterns import regex
from desknote.records import dataclass
from desknote.render.streams import joined

_SPARE = 0.5  # CSS pixels; thinner boxes are rules and empty lines, nothing to click on
_NAMES = regex(rb"/([A-Za-z][\w.-]*) (?:Do|gs|scn|SCN|sh)\b")


@dataclass(frozen=True, slots=True)
class SourceBox:
    """A rectangle of a page, in CSS pixels from its top left, and the ``file:line`` it comes from."""

    x: float
    y: float
    width: float
    height: float
    source: str


def source_boxes(page: Any) -> list[SourceBox]:
    """The boxes of a laid-out page that know where they were written, the outer before the inner."""
    return list(_below(page._page_box, None))


def _below(box: Any, within: Any) -> Iterator[SourceBox]:
    element = getattr(box, "element", None)
    if element is not None and element is not within:
        source = element.get("data-src")
        if source and hasattr(box, "border_width"):
            width, height = float(box.border_width()), float(box.border_height())
            if width > _SPARE and height > _SPARE:
                x, y = float(box.border_box_x()), float(box.border_box_y())
                yield SourceBox(round(x, 1), round(y, 1), round(width, 1), round(height, 1), source)
        within = element
    for child in getattr(box, "children", ()):
        yield from _below(child, within)


def page_digests(pdf: Any) -> list[str]:
    """A digest of what each page of a ``pydyf.PDF`` draws. Pages with one digest look alike.

    To be called just before the file is written; the streams are left ready for that.
    """
    objects = pdf.objects
    shared: dict[int, bytes] = {}
    found = []
    for page in (o for o in objects if _is_page(o)):
        drawn = joined(objects[_number(page["Contents"])])
        digest = hashlib.blake2b(drawn, digest_size=12)
        resources = objects[_number(page["Resources"])]
        digest.update(repr((page.get("MediaBox"), page.get("TrimBox"))).encode())
        for name in sorted(set(_NAMES.findall(drawn))):
            for kind in ("XObject", "ExtGState", "Pattern", "Shading"):
                value = resources.get(kind, {}).get(name.decode())
                if value is not None:
                    digest.update(_value(value, objects, shared, 0))
        found.append(digest.hexdigest())
    return found


def _is_page(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/Page"


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _value(value: Any, objects: list[Any], shared: dict[int, bytes], depth: int) -> bytes:
    """What stands for a resource: the digest of the object that it refers to, or the value itself."""
    if not (isinstance(value, bytes) and value.endswith(b" R")) or depth > 8:
        return repr(value).encode()
    number = _number(value)
    if number not in shared:
        shared[number] = b""  # what refers to itself ends here
        thing = objects[number]
        digest = hashlib.blake2b(digest_size=12)
        if hasattr(thing, "stream"):
            digest.update(joined(thing))
            digest.update(repr(thing.extra).encode())
            inner = thing.extra.get("Resources") if hasattr(thing.extra, "get") else None
            for part in _references(inner):
                digest.update(_value(part, objects, shared, depth + 1))
        else:
            digest.update(repr(thing).encode())
        shared[number] = digest.digest()
    return shared[number]


def _references(thing: Any) -> Iterator[bytes]:
    if isinstance(thing, bytes) and thing.endswith(b" R"):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from _references(value)

"""What tests look at in a drawn chart: its texts, their places, its elements."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from desknote.closed import Exhibit
from desknote.exhibits.draw import draw, painted
from desknote.exhibits.sheet import Box, Sheet
from desknote.exhibits.style import ChartStyle

NS = "{http://www.w3.org/2000/svg}"
WIDTHS = (54.0, 86.0, 178.0)


def svg(exhibit: Exhibit, style: ChartStyle, width: float = 86.0) -> ElementTree.Element:
    """The drawn SVG, parsed."""
    made = draw(exhibit, style, width).svg
    assert made is not None
    return ElementTree.fromstring(made)


def texts(root: ElementTree.Element) -> list[str]:
    """Every text of an SVG, in order."""
    return [node.text or "" for node in root.iter(f"{NS}text")]


def labels(exhibit: Exhibit, style: ChartStyle, role: str, width: float = 86.0) -> list[str]:
    """The texts of one role."""
    return [label.text for label in painted(exhibit, style, width).labels if label.role == role]


def _ink(box: Box, size: float) -> Box:
    """What of a text's room is ink: rows may touch, letters may not."""
    return box.shrunk(0, size * 0.14, 0, size * 0.16)


def overlapping(sheet: Sheet) -> list[tuple[str, str]]:
    """Texts that run into one another."""
    inked = [(label.text, _ink(label.box, sheet.size)) for label in sheet.labels]
    return [
        (one, other)
        for i, (one, box) in enumerate(inked)
        for other, another in inked[i + 1 :]
        if box.meets(another, 0.25)
    ]


def outside(sheet: Sheet) -> list[str]:
    """Texts that leave the sheet."""
    whole = Box(-0.6, -0.6, sheet.width + 0.6, sheet.height + 0.6)
    found = []
    for label in sheet.labels:
        box = _ink(label.box, sheet.size)
        inside = (
            box.left >= whole.left
            and box.right <= whole.right
            and box.bottom >= whole.bottom
            and box.top <= whole.top
        )
        if not inside:
            found.append(label.text)
    return found


def figures(root: ElementTree.Element) -> list[float]:
    """Every coordinate, length and step in an SVG's attributes."""
    found: list[float] = []
    for node in root.iter():
        for name, value in node.attrib.items():
            if name in (
                "d",
                "x",
                "y",
                "cx",
                "cy",
                "r",
                "width",
                "height",
                "stroke-width",
                "viewBox",
                "transform",
            ):
                found += [float(v) for v in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", value)]
                assert not re.search(r"nan|inf", value), (name, value)
    return found

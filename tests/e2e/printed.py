"""A printed note as a reader of the file finds it: glyphs with places, grouped by the tags of the PDF."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
from PIL import Image

MM = 72 / 25.4
HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
_BLOCKS = HEADINGS | {"P", "LBody", "Lbl", "TH", "TD", "Caption", "Figure"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on a page, in points from the top left; ``right`` is where its advance ends."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str
    page: int
    mcid: int | None
    colour: tuple[float, ...]


@dataclass(frozen=True)
class Line:
    """Glyphs on one baseline, in the order of the text, without white space at either end."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs)

    @property
    def page(self) -> int:
        return self.glyphs[0].page

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @cached_property
    def size(self) -> float:
        return max(g.size for g in self.glyphs)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the characters' bodies, without their room above and below."""
        return self.left, self.baseline - 0.72 * self.size, self.right, self.baseline + 0.08 * self.size


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item, cell or drawing, or the part of one that stands on one page."""

    tag: str
    path: tuple[tuple[str, int], ...]  # the elements above it from the document down: tag and number
    page: int
    glyphs: tuple[Glyph, ...]
    alt: str = ""

    @cached_property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return lines_of(self.glyphs)

    def within(self, tag: str) -> int | None:
        """The number of the innermost element of this tag around the block."""
        return next((number for name, number in reversed(self.path) if name == tag), None)


def lines_of(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """Lines of glyphs in the order of their text."""
    found = []
    for _, run in groupby(glyphs, key=lambda g: (g.page, round(g.baseline, 1))):
        row = list(run)
        inked = [i for i, g in enumerate(row) if g.text.strip()]
        if inked:
            found.append(Line(tuple(row[inked[0] : inked[-1] + 1])))
    return tuple(found)


class Printed:
    """A PDF, read once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reader = pypdf.PdfReader(path)
        with pdfplumber.open(path) as pdf:
            self.width, self.height = (float(x) for x in (pdf.pages[0].width, pdf.pages[0].height))
            self.sizes = [(float(p.width), float(p.height)) for p in pdf.pages]
            self.pages: list[list[Glyph]] = [[_glyph(c, p) for c in p.chars] for p in pdf.pages]
            self.rects: list[list[dict[str, Any]]] = [p.rects for p in pdf.pages]
            tree = pdf.structure_tree
        self.blocks: list[Block] = list(self._blocks(tree))
        self._known = frozenset(_marks(tree))

    def _blocks(self, tree: list[dict[str, Any]]) -> Iterator[Block]:
        marked: dict[tuple[int, int], list[Glyph]] = {}
        for page in self.pages:
            for glyph in page:
                if glyph.mcid is not None:
                    marked.setdefault((glyph.page, glyph.mcid), []).append(glyph)
        counter = iter(range(1_000_000))

        def gather(element: dict[str, Any]) -> Iterator[tuple[int, int]]:
            for mcid in element.get("mcids", ()):
                yield element["page_number"], mcid
            for child in element.get("children", ()):
                if child["type"] not in _BLOCKS and child["type"] != "L":
                    yield from gather(child)

        def walk(element: dict[str, Any], path: tuple[tuple[str, int], ...]) -> Iterator[Block]:
            here = (*path, (element["type"], next(counter)))
            if element["type"] in _BLOCKS:
                alt = element.get("alt_text", "")
                # A link stands among its paragraph's own text: pieces are numbered as they follow.
                glyphs = (glyph for mark in sorted(gather(element)) for glyph in marked.get(mark, ()))
                yield Block(element["type"], here, element.get("page_number", 0), tuple(glyphs), alt)
            for child in element.get("children", ()):
                yield from walk(child, here)

        for element in tree:
            yield from walk(element, ())

    @cached_property
    def running(self) -> list[tuple[Line, ...]]:
        """Head and foot of each page: what stands outside the document's structure."""
        return [
            lines_of(_by_line(g for g in page if (g.page, g.mcid) not in self._known)) for page in self.pages
        ]

    @cached_property
    def loose(self) -> list[tuple[Line, ...]]:
        """The text of each page that belongs to the structure, but to no paragraph: the band's."""
        blocks = {(g.page, g.mcid) for b in self.blocks for g in b.glyphs}
        outside = [[g for g in p if (g.page, g.mcid) in self._known - blocks] for p in self.pages]
        return [
            tuple(line for _, run in groupby(page, key=lambda g: g.mcid) for line in lines_of(run))
            for page in outside
        ]

    def lines(self, page: int) -> tuple[Line, ...]:
        """Every line of a page (from 1): of its blocks, its head and foot, its charts."""
        blocks = [line for b in self.blocks if b.page == page for line in b.lines]
        return (*blocks, *self.loose[page - 1], *self.running[page - 1])

    @property
    def sidebar(self) -> list[Block]:
        """What stands beside the text of the front page."""
        return [b for b in self.blocks if self.place(b) == "sidebar"]

    def place(self, block: Block) -> str:
        """``main``, ``sidebar``, or neither: the front matter and the closing matter."""
        if block.within("Part") is not None:
            return "main"
        columns = {b.path[i - 1] for b in self.blocks for i, (tag, _) in enumerate(b.path) if tag == "Part"}
        return "sidebar" if columns & set(block.path) else ""


def _marks(elements: Iterable[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """Page and number of each piece of text in the structure tree."""
    for element in elements:
        yield from ((element["page_number"], mcid) for mcid in element.get("mcids", ()))
        yield from _marks(element.get("children", ()))


def _by_line(glyphs: Iterable[Glyph]) -> list[Glyph]:
    return sorted(glyphs, key=lambda g: (g.page, round(g.baseline, 1), g.left))


def _glyph(char: dict[str, Any], page: Any) -> Glyph:
    font = char["fontname"].partition("+")[2] or char["fontname"]
    return Glyph(
        char["text"],
        char["x0"],
        char["x1"],
        float(page.height) - char["matrix"][5],
        char["size"],
        font,
        page.page_number,
        char["mcid"],
        tuple(char["non_stroking_color"] or ()),
    )


def pdftotext(path: Path, *options: str) -> list[str]:
    """The text of each page as Poppler gives it."""
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"], capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")[:-1]


def fonts(path: Path) -> list[dict[str, str]]:
    """The rows of ``pdffonts``."""
    out = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True).stdout
    rows = []
    for row in out.splitlines()[2:]:
        *kind, encoding, embedded, subset, unicode, _, _ = row.split()
        rows.append(
            {
                "name": kind[0],
                "type": " ".join(kind[1:]),
                "encoding": encoding,
                "embedded": embedded,
                "subset": subset,
                "unicode": unicode,
            }
        )
    return rows


def picture(path: Path, page: int = 1, dpi: int = 60) -> Image.Image:
    """A page as Poppler draws it."""
    line = ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile", "-png", str(path)]
    return Image.open(BytesIO(subprocess.run(line, capture_output=True, check=True).stdout)).convert("RGB")

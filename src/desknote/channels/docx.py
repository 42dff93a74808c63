"""``docx``: the note for review in Word: real headings, lists, tables and captions, charts as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from desknote.channels.docx_file import packed, prepared
from desknote.channels.docx_table import add_table
from desknote.channels.docx_text import Bookmarks, field, numbered_from, put
from desknote.channels.extras import wanted
from desknote.channels.materials import Materials
from desknote.channels.outline import outline
from desknote.channels.parts import (
    Break,
    Code,
    Figure,
    Grid,
    Heading,
    Items,
    Line,
    Paragraph,
    Part,
    Quote,
    Run,
)
from desknote.channels.pictures import Picture, charts
from desknote.channels.registry import Channel, Made
from desknote.compose.theme import palette

WIDTH_MM, PIXELS = 160.0, 1400
"""A chart's width as drawn and on the page, and in the file."""
_STYLES = {
    "subtitle": "Subtitle",
    "byline": "Byline",
    "summary": "Summary",
    "state": "State",
    "small": "Small",
}


def make(materials: Materials, channel: Channel) -> Made:
    """``note.docx``. Raises Problems (DN833: python-docx is missing)."""
    wanted("docx", "python-docx")
    document = prepared(materials.note)
    writer = _Writer(materials, document, charts(materials, WIDTH_MM, PIXELS))
    for section in outline(materials.note, materials.drawings):
        writer.small = section.kind in ("statements", "ratings", "disclosures")
        writer.parts(section.parts)
    return Made({channel.files[0]: packed(document)})


class _Writer:
    """Writes parts at the end of a document."""

    def __init__(self, materials: Materials, document: Any, pictures: dict[str, Picture]) -> None:
        self.document, self.pictures = document, pictures
        self.bookmarks = Bookmarks()
        self.tint = palette(materials.note.brand)["tint"]
        self.small = False

    def parts(self, parts: Iterable[Part]) -> None:
        """Parts, one below the other."""
        for part in parts:
            self._part(part)

    def _part(self, part: Part) -> None:
        if isinstance(part, Heading):
            style = "Title" if part.level == 1 else f"Heading {part.level - 1}"
            paragraph = self._paragraph(part.line, style)
            self.bookmarks.mark(paragraph, part.anchor)
        elif isinstance(part, Paragraph):
            if part.role != "masthead":  # it stands in the header
                self._paragraph(part.line, _STYLES.get(part.role, "Small" if self.small else "Normal"))
        elif isinstance(part, Items):
            self._items(part, 1)
        elif isinstance(part, Quote):
            for inner in part.parts:
                if isinstance(inner, Paragraph):
                    self._paragraph(inner.line, "Quote")
                else:
                    self._part(inner)
        elif isinstance(part, Code):
            self._paragraph((Run(part.text),), "Code")
        elif isinstance(part, Break):
            self._paragraph((Run("* * *"),), "Byline")
        elif isinstance(part, Grid):
            if part.caption:
                self._paragraph(part.caption, "Caption")
            add_table(self.document, part, self.bookmarks, self.tint, self.small)
        elif isinstance(part, Figure):
            self._figure(part)

    def _paragraph(self, line: Line, style: str) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        put(paragraph, line, self.bookmarks)
        return paragraph

    def _items(self, items: Items, depth: int) -> None:
        kind = "List Number" if items.numbered else "List Bullet"
        name = kind if depth == 1 else f"{kind} {min(depth, 3)}"
        number = numbered_from(self.document, name, items.start) if items.numbered else None
        for item in items.items:
            for index, part in enumerate(item):
                if isinstance(part, Items):
                    self._items(part, depth + 1)
                elif isinstance(part, Paragraph):
                    paragraph = self._paragraph(part.line, name if index == 0 else "List Continue")
                    if number is not None and index == 0:
                        number(paragraph)
                else:
                    self._part(part)

    def _figure(self, figure: Figure) -> None:
        exhibit = figure.exhibit
        caption = self.document.add_paragraph(style="Caption")
        line = figure.caption
        number = str(exhibit.number)
        label = line[0].text.rstrip() if line else ""
        if exhibit.number and label.endswith(number):
            # The number is a field, so that captions count on where a reviewer adds one.
            put(caption, (Run(label.removesuffix(number), bold=True),), self.bookmarks)
            field(caption, "SEQ Exhibit \\* ARABIC", number, bold=True)
            self.bookmarks.mark(caption, exhibit.anchor)
            line = (Run(" "), *line[1:])
        put(caption, line, self.bookmarks)
        picture = self.pictures.get(exhibit.id)
        if picture is not None:
            self._picture(picture, figure.drawing.alt)
        elif figure.grid is not None:
            add_table(self.document, figure.grid, self.bookmarks, self.tint, alt=figure.drawing.alt)
        for below in figure.below:
            self._paragraph(below, "Source")

    def _picture(self, picture: Picture, alt: str) -> None:
        from docx.shared import Mm

        shape = self.document.add_picture(io.BytesIO(picture.content), width=Mm(picture.width))
        shape._inline.docPr.set("descr", alt)
        paragraph = self.document.paragraphs[-1]
        paragraph.style = self.document.styles["Picture"]

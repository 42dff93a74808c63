"""Text of a Word document: runs, links, bookmarks, fields and the numbers of lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desknote.channels.parts import Line, Run

_LONGEST = 40  # characters of a bookmark's name (ECMA-376, 17.13.6.2)


class Bookmarks:
    """Names of the places that links within the document lead to."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._count = 0

    def name(self, anchor: str) -> str:
        """The bookmark of ``anchor``: a letter first, then letters, digits and lines."""
        if anchor not in self._names:
            plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in anchor)
            self._names[anchor] = f"dn{len(self._names)}_{plain}"[:_LONGEST]
        return self._names[anchor]

    def mark(self, paragraph: Any, anchor: str) -> None:
        """Put a bookmark around what ``paragraph`` holds."""
        if not anchor:
            return
        from docx.oxml.ns import qn

        self._count += 1
        start = _element("w:bookmarkStart", {"w:id": str(self._count), "w:name": self.name(anchor)})
        end = _element("w:bookmarkEnd", {"w:id": str(self._count)})
        properties = paragraph._p.find(qn("w:pPr"))
        paragraph._p.insert(0 if properties is None else 1, start)
        paragraph._p.append(end)


def _element(tag: str, attributes: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element


def put(paragraph: Any, line: Line, bookmarks: Bookmarks) -> None:
    """Add ``line`` to a paragraph."""
    for run in line:
        holder = paragraph._p
        if run.link:
            holder = _link(paragraph, run.link, bookmarks)
            paragraph._p.append(holder)
        made = paragraph.add_run()
        _set(made, run)
        if run.link:
            holder.append(made._r)  # out of the paragraph, into the link


def _link(paragraph: Any, address: str, bookmarks: Bookmarks) -> Any:
    if address.startswith("#"):
        return _element("w:hyperlink", {"w:anchor": bookmarks.name(address[1:]), "w:history": "1"})
    from docx.opc.constants import RELATIONSHIP_TYPE

    reference = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return _element("w:hyperlink", {"r:id": reference, "w:history": "1"})


def _set(made: Any, run: Run) -> None:
    for index, piece in enumerate(run.text.split("\n")):
        if index:
            made.add_break()
        made.add_text(_clean(piece))
    made.bold = run.bold or None
    made.italic = run.italic or None
    made.font.strike = run.struck or None
    if run.code:
        made.style = "Code Letters"
    elif run.link and not run.link.startswith("#"):
        made.style = "Link"


def _clean(text: str) -> str:
    """``text`` without the characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c == "\t")


def field(paragraph: Any, instruction: str, shown: str, *, bold: bool = False) -> None:
    """A field whose present result is ``shown``."""

    def run(*children: Any) -> None:
        made = paragraph.add_run()
        made.bold = bold or None
        for child in children:
            made._r.append(child)

    code = _element("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    run(_element("w:fldChar", {"w:fldCharType": "begin"}))
    run(code)
    run(_element("w:fldChar", {"w:fldCharType": "separate"}))
    paragraph.add_run(shown).bold = bold or None
    run(_element("w:fldChar", {"w:fldCharType": "end"}))


def numbered_from(document: Any, style: str, start: int) -> Callable[[Any], None]:
    """A function that puts paragraphs into one list, numbered from ``start``."""
    from docx.oxml.ns import qn

    numbering = document.part.numbering_part.element
    of_style = document.styles[style].element.pPr.numPr.numId.val
    same = next(n for n in numbering.findall(qn("w:num")) if n.numId == of_style)
    made = numbering.add_num(same.abstractNumId.val)
    made.add_lvlOverride(0).add_startOverride(start)

    def put_in(paragraph: Any) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = made.numId

    return put_in

"""A Word document's file: page, styles, header and footer, properties; and its bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

from desknote.channels.docx_fonts import first_family, latin_family, name_substitutes
from desknote.channels.docx_text import field
from desknote.channels.outline import description
from desknote.channels.state import marked_title, notice_of
from desknote.channels.words import say
from desknote.compose.markdown import plain
from desknote.compose.theme import palette
from desknote.spacing import spaced

if TYPE_CHECKING:
    from desknote.closed import ClosedNote

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can say
_LONGEST = 255  # characters of a property
_TEXT_PT = 10.5
_PAGES = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
_WIDE_MM, _HIGH_MM = 160.0, 24.0
"""The width of the text, and the margins above and below it."""


def prepared(note: ClosedNote) -> Any:
    """An empty document in the house's looks, with header, footer and properties."""
    from docx import Document

    document = Document()
    for leftover in list(document.element.body.iterchildren()):
        if leftover.tag.endswith("}p"):
            document.element.body.remove(leftover)
    _styles(document, note)
    _page(document, note)
    _properties(document, note)
    return document


def packed(document: Any) -> bytes:
    """The document's bytes; the same document has the same."""
    first, output = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return output.getvalue()


def _styles(document: Any, note: ClosedNote) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    brand, colours = note.brand, palette(note.brand)
    text = first_family(brand.typography.base.family, note.lang)
    sans = first_family(brand.typography.headings.family, note.lang)
    _defaults(document, note.lang)
    families = (text, sans, latin_family(text, note.lang), latin_family(sans, note.lang))
    name_substitutes(document, families, note.lang)
    looks = _Looks(document, note.lang, colours)
    looks.paragraph("Normal", text, _TEXT_PT, after=6, leading=1.4)
    looks.paragraph("Title", sans, 20, "foreground", bold=True, before=4, after=4, leading=1.2, keep=True)
    looks.paragraph("Subtitle", sans, 13, "foreground", after=4, leading=1.25)
    for level, size in ((1, 14.0), (2, 12.0), (3, 11.0), (4, _TEXT_PT), (5, _TEXT_PT)):
        looks.paragraph(
            f"Heading {level}", sans, size, "heading", bold=True, before=14 if level == 1 else 9,
            after=4, leading=1.25, keep=True,
        )  # fmt: skip
    looks.paragraph("Byline", sans, 9, "muted", after=8)
    looks.paragraph("Summary", text, _TEXT_PT, after=8, leading=1.4, left=4, rule=("left", 18, "accent"))
    looks.paragraph(
        "State", sans, 12, "primary", bold=True, after=8, rule=("box", 12, "primary"), middle=True
    )
    looks.paragraph("Small", sans, 8.5, "muted", after=4, leading=1.35)
    looks.paragraph("Caption", sans, 9.5, "foreground", bold=True, before=8, after=4, keep=True)
    looks.paragraph("Picture", sans, 9, after=2, keep=True)
    looks.paragraph("Source", sans, 8, "muted", after=8, leading=1.2)
    looks.paragraph("Quote", text, _TEXT_PT, "muted", after=6, left=6)
    looks.paragraph("Code", "Consolas", 9, after=6, left=4)
    looks.paragraph("Table Head", sans, 8.5, "foreground", bold=True, leading=1.15, keep=True)
    looks.paragraph("Table Text", sans, 8.5, "foreground", leading=1.2)
    looks.paragraph("Table Small", sans, 8, "muted", leading=1.2)
    looks.paragraph("After Table", sans, 4, leading=1.0)
    looks.paragraph("Header", sans, 8, "muted", rule=("bottom", 6, "primary"))
    looks.paragraph("Footer", sans, 8, "muted")
    for depth in ("", " 2", " 3"):
        looks.paragraph(f"List Bullet{depth}", text, _TEXT_PT, after=3, leading=1.35)
        looks.paragraph(f"List Number{depth}", text, _TEXT_PT, after=3, leading=1.35)
    looks.paragraph("List Continue", text, _TEXT_PT, after=3, leading=1.35)
    letters = {"Rise": "up", "Fall": "down", "Link": "primary", "Code Letters": "foreground"}
    for name, role in letters.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = looks.colour(role)
    document.styles["Link"].font.underline = True
    looks.fonts(document.styles["Code Letters"], "Consolas", 9.5)
    looks.table("Figures")


class _Looks:
    """Sets styles, making those that Word has not."""

    def __init__(self, document: Any, lang: str, colours: dict[str, str]) -> None:
        self.document, self.lang, self.colours = document, lang, colours

    def colour(self, role: str) -> Any:
        """A role's colour."""
        from docx.shared import RGBColor

        return RGBColor.from_string(self.colours[role].lstrip("#").upper())

    def fonts(self, style: Any, family: str, size: float) -> None:
        """``family`` for every script; Word chooses by script."""
        from docx.oxml.ns import qn
        from docx.shared import Pt

        style.font.size = Pt(size)
        properties = style.element.get_or_add_rPr()
        for name in ("w:spacing", "w:kern"):  # Word's own titles are spaced out
            for old in properties.findall(qn(name)):
                properties.remove(old)
        fonts = properties.get_or_add_rFonts()
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        latin = latin_family(family, self.lang)
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), family if script == "eastAsia" else latin)

    def paragraph(
        self, name: str, family: str, size: float, role: str = "foreground", *, bold: bool | None = None,
        before: float = 0, after: float = 0, leading: float = 1.3, keep: bool = False, left: float = 0,
        rule: tuple[str, int, str] | None = None, middle: bool = False,
    ) -> None:  # fmt: skip
        """A paragraph style; sizes and distances in points, ``left`` in mm, a rule in eighths of a point."""
        from docx.enum.style import WD_STYLE_TYPE
        from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
        from docx.shared import Mm, Pt

        styles = self.document.styles
        there = name in styles
        style = styles[name] if there else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not there:
            style.base_style = styles["Normal"]
            style.quick_style = True
        self.fonts(style, family, size)
        style.font.bold, style.font.italic = bold, False if name in ("Quote", "Subtitle") else None
        style.font.color.rgb = self.colour(role)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), leading
        shape.keep_with_next = keep or None
        shape.widow_control = True
        if left:
            shape.left_indent = Mm(left)
        if middle:
            shape.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
        self._rules(style, rule)

    def _rules(self, style: Any, rule: tuple[str, int, str] | None) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        properties = style.element.get_or_add_pPr()
        for old in properties.findall(qn("w:pBdr")):
            properties.remove(old)
        if rule is None:
            return
        side, size, role = rule
        border = OxmlElement("w:pBdr")
        for edge in ("top", "left", "bottom", "right") if side == "box" else (side,):
            line = OxmlElement(f"w:{edge}")
            values = {"val": "single", "sz": str(size), "space": "4", "color": self.colours[role].lstrip("#")}
            for key, value in values.items():
                line.set(qn(f"w:{key}"), value)
            border.append(line)
        properties.insert_element_before(
            border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing",
            "w:jc", "w:outlineLvl", "w:rPr",
        )  # fmt: skip

    def table(self, name: str) -> None:
        """A table with a line above, below its heads and thin ones between its rows."""
        from docx.enum.style import WD_STYLE_TYPE
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        style = self.document.styles.add_style(name, WD_STYLE_TYPE.TABLE)
        strong, thin = self.colours["primary"].lstrip("#"), self.colours["line"].lstrip("#")
        borders = (
            f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{strong}"/>'
            f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{thin}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{thin}"/>'
        )
        margins = (
            '<w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        )
        style.element.append(
            parse_xml(
                f"<w:tblPr {nsdecls('w')}><w:tblBorders>{borders}</w:tblBorders>"
                f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
            )
        )
        style.element.append(
            parse_xml(
                f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr><w:tcBorders>'
                f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{strong}"/>'
                "</w:tcBorders></w:tcPr></w:tblStylePr>"
            )
        )


def _defaults(document: Any, lang: str) -> None:
    """The language of the text, and Word's present way of laying out rather than that of 2007."""
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import nsdecls, qn

    properties = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    east = lang if lang.startswith("zh") else "zh-CN"
    latin = "en-US" if lang.startswith("zh") else "en-GB"
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), latin)
    language.set(qn("w:eastAsia"), east)
    properties.append(language)
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    following = next((e for e in settings if e.tag in map(qn, ("w:rsids", "w:themeFontLang"))), None)
    if following is None:
        settings.append(compat)
    else:
        following.addprevious(compat)


def _page(document: Any, note: ClosedNote) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    section = document.sections[0]
    wide, high = _PAGES.get(note.brand.defaults.desknote.page.size, _PAGES["A4"])
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = Mm((wide - _WIDE_MM) / 2)
    section.top_margin = section.bottom_margin = Mm(_HIGH_MM)
    section.header_distance = section.footer_distance = Mm(12)
    notice = notice_of(note)
    label = spaced(f"{note.house.document_label} · {note.kind_label}")
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (head, foot):
        paragraph.style.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDE_MM), WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(spaced(note.house.name))
    if notice is not None:
        head.add_run(f"  {notice.word}").bold = True
    head.add_run(f"\t{label}")
    foot.add_run(spaced(note.house.notice) + "\t")
    before, _, rest = say("page", note.lang).partition("{page}")
    between, _, after = rest.partition("{pages}")
    foot.add_run(before)
    field(foot, "PAGE", "1")
    foot.add_run(between)
    field(foot, "NUMPAGES", "1")
    foot.add_run(after)


def _properties(document: Any, note: ClosedNote) -> None:
    about = document.core_properties
    when = dt.datetime.combine(note.date, dt.time())
    about.title = marked_title(note, plain(str(note.title)))[:_LONGEST]
    about.author = ", ".join(p.name for p in note.people if p.role == "analyst")[:_LONGEST] or note.house.name
    about.subject = description(note)[:_LONGEST]
    about.category = note.kind_label
    about.keywords = ", ".join(note.keywords)[:_LONGEST]
    about.language = note.lang
    about.comments = notice.text if (notice := notice_of(note)) else ""
    about.last_modified_by = note.house.name
    about.created = about.modified = when
    about.revision = 1

"""The Word document, as a reviewer and Word itself find it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from channels.conftest import CHINESE, ENGLISH, Files, Make
from desknote.channels.docx_text import numbered_from


@pytest.fixture
def document(sample: Files) -> Any:
    return Document(str(sample.path("note.docx")))


def test_headings_are_headings_in_order(document: Any) -> None:
    names = [p.style.name for p in document.paragraphs]
    assert names.count("Title") == 1 and names.count("Heading 1") >= 6
    last = 0
    for name in names:
        if name.startswith("Heading "):
            level = int(name[-1])
            assert level <= last + 1
            last = level


def test_tables_repeat_their_heads_and_keep_their_rows(document: Any) -> None:
    with_heads = 0
    for table in document.tables:
        rows = table._tbl.findall(qn("w:tr"))
        heads = [r for r in rows if r.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
        assert heads == rows[: len(heads)]
        with_heads += bool(heads)
        assert all(r.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for r in rows)
        widths = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert sum(widths) == 9070 and min(widths) > 300
    assert with_heads >= 4


def test_pictures_say_what_they_show(document: Any) -> None:
    shapes = list(document.inline_shapes)
    assert shapes and all(len(s._inline.docPr.get("descr", "")) > 10 for s in shapes)
    assert all(s.width.mm == pytest.approx(160, abs=1) for s in shapes)


def test_captions_are_numbered_by_fields_that_references_lead_to(files: Make) -> None:
    document = Document(str(files(CHINESE).path("note.docx")))
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    numbered = [p for p in captions if "SEQ Exhibit" in "".join(t.text for t in p._p.iter(qn("w:instrText")))]
    assert [p.text.split()[:2] for p in numbered] == [["图表", str(i + 1)] for i in range(4)]
    marks = {e.get(qn("w:name")) for e in document.element.iter(qn("w:bookmarkStart"))}
    links = {e.get(qn("w:anchor")) for e in document.element.iter(qn("w:hyperlink"))} - {None}
    assert len(links) >= 2 and links <= marks


def test_header_and_footer(files: Make) -> None:
    document = Document(str(files(CHINESE).path("note.docx")))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "示例证券\t证券研究报告 · 行业研究"
    foot = section.footer.paragraphs[0]
    fields = [t.text.strip() for t in foot._p.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"] and "第 1 页，共 1 页" in foot.text
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_fonts_are_the_brands_for_every_script(files: Make) -> None:
    chinese = Document(str(files(CHINESE).path("note.docx"))).styles
    fonts = chinese["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii")) == "Noto Serif CJK SC"
    assert chinese["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "Noto Sans CJK SC"
    english = Document(str(files(ENGLISH).path("note.docx"))).styles
    assert english["Normal"].element.rPr.rFonts.get(qn("w:ascii")) == "Noto Serif"
    table = zipfile.ZipFile(files(CHINESE).path("note.docx")).read("word/fontTable.xml").decode()
    assert '<w:font w:name="Noto Serif CJK SC"><w:altName w:val="SimSun"/>' in table


def test_properties_and_language(files: Make) -> None:
    document = Document(str(files(ENGLISH).path("note.docx")))
    about = document.core_properties
    assert about.title.startswith("Example Motion") and about.author == "Li Si" and about.language == "en"
    assert (about.created.year, about.created.month) == (2025, 1)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"


def test_each_numbered_list_begins_anew() -> None:
    document = Document()
    first, second = (numbered_from(document, "List Number", start) for start in (1, 4))
    numbers = []
    for put_in in (first, second):
        paragraph = document.add_paragraph("x", style="List Number")
        put_in(paragraph)
        numbers.append(paragraph._p.pPr.numPr.numId.val)
    assert numbers[0] != numbers[1]
    numbering = document.part.numbering_part.element
    starts = {n.numId: n.find(f".//{qn('w:startOverride')}") for n in numbering.findall(qn("w:num"))}
    assert [starts[n].get(qn("w:val")) for n in numbers] == ["1", "4"]


def test_the_files_dates_are_no_part_of_it(files: Make) -> None:
    archive = zipfile.ZipFile(BytesIO(files(ENGLISH).read("note.docx")))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}

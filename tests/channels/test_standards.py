"""PDF/A-3b, PDF/UA-1 and small files: what can be measured without the tool that made them."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from channels.conftest import CHINESE, ENGLISH, Files, Make
from desknote.render.slim import bare_font, rounded, sorted_map

DRAWING = frozenset(("Tj", "TJ", "'", '"', "Do", "f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "sh", "EI"))


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Every structure element and its parent."""
    pending = [(pdf.Root.StructTreeRoot.K[0], None)]
    while pending:
        element, parent = pending.pop()
        yield element, parent
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                pending.append((kid, element))


@pytest.fixture(params=["note.pdf", "note.pdfua.pdf", "note.pdfa.pdf"])
def tagged(request: pytest.FixtureRequest, sample: Files) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(sample.path(request.param)) as pdf:
        yield pdf


def test_every_mark_on_a_page_is_content_of_the_tree_or_decoration(tagged: pikepdf.Pdf) -> None:
    """Matterhorn 01-003, 01-004, 01-005."""
    reached = {e.objgen for e, _ in elements(tagged)}
    owners = tagged.Root.StructTreeRoot.ParentTree.Nums
    for number, page in enumerate(tagged.pages):
        nums = owners[2 * number + 1]
        open_marks: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                assert not open_marks or name == "BMC" or "/MCID" not in operands[1]
                open_marks.append(str(operands[0]))
                if name == "BDC" and "/MCID" in operands[1]:
                    assert nums[int(operands[1]["/MCID"])].objgen in reached
            elif name == "EMC":
                open_marks.pop()
            elif name in DRAWING:
                assert open_marks, (number, name)


def test_running_heads_are_decoration(tagged: pikepdf.Pdf) -> None:
    """Matterhorn 18-001, 18-002."""
    for page in list(tagged.pages)[1:]:
        assert page.Contents.read_bytes().count(b"/Pagination") >= 2


def test_lists_tables_figures_and_headings(tagged: pikepdf.Pdf) -> None:
    """Matterhorn 09, 13, 14, 15."""
    levels = []
    for element, parent in elements(tagged):
        kind, above = str(element.S), str(parent.S) if parent is not None else ""
        if kind == "/Figure":
            assert len(str(element.Alt)) > 4
        elif kind == "/TH":
            assert element.A.Scope in ("/Row", "/Column")
        elif kind == "/LI":
            assert above == "/L"
        elif kind in ("/TD", "/TR"):
            assert above in ("/TR", "/Table", "/THead", "/TBody", "/TFoot")
        elif kind in ("/Lbl", "/LBody"):
            assert above == "/LI"
        elif re.fullmatch(r"/H[1-6]", kind):
            levels.append(kind)
        if above == "/L":
            assert kind in ("/LI", "/L", "/Caption")
        assert len(element.get("/K", [])) or kind in ("/TD", "/TH", "/LBody", "/Figure", "/Link", "/TR")
    assert levels.count("/H1") == 1


def test_pdfua_says_what_it_is(sample: Files) -> None:
    """Matterhorn 06, 07, 11, 28."""
    with pikepdf.open(sample.path("note.pdfua.pdf")) as pdf:
        root = pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1" and metadata["dc:title"]
        assert root.ViewerPreferences.DisplayDocTitle and root.MarkInfo.Marked and str(root.Lang)
        assert root.Outlines.Count > 5
        links = 0
        for page in pdf.pages:
            assert page.Tabs == "/S"
            for annotation in page.get("/Annots", []):
                links += 1
                assert int(annotation.F) == 4 and str(annotation.Contents) and "/StructParent" in annotation
        assert links


def test_another_tool_finds_nothing_against_pdfua(sample: Files) -> None:
    command = [sys.executable, "-m", "pdfua", "check", str(sample.path("note.pdfua.pdf"))]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_pdfa_says_what_it_is_and_carries_its_sources(sample: Files) -> None:
    """ISO 19005-3, 6.6.4, 6.8 and annex E."""
    with pikepdf.open(sample.path("note.pdfa.pdf")) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1" and int(intent.DestOutputProfile.N) == 3
        assert "/ID" in pdf.trailer and not pdf.is_encrypted
        files = dict(pdf.attachments.items())
        associated = {spec.objgen for spec in pdf.Root.AF}
        folder = sample.workspace.notes_folder / sample.slug
        relations = set()
        for name, spec in files.items():
            raw = spec.obj.EF.F
            assert spec.obj.objgen in associated and str(spec.obj.UF) == name
            assert raw.Subtype and raw.Params.ModDate and spec.obj.Desc
            assert bytes(raw.Params.CheckSum) == hashlib.md5(raw.read_bytes()).digest()
            relations.add(str(spec.obj.AFRelationship))
            if spec.obj.AFRelationship == "/Source":
                assert raw.read_bytes() == (folder / name).read_bytes()
        assert relations == {"/Source", "/Data", "/Supplement"} and "note.yaml" in files
        record = json.loads(files["metadata.json"].get_file().read_bytes())
        assert record["slug"] == sample.slug
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                assert thing.get("/S") not in ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm")
                assert "/Encrypt" not in thing


def test_fonts_are_embedded_with_maps_and_widths(tagged: pikepdf.Pdf) -> None:
    """ISO 19005-3, 6.2.11; ISO 14289-1, 7.21."""
    fonts = 0
    for thing in tagged.objects:
        if (
            isinstance(thing, pikepdf.Dictionary)
            and thing.get("/Type") == "/Font"
            and "/DescendantFonts" in thing
        ):
            fonts += 1
            assert "/ToUnicode" in thing and thing.Encoding == "/Identity-H"
            descendant = thing.DescendantFonts[0]
            assert descendant.CIDToGIDMap == "/Identity" and "/W" in descendant
            assert (
                len(descendant.FontDescriptor.FontFile2.read_bytes())
                == descendant.FontDescriptor.FontFile2.Length1
            )
    assert fonts >= 3


def test_the_sample_is_small(files: Make) -> None:
    assert files(CHINESE).path("note.pdf").stat().st_size < 200_000
    assert files(ENGLISH).path("note.pdf").stat().st_size < 120_000


# --- making files smaller


def test_rounding_moves_nothing_that_can_be_seen() -> None:
    content = b"0.848048 -0.529919 0.529919 0.848048 12.345678 9.5 cm\n/F 12.666016 Tf\n0.768627 0.1 0.2 rg\n"
    content += (
        b"1.234567 0.5 10.98765 100 re\n1 0 0 -1 308.409449 252.406214 Tm\n[<0025>0<0046>-71.636518<51>] TJ\n"
    )
    made = rounded(content)
    assert b"0.848048 -0.529919 0.529919 0.848048 12.345678 9.5 cm" in made and b"12.666016 Tf" in made
    assert b"0.768627 0.1 0.2 rg" in made and b"1.23 0.5 10.99 100 re" in made
    assert b"1 0 0 -1 308.41 252.41 Tm" in made and b"[<00250046>-71.6<51>] TJ" in made


def test_fonts_keep_what_pdf_uses(everything: Any) -> None:
    path = next((everything.cache_folder / "fonts").glob("*.ttf"))
    before = path.read_bytes()
    after = bare_font(before)
    old, new = TTFont(BytesIO(before)), TTFont(BytesIO(after))
    assert set(new.reader.keys()) <= {"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"}
    assert (
        len(after) < len(before)
        and bare_font(after) == after
        and bare_font(b"OTTO" + before[4:])[:4] == b"OTTO"
    )
    shapes_old, shapes_new = old["glyf"], new["glyf"]
    for name, other in list(zip(old.getGlyphOrder(), new.getGlyphOrder(), strict=True))[:3000:7]:
        assert old["hmtx"][name][0] == new["hmtx"][other][0]
        if shapes_old[name].numberOfContours > 0:
            assert list(shapes_old[name].coordinates) == list(shapes_new[other].coordinates)
            # A reader shifts an outline by the difference of its box and its bearing.
            assert new["hmtx"][other][1] == shapes_new[other].xMin


def test_a_map_in_order_maps_the_same() -> None:
    content = b"/CIDInit\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n3 beginbfchar\n"
    content += b"<0fc9> <793a>\n<0c5c> <4f8b>\n<1417> <8bc1>\nendbfchar\n"
    made = sorted_map(content)
    assert made.index(b"<0c5c>") < made.index(b"<0fc9>") and sorted(made.split()) == sorted(content.split())

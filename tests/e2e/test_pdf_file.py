"""The PDF as a file: fonts, metadata, outline, links, tags, and a structure without errors."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import IndirectObject

from desknote.build import build_note
from desknote.compose.markdown import plain
from e2e.desk import Built, House, build, command
from e2e.printed import HEADINGS, fonts

LACKING = {"😀": "U+1F600", "ཀ": "U+0F40", "\U0002a6d6": "U+2A6D6"}


def test_fonts_are_embedded_subsets_with_names(sample: Built) -> None:
    rows = fonts(sample.pdf)
    assert {"Desknote-Text", "Desknote-Sans", "Desknote-Sans-Bold"} <= {r["name"][7:] for r in rows}
    for row in rows:
        assert re.fullmatch(r"[A-Z]{6}\+Desknote-(Text|Sans)(-Bold)?", row["name"]), row
        assert (row["embedded"], row["subset"], row["unicode"]) == ("yes", "yes", "yes"), row
        assert row["type"] in ("CID TrueType", "CID Type 0C"), row


def test_every_glyph_is_a_character(sample: Built) -> None:
    """None that only a number names, and no mark for what cannot be shown."""
    for page in sample.printed.pages:
        for glyph in page:
            assert not glyph.text.startswith("(cid:") and "\ufffd" not in glyph.text, glyph


def test_drawn_glyphs_are_in_the_font(sample: Built) -> None:
    """Glyph 0 is the empty box: the pages do not draw it."""
    for page in sample.printed.reader.pages:
        for font, codes in _shown(page):
            encoding = font["/Encoding"]
            assert encoding == "/Identity-H"
            numbers = {codes[i] << 8 | codes[i + 1] for i in range(0, len(codes), 2)}
            assert 0 not in numbers, font["/BaseFont"]


def _shown(page: pypdf.PageObject) -> Iterator[tuple[Any, bytes]]:
    """The font and bytes of each string that a page shows."""
    content = page.get_contents()
    assert content is not None
    named = page["/Resources"]["/Font"]  # type: ignore[index]
    font = None
    for operands, operator in content.operations:
        if operator == b"Tf":
            font = named[operands[0]].get_object()
        elif operator in (b"TJ", b"Tj"):
            parts = operands[0] if operator == b"TJ" else operands
            for part in parts:
                if isinstance(part, (bytes, str)):
                    yield font, part.original_bytes if isinstance(part, str) else bytes(part)


@pytest.mark.parametrize("character", LACKING)
def test_a_character_that_no_font_has_stops_the_build(house: House, character: str) -> None:
    workspace = house({"hk-turnover": None})
    good = build(workspace, "hk-turnover")
    before = {p.name: p.read_bytes() for p in good.pdf.parent.iterdir()}
    source = workspace.note_file("hk-turnover")
    lines = source.read_text("utf-8").splitlines()
    number = next(i for i, line in enumerate(lines) if line.startswith("title:"))
    lines[number] += character
    source.write_text("\n".join(lines) + "\n", "utf-8")

    result = build_note(workspace, "hk-turnover")

    assert not result.ok and result.outputs == ()
    (found,) = [d for d in result.diagnostics if d.code == "DN401"]
    assert found.span is not None
    assert (found.span.file, found.span.line, found.span.column) == (
        "content/notes/hk-turnover/note.yaml",
        number + 1,
        len(lines[number]),
    )
    assert found.params["character"] == character and found.params["codepoint"] == LACKING[character]
    assert {p.name: p.read_bytes() for p in good.pdf.parent.iterdir()} == before


def test_the_command_names_a_missing_character_by_its_place(house: House) -> None:
    workspace = house({"hk-turnover": None})
    source = workspace.note_file("hk-turnover")
    source.write_text(source.read_text("utf-8").replace("匯率大幅波動", "匯率😀大幅波動"), "utf-8")
    line = next(i for i, t in enumerate(source.read_text("utf-8").splitlines(), 1) if "😀" in t)
    done = command("--ui-lang", "en", "build", cwd=workspace.root)
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.search(rf"content/notes/hk-turnover/note.yaml:{line}:7: error\[DN401\].*U\+1F600", done.stderr)
    assert not (workspace.build_folder / "hk-turnover").exists()


def test_metadata(sample: Built) -> None:
    reader, note = sample.printed.reader, sample.note
    said = reader.metadata
    assert said is not None
    assert said.title == plain(str(note.title))
    assert said.author == ", ".join(p.name for p in note.people if p.role == "analyst")
    assert said.subject == note.summary
    assert said["/Keywords"] == ", ".join(note.keywords)
    assert said.creation_date is not None and said.creation_date.date() == note.date
    assert reader.root_object["/Lang"] == note.lang
    assert (said.creator or "").startswith("desknote ")


def test_the_outline_lists_the_headings(sample: Built) -> None:
    """Each heading of the page, below the title, on its page; nothing but headings."""
    reader = sample.printed.reader
    listed: list[tuple[int, str, int]] = []

    def walk(items: list[Any], level: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, level + 1)
            else:
                page = reader.get_destination_page_number(item)
                listed.append((level, "".join(str(item.title).split()), (page or 0) + 1))

    walk(reader.outline, 1)
    headings = [
        (b.tag, "".join(b.text.split()).replace("\u2010", ""), b.page)
        for b in sample.printed.blocks
        if b.tag in HEADINGS
    ]
    assert [(f"H{level}", title.replace("\u2010", ""), page) for level, title, page in listed] == headings
    note = sample.note
    second = [title for level, title, _ in listed if level == 2]
    for block in (*note.viewpoints, *note.sections):
        assert "".join(plain(str(block.heading)).split()) in second
    assert [level for level, _, _ in listed].count(1) == 1
    for (before, _, _), (after, title, _) in pairwise(listed):
        assert after <= before + 1, f"the outline skips a level at {title!r}"


def test_it_is_tagged(sample: Built) -> None:
    root = sample.printed.reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = {b.tag for b in sample.printed.blocks}
    assert {"H1", "H2", "H3", "P", "TH", "TD", "Caption", "LBody", "Figure"} <= tags


def test_pictures_have_a_text_for_those_who_cannot_see_them(sample: Built) -> None:
    figures = [b for b in sample.printed.blocks if b.tag == "Figure"]
    charts = [e for e in sample.note.exhibits if e.anchor.startswith("fig-")]
    assert len(figures) == len(charts) + 1  # and the logo
    assert {e.spec.alt for e in charts} <= {f.alt for f in figures}
    assert all(f.alt for f in figures)


def test_links_lead_somewhere(sample: Built) -> None:
    """Links within the file reach a page; others go to the web or to a mailbox."""
    reader = sample.printed.reader
    names = reader.named_destinations
    internal = 0
    for page in reader.pages:
        for reference in page.get("/Annots", ()):
            annotation = reference.get_object()
            if annotation.get("/Subtype") != "/Link":
                continue
            action = annotation.get("/A")
            if action is not None and action["/S"] == "/URI":
                assert re.match(r"https?://\S+$|mailto:\S+@\S+$", str(action["/URI"])), action["/URI"]
                continue
            target = annotation.get("/Dest") or action["/D"]
            if isinstance(target, str):
                assert target in names, target
                target = names[target].dest_array
            assert isinstance(target[0], IndirectObject) and target[0].get_object()["/Type"] == "/Page"
            internal += 1
    assert internal == sum(_references(sample))


def _references(built: Built) -> Iterator[int]:
    note = built.note
    bodies = [b.body for b in (*note.viewpoints, *note.sections)] + [note.advice.body if note.advice else ""]
    for body in bodies:
        yield len(re.findall(r"@(?:fig|tbl)-", str(body)))


def test_the_structure_is_sound(sample: Built) -> None:
    done = subprocess.run(["qpdf", "--check", str(sample.pdf)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr


def test_nothing_is_carried_along(sample: Built) -> None:
    """No scripts, no attached files but the note's own edition, no path of the machine that built it."""
    raw = subprocess.run(
        ["qpdf", "--qdf", "--object-streams=disable", str(sample.pdf), "-"], capture_output=True
    ).stdout
    for word in (
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        str(Path.home()).encode(),
        b"file:",
        b"/tmp/",
    ):
        assert word not in raw, word
    assert raw.count(b"/Type /EmbeddedFile") == 1 and b"(desknote-edition.json.br)" in raw

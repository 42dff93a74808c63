"""The text of the PDF is the text of the note: all of it, in order, once, in the characters written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pypdf
import pytest

from e2e.desk import Built
from e2e.printed import pdftotext
from e2e.said import bare, closing, exhibits, main, sidebar


@lru_cache(maxsize=16)
def _pages(built: Built, reader: str) -> list[str]:
    if reader == "pypdf":
        return [page.extract_text() for page in pypdf.PdfReader(built.pdf).pages]
    return pdftotext(built.pdf, "-raw")


def _text(built: Built, reader: str) -> str:
    """The note as read from the PDF, white space and the pages' heads and feet taken out."""
    house, pages = built.note.house, _pages(built, reader)
    found = []
    for number, page in enumerate(map(bare, pages), 1):
        foot = bare(house.notice) + f"{number}/{len(pages)}"
        dot = "|" if built.note.lang == "en" else "·"
        head = bare(f"{house.name}{house.document_label}{dot}{built.note.kind_label}") if number > 1 else ""
        for words in (foot, head):
            page = page.replace(words, "", 1)
        found.append(page)
    return "".join(found)


READERS = pytest.mark.parametrize("reader", ["poppler", "pypdf"])


@READERS
def test_everything_is_there_in_order(sample: Built, reader: str) -> None:
    text, note = _text(sample, reader), sample.note
    for part in (main, sidebar, closing):
        at = 0
        for piece in part(note):
            found = text.find(piece, at)
            assert found >= 0, f"{part.__name__}: {piece!r} does not follow {text[max(0, at - 40) : at]!r}"
            at = found + len(piece)
    for piece in exhibits(note):
        assert piece in text


def test_names_can_be_copied_apart(sample: Built) -> None:
    """What stands beside a name is parted from it by a space, not by room alone."""
    text, note = " ".join(" ".join(_pages(sample, "poppler")).split()), sample.note
    for company in note.advice.coverage if note.advice else ():
        assert not company.ticker or f"{company.name} {company.ticker}" in text
    for person in note.people:
        assert f"{person.name} {person.title.split()[0]}" in text


@READERS
def test_the_parts_follow_each_other(sample: Built, reader: str) -> None:
    """Copied text has the closing matter after the text, also on a page that both share."""
    text, note = _text(sample, reader), sample.note
    last, first = list(main(note))[-1], next(iter(closing(note)))
    assert text.rindex(last) < text.rindex(first)
    assert text.index(bare(note.house.name)) < text.index(bare(str(note.title)))


@READERS
def test_nothing_is_said_twice(sample: Built, reader: str) -> None:
    text, note = _text(sample, reader), sample.note
    for part in (main, closing):
        for piece in part(note):
            if len(piece) >= 20:
                assert text.count(piece) == 1, piece


@READERS
def test_characters_are_those_that_were_written(sample: Built, reader: str) -> None:
    """No look-alikes (radicals for Chinese characters, ligatures for letters), nothing unreadable."""
    text, note = "".join(_pages(sample, reader)), sample.note
    written = {c for part in (main, sidebar, closing, exhibits) for piece in part(note) for c in piece}
    written |= set("".join(note.labels.values())) | set(note.house.notice) | set(note.house.document_label)
    for character in sorted(set(text) - written):
        name = unicodedata.name(character, "")
        assert not re.search("RADICAL|COMPATIBILITY|LIGATURE|REPLACEMENT|PRIVATE", name), name
        assert unicodedata.category(character) not in ("Co", "Cn", "Cs"), hex(ord(character))
        if not re.match("[（），。：；！？％～]", character):
            assert unicodedata.normalize("NFKC", character).strip() == character.strip(), name


@READERS
def test_table_cells_keep_their_rows(sample: Built, reader: str) -> None:
    """Read in order, a table's cells follow each other row by row."""
    text = _text(sample, reader)
    for exhibit in sample.note.exhibits:
        frame = exhibit.frame
        if exhibit.spec.type != "table" or frame is None:
            continue
        columns = list(frame.columns.values())
        names = [bare(str(cell)) for cell in columns[0]]
        at = text.find(bare(exhibit.spec.title.replace("**", "")))
        for name in names:
            found = text.find(name, at)
            assert found >= 0, f"{exhibit.id}: {name}"
            at = found + len(name)

"""The text of the PDF is the text of the note: all of it, in order, once, in the characters written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import pypdf
import pytest

from desknote.closed import ClosedNote, Passage
from e2e.desk import Built
from e2e.printed import pdftotext

_GAPS = re.compile(r"\s+")


def _bare(text: str) -> str:
    """``text`` without white space, and without hyphens between letters: a line's end may add some."""
    return re.sub("(?<=[A-Za-z])[-\u2010](?=[A-Za-z])", "", _GAPS.sub("", text))


def _said(note: ClosedNote, passage: Passage | str) -> list[str]:
    """What a Markdown text says, a string a paragraph; written apart from the program's own reader."""
    pieces = []
    for part in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", str(passage)):
        if part.strip().startswith("@exhibit:"):
            continue
        part = re.sub(r"^\s*(?:#+|[-*]|\d+\.|>)\s", "", part)
        part = re.sub(r"@((?:fig|tbl)-[\w-]*\w)", lambda m: note.references[m[1]][1], part)
        part = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", part)
        pieces.append(_bare(re.sub(r"\*\*|`|\\(?=[\\`*_\[\]<>&~|#])", "", part)))
    return [p for p in pieces if p]


def _main(note: ClosedNote) -> Iterator[str]:
    """Title, text, advice, risks, sections, as they follow each other."""
    yield from _said(note, note.title)
    yield from _said(note, note.subtitle)
    for block in note.viewpoints:
        yield from _said(note, block.heading)
        yield from _said(note, block.body)
    if note.advice:
        yield from _said(note, note.advice.heading)
        yield from _said(note, note.advice.body)
        for company in note.advice.coverage:
            yield _bare(company.name + company.ticker + company.mark)
    for risk in note.risks:
        yield from _said(note, risk)
    for block in note.sections:
        yield from _said(note, block.heading)
        yield from _said(note, block.body)


def _sidebar(note: ClosedNote) -> Iterator[str]:
    if note.rating:
        yield from map(_bare, (note.rating.scope, note.rating.label))
    yield _bare(note.date_label)
    for person in note.people:
        yield _bare(person.name + person.title)
        yield from filter(None, map(_bare, (person.certificate, person.email, person.phone)))
    for related in note.related:
        yield _bare(related.title)


def _closing(note: ClosedNote) -> Iterator[str]:
    for person in note.people:
        if person.biography:
            yield _bare(person.name)
            yield from _said(note, person.biography)
    for statement in note.house.statements:
        yield _bare(statement.title)
        yield from _said(note, statement.body)
    yield _bare(note.house.licence)
    yield _bare(note.house.ratings_title)
    yield _bare(note.house.ratings_introduction)


def _exhibits(note: ClosedNote) -> Iterator[str]:
    for exhibit in note.exhibits:
        yield _bare(exhibit.label)
        yield from _said(note, exhibit.spec.title)
        yield from _said(note, exhibit.spec.source)
    for system in note.house.systems:
        yield _bare(system.name)
        for grade in system.grades:
            yield _bare(grade.name)
            yield _bare(grade.definition)
    for market in note.house.markets:
        yield _bare(market.name)
        yield _bare(market.benchmark)


@lru_cache(maxsize=16)
def _pages(built: Built, reader: str) -> list[str]:
    if reader == "pypdf":
        return [page.extract_text() for page in pypdf.PdfReader(built.pdf).pages]
    return pdftotext(built.pdf, "-raw")


def _text(built: Built, reader: str) -> str:
    """The note as read from the PDF, white space and the pages' heads and feet taken out."""
    house, pages = built.note.house, _pages(built, reader)
    bare = []
    for number, page in enumerate(map(_bare, pages), 1):
        foot = _bare(house.notice) + f"{number}/{len(pages)}"
        head = _bare(f"{house.name}{house.document_label}·{built.note.kind_label}") if number > 1 else ""
        for words in (foot, head):
            page = page.replace(words, "", 1)
        bare.append(page)
    return "".join(bare)


READERS = pytest.mark.parametrize("reader", ["poppler", "pypdf"])


@READERS
def test_everything_is_there_in_order(sample: Built, reader: str) -> None:
    text, note = _text(sample, reader), sample.note
    for part in (_main, _sidebar, _closing):
        at = 0
        for piece in part(note):
            found = text.find(piece, at)
            assert found >= 0, f"{part.__name__}: {piece!r} does not follow {text[max(0, at - 40) : at]!r}"
            at = found + len(piece)
    for piece in _exhibits(note):
        assert piece in text


@READERS
def test_nothing_is_said_twice(sample: Built, reader: str) -> None:
    text, note = _text(sample, reader), sample.note
    for part in (_main, _closing):
        for piece in part(note):
            if len(piece) >= 20:
                assert text.count(piece) == 1, piece


@READERS
def test_characters_are_those_that_were_written(sample: Built, reader: str) -> None:
    """No look-alikes (radicals for Chinese characters, ligatures for letters), nothing unreadable."""
    text, note = "".join(_pages(sample, reader)), sample.note
    written = {c for part in (_main, _sidebar, _closing, _exhibits) for piece in part(note) for c in piece}
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
        names = [_bare(str(cell)) for cell in columns[0]]
        at = text.find(_bare(exhibit.spec.title.replace("**", "")))
        for name in names:
            found = text.find(name, at)
            assert found >= 0, f"{exhibit.id}: {name}"
            at = found + len(name)

"""What a note says: its texts as a reader should find them, worked out apart from the program's own reader.

White space is left out, since a page breaks lines where it likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from desknote.closed import ClosedNote, Passage

_GAPS = re.compile(r"\s+")


def bare(text: str) -> str:
    """``text`` without white space, and without hyphens between letters: a line's end may add some."""
    return re.sub("(?<=[A-Za-z])[-\u2010](?=[A-Za-z])", "", _GAPS.sub("", text))


def said(note: ClosedNote, passage: Passage | str) -> list[str]:
    """What a Markdown text says, a string a paragraph; written apart from the program's own reader."""
    pieces = []
    for part in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", str(passage)):
        if part.strip().startswith("@exhibit:"):
            continue
        part = re.sub(r"^\s*(?:#+|[-*]|\d+\.|>)\s", "", part)
        part = re.sub(r"@((?:fig|tbl)-[\w-]*\w)", lambda m: note.references[m[1]][1], part)
        part = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", part)
        pieces.append(bare(re.sub(r"\*\*|`|\\(?=[\\`*_\[\]<>&~|#])", "", part)))
    return [p for p in pieces if p]


def main(note: ClosedNote) -> Iterator[str]:
    """Title, text, advice, risks, sections, as they follow each other."""
    yield from said(note, note.title)
    yield from said(note, note.subtitle)
    for block in note.viewpoints:
        yield from said(note, block.heading)
        yield from said(note, block.body)
    if note.advice:
        yield from said(note, note.advice.heading)
        yield from said(note, note.advice.body)
        for company in note.advice.coverage:
            yield bare(company.name + company.ticker + company.mark)
    for risk in note.risks:
        yield from said(note, risk)
    for block in note.sections:
        yield from said(note, block.heading)
        yield from said(note, block.body)


def sidebar(note: ClosedNote) -> Iterator[str]:
    if note.rating:
        yield from map(bare, (note.rating.scope, note.rating.label))
    yield bare(note.date_label)
    for person in note.people:
        yield bare(person.name + person.title)
        yield from filter(None, map(bare, (person.certificate, person.email, person.phone)))
    for related in note.related:
        yield bare(related.title)


def closing(note: ClosedNote) -> Iterator[str]:
    for person in note.people:
        if person.biography:
            yield bare(person.name)
            yield from said(note, person.biography)
    for statement in note.house.statements:
        yield bare(statement.title)
        yield from said(note, statement.body)
    yield bare(note.house.licence)
    yield bare(note.house.ratings_title)
    yield bare(note.house.ratings_introduction)


def exhibits(note: ClosedNote) -> Iterator[str]:
    for exhibit in note.exhibits:
        yield bare(exhibit.label)
        yield from said(note, exhibit.spec.title)
        yield from said(note, exhibit.spec.source)
    for system in note.house.systems:
        yield bare(system.name)
        for grade in system.grades:
            yield bare(grade.name)
            yield bare(grade.definition)
    for market in note.house.markets:
        yield bare(market.name)
        yield bare(market.benchmark)

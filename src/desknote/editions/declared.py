"""What a note declares besides its text: disclosures, statements, definitions, tables of the last pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desknote.closed import ClosedNote
from desknote.compose.companies import company_table
from desknote.compose.markdown import blocks, plain
from desknote.editions.edition import Statement

_EVENTS = 24


def flat(text: object) -> str:
    """Markdown without marks, a line a paragraph."""
    return "\n".join(said for _, said in blocks(str(text), {}))


def statements(note: ClosedNote) -> Iterator[Statement]:
    """Everything that is declared, disclosed or defined, in the order of the page."""
    house = note.house
    for one in note.disclosures:
        yield Statement(f"disclosure:{one.id}:{one.company}", one.company, flat(one.text))
    if note.named and not note.disclosures and house.disclosures_none:
        yield Statement("disclosures", "", plain(house.disclosures_none))
    yield from _tables(note)
    for statement in house.statements:
        yield Statement(f"statement:{statement.id}", statement.title, flat(statement.body))
    for key in ("licence", "notice", "ratings_introduction", "disclosures_introduction"):
        if text := getattr(house, key):
            yield Statement(key, "", plain(text))
    for system in house.systems:
        lines = [system.horizon, *(f"{g.name}\t{g.definition}" for g in system.grades)]
        yield Statement(f"rating:{system.id}", system.name, "\n".join(filter(None, lines)))
    if house.markets:
        yield _lines("benchmarks", ((m.name, m.benchmark) for m in house.markets))


def _tables(note: ClosedNote) -> Iterator[Statement]:
    table = company_table(note)
    if table:
        yield _lines(
            "companies",
            (
                (c.name, c.ticker, row.rating, c.price_shown, c.price_day if c.price_shown else "")
                for row in table.rows
                for c in (row.company,)
            ),
        )
    history = next((c.history for c in note.named if c.subject), ())[-_EVENTS:]
    if history:
        yield _lines("history", ((e.day, e.label, e.target_shown, e.price_shown) for e in reversed(history)))
    if note.distribution:
        yield _lines(
            "distribution",
            (
                (r.label, str(r.count), f"{r.share:.0f}%", f"{r.banking_share:.0f}%")
                for r in note.distribution
            ),
        )


def _lines(name: str, rows: Iterable[tuple[str, ...]]) -> Statement:
    return Statement(name, "", "\n".join("\t".join(filter(None, row)) for row in rows))

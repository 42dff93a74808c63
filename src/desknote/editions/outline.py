"""A redline in the order it is read: what is counted at its head, and what stands under which heading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from desknote.editions.changes import (
    BlockChange,
    CellChange,
    Changes,
    PartChange,
    Piece,
    Pieces,
    RecordChange,
    StatementChange,
    altered,
)
from desknote.editions.words import Words, counted
from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the summary; ``section`` is what it counts."""

    section: str
    text: str


def counts(changes: Changes, said: Words) -> tuple[Count, ...]:
    """How much changed, by what it is; nothing where the editions say the same."""
    return tuple(_counts(changes, said))


def _counts(changes: Changes, said: Words) -> Iterator[Count]:
    for key in ("estimates", "facts"):
        if found := getattr(changes, key):
            yield Count(key, counted(said, f"n_{key}", len(found)))
    blocks = list(changes.blocks())
    for op in ("changed", "added", "removed"):
        if n := sum(block.op == op for block in blocks):
            yield Count("text", counted(said, f"n_{op}", n))
    if n := len({block.move for block in blocks if block.move}):
        yield Count("text", counted(said, "n_moved", n))
    if changes.exhibits:
        yield Count("exhibits", counted(said, "n_exhibits", len(changes.exhibits)))
        if n := sum(len(table.cells) for table in changes.exhibits):
            yield Count("exhibits", counted(said, "n_cells", n))
    for key in ("people", "companies", "statements", "about"):
        if found := getattr(changes, key):
            yield Count(key, counted(said, f"n_{key}", len(found)))


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks that are shown as one: a single one, several of which nothing changed, or several that left
    together. ``arrives``: something that moved begins here."""

    op: str
    blocks: tuple[BlockChange, ...]
    arrives: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the text as it is read: its own heading, if it has one, and what stands under it."""

    kind: str
    heading: BlockChange | None
    arrives: bool
    runs: tuple[Run, ...]


def passages(changes: Changes, title: bool = True) -> tuple[Passage, ...]:
    """The parts in which something changed; without the note's ``title``, where that stands elsewhere."""
    arrived: set[int] = set()
    parts = changes.altered_parts if title else map(_without_title, changes.altered_parts)
    return tuple(_passage(part, arrived) for part in parts if part.altered)


def _without_title(part: PartChange) -> PartChange:
    if part.kind != "title":
        return part
    title = next((i for i, block in enumerate(part.blocks) if block.now), -1)
    return PartChange(part.kind, part.blocks[title + 1 :])


def _passage(part: PartChange, arrived: set[int]) -> Passage:
    def arrives(block: BlockChange) -> bool:
        new = block.op == "came" and block.move not in arrived
        arrived.update([block.move] if new else [])
        return new

    first = part.blocks[0]
    heading = first if first.kind == "heading" and first.op != "left" and part.kind != "title" else None
    begins = heading is not None and arrives(heading)
    runs: list[Run] = []
    for (op, _), group in groupby(part.blocks[1:] if heading else part.blocks, _together):
        blocks = tuple(group)
        if op in ("same", "left"):
            runs.append(Run(op, blocks))
        else:
            runs += [Run(op, (block,), arrives(block)) for block in blocks]
    return Passage(part.kind, heading, begins, tuple(runs))


def _together(block: BlockChange) -> tuple[str, int]:
    return block.op, block.move if block.op == "left" else 0


def head_of(passage: Passage, said: Words) -> str:
    """What kind of part it is; empty where its heading says so itself."""
    kind = said[f"part_{passage.kind}"]
    return "" if passage.heading and text_of(passage.heading) == kind else kind


def unchanged(changes: Changes, said: Words) -> tuple[str, ...]:
    """The headings of the parts in which nothing changed."""
    return tuple(
        text_of(part.blocks[0]) if part.blocks[0].kind == "heading" else said[f"part_{part.kind}"]
        for part in changes.parts
        if not part.altered and part.kind != "title"
    )


def text_of(block: BlockChange) -> str:
    """The text of a block as it is, or as it last was."""
    return "".join(p.text for p in block.pieces if p.mark != ("-" if block.now else "+"))


def shown(block: BlockChange, changes: Changes) -> Pieces:
    """A block's pieces; for an exhibit, its label and title instead of its id."""
    if block.kind != "exhibit":
        return block.pieces
    edition = changes.new if block.now else changes.old
    name = text_of(block)
    table = next((t for t in edition.exhibits if t.id == name), None)
    text = f"{table.label} {table.title}" if table else name
    return tuple(Piece(piece.mark, text) for piece in block.pieces)


def statement_name(change: StatementChange, said: Words) -> Pieces:
    """What a statement is called: its title, or what it is."""
    if change.title:
        return change.title
    key = change.id.partition(":")[0]
    return (Piece("=", said.get(key, change.id)),)


def particulars(record: RecordChange) -> tuple[str, ...]:
    """What else is known of a person or company: role and title, or ticker and theme."""
    told = (str(getattr(record.record, key, "")) for key in ("role", "title", "ticker", "theme"))
    return tuple(filter(None, told))


def cell_name(cell: CellChange, said: Words) -> str:
    """Where a figure stands: its row and its column, where they have names."""
    if cell.row and cell.column:
        return said["in"].format(row=cell.row, column=cell.column)
    return cell.row or cell.column


def excerpts(pieces: Pieces, room: int = 60) -> Pieces:
    """``pieces`` with what stays cut down to ``room`` characters beside each change."""
    if not altered(pieces):
        return pieces
    cut: list[Piece] = []
    for i, piece in enumerate(pieces):
        text = piece.text
        if piece.mark == "=":
            first, last = i == 0, i == len(pieces) - 1
            if first and len(text) > room:
                text = "…" + text[-room:]
            elif last and len(text) > room:
                text = text[:room] + "…"
            elif not first and not last and len(text) > 2 * room:
                text = f"{text[:room]} … {text[-room:]}"
        cut.append(Piece(piece.mark, text))
    return tuple(cut)

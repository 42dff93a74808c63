"""A redline for the terminal: coloured where it can be, and readable where it cannot.

Without colour what goes stands as ``[-…-]`` and what comes as ``{+…+}``, as in git's word diff.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desknote.editions.changes import (
    BlockChange,
    CellChange,
    Changes,
    Mark,
    Piece,
    Pieces,
    RecordChange,
    TableChange,
    ValueChange,
)
from desknote.editions.outline import (
    Run,
    cell_name,
    counts,
    excerpts,
    head_of,
    particulars,
    passages,
    shown,
    statement_name,
    unchanged,
)
from desknote.editions.words import Words, moved_by, namer
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.report import printable, width
from desknote.spacing import HAN, WIDE_MARKS

_CELLS = 12
_SGR: dict[str, str] = {"-": "31;9", "+": "32;4", "title": "1", "head": "1;34", "muted": "2", "moved": "35"}
_BRACKETS: dict[str, tuple[str, str]] = {"-": ("[-", "-]"), "+": ("{+", "+}")}
_WIDE = f"{HAN}{WIDE_MARKS}"
_ATOM = regex(rf"\s+|(?:[（「『《【“‘]*[{_WIDE}]|[^\s{_WIDE}]+)[，。、；：？！）】》」』”’]*")
"""What a line is not broken within: a Latin word or a Chinese character, with the marks that cling to it."""
_GUTTER = {"changed": "~", "added": "+", "removed": "-", "left": "<", "came": ">"}


@dataclass(frozen=True, slots=True)
class Styled:
    """Text in one style."""

    style: str
    text: str


def render_terminal(
    changes: Changes, said: Words, names: tuple[str, str], *, color: bool, columns: int
) -> str:
    """The redline, ``columns`` wide. ``names`` say what the editions are."""
    return "\n".join(_Page(changes, said, color, max(40, columns)).lines(names)) + "\n"


class _Page:
    def __init__(self, changes: Changes, said: Words, color: bool, columns: int) -> None:
        self.changes, self.said, self.color, self.columns = changes, said, color, columns
        self.name = namer(said)

    def lines(self, names: tuple[str, str]) -> Iterator[str]:
        said, changes = self.said, self.changes
        yield from self._wrapped([Styled("title", changes.new.title)])
        for key, name in zip(("old_edition", "new_edition"), names, strict=True):
            yield from self._wrapped([Styled("muted", f"{said[key]}  {name}")])
        if changes.empty:
            yield ""
            yield said["nothing"]
            return
        told = [count.text for count in counts(changes, said)]
        yield from self._listed(told)
        for key, lines in self._sections():
            yield ""
            yield self._paint("head", said[key])
            yield from lines

    def _sections(self) -> Iterator[tuple[str, Iterable[str]]]:
        changes = self.changes
        if changes.ratings:
            yield "ratings", self._values(changes.ratings)
        if changes.estimates:
            yield "estimates", self._values(changes.estimates)
        if changes.facts:
            yield "facts", self._values(changes.facts, named=False)
        if changes.altered_parts:
            yield "text", self._text()
        if changes.exhibits:
            yield "exhibits", (line for table in changes.exhibits for line in self._table(table))
        if changes.people:
            yield "people", self._records(changes.people)
        if changes.companies:
            yield "companies", self._records(changes.companies)
        if changes.statements:
            yield "statements", self._statements()
        if changes.about:
            yield "about", self._values(changes.about)

    # --- figures

    def _values(self, values: Sequence[ValueChange], indent: str = "  ", named: bool = True) -> Iterator[str]:
        heads = [(self.name(value.id) if named else value.id).replace("\t", " ") for value in values]
        room = min(max(map(width, heads), default=0), 28)
        for head, value in zip(heads, values, strict=True):
            lead = head + " " * max(0, room - width(head))
            yield from self._wrapped(
                [Styled("", f"{lead}  "), *self._turned(value)], indent, indent + " " * (room + 2)
            )
            if any(value.source):
                old, new = (text or self.said["none"] for text in value.source)
                note = self.said["sources"].format(old=old, new=new)
                yield from self._wrapped([Styled("muted", note)], indent + " " * (room + 2))

    def _turned(self, value: ValueChange | CellChange) -> Iterator[Styled]:
        """``old → new``, by how much; longer texts with their changes marked."""
        pieces = value.pieces if isinstance(value, ValueChange) else ()
        if len(pieces) > 2:
            yield from self._marked(excerpts(pieces))
            return
        old, new = (self.said.get(text, text) for text in (value.old, value.new))
        if old and new:
            yield from (Styled("-" if self.color else "", old), Styled("", " → "))
            yield Styled("+" if self.color else "", new)
        else:
            yield from self._marked((Piece("-", old), Piece("+", new)))
        if by := moved_by(value.difference, self.said):
            yield Styled("title", f"  {by}")

    def _records(self, records: Sequence[RecordChange]) -> Iterator[str]:
        for record in records:
            if record.op == "changed":
                yield from self._wrapped([Styled("title", record.name)], "  ")
                yield from self._values([*map(_as_post, record.fields)], "    ")
            else:
                mark: Mark = "+" if record.op == "added" else "-"
                text = " · ".join(filter(None, (record.name, *particulars(record))))
                yield from self._wrapped([*self._marked([Piece(mark, text)])], "  ", "    ")

    # --- text

    def _text(self) -> Iterator[str]:
        for passage in passages(self.changes):
            kind = head_of(passage, self.said)
            head = [Styled("muted", f"{kind}  ")] if kind else []
            if passage.arrives and passage.heading:
                head.append(self._arrives(passage.heading))
            if passage.heading:
                style = "title" if passage.heading.op == "same" else ""
                pieces = passage.heading.pieces
                head += [Styled(s.style or style, s.text) for s in self._marked(pieces)]
            yield from self._wrapped(head, "  ", "    ")
            for run in passage.runs:
                yield from self._run(run)
        if names := unchanged(self.changes, self.said):
            text = self.said["unchanged_parts"].format(names=self.said["join"].join(names))
            yield from self._wrapped([Styled("muted", text)], "  ", "  ")

    def _run(self, run: Run) -> Iterator[str]:
        block, n = run.blocks[0], len(run.blocks)
        if run.op == "same":
            text = self.said["unchanged" if n > 1 else "unchanged_one"].format(n=n)
            yield from self._wrapped([Styled("muted", f"⋯ {text}")], "    ")
            return
        pieces = shown(block, self.changes)
        told = [Styled("muted", f"{_GUTTER[block.op]} ")]
        if run.op == "left":
            told += [
                Styled("moved", f"{self.said['moved_to']} ({block.move}) "),
                Styled("muted", _begun(pieces)),
            ]
        else:
            told += [self._arrives(block)] if run.arrives else []
            told += self._marked(pieces)
        yield from self._wrapped(told, "    ", "      ")

    def _arrives(self, block: BlockChange) -> Styled:
        return Styled("moved", f"{self.said['moved_here']} ({block.move}) ")

    def _listed(self, texts: Sequence[str]) -> Iterator[str]:
        """``texts`` with dots between, none of them broken over two lines."""
        line = ""
        for text in texts:
            longer = f"{line} · {text}" if line else text
            if line and width(longer) > self.columns:
                yield line
                longer = text
            line = longer
        if line:
            yield line

    def _statements(self) -> Iterator[str]:
        for change in self.changes.statements:
            name = statement_name(change, self.said)
            yield from self._wrapped([*self._marked(name)], "  ")
            if change.text:
                yield from self._wrapped([*self._marked(excerpts(change.text))], "    ", "    ")

    # --- exhibits

    def _table(self, change: TableChange) -> Iterator[str]:
        table, said = change.shown, self.said
        head = [Styled("title", f"{table.label} {table.title}")]
        if change.op != "changed":
            mark: Mark = "+" if change.op == "added" else "-"
            yield from self._wrapped([*self._marked([Piece(mark, head[0].text)])], "  ", "    ")
            return
        yield from self._wrapped(head, "  ", "    ")
        yield from self._values(change.fields, "    ")
        marks: tuple[tuple[str, Mark], ...] = (("removed", "-"), ("added", "+"))
        for op, mark in marks:
            for series in getattr(change, f"series_{op}"):
                yield from self._labelled(said[f"series_{op}"], [Piece(mark, series.name)])
        for before, after in change.renamed:
            yield from self._labelled(said["renamed"], [Piece("-", before), Piece("+", after)])
        for op, mark in marks:
            rows = getattr(change, f"rows_{op}")
            for row in rows[:_CELLS]:
                yield from self._labelled(said[f"rows_{op}"], [Piece(mark, " | ".join(row))])
            yield from self._rest(len(rows))
        cells = change.cells[:_CELLS]
        labels = [cell_name(cell, said) for cell in cells]
        room = min(max(map(width, labels), default=0), self.columns // 2)
        for label, cell in zip(labels, cells, strict=True):
            lead = label + " " * max(0, room - width(label))
            yield from self._wrapped([Styled("", f"{lead}  "), *self._turned(cell)], "    ", "      ")
        yield from self._rest(len(change.cells))
        if change.reordered:
            yield from self._wrapped([Styled("", said["reordered"])], "    ")

    def _labelled(self, label: str, pieces: Iterable[Piece]) -> Iterator[str]:
        yield from self._wrapped([Styled("muted", f"{label}  "), *self._marked(pieces)], "    ", "      ")

    def _rest(self, total: int) -> Iterator[str]:
        if total > _CELLS:
            text = self.said["more"].format(n=total - _CELLS)
            yield from self._wrapped([Styled("muted", f"⋯ {text}")], "    ")

    # --- lines

    def _marked(self, pieces: Iterable[Piece]) -> Iterator[Styled]:
        for piece in pieces:
            if not piece.text:
                continue
            text = piece.text.replace("\t", "  ").replace("\n", " ")
            if piece.mark == "=" or self.color:
                yield Styled("" if piece.mark == "=" else piece.mark, text)
            else:
                start, end = _BRACKETS[piece.mark]
                yield Styled("", f"{start}{text}{end}")

    def _paint(self, style: str, text: str) -> str:
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if self.color and style and text else text

    def _wrapped(
        self, pieces: Iterable[Styled], indent: str = "", further: str | None = None
    ) -> Iterator[str]:
        """``pieces`` in lines that fit, the first after ``indent``, the others after ``further``."""
        hanging = indent if further is None else further
        line: list[Styled] = []
        used, start = 0, indent
        for piece in pieces:
            for atom in _ATOM.findall(printable(piece.text)):
                space = width(atom)
                if line and used + space > self.columns - len(start):
                    yield start + self._painted(line)
                    line, used, start = [], 0, hanging
                    if atom.isspace():
                        continue
                line.append(Styled(piece.style, atom))
                used += space
        if line:
            yield start + self._painted(line)

    def _painted(self, line: list[Styled]) -> str:
        while line and line[-1].text.isspace():
            line.pop()
        text, at = "", 0
        while at < len(line):
            style = line[at].style
            end = at
            while end < len(line) and line[end].style == style:
                end += 1
            text += self._paint(style, "".join(atom.text for atom in line[at:end]))
            at = end
        return text


def _begun(pieces: Pieces) -> str:
    """How a block begins."""
    text = "".join(piece.text for piece in pieces)
    return text if len(text) <= 40 else text[:40] + "…"


def _as_post(value: ValueChange) -> ValueChange:
    """A person's title, which is not the title of a note."""
    return replace(value, id="post") if value.id == "title" else value

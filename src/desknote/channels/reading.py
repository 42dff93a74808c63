"""Markdown to parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desknote.channels.parts import (
    Align,
    Break,
    Code,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Items,
    Line,
    Paragraph,
    Part,
    Quote,
    Run,
)
from desknote.compose.markdown import PLACED_HERE, parsed, parsed_line
from desknote.spacing import spaced

if TYPE_CHECKING:
    from markdown_it.token import Token

References = Mapping[str, tuple[str, str]]
Place = Callable[[str], Sequence[Part]]
"""From an exhibit's id to what stands in its place."""
_MARKS = {"strong": "bold", "em": "italic", "s": "struck"}


def line_of(text: str, references: References) -> Line:
    """One line of Markdown."""
    return _runs(parsed_line(text, references), references)


def plain_line(text: str, bold: bool = False) -> Line:
    """Text without marks as a line, Chinese and Latin set apart."""
    return (Run(spaced(text), bold),) if text else ()


def parts_of(text: str, references: References, place: Place, level: int = 2) -> tuple[Part, ...]:
    """A Markdown body. ``level`` is that of the heading above it."""
    reader = _Reader(parsed(text, references), references, place, level)
    return tuple(reader.until(""))


def _runs(tokens: Sequence[Token], references: References) -> Line:
    runs: list[Run] = []
    look = Run("")
    anchors = {label: anchor for anchor, label in references.values()}
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _MARKS:
            marks: dict[str, Any] = {_MARKS[name]: token.type.endswith("_open")}
            look = replace(look, **marks)
        elif token.type == "link_open":
            look = replace(look, link=str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            look = replace(look, link="")
        elif token.type == "code_inline":
            runs.append(replace(look, text=token.content, code=True))
        elif token.type == "html_inline":
            label = str(token.meta.get("label", ""))
            runs.append(replace(look, text=label, link=f"#{anchors.get(label, '')}"))
        elif token.type == "hardbreak":
            runs.append(replace(look, text="\n"))
        elif token.content:
            runs.append(replace(look, text=token.content))
    return _joined(runs)


def _joined(runs: Sequence[Run]) -> Line:
    """Neighbours that are set alike as one run."""
    out: list[Run] = []
    for run in runs:
        if out and replace(out[-1], text="") == replace(run, text=""):
            out[-1] = replace(run, text=out[-1].text + run.text)
        else:
            out.append(run)
    return tuple(out)


class _Reader:
    """Goes through the tokens of a body once."""

    def __init__(self, tokens: Sequence[Token], references: References, place: Place, level: int) -> None:
        self._tokens, self._references, self._place, self._level = tokens, references, place, level
        self._at = 0

    def until(self, closing: str) -> list[Part]:
        """The parts up to the token ``closing``, which is passed over; to the end where that is empty."""
        parts: list[Part] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == closing:
                break
            parts += self._part(token)
        return parts

    def _part(self, token: Token) -> Sequence[Part]:
        kind = token.type
        if kind == PLACED_HERE:
            return [p for names in token.meta["paragraphs"] for name in names for p in self._place(name)]
        if kind == "paragraph_open":
            return [Paragraph(self._inline())]
        if kind == "heading_open":
            return [Heading(min(6, int(token.tag[1]) + self._level), self._inline())]
        if kind in ("bullet_list_open", "ordered_list_open"):
            return [self._items(token)]
        if kind == "blockquote_open":
            return [Quote(tuple(self.until("blockquote_close")))]
        if kind in ("fence", "code_block"):
            return [Code(token.content.rstrip("\n"))]
        if kind == "hr":
            return [Break()]
        if kind == "table_open":
            return [self._table()]
        return []

    def _inline(self) -> Line:
        """The line of the block that has just opened, and past its end."""
        token = self._tokens[self._at]
        self._at += 2
        return _runs(token.children or [], self._references)

    def _items(self, opening: Token) -> Items:
        closing = opening.type.replace("_open", "_close")
        items: list[tuple[Part, ...]] = []
        while self._tokens[self._at].type != closing:
            self._at += 1
            items.append(tuple(self.until("list_item_close")))
        self._at += 1
        start = opening.attrs.get("start", 1)
        return Items(tuple(items), opening.type.startswith("ordered"), int(start))

    def _table(self) -> Grid:
        heads: list[GridRow] = []
        rows: list[GridRow] = []
        cells: list[GridCell] = []
        while (token := self._tokens[self._at]).type != "table_close":
            self._at += 1
            if token.type == "tr_open":
                cells = []
            elif token.type in ("th_open", "td_open"):
                style = str(token.attrs.get("style", ""))
                align: Align = "right" if "right" in style else "center" if "center" in style else "left"
                cells.append(GridCell(self._inline(), token.type == "th_open", align))
            elif token.type == "tr_close":
                head = all(cell.head for cell in cells)
                (heads if head else rows).append(GridRow(tuple(cells)))
        self._at += 1
        return Grid(tuple(heads), tuple(rows))

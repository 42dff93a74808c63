"""What a note says as one text without Markdown's marks, and the way back to where it was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, TypeVar, cast

from desknote import markup
from desknote.check.prose.blocks import Piece, Range, pieces, tightened
from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic, Span
from desknote.manuscript import Manuscript
from desknote.model.checks import Checks
from desknote.source import Path

T = TypeVar("T")
END = "\ue000"
"""Ends a block: neither a letter nor white space, so that no rule looks across it."""
ATOM = "\ufffc"
"""Stands for what is no prose: code, an address, a reference."""
PAUSE, STOP, LAST, HAN, OPEN, CLOSE = "\x02", "\x03", "\x04", "\x0e", "\x0f", "\x10"
"""What stands in a sheet's shape for ，、： and 。；！？, for the end of a block, for Han characters, and for
full-width brackets and quotation marks. Patterns over the shape compile in no time: a class of Han
characters takes a millisecond."""
_SHAPES = {"，、：": PAUSE, "。；！？": STOP, END: LAST, "“‘「『（《【〈": OPEN, "”’」』）》】〉": CLOSE}

_BODIES = frozenset(("body", "valuation", "target_risks"))
_CAPTIONS = {"title": "caption", "note": "remark", "source": "source", "alt": "alt"}
_ADDRESS = r"[!#-&(-;=?-_a-~]+"
# Each with what a text must contain for it to be looked for: most texts have few of them.
_MARKS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("\\",), r"(?P<escape>\\[!-/:-@\[-`{-~])"),
    (("://",), rf"(?P<auto><https?://[^<>\s]*>|https?://{_ADDRESS})"),
    (("www.",), rf"(?P<www>(?<![A-Za-z0-9.])www\.{_ADDRESS})"),
    (("@",), r"(?P<at>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
             r"|@(?:exhibit:|fig-|tbl-)[A-Za-z0-9][A-Za-z0-9_.-]*)"),
    (("](",), r"(?P<link>\[(?P<label>[^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\))"),
    (("}}",), r"(?P<wrong>\{\{[^{}\n]*\}\})"),
    (("&",), r"(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"),
    (("*",), r"(?P<star>(?<![\d\s])\*+|\*+(?![\d\s]))"),
    (("~~",), r"(?P<strike>~~)"),
    (("_",), r"(?P<under>(?<![A-Za-z0-9])_+(?=\S)|(?<=\S)_+(?![A-Za-z0-9]))"),
    ((".com", ".cn", ".hk", ".org", ".net", ".gov", ".edu", ".io"),
     r"(?P<domain>(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]+\.)+(?:com|cn|hk|org|net|gov|edu|io)(?![A-Za-z0-9])(?:/[A-Za-z0-9_./?=&%#-]*)?)"),
)  # fmt: skip
_DROPPED = frozenset(("star", "strike", "under"))


class Block(NamedTuple):
    """A piece of the sheet's text from ``start`` to ``end``.

    ``kind``: title, heading, summary, paragraph, item, cell, risk, caption, remark, source, alt, or label
    (a name in a list). Items of one list, and a note's risks, have the same ``group``.
    """

    kind: str
    start: int
    end: int
    path: Path
    group: str = ""


class Finding(NamedTuple):
    """What a rule found from ``start`` to ``end`` of the sheet's text; ``better`` would be right.

    It is ``sure`` where ``better`` is what must have been meant, for rules that are not always sure.
    """

    code: str
    start: int
    end: int
    better: str = ""
    params: Mapping[str, object] = MappingProxyType({})


class Number(NamedTuple):
    """A figure in the text, without sign and unit: 1,234.5."""

    start: int
    end: int
    written: str

    @property
    def value(self) -> float:
        return float(self.written.replace(",", ""))


class Word(NamedTuple):
    """A run of Latin letters."""

    start: int
    end: int
    written: str


class Sheet:
    """A note's texts, block after block, each closed by ``END``."""

    def __init__(self, note: ClosedNote, manuscript: Manuscript) -> None:
        self.note, self.manuscript = note, manuscript
        self.checks = note.checks or Checks.model_construct()
        self.chinese = note.lang != "en"
        made = _Maker(manuscript)
        self.text, self.blocks = "".join(made.out), tuple(made.blocks)
        self._begins, self._runs = made.begins, made.runs
        self._starts = [block.start for block in self.blocks]
        self.characters = frozenset(self.text)
        self._once: dict[object, object] = {}

    @cached_property
    def shape(self) -> str:
        """The text with its Han characters and full-width marks replaced by one sign for each sort."""
        signs = {ord(c): ord(sign) for some, sign in _SHAPES.items() for c in some}
        signs |= {code: ord(HAN) for c in self.characters if is_han(code := ord(c))}
        return self.text.translate(signs)

    @cached_property
    def numbers(self) -> list[Number]:
        """The figures in the text."""
        found = re.finditer(r"[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?", self.text)
        return [Number(m.start(), m.end(), m[0]) for m in found]

    @cached_property
    def words(self) -> list[Word]:
        """The runs of Latin letters in the text."""
        return [Word(m.start(), m.end(), m[0]) for m in re.finditer("[A-Za-z]+", self.text)]

    def once(self, worked_out: Callable[[Sheet], T]) -> T:
        """What ``worked_out`` makes of the sheet, worked out the first time only."""
        if worked_out not in self._once:
            self._once[worked_out] = worked_out(self)
        return cast(T, self._once[worked_out])

    def has(self, any_of: str) -> bool:
        """Whether one of these characters stands in the text."""
        return not self.characters.isdisjoint(any_of)

    def places(self, piece: str) -> Iterator[int]:
        """Where a piece of text stands."""
        at = self.text.find(piece)
        while at >= 0:
            yield at
            at = self.text.find(piece, at + 1)

    def block(self, offset: int) -> Block:
        """The block that holds the character at ``offset``."""
        return self.blocks[bisect_right(self._starts, offset) - 1]

    def said(self, block: Block) -> str:
        """A block's text."""
        return self.text[block.start : block.end]

    def of_kind(self, *kinds: str) -> Iterator[Block]:
        """The blocks of some kinds."""
        return (block for block in self.blocks if block.kind in kinds)

    def sentence(self, offset: int, ends: str = "。！？；!?;" + END) -> tuple[int, int]:
        """Where the sentence around ``offset`` begins and ends, as far as 400 characters away."""
        start, end = offset, offset
        first, last = max(0, offset - 400), min(len(self.text), offset + 400)
        while start > first and self.text[start - 1] not in ends:
            start -= 1
        while end < last and self.text[end] not in ends:
            end += 1
        return start, end

    def is_filled(self, offset: int) -> bool:
        """Whether a character comes from an expression."""
        path = self.block(offset).path
        text, origin = self.manuscript.text(path), self._origin(offset, first=True)
        return text is not None and any(begin <= origin < begin + shown for begin, shown, _ in text[1])

    def placed(self, found: Iterable[Finding]) -> list[Diagnostic]:
        """The findings as diagnostics, each at its words in the file."""
        by_path: dict[Path, list[tuple[Finding, Range]]] = {}
        for one in found:
            origin = (self._origin(one.start, first=True), self._origin(one.end - 1, first=False))
            by_path.setdefault(self.block(one.start).path, []).append((one, origin))
        made = []
        for path, some in by_path.items():
            spans = self.manuscript.places(path, (origin for _, origin in some))
            made += [self._diagnostic(one, span) for (one, _), span in zip(some, spans, strict=True)]
        return made

    def _diagnostic(self, one: Finding, span: Span) -> Diagnostic:
        word = self.text[one.start : one.end].replace(ATOM, "…")
        return Diagnostic(one.code, span, {"word": word, **one.params}, one.better)

    def _origin(self, offset: int, *, first: bool) -> int:
        """The place of a character in its text with expressions filled in; beyond it, if not ``first``."""
        i = bisect_right(self._begins, offset) - 1
        origin, length = self._runs[i]
        if length:  # an atom
            return origin if first else origin + length
        return origin + offset - self._begins[i] + (0 if first else 1)


def is_han(code: int) -> bool:
    """Whether a code point is a Han character."""
    return 0x3400 <= code <= 0x9FFF or code == 0x3007 or 0xF900 <= code <= 0xFAFF or code >= 0x20000


class _Maker:
    """Writes the sheet: ``begins`` and ``runs`` tell for each run of its text where it came from."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.out: list[str] = []
        self.blocks: list[Block] = []
        self.begins: list[int] = []
        self.runs: list[tuple[int, int]] = []
        self.length = 0
        texts = [(path, kind) for path in manuscript.document.scalars if (kind := _kind(path))]
        given = [(path, kind, filled[0]) for path, kind in texts if (filled := manuscript.text(path))]
        every = "\n".join(text for _, _, text in given)
        marks = [mark for signs, mark in _MARKS if any(sign in every for sign in signs)]
        self.mark = re.compile("|".join(marks)) if marks else None
        self.code = "`" in every
        for path, kind, text in given:
            self._text(path, kind, text)

    def _text(self, path: Path, kind: str, text: str) -> None:
        if not text.strip():
            return
        code = markup.code_ranges(text) if self.code else []
        if kind == "body":
            for piece in pieces(text):
                self._block(path, text, piece, code, f"{path}{piece[2]}" if piece[2] else "")
            return
        lines, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                lines.append(tightened(text, at, at + len(line)))
            at += len(line) + 1
        self._block(path, text, (kind, tuple(lines), 0), code, "risks" if kind == "risk" else "")

    def _block(self, path: Path, text: str, piece: Piece, code: list[Range], group: str) -> None:
        kind, ranges, _ = piece
        begin = self.length
        for number, (start, end) in enumerate(ranges):
            if number:
                self._fold(text, ranges[number - 1][1], start)
            self._line(text, start, end, code)
        if self.length > begin:
            self.blocks.append(Block(kind, begin, self.length, path, group))
            self._put(END, ranges[-1][1], 1)

    def _fold(self, text: str, before: int, after: int) -> None:
        from desknote.spacing import fold_space

        if space := fold_space(text[before - 1 : before], text[after : after + 1]):
            self._put(space, before, after - before)

    def _line(self, text: str, start: int, end: int, code: list[Range]) -> None:
        at = start
        for code_start, code_end in code:
            if code_end > at and code_start < end:
                self._marked(text, at, max(at, code_start))
                self._put(ATOM, max(at, code_start), min(end, code_end) - max(at, code_start))
                at = min(end, code_end)
        self._marked(text, at, end)

    def _marked(self, text: str, start: int, end: int) -> None:
        at = start
        for match in self.mark.finditer(text, start, end) if self.mark is not None else ():
            self._run(text, at, match.start())
            at = match.end()
            if match.lastgroup == "escape":
                self._run(text, match.start() + 1, at)
            elif match.lastgroup == "link":
                self._marked(text, *match.span("label"))
            elif match.lastgroup not in _DROPPED:
                self._put(ATOM, match.start(), at - match.start())
        self._run(text, at, end)

    def _run(self, text: str, start: int, end: int) -> None:
        if start < end:
            self._note(start, 0)
            self.out.append(text[start:end])
            self.length += end - start

    def _put(self, shown: str, origin: int, length: int) -> None:
        if length > 0:
            self._note(origin, length)
            self.out.append(shown)
            self.length += len(shown)

    def _note(self, origin: int, length: int) -> None:
        self.begins.append(self.length)
        self.runs.append((origin, length))


def _kind(path: Path) -> str:
    """What sort of text stands at a path of the note; empty where none is printed."""
    if not path:
        return ""
    head, last = path[0], path[-1]
    if len(path) == 1:
        kinds = {"title": "title", "subtitle": "heading", "summary": "summary", "risks": "risk"}
        return "body" if head in _BODIES else kinds.get(str(head), "")
    if head in ("viewpoints", "sections") and len(path) == 3:
        return str(last) if last in ("heading", "body") else ""
    if head == "advice":
        if len(path) == 2:
            return str(last) if last in ("heading", "body") else ""
        return "label" if len(path) == 4 and last in ("name", "theme") else ""
    if head == "exhibits" and len(path) == 3:
        return _CAPTIONS.get(str(last), "")
    return "risk" if head == "risks" and len(path) == 2 else ""

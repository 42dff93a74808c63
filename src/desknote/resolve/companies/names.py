"""Company names and tickers in text: one pass over the text, however many companies there are.

Names lie in one table; beside it stands, for every first two characters, how long the names are that begin
with them. A place of the text costs one look, and where two characters fit one more for each length, the
longest first. Both are plain data, so that they can be kept in a file: a regular expression or an automaton
of 25,000 names would have to be built anew in every process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desknote.model.tickers import HALF_WIDTH, normal_ticker
from desknote.records import dataclass

Name = tuple[str, int, bool]
"""A name, the number of its company, and whether it counts in brackets only (``MSFT``)."""

_BEFORE = frozenset("@/_.-")
_OPENING, _CLOSING = frozenset("(（[［:："), frozenset(")）]］,，;；/")


@dataclass(frozen=True, slots=True)
class Mention:
    """A company's name in a text: from ``start`` to ``end``, which is exclusive."""

    start: int
    end: int
    company: int


@dataclass(frozen=True, slots=True)
class Table:
    """Names to companies. In ``names`` the lowest bit of a number is set for names that count in brackets
    only; ``lengths`` are those of the names with the same first two characters, the longest first."""

    names: Mapping[str, int]
    lengths: Mapping[str, list[int]]

    def __bool__(self) -> bool:
        return bool(self.names)

    def company(self, name: str) -> int | None:
        """The number of the company that is called ``name``."""
        found = self.names.get(name)
        return None if found is None else found >> 1

    def starting(self, text: str) -> Iterator[tuple[str, int]]:
        """Names that begin with ``text`` and go on, with their companies."""
        if text[:2] in self.lengths:
            for name, number in self.names.items():
                if name.startswith(text) and name != text and not number & 1:
                    yield name, number >> 1


def table_of(names: Iterable[Name]) -> Table:
    """``names`` in a table; those of one character cannot be told from other text, and are left out."""
    made: dict[str, int] = {}
    lengths: dict[str, set[int]] = {}
    for name, company, bracketed in names:
        if len(name) > 1:
            made.setdefault(name, company * 2 + bracketed)
            lengths.setdefault(name[:2], set()).add(len(name))
    return Table(made, {head: sorted(found, reverse=True) for head, found in lengths.items()})


EMPTY = Table({}, {})


def spellings(ticker: str) -> Iterator[tuple[str, bool]]:
    """How texts write a ticker, and whether that spelling counts in brackets only."""
    word = normal_ticker(ticker)
    yield word, "." not in word
    code, _, market = word.rpartition(".")
    if market == "HK" and code.isdecimal():
        short = str(int(code))
        yield from ((f"{int(code):05d}.HK", False), (f"{short}.HK", False), (f"{short} HK", False))
    elif market == "SH":
        yield from ((f"{code}.SS", False), (f"SH{code}", False), (f"{code} CH", False))
    elif market in ("SZ", "BJ"):
        yield from ((f"{market}{code}", False), (f"{code} CH", False))
    elif market in ("US", "O", "N", "A"):
        yield from ((f"{code} US", False), (code, True))


def mentions(text: str, table: Table) -> Iterator[Mention]:
    """The companies that ``text`` names, in order: the longest name at each place, never part of a word."""
    text = text.translate(HALF_WIDTH)
    names, heads = table.names, table.lengths
    at, last = 0, len(text) - 1
    while at < last:
        for length in heads.get(text[at : at + 2], ()):
            end = at + length
            found = names.get(text[at:end]) if end <= last + 1 else None
            if found is not None and _whole(text, at, end, bool(found & 1)):
                yield Mention(at, end, found >> 1)
                at = end - 1
                break
        at += 1


def _whole(text: str, start: int, end: int, bracketed: bool) -> bool:
    """Whether a name stands for itself: not within a Latin word, an address or a longer number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if bracketed:
        opened = text[:start].rstrip(" ")[-1:]
        return opened in _OPENING and bool(opened) and (not after or after in _CLOSING)
    if text[start].isascii() and before and before.isascii() and (before.isalnum() or before in _BEFORE):
        return False
    if text[end - 1].isascii() and after and after.isascii():
        if after.isalnum() or after == "_":
            return False
        beyond = text[end + 1 : end + 2]
        if after in "-." and beyond.isascii() and beyond.isalnum():
            return False
    return True

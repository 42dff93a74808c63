"""Company names and tickers in text: one pass over the text, however many companies there are.

Names are kept by their first two characters. A place of the text costs one look into that table, and
only where two characters fit are names compared, the longest first. The table is plain data, so that
it can be kept in a file; a regular expression or an automaton of 20,000 names would have to be built
in every process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from desknote.model.tickers import HALF_WIDTH, normal_ticker
from desknote.records import dataclass

Name = tuple[str, int, bool]
"""A name, the number of its company, and whether it counts in brackets only (``MSFT``)."""
Buckets = Mapping[str, Sequence[Sequence[str | int | bool]]]

_BEFORE = frozenset("@/_.-")
_OPENING, _CLOSING = frozenset("(（[［:："), frozenset(")）]］,，;；/")


@dataclass(frozen=True, slots=True)
class Mention:
    """A company's name in a text: from ``start`` to ``end``, which is exclusive."""

    start: int
    end: int
    company: int


def buckets(names: Iterable[Name]) -> dict[str, list[Name]]:
    """``names`` by their first two characters, the longest first."""
    made: dict[str, list[Name]] = {}
    for name in sorted(set(names), key=lambda n: (-len(n[0]), n)):
        if len(name[0]) > 1:
            made.setdefault(name[0][:2], []).append(name)
    return made


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


def mentions(text: str, table: Buckets) -> Iterator[Mention]:
    """The companies that ``text`` names, in order: the longest name at each place, never part of a word."""
    text = text.translate(HALF_WIDTH)
    at, last = 0, len(text) - 1
    while at < last:
        bucket = table.get(text[at : at + 2])
        if bucket is not None:
            for name, company, bracketed in bucket:
                if text.startswith(str(name), at) and _whole(text, at, at + len(str(name)), bool(bracketed)):
                    yield Mention(at, at + len(str(name)), int(company))
                    at += len(str(name)) - 1
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

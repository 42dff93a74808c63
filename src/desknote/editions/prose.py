"""Two versions of a text: which sentences are new, and which words within those that stayed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from desknote.editions.align import Pair, alike, common, gaps, similarity
from desknote.editions.changes import Mark, Piece, Pieces
from desknote.editions.segments import sentences, wordless, words
from desknote.patterns import regex
from desknote.spacing import HAN

_VERSION = 0.4
"""Sentences that share less of their words than this are not versions of one."""
_SPLIT = 0.6
"""A sentence and two others that share at least this are one that was split, or two that were joined."""
_WEAK = frozenset(
    (*"的了在和与與及为為是将將由之也而其从從至到", "a", "an", "and", "as", "at", "by", "for", "in", "is",
     "of", "on", "or", "the", "to", "with", "we", "it")
)  # fmt: skip
_HAN = regex(f"[{HAN}]+")

Unit = tuple[str, str]
"""A word or mark, and the space before it."""


def redline(old: str, new: str) -> Pieces:
    """``old`` and ``new`` as pieces that stay, go and come: what goes stands before what comes."""
    if old == new:
        return (Piece("=", old),) if old else ()
    one, other = sentences(old), sentences(new)
    pieces: list[Piece] = []
    at = 0
    for was, now in gaps(common(one, other), len(one), len(other)):
        pieces += [Piece("=", text) for text in one[at : was.start]]
        pieces += _replaced([one[i] for i in was], [other[j] for j in now])
        at = was.stop
    return joined((*pieces, *(Piece("=", text) for text in one[at:])))


def alikeness(old: str, new: str, least: float = 0.0) -> float:
    """The share of words that two texts have in common, in order; 0 where it is less than ``least``."""
    return similarity(_content(old), _content(new), least)


@lru_cache(maxsize=8192)
def _content(text: str) -> tuple[int, ...]:
    """The words of ``text`` as numbers, without marks and spaces."""
    return tuple(hash(word) for word in words(text) if not wordless(word))


def _replaced(old: list[str], new: list[str]) -> Iterator[Piece]:
    """Sentences that gave way to others."""
    if {len(old), len(new)} == {1, 2} and alikeness("".join(old), "".join(new), _SPLIT):
        yield from _reworded("".join(old), "".join(new))
        return
    i = j = 0
    pairs = alike(
        range(len(old)), range(len(new)), lambda a, b: alikeness(old[a], new[b], _VERSION), _VERSION
    )
    for at, to in (*pairs, (len(old), len(new))):
        yield from (Piece("-", text) for text in old[i:at])
        yield from (Piece("+", text) for text in new[j:to])
        if at < len(old):
            yield from _reworded(old[at], new[to])
        i, j = at + 1, to + 1


def _reworded(old: str, new: str) -> Iterator[Piece]:
    """A sentence and its new version, word by word."""
    one, other = _units(old), _units(new)
    pairs = _kept(one, other, common([u[1] for u in one], [u[1] for u in other]))
    i = j = 0
    for at, to in (*pairs, (len(one), len(other))):
        yield Piece("-", _text(one[i:at]))
        yield Piece("+", _text(other[j:to]))
        if at < len(one) and to < len(other):
            yield from _same(one[at], other[to])
        i, j = at + 1, to + 1


def _units(text: str) -> list[Unit]:
    units: list[Unit] = []
    space = ""
    for word in words(text):
        if word.isspace():
            space += word
        else:
            units.append((space, word))
            space = ""
    return [*units, (space, "")] if space else units


def _text(units: Iterable[Unit]) -> str:
    return "".join(space + word for space, word in units)


def _same(one: Unit, other: Unit) -> tuple[Piece, ...]:
    if one == other:
        return (Piece("=", _text([one])),)
    return Piece("-", one[0]), Piece("+", other[0]), Piece("=", one[1])


def _kept(one: list[Unit], other: list[Unit], pairs: list[Pair]) -> list[Pair]:
    """``pairs`` without those that make a change harder to read than to replace: a lone mark or particle
    between two changes says nothing of what stayed."""
    runs = [[pair for _, pair in run] for _, run in groupby(enumerate(pairs), lambda e: _diagonal(*e))]
    kept: list[list[Pair]] = []
    for number, run in enumerate(runs):
        (i, j), (k, m) = run[0], run[-1]
        said = [one[a][1] for a, _ in run]
        before = (i, j) if number else (0, 0)
        inside = before != (0, 0) and (k + 1 < len(one) or m + 1 < len(other))
        weak = all(wordless(word) or word.lower() in _WEAK for word in said)
        if not (inside and weak):
            kept.append(run)
    found = [pair for run in kept for pair in run]
    words_kept = sum(not wordless(one[i][1]) for i, _ in found)
    most = max(sum(not wordless(word) for _, word in units) for units in (one, other))
    return found if 3 * words_kept >= most else []


def _diagonal(number: int, pair: Pair) -> tuple[int, int]:
    """What is the same for pairs that follow each other on both sides."""
    return pair[0] - number, pair[1] - number


def joined(pieces: Iterable[Piece]) -> Pieces:
    """Neighbours of one kind made one; within a change, what goes first, and no more than what differs."""
    found: list[Piece] = []
    gone, come = "", ""
    for piece in (*pieces, Piece("=", "")):
        if piece.mark == "-":
            gone += piece.text
        elif piece.mark == "+":
            come += piece.text
        else:
            found += (*_trimmed(gone, come), piece)
            gone = come = ""
    return tuple(
        Piece(mark, "".join(piece.text for piece in same))
        for mark, same in groupby((p for p in found if p.text), lambda p: p.mark)
    )


def _trimmed(gone: str, come: str) -> tuple[Piece, ...]:
    """What goes and what comes, without the space before both; one Chinese word that became a longer or
    shorter one as what was added to it or taken from it."""
    space = gone[: len(gone) - len(gone.lstrip())] if gone.strip() and come.strip() else ""
    if space and come.startswith(space) and not come[len(space)].isspace():
        return (Piece("=", space), *_trimmed(gone[len(space) :], come[len(space) :]))
    sides: tuple[tuple[Mark, str, str], ...] = (("+", gone, come), ("-", come, gone))
    for mark, short, long in sides:
        if len(short) < len(long) and _HAN.fullmatch(short):
            if long.endswith(short):
                return Piece(mark, long[: -len(short)]), Piece("=", short)
            if long.startswith(short):
                return Piece("=", short), Piece(mark, long[len(short) :])
    return Piece("-", gone), Piece("+", come)

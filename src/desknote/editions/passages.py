"""The texts of two editions, block by block: what stays, changes, comes, goes, and what only moved."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from itertools import count, groupby

from desknote.editions.align import Pair, alike, common, gaps
from desknote.editions.changes import BlockChange, PartChange, Piece
from desknote.editions.edition import Edition, TextBlock
from desknote.editions.prose import alikeness, redline
from desknote.records import dataclass

_VERSION = 0.35
"""Blocks at one place that share less of their words than this are not versions of one."""
_MOVED = 0.7
"""Blocks at different places that share less than this are not one that moved."""
_WORTH = 12
"""Characters from which on it is worth telling that a reworded block moved."""
_LOOKED_AT = 100_000


def compare_parts(old: Edition, new: Edition) -> tuple[PartChange, ...]:
    """The parts of ``new`` in order, with those of ``old`` that are gone where they were."""
    return _Texts(old, new).parts()


@dataclass(slots=True)
class _Side:
    """The blocks of one edition, and the part that each is in."""

    blocks: list[TextBlock] = field(default_factory=list)
    part: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, edition: Edition) -> _Side:
        side = cls(kinds=[part.kind for part in edition.parts])
        for number, part in enumerate(edition.parts):
            side.blocks += part.blocks
            side.part += [number] * len(part.blocks)
        return side

    def key(self, index: int) -> tuple[str, str]:
        """What makes two blocks the same: a paragraph that became an item of a list still is."""
        block = self.blocks[index]
        kind = block.kind if block.kind in ("heading", "exhibit") else "text"
        return kind, " ".join(block.text.split())

    def keys(self) -> list[tuple[str, str]]:
        return [self.key(i) for i in range(len(self.blocks))]


class _Texts:
    def __init__(self, old: Edition, new: Edition) -> None:
        self.old, self.new = _Side.of(old), _Side.of(new)
        self.pairs = common(self.old.keys(), self.new.keys())
        self.moved: dict[int, int] = {}
        """From a block's place in the old edition to that in the new one."""
        self._same_elsewhere()
        self._reworded()
        self._reworded_elsewhere()

    def _free(self) -> tuple[list[int], list[int]]:
        """What is not yet known to be anywhere in the other edition."""
        was = {i for i, _ in self.pairs} | self.moved.keys()
        now = {j for _, j in self.pairs} | set(self.moved.values())
        return (
            [i for i in range(len(self.old.blocks)) if i not in was],
            [j for j in range(len(self.new.blocks)) if j not in now],
        )

    def _same_elsewhere(self) -> None:
        gone, come = self._free()
        places = defaultdict(list)
        for j in reversed(come):
            places[self.new.key(j)].append(j)
        for i in gone:
            if places[self.old.key(i)]:
                self.moved[i] = places[self.old.key(i)].pop()

    def _reworded(self) -> None:
        """Versions of one block among those that stand between the same two."""
        gone, come = map(set, self._free())
        found: list[Pair] = []
        for was, now in gaps(self.pairs, len(self.old.blocks), len(self.new.blocks)):
            there, here = [i for i in was if i in gone], [j for j in now if j in come]
            found += alike(there, here, self._versions, _VERSION)
        self.pairs = sorted((*self.pairs, *found))

    def _versions(self, i: int, j: int) -> float:
        one, other = self.old.blocks[i], self.new.blocks[j]
        if (one.kind == "heading") != (other.kind == "heading") or "exhibit" in (one.kind, other.kind):
            return 0.0
        return alikeness(one.text, other.text, _VERSION)

    def _reworded_elsewhere(self) -> None:
        gone, come = self._free()
        gone = [i for i in gone if len(self.old.blocks[i].text) >= _WORTH]
        if len(gone) * len(come) > _LOOKED_AT:
            return
        scores = [(self._versions(i, j), i, j) for i in gone for j in come]
        for score, i, j in sorted(scores, key=lambda s: (-s[0], s[1], s[2])):
            if score >= _MOVED and i not in self.moved and j not in self.moved.values():
                self.moved[i] = j

    def parts(self) -> tuple[PartChange, ...]:
        numbers, place = self._move_numbers(), self._places()
        origin = {j: i for i, j in self.moved.items()}
        blocks: list[tuple[tuple[int, int], BlockChange]] = []
        i = j = 0
        for at, to in (*self.pairs, (len(self.old.blocks), len(self.new.blocks))):
            blocks += [(place[k], self._gone(k, numbers)) for k in range(i, at)]
            blocks += [((self.new.part[k], 0), self._come(k, origin.get(k), numbers)) for k in range(j, to)]
            if at < len(self.old.blocks) and to < len(self.new.blocks):
                blocks.append(((self.new.part[to], 0), self._stays(at, to)))
            i, j = at + 1, to + 1
        return tuple(
            PartChange(self.old.kinds[gone - 1] if gone else self.new.kinds[number], tuple(b for _, b in run))
            for (number, gone), run in groupby(blocks, lambda entry: entry[0])
        )

    def _places(self) -> dict[int, tuple[int, int]]:
        """Where each block of the old edition is shown: the new edition's part and 0, or, where nothing is
        left of its own part, the part before and its own part's number from 1."""
        heirs: dict[int, int] = {}
        for i, j in self.pairs:
            heirs.setdefault(self.old.part[i], self.new.part[j])
        follow = {i: self.new.part[j] for i, j in self.pairs}
        places: dict[int, tuple[int, int]] = {}
        last, own = 0, -1
        for i, number in enumerate(self.old.part):
            if number != own:
                own, last = number, heirs.get(number, last)
            last = follow.get(i, last)
            places[i] = (last, 0) if number in heirs else (last, number + 1)
        return places

    def _move_numbers(self) -> dict[int, int]:
        """A number for each block of the old edition that moved; neighbours that moved together share one."""
        numbers: dict[int, int] = {}
        fresh = count(1)
        for i in sorted(self.moved):
            together = i - 1 in self.moved and self.moved[i - 1] == self.moved[i] - 1
            numbers[i] = numbers[i - 1] if together else next(fresh)
        return numbers

    def _stays(self, i: int, j: int) -> BlockChange:
        one, other = self.old.blocks[i], self.new.blocks[j]
        same = self.old.key(i) == self.new.key(j)
        pieces = (Piece("=", other.text),) if same else redline(one.text, other.text)
        return BlockChange("same" if same else "changed", other.kind, pieces)

    def _gone(self, i: int, numbers: dict[int, int]) -> BlockChange:
        block = self.old.blocks[i]
        op = "left" if i in self.moved else "removed"
        return BlockChange(op, block.kind, (Piece("-", block.text),), numbers.get(i, 0))  # type: ignore[arg-type]

    def _come(self, j: int, i: int | None, numbers: dict[int, int]) -> BlockChange:
        block = self.new.blocks[j]
        if i is None:
            return BlockChange("added", block.kind, (Piece("+", block.text),))
        return BlockChange("came", block.kind, redline(self.old.blocks[i].text, block.text), numbers[i])

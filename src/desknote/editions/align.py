"""Which elements of one sequence correspond to which of another.

Longest common subsequences come from RapidFuzz, bit-parallel: what takes difflib its quadratic worst case
takes this one a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from rapidfuzz.distance import LCSseq

Pair = tuple[int, int]
MOST = 40_000
"""Pairs whose likeness is looked at; beyond, only those near the diagonal."""
_LONGEST = 1_000_000_000
"""Elements of one times elements of the other; the way back through a comparison takes a bit for each."""


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """The places of a longest common subsequence, in order."""
    ids: dict[Hashable, int] = {}
    one = [ids.setdefault(key, len(ids)) for key in old]
    other = [ids.setdefault(key, len(ids)) for key in new]
    if len(one) * len(other) > _LONGEST:
        return _ends(one, other)
    return [
        (code.src_start + i, code.dest_start + i)
        for code in LCSseq.opcodes(one, other)
        if code.tag == "equal"
        for i in range(code.src_end - code.src_start)
    ]


def _ends(old: Sequence[int], new: Sequence[int]) -> list[Pair]:
    """What two sequences have in common at their beginning and their end."""
    short = min(len(old), len(new))
    first = next((i for i in range(short) if old[i] != new[i]), short)
    rest = short - first
    last = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    m, n = len(old), len(new)
    return [*((i, i) for i in range(first)), *((m - i, n - i) for i in range(last, 0, -1))]


def gaps(pairs: Sequence[Pair], old: int, new: int) -> Iterator[tuple[range, range]]:
    """The stretches of both sequences, ``old`` and ``new`` elements long, between the pairs; none is empty
    on both sides."""
    i = j = 0
    for at, to in (*pairs, (old, new)):
        if i < at or j < to:
            yield range(i, at), range(j, to)
        i, j = at + 1, to + 1


def alike(
    old: Sequence[int], new: Sequence[int], likeness: Callable[[int, int], float], least: float
) -> list[Pair]:
    """Pairs of elements that are at least ``least`` alike, in order, such that the sum is greatest.

    ``likeness`` of two elements is from 0 to 1.
    """
    m, n = len(old), len(new)
    if not m or not n:
        return []
    reach = n if m * n <= MOST else max(2, MOST // (2 * m))
    best = [[0.0] * (n + 1) for _ in range(m + 1)]
    taken: dict[Pair, bool] = {}
    for i in range(1, m + 1):
        middle = i * n // m
        row, above = best[i], best[i - 1]
        for j in range(1, n + 1):
            value = max(above[j], row[j - 1])
            if abs(j - middle) <= reach:
                score = likeness(old[i - 1], new[j - 1])
                if score >= least and above[j - 1] + score > value:
                    value = above[j - 1] + score
                    taken[i, j] = True
            row[j] = value
    found: list[Pair] = []
    i, j = m, n
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((old[i], new[j]))
    return found[::-1]


def similarity(old: Sequence[int], new: Sequence[int], least: float = 0.0) -> float:
    """How much two sequences have in common, from 0 to 1; 0 where it is less than ``least``."""
    both = len(old) + len(new)
    if not old or not new or 2 * min(len(old), len(new)) < least * both:
        return 0.0
    if 4 * len(set(old) & set(new)) < least * len(set(old) | set(new)):
        return 0.0
    value = 2 * LCSseq.similarity(old, new) / both
    return value if value >= least else 0.0

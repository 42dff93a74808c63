"""「未覆盖」 after the first mention of a company that the house does not cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desknote import markup
from desknote.closed import Passage
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.resolve.companies.named import Told
from desknote.resolve.companies.names import mentions, spellings, table_of
from desknote.resolve.companies.register import Register

_TOLD = regex(r"未覆盖|未覆蓋|not covered", re.IGNORECASE)
_BRACKET = regex(r"\s*([（(])([^（()）\n]{1,40})([)）])")


@dataclass(frozen=True, slots=True)
class _Seen:
    start: int
    end: int
    who: int
    """Number of the register's company; below zero, of one that only the advice lists."""


class Marker:
    """Marks companies in texts; a company once in all the texts that it is given."""

    def __init__(self, register: Register, listed: Sequence[Told], mark: str) -> None:
        self.register, self.mark = register, mark
        own: list[tuple[str, int, bool]] = []
        self.uncovered: dict[int, bool] = {}
        self.tickers: dict[int, set[str]] = {}
        for i, one in enumerate(listed, 1):
            number = one.entry.number if one.entry is not None else -i
            covered = one.company.covered
            if one.entry is not None:
                covered = one.entry.status != "not-covered"
            self.uncovered[number] = covered is False
            own.append((one.company.name, number, False))
            if one.company.ticker:
                self.tickers[number] = {one.company.ticker}
        self.table = table_of(own)

    @property
    def idle(self) -> bool:
        """Whether there is nothing that could be marked."""
        return not self.register and not any(self.uncovered.values())

    def marked(self, body: str, done: set[int]) -> str:
        """``body`` with the mark after the first mention of each company that is not covered.

        Authors write names plainly: 「金山云」 becomes 「金山云（未覆盖）」. Nothing is added where the
        author has written the mark already; where a ticker follows in brackets the mark joins it. Names
        are sought outside code. ``done`` are companies that need no further mark; it grows.
        """
        if self.idle or not body:
            return body
        code = markup.code_ranges(body)
        pieces: list[str] = []
        at = 0
        for seen in self._seen(body):
            if seen.who in done or not self._is_uncovered(seen.who) or markup.within(code, seen.start):
                continue
            done.add(seen.who)
            bracket = _BRACKET.match(body, seen.end)
            if bracket is not None and _TOLD.search(bracket[2]):
                continue
            if bracket is not None and any(t in bracket[2] for t in self._tickers(seen.who)):
                comma = "，" if bracket[1] == "（" else ", "
                pieces += [body[at : bracket.end(2)], comma, self.mark.strip("（）()")]
                at = bracket.end(2)
                continue
            space = " " if self.mark.startswith("(") else ""
            pieces += [body[at : seen.end], space, self.mark]
            at = seen.end
        return "".join((*pieces, body[at:]))

    def passage(self, passage: Passage, done: set[int]) -> Passage:
        """The same of a passage."""
        return replace(passage, text=self.marked(passage.text, done))

    def _seen(self, body: str) -> Iterable[_Seen]:
        """What is named, from left to right; of names that overlap the first, or the longer."""
        found = [_Seen(m.start, m.end, m.company) for m in mentions(body, self.table)]
        found += [_Seen(m.start, m.end, m.company) for m in self.register.mentions(body)]
        last = 0
        for seen in sorted(found, key=lambda s: (s.start, -s.end)):
            if seen.start >= last:
                last = seen.end
                yield seen

    def _is_uncovered(self, who: int) -> bool:
        if who not in self.uncovered:
            self.uncovered[who] = who >= 0 and self.register.entry(who).status == "not-covered"
        return self.uncovered[who]

    def _tickers(self, who: int) -> set[str]:
        known = self.tickers.get(who, set())
        if who >= 0:
            known = known | {w for t, _, _ in self.register.entry(who).listings for w, _ in spellings(t)}
        return known

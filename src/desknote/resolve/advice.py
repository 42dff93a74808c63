"""Companies in the investment advice: those the house does not cover carry a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from desknote import markup
from desknote.closed import CompanyView
from desknote.model.note import Company

_TOLD = re.compile(r"未覆盖|未覆蓋|not covered", re.IGNORECASE)
_BRACKET = re.compile(r"\s*([（(])([^（()）\n]{1,40})([)）])")


def not_covered(labels: Mapping[str, str], lang: str) -> str:
    """The mark as it follows a name: （未覆盖）, (not covered)."""
    return f"({labels['not_covered']})" if lang == "en" else f"（{labels['not_covered']}）"


def companies(coverage: Iterable[Company], mark: str) -> tuple[CompanyView, ...]:
    """The companies as the page lists them."""
    return tuple(
        CompanyView(c.name, c.ticker or "", c.covered, "" if c.covered else mark, c.theme or "")
        for c in coverage
    )


def marked(body: str, coverage: Iterable[Company], mark: str) -> str:
    """``body`` with the mark after the first mention of each company that is not covered.

    Authors write names plainly: 「金山云」 becomes 「金山云（未覆盖）」. Nothing is added where the author
    has written the mark already; where a ticker follows in brackets the mark joins it. A name is
    sought as a whole (not within a longer company name or Latin word) and outside code.
    """
    companies = tuple(coverage)
    wanted = {c.name for c in companies if not c.covered}
    if not wanted:
        return body
    names = sorted({c.name for c in companies}, key=len, reverse=True)
    code = markup.code_ranges(body)
    pieces: list[str] = []
    done = 0
    for match in re.finditer("|".join(_whole(name) for name in names), body):
        if match[0] not in wanted or markup.within(code, match.start()):
            continue
        wanted.discard(match[0])
        bracket = _BRACKET.match(body, match.end())
        if bracket is not None and _TOLD.search(bracket[2]):
            continue
        ticker = next((c.ticker for c in companies if c.name == match[0]), None)
        if bracket is not None and ticker and ticker in bracket[2]:
            comma = "，" if bracket[1] == "（" else ", "
            pieces += [body[done : bracket.end(2)], comma, mark.strip("（）()")]
            done = bracket.end(2)
            continue
        space = " " if mark.startswith("(") else ""
        pieces += [body[done : match.end()], space, mark]
        done = match.end()
    return "".join((*pieces, body[done:]))


def _whole(name: str) -> str:
    before = r"(?<![A-Za-z0-9@/_.-])" if name[0].isascii() else ""
    after = r"(?![A-Za-z0-9_]|[-.][A-Za-z0-9])" if name[-1].isascii() else ""
    return f"{before}{re.escape(name)}{after}"

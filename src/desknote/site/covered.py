"""What the register says a company was rated before: for the history on its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from desknote.records import dataclass
from desknote.site.entry import firm_key

if TYPE_CHECKING:
    from desknote.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Earlier:
    """A rating (an id) or target price that was given on a day."""

    date: dt.date
    grade: str
    target: float | None
    currency: str


def earlier_ratings(workspace: Workspace) -> Mapping[str, tuple[Earlier, ...]]:
    """What the register has of each company, by the name of its folder, the earliest first."""
    from desknote.resolve.companies.register import open_register

    found: dict[str, tuple[Earlier, ...]] = {}
    for entry in open_register(workspace).entries():
        held = tuple(Earlier(c.date, c.grade, c.target, entry.currency) for c in entry.history)
        for ticker in (ticker for ticker, _, _ in entry.listings):
            found[firm_key("", ticker)] = held
    return found


def told(history: Iterable[Earlier], last: dt.date) -> list[Earlier]:
    """``history`` up to ``last``, the day of the latest released note on the company.

    What comes after may be the rating of a note that is still a draft.
    """
    return [one for one in history if one.date <= last]

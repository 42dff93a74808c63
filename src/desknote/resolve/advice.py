"""Companies in the investment advice: those the house does not cover carry a mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desknote.closed import CompanyView
from desknote.resolve.companies.named import Told


def not_covered(labels: Mapping[str, str], lang: str) -> str:
    """The mark as it follows a name: （未覆盖）, (not covered)."""
    return f"({labels['not_covered']})" if lang == "en" else f"（{labels['not_covered']}）"


def companies(listed: Iterable[Told], mark: str) -> tuple[CompanyView, ...]:
    """The companies as the page lists them; whether one is covered is the register's to say, if it knows."""
    made = []
    for one in listed:
        covered = one.company.covered is not False
        if one.entry is not None:
            covered = one.entry.status != "not-covered"
        ticker = one.company.ticker or (one.entry.ticker if one.entry is not None else "")
        made.append(
            CompanyView(one.company.name, ticker, covered, "" if covered else mark, one.company.theme or "")
        )
    return tuple(made)

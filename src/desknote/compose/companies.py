"""Companies on the page: the table of companies with codes for disclosures, and what the codes stand for."""

from __future__ import annotations

from desknote.closed import ClosedNote
from desknote.closed_companies import DisclosureView, NamedCompany
from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One line of the table of companies; ``codes`` name the disclosures below it."""

    company: NamedCompany
    rating: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompanyTable:
    """The companies that the closing pages list, and their disclosures by code."""

    rows: tuple[CompanyRow, ...] = ()
    legend: tuple[tuple[str, tuple[DisclosureView, ...]], ...] = ()
    rated: bool = False
    priced: bool = False

    def __bool__(self) -> bool:
        return bool(self.legend) or self.rated or self.priced


def company_table(note: ClosedNote) -> CompanyTable:
    """The subject, the companies that are rated or recommended, and those with something to disclose."""
    codes: dict[str, dict[str, None]] = {}
    legend: dict[str, list[DisclosureView]] = {}
    for one in note.disclosures:
        codes.setdefault(one.company, {})[one.code] = None
        legend.setdefault(one.code, []).append(one)
    rows = [
        CompanyRow(company, _rating(note, company), tuple(codes.get(company.name, ())))
        for company in note.named
        if company.subject or company.grade or company.advised or company.name in codes
    ]
    return CompanyTable(
        tuple(rows),
        tuple((code, tuple(views)) for code, views in legend.items()),
        rated=any(row.rating for row in rows),
        priced=any(row.company.price_shown for row in rows),
    )


def _rating(note: ClosedNote, company: NamedCompany) -> str:
    """The rating that the note gives its subject; of another company, the register's."""
    return note.rating.label if company.subject and note.rating is not None else company.rating

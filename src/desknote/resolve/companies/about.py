"""What a note says of the company it is about, and whether it is about one at all."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desknote.diagnostics import Diagnostic
from desknote.model.note import Note
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.closed_companies import Change, Subject
    from desknote.resolve.companies.entry import Entry
    from desknote.resolve.figures import Figure


@dataclass(slots=True)
class About:
    """What a note says of the company it is about; ``fields`` are what expressions read as ``company``."""

    subject: Subject | None = None
    entry: Entry | None = None
    fields: dict[str, Figure | str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    files: tuple[str, ...] = ()
    found: list[Diagnostic] = field(default_factory=list)


def given_figures(note: Note) -> dict[str, float]:
    """What formulas may read of the company: the figures that are written as such, and what follows."""
    given = {"company.price": note.price, "company.target": note.target_price}
    made = {
        name: float(value)
        for name, value in given.items()
        if value is not None and not isinstance(value, str)
    }
    if len(made) == 2 and made["company.price"]:
        made["company.upside"] = (made["company.target"] / made["company.price"] - 1) * 100
    return made if note.company is not None else {}

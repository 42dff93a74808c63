"""The register's history of a company as the data of an exhibit: ratings and targets up to the note's day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desknote.closed import RatingView
from desknote.closed_companies import Subject
from desknote.diagnostics import Diagnostic
from desknote.model.house import House
from desknote.model.note import Note
from desknote.records import dataclass
from desknote.resolve.companies.entry import Entry
from desknote.resolve.companies.register import Register
from desknote.resolve.companies.unknown import unknown_company
from desknote.resolve.ratings import grade_label
from desknote.source import Document, Path


@dataclass(frozen=True, slots=True)
class Histories:
    """What exhibits may draw from the register. ``entry`` is the note's own company, if it has one."""

    register: Register
    house: House | None
    note: Note
    lang: str
    entry: Entry | None = None
    subject: Subject | None = None
    rated: RatingView | None = None

    def filled(
        self, kind: str, data: Mapping[str, Any], document: Document, path: Path
    ) -> tuple[Mapping[str, Any], list[Diagnostic]]:
        """The keys of an exhibit of ``kind`` with a history in them, where it names none of its own.

        DN204 where it asks for a company that the register does not have.
        """
        if kind != "rating-history" or any(key in data for key in ("changes", "rating", "target")):
            return data, []
        word = data.get("company")
        entry = self.entry if word is None else self.register.lookup(str(word))
        if entry is None and word is not None:
            span = document.value_span((*path, "company"))
            return data, [unknown_company(str(word), self.register.words(), span)]
        if entry is None:
            return data, []
        return {**data, "changes": self._calls(entry)}, []

    def _calls(self, entry: Entry) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = [
            {"date": call.date, "rating": self._label(call.grade), "target": call.target}
            for call in entry.history
            if call.date <= self.note.date
        ]
        subject, rated = self.subject, self.rated
        if entry is self.entry and subject is not None and (not calls or calls[-1]["date"] < self.note.date):
            # The note is the latest of them; the register may have it only once it is published.
            own = rated.label if rated is not None else None
            calls.append({"date": self.note.date, "rating": own, "target": subject.target})
        return [{key: value for key, value in call.items() if value is not None} for call in calls]

    def _label(self, grade: str) -> str | None:
        return (grade_label(self.house, "", grade, self.lang)[1] or grade or None) if self.house else None

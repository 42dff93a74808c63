"""A note as the site knows it: what lists, feeds and search need, without the note itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desknote.patterns import regex
from desknote.records import dataclass
from desknote.site.urls import name_of

if TYPE_CHECKING:
    from desknote.closed import ClosedNote, CompanyView, RatingView

RELEASED = ("approved", "published")
"""States in which a note is for the public."""
_LANGUAGE = regex(r"[.-](zh-cn|zh-hk|en)$", re.IGNORECASE)
_FIRST_WORDS = 140


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody named on the note; ``role`` is ``analyst``, ``assistant`` or ``contact``."""

    id: str
    role: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Firm:
    """A company that the note names. ``key`` is the name of its folder."""

    key: str
    name: str
    ticker: str
    covered: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """The note's rating: ids, and its place among the grades of its system, the best first."""

    system: str
    grade: str
    label: str
    place: int


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was built."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """Texts are plain. ``released`` (first), ``updated`` (last approved) and ``withdrawn`` are times
    (ISO 8601, UTC) where a ledger has them."""

    slug: str
    state: str
    lang: str = ""
    kind: str = ""
    title: str = ""
    subtitle: str = ""
    summary: str = ""
    date: dt.date = dt.date.min
    sector: str = ""
    keywords: tuple[str, ...] = ()
    rating: Rated | None = None
    people: tuple[Author, ...] = ()
    firms: tuple[Firm, ...] = ()
    subject: Firm | None = None
    target: str = ""
    previous_grade: str = ""
    previous_target: str = ""
    outputs: tuple[Output, ...] = ()
    pages: int = 0
    released: str = ""
    updated: str = ""
    withdrawn: str = ""
    reason: str = ""
    content: str = ""
    """The digest of what the note says."""

    @property
    def family(self) -> str:
        """The same for a note and its versions in other languages: its name without the language."""
        return _LANGUAGE.sub("", self.slug)

    @property
    def folder(self) -> str:
        """Where its pages are on the site."""
        return f"notes/{self.slug}/"

    @property
    def public(self) -> bool:
        """Whether its content is for everybody."""
        return self.state in RELEASED

    @property
    def analysts(self) -> tuple[Author, ...]:
        """Those who answer for it."""
        return tuple(p for p in self.people if p.role == "analyst")

    def output(self, name: str) -> Output | None:
        """The file ``name``, if it was built."""
        return next((o for o in self.outputs if o.name == name), None)


def entry_of(
    note: ClosedNote,
    outputs: Iterable[Output] = (),
    pages: int = 0,
    times: tuple[str, str, str] = ("", "", ""),
) -> Entry:
    """The entry of ``note``; ``times`` are those of its release, last approval and withdrawal.

    One that is withdrawn keeps nothing of what it said.
    """
    released, updated, withdrawn = times
    if note.state == "withdrawn":
        return Entry(
            note.slug,
            note.state,
            note.lang,
            note.kind,
            date=note.date,
            released=released,
            updated=updated,
            withdrawn=withdrawn,
            reason=note.withdrawal,
        )
    from desknote.compose.markdown import plain

    subject = note.subject
    return Entry(
        slug=note.slug,
        state=note.state,
        lang=note.lang,
        kind=note.kind,
        title=plain(str(note.title)),
        subtitle=plain(str(note.subtitle)),
        summary=note.summary or _first_words(note),
        date=note.date,
        sector=note.sector,
        keywords=note.keywords,
        rating=_rated(note.rating, note),
        people=tuple(Author(p.id, p.role, p.name, p.title) for p in note.people),
        firms=_firms(note),
        subject=_subject(note),
        target=subject.target_shown if subject is not None else "",
        previous_grade=subject.previous_grade if subject is not None else "",
        previous_target=subject.previous_target_shown if subject is not None else "",
        outputs=tuple(outputs),
        pages=pages,
        released=released,
        updated=updated,
        content=note.content,
    )


def _first_words(note: ClosedNote) -> str:
    from desknote.compose.markdown import plain

    if not note.viewpoints:
        return ""
    text = plain(str(note.viewpoints[0].body)[:400])
    return text if len(text) <= _FIRST_WORDS else text[: _FIRST_WORDS - 1].rstrip() + "…"


def _rated(view: RatingView | None, note: ClosedNote) -> Rated | None:
    if view is None:
        return None
    system = next((s for s in note.house.systems if s.id == view.system), None)
    grades = [g.id for g in system.grades] if system is not None else []
    place = grades.index(view.id) if view.id in grades else -1
    return Rated(view.system, view.id, view.label, place)


def firm_key(name: str, ticker: str) -> str:
    """The name of a company's folder: its ticker where it has one."""
    return name_of(ticker or name)


def _firms(note: ClosedNote) -> tuple[Firm, ...]:
    found: dict[str, Firm] = {}
    for one in note.named:
        covered = one.status in ("covered", "suspended", "restricted")
        firm = Firm(firm_key(one.name, one.ticker), one.name, one.ticker, covered)
        found.setdefault(firm.key, firm)
    for view in note.advice.coverage if note.advice is not None else ():
        firm = _listed(view)
        found.setdefault(firm.key, firm)
    subject = _subject(note)
    if subject is not None:
        found.setdefault(subject.key, subject)
    return tuple(found.values())


def _listed(view: CompanyView) -> Firm:
    return Firm(firm_key(view.name, view.ticker), view.name, view.ticker, view.covered)


def _subject(note: ClosedNote) -> Firm | None:
    """The company that the note is about: said, or the only one that a note on one company lists."""
    if note.subject is not None:
        one = note.subject
        return Firm(firm_key(one.name, one.ticker), one.name, one.ticker, True)
    listed = note.advice.coverage if note.advice is not None else ()
    if note.kind in ("company", "initiation", "flash") and len(listed) == 1:
        return _listed(listed[0])
    return None


def said(note: ClosedNote) -> tuple[str, ...]:
    """The note's text for search, a piece a block: everything that readers see but the firm's own texts."""
    from desknote.compose.markdown import blocks, plain

    pieces: list[str] = []

    def body(text: object) -> None:
        pieces.extend(shown for kind, shown in blocks(str(text), note.references) if kind != "exhibit")

    for point in note.viewpoints:
        pieces.append(plain(str(point.heading)))
        body(point.body)
    if note.advice is not None:
        pieces.append(plain(str(note.advice.heading)))
        body(note.advice.body)
        pieces.extend(f"{c.name} {c.ticker}".strip() for c in note.advice.coverage)
    for risk in note.risks:
        body(risk)
    for section in note.sections:
        pieces.append(plain(str(section.heading)))
        body(section.body)
    pieces.extend(plain(str(e.spec.title)) for e in note.exhibits)
    return tuple(" ".join(p.split()) for p in pieces if p.strip())


def to_data(entry: Entry) -> dict[str, Any]:
    """The entry as JSON knows it."""
    return {**asdict(entry), "date": entry.date.isoformat()}


def from_data(data: Mapping[str, Any]) -> Entry:
    """The entry that :func:`to_data` wrote. Raises KeyError, TypeError, ValueError."""
    subject, rating = data["subject"], data["rating"]
    return Entry(
        **{
            **data,
            "date": dt.date.fromisoformat(data["date"]),
            "keywords": tuple(data["keywords"]),
            "rating": Rated(**rating) if rating else None,
            "people": tuple(Author(**p) for p in data["people"]),
            "firms": tuple(Firm(**f) for f in data["firms"]),
            "subject": Firm(**subject) if subject else None,
            "outputs": tuple(Output(**o) for o in data["outputs"]),
        }
    )

"""The notes of the site in order: by analyst, sector, company, kind and month, and what is related."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import TypeVar

from desknote.model.base import in_lang, near_langs
from desknote.records import dataclass
from desknote.site.entry import Entry, Firm
from desknote.site.settings import Desk
from desknote.site.urls import name_of

K = TypeVar("K", bound=Hashable)
_RELATED = 3


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector; ``key`` is the name of its folder."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Move:
    """A rating that changed with a note. ``way`` is ``up``, ``down``, ``new`` or ``other``."""

    entry: Entry
    subject: str
    folder: str
    old: str
    new: str
    way: str
    target: str
    previous_target: str


@dataclass(frozen=True)
class Catalogue:
    """What one edition of the site lists: every note once, in the edition's language where it has that.

    ``everything`` are all notes with a page, in every language, those that were withdrawn as well.
    """

    lang: str
    desk: Desk
    everything: tuple[Entry, ...]
    listed: tuple[Entry, ...] = field(init=False)
    """The latest first."""

    def __post_init__(self) -> None:
        chosen: dict[str, Entry] = {}
        order = (self.lang, *near_langs(self.lang), *self.desk.languages)
        for entry in self.everything:
            if entry.state == "withdrawn":
                continue
            other = chosen.get(entry.family)
            if other is None or _rank(entry, order) < _rank(other, order):
                chosen[entry.family] = entry
        listed = sorted(chosen.values(), key=latest_first)
        object.__setattr__(self, "listed", tuple(listed))

    # --- names

    def sector_of(self, entry: Entry) -> Sector | None:
        """The sector of a note, as the site names it."""
        return self.sector_named(entry.sector) if entry.sector else None

    def sector_named(self, text: str) -> Sector:
        """The sector that notes call ``text``."""
        known = self._sectors
        if text not in known:
            key = name_of(text)  # names that differ in marks alone share a folder, and are one sector
            known[text] = next((s for s in known.values() if s.key == key), Sector(key, text))
        return known[text]

    @cached_property
    def _sectors(self) -> dict[str, Sector]:
        found = {}
        for one in self.desk.settings.sectors:
            sector = Sector(name_of(one.id), in_lang(one.name, self.lang))
            names = one.name.values() if isinstance(one.name, dict) else (one.name,)
            found.update(dict.fromkeys((one.id, *names, *one.aliases), sector))
        return found

    # --- groups, each the latest first

    @cached_property
    def by_sector(self) -> Mapping[Sector, tuple[Entry, ...]]:
        """Notes by sector, the sector with the most notes first."""
        return _largest_first(_grouped(self.listed, lambda e: filter(None, [self.sector_of(e)])))

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Entry, ...]]:
        """Notes by kind, in the order of the model."""
        from desknote.model.note import KINDS

        groups = _grouped(self.listed, lambda e: [e.kind])
        return {kind: groups[kind] for kind in KINDS if kind in groups}

    @cached_property
    def by_analyst(self) -> Mapping[str, tuple[Entry, ...]]:
        """Notes by the id of each analyst or assistant who signs them."""
        return _grouped(self.listed, lambda e: [p.id for p in e.people if p.role != "contact"])

    @cached_property
    def by_firm(self) -> Mapping[str, tuple[Entry, ...]]:
        """Notes by company, the most often named first."""
        return _largest_first(_grouped(self.listed, lambda e: [f.key for f in e.firms]))

    @cached_property
    def firms(self) -> Mapping[str, Firm]:
        """Each company as the latest note in the edition's language names it, else the latest note."""
        found: dict[str, tuple[bool, Firm]] = {}
        for entry in self.listed:
            own = entry.lang == self.lang
            for firm in entry.firms:
                known = found.get(firm.key)
                if known is None or (own and not known[0]):
                    found[firm.key] = (own, firm)
        return {key: firm for key, (_, firm) in found.items()}

    @cached_property
    def by_month(self) -> Mapping[tuple[int, int], tuple[Entry, ...]]:
        """Notes by year and month, the latest month first."""
        return _grouped(self.listed, lambda e: [(e.date.year, e.date.month)])

    @cached_property
    def by_year(self) -> Mapping[int, tuple[tuple[int, int], ...]]:
        """The months of each year, the latest first."""
        years: dict[int, list[tuple[int, int]]] = {}
        for year, month in self.by_month:
            years.setdefault(year, []).append((year, month))
        return {year: tuple(months) for year, months in years.items()}

    # --- what belongs together

    @cached_property
    def versions(self) -> Mapping[str, Mapping[str, Entry]]:
        """The notes that are one in several languages, by family and language."""
        found: dict[str, dict[str, Entry]] = {}
        for entry in self.everything:
            if entry.state != "withdrawn":
                found.setdefault(entry.family, {}).setdefault(entry.lang, entry)
        order = self.desk.languages
        return {
            family: dict(sorted(held.items(), key=lambda item: _rank(item[1], order)))
            for family, held in found.items()
            if len(held) > 1
        }

    def related(self, entry: Entry) -> tuple[Entry, ...]:
        """Earlier notes that a reader of this one may want, the nearest first.

        Only earlier ones: a new note then leaves the pages of old ones as they are.
        """
        scores: dict[str, int] = {}
        for group, worth in self._neighbours(entry):
            for other in _before(group, entry):
                scores[other.slug] = scores.get(other.slug, 0) + worth
        known = self._listed_by_slug
        nearest = sorted(scores, key=lambda slug: (-scores[slug], latest_first(known[slug])))
        return tuple(known[slug] for slug in nearest[:_RELATED])

    @cached_property
    def _listed_by_slug(self) -> Mapping[str, Entry]:
        return {entry.slug: entry for entry in self.listed}

    def _neighbours(self, entry: Entry) -> Iterator[tuple[Sequence[Entry], int]]:
        if entry.subject is not None:
            yield self.by_firm.get(entry.subject.key, ()), 6
        for firm in entry.firms[:12]:
            yield self.by_firm.get(firm.key, ()), 2
        sector = self.sector_of(entry)
        if sector is not None:
            yield self.by_sector.get(sector, ()), 3
        for person in entry.analysts:
            yield self.by_analyst.get(person.id, ()), 1

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Ratings that notes gave, changed or confirmed with another target, the latest first."""
        last: dict[str, Entry] = {}
        found: list[Move] = []
        for entry in reversed(self.listed):
            key = _rated_thing(entry, self)
            if entry.rating is None or not key:
                continue
            move = self._move(entry, last.get(key))
            if move is not None:
                found.append(move)
            last[key] = entry
        return tuple(reversed(found))

    def _move(self, entry: Entry, before: Entry | None) -> Move | None:
        rated = entry.rating
        assert rated is not None
        old = before.rating.grade if before is not None and before.rating is not None else ""
        old = old or entry.previous_grade
        if old == rated.grade:
            return None
        way = self.way(rated.system, old, rated.grade)
        firm = entry.subject
        sector = self.sector_of(entry)
        named = self.firms.get(firm.key, firm).name if firm is not None else sector.name if sector else ""
        folder = f"companies/{firm.key}/" if firm is not None else f"sectors/{sector.key}/" if sector else ""
        new = self.desk.grade(rated.system, rated.grade, self.lang, rated.label)
        said = self.desk.grade(rated.system, old, self.lang) if old else ""
        previous = (before.target if before is not None else "") or entry.previous_target
        return Move(entry, named, folder, said, new, way, entry.target, previous)

    def way(self, system: str, old: str, new: str) -> str:
        """Which way a rating went: ``up``, ``down``, ``new``, or ``other`` where grades have no order."""
        if not old:
            return "new"
        was, now = self.desk.place(system, old), self.desk.place(system, new)
        if min(was, now) < 0 or self._unrated(system, old, new):
            return "other"
        return "up" if now < was else "down"

    def _unrated(self, system: str, *grades: str) -> bool:
        """Whether one of the grades is the absence of a rating: it has no band."""
        held = self.desk.house.ratings.systems.get(system)
        known = {g.id: g for g in held.grades} if held is not None else {}
        return any(g in known and known[g].above is None and known[g].below is None for g in grades)


def _rated_thing(entry: Entry, catalogue: Catalogue) -> str:
    """What the note's rating is a rating of."""
    if entry.rating is None:
        return ""
    if entry.subject is not None:
        return f"{entry.rating.system}/company/{entry.subject.key}"
    sector = catalogue.sector_of(entry)
    if sector is None or entry.kind in ("company", "initiation", "flash"):
        return ""
    return f"{entry.rating.system}/sector/{sector.key}"


def latest_first(entry: Entry) -> tuple[int, str]:
    """Order of lists."""
    return -entry.date.toordinal(), entry.slug


def _rank(entry: Entry, order: Sequence[str]) -> tuple[int, str]:
    return (order.index(entry.lang) if entry.lang in order else len(order)), entry.slug


def _grouped(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[K]]) -> dict[K, tuple[Entry, ...]]:
    found: dict[K, list[Entry]] = {}
    for entry in entries:
        for key in dict.fromkeys(keys(entry)):
            found.setdefault(key, []).append(entry)
    return {key: tuple(held) for key, held in found.items()}


def _largest_first(groups: Mapping[K, tuple[Entry, ...]]) -> dict[K, tuple[Entry, ...]]:
    return dict(sorted(groups.items(), key=lambda item: -len(item[1])))


def _before(group: Sequence[Entry], entry: Entry) -> Iterator[Entry]:
    """The latest notes of a group that came before ``entry``; a few more than are shown."""
    start = bisect.bisect_right(group, latest_first(entry), key=latest_first)
    found = (other for other in group[start : start + 5 * _RELATED] if other.family != entry.family)
    yield from found

"""One language of the site: its paths, its words, and notes as its pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any, overload

from desknote.records import dataclass
from desknote.resolve.companies.money import money, price_text
from desknote.site import words as said
from desknote.site.catalogue import Catalogue, Move, Sector
from desknote.site.covered import Earlier, told
from desknote.site.entry import Entry
from desknote.site.keys import digest
from desknote.site.settings import Desk, Imprint, Profile
from desknote.site.urls import page_of, relative

_WAYS = {"up": "upgrade", "down": "downgrade", "new": "new_rating", "other": "changed"}
TAGS = {"zh-CN": "简", "zh-HK": "繁", "en": "EN"}
_DOWNLOADS = ("pdf", "docx", "xlsx", "pptx", "epub", "md", "txt", "csv", "zip")
"""Endings of outputs that are offered to readers; other channels are for sending, not for keeping."""


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go; ``count`` and ``note`` are said beside it."""

    title: str
    href: str
    count: str = ""
    note: str = ""
    lang: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A note in a list."""

    entry: Entry
    href: str
    kind: Link
    sector: Link | None
    date: str
    people: tuple[Link, ...]
    rating: str
    target: str
    pdf: Link | None
    lang: str
    """Set where the note is not in the page's language."""
    tag: str
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """A change of rating in a table."""

    date: str
    iso: str
    href: str
    title: str
    subject: str
    subject_href: str
    old: str
    new: str
    way: str
    word: str
    target: str
    previous_target: str
    lang: str = ""  # of the title, where it is not the edition's


@dataclass(frozen=True)
class Edition:
    """The site in ``lang``. ``prefix`` is where its pages are: nothing for the first, ``en/`` for English."""

    lang: str
    prefix: str
    desk: Desk
    catalogue: Catalogue
    drafts: bool
    marks: Mapping[str, str]
    """What stands for each entry, by its slug."""
    words: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", said.words(self.lang))

    @property
    def imprint(self) -> Imprint:
        """What the house says of itself."""
        return self.desk.imprints[self.lang]

    # --- paths

    def path(self, folder: str, number: int = 1) -> str:
        """The page of a list in this edition."""
        return page_of(self.prefix + folder, number)

    def sector_path(self, sector: Sector) -> str:
        """The page of a sector."""
        return self.path(f"sectors/{sector.key}/")

    def note_path(self, entry: Entry) -> str:
        """The page of a note: notes are in one place, whatever the edition."""
        return f"{entry.folder}index.html"

    def profile(self, person: str) -> Profile | None:
        """An analyst with a page."""
        if person not in self.catalogue.by_analyst:
            return None
        return self.desk.profiles[self.lang].get(person)

    @cached_property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """The editions there are: language and prefix."""
        return tuple((lang, prefix_of(lang, self.desk)) for lang in self.desk.languages)

    # --- notes

    def item(self, entry: Entry, page: str) -> Item:
        """``entry`` as ``page`` lists it."""
        sector = self.catalogue.sector_of(entry)
        pdf = next((o for o in downloads(entry) if o.title == "PDF"), None)
        foreign = entry.lang != self.lang
        return Item(
            entry,
            relative(page, self.note_path(entry)),
            Link(self.desk.kind(entry.kind, self.lang), relative(page, self.path(f"kinds/{entry.kind}/"))),
            Link(sector.name, relative(page, self.sector_path(sector))) if sector else None,
            self.day(entry),
            tuple(self.person(p.id, p.name, page) for p in entry.analysts),
            self.rating(entry),
            entry.target,
            Link(pdf.title, relative(page, pdf.href), note=pdf.note) if pdf else None,
            entry.lang if foreign else "",
            TAGS[entry.lang] if foreign else "",
            self.words[entry.state] if entry.state in ("draft", "review") else "",
        )

    def items(self, entries: Sequence[Entry], page: str) -> Items:
        """``entries`` as ``page`` lists them."""
        return Items(self, entries, page)

    def mark(self, entry: Entry) -> str:
        """Stands for all that the edition says of ``entry``, wherever it does."""
        known = self._marks.get(entry.slug)
        if known is None:
            others = [(v.lang, v.slug) for v in self.catalogue.versions.get(entry.family, {}).values()]
            paged = [self.profile(person.id) is not None for person in entry.people]
            known = digest(self.marks[entry.slug], self.catalogue.sector_of(entry), others, paged)
            self._marks[entry.slug] = known
        return known

    @cached_property
    def _marks(self) -> dict[str, str]:
        return {}

    def person(self, person: str, name: str, page: str) -> Link:
        """An analyst's name, linked where there is a page."""
        profile = self.profile(person)
        if profile is None:
            return Link(name, "")
        return Link(profile.name or name, relative(page, self.path(f"analysts/{person}/")))

    def rating(self, entry: Entry) -> str:
        """The note's rating in the edition's language."""
        rated = entry.rating
        return self.desk.grade(rated.system, rated.grade, self.lang, rated.label) if rated else ""

    def day(self, entry: Entry) -> str:
        """The note's date."""
        return said.short_day_of(self.lang, entry.date)

    def rows(self, moves: Iterable[Move], page: str) -> list[Row]:
        """Changes of rating as a table shows them."""
        return [
            Row(
                self.day(move.entry),
                move.entry.date.isoformat(),
                relative(page, self.note_path(move.entry)),
                move.entry.title,
                move.subject,
                relative(page, self.path(move.folder)) if move.folder else "",
                move.old,
                move.new,
                move.way,
                self.words[_WAYS[move.way]],
                move.target,
                move.previous_target if move.previous_target != move.target else "",
                move.entry.lang if move.entry.lang != self.lang else "",
            )
            for move in moves
        ]

    def history(self, key: str, page: str) -> list[Row]:
        """How a company was rated, the latest first: by released notes, and before them by the register."""
        about = [e for e in self.catalogue.by_firm[key] if e.subject is not None and e.subject.key == key]
        rows = self.rows((m for m in self.catalogue.moves if m.folder == f"companies/{key}/"), page)
        if not about:
            return rows
        noted = {e.date.isoformat(): e.rating.grade if e.rating else "" for e in about}
        earlier = told(self.desk.ratings.get(key, ()), about[0].date)
        system = next((e.rating.system for e in about if e.rating is not None), "company")
        grade, target = "", ""
        for one in earlier:
            shown = money(price_text(one.target), one.currency, self.lang)
            day = one.date.isoformat()
            same = (not one.grade or one.grade == grade) and (not shown or shown == target)
            if day not in noted and not same:
                rows.append(self._earlier(one, system, grade, target, shown))
            grade, target = one.grade or grade, shown or target
        return sorted(rows, key=lambda row: row.iso, reverse=True)

    def _earlier(self, one: Earlier, system: str, grade: str, target: str, shown: str) -> Row:
        old = self.desk.grade(system, grade, self.lang) if grade else ""
        way = self.catalogue.way(system, grade, one.grade) if one.grade and one.grade != grade else ""
        return Row(
            said.short_day_of(self.lang, one.date),
            one.date.isoformat(),
            "",
            "",
            "",
            "",
            old if way and way != "new" else "",
            self.desk.grade(system, one.grade or grade, self.lang),
            way,
            self.words[_WAYS[way]] if way else "",
            shown,
            target if target != shown else "",
        )

    def count(self, number: int) -> str:
        """So many reports."""
        return said.count_of(self.lang, number)

    def list_of(self, entries: Sequence[Entry], folder: str) -> list[tuple[int, Sequence[Entry]]]:
        """``entries`` in pages, each with its number."""
        size = self.desk.settings.per_page
        starts = range(0, max(1, len(entries)), size)
        return [(number, entries[start : start + size]) for number, start in enumerate(starts, 1)]

    def pager(self, folder: str, number: int, last: int) -> list[Link]:
        """Links to the other pages of a list: the first, the last, and those near; a gap has no address."""
        page = self.path(folder, number)
        near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
        links: list[Link] = []
        before = 0
        for n in near:
            if n > before + 1:
                links.append(Link("…", ""))
            links.append(Link(str(n), relative(page, self.path(folder, n)), current=n == number))
            before = n
        return links if last > 1 else []


class Items(Sequence[Item]):
    """Notes as a page lists them, made when the page is. ``marks`` stand for what it will say of them."""

    def __init__(self, edition: Edition, entries: Sequence[Entry], page: str) -> None:
        self._edition, self._entries, self._page = edition, entries, page

    @property
    def marks(self) -> list[str]:
        """A digest a note."""
        return [self._edition.mark(entry) for entry in self._entries]

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        if isinstance(index, slice):
            return [self._edition.item(entry, self._page) for entry in self._entries[index]]
        return self._edition.item(self._entries[index], self._page)


def prefix_of(lang: str, desk: Desk) -> str:
    """Where the edition in ``lang`` is; the edition of the main language is at the top."""
    return "" if lang == desk.languages[0] else f"{lang.lower()}/"


def downloads(entry: Entry) -> list[Link]:
    """The note's files for readers, as paths of the site."""
    found = []
    for output in entry.outputs:
        ending = output.name.rpartition(".")[2].lower()
        if ending in _DOWNLOADS and "/" not in output.name:
            path = f"{entry.folder}{download_name(entry.slug, output.name)}"
            form = "Markdown" if ending == "md" else ending.upper()
            found.append(Link(form, path, note=size_of(output.size)))
    return sorted(found, key=lambda link: (link.title != "PDF", link.title))


def download_name(slug: str, name: str) -> str:
    """What a file of the note is called on the site: readers keep it, so it is named after the note."""
    return f"{slug}{name.removeprefix('note')}" if name.startswith("note.") else name


def size_of(number: int) -> str:
    """Bytes as people read them."""
    if number < 1000:
        return f"{number} B"
    return f"{number / 1000:.0f} kB" if number < 950_000 else f"{number / 1_000_000:.1f} MB"


def metadata(entry: Entry, edition: Edition) -> dict[str, Any]:
    """The note for machines: what ``meta.json`` and ``index.json`` say. Paths are from the site's top."""
    if entry.state == "withdrawn":
        gone: dict[str, Any] = {"slug": entry.slug, "state": entry.state, "page": edition.note_path(entry)}
        return {**gone, **({"withdrawn": entry.withdrawn} if entry.withdrawn else {})}
    rated, sector = entry.rating, edition.catalogue.sector_of(entry)
    versions = edition.catalogue.versions.get(entry.family, {})
    whole: dict[str, Any] = {
        "slug": entry.slug,
        "state": entry.state,
        "lang": entry.lang,
        "kind": entry.kind,
        "title": entry.title,
        "subtitle": entry.subtitle,
        "summary": entry.summary,
        "date": entry.date.isoformat(),
        "released": entry.released,
        "updated": entry.updated,
        "sector": {"id": sector.key, "name": sector.name} if sector else None,
        "rating": {"system": rated.system, "grade": rated.grade, "label": rated.label} if rated else None,
        "target_price": entry.target,
        "company": {"name": entry.subject.name, "ticker": entry.subject.ticker} if entry.subject else None,
        "companies": [{"name": f.name, "ticker": f.ticker, "covered": f.covered} for f in entry.firms],
        "people": [
            {"id": p.id, "role": p.role, "name": p.name, "title": p.title}
            for p in entry.people
            if p.role != "contact"
        ],
        "keywords": list(entry.keywords),
        "pages": entry.pages,
        "content": entry.content,
        "page": edition.note_path(entry),
        "card": f"{entry.folder}card.png",
        "files": {link.title.lower(): link.href for link in downloads(entry)},
        "versions": {lang: other.slug for lang, other in versions.items() if other.slug != entry.slug},
    }
    return {key: value for key, value in whole.items() if value not in ("", None, [], {}, 0)}

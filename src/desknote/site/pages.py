"""The pages that list notes, of one edition: each by its path, composed from templates/site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from desknote.records import dataclass
from desknote.site import words as said
from desknote.site.compose import Composer
from desknote.site.edition import Edition, Link, Row
from desknote.site.entry import Entry
from desknote.site.feeds import Channel
from desknote.site.head import Head, page_head
from desknote.site.kept import Page
from desknote.site.keys import digest
from desknote.site.shapes import Choice, Company, Group, Month, Year
from desknote.site.urls import relative

_HOME_MOVES, _HOME_SECTORS, _HOME_TEAM = 6, 8, 10
_CARD_NOTES = 3
_ROWS = 100
_YEAR_NOTES = 15


@dataclass(frozen=True)
class Lists:
    """The list pages of ``edition``, composed by ``composer``; ``key`` stands for what all of them show."""

    edition: Edition
    composer: Composer
    key: str
    crumb: tuple[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "crumb", (self.edition.words["home"], self.edition.path("")))

    def pages(self) -> Iterator[Page]:
        """Every list page."""
        yield self.home()
        yield from self.sectors()
        yield from self.companies()
        yield from self.analysts()
        yield from self.kinds()
        yield from self.archive()
        yield self.search()

    def channels(self) -> Iterator[Channel]:
        """The feeds of the edition: of all notes, of each sector and of each analyst."""
        edition, catalogue = self.edition, self.edition.catalogue
        gone = tuple(e for e in catalogue.everything if e.state == "withdrawn")
        yield Channel(edition.prefix, edition.path(""), "", (*catalogue.listed, *gone))
        for sector, entries in catalogue.by_sector.items():
            folder = f"{edition.prefix}sectors/{sector.key}/"
            yield Channel(folder, edition.sector_path(sector), sector.name, entries)
        for person, entries in catalogue.by_analyst.items():
            if profile := edition.profile(person):
                folder = f"{edition.prefix}analysts/{person}/"
                yield Channel(folder, f"{folder}index.html", profile.name, entries)

    # --- pages

    def home(self) -> Page:
        """The home page."""
        edition, catalogue = self.edition, self.edition.catalogue
        page = edition.path("")
        latest = catalogue.listed[: edition.desk.settings.latest + 3]
        moves = [m for m in catalogue.moves if m.way != "new"] or list(catalogue.moves)
        imprint = edition.imprint
        values = {
            "lead": edition.item(latest[0], page) if latest else None,
            "seconds": edition.items(latest[1:3], page),
            "items": edition.items(latest[3:] or latest, page),
            "moves": edition.rows(moves[:_HOME_MOVES], page),
            "sectors": [
                Link(s.name, relative(page, edition.sector_path(s)), edition.count(len(held)))
                for s, held in list(catalogue.by_sector.items())[:_HOME_SECTORS]
            ],
            "kinds": [
                Link(
                    edition.desk.kind(kind, edition.lang),
                    relative(page, edition.path(f"kinds/{kind}/")),
                    edition.count(len(held)),
                )
                for kind, held in catalogue.by_kind.items()
            ],
            "team": [link for link, _ in self._people(page, active=True)][:_HOME_TEAM],
            "archive_page": relative(page, edition.path("archive/")),
        }
        head = page_head(edition, page, imprint.title, imprint.description, self._versions(""))
        return self._composed("home", page, head, values, "home", "")

    def sectors(self) -> Iterator[Page]:
        """The directory of sectors, and the pages of each."""
        edition = self.edition
        groups = edition.catalogue.by_sector
        page = edition.path("sectors/")
        cards = [
            Group(
                Link(s.name, relative(page, edition.sector_path(s)), edition.count(len(held))),
                edition.items(held[:_CARD_NOTES], page),
            )
            for s, held in groups.items()
        ]
        yield self._directory("sectors", {"groups": cards})
        for sector, entries in groups.items():
            folder = f"sectors/{sector.key}/"
            moves = [m for m in edition.catalogue.moves if m.folder == folder]
            history = edition.rows(moves, edition.path(folder))
            yield from self._lists("sectors", folder, sector.name, entries, history=history)

    def companies(self) -> Iterator[Page]:
        """The table of companies, and the pages of each."""
        edition, catalogue = self.edition, self.edition.catalogue
        page = edition.path("companies/")
        rows = []
        for key, entries in catalogue.by_firm.items():
            firm, about = catalogue.firms[key], self._about(key)
            rows.append(
                Company(
                    firm.name,
                    relative(page, edition.path(f"companies/{key}/")),
                    firm.ticker,
                    "" if firm.covered else edition.words["not_covered"],
                    edition.rating(about) if about else "",
                    about.target if about else "",
                    str(len(entries)),
                    entries[0].date.isoformat(),
                    edition.day(entries[0]),
                )
            )
        last = max(1, -(-len(rows) // _ROWS))
        for number in range(1, last + 1):
            held = rows[(number - 1) * _ROWS : number * _ROWS]
            pager = edition.pager("companies/", number, last)
            yield self._directory("companies", {"companies": held, "pager": pager}, number)
        for key, entries in catalogue.by_firm.items():
            firm, about = catalogue.firms[key], self._about(key)
            remarks = [] if firm.covered else [edition.words["not_covered"]]
            if about is not None and about.rating is not None:
                remarks.append(f"{edition.words['rating']} {edition.rating(about)}")
            if about is not None and about.target:
                remarks.append(f"{edition.words['target']} {about.target}")
            yield from self._lists(
                "companies",
                f"companies/{key}/",
                firm.name,
                entries,
                history=edition.history(key, edition.path(f"companies/{key}/")),
                ticker=firm.ticker,
                remark=" · ".join(remarks),
                title=edition.words["mentioned"],
            )

    def _about(self, key: str) -> Entry | None:
        """The latest rated note about a company."""
        entries = self.edition.catalogue.by_firm[key]
        own = (e for e in entries if e.subject is not None and e.subject.key == key and e.rating is not None)
        return next(own, None)

    def analysts(self) -> Iterator[Page]:
        """The directory of analysts, and the pages of each."""
        edition = self.edition
        page = edition.path("analysts/")
        cards = [
            Group(link, edition.items(edition.catalogue.by_analyst[person][:_CARD_NOTES], page))
            for link, person in self._people(page, active=True)
        ]
        yield self._directory("analysts", {"groups": cards})
        for person, entries in edition.catalogue.by_analyst.items():
            profile = edition.profile(person)
            if profile is None:
                continue
            remarks = [profile.title, "" if profile.active else edition.words["former"]]
            yield from self._lists(
                "analysts",
                f"analysts/{person}/",
                profile.name,
                entries,
                remark=" · ".join(filter(None, remarks)),
                title=edition.words["reports_by"],
                profile=profile,
                biography=self.composer.markdown(profile.biography),
            )

    def kinds(self) -> Iterator[Page]:
        """The directory of kinds of note, and the pages of each."""
        edition = self.edition
        page = edition.path("kinds/")
        named = {k: edition.desk.kind(k, edition.lang) for k in edition.catalogue.by_kind}
        cards = [
            Group(
                Link(named[kind], relative(page, edition.path(f"kinds/{kind}/")), edition.count(len(held))),
                edition.items(held[:_CARD_NOTES], page),
            )
            for kind, held in edition.catalogue.by_kind.items()
        ]
        yield self._directory("kinds", {"groups": cards})
        for kind, entries in edition.catalogue.by_kind.items():
            yield from self._lists("kinds", f"kinds/{kind}/", named[kind], entries)

    def archive(self) -> Iterator[Page]:
        """The archive: an overview, a page a year, and pages a month."""
        edition, catalogue = self.edition, self.edition.catalogue
        page, title = edition.path("archive/"), edition.words["archive"]
        years = []
        for year, months in catalogue.by_year.items():
            total = sum(len(catalogue.by_month[m]) for m in months)
            shown = said.year_of(edition.lang, year)
            link = Link(shown, relative(page, edition.path(f"archive/{year}/")), edition.count(total))
            years.append(Year(link, [self._month(page, m) for m in months]))
        values = {
            "heading": title,
            "remark": edition.count(len(catalogue.listed)),
            "years": years,
            "choices": self.choices(),
            "items": edition.items(catalogue.listed[: edition.desk.settings.per_page], page),
            "script_words": self.script_words(),
        }
        yield self._page("archive", page, title, "", [], values, section="archive", folder="archive/")
        for year, months in catalogue.by_year.items():
            yield self._year(year, months)
            for y, m in months:
                yield from self._lists(
                    "archive",
                    f"archive/{y}/{m:02d}/",
                    said.month_of(edition.lang, y, m),
                    catalogue.by_month[y, m],
                    between=[(said.year_of(edition.lang, y), edition.path(f"archive/{y}/"))],
                )

    def _month(self, page: str, month: tuple[int, int]) -> Link:
        year, number = month
        held = self.edition.catalogue.by_month[month]
        name = said.month_of(self.edition.lang, year, number)
        short = name.partition(" ")[0] if self.edition.lang == "en" else name.partition("年 ")[2]
        folder = f"archive/{year}/{number:02d}/"
        return Link(short, relative(page, self.edition.path(folder)), str(len(held)))

    def _year(self, year: int, months: Sequence[tuple[int, int]]) -> Page:
        edition, catalogue = self.edition, self.edition.catalogue
        folder = f"archive/{year}/"
        page, title = edition.path(folder), said.year_of(edition.lang, year)
        rows = []
        for y, m in months:
            held = catalogue.by_month[y, m]
            link = Link(
                said.month_of(edition.lang, y, m),
                relative(page, edition.path(f"archive/{y}/{m:02d}/")),
                edition.count(len(held)),
            )
            rows.append(Month(link, edition.items(held[:_YEAR_NOTES], page), len(held) > _YEAR_NOTES))
        total = sum(len(catalogue.by_month[m]) for m in months)
        values = {"heading": title, "remark": edition.count(total), "months": rows}
        way = [(edition.words["archive"], edition.path("archive/"))]
        return self._page("year", page, title, "", way, values, section="archive", folder=folder)

    def search(self) -> Page:
        """The search page."""
        edition = self.edition
        page, title = edition.path("search/"), edition.words["search"]
        kept = {"kind", "year", "lang"}
        values = {
            "choices": [choice for choice in self.choices() if choice.name in kept],
            "script_words": self.script_words(),
            "archive_page": relative(page, edition.path("archive/")),
        }
        return self._page("search", page, title, "", [], values, section="search", folder="search/")

    def choices(self) -> list[Choice]:
        """The filters, those alone that leave a choice."""
        edition, catalogue = self.edition, self.edition.catalogue
        people = [
            (person, profile.name) for person in catalogue.by_analyst if (profile := edition.profile(person))
        ]
        langs = dict.fromkeys(e.lang for e in catalogue.everything if e.state != "withdrawn")
        rows = (
            Choice(
                "year",
                edition.words["year"],
                [(str(y), said.year_of(edition.lang, y)) for y in catalogue.by_year],
            ),
            Choice(
                "kind",
                edition.words["kind"],
                [(k, edition.desk.kind(k, edition.lang)) for k in catalogue.by_kind],
            ),
            Choice("sector", edition.words["sector"], [(s.key, s.name) for s in catalogue.by_sector]),
            Choice("analyst", edition.words["analyst"], people),
            Choice("lang", edition.words["language"], [(lang, said.OWN_NAMES[lang]) for lang in langs]),
        )
        return [choice for choice in rows if len(choice.options) > 1]

    def script_words(self) -> str:
        """What scripts say, as JSON."""
        from desknote.model.note import KINDS
        from desknote.site.edition import TAGS

        edition = self.edition
        names = ("found", "found_none", "search_hint", "search_none", "search_wait", "search_found",
                 "search_failed", "draft", "review")  # fmt: skip
        whole: dict[str, Any] = {name: edition.words[name] for name in names}
        whole |= {"lang": edition.lang, "tags": TAGS}
        whole["kinds"] = {kind: edition.desk.kind(kind, edition.lang) for kind in KINDS}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))

    # --- shapes of pages

    def _people(self, page: str, active: bool) -> list[tuple[Link, str]]:
        """Analysts, those with the latest notes first."""
        edition = self.edition
        found = []
        for person, entries in edition.catalogue.by_analyst.items():
            profile = edition.profile(person)
            if profile is not None and (profile.active or not active):
                href = relative(page, edition.path(f"analysts/{person}/"))
                found.append((Link(profile.name, href, edition.count(len(entries)), profile.title), person))
        return found

    def _versions(self, folder: str) -> list[tuple[str, str]]:
        """The same page in every edition."""
        return [(lang, f"{prefix}{folder}index.html") for lang, prefix in self.edition.languages]

    def _directory(self, section: str, values: Mapping[str, Any], number: int = 1) -> Page:
        edition = self.edition
        page, title = edition.path(f"{section}/", number), edition.words[section]
        held = {"heading": title, **values}
        return self._page("directory", page, title, "", [], held, section=section, folder=f"{section}/")

    def _lists(
        self,
        section: str,
        folder: str,
        heading: str,
        entries: Sequence[Entry],
        *,
        between: Sequence[tuple[str, str]] = (),
        title: str = "",
        history: Sequence[Row] = (),
        **values: Any,
    ) -> Iterator[Page]:
        """The pages of a list of notes."""
        edition = self.edition
        numbered = edition.list_of(entries, folder)
        way = [(edition.words[section], edition.path(f"{section}/")), *between]
        for number, held in numbered:
            page = edition.path(folder, number)
            own = {
                "heading": heading,
                "eyebrow": edition.words[section],
                "list_title": title or heading,
                "ticker": "",
                "remark": edition.count(len(entries)),
                "profile": None,
                "biography": "",
                "moves": history if number == 1 else [],
                "items": edition.items(held, page),
                "pager": edition.pager(folder, number, len(numbered)),
                **values,
            }
            if number > 1:
                own |= {"profile": None}
            shown = heading if number == 1 else f"{heading} - {edition.words['page'].format(n=number)}"
            yield self._page("list", page, shown, "", way, own, section=section, folder=folder)

    def _page(
        self,
        view: str,
        page: str,
        title: str,
        description: str,
        way: Sequence[tuple[str, str]],
        values: Mapping[str, Any],
        *,
        section: str,
        folder: str,
    ) -> Page:
        edition = self.edition
        crumbs = [self.crumb, *way, (title, page)]
        same = view in ("directory", "archive", "search") and page == edition.path(folder)
        versions = self._versions(folder) if same else []
        whole = f"{title} - {edition.imprint.title}"
        head = page_head(edition, page, whole, description, versions, crumbs)
        linked = [Link(name, relative(page, path) if path != page else "") for name, path in crumbs]
        own = {**values, "crumbs": linked}
        return self._composed(view, page, head, own, section, folder)

    def _composed(
        self, view: str, page: str, head: Head, values: Mapping[str, Any], section: str, folder: str
    ) -> Page:
        def make() -> bytes:
            html = self.composer.page(self.edition, view, page, head, values, section=section, own=folder)
            return html.encode("utf-8", "replace")

        return Page(page, digest(self.key, view, page, head, values, section, folder), make)

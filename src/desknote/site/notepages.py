"""The pages of notes: what is around each, its picture and metadata; made only where something changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from desknote.compose import theme
from desknote.diagnostics import Problems
from desknote.freshness import Glance
from desknote.model.base import in_lang
from desknote.records import dataclass
from desknote.site import keys
from desknote.site import words as said
from desknote.site.card import Card
from desknote.site.compose import Composer
from desknote.site.edition import Edition, Link, download_name, downloads, metadata
from desknote.site.entry import Entry
from desknote.site.feeds import withdrawal
from desknote.site.gather import folder_of
from desknote.site.head import note_head, page_head
from desknote.site.keys import digest
from desknote.site.notes import Parts, Task, finish, recall
from desknote.site.plan import Plan
from desknote.site.pool import each
from desknote.site.raster import raster
from desknote.site.typeface import Typeface
from desknote.site.urls import relative
from desknote.site.value import SiteFile, kept, made
from desknote.workspace import read

_LOGOS = ("medium", "large", "small")


@dataclass
class NotePages:
    """Makes them. ``faces`` is the type of each language, ``common`` stands for what all pages share."""

    plan: Plan
    composer: Composer
    faces: dict[str, Typeface]
    common: str
    _around: dict[str, str] = field(default_factory=dict)
    _drawn: dict[str, str] = field(default_factory=dict)
    _colours: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._colours = theme.palette(self.plan.desk.brand)

    def files(self, jobs: int, progress: Callable[[int, int], None]) -> dict[str, SiteFile]:
        """Every note's page, picture, metadata and downloads."""
        shared = self.plan.cache / "shared"
        found: dict[str, SiteFile] = {}
        tasks: list[Task] = []
        for entry in self.plan.entries:
            edition = self.plan.edition(entry)
            if entry.state == "withdrawn":
                found |= self._notice(entry, edition)
                continue
            found |= self._downloads(entry)
            if (task := self._task(entry, edition, shared, found)) is not None:
                tasks.append(task)
        for done, _ in enumerate(each(finish, tasks, jobs, few=3), 1):
            progress(done, len(tasks))
        for task in tasks:
            found |= recall(task.store / "page.json", task.key, shared) or {}
            found |= recall(task.store / "card.json", task.card_key, shared) or {}
        return found

    def _downloads(self, entry: Entry) -> Iterator[tuple[str, SiteFile]]:
        offered = {link.href for link in downloads(entry)}
        for output in entry.outputs:
            path = f"{entry.folder}{download_name(entry.slug, output.name)}"
            if path in offered:
                file = self.plan.workspace.build_folder / entry.slug / output.name
                yield path, kept(path, file, output.sha256, output.size)

    def _task(self, entry: Entry, edition: Edition, shared: Path, found: dict[str, SiteFile]) -> Task | None:
        """What has to be made for a note; nothing where all is there, which goes to ``found``."""
        folder = folder_of(self.plan.workspace, entry.slug)
        key, card_key = self._key(entry, edition), self._card_key(entry, edition)
        page, card = recall(folder / "page.json", key, shared), recall(folder / "card.json", card_key, shared)
        found |= {**(page or {}), **(card or {})}
        if page is not None and card is not None:
            return None
        return Task(
            entry.folder,
            folder,
            shared,
            self.plan.workspace.build_folder / entry.slug / "note.html",
            key,
            None if page is not None else self._parts(entry, edition),
            self._metadata(entry, edition),
            card_key,
            None if card is not None else self._card(entry, edition),
        )

    def _metadata(self, entry: Entry, edition: Edition) -> bytes:
        text = json.dumps(metadata(entry, edition), ensure_ascii=False, indent=1) + "\n"
        return text.encode("utf-8", "replace")

    def _key(self, entry: Entry, edition: Edition) -> str:
        """Stands for all that a note's page shows."""
        if edition.lang not in self._around:
            self._around[edition.lang] = keys.around(self.common, edition, self.composer)
        near = [_shown(other, edition) for other in edition.catalogue.related(entry)]
        more = self._more(edition, entry, edition.note_path(entry)) is not None
        return digest(self._around[edition.lang], edition.mark(entry), near, more)

    def _parts(self, entry: Entry, edition: Edition) -> Parts:
        page = edition.note_path(entry)
        sector = edition.catalogue.sector_of(entry)
        home = (edition.words["home"], edition.path(""))
        middle = (
            (sector.name, edition.sector_path(sector))
            if sector
            else (self.plan.desk.kind(entry.kind, edition.lang), edition.path(f"kinds/{entry.kind}/"))
        )
        crumbs = [home, middle, (entry.title, page)]
        head = note_head(edition, entry, True, crumbs)
        values = self.composer.shared(edition, page, head, "note", "note", entry.lang)
        held = edition.catalogue.versions.get(entry.family, {})
        values |= {
            "noindex": self.plan.drafts,
            "crumbs": [Link(n, relative(page, path) if path != page else "") for n, path in crumbs],
            "files": [replace(link, href=relative(page, link.href)) for link in downloads(entry)],
            "versions": [
                Link(said.OWN_NAMES[lang], relative(page, edition.note_path(other)), lang=lang)
                for lang, other in held.items()
                if other.slug != entry.slug
            ],
            "related": edition.items(edition.catalogue.related(entry), page),
            "sector": self._more(edition, entry, page),
        }
        notice = f'<p class="s-preview" role="note">{edition.words["preview_site"]}</p>'
        banner = notice if self.plan.drafts else ""
        render = self.composer.render
        return Parts(
            render("site/meta.html.j2", values),
            str(values["home"]),
            banner + render("site/navigation.html.j2", values),
            render("site/note_top.html.j2", values),
            render("site/note_after.html.j2", values),
            render("site/footer.html.j2", values),
        )

    def _more(self, edition: Edition, entry: Entry, page: str) -> Link | None:
        """The sector's page, where it has more than this note."""
        sector = edition.catalogue.sector_of(entry)
        if sector is None or len(edition.catalogue.by_sector.get(sector, ())) < 2:
            return None
        return Link(sector.name, relative(page, edition.sector_path(sector)))

    def _notice(self, entry: Entry, edition: Edition) -> dict[str, SiteFile]:
        """The page of a note that was withdrawn."""
        page, title = edition.note_path(entry), edition.words["withdrawn"]
        head = page_head(edition, page, f"{title} - {edition.imprint.title}", "")
        values = {
            "heading": title,
            "text": withdrawal(edition, entry),
            "ways": [
                Link(edition.words["home"], relative(page, edition.path(""))),
                Link(edition.words["archive"], relative(page, edition.path("archive/"))),
            ],
        }
        html = self.composer.page(edition, "notice", page, head, values, section="note", own="")
        meta = f"{entry.folder}meta.json"
        return {
            page: made(page, html.encode("utf-8", "replace")),
            meta: made(meta, self._metadata(entry, edition)),
        }

    def _card_key(self, entry: Entry, edition: Edition) -> str:
        card = self._card(entry, edition, drawn=False)
        shown = (card.house, card.label, card.title, card.line, card.rating, card.colours)
        if entry.lang not in self._drawn:
            # Faces grow, and draw old characters as before: their names begin with what they were cut from.
            faces = [path.name.partition("-")[0] for path in self.faces[entry.lang].faces.values()]
            code = Glance(self.plan.workspace).code
            self._drawn[entry.lang] = digest(code, faces, self.composer.assets.get("logo", ""))
        return digest(self._drawn[entry.lang], shown)

    def _card(self, entry: Entry, edition: Edition, drawn: bool = True) -> Card:
        names = (
            "、".join(p.name for p in entry.analysts)
            if entry.lang != "en"
            else ", ".join(p.name for p in entry.analysts)
        )
        line = "  ·  ".join(filter(None, (said.day_of(entry.lang, entry.date), entry.sector, names)))
        document = in_lang(self.plan.desk.house.document_label, entry.lang)
        kind = self.plan.desk.kind(entry.kind, entry.lang)
        colours = self._colours
        logo = self._logo(colours["band"]) if drawn else None
        return Card(
            in_lang(self.plan.desk.house.name, entry.lang),
            f"{document} · {kind}" if entry.lang != "en" else kind,
            entry.title,
            line,
            entry.rating.label if entry.rating else "",
            colours,
            self.faces[entry.lang].faces,
            logo,
        )

    def _logo(self, ground: str) -> Path | None:
        """The house's mark as pixels on the band's colour, made once."""
        file = self.plan.mark(*_LOGOS)
        if file is None:
            return None
        try:
            content = read(self.plan.workspace, file)
        except Problems:
            return None
        return raster(content, file.suffix.lower(), ground, self.plan.cache)


def _shown(entry: Entry, edition: Edition) -> list[Any]:
    """What the list of related notes shows of one."""
    people = [edition.person(p.id, p.name, "") for p in entry.analysts]
    rated = entry.rating.grade if entry.rating else ""
    return [
        entry.slug,
        entry.title,
        entry.date.isoformat(),
        entry.kind,
        entry.lang,
        entry.state,
        people,
        rated,
    ]

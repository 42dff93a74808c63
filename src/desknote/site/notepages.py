"""The pages of notes: what is around each, its picture and metadata; made only where something changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Any

from desknote import __version__
from desknote.compose import theme
from desknote.diagnostics import Problems
from desknote.model.base import in_lang
from desknote.records import dataclass
from desknote.resources import packaged
from desknote.site import words as said
from desknote.site.card import Card
from desknote.site.compose import Composer
from desknote.site.edition import Edition, Link, download_name, downloads, metadata
from desknote.site.entry import Entry, to_data
from desknote.site.feeds import withdrawal
from desknote.site.gather import folder_of
from desknote.site.head import note_head, page_head
from desknote.site.notes import Parts, Task, digest, finish, recall
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
    """Makes them. ``faces`` is the type of each language."""

    plan: Plan
    composer: Composer
    faces: dict[str, Typeface]
    _frames: dict[str, str] = field(default_factory=dict)

    def files(self, jobs: int, progress: Callable[[int, int], None]) -> dict[str, SiteFile]:
        """Every note's page, picture, metadata and downloads."""
        shared = self.plan.cache / "shared"
        tasks: list[Task] = []
        for entry in self.plan.entries:
            if entry.state != "withdrawn" and (task := self._task(entry, shared)) is not None:
                tasks.append(task)
        for done, _ in enumerate(each(finish, tasks, jobs, few=3), 1):
            progress(done, len(tasks))
        files: dict[str, SiteFile] = {}
        for entry in self.plan.entries:
            edition = self.plan.edition(entry)
            meta = f"{entry.folder}meta.json"
            text = json.dumps(metadata(entry, edition), ensure_ascii=False, indent=1) + "\n"
            files[meta] = made(meta, text.encode("utf-8", "replace"))
            if entry.state == "withdrawn":
                files |= self._notice(entry, edition)
                continue
            folder = folder_of(self.plan.workspace, entry.slug)
            for record, key in (
                ("page.json", self._key(entry, edition)),
                ("card.json", self._card_key(entry)),
            ):
                files |= recall(folder / record, key) or {}
            offered = {link.href for link in downloads(entry)}
            for output in entry.outputs:
                path = f"{entry.folder}{download_name(entry.slug, output.name)}"
                if path in offered:
                    file = self.plan.workspace.build_folder / entry.slug / output.name
                    files[path] = kept(path, file, output.sha256, output.size)
        return files

    def _task(self, entry: Entry, shared: Path) -> Task | None:
        """What has to be made for a note; nothing where all is there."""
        edition = self.plan.edition(entry)
        folder = folder_of(self.plan.workspace, entry.slug)
        key, card_key = self._key(entry, edition), self._card_key(entry)
        page = recall(folder / "page.json", key) is not None
        card = recall(folder / "card.json", card_key) is not None
        if page and card:
            return None
        html = self.plan.workspace.build_folder / entry.slug / "note.html"
        return Task(
            entry.folder,
            folder,
            shared,
            html,
            key,
            None if page else self._parts(entry, edition),
            card_key,
            None if card else self._card(entry, edition),
        )

    def _key(self, entry: Entry, edition: Edition) -> str:
        """Stands for all that a note's page shows."""
        sector = edition.catalogue.sector_of(entry)
        near = [_shown(other) for other in edition.catalogue.related(entry)]
        versions = edition.catalogue.versions.get(entry.family, {})
        known = [bool(edition.profile(p.id)) for p in entry.people]
        more = self._more(edition, entry, edition.note_path(entry)) is not None
        others = sorted((lang, other.slug) for lang, other in versions.items())
        own = to_data(entry)
        return digest(self._frame(edition), own, near, others, sector.name if sector else "", known, more)

    def _frame(self, edition: Edition) -> str:
        """Stands for what is around every note of an edition."""
        if edition.lang not in self._frames:
            desk = self.plan.desk
            self._frames[edition.lang] = digest(
                __version__,
                _code(),
                _templates(self.composer.templates),
                desk.settings.model_dump(mode="json"),
                asdict(edition.imprint),
                dict(self.composer.assets),
                [(k, desk.kind(k, edition.lang)) for k in edition.catalogue.by_kind],
                self.plan.drafts,
            )
        return self._frames[edition.lang]

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
        return {page: made(page, html.encode("utf-8", "replace"))}

    def _card_key(self, entry: Entry) -> str:
        edition = self.plan.edition(entry)
        card = self._card(entry, edition, drawn=False)
        shown = (card.house, card.label, card.title, card.line, card.rating, dict(card.colours))
        return digest(_code(), shown, self._typeface_key(entry.lang), str(self.plan.mark(*_LOGOS)))

    def _typeface_key(self, lang: str) -> str:
        """Stands for how characters are drawn: the faces grow, and draw old ones as before."""
        return digest([path.name.partition("-")[0] for path in self.faces[lang].faces.values()])

    def _card(self, entry: Entry, edition: Edition, drawn: bool = True) -> Card:
        names = (
            "、".join(p.name for p in entry.analysts)
            if entry.lang != "en"
            else ", ".join(p.name for p in entry.analysts)
        )
        line = "  ·  ".join(filter(None, (said.day_of(entry.lang, entry.date), entry.sector, names)))
        document = in_lang(self.plan.desk.house.document_label, entry.lang)
        kind = self.plan.desk.kind(entry.kind, entry.lang)
        colours = theme.palette(self.plan.desk.brand)
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


def _shown(entry: Entry) -> list[Any]:
    """What a list shows of a note."""
    people = [(p.id, p.name) for p in entry.analysts]
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


def _code() -> str:
    """Stands for the code that makes pages."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return digest([(file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files])


def _templates(own: Path | None) -> str:
    """Stands for the site's templates."""
    folders = {packaged("templates") / "site", *([own / "site"] if own is not None else [])}
    files = sorted(p for folder in folders if folder.is_dir() for p in folder.rglob("*") if p.is_file())
    return digest([(file.name, file.read_text("utf-8", "replace")) for file in files])

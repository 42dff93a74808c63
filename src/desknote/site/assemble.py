"""The whole site from its notes: pages, feeds, search, pictures and what they share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from desknote import __version__
from desknote.compose import theme
from desknote.diagnostics import Problems, Span
from desknote.model.base import in_lang
from desknote.outputs import own_templates
from desknote.records import dataclass
from desknote.render.web import Use
from desknote.resources import packaged
from desknote.site import search
from desknote.site import words as said
from desknote.site.card import Card
from desknote.site.catalogue import Catalogue
from desknote.site.compose import Composer
from desknote.site.edition import Edition, Link, download_name, downloads, metadata, prefix_of
from desknote.site.entry import Entry, to_data
from desknote.site.feeds import feeds, withdrawal
from desknote.site.gather import folder_of, shown_of, text_of
from desknote.site.head import note_head, page_head
from desknote.site.machine import missing, robots, sitemap, whole_index
from desknote.site.notes import Parts, Task, digest, finish, recall, store
from desknote.site.pages import Lists
from desknote.site.pool import each
from desknote.site.raster import raster
from desknote.site.search import Document
from desknote.site.settings import Desk
from desknote.site.typeface import Typeface, typeface
from desknote.site.urls import relative
from desknote.site.value import Site, SiteFile, kept, made
from desknote.workspace import Workspace, read

Progress = Callable[[str, int, int], None]
"""Called with what is being made, how many are done, and of how many."""
_ASSETS = "assets/"
_SCRIPTS = {"theme": ("theme.js",), "archive": ("load.js", "archive.js"), "search": ("load.js", "search.js")}
_FACES: tuple[Use, ...] = ((False, False), (False, True), (True, False), (True, True))
_PICTURES = (".svg", ".png", ".jpg", ".jpeg")


def site(
    workspace: Workspace,
    desk: Desk,
    entries: Iterable[Entry],
    *,
    drafts: bool = False,
    jobs: int = 1,
    progress: Progress = lambda what, done, of: None,
) -> Site:
    """The site of ``entries``, which ``gather`` gave. Raises Problems (a template, a font or a logo)."""
    maker = _Maker(workspace, desk, tuple(entries), drafts)
    files = maker.assets()
    composer = maker.composer
    for edition in maker.editions:
        lists = Lists(edition, composer)
        for done, (path, page) in enumerate(lists.pages(), 1):
            files[path] = made(path, page.encode("utf-8", "replace"))
            progress("lists", done, 0)
        if not drafts:
            for channel in lists.channels():
                files |= feeds(edition, channel)
    files |= maker.notes(jobs, progress)
    files |= maker.search()
    main = maker.editions[0]
    files |= missing(main, composer, files)
    files["index.json"] = made(
        "index.json", whole_index([metadata(e, maker.edition(e)) for e in maker.entries])
    )
    files["robots.txt"] = made("robots.txt", robots(desk, drafts))
    if desk.base_url and not drafts:
        hidden = {e.folder + "index.html" for e in maker.entries if not e.public}
        shown = [p for p in files if p.endswith(".html") and p not in hidden]
        days = {e.folder + "index.html": e.date.isoformat() for e in maker.entries}
        files["sitemap.xml"] = made("sitemap.xml", sitemap(desk, shown, days))
    return Site(files, drafts, desk.base_url)


@dataclass
class _Maker:
    """Makes the parts of one site."""

    workspace: Workspace
    desk: Desk
    entries: tuple[Entry, ...]
    drafts: bool

    def __post_init__(self) -> None:
        self.editions = tuple(
            Edition(
                lang,
                prefix_of(lang, self.desk),
                self.desk,
                Catalogue(lang, self.desk, self.entries),
                self.drafts,
            )
            for lang in self.desk.languages
        )
        self.cache = self.workspace.cache_folder / "site"
        self.faces: dict[str, Typeface] = {}
        self._frames: dict[str, str] = {}
        self.templates = own_templates(self.workspace)
        feed = ("feed.xml", "feed.json")
        offered = {e.lang: [f"{e.prefix}{name}" for name in feed] for e in self.editions if not self.drafts}
        self.composer = Composer(self.templates, {}, self.drafts, offered)

    def edition(self, entry: Entry) -> Edition:
        """The edition whose words stand around a note."""
        return next((e for e in self.editions if e.lang == entry.lang), self.editions[0])

    # --- what pages share

    def assets(self) -> dict[str, SiteFile]:
        """Styles, scripts, fonts, the house's marks; the composer learns where they are."""
        files: dict[str, SiteFile] = {}
        where: dict[str, str] = {}

        def put(stem: str, ending: str, content: bytes) -> str:
            path = f"{_ASSETS}{stem}-{digest(content.hex())[:16]}.{ending}"
            files[path] = made(path, content, fixed=True)
            return path

        for name, parts in _SCRIPTS.items():
            text = "".join(self.composer.source(f"site/{part}") for part in parts)
            where[name] = put(name, "js", text.encode())
        for name, sizes in (("logo", ("medium", "large", "small")), ("icon", ("small", "medium"))):
            if (file := self._mark(sizes)) is not None:
                content = read(self.workspace, file, Span.point("assets/brand.yml"))
                where[name] = put(name, file.suffix[1:].lower(), content)
        brand = self.desk.brand
        colours = {
            "light": theme.variables(theme.palette(brand)),
            "dark": theme.variables(theme.dark_palette(brand)),
        }
        for edition in self.editions:
            sheet = self.composer.render("site/site.css.j2", {**colours, "lang": edition.lang})
            where[f"sheet-{edition.lang}"] = put("site", "css", sheet.encode())
        for lang in dict.fromkeys((*self.desk.languages, *(e.lang for e in self.entries if e.title))):
            face = typeface(self.workspace, brand, lang, {use: self._texts(lang, use) for use in _FACES})
            self.faces[lang] = face
            files |= {f"{_ASSETS}{name}": file for name, file in face.files.items()}
            # What it holds grows with the notes; its name stays, and with it the pages of old notes.
            for role, css in face.css.items():
                path = f"{_ASSETS}{role}-{lang}.css"
                where[f"{role}-{lang}"] = path
                files[path] = made(path, css.encode())
        self.composer = replace(self.composer, assets=where)
        return files

    def _mark(self, sizes: Sequence[str]) -> Path | None:
        """The brand's logo in the first of ``sizes`` that it has."""
        logo = self.desk.brand.logo
        if logo is None:
            return None
        name = logo if isinstance(logo, str) else next((v for s in sizes if (v := getattr(logo, s))), None)
        if name is None or Path(name).suffix.lower() not in _PICTURES:
            return None
        return self.workspace.root / "assets" / name

    def _core(self, edition: Edition) -> str:
        """What stands on every page."""
        imprint = edition.imprint
        house = asdict(imprint).values()
        words = (*edition.words.values(), *said.OWN_NAMES.values(), "0123456789年月日简繁EN")
        return "".join(sorted(set("".join((*words, *house)))))

    def _texts(self, lang: str, use: Use) -> Iterator[str]:
        """What pages in ``lang`` set in a face: first what stands on every page, then in an order to which
        later notes only add."""
        sans, bold = use
        yield "".join(sorted(set("".join(map(self._core, self.editions))))) if sans else ""
        ordered = sorted((e for e in self.entries if e.title), key=lambda e: (e.date, e.slug))
        for entry in ordered:
            if entry.lang == lang:
                yield shown_of(self.workspace, entry.slug).get(use, "")
        for edition in self.editions if sans else ():
            if edition.lang == lang or any(e.lang == lang and self.edition(e) is edition for e in ordered):
                yield from self._listed(edition, ordered, bold)

    def _listed(self, edition: Edition, ordered: Sequence[Entry], bold: bool) -> Iterator[str]:
        """What the lists of an edition say; of texts that are never bold only where those are meant."""
        for profile in edition.desk.profiles[edition.lang].values():
            yield from (profile.name, profile.title, "" if bold else profile.biography)
        house = self.desk.house
        yield from (in_lang(g.name, edition.lang) for s in house.ratings.systems.values() for g in s.grades)
        yield from (self.desk.kind(kind, edition.lang) for kind in edition.catalogue.by_kind)
        for sector in self.desk.settings.sectors:
            yield in_lang(sector.name, edition.lang)
        for link in self.desk.settings.navigation:
            yield "" if isinstance(link, str) else in_lang(link.title, edition.lang)
        for entry in ordered:
            yield from (entry.title, entry.sector)
            yield from (firm.name for firm in entry.firms)
            yield entry.rating.label if entry.rating else ""
            if not bold:
                yield from (entry.subtitle, entry.summary, entry.target)
                yield from (person.name for person in entry.people)

    # --- notes

    def notes(self, jobs: int, progress: Progress) -> dict[str, SiteFile]:
        """Every note's page, picture, metadata and downloads."""
        shared = self.cache / "shared"
        tasks: list[Task] = []
        for entry in self.entries:
            if entry.state != "withdrawn" and (task := self._task(entry, shared)) is not None:
                tasks.append(task)
        for done, _ in enumerate(each(finish, tasks, jobs, few=3), 1):
            progress("notes", done, len(tasks))
        files: dict[str, SiteFile] = {}
        for entry in self.entries:
            edition = self.edition(entry)
            meta = f"{entry.folder}meta.json"
            text = json.dumps(metadata(entry, edition), ensure_ascii=False, indent=1) + "\n"
            files[meta] = made(meta, text.encode("utf-8", "replace"))
            if entry.state == "withdrawn":
                files |= self._notice(entry, edition)
                continue
            folder = folder_of(self.workspace, entry.slug)
            for record, key in (
                ("page.json", self._key(entry, edition)),
                ("card.json", self._card_key(entry)),
            ):
                files |= recall(folder / record, key) or {}
            offered = {link.href for link in downloads(entry)}
            for output in entry.outputs:
                path = f"{entry.folder}{download_name(entry.slug, output.name)}"
                if path in offered:
                    file = self.workspace.build_folder / entry.slug / output.name
                    files[path] = kept(path, file, output.sha256, output.size)
        return files

    def _task(self, entry: Entry, shared: Path) -> Task | None:
        """What has to be made for a note; nothing where all is there."""
        edition = self.edition(entry)
        folder = folder_of(self.workspace, entry.slug)
        key, card_key = self._key(entry, edition), self._card_key(entry)
        page = recall(folder / "page.json", key) is not None
        card = recall(folder / "card.json", card_key) is not None
        if page and card:
            return None
        html = self.workspace.build_folder / entry.slug / "note.html"
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
            desk = self.desk
            self._frames[edition.lang] = digest(
                __version__,
                _code(),
                _templates(self.templates),
                desk.settings.model_dump(mode="json"),
                asdict(edition.imprint),
                dict(self.composer.assets),
                [(k, desk.kind(k, edition.lang)) for k in edition.catalogue.by_kind],
                self.drafts,
            )
        return self._frames[edition.lang]

    def _parts(self, entry: Entry, edition: Edition) -> Parts:
        page = edition.note_path(entry)
        sector = edition.catalogue.sector_of(entry)
        home = (edition.words["home"], edition.path(""))
        middle = (
            (sector.name, edition.sector_path(sector))
            if sector
            else (self.desk.kind(entry.kind, edition.lang), edition.path(f"kinds/{entry.kind}/"))
        )
        crumbs = [home, middle, (entry.title, page)]
        head = note_head(edition, entry, True, crumbs)
        values = self.composer.shared(edition, page, head, "note", "note", entry.lang)
        held = edition.catalogue.versions.get(entry.family, {})
        values |= {
            "noindex": self.drafts,
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
        banner = (
            f'<p class="s-preview" role="note">{edition.words["preview_site"]}</p>' if self.drafts else ""
        )
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

    # --- pictures

    def _card_key(self, entry: Entry) -> str:
        edition = self.edition(entry)
        card = self._card(entry, edition, drawn=False)
        shown = (card.house, card.label, card.title, card.line, card.rating, dict(card.colours))
        return digest(
            _code(), shown, self._typeface_key(entry.lang), str(self._mark(("medium", "large", "small")))
        )

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
        document = in_lang(self.desk.house.document_label, entry.lang)
        kind = self.desk.kind(entry.kind, entry.lang)
        colours = theme.palette(self.desk.brand)
        logo = self._logo(colours["band"]) if drawn else None
        return Card(
            in_lang(self.desk.house.name, entry.lang),
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
        file = self._mark(("medium", "large", "small"))
        if file is None:
            return None
        try:
            content = read(self.workspace, file)
        except Problems:
            return None
        return raster(content, file.suffix.lower(), ground, self.cache)

    # --- search

    def search(self) -> dict[str, SiteFile]:
        """The index of everything that may be read."""
        files: dict[str, SiteFile] = {}
        documents: list[Document] = []
        shown = [e for e in self.entries if e.state != "withdrawn"]
        for entry in sorted(shown, key=lambda e: (e.date, e.slug)):
            document, path, text = self._document(entry)
            documents.append(document)
            files[path] = text
        described: list[Mapping[str, Any]] = []
        for part in search.parts(documents):
            key = search.part_key(part)
            record = self.cache / "search" / f"{key}.json"
            known = recall(record, key)
            if known is None:
                what, known = search.part(part)
                store(record, key, what, known, self.cache / "shared")
            else:
                what = json.loads(record.read_bytes())["data"]
            described.append(what)
            files |= known
        return files | search.index(described)

    def _document(self, entry: Entry) -> tuple[Document, str, SiteFile]:
        edition = self.edition(entry)
        sector = edition.catalogue.sector_of(entry)
        pieces = tuple(filter(None, (entry.summary, entry.subtitle, *text_of(self.workspace, entry.slug))))
        path, text = search.text_file(entry.slug, pieces)
        key = path.rpartition("/")[2].removesuffix(".js")
        people = [(p.id, edition.person(p.id, p.name, "index.html").title) for p in entry.analysts]
        row: tuple[Any, ...] = (
            entry.slug,
            entry.title,
            entry.date.isoformat(),
            entry.kind,
            sector.key if sector else "",
            sector.name if sector else "",
            people,
            edition.rating(entry),
            entry.lang,
            key,
        )
        if entry.state in ("draft", "review"):
            row = (*row, entry.state)
        names = [self.desk.kind(entry.kind, entry.lang), *(name for _, name in people)]
        names += [sector.name] if sector else []

        def weights() -> Mapping[str, int]:
            return search.weights(entry, pieces, names)

        return Document(row, digest(key, names, entry.keywords, entry.title), weights), path, text


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

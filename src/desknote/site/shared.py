"""What the pages of a site share: styles, scripts, fonts and the house's marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from desknote.compose import theme
from desknote.diagnostics import Span
from desknote.model.base import in_lang
from desknote.records import dataclass
from desknote.render.web import Use
from desknote.site import words as said
from desknote.site.compose import Composer
from desknote.site.edition import Edition
from desknote.site.entry import Entry
from desknote.site.gather import shown_of
from desknote.site.keys import digest
from desknote.site.plan import Plan
from desknote.site.typeface import Typeface, typeface
from desknote.site.value import SiteFile, made
from desknote.workspace import read

_ASSETS = "assets/"
_SCRIPTS = {"theme": ("theme.js",), "archive": ("load.js", "archive.js"), "search": ("load.js", "search.js")}
_FACES: tuple[Use, ...] = ((False, False), (False, True), (True, False), (True, True))


@dataclass(frozen=True, slots=True)
class Shared:
    """The files; ``where`` names those that pages ask for by what they are for, ``faces`` the type of each
    language."""

    files: dict[str, SiteFile]
    where: Mapping[str, str]
    faces: Mapping[str, Typeface]


def shared_files(plan: Plan, composer: Composer) -> Shared:
    """Styles, scripts, fonts and the house's marks. Raises Problems: a template, a font or the logo."""
    files: dict[str, SiteFile] = {}
    faces: dict[str, Typeface] = {}
    where: dict[str, str] = {}

    def put(stem: str, ending: str, content: bytes) -> str:
        path = f"{_ASSETS}{stem}-{digest(content.hex())[:16]}.{ending}"
        files[path] = made(path, content, fixed=True)
        return path

    for name, parts in _SCRIPTS.items():
        text = "".join(composer.source(f"site/{part}") for part in parts)
        where[name] = put(name, "js", text.encode())
    for name, sizes in (("logo", ("medium", "large", "small")), ("icon", ("small", "medium"))):
        if (file := plan.mark(*sizes)) is not None:
            content = read(plan.workspace, file, Span.point("assets/brand.yml"))
            where[name] = put(name, file.suffix[1:].lower(), content)
    brand = plan.desk.brand
    colours = {
        "light": theme.variables(theme.palette(brand)),
        "dark": theme.variables(theme.dark_palette(brand)),
    }
    for edition in plan.editions:
        sheet = composer.render("site/site.css.j2", {**colours, "lang": edition.lang})
        where[f"sheet-{edition.lang}"] = put("site", "css", sheet.encode())
    for lang in dict.fromkeys((*plan.desk.languages, *(e.lang for e in plan.entries if e.title))):
        face = typeface(plan.workspace, brand, lang, {use: _texts(plan, lang, use) for use in _FACES})
        faces[lang] = face
        files |= {f"{_ASSETS}{name}": file for name, file in face.files.items()}
        # What it holds grows with the notes; its name stays, and with it the pages of old notes.
        for role, css in face.css.items():
            path = f"{_ASSETS}{role}-{lang}.css"
            where[f"{role}-{lang}"] = path
            files[path] = made(path, css.encode())
    return Shared(files, where, faces)


def _core(edition: Edition) -> str:
    """What stands on every page."""
    imprint = edition.imprint
    house = asdict(imprint).values()
    words = (*edition.words.values(), *said.OWN_NAMES.values(), "0123456789年月日简繁EN")
    return "".join(sorted(set("".join((*words, *house)))))


def _texts(plan: Plan, lang: str, use: Use) -> Iterator[str]:
    """What pages in ``lang`` set in a face: first what stands on every page, then in an order to which
    later notes only add."""
    sans, bold = use
    yield "".join(sorted(set("".join(map(_core, plan.editions))))) if sans else ""
    ordered = sorted((e for e in plan.entries if e.title), key=lambda e: (e.date, e.slug))
    for entry in ordered:
        if entry.lang == lang:
            yield shown_of(plan.workspace, entry.slug).get(use, "")
    for edition in plan.editions if sans else ():
        if edition.lang == lang or any(e.lang == lang and plan.edition(e) is edition for e in ordered):
            yield from _listed(edition, ordered, bold)


def _listed(edition: Edition, ordered: Sequence[Entry], bold: bool) -> Iterator[str]:
    """What the lists of an edition say; of texts that are never bold only where those are meant."""
    for profile in edition.desk.profiles[edition.lang].values():
        yield from (profile.name, profile.title, "" if bold else profile.biography)
    house = edition.desk.house
    yield from (in_lang(g.name, edition.lang) for s in house.ratings.systems.values() for g in s.grades)
    yield from (edition.desk.kind(kind, edition.lang) for kind in edition.catalogue.by_kind)
    for sector in edition.desk.settings.sectors:
        yield in_lang(sector.name, edition.lang)
    for link in edition.desk.settings.navigation:
        yield "" if isinstance(link, str) else in_lang(link.title, edition.lang)
    for entry in ordered:
        yield from (entry.title, entry.sector)
        yield from (firm.name for firm in entry.firms)
        yield entry.rating.label if entry.rating else ""
        if not bold:
            yield from (entry.subtitle, entry.summary, entry.target)
            yield from (person.name for person in entry.people)

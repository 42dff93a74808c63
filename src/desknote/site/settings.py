"""The settings of the site and the house's words, read once for a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from urllib.parse import urlsplit

from desknote.diagnostics import Diagnostic, Problems
from desknote.model.base import LANGS, in_lang
from desknote.model.brand import Brand
from desknote.model.house import Analyst, House
from desknote.model.note import KINDS
from desknote.model.site import Site as SiteSettings
from desknote.outputs import stop_on_errors
from desknote.records import dataclass
from desknote.resolve.files import Library
from desknote.resolve.house import house_view
from desknote.resolve.people import Staff
from desknote.site.covered import Earlier, earlier_ratings
from desknote.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Profile:
    """An analyst as the site shows them in one language."""

    id: str
    name: str
    title: str
    certificate: str
    sfc: str
    email: str
    biography: str
    active: bool


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the house says of itself on every page, in one language."""

    name: str
    legal_name: str
    tagline: str
    document_label: str
    licence: str
    notice: str
    address: str
    website: str
    title: str
    description: str
    footer: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that shapes the site besides its notes."""

    settings: SiteSettings
    house: House
    brand: Brand
    languages: tuple[str, ...]
    imprints: Mapping[str, Imprint]
    profiles: Mapping[str, Mapping[str, Profile]]
    """By language and id."""
    ratings: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)
    """What the register has of each company, by the name of its folder."""

    @property
    def base_url(self) -> str:
        """Where the site will lie, with a slash at its end; empty where that is not known."""
        base = self.settings.base_url
        return f"{base.rstrip('/')}/" if base else ""

    @property
    def authority(self) -> str:
        """The domain in permanent ids (RFC 4151)."""
        given = self.settings.authority
        host = urlsplit(self.settings.base_url or self.house.website or "").hostname
        return given or host or "desknote.invalid"

    def kind(self, kind: str, lang: str) -> str:
        """What the house calls a kind of note."""
        own = self.house.kinds.get(kind)  # type: ignore[call-overload]
        return in_lang(own, lang) or KINDS[kind][lang]

    def grade(self, system: str, grade: str, lang: str, otherwise: str = "") -> str:
        """What a grade is called."""
        held = self.house.ratings.systems.get(system)
        found = next((g for g in held.grades if g.id == grade), None) if held is not None else None
        return in_lang(found.name, lang) if found is not None else otherwise or grade

    def place(self, system: str, grade: str) -> int:
        """A grade's place in its system, the best first; -1 where it has none."""
        held = self.house.ratings.systems.get(system)
        ids = [g.id for g in held.grades] if held is not None else []
        return ids.index(grade) if grade in ids else -1


def read_desk(workspace: Workspace, found: list[Diagnostic]) -> Desk:
    """The site's settings, house, brand and people; what is wrong goes to ``found``.

    Raises Problems, with nothing in it, where that holds errors.
    """
    library = Library()
    settings = SiteSettings()
    if workspace.site_file.exists():
        loaded = library.load(workspace, workspace.site_file, SiteSettings)
        found += loaded.found
        settings = loaded.record or settings
    house = library.load(workspace, workspace.house_file, House)
    brand = library.load(workspace, workspace.brand_file, Brand)
    found += [*house.found, *brand.found]
    stop_on_errors(found)
    if house.record is None or house.document is None or brand.record is None:
        raise Problems(())
    languages = settings.languages or (house.record.default_lang,)
    languages = tuple(lang for lang in languages if lang in LANGS)
    imprints: dict[str, Imprint] = {}
    for lang in languages:
        view, wrong = house_view(house.document, house.record, brand.record, None, lang, {})
        found += [d for d in wrong if d not in found]
        title = in_lang(settings.title, lang) or view.department or view.name
        imprints[lang] = Imprint(
            view.name,
            view.legal_name,
            view.tagline,
            view.document_label,
            view.licence,
            view.notice,
            view.address,
            view.website,
            title,
            in_lang(settings.description, lang),
            in_lang(settings.footer, lang),
        )
    stop_on_errors(found)
    profiles = _profiles(workspace, library, languages)
    return Desk(
        settings, house.record, brand.record, languages, imprints, profiles, earlier_ratings(workspace)
    )


def _profiles(
    workspace: Workspace, library: Library, languages: tuple[str, ...]
) -> dict[str, dict[str, Profile]]:
    staff = Staff(workspace, library)
    people = {name: record for name in staff.ids() if (record := staff.load(name).record) is not None}
    return {lang: {name: _profile(name, p, lang) for name, p in people.items()} for lang in languages}


def _profile(name: str, person: Analyst, lang: str) -> Profile:
    return Profile(
        name,
        in_lang(person.name, lang),
        in_lang(person.title, lang),
        person.certificate or "",
        person.sfc or "",
        person.email or "",
        in_lang(person.biography, lang),
        person.status == "active",
    )

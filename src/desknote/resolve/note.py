"""From a note's files to the closed note: nothing left to look up, every problem told of at once."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from desknote import reading
from desknote.closed import (
    AdviceView,
    Block,
    ClosedNote,
    FactView,
    HouseView,
    Passage,
    Person,
    RatingView,
    RelatedView,
)
from desknote.closed_companies import Subject
from desknote.diagnostics import Diagnostic
from desknote.labels import labels as page_labels
from desknote.manuscript import Manuscript
from desknote.model.base import LANGS, in_lang
from desknote.model.brand import Brand
from desknote.model.house import House
from desknote.model.note import KINDS, Note
from desknote.model.validation import salvage
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.resolve import advice, exhibits
from desknote.resolve.brand import brand_problems
from desknote.resolve.companies.about import About, given_figures
from desknote.resolve.companies.cast import cast
from desknote.resolve.companies.marks import Marker
from desknote.resolve.companies.named import told
from desknote.resolve.companies.register import Register, open_register
from desknote.resolve.compliance import compliance
from desknote.resolve.data import FrameCache
from desknote.resolve.expressions import Scope
from desknote.resolve.facts import resolve_facts
from desknote.resolve.figures import Figure, day_label
from desknote.resolve.files import Library, Loaded
from desknote.resolve.house import house_fields, house_view
from desknote.resolve.people import Staff, people
from desknote.resolve.placing import Placing
from desknote.resolve.ratings import rating
from desknote.resolve.scope import fact_figures
from desknote.resolve.text import Texts
from desknote.source import Document, Path
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.resolve.companies.history import Histories

_FORMULAS = (("expr",), ("where",), ("data",))  # of a fact
_FACT = regex(r"\bfacts\s*\.\s*([A-Za-z_][A-Za-z0-9_]*)")


@dataclass(slots=True)
class Shelf:
    """What closing notes may keep from one note to the next: content files and data tables, by content."""

    library: Library = field(default_factory=Library)
    frames: FrameCache = field(default_factory=FrameCache)
    registers: dict[str, Register] = field(default_factory=dict)


def close(
    workspace: Workspace,
    slug: str,
    *,
    lang: str | None = None,
    shelf: Shelf | None = None,
    jurisdictions: tuple[str, ...] = (),
) -> tuple[ClosedNote | None, tuple[Diagnostic, ...]]:
    """The note ``slug``, closed, and everything that is wrong with its files.

    ``lang`` sets another language than the note's own; ``jurisdictions`` are rule packs that apply besides
    those of house and note. The note is None where a part that it cannot do
    without is missing or wrong: the note's, house's or brand's file, or a person. Where it is not None,
    there may still be errors: a wrong expression stays as it was written, a wrong exhibit is left out.
    """
    shelf = shelf or Shelf()
    note = shelf.library.load(workspace, workspace.note_file(slug), Note)
    house = shelf.library.load(workspace, workspace.house_file, House)
    brand = shelf.library.load(workspace, workspace.brand_file, Brand)
    found = [*house.found, *brand.found, *brand_problems(brand)]
    if house.record is not None:
        note = _in_house_words(note, house.record)
    found += note.found
    if note.document is None or note.record is None:
        return None, tuple(found)
    record = note.record
    if jurisdictions:
        record = record.model_copy(update={"jurisdictions": (*record.jurisdictions, *jurisdictions)})
    closing = _Closing(workspace, slug, note.document, record, note.mended, house, brand, shelf)
    closed = closing.close(lang)
    return (closed if note.sound and house.sound and brand.sound else None), (*found, *closing.found)


def _in_house_words(note: Loaded[Note], house: House) -> Loaded[Note]:
    """The note read again where its kind is written as the house calls it."""
    if note.document is None or ("kind",) not in note.mended:
        return note
    word = str(note.document.data.get("kind", "")).strip()
    for kind, names in house.kinds.items():
        if word in (names.values() if isinstance(names, dict) else (names,)):
            record, wrong, mended = salvage(note.document, Note, {**note.document.data, "kind": kind})
            syntax = (d for d in note.found if d.code < "DN200")
            return Loaded(note.document, record, (*syntax, *wrong), mended)
    return note


class _Closing:
    """Closes one note, gathering what is wrong on the way."""

    def __init__(
        self,
        workspace: Workspace,
        slug: str,
        document: Document,
        note: Note,
        mended: frozenset[Path],
        house: Loaded[House],
        brand: Loaded[Brand],
        shelf: Shelf,
    ) -> None:
        self.workspace, self.slug, self.shelf = workspace, slug, shelf
        self.document, self.note, self.mended = document, note, mended
        self.house, self.brand = house, brand
        self.found: list[Diagnostic] = []

    def close(self, lang: str | None) -> ClosedNote | None:
        """The closed note; None where the house is missing or nobody can sign."""
        note, house = self.note, self.house.record
        self.lang = self._language(lang)
        self.labels = page_labels(self.lang)
        rated = self._rating()
        written_by = self._people()
        folder = self.workspace.note_file(self.slug).parent
        self.facts, wrong = resolve_facts(
            self.workspace, folder, note.facts, note.datasets, self.document, self.shelf.frames,
            given_figures(note),
        )  # fmt: skip
        scope = self._scope(rated)
        self.texts = Texts(self.document, scope)
        company = self._company(rated)
        histories = self._histories(company, rated)
        data = exhibits.DataFiles(
            self.workspace, folder, self.shelf.frames, note.datasets, self.facts.values, histories
        )
        right = {n: d for n, d in note.exhibits.items() if ("exhibits", n) not in self.mended}
        made, more = exhibits.declared(self.texts, right, data)
        self.found += (*wrong, *more)
        forms = {name: made[name].form if name in made else "" for name in note.exhibits}
        self.placing = Placing(self.document, forms, self.mended)
        sidebar = self.placing.sidebar(note.sidebar, self._sidebar_templates())
        parts = self._parts()
        subject = self._with_texts(company.subject)
        for name in made:
            for key in ("title", "source", "note", "alt"):
                path: Path = ("exhibits", name, key)
                self.placing.read(path, self.texts.raw(path), body=False)
        placed, references = exhibits.numbered(
            made, self.placing.order, self.labels["exhibit"], self.document
        )
        view = self._house_view(rated, scope)
        related = self._related()
        self._leftovers()
        if house is None or view is None or self.brand.record is None or not written_by:
            return None
        assert self.house.document is not None
        companies = cast(
            note, self.document, house, self.house.document, scope.names["house"], self.register, company,
            self.listed, placed, written_by, self.lang,
        )  # fmt: skip
        self.found += companies.found
        files = (*self.facts.files, *(e.frame.file for e in placed if e.frame), *company.files)
        return ClosedNote(
            slug=self.slug,
            file=self.document.file,
            kind=note.kind,
            kind_label=self._kind_label(),
            lang=self.lang,
            date=note.date,
            date_label=day_label(note.date, self.lang),
            sector=note.sector or "",
            keywords=note.keywords,
            rating=rated,
            people=written_by,
            related=related,
            exhibits=placed,
            sidebar=sidebar,
            house=view,
            brand=self.brand.record,
            labels=self.labels,
            references=references,
            facts=self._fact_views(scope),
            lists=note.lists,
            state=note.state or ("draft" if house.workflow is not None else "published"),
            workflow=house.workflow,
            checks=house.checks,
            manuscript=Manuscript(self.document, self.texts.shown, house.sets_thousands(self.lang)),
            compliance=compliance(self.document, note, self.house.document, house, self.lang),
            subject=subject,
            changes=company.changes,
            named=companies.named,
            markets=companies.markets,
            jurisdictions=companies.jurisdictions,
            disclosures=companies.disclosures,
            distribution=companies.distribution,
            data_files=tuple(dict.fromkeys(files)),
            **parts,
        )

    def _language(self, lang: str | None) -> str:
        house = self.house.record
        choices = (lang, self.note.lang, house.default_lang if house else None, LANGS[0])
        return next(choice for choice in choices if choice in LANGS)

    def _kind_label(self) -> str:
        house = self.house.record
        own = house.kinds.get(self.note.kind) if house is not None else None
        return in_lang(own, self.lang) or KINDS[self.note.kind][self.lang]

    def _rating(self) -> RatingView | None:
        if self.house.record is None:
            return None
        view, wrong = rating(self.document, self.note, self.mended, self.house.record, self.lang)
        # A rating may be unknown only because the house's own table of ratings is broken.
        broken = any(path[:1] == ("ratings",) for path in self.house.mended)
        self.found += () if broken else wrong
        return view

    def _people(self) -> tuple[Person, ...]:
        staff = Staff(self.workspace, self.shelf.library)
        named, wrong = people(self.document, self.note, self.mended, staff, self.lang, self.labels)
        self.found += wrong
        return named

    def _company(self, rated: RatingView | None) -> About:
        """What the note says of its subject; expressions read it as ``company.…`` from here on."""
        self.register = open_register(self.workspace, self.shelf.registers)
        self.listed = told(self.note, self.register)
        mark = advice.not_covered(self.labels, self.lang)
        self.marker = Marker(self.register, self.listed, mark)
        self.marked: set[int] = set()
        self.found += self.register.found
        if self.house.record is None or self.note.company is None:
            return About()
        from desknote.resolve.companies.subject import about

        made = about(
            self.workspace, self.slug, self.note, self.mended, self.house.record, self.register, rated,
            self.texts, self.labels, self.lang, self.shelf,
        )  # fmt: skip
        self.found += made.found
        self.texts.of_company(made.found, self.mended)
        if made.fields:
            self.texts.scope = Scope({**self.texts.scope.names, "company": made.fields})
        return made

    def _histories(self, company: About, rated: RatingView | None) -> Histories | None:
        """What exhibits may draw from the register."""
        if not self.register and company.subject is None:
            return None
        from desknote.resolve.companies.history import Histories

        house = self.house.record
        return Histories(self.register, house, self.note, self.lang, company.entry, company.subject, rated)

    def _with_texts(self, subject: Subject | None) -> Subject | None:
        """The subject with what its author writes of the target price."""
        texts = [self._passage(key, body=True).text for key in ("valuation", "target_risks")]
        return replace(subject, valuation=texts[0], target_risks=texts[1]) if subject is not None else None

    def _scope(self, rated: RatingView | None) -> Scope:
        house = self.house.record
        fields: dict[str, Figure | str] = {
            "kind": self._kind_label(),
            "lang": self.lang,
            "date": Figure(self.note.date, day_label(self.note.date, self.lang)),
            "sector": self.note.sector or "",
            "rating": rated.label if rated else "",
            "slug": self.slug,
        }
        facts = fact_figures(self.note.facts, self.facts.values, self.document, house, self.lang)
        wrong = {str(path[1]) for path in self.mended if path[:1] == ("facts",) and len(path) > 1}
        facts.update({name: Figure("—", "—") for name in wrong - set(facts) if name.isidentifier()})
        return Scope(
            {
                "facts": facts,
                "note": fields,
                "house": house_fields(house, self.lang) if house is not None else {},
            }
        )

    def _fact_views(self, scope: Scope) -> tuple[FactView, ...]:
        figures = {n: f for n in self.note.facts if isinstance(f := scope.names["facts"].get(n), Figure)}
        return tuple(
            FactView(
                id=name,
                shown=str(figure),
                number=None if figure.number is None else float(figure.number),
                unit=figure.unit,
                source=figure.source,
                span=self.document.key_span(("facts", name)),
            )
            for name, figure in figures.items()
        )

    def _sidebar_templates(self) -> tuple[str, ...]:
        """Sidebar items that templates add: each is a file in templates/sidebar/."""
        folder = self.workspace.templates_folder / "sidebar"
        ending = ".html.j2"
        names = self.workspace.names_in(folder)
        reading.note_folder("templates/sidebar", names)
        return tuple(name.removesuffix(ending) for name in names or () if name.endswith(ending))

    def _passage(self, *path: str | int, body: bool = False) -> Passage:
        """The text at ``path``, its references and placed exhibits followed."""
        self.placing.read(path, self.texts.raw(path), body=body)
        return self.texts.passage(path)

    def _parts(self) -> dict[str, Any]:
        """The note's texts, in reading order."""
        note = self.note
        parts: dict[str, Any] = {
            "title": self._passage("title"),
            "subtitle": self._passage("subtitle"),
            "summary": self.texts.passage(("summary",), markdown=False).text,
        }
        parts["viewpoints"] = tuple(
            self._block("viewpoints", i, "point") for i in range(len(note.viewpoints))
        )
        parts["advice"] = self._advice()
        many = isinstance(self.document.data.get("risks"), list)
        parts["risks"] = tuple(
            self._passage(*(("risks", i) if many else ("risks",))) for i in range(len(note.risks))
        )
        parts["sections"] = tuple(self._block("sections", i, "section") for i in range(len(note.sections)))
        return parts

    def _block(self, key: str, index: int, name: str) -> Block:
        heading = self._passage(key, index, "heading")
        body = self.marker.passage(self._passage(key, index, "body", body=True), self.marked)
        return Block(f"{name}-{index + 1}", heading, body)

    def _advice(self) -> AdviceView | None:
        given = self.note.advice
        if given is None:
            return None
        heading = self._passage("advice", "heading")
        if not heading:
            heading = Passage(self.labels["advice"], self.document.key_span(("advice",)))
        body = self.marker.passage(self._passage("advice", "body", body=True), set())
        return AdviceView(heading, body, advice.companies(self.listed, self.marker.mark))

    def _related(self) -> tuple[RelatedView, ...]:
        return tuple(
            RelatedView(
                series=one.series or "",
                title=self.texts.passage(("related", i, "title"), markdown=False).text,
                date=day_label(one.date, self.lang),
                url=one.url or "",
                span=self.document.value_span(("related", i)),
            )
            for i, one in enumerate(self.note.related)
        )

    def _house_view(self, rated: RatingView | None, scope: Scope) -> HouseView | None:
        if self.house.record is None or self.house.document is None:
            return None
        view, wrong = house_view(
            self.house.document,
            self.house.record,
            self.brand.record or Brand(),
            rated,
            self.lang,
            scope.names["note"],
        )
        self.found += wrong
        return view

    def _leftovers(self) -> None:
        """Exhibits that stand nowhere, facts that nothing uses."""
        self.found += [*self.texts.told(), *self.texts.unread(self.mended)]
        self.found += [*self.placing.found, *self.placing.unplaced()]
        used = set(self.texts.used)
        for path, scalar in self.document.scalars.items():
            # Formulas read facts as well, and an expression that is wrong is told of already.
            if (path[:1] != ("facts",) or path[2:3] in _FORMULAS) and "facts" in scalar.value:
                used.update(_FACT.findall(scalar.value))
        for name in self.note.facts:
            if name not in used and ("facts", name) not in self.mended:
                span = self.document.key_span(("facts", name))
                self.found.append(Diagnostic("DN311", span, {"name": name}))

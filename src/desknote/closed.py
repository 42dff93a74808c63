"""The closed note: everything a page needs, in the note's language, with nothing left to look up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from desknote.closed_companies import Change, DisclosureView, DistributionRow, NamedCompany, Subject
from desknote.closed_compliance import Compliance
from desknote.diagnostics import Span
from desknote.manuscript import Manuscript
from desknote.model.brand import Brand
from desknote.model.checks import Checks
from desknote.model.exhibit import ExhibitSpec
from desknote.model.house import Workflow
from desknote.records import dataclass

Cell = float | int | str | dt.date | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A data file's columns, all of one length; ``file`` names it for diagnostics.

    ``rows`` are the rows of the file that the frame's rows come from, where they come from one each;
    ``sheet`` is the sheet of a workbook.
    """

    file: str
    columns: Mapping[str, tuple[Cell, ...]]
    digest: str
    rows: Sequence[int] = ()
    sheet: str = ""

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))


@dataclass(frozen=True, slots=True)
class Passage:
    """Text with its expressions filled in; ``span`` is where its author wrote it.

    ``lines`` are the lines of the file on which the text's lines begin, where that is known.
    """

    text: str
    span: Span | None = None
    lines: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Person:
    """An analyst, assistant or contact as the page names them."""

    id: str
    role: str  # analyst | assistant | contact
    role_label: str
    name: str
    title: str
    certificate: str
    sfc: str
    email: str
    phone: str
    biography: Passage
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class RatingView:
    """The note's rating: ``label`` is what readers see, ``scope`` what kind of rating it is."""

    id: str
    system: str
    label: str
    scope: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class RelatedView:
    """An earlier report."""

    series: str
    title: str
    date: str
    url: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and its Markdown body."""

    id: str
    heading: Passage
    body: Passage


@dataclass(frozen=True, slots=True)
class CompanyView:
    """A company in the investment advice; ``mark`` is set where it is not covered."""

    name: str
    ticker: str
    covered: bool
    mark: str
    theme: str


@dataclass(frozen=True, slots=True)
class AdviceView:
    """Investment advice."""

    heading: Passage
    body: Passage
    coverage: tuple[CompanyView, ...]


@dataclass(frozen=True, slots=True)
class GradeView:
    """One row of a rating-definition table."""

    id: str
    name: str
    definition: str
    current: bool
    above: float | None = None
    """Lower end of the band, in per cent."""
    below: float | None = None


@dataclass(frozen=True, slots=True)
class SystemView:
    """One rating-definition table."""

    id: str
    name: str
    horizon: str
    grades: tuple[GradeView, ...]
    basis: str = "relative"
    """``relative``: bands are returns against the benchmark; ``absolute``: of the share itself."""


@dataclass(frozen=True, slots=True)
class MarketView:
    """A market and its benchmark."""

    name: str
    benchmark: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """A closing statement."""

    id: str
    title: str
    body: Passage


@dataclass(frozen=True, slots=True)
class HouseView:
    """The house as this note shows it."""

    name: str
    legal_name: str
    department: str
    tagline: str
    document_label: str
    licence: str
    notice: str
    address: str
    website: str
    statements: tuple[StatementView, ...]
    ratings_title: str
    ratings_introduction: str
    systems: tuple[SystemView, ...]
    markets: tuple[MarketView, ...]
    disclosures_title: str = ""
    disclosures_introduction: str = ""
    disclosures_none: str = ""
    price_days: int = 10
    """Days after which a price is out of date."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An exhibit with its number and its data; ``anchor`` is its id in the page."""

    id: str
    anchor: str
    number: int
    label: str
    spec: ExhibitSpec
    frame: Frame | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as text shows it; ``number`` is its figure, nothing where it is a date or words."""

    id: str
    shown: str
    number: float | None
    unit: str
    source: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class SidebarItem:
    """One block of the front page's sidebar: ``kind`` names its partial."""

    kind: str
    exhibit: str = ""


@dataclass(frozen=True, slots=True)
class ClosedNote:
    """The whole note."""

    slug: str
    file: str
    kind: str
    kind_label: str
    lang: str
    title: Passage
    subtitle: Passage
    summary: str
    date: dt.date
    date_label: str
    sector: str
    keywords: tuple[str, ...]
    rating: RatingView | None
    people: tuple[Person, ...]
    related: tuple[RelatedView, ...]
    viewpoints: tuple[Block, ...]
    advice: AdviceView | None
    risks: tuple[Passage, ...]
    sections: tuple[Block, ...]
    exhibits: tuple[Exhibit, ...]
    sidebar: tuple[SidebarItem, ...]
    house: HouseView
    brand: Brand
    labels: Mapping[str, str]
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """From what text may refer to (``fig-ID``, ``tbl-ID``) to the anchor and the label shown."""
    data_files: tuple[str, ...] = ()
    """The data files that the note's exhibits and facts were read from, as diagnostics name them."""
    facts: tuple[FactView, ...] = ()
    lists: tuple[str, ...] = ()
    """Lists with page numbers: ``sections``, ``exhibits``."""
    state: str = "published"
    """``draft``, ``review``, ``approved``, ``published`` or ``withdrawn``."""
    workflow: Workflow | None = None
    content: str = ""
    """The digest of what the note says, see ``desknote.content``."""
    withdrawal: str = ""
    """Why the note was withdrawn, where it was."""
    jurisdictions: tuple[str, ...] = ()
    """The rule packs that apply: ``cn``, ``hk``, ``us``, ``eu-uk``."""
    markets: tuple[str, ...] = ()
    """The house's markets that the note is about, by id."""
    subject: Subject | None = None
    named: tuple[NamedCompany, ...] = ()
    """Every company that the note names, the subject first."""
    changes: tuple[Change, ...] = ()
    disclosures: tuple[DisclosureView, ...] = ()
    distribution: tuple[DistributionRow, ...] = ()
    compliance: Compliance = field(default_factory=Compliance)
    checks: Checks | None = None
    """What the house changes about the checks."""
    manuscript: Manuscript | None = field(default=None, compare=False, repr=False)
    """The file, for checks of how things are written."""
    extra: Mapping[str, Any] = field(default_factory=dict)

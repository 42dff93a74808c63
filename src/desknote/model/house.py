"""The house: names, licence, statements, rating systems and benchmarks; and its analysts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from desknote.model.base import LangCode, Line, LocalText, Record, Slug
from desknote.model.checks import Checks
from desknote.model.conflicts import ConflictId
from desknote.model.note import Day, Jurisdiction, Jurisdictions, KindId, one_or_many
from desknote.model.tickers import Currency
from desknote.zones import is_zone

Certificate = Annotated[str, StringConstraints(pattern=r"^S\d{13}$")]
"""A certificate number of the Securities Association of China: S and thirteen digits."""
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+$")]


def _known_zone(value: str) -> str:
    if not is_zone(value):
        en = f"'{value}' is no time zone; write Asia/Shanghai, Europe/London or +08:00"
        raise ValueError(en, f"“{value}”不是时区；请写作 Asia/Shanghai、Europe/London 或 +08:00")
    return value


Timezone = Annotated[Line, AfterValidator(_known_zone)]
"""An IANA time zone, or an offset from UTC."""


class Grade(Record):
    """One grade of a rating system; the band is relative return to the benchmark, in per cent."""

    id: Slug
    name: LocalText
    above: float | None = Field(None, description="Lower end of the band, % against the benchmark")
    below: float | None = Field(None, description="Upper end of the band, % against the benchmark")
    definition: LocalText | None = Field(None, description="Words instead of the band's own")

    @model_validator(mode="after")
    def _defined(self) -> Grade:
        if self.definition is None and self.above is None and self.below is None:
            raise ValueError("grade_undefined")
        if self.above is not None and self.below is not None and self.above >= self.below:
            raise ValueError("band_reversed")
        return self


class RatingSystem(Record):
    """A rating system: its grades from best to worst and the months they look ahead."""

    name: LocalText
    scope: LocalText = Field(description="What the front page calls such a rating, e.g. 行业评级")
    months: tuple[int, int] | int = Field(description="Horizon in months, one figure or a range")
    grades: tuple[Grade, ...] = Field(min_length=1)
    basis: Literal["relative", "absolute"] = Field(
        "relative", description="Whether bands are returns against the benchmark, or of the share itself"
    )
    expected_benchmark: float | None = Field(
        None, description="Return expected of the benchmark over the horizon, %; 0 if not set"
    )


class Market(Record):
    """A market and the index that ratings there are measured against."""

    id: Slug
    name: LocalText
    benchmark: LocalText
    tickers: Annotated[tuple[Line, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Endings of its tickers: SH, SZ, BJ"
    )
    currency: Currency | None = Field(None, description="What prices there are in")
    expected_return: float | None = Field(
        None, description="Return expected of the benchmark over 12 months, %"
    )


class DisclosureRules(Record):
    """When an interest is disclosed, and in which words. Kinds are those of the register's conflicts."""

    thresholds: dict[ConflictId, float] = Field(
        default_factory=dict, description="Share of the capital from which a holding is disclosed, %"
    )
    months: dict[ConflictId, int] = Field(
        default_factory=dict, description="Months for which an interest counts after its day"
    )
    texts: dict[ConflictId, LocalText] = Field(
        default_factory=dict,
        description="The disclosure, by language: {house}, {company}, {percent}, {date}, …",
    )


class Disclosures(DisclosureRules):
    """The house's disclosures, and what single jurisdictions ask for beyond them."""

    title: LocalText | None = None
    introduction: LocalText | None = None
    none: LocalText | None = Field(None, description="What is said where there is nothing to disclose")
    jurisdictions: dict[Jurisdiction, DisclosureRules] = Field(default_factory=dict)


class HouseJurisdictions(Record):
    """The rule packs that apply to notes."""

    always: Jurisdictions = Field((), description="To every note")
    markets: dict[Slug, Jurisdictions] = Field(
        default_factory=dict, description="To notes about companies of a market, by its id"
    )


def _read_jurisdictions(value: object) -> object:
    return {"always": value} if isinstance(value, str | list) else value


class ForbiddenWord(Record):
    """A word that notes of this house may not use."""

    word: Line
    reason: LocalText | None = None


class HouseWording(Record):
    """What the house adds to the words that rule packs forbid, and what it allows of them."""

    forbid: tuple[ForbiddenWord, ...] = ()
    allow: Annotated[tuple[Line, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Phrases in which a forbidden word is meant otherwise"
    )


class Statement(Record):
    """One of the texts that close every note: certification, disclaimer, redistribution, …"""

    id: Slug
    title: LocalText
    body: LocalText


class Ratings(Record):
    """All that the rating-definition page says."""

    title: LocalText | None = None
    introduction: LocalText | None = None
    systems: dict[Slug, RatingSystem] = Field(min_length=1)


class Approver(Record):
    """Somebody who may approve notes: a supervisory analyst, an editor, compliance."""

    name: Line
    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")] | None = Field(
        None, description="Public key (Ed25519, base64) that signs this person's acts"
    )
    until: Day | None = Field(
        None, description="Last day on which this person could act; what was done by then goes on counting"
    )


class Workflow(Record):
    """How notes are approved. A house that has it publishes nothing unapproved."""

    approvers: dict[Slug, Approver] = Field(min_length=1)
    signatures: bool = Field(False, description="Every act in the ledger must be signed")
    own_notes: bool = Field(False, description="An approver may approve notes that they sign as analyst")


class House(Record):
    """``content/house.yaml``."""

    name: LocalText = Field(description="Short name, as in the brand band")
    legal_name: LocalText = Field(description="Registered name")
    department: LocalText | None = Field(None, description="Research department or institute")
    document_label: LocalText = Field(description="The words every page must carry, e.g. 证券研究报告")
    licence: LocalText = Field(description="Statement of the business licence")
    notice: LocalText = Field(description="Foot of every page: where the disclosures are")
    address: LocalText | None = None
    website: str | None = None
    default_lang: LangCode = Field("zh-CN", description="Language of notes that do not name theirs")
    statements: tuple[Statement, ...] = Field(min_length=1)
    ratings: Ratings
    markets: tuple[Market, ...] = ()
    kinds: dict[KindId, LocalText] = Field(default_factory=dict, description="House names of note kinds")
    thousands: bool | tuple[LangCode, ...] = Field(
        False,
        description="Set facts of 10,000 and more with thousands separators: true, or in which languages",
    )

    jurisdictions: Annotated[HouseJurisdictions, BeforeValidator(_read_jurisdictions)] = Field(
        default_factory=HouseJurisdictions.model_construct, description="Rule packs: cn, hk, us, eu-uk"
    )
    certificate_prefix: (
        Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$"), BeforeValidator(str)] | None
    ) = Field(
        None, description="The firm's part of its analysts' certificate numbers: the four digits after S"
    )
    disclosures: Disclosures = Field(
        default_factory=Disclosures.model_construct,
        description="When interests in companies are disclosed, and in which words",
    )
    price_days: int = Field(
        10, ge=0, le=366, description="Days before the note's date after which a price is out of date"
    )
    authority: LocalText | None = Field(
        None, description="The authority that supervises the house, as reports in the EU and the UK name it"
    )
    timezone: Timezone = Field("Asia/Shanghai", description="Asia/Shanghai, Europe/London, +08:00 …")
    update_frequency: LocalText | None = Field(
        None, description="How often recommendations are planned to be updated"
    )
    wording: HouseWording = Field(
        default_factory=HouseWording.model_construct,
        description="Forbidden words: the house's own, and exceptions",
    )
    workflow: Workflow | None = Field(None, description="Who approves notes before they are published")
    checks: Checks | None = Field(None, description="Rules that are left out, their severity and limits")

    def sets_thousands(self, lang: str) -> bool:
        """Whether facts have thousands separators in ``lang``."""
        return self.thousands if isinstance(self.thousands, bool) else lang in self.thousands


class Analyst(Record):
    """``content/analysts/ID.yaml``: one analyst, assistant or contact."""

    name: LocalText
    title: LocalText | None = None
    certificate: Certificate | None = Field(None, description="SAC certificate number, S + 13 digits")
    sfc: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}\d{3}$")] | None = Field(
        None, description="SFC central entity number, Hong Kong"
    )
    email: Email | None = None
    phone: LocalText | None = None
    biography: LocalText | None = None
    status: Literal["active", "left"] = "active"

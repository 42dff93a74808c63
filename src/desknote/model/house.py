"""The house: names, licence, statements, rating systems and benchmarks; and its analysts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from desknote.model.base import LangCode, LocalText, Record, Slug
from desknote.model.note import KindId

Certificate = Annotated[str, StringConstraints(pattern=r"^S\d{13}$")]
"""A certificate number of the Securities Association of China: S and thirteen digits."""
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+$")]


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


class Market(Record):
    """A market and the index that ratings there are measured against."""

    id: Slug
    name: LocalText
    benchmark: LocalText


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

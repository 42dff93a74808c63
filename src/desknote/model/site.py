"""The site's settings: what ``desknote publish`` calls itself, where it will lie, what it lists."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from desknote.model.base import LangCode, Line, LocalText, Record, Slug
from desknote.model.note import one_or_many

Page = Literal["home", "sectors", "companies", "analysts", "kinds", "archive", "search"]
PAGES: tuple[Page, ...] = ("home", "sectors", "companies", "analysts", "kinds", "archive", "search")
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s?#\"'<>\\]+$")]
Link = Annotated[str, StringConstraints(pattern=r"^(https?://|mailto:)[^\s\"'<>\\]+$")]


class NavigationLink(Record):
    """A link of the house's own in the site's navigation."""

    title: LocalText
    url: Link


class SiteSector(Record):
    """A sector under one name in each language, whatever notes call it."""

    id: Slug
    name: LocalText
    aliases: Annotated[tuple[Line, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Other names that notes give it"
    )


class Site(Record):
    """``content/site.yaml``. Everything may be left out."""

    title: LocalText | None = Field(None, description="Name of the site; by default the house's department")
    description: LocalText | None = Field(None, description="One sentence about the site")
    base_url: WebAddress | None = Field(
        None, description="Where the site will lie; feeds, sitemap and sharing need it"
    )
    languages: Annotated[tuple[LangCode, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Languages of the site's own words, the main one first; by default the house's"
    )
    per_page: int = Field(20, ge=5, le=200, description="Notes on a page of a list")
    latest: int = Field(
        10, ge=1, le=100, description="Latest notes in the home page's list, below the three in front"
    )
    feed_items: int = Field(30, ge=1, le=500, description="Notes in a feed")
    navigation: tuple[Page | NavigationLink, ...] = Field(
        ("home", "sectors", "companies", "analysts", "archive", "search"),
        description="Pages and links of the navigation, in order",
    )
    footer: LocalText | None = Field(None, description="A paragraph of your own at the foot of every page")
    sectors: tuple[SiteSector, ...] = ()
    authority: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}$")] | None = Field(
        None, description="Domain in the permanent ids of feed entries; by default that of base_url"
    )
    withdrawal_reasons: bool = Field(
        False, description="Show why a note was withdrawn, as the ledger has it, in its place"
    )

    @model_validator(mode="after")
    def _once(self) -> Site:
        if len(set(self.languages)) < len(self.languages):
            raise ValueError("a language is listed twice", "语言重复")
        if len({s.id for s in self.sectors}) < len(self.sectors):
            raise ValueError("two sectors have the same id", "两个行业的 id 相同")
        return self

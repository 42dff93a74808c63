"""The note as its author writes it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from desknote.model.base import LangCode, Line, LocalText, Markdown, Record, Slug
from desknote.model.data import DataRef, Formula, Take
from desknote.model.tickers import Currency, Ticker
from desknote.patterns import regex

Kind = Literal["industry", "company", "initiation", "strategy", "flash", "digest", "macro"]
KINDS: dict[str, dict[str, str]] = {
    "industry": {"zh-CN": "行业研究", "zh-HK": "行業研究", "en": "Industry Research"},
    "company": {"zh-CN": "公司研究", "zh-HK": "公司研究", "en": "Company Research"},
    "initiation": {"zh-CN": "首次覆盖", "zh-HK": "首次覆蓋", "en": "Initiation of Coverage"},
    "strategy": {"zh-CN": "策略研究", "zh-HK": "策略研究", "en": "Strategy"},
    "flash": {"zh-CN": "点评报告", "zh-HK": "點評報告", "en": "Flash Note"},
    "digest": {"zh-CN": "晨会纪要", "zh-HK": "晨會紀要", "en": "Daily Digest"},
    "macro": {"zh-CN": "宏观研究", "zh-HK": "宏觀研究", "en": "Macro Research"},
}


_ISO_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _read_kind(value: object) -> object:
    if isinstance(value, str):
        word = value.strip()
        for kind, names in KINDS.items():
            if word.lower() in (kind, *(n.lower() for n in names.values())):
                return kind
            if len(word) == 2 and not word.isascii() and any(n.startswith(word) for n in names.values()):
                return kind
    return value


def one_or_many(value: object) -> object:
    """A list for what may be written as one item."""
    return [value] if isinstance(value, str | dict) else value


def _items(value: object) -> object:
    # [rating, exhibit: index] means the same as [rating, exhibit:index].
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        single = (isinstance(item, dict) and len(item) == 1 for item in value)
        return [
            ":".join(map(str, next(iter(item.items())))) if one else item
            for item, one in zip(value, single, strict=True)
        ]
    return value


def _date_only(value: object) -> object:
    # A date is written as a date; a bare year or a number is a mistake, not 1970.
    if isinstance(value, str):
        try:
            day = _ISO_DAY.fullmatch(value.strip())
            return dt.date.fromisoformat(day[0] if day else "")
        except ValueError:
            raise ValueError("date_wanted") from None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise ValueError("date_wanted")


_MOMENT = regex(
    r"(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)


def _moment(value: object) -> object:
    made = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if made is not None:
            offset = (made[5] or "").upper().replace("Z", "+00:00")
            return dt.datetime.fromisoformat(
                f"{made[1]}T{int(made[2]):02}:{made[3]}:{made[4] or '00'}{offset}"
            )
    except ValueError:
        pass
    raise ValueError(
        "a day and a time are wanted here, such as 2025-02-05 08:30",
        "此处应为日期与时间，如 2025-02-05 08:30",
    )


def _figure(value: object) -> object:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, int | float | dt.date) and not isinstance(value, bool):
        return value
    raise ValueError("figure_wanted")


def _amount(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) < LARGEST:
            return value
        raise ValueError("the number is too large", "数字过大")
    if isinstance(value, str) and "{{" in value:
        return value.strip()
    raise ValueError(
        "a number is wanted here, or '{{ facts.name }}' in quotes",
        "此处应为数字，或加引号的 '{{ facts.名称 }}'",
    )


def _price(value: object) -> object:
    amount = _amount(value)
    if isinstance(amount, int | float) and amount <= 0:
        raise ValueError("a price is above zero", "价格应大于零")
    return amount


LARGEST = 1e15
"""No price and no estimate is as large."""
_JURISDICTIONS = {
    "中国": "cn", "中國": "cn", "china": "cn", "mainland": "cn", "内地": "cn", "內地": "cn",
    "香港": "hk", "hong kong": "hk", "hong-kong": "hk", "美国": "us", "美國": "us", "usa": "us",
    "united states": "us", "欧盟": "eu-uk", "歐盟": "eu-uk", "英国": "eu-uk", "英國": "eu-uk",
    "eu": "eu-uk", "uk": "eu-uk",
}  # fmt: skip


def _read_jurisdiction(value: object) -> object:
    return (
        _JURISDICTIONS.get(value.strip().lower(), value.strip().lower()) if isinstance(value, str) else value
    )


_LISTS = {"sections": "sections", "exhibits": "exhibits", "目录": "sections", "目錄": "sections",
          "章节": "sections", "章節": "sections", "图表": "exhibits", "圖表": "exhibits",
          "图表目录": "exhibits", "圖表目錄": "exhibits"}  # fmt: skip


def _read_list(value: object) -> object:
    return _LISTS.get(value.strip(), value) if isinstance(value, str) else value


_STATES = {"draft": "draft", "review": "review", "in review": "review", "草稿": "draft", "送审": "review",
           "送審": "review", "审核中": "review", "審核中": "review"}  # fmt: skip


def _read_state(value: object) -> object:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in ("approved", "published", "withdrawn", "已批准", "已发布", "已撤回"):
            en = "a note cannot say so of itself; 'desknote approve', 'release' and 'withdraw' record it"
            raise ValueError(en, "研报不能自行声明；请用 desknote approve、release 或 withdraw 记入台账")
        return _STATES.get(word, value)
    return value


StateId = Annotated[Literal["draft", "review"], BeforeValidator(_read_state)]
ListId = Annotated[Literal["sections", "exhibits"], BeforeValidator(_read_list)]
KindId = Annotated[Kind, BeforeValidator(_read_kind)]
Day = Annotated[dt.date, BeforeValidator(_date_only)]
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
"""A day and a time of it; without an offset it is the house's time zone."""
People = Annotated[tuple[Line, ...], BeforeValidator(one_or_many)]
"""Analysts by id (the name of their file) or by name, in any language."""
Amount = Annotated[int | float | str, BeforeValidator(_amount)]
"""A number, or an expression that gives one: '{{ facts.target }}'."""
Price = Annotated[int | float | str, BeforeValidator(_price)]
"""The same above zero."""
Jurisdiction = Annotated[Literal["cn", "hk", "us", "eu-uk"], BeforeValidator(_read_jurisdiction)]
"""Whose rules apply: mainland China, Hong Kong, the United States, the EU and the United Kingdom."""
Jurisdictions = Annotated[tuple[Jurisdiction, ...], BeforeValidator(one_or_many)]
FactName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=80)]


class Fact(Record):
    """One number (or word) with one home; text and exhibits refer to it by name.

    It is written here (``value``), read from a cell (``cell``) or a column (``data`` with ``column``,
    narrowed by ``where`` or ``take``), or follows from other facts or data (``expr``).
    """

    value: Annotated[int | float | dt.date | str, BeforeValidator(_figure)] | None = None
    cell: Line | None = Field(None, description="One cell of a file: data/model.xlsx#Sheet!B4")
    data: DataRef | None = Field(
        None, description="Data file the fact is read from, or the name of a dataset"
    )
    column: Line | None = Field(None, description="Column of the data")
    where: Formula | None = Field(None, description="The row: a condition such as date == '2025-02-05'")
    take: Take | None = Field(None, description="Which figure of several rows: last, sum, mean, …")
    expr: Formula | None = Field(
        None, description="Formula over other facts, or over the columns of data: change(facts.a, facts.b)"
    )
    unit: LocalText | None = Field(None, description="Set after the value: %, 亿元, x, …; $ and ¥ before it")
    digits: int | None = Field(None, ge=0, le=12, description="Digits after the decimal point")
    source: Line | None = None
    note: Line | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> Fact:
        ways = [self.value is not None, self.cell is not None, self.column is not None, self.expr is not None]
        if sum(ways) != 1:
            en = "give one of 'value', 'cell', 'column' (with 'data') or 'expr'"
            raise ValueError(en, "请写 value、cell、column（连同 data）或 expr 中的一项")
        if self.column is not None and self.data is None:
            raise ValueError("'column' needs 'data', the file it is in", "使用 column 时须用 data 指明文件")
        if self.data is not None and self.column is None and self.expr is None:
            raise ValueError("'data' needs 'column' or 'expr'", "使用 data 时须写 column 或 expr")
        if (self.where is not None or self.take is not None) and self.column is None:
            raise ValueError("'where' and 'take' go with 'column'", "where 与 take 须与 column 同用")
        return self


class Subject(Record):
    """The company that a note is about, where the register does not have it."""

    name: LocalText
    ticker: Ticker | None = None
    market: Slug | None = Field(
        None, description="A market of the house; by default that of the ticker's ending"
    )


class Previous(Record):
    """What the edition before said, where it is not in the workspace."""

    date: Day | None = None
    rating: Line | None = None
    target_price: Price | None = None
    estimates: dict[Line, dict[Line, Amount]] = Field(default_factory=dict)


class Related(Record):
    """An earlier report that the front page lists."""

    series: Line | None = None
    title: Line
    date: Day
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None


class Viewpoint(Record):
    """One key point: a heading and what it says."""

    heading: Line
    body: Markdown


class Company(Record):
    """A company named in the investment advice."""

    name: Line
    ticker: Line | None = None
    covered: bool | None = Field(
        None, description="Whether the house covers it; the register of companies says so where there is one"
    )
    theme: Line | None = Field(None, description="Group it is listed under")


class Advice(Record):
    """Investment advice."""

    heading: Line | None = None
    body: Markdown | None = None
    coverage: tuple[Company, ...] = ()


class Section(Record):
    """A chapter of the note's inside pages."""

    heading: Line
    body: Markdown


class Note(Record):
    """``content/notes/SLUG/note.yaml``."""

    kind: KindId
    lang: LangCode | None = None
    title: Line
    subtitle: Line | None = None
    date: Day
    state: StateId | None = Field(None, description="draft or review; what comes after is in the ledger")
    sector: Line | None = None
    rating: Line | None = Field(None, description="A grade of the house's rating system: its id or its name")
    rating_system: Slug | None = Field(None, description="Which system; by default that of the kind")
    company: Line | Subject | None = Field(
        None, description="The company it is about: a ticker or name of the register, or a record"
    )
    price: Price | None = Field(None, description="Share price on 'price_date'")
    price_date: Day | None = None
    target_price: Price | None = Field(None, description="Target price")
    currency: Currency | None = Field(None, description="Of price and target; by default the register's")
    months: int | None = Field(
        None, ge=1, le=60, description="Months until the target; by default the rating's"
    )
    valuation: Markdown | None = Field(None, description="How the target price is arrived at")
    target_risks: Markdown | None = Field(None, description="What may keep the target from being reached")
    estimates: dict[Line, dict[Line, Amount]] = Field(
        default_factory=dict, description="Forecasts by period: {2025E: {revenue: 2134, eps: 1.40}}"
    )
    previous: Line | Previous | None = Field(
        None, description="The edition before: a note's slug, or what it said; found by itself if not given"
    )
    markets: Annotated[tuple[Slug, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Markets of the house that it is about; by default those of its companies"
    )
    jurisdictions: Jurisdictions = Field((), description="Rule packs besides the house's: cn, hk, us, eu-uk")
    completed: Moment | None = Field(None, description="When the note was finished: 2025-02-05 08:30")
    first_disseminated: Moment | None = Field(
        None, description="When it was first sent out: 2025-02-05 09:00"
    )
    update_frequency: Line | None = Field(
        None, description="How often its recommendation is planned to be updated; by default the house's"
    )
    analysts: People = Field(min_length=1)
    assistants: People = ()
    contacts: People = ()
    related: tuple[Related, ...] = ()
    keywords: Annotated[tuple[Line, ...], BeforeValidator(one_or_many)] = ()
    summary: Line | None = Field(None, description="One or two sentences for lists and metadata")
    facts: dict[FactName, Fact] = Field(default_factory=dict)
    datasets: dict[Slug, DataRef] = Field(
        default_factory=dict, description="Data that several exhibits or facts use, by name"
    )
    sidebar: Annotated[tuple[Line, ...], BeforeValidator(_items)] = ("rating", "analysts", "related")
    lists: Annotated[tuple[ListId, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Lists with page numbers after the front page: sections, exhibits"
    )
    viewpoints: tuple[Viewpoint, ...] = Field(min_length=1)
    advice: Advice | None = None
    risks: Annotated[tuple[Markdown, ...], BeforeValidator(one_or_many)] = ()
    sections: tuple[Section, ...] = ()
    exhibits: dict[Slug, dict[str, Any]] = Field(default_factory=dict)

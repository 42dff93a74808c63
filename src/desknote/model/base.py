"""Shared shapes of the model: strict records, language-keyed text and the languages known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from desknote.model.kept import schema_of

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

Lang = Literal["zh-CN", "zh-HK", "en"]
LANGS: tuple[Lang, ...] = ("zh-CN", "zh-HK", "en")

# An author may name a language as people do.
_LANG_NAMES = {
    "zh": "zh-CN",
    "zh-cn": "zh-CN",
    "zh-hans": "zh-CN",
    "简体中文": "zh-CN",
    "中文": "zh-CN",
    "zh-hk": "zh-HK",
    "zh-tw": "zh-HK",
    "zh-hant": "zh-HK",
    "繁體中文": "zh-HK",
    "繁体中文": "zh-HK",
    "en": "en",
    "en-us": "en",
    "en-gb": "en",
    "english": "en",
    "英文": "en",
}


def read_lang(value: object) -> object:
    """The language code for what an author wrote; anything unknown is returned as it is."""
    if isinstance(value, str):
        return _LANG_NAMES.get(value.strip().lower(), value)
    return value


def _read_text(value: object) -> object:
    # `title: 2025` and `version: 1.50` are text to the person who wrote them, and stay as written.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(getattr(value, "written", value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def _one_text_a_language(value: object) -> object:
    if isinstance(value, dict):
        codes = [read_lang(key) for key in value]
        if len(set(map(str, codes))) < len(codes):
            raise ValueError("language_twice")
    return value


LangCode = Annotated[Lang, BeforeValidator(read_lang)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), BeforeValidator(_read_text)]
"""One line of plain text."""
Markdown = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_read_text)]
"""Text in Markdown, in which ``{{ … }}`` expressions and ``@id`` references may stand."""
Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
LocalText = Annotated[
    Line | dict[LangCode, Line], Field(union_mode="left_to_right"), BeforeValidator(_one_text_a_language)
]
"""Text that is the same in every language, or a mapping from language to text."""


class Record(BaseModel):
    """A record of the model: unknown keys are refused, values do not change once read."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, regex_engine="python-re", defer_build=True
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return schema_of(cls, lambda: handler(source))

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, data: Any) -> Any:
        # A key with nothing after it is a key not given, unless it must be given.
        if not isinstance(data, dict) or None not in data.values():
            return data
        needed = {name for name, info in cls.model_fields.items() if info.is_required()}
        return {k: v for k, v in data.items() if v is not None or k in needed or not _is_field(cls, k)}


def _is_field(record: type[BaseModel], key: object) -> bool:
    return any(
        key == name or key in getattr(info.validation_alias, "choices", (info.validation_alias,))
        for name, info in record.model_fields.items()
    )


def near_langs(lang: str) -> tuple[str, ...]:
    """The languages to turn to, in order, where something is not given in ``lang``."""
    return {"zh-HK": ("zh-CN", "en"), "zh-CN": ("zh-HK", "en"), "en": ("zh-CN", "zh-HK")}[lang]


def in_lang(text: str | dict[Any, str] | None, lang: str) -> str:
    """``text`` in ``lang``, else in its script's other variety, else in the first language given."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    for choice in (lang, *near_langs(lang)):
        if choice in text:
            return str(text[choice])
    return ""

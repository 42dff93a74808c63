"""What a house changes about the checks: which it leaves out, how grave they are, and their limits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from desknote.model.base import Line, Record
from desknote.model.note import one_or_many

_ESSENTIAL = frozenset(("DN401", "DN402", "DN405", "DN406"))
_RANKS = {"info": 0, "warning": 1, "error": 2}


def is_compliance(code: str) -> bool:
    """Whether a code is of a rule of compliance: those are waived note by note, and not left out."""
    return "DN413" <= code <= "DN499"


def why_kept(code: str) -> tuple[str, str] | None:
    """Why a rule cannot be left out, in English and Chinese; nothing where it can."""
    from desknote.rules import RULES

    if code not in RULES:
        return f"there is no rule '{code}'", f"没有规则“{code}”"
    if is_compliance(code):
        return (
            f"{code} is a rule of compliance: it is waived for one note, by 'desknote waive', not left out",
            f"{code} 属于合规规则，不能忽略，只能用 'desknote waive' 对单篇研报豁免",
        )
    if not code.startswith(("DN4", "DN5")) or code in _ESSENTIAL:
        return (
            f"without {code} there is no whole page: only checks, DN4xx and DN5xx, can be changed",
            f"{code} 关系到页面能否生成；只有检查类规则（DN4xx、DN5xx）可以调整",
        )
    return None


def _code(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


def _can_be_left_out(code: str) -> str:
    if (reason := why_kept(code)) is not None:
        raise ValueError(*reason)
    return code


def _is_check(code: str) -> str:
    if not is_compliance(code) and (reason := why_kept(code)) is not None:
        raise ValueError(*reason)
    return code


IgnoredCode = Annotated[Line, BeforeValidator(_code), AfterValidator(_can_be_left_out)]
"""The code of a rule that a house may leave out."""
CheckCode = Annotated[Line, BeforeValidator(_code), AfterValidator(_is_check)]
"""The code of a rule whose severity a house may set."""


class Limits(Record):
    """How long is too long: characters in Chinese, words in English."""

    sentence_zh: int = Field(
        120, ge=20, le=2000, description="Characters between two full stops or semicolons"
    )
    sentence_en: int = Field(50, ge=10, le=500, description="Words of a sentence")
    heading_zh: int = Field(40, ge=8, le=200, description="Characters of a heading")
    heading_en: int = Field(20, ge=4, le=100, description="Words of a heading")


class Checks(Record):
    """What this house changes about the checks."""

    ignore: Annotated[tuple[IgnoredCode, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Rules that are left out: DN528"
    )
    severity: dict[CheckCode, Literal["error", "warning", "info"]] = Field(
        default_factory=dict, description="Rules that are graver, or less so: {DN511: error}"
    )
    limits: Limits = Field(default_factory=Limits.model_construct, description="How long is too long")
    names: Annotated[tuple[Line, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Names in their right spelling: DeepSeek, OpenAI"
    )

    @model_validator(mode="after")
    def _compliance_stays_as_grave(self) -> Checks:
        from desknote.rules import RULES

        for code, level in self.severity.items():
            if is_compliance(code) and code in RULES and _RANKS[level] < _RANKS[RULES[code].severity]:
                raise ValueError(
                    f"{code} is a rule of compliance: it may be made graver, not less so",
                    f"{code} 属于合规规则，只能调高、不能调低",
                )
        return self

"""How a table writes figures: percent1, multiple1, 2 … as authors name it, and the figure as text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from desknote.exhibits.numbers import MINUS
from desknote.exhibits.tables.grid import Cell, Tone
from desknote.exhibits.tables.words import say
from desknote.model.base import Line, Record
from desknote.patterns import regex
from desknote.records import dataclass

FormatKind = Literal["number", "percent", "ratio", "pp", "bp", "multiple", "plain"]
Negative = Literal["minus", "parentheses"]
DASH = "—"

_KINDS: dict[str, FormatKind] = {
    "number": "number", "数值": "number", "数字": "number", "數值": "number", "數字": "number",
    "percent": "percent", "百分比": "percent", "百分数": "percent", "百分數": "percent",
    "ratio": "ratio", "比率": "ratio", "比例": "ratio",
    "pp": "pp", "pct": "pp", "百分点": "pp", "百分點": "pp",
    "bp": "bp", "bps": "bp", "基点": "bp", "基點": "bp",
    "multiple": "multiple", "x": "multiple", "倍": "multiple", "倍数": "multiple", "倍數": "multiple",
    "plain": "plain", "year": "plain", "原样": "plain", "原樣": "plain", "年份": "plain",
}  # fmt: skip
_WORD = regex(r"(?P<kind>[^\W\d_]+)?[ _-]?(?P<digits>[0-6])?")
_PATTERN = regex(r"(?:#,##)?0(?:\.(?P<zeros>0{1,6}))?(?P<tail>%|x|倍)?")
_DIGITS: dict[FormatKind, int] = {"percent": 1, "ratio": 1, "pp": 1, "bp": 0, "multiple": 1}
_TAILS: dict[str, FormatKind] = {"": "number", "%": "percent", "x": "multiple", "倍": "multiple"}
_LARGEST = 1e15


def _read_word(value: object) -> object:
    # `2` and `0.00` are formats; what YAML made a number of them is undone.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(getattr(value, "written", value))
    return value


def _check_word(word: str) -> str:
    if parse_word(word) is None:
        known = ", ".join(("2", "percent1", "ratio1", "multiple1", "pp1", "bp", "plain", "0.00", "0.0%"))
        raise ValueError(f"'{word}' is no format; write {known}", f"没有格式“{word}”；可用 {known}")
    return word


Word = Annotated[
    Line,
    BeforeValidator(_read_word),
    AfterValidator(_check_word),
    WithJsonSchema(
        {"type": ["string", "integer"], "description": "percent1, ratio1, multiple1, pp1, bp, plain, 2, 0.00"}
    ),
]
"""A format by its name and digits."""


def _read_negative(value: object) -> object:
    known = {"()": "parentheses", "-": "minus", "括号": "parentheses", "括號": "parentheses", "负号": "minus"}
    return known.get(value.strip(), value) if isinstance(value, str) else value


NegativeKey = Annotated[Negative, BeforeValidator(_read_negative)]


def _read_kind(value: object) -> object:
    return _KINDS.get(value, value) if isinstance(value, str) else value


class Format(Record):
    """A format in full."""

    as_: Annotated[FormatKind, BeforeValidator(_read_kind)] = Field(
        "number",
        validation_alias="as",
        title="As",
        description="number, percent (9.4 is 9.4%), ratio (0.094 is 9.4%), pp, bp, multiple, plain",
    )
    digits: int | None = Field(None, ge=0, le=6, title="Digits", description="Digits after the decimal point")
    unit: Line | None = Field(None, title="Unit", description="Unit, set behind the row's or column's name")
    data_unit: Line | None = Field(
        None, title="Unit of the data", description="Unit the data are in; they are converted to 'unit'"
    )
    prefix: Line | None = Field(None, title="Prefix", description="Set before each figure: HK$")
    suffix: Line | None = Field(None, title="Suffix", description="Set behind each figure: 元")
    signed: bool | None = Field(
        None, title="Signed", description="A plus sign, and the colours of rise and fall"
    )
    negative: NegativeKey | None = Field(
        None, title="Negative", description="minus: −1.2; parentheses: (1.2)"
    )
    missing: Line | None = Field(None, title="Missing", description="What stands where there is no figure")


FormatRef = Annotated[Format | Word, Field(union_mode="left_to_right")]
"""A format's name, or a format in full."""


@dataclass(frozen=True, slots=True)
class How:
    """A format with everything settled. ``digits`` None: as many as the figures need."""

    kind: FormatKind = "number"
    digits: int | None = None
    factor: float = 1.0
    prefix: str = ""
    suffix: str = ""
    plus: bool = False
    toned: bool = False
    negative: Negative = "minus"
    missing: str = DASH

    def signed(self) -> How:
        """With a plus sign and the colours of rise and fall."""
        return replace(self, plus=True, toned=True)


def parse_word(word: str) -> tuple[FormatKind, int | None] | None:
    """What a format's name means: its kind, and digits where they are named."""
    text = word.strip()
    pattern = _PATTERN.fullmatch(text)
    if pattern and ("." in text or "#" in text or pattern["tail"] or text == "0"):
        return _TAILS[pattern["tail"] or ""], len(pattern["zeros"] or "")
    found = _WORD.fullmatch(text)
    if found is None or not (found["kind"] or found["digits"]):
        return None
    named = _KINDS.get((found["kind"] or "number").lower())
    return (named, int(found["digits"]) if found["digits"] else None) if named else None


def settle(ref: Format | str | None, base: How) -> How:
    """``base`` changed by what an author asks for."""
    if ref is None:
        return base
    if isinstance(ref, str):
        kind, digits = parse_word(ref) or ("number", None)
        return replace(base, kind=kind, digits=_digits(kind, digits), factor=_factor(kind, base))
    from desknote.exhibits.tables.units import factor

    scaled = factor(ref.data_unit, ref.unit) if ref.data_unit and ref.unit else None
    how = replace(
        base,
        kind=ref.as_,
        digits=_digits(ref.as_, ref.digits),
        factor=scaled if scaled is not None else _factor(ref.as_, base),
        prefix=ref.prefix or "",
        suffix=ref.suffix or "",
        negative=ref.negative or base.negative,
        missing=ref.missing or base.missing,
    )
    if ref.signed is not None:
        how = replace(how, plus=ref.signed, toned=ref.signed)
    return how


def _digits(kind: FormatKind, asked: int | None) -> int | None:
    return _DIGITS.get(kind) if asked is None else asked


def _factor(kind: FormatKind, base: How) -> float:
    # A unit's factor is for amounts: it is not for per cent or multiples.
    return base.factor if kind == "number" else 1.0


def needed(values: Sequence[float]) -> int:
    """Digits after the point that ``values`` need to be told apart: up to 2, and up to 4 below one."""
    finite = [abs(v) for v in values if math.isfinite(v)]
    largest = max(finite, default=0.0)
    most = 2 if largest >= 1 else 3 if largest >= 0.1 else 4
    for digits in range(most):
        if all(abs(v - round(v, digits)) < 10 ** -(digits + 6) * max(1.0, v) for v in finite):
            return digits
    return most


def amounts(how: How, values: Iterable[float | None]) -> How:
    """``how`` for figures that may not be amounts: those that a unit would make all zero are not in it.

    Earnings a share of 0.76 among amounts in 元 that are shown in 亿元 stay 0.76.
    """
    largest = max((abs(v) for v in values if v is not None), default=0.0)
    least = 0.5 * 10.0 ** -(2 if how.digits is None else how.digits)
    small = how.factor < 1 and 0 < largest * how.factor < least
    return replace(how, factor=1.0) if small else how


def rounded(value: float, digits: int) -> Decimal:
    """``value`` to so many digits, halves away from zero as people do; binary dust is not counted."""
    return Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def write(value: float | None, how: How, lang: str, digits: int | None = None) -> Cell:
    """``value`` as a cell; ``digits`` serve where the format leaves them open."""
    if value is None or not math.isfinite(value):
        return Cell(how.missing, "missing")
    scaled = value * how.factor * (100 if how.kind == "ratio" else 1)
    if how.kind == "plain":
        return _plain(value)
    count = how.digits if how.digits is not None else (digits if digits is not None else needed([scaled]))
    if not math.isfinite(scaled) or abs(scaled) >= _LARGEST:
        return Cell(f"{scaled:.2e}".replace("-", MINUS), "figure")
    number = rounded(scaled, count)
    figure = f"{abs(number):,f}"
    sign = "" if number == 0 else MINUS if number < 0 else "+" if how.plus else ""
    tail = _tail(how, lang)
    opening, closing = "", ""
    if number < 0 and how.negative == "parentheses":
        sign, opening, closing = "", "(", ")"
    text = f"{opening}{sign}{how.prefix}{figure}{tail}{closing}"
    point = f"{figure}{tail}{closing}"
    after = point[figure.index(".") :] if "." in figure else tail + closing
    tone: Tone = "" if not how.toned or number == 0 else "up" if number > 0 else "down"
    return Cell(text, "figure", after, tone)


def _tail(how: How, lang: str) -> str:
    own = {"percent": "%", "ratio": "%", "multiple": "x", "pp": say("pp", lang), "bp": say("bp", lang)}
    return how.suffix or own.get(how.kind, "")


def _plain(value: float) -> Cell:
    whole = float(value).is_integer() and abs(value) < _LARGEST
    text = (str(int(value)) if whole else f"{value:.12g}").replace("-", MINUS)
    _, point, rest = text.partition(".")
    return Cell(text, "figure", point + rest)


def not_meaningful(lang: str) -> Cell:
    """The cell of a figure that says nothing, such as the P/E of a loss."""
    return Cell(say("nm", lang), "missing")

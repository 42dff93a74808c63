"""One cell or one column of text to typed values, as the people who wrote the file meant them.

A figure is what its reader sees: ``12.5%`` is 12.5, ``(3)`` is -3, ``1,234`` is 1234. Percentages are
per cent throughout desknote, in files as in formulas. A column is numbers, dates or text as a whole:
one stray word among numbers leaves the column text, and whoever asks for numbers learns which row it
is. Identifiers with a leading zero (000001, 0700) stay text; so do years with a letter (2025E),
quarters and months. ``亿`` and ``万`` are read as factors only where the author asks for numbers.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from decimal import Decimal

from desknote.closed import Cell
from desknote.patterns import regex
from desknote.resolve.readers.table import CellType

MISSING = frozenset(
    {"", "-", "--", "—", "——", "–", "－", "NA", "N/A", "n/a", "n.a.", "N.A.", "na", "nan", "NaN", "NAN"}
    | {"null", "NULL", "None", "#N/A", "#N/A N/A", "#NA", "#DIV/0!"}
    | {"暂无", "暂无数据", "无", "不适用", "無", "不適用", "暫無"}
)
"""What people write where there is no figure."""

_EDGE = " \t\r\n\v\f\u3000\xa0\ufeff\u200b"
# Full-width ASCII and the minus signs that fonts and input methods produce. Not NFKC: it would turn
# ① into 1 and 10² into 102.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x2212: "-",
    0x2013: "-",
    0x3000: " ",
    0xFFE5: "¥",
    0xA0: " ",
}
_DIGITS = r"(?:(?:0|[1-9][0-9]{0,39}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,12})(?:\.[0-9]{0,40})?|\.[0-9]{1,40})"
_NUMBER = regex(
    rf"(\()?\s*([-+]?)\s*(?:HK\$|US\$|[¥$€£])?\s*([-+]?)({_DIGITS}(?:[eE][-+]?[0-9]{{1,3}})?)"
    r"\s*(?:(%)|((万亿|千亿|百亿|十亿|亿|億|千万|百万|万|萬|千)?(?:元|港元|美元|人民币|股|人|户|台|辆|吨|次)?))"
    r"\s*(\))?"
)
_FACTORS = {
    "千": 3, "万": 4, "萬": 4, "百万": 6, "千万": 7,
    "亿": 8, "億": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_TIME = r"(?:[ T]0?0:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?"
_DATES = (
    regex(rf"(?P<y>[0-9]{{4}})([-/.])(?P<m>[0-9]{{1,2}})\2(?P<d>[0-9]{{1,2}}){_TIME}"),
    regex(r"(?P<y>[0-9]{4})\s*年\s*(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,2})\s*日?"),
    regex(r"(?P<d>[0-9]{1,2})[- ](?P<m>[A-Za-z]{3,9})\.?[-, ]+(?P<y>[0-9]{4})"),
    regex(r"(?P<m>[A-Za-z]{3,9})\.?\s+(?P<d>[0-9]{1,2}),?\s+(?P<y>[0-9]{4})"),
)
_COMPACT = regex(r"(?:19|20)[0-9]{6}")
_DOTTED_MONTH = regex(r"(?:19|20)[0-9]{2}\.(?:0[1-9]|1[0-2])")
# A whole column at once: these decide in one call whether the quick way is open.
_ALL_NUMBERS = regex(r"(?:(?:-?(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{1,40})?)?\n)*+")
_ALL_DATES = regex(r"(?:(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?\n)*+")


def clean(text: str) -> str:
    """``text`` without the white space and invisible marks around it."""
    return text.strip(_EDGE)


def missing(text: str) -> bool:
    """Whether a cell says that there is no figure."""
    return text in MISSING


def read_number(text: str, *, units: bool = False) -> float | int | None:
    """The number ``text`` shows, or nothing where it shows none; with ``units``, 1.2亿 is 120,000,000."""
    found = _NUMBER.fullmatch(text.translate(_PLAIN).strip(_EDGE))
    if found is None:
        return None
    opening, sign, sign2, digits, percent, unit, factor, closing = found.groups()
    if bool(opening) != bool(closing) or (sign and sign2) or (opening and (sign or sign2)):
        return None
    if unit and not units:
        return None
    plain = digits.replace(",", "")
    negative = bool(opening) or "-" in (sign, sign2)
    if factor:
        value: float | int = float(Decimal(plain).scaleb(_FACTORS[factor]))
    elif plain.isdigit() and not percent:
        value = int(plain)
    else:
        value = float(plain)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return -value if negative else value


def read_date(text: str, *, compact: bool = True) -> dt.date | None:
    """The day ``text`` names, or nothing; 20250205 counts only where ``compact`` is set.

    Day and month in figures only (5/2/2025) are not read: nobody can tell which is which.
    """
    plain = text.translate(_PLAIN).strip(_EDGE)
    if compact and _COMPACT.fullmatch(plain):
        return _day(plain[:4], plain[4:6], plain[6:])
    for form in _DATES:
        if (found := form.fullmatch(plain)) is not None:
            return _day(found["y"], found["m"], found["d"])
    return None


def _day(year: str, month: str, day: str) -> dt.date | None:
    if not month.isdigit():
        word = "sep" if month.lower() == "sept" else month.lower()
        fits = [i for i, name in enumerate(_MONTHS, 1) if word in (name, name[:3])]
        if not fits:
            return None
        month = str(fits[0])
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def type_column(texts: Sequence[str]) -> tuple[Cell, ...]:
    """A column of cleaned text as dates, numbers or text, whichever all of its cells are."""
    joined = "\n".join(texts) + "\n"
    if len(joined) >= len(texts) and joined.count("\n") == len(texts):
        if _ALL_NUMBERS.fullmatch(joined):
            return _numbers(texts, "." in joined)
        if _ALL_DATES.fullmatch(joined):
            try:
                return tuple([dt.date.fromisoformat(t) if t else None for t in texts])
            except ValueError:
                pass
    present = {t for t in texts if t not in MISSING}
    for read in (read_date, _as_number):
        known: dict[str, Cell] = {}
        for text in present:
            if (value := read(text)) is None:
                break
            known[text] = value
        else:
            if any(isinstance(v, float) for v in known.values()):
                if all(_DOTTED_MONTH.fullmatch(t) for t in present):
                    break
                known = {t: float(v) if isinstance(v, int) else v for t, v in known.items()}
            return tuple([known.get(t) for t in texts])
    return tuple([t or None for t in texts])  # a word is kept as written: NA may be North America


def _as_number(text: str) -> float | int | None:
    return read_number(text)


def _numbers(texts: Sequence[str], floats: bool) -> tuple[Cell, ...]:
    if floats:
        if all(_DOTTED_MONTH.fullmatch(t) for t in texts if t):  # 2025.10 is October, not 2025.1
            return tuple([t or None for t in texts])
        return tuple([float(t) if t else None for t in texts])
    numbers: tuple[int | None, ...] = tuple([int(t) if t else None for t in texts])
    present = [n for n in numbers if n is not None]
    if present and min(present) >= 19000101 and max(present) <= 20991231:
        days = {t: read_date(t) for t in set(texts) if t}
        if all(days.values()):
            return tuple([days.get(t) for t in texts])
    return numbers


def as_type(texts: Sequence[str], kind: CellType) -> tuple[tuple[Cell, ...], list[int]]:
    """A column read as its author says, and the indices of the cells that are not of that kind."""
    if kind == "text":
        return tuple([t or None for t in texts]), []
    read: Callable[[str], Cell] = read_date if kind == "date" else _with_units
    known: dict[str, Cell] = {t: read(t) for t in set(texts) if t not in MISSING}
    wrong = [i for i, t in enumerate(texts) if t in known and known[t] is None]
    return tuple([known.get(t) for t in texts]), wrong


def type_values(values: Sequence[Cell]) -> tuple[Cell, ...]:
    """A column of a workbook: its text is read as numbers or dates where the whole column is such.

    Workbooks keep figures as text more often than their authors know. A column that is neither stays
    as it is, cell by cell.
    """
    texts = {v for v in values if isinstance(v, str)}
    if not texts:
        return _one_kind(values)
    if all(v is None or isinstance(v, str) for v in values):
        return type_column([v if isinstance(v, str) else "" for v in values])
    for read in (read_date, _as_number):
        known = {t: read(t) for t in texts if t not in MISSING}
        if all(v is not None for v in known.values()):
            read_in = tuple([known.get(v) if isinstance(v, str) else v for v in values])
            if _single(read_in):
                return _one_kind(read_in)
    return tuple(values)


def _single(values: Sequence[Cell]) -> bool:
    return len({isinstance(v, dt.date) for v in values if v is not None}) < 2


def _one_kind(values: Sequence[Cell]) -> tuple[Cell, ...]:
    """Whole numbers among fractions become fractions."""
    kinds = {type(v) for v in values if v is not None}
    if kinds == {int, float}:
        return tuple([float(v) if isinstance(v, int) else v for v in values])
    return tuple(values)


def values_as_type(values: Sequence[Cell], kind: CellType) -> tuple[tuple[Cell, ...], list[int]]:
    """Like ``as_type``, for a column of a workbook."""
    wanted: tuple[type, ...] = {"text": (str,), "number": (int, float), "date": (dt.date,)}[kind]
    if kind == "text":
        return tuple([_as_text(v) for v in values]), []
    texts = ["" if v is None or isinstance(v, wanted) else _as_text(v) or "" for v in values]
    read, wrong = as_type(texts, kind)
    return tuple([v if isinstance(v, wanted) else r for v, r in zip(values, read, strict=True)]), wrong


def _as_text(value: Cell) -> str | None:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)


def _with_units(text: str) -> float | int | None:
    digits = text.lstrip("0")  # whoever asks for numbers has no use for the zeros of a code
    return read_number(digits if digits[:1].isdigit() else text, units=True)

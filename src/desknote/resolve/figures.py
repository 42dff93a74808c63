"""Facts as text shows them: what is written is what is shown, with the unit set as the language sets it.

A fact prints its value as its author wrote it (``79.80`` stays ``79.80``), or with ``digits`` digits
after the point, and its unit. In expressions it has ``.value`` (without the unit), ``.unit``, ``.source``
and ``.note``; with other numbers it can be added, subtracted, multiplied, divided and compared. The
result of a calculation is a plain number without a unit; one with more than four digits after the point
is shown with two, unless ``digits`` says otherwise.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from desknote.patterns import regex
from desknote.records import dataclass

_NUMBER = regex(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?\Z|[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?\Z")
_CURRENCY = regex(r"(?:[A-Z]{1,3})?[$¥€£₩]\Z|RMB\Z")
_ATTACHED = regex(r"[%‰°x×]|bps?\Z|pp\Z|pct\Z")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
LIMIT = 30
"""Numbers beyond 10 to this power are refused."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, date or word with its unit, ready to print."""

    value: Decimal | dt.date | str
    written: str
    unit: str = ""
    lang: str = "zh-CN"
    source: str = ""
    note: str = ""

    @property
    def number(self) -> Decimal | None:
        """The value to calculate with; nothing where it is a date or words."""
        return self.value if isinstance(self.value, Decimal) else None

    def __str__(self) -> str:
        return with_unit(self.written, self.unit, self.lang)


def read_figure(
    value: object,
    written: str,
    *,
    unit: str,
    digits: int | None,
    lang: str,
    thousands: bool = False,
    calculated: bool = False,
    source: str = "",
    note: str = "",
) -> Figure:
    """A fact's figure. ``written`` is the value as it stands in the file, or in full if ``calculated``."""
    if isinstance(value, dt.date):
        return Figure(value, day_label(value, lang), unit, lang, source, note)
    number = _decimal(written)
    if number is None:
        return Figure(written, written, unit, lang, source, note)
    if digits is None:
        shown = shortest(number) if calculated else written
    else:
        shown = plain(number, digits)
    if thousands and abs(number) >= 10_000 and "e" not in shown.lower():
        shown = grouped(shown)
    return Figure(number, shown, unit, lang, source, note)


def _decimal(text: str) -> Decimal | None:
    if not _NUMBER.match(text) or len(text) > 60:
        return None
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= LIMIT else None


def rounded(figure: Figure, number: Decimal, digits: int) -> Figure:
    """``figure`` with another value, shown with ``digits`` digits."""
    return replace(figure, value=number, written=plain(number, digits))


def plain(number: Decimal, digits: int) -> str:
    """A number with so many digits after the point, halves rounded up as people do."""
    quantum = Decimal(1).scaleb(-digits)
    result = number.quantize(quantum, rounding=ROUND_HALF_UP)
    return f"{abs(result) if result == 0 else result:f}"


def shortest(number: Decimal) -> str:
    """A calculated number without zeros at its end; with two digits where it has more than four."""
    exponent = number.as_tuple().exponent
    text = plain(number, 2) if isinstance(exponent, int) and exponent < -4 else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figured(value: float | int | str | dt.date | None) -> str:
    """A value that was read or worked out, in full; a dash where there is none."""
    if isinstance(value, int | float):
        return f"{Decimal(repr(value)):f}"
    return "—" if value is None else str(value)


def grouped(text: str) -> str:
    """Thousands set apart by commas."""
    whole, point, rest = text.partition(".")
    sign, whole = (whole[0], whole[1:]) if whole[:1] in ("-", "+") else ("", whole)
    return f"{sign}{int(whole.replace(',', '') or 0):,}{point}{rest}"


def with_unit(text: str, unit: str, lang: str) -> str:
    """A value and its unit: ``79.8%``, ``12亿元``, ``$5``, and in English ``1.2 million``."""
    if not unit:
        return text
    if _CURRENCY.match(unit):
        sign, text = (text[0], text[1:]) if text[:1] in ("-", "+") else ("", text)
        return f"{sign}{unit}{' ' if unit.isalpha() else ''}{text}"
    attached = _ATTACHED.match(unit) or not unit[0].isascii() or len(unit) == 1
    return f"{text}{'' if attached else ' '}{unit}"


def day_label(day: dt.date, lang: str) -> str:
    """A date as a page in ``lang`` writes it: 2025-02-05; 5 February 2025."""
    if lang == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return day.isoformat()

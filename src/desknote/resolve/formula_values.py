"""What formulas compute with: single cells and whole columns, missing figures, arithmetic that may fail.

A missing figure stays missing through every operation. So does a result that is no figure (division by
zero, too large, not real): it becomes None, and the formula's report names the first such row. Integers
stay exact up to 200 bits and become floats beyond.
"""

from __future__ import annotations

import datetime as dt
import math
import operator
from collections.abc import Callable, Sequence
from enum import Enum
from itertools import repeat
from typing import Any

from desknote.closed import Cell
from desknote.resolve.formula_syntax import FormulaError, Node
from desknote.resolve.periods import Period, read_period
from desknote.resolve.readers.cells import MISSING, read_date, read_number

Column = tuple[Cell, ...]
Value = Cell | Column
MAX_BITS = 200


class Fail(Enum):
    """Why a cell has no result."""

    ZERO = ("division by zero", "除数为零")
    LARGE = ("the result is too large", "结果过大")
    UNREAL = ("the result is not a real number", "结果不是实数")
    BASE = ("the first figure must be above zero", "起始值必须大于零")


class Notes:
    """The cells that came to nothing in one evaluation: how many for each reason, and the first."""

    def __init__(self) -> None:
        self.found: dict[Fail, tuple[int, int | None]] = {}

    def add(self, reason: Fail, row: int | None) -> None:
        count, first = self.found.get(reason, (0, row))
        self.found[reason] = (count + 1, first)

    def settle(self, result: Any) -> Any:
        """``result`` with None where there is a Fail."""
        if isinstance(result, Fail):
            self.add(result, None)
            return None
        if isinstance(result, tuple) and any(isinstance(v, Fail) for v in result):
            for row, cell in enumerate(result):
                if isinstance(cell, Fail):
                    self.add(cell, row)
            return tuple([None if isinstance(v, Fail) else v for v in result])
        return result


def spread(act: Callable[..., Any], *values: Any) -> Any:
    """``act`` over cells: once, or row by row where any value is a column. None in, None out."""
    if not any(isinstance(v, tuple) for v in values):
        return None if any(v is None for v in values) else act(*values)
    rows = zip(*[v if isinstance(v, tuple) else repeat(v) for v in values], strict=False)
    if len(values) == 1:
        return tuple([None if v is None else act(v) for (v,) in rows])
    if len(values) == 2:
        return tuple([None if x is None or y is None else act(x, y) for x, y in rows])
    return tuple([None if None in row else act(*row) for row in rows])


def kind_of(value: Value) -> str:
    """number, text, date, truth; empty where every cell is missing, mixed where they differ."""
    cells = value if isinstance(value, tuple) else (value,)
    kinds = {_kind(t) for t in set(map(type, cells)) if t is not type(None)}
    return kinds.pop() if len(kinds) == 1 else "mixed" if kinds else "empty"


def _kind(cell: type) -> str:
    return _KINDS.get(cell) or next((k for t, k in _KINDS.items() if issubclass(cell, t)), "text")


_KINDS: dict[type, str] = {bool: "truth", int: "number", float: "number", dt.date: "date", str: "text"}
_NAMES = {
    "number": ("numbers", "数字"),
    "text": ("text", "文本"),
    "date": ("dates", "日期"),
    "truth": ("a condition", "条件"),
    "mixed": ("text among other cells", "夹杂文本的列"),
    "empty": ("nothing", "空值"),
}


def require(value: Value, kind: str, node: Node) -> None:
    """Raises FormulaError (DN355) where ``value`` is not of ``kind``; missing cells are of any kind."""
    got = kind_of(value)
    if got not in (kind, "empty") and not (kind == "number" and got == "truth"):
        wanted, found = _NAMES[kind], _NAMES[got]
        cells = value if isinstance(value, tuple) else (value,)
        stray = _stray(cells, kind) if kind in _READS else None
        shown = "" if stray is None else f" ('{stray}')"
        raise FormulaError(
            "DN355",
            node.start,
            node.end,
            wanted_en=wanted[0],
            wanted_zh=wanted[1],
            got_en=found[0] + shown,
            got_zh=found[1] + (f"（“{stray}”）" if stray is not None else ""),
        )


_READS: dict[str, Callable[[str], Cell]] = {"number": read_number, "date": read_date}


def _stray(column: Column, kind: str) -> Cell:
    """The first cell that keeps a column from being numbers or dates."""
    for cell in column:
        if cell is None or _kind(type(cell)) == kind:
            continue
        if not isinstance(cell, str) or (cell not in MISSING and _READS[kind](cell) is None):
            return cell
    return None


def fit(number: Any) -> Any:
    """``number`` as a cell holds it, or why there is none."""
    if isinstance(number, int):
        if -(1 << MAX_BITS) < number < 1 << MAX_BITS:
            return number
        try:
            return float(number)
        except OverflowError:
            return Fail.LARGE
    if isinstance(number, complex):
        return Fail.UNREAL
    return number if math.isfinite(number) else Fail.LARGE


def total_of(cells: Sequence[Any]) -> Any:
    """The sum of numbers: whole ones exactly, others rounded once."""
    try:
        return fit(sum(cells) if all(isinstance(c, int) for c in cells) else math.fsum(cells))
    except (OverflowError, ValueError):
        return Fail.LARGE


def taken(cells: Sequence[Cell], how: str) -> Any:
    """One figure for several: first, last, sum, mean, min or max of those that are not missing."""
    present: list[Any] = [c for c in cells if c is not None]
    if not present:
        return None
    if how in ("first", "last"):
        return present[0 if how == "first" else -1]
    if how in ("min", "max"):
        return min(present) if how == "min" else max(present)
    total = total_of(present)
    return total if how == "sum" or isinstance(total, Fail) else fit(total / len(present))


def _arithmetic(act: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def run(x: Any, y: Any) -> Any:
        try:
            return fit(act(x, y))
        except ZeroDivisionError:
            return Fail.ZERO
        except OverflowError:
            return Fail.LARGE

    return run


def _power(x: Any, y: Any) -> Any:
    small = isinstance(x, int) and isinstance(y, int) and y >= 0 and x.bit_length() * y <= MAX_BITS
    return x**y if small else float(x) ** float(y)


ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": _arithmetic(operator.add),
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(operator.mul),
    "/": _arithmetic(operator.truediv),
    "**": _arithmetic(_power),
}
divide = ARITHMETIC["/"]
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def compute(sign: str, left: Value, right: Value, nodes: Sequence[Node]) -> Any:
    """Arithmetic on numbers; one date from another gives days. Raises FormulaError (DN355)."""
    if sign == "-" and kind_of(left) == kind_of(right) == "date":
        return spread(lambda x, y: (x - y).days, left, right)
    require(left, "number", nodes[0])
    require(right, "number", nodes[1])
    return spread(ARITHMETIC[sign], left, right)


def compare(sign: str, left: Value, right: Value, nodes: Sequence[Node]) -> Any:
    """Numbers with numbers, text with text, dates with dates or with a date or period in quotes.

    A period stands for all of its days: ``date == '2024-03'`` is true of any day of that March, and
    ``date > '2024-03'`` of any day after it. Raises FormulaError (DN355).
    """
    kinds = kind_of(left), kind_of(right)
    if kinds == ("text", "date"):
        return compare(_MIRROR.get(sign, sign), right, left, (nodes[1], nodes[0]))
    if kinds == ("date", "text"):
        if isinstance(right, tuple):
            require(right, "date", nodes[1])
        first, last = _days(right, nodes[1])
        return spread(_BETWEEN[sign], left, first, last)
    if "empty" not in kinds and kinds[0] != kinds[1]:
        wrong = 1 if kinds[0] != "mixed" else 0
        require((left, right)[wrong], kinds[1 - wrong], nodes[wrong])
    if "mixed" in kinds:
        require(left, "number", nodes[0])
    return spread(_COMPARE[sign], left, right)


_BETWEEN: dict[str, Callable[[Any, Any, Any], bool]] = {
    "==": lambda d, first, last: first <= d <= last,
    "!=": lambda d, first, last: not first <= d <= last,
    "<": lambda d, first, last: d < first,
    "<=": lambda d, first, last: d <= last,
    ">": lambda d, first, last: d > last,
    ">=": lambda d, first, last: d >= first,
}


def _days(text: Value, node: Node) -> tuple[dt.date, dt.date]:
    day = read_date(str(text))
    if day is not None:
        return day, day
    period = read_period(str(text))
    if period is None or period.kind == "day":
        en, zh = (
            f"'{text}' is not a date; write '2025-02-05' or '2025-02'",
            f"“{text}”不是日期；请写作 '2025-02-05' 或 '2025-02'",
        )
        raise FormulaError("DN351", node.start, node.end, reason_en=en, reason_zh=zh)
    return period_days(period)


def period_days(period: Period) -> tuple[dt.date, dt.date]:
    """The first and the last day of a period."""
    if period.kind == "day":
        day = dt.date.fromordinal(period.index)
        return day, day
    last = period.month()
    months = {"year": 12, "half": 6, "quarter": 3, "month": 1}[period.kind]
    first_day = dt.date(period.year, last - months + 1, 1)
    following = dt.date(period.year + last // 12, last % 12 + 1, 1)
    return first_day, following - dt.timedelta(days=1)


def both(left: Value, right: Value) -> Any:
    """``and``: false wins over missing."""
    return _logic(left, right, winner=False)


def either(left: Value, right: Value) -> Any:
    """``or``: true wins over missing."""
    return _logic(left, right, winner=True)


def _logic(left: Value, right: Value, *, winner: bool) -> Any:
    def act(x: Any, y: Any) -> Any:
        if x is winner or y is winner:
            return winner
        return None if x is None or y is None else not winner

    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return act(left, right)
    rows = zip(*[v if isinstance(v, tuple) else repeat(v) for v in (left, right)], strict=False)
    return tuple([act(x, y) for x, y in rows])

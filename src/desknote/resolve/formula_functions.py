"""The functions of formulas, one table: what each is called, takes, gives and says of itself.

Rates are per cent throughout: ``growth`` of 100 to 112.5 is 12.5. Growth from a negative figure is
measured against its size, as data vendors do, so that its sign says better or worse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from desknote.records import dataclass
from desknote.resolve.formula_call import Call
from desknote.resolve.formula_values import (
    Column,
    Fail,
    Value,
    divide,
    fit,
    kind_of,
    require,
    spread,
    total_of,
)
from desknote.resolve.periods import read_period
from desknote.resolve.readers.cells import read_date

MAX_WINDOW_WORK = 100_000_000


@dataclass(frozen=True, slots=True)
class Function:
    """A row of the table. ``least`` and ``most`` count arguments."""

    signature: str
    least: int
    most: int
    run: Callable[[Call], Any]
    en: str
    zh: str


def _present(column: Column) -> list[Any]:
    return [c for c in column if c is not None]


def _rate(now: Any, then: Any) -> Any:
    if then == 0:
        return Fail.ZERO
    try:
        return fit((now - then) / abs(then) * 100)
    except OverflowError:
        return Fail.LARGE


def _growth(call: Call) -> Any:
    column, back = call.column(), call.count(1, 1, 1)
    return spread(_rate, column, _lagged(column, back))


def _lagged(column: Column, back: int) -> Column:
    return ((None,) * min(back, len(column)) + column)[: len(column)]


def _yoy(call: Call) -> Any:
    column = call.column()
    earlier = call.context.timeline(call.node, call.optional(1)).year_earlier()
    return spread(_rate, column, tuple([None if i is None else column[i] for i in earlier]))


def _cagr(call: Call) -> Any:
    if len(call) == 3:
        first, last, years = call.single(0), call.single(1), call.single(2)
        return _compound(first, last, years)
    column = call.column()
    rows = [i for i, c in enumerate(column) if c is not None]
    if len(rows) < 2:
        return None
    if len(call) == 2:
        years = call.single(1)
    else:
        line = call.context.timeline(call.node, None)
        years = line.years_between(rows[0], rows[-1])
        if years is not None and years < 0:  # newest first
            years, rows = -years, rows[::-1]
    return None if years is None else _compound(column[rows[0]], column[rows[-1]], years)


def _compound(first: Any, last: Any, years: Any) -> Any:
    if years == 0:
        return Fail.ZERO
    if first <= 0:
        return Fail.BASE
    if last < 0:
        return Fail.UNREAL
    try:
        return fit(((last / first) ** (1 / years) - 1) * 100)
    except OverflowError:
        return Fail.LARGE


def _rolling_mean(call: Call) -> Any:
    column, width = call.column(), call.count(1, 1, 1)
    if width * len(column) > MAX_WINDOW_WORK:
        call.wrong(1, "the window is too wide for so many rows", "窗口对这么多行来说过宽")
    averages: list[Any] = []
    gap = -1  # the last row that is missing
    for row, cell in enumerate(column):
        if cell is None:
            gap = row
        start = row - width + 1
        averages.append(None if start < 0 or gap >= start else _average(column[start : row + 1]))
    return tuple(averages)


def _average(cells: Sequence[Any]) -> Any:
    total = total_of(cells)
    return total if isinstance(total, Fail) else fit(total / len(cells))


def _median(cells: list[Any]) -> Any:
    ordered, middle = sorted(cells), len(cells) // 2
    return ordered[middle] if len(cells) % 2 else _average(ordered[middle - 1 : middle + 1])


def _aggregate(act: Callable[[list[Any]], Any]) -> Callable[[Call], Any]:
    def run(call: Call) -> Any:
        present = _present(call.column())
        return act(present) if present else None

    return run


def _extreme(choose: Callable[[Any], Any]) -> Callable[[Call], Any]:
    def run(call: Call) -> Any:
        if len(call) == 1:
            column = call.column(of="")
            if kind_of(column) != "date":
                require(column, "number", call.at(0))
            present = _present(column)
            return choose(present) if present else None
        for index in range(len(call)):
            call.numbers(index)
        return spread(lambda *cells: choose(cells), *call.values)

    return run


def _cumsum(call: Call) -> Any:
    total: Any = 0
    sums: list[Any] = []
    for cell in call.column():
        if cell is not None and not isinstance(total, Fail):
            total = fit(total + cell)
        sums.append(None if cell is None else total)
    return tuple(sums)


def _diff(call: Call) -> Any:
    column = call.column()
    return spread(lambda now, then: fit(now - then), column, _lagged(column, call.count(1, 1, 1)))


def _round(call: Call) -> Any:
    places = call.count(1, 0, 0)
    if places > 15:
        call.wrong(1, "at most 15 digits", "最多 15 位小数")
    unit = Decimal(1).scaleb(-places)

    def act(number: Any) -> Any:
        if isinstance(number, int) or abs(number) >= 1e15:
            return number
        # Half away from zero on the figure as written: what a reader with a calculator gets.
        rounded = Decimal(repr(number)).quantize(unit, ROUND_HALF_UP)
        return float(rounded) if places else int(rounded)

    return spread(act, call.numbers())


def _end(last: bool) -> Callable[[Call], Any]:
    def run(call: Call) -> Any:
        column = call.column(of="")
        return next((c for c in (reversed(column) if last else column) if c is not None), None)

    return run


def _at(call: Call) -> Any:
    column, key = call.column(of=""), call.values[1]
    if isinstance(key, tuple):
        call.wrong(1, "a single date, period or label is wanted", "此处应为单个日期、期间或标签")
    labels = call.context.labels(call.node, call.optional(2))
    wanted = _key(key)
    rows = [i for i, label in enumerate(labels) if label is not None and _key(label) == wanted]
    if len(rows) != 1:
        count = len(rows)
        call.wrong(1, f"'{key}' is in {count} rows, not one", f"“{key}”对应 {count} 行，而不是一行")
    return column[rows[0]]


def _key(cell: Any) -> Any:
    if isinstance(cell, str) and (day := read_date(cell, compact=False)) is not None:
        return read_period(day)
    return read_period(cell) or cell


def _rebase(call: Call) -> Any:
    column = call.column()
    base = call.single(1) if len(call) > 1 else 100
    first = next((c for c in column if c is not None), None)
    if first is None:
        return column
    if first == 0:
        return tuple([None if c is None else Fail.ZERO for c in column])
    return spread(lambda c: fit(c / first * base), column)


def _share(call: Call) -> Any:
    column = call.column()
    total = total_of(_present(column))
    return total if isinstance(total, Fail) else spread(lambda c: _hundred(divide(c, total)), column)


def _hundred(part: Any) -> Any:
    return part if isinstance(part, Fail) else fit(part * 100)


def _if(call: Call) -> Any:
    condition, yes, no = call.values
    require(condition, "truth", call.at(0))
    if not isinstance(condition, tuple):
        return None if condition is None else yes if condition else no
    return tuple([None if c is None else _cell(yes if c else no, row) for row, c in enumerate(condition)])


def _cell(value: Value, row: int) -> Any:
    return value[row] if isinstance(value, tuple) else value


def _missing(call: Call) -> Any:
    value = call.values[0]
    return tuple([c is None for c in value]) if isinstance(value, tuple) else value is None


def _part_of_date(part: str) -> Callable[[Call], Any]:
    def act(cell: Any) -> Any:
        period = read_period(cell)
        if period is None:
            return None
        if part == "year":
            return period.year
        if part == "month":
            return period.month() if period.kind in ("month", "day") else None
        within = period.within("quarter")
        return None if within is None else within.index % 4 + 1

    return lambda call: spread(act, call.values[0])


FUNCTIONS: dict[str, Function] = {
    "growth": Function(
        "growth(x, n=1)", 1, 2, _growth,
        "change on the figure n rows before, in %", "较前 n 行的增幅，%",
    ),
    "yoy": Function(
        "yoy(x) or yoy(x, date)", 1, 2, _yoy,
        "change on the same period a year before, in %", "同比增幅，%",
    ),
    "cagr": Function(
        "cagr(x) or cagr(x, years) or cagr(first, last, years)", 1, 3, _cagr,
        "compound growth a year from the first figure to the last, in %", "首末两期之间的年均复合增速，%",
    ),
    "change": Function(
        "change(now, then)", 2, 2, lambda c: spread(_rate, c.numbers(0), c.numbers(1)),
        "change from then to now, in %", "由 then 到 now 的增幅，%",
    ),
    "ratio": Function(
        "ratio(a, b)", 2, 2, lambda c: spread(divide, c.numbers(0), c.numbers(1)),
        "a divided by b", "a 除以 b",
    ),
    "percent": Function(
        "percent(x)", 1, 1, lambda c: spread(_hundred, c.numbers()),
        "x times 100", "x 乘以 100",
    ),
    "share": Function(
        "share(x)", 1, 1, _share,
        "each figure's share of the column, in %", "占整列合计的比重，%",
    ),
    "rebase": Function(
        "rebase(x, base=100)", 1, 2, _rebase,
        "the column with its first figure set to base", "以首个数值为 base 折算",
    ),
    "diff": Function(
        "diff(x, n=1)", 1, 2, _diff,
        "difference from the figure n rows before", "与前 n 行之差",
    ),
    "lag": Function(
        "lag(x, n=1)", 1, 2, lambda c: _lagged(c.column(of=""), c.count(1, 1, 1)),
        "the cell n rows before", "前 n 行的值",
    ),
    "cumsum": Function(
        "cumsum(x)", 1, 1, _cumsum,
        "running total", "累计值",
    ),
    "rolling_mean": Function(
        "rolling_mean(x, n)", 2, 2, _rolling_mean,
        "mean of the last n figures; missing where one of them is", "最近 n 期均值",
    ),
    "sum": Function(
        "sum(x)", 1, 1, _aggregate(total_of),
        "total of the column", "合计",
    ),
    "mean": Function(
        "mean(x)", 1, 1, _aggregate(_average),
        "mean of the column", "均值",
    ),
    "median": Function(
        "median(x)", 1, 1, _aggregate(_median),
        "median of the column", "中位数",
    ),
    "min": Function(
        "min(x) or min(a, b, …)", 1, 20, _extreme(min),
        "smallest figure of a column, or row by row", "最小值",
    ),
    "max": Function(
        "max(x) or max(a, b, …)", 1, 20, _extreme(max),
        "largest figure of a column, or row by row", "最大值",
    ),
    "count": Function(
        "count(x)", 1, 1, lambda c: len(_present(c.column(of=""))),
        "how many cells hold something", "非空单元格数",
    ),
    "first": Function(
        "first(x)", 1, 1, _end(last=False),
        "first figure that is not missing", "首个非空值",
    ),
    "last": Function(
        "last(x)", 1, 1, _end(last=True),
        "last figure that is not missing", "最后一个非空值",
    ),
    "at": Function(
        "at(x, key) or at(x, key, column)", 2, 3, _at,
        "the figure in the row of a date, period or label", "指定日期、期间或标签所在行的值",
    ),
    "abs": Function(
        "abs(x)", 1, 1, lambda c: spread(abs, c.numbers()),
        "size without sign", "绝对值",
    ),
    "round": Function(
        "round(x, digits=0)", 1, 2, _round,
        "rounded, half away from zero", "四舍五入",
    ),
    "if": Function(
        "if(condition, yes, no)", 3, 3, _if,
        "one value or the other", "条件取值",
    ),
    "missing": Function(
        "missing(x)", 1, 1, _missing,
        "whether there is no figure", "是否缺失",
    ),
    "year": Function(
        "year(date)", 1, 1, _part_of_date("year"),
        "year of a date or period", "年份",
    ),
    "quarter": Function(
        "quarter(date)", 1, 1, _part_of_date("quarter"),
        "quarter of a date or period, 1 to 4", "季度",
    ),
    "month": Function(
        "month(date)", 1, 1, _part_of_date("month"),
        "month of a date or period, 1 to 12", "月份",
    ),
}  # fmt: skip
"""By name. A table of documentation can be made from it: signature, English, Chinese."""

ALIASES = {
    "同比": "yoy", "环比": "growth", "增速": "growth", "复合增速": "cagr", "占比": "share", "累计": "cumsum",
    "合计": "sum", "求和": "sum", "平均": "mean", "均值": "mean", "中位数": "median", "最小": "min",
    "最大": "max", "首个": "first", "最新": "last", "绝对值": "abs", "四舍五入": "round", "如果": "if",
    "年": "year", "季": "quarter", "月": "month",
}  # fmt: skip
"""Chinese names of functions."""

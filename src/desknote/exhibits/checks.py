"""What in an exhibit's data makes a poor or a wrong picture: rules that several types share."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from desknote.closed import Exhibit
from desknote.diagnostics import Diagnostic, Span, suggest
from desknote.exhibits.data import Series, frame_of, number, numbers, text_of
from desknote.exhibits.spec import AxesSpec, ChartSpec
from desknote.exhibits.style import SERIES

At = Callable[[tuple[str | int, ...]], Span | None]
"""Where a place within the spec stands in its file."""


def nowhere(exhibit: Exhibit) -> At:
    """Places where only the exhibit's own is known."""
    return lambda path: exhibit.span


def common(exhibit: Exhibit, at: At, most_rows: int | None) -> Iterator[Diagnostic]:
    """Rules for every chart."""
    spec, frame = exhibit.spec, frame_of(exhibit)
    if not isinstance(spec, ChartSpec):
        return
    wanted = [(path, name) for path, name in spec.figures() if name in frame.columns]
    empty = [(p, n) for p, n in wanted if all(v is None for v in numbers(frame, n))]
    if not len(frame) or (wanted and len(empty) == len(wanted)):
        yield Diagnostic("DN320", exhibit.span, {"name": exhibit.id, "file": frame.file})
        return
    for path, name in empty:
        yield Diagnostic("DN321", at(path), {"file": frame.file, "column": name})
    if most_rows is not None and len(frame) > most_rows:
        params = {"name": exhibit.id, "count": len(frame), "most": most_rows}
        yield Diagnostic("DN322", exhibit.span, params)
    low, high = getattr(spec, "min", None), getattr(spec, "max", None)
    if low is not None and high is not None and low >= high:
        yield Diagnostic("DN323", at(("min",)), {"low": f"{low:g}", "high": f"{high:g}"})
    if isinstance(spec, AxesSpec):
        yield from _along(exhibit, spec, at)


def _along(exhibit: Exhibit, spec: AxesSpec, at: At) -> Iterator[Diagnostic]:
    """Rules for charts with an x axis: one row a place, marks within the data."""
    frame = frame_of(exhibit)
    cells = [cell for cell in frame.columns.get(spec.x, ()) if cell is not None and cell != ""]
    counted = Counter(cells)
    twice = next((cell for cell, count in counted.items() if count > 1), None)
    if twice is not None:
        params = {"file": frame.file, "column": spec.x, "value": text_of(twice, "zh-CN")}
        yield Diagnostic("DN324", at(("x",)), params)
    names = {text_of(cell, "en") for cell in cells}
    days = [cell for cell in cells if isinstance(cell, dt.date)]
    for i, event in enumerate(spec.events):
        inside = (
            min(days) <= event.at <= max(days)
            if isinstance(event.at, dt.date) and days
            else str(event.at) in names or number(event.at) is not None
        )
        if not inside:
            yield Diagnostic("DN325", at(("events", i, "at")), {"value": text_of(event.at, "zh-CN")})


def too_many_series(columns: Sequence[object], at: At, key: str = "y") -> Iterator[Diagnostic]:
    """More series than there are colours that can be told apart."""
    if len(columns) > SERIES:
        yield Diagnostic("DN326", at((key,)), {"count": len(columns), "most": SERIES})


def no_negatives(exhibit: Exhibit, column: str, at: At, path: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    """Shares of a whole: each part is zero or more."""
    frame = frame_of(exhibit)
    bad = next((i for i, v in enumerate(numbers(frame, column)) if v is not None and v < 0), None)
    if bad is not None:
        value = text_of(frame.columns[column][bad], "en")
        yield Diagnostic("DN327", at(path), {"file": frame.file, "column": column, "value": value})


def rebasable(series: Iterable[Series], rebased: Iterable[Series], at: At) -> Iterator[Diagnostic]:
    """Series that have figures, but none to reckon changes from."""
    for before, after in zip(series, rebased, strict=True):
        if before.known() and not after.known():
            yield Diagnostic("DN328", at(("rebase",)), {"column": before.label})


def positive_for_log(series: Iterable[Series], at: At) -> Iterator[Diagnostic]:
    """A logarithmic axis has no place for zero and below."""
    for s in series:
        if any(v <= 0 for _, v in s.known()):
            yield Diagnostic("DN329", at(("log",)), {"column": s.label})


def known_names(
    wanted: Iterable[str], names: Sequence[str], key: str, at: At, *, indexed: bool = True
) -> Iterator[Diagnostic]:
    """Rows that the spec names are rows of the data."""
    for i, name in enumerate(wanted):
        if name not in names:
            choices = [n for n in dict.fromkeys(names) if n]
            params = {"key": key, "value": name, "choices": ", ".join(choices[:12]) or "—"}
            place = (key, i) if indexed else (key,)
            yield Diagnostic("DN330", at(place), params, suggest(name, choices))

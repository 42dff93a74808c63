"""From a frame's cells to a table's: figures by their format, figures that are text, dates, words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from desknote.closed import Cell as Value
from desknote.exhibits.data import number
from desknote.exhibits.dates import full_label
from desknote.exhibits.numbers import MINUS
from desknote.exhibits.tables.formats import How, needed, write
from desknote.exhibits.tables.grid import Cell, words
from desknote.patterns import regex
from desknote.resolve.periods import read_period
from desknote.resolve.readers.cells import missing, read_number

_FIGURE = regex(
    r"[-−+(（]?\s*(?:[A-Z]{0,3}[$¥€£])?\s*[0-9][0-9.,]*\s*(?:%|x|X|倍|bps?|pp|pct)?"
    r"(?:\s*[-–~/至]\s*[-−+]?[0-9][0-9.,]*\s*(?:%|x|X|倍)?)?\s*[)）]?"
)
_ESTIMATE = regex(r"[0-9]\s*[EFP]\Z|预测|預測|\b(?:est|forecast)\b", re.IGNORECASE)
_WITH_UNIT = regex(r"[(（][^()（）]*[)）]\s*\Z")


def label_of(value: Value, lang: str) -> str:
    """A cell as the head of a row: figures as they are, without separators."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return full_label(value, lang)
    if isinstance(value, float):
        known = number(value)
        return "" if known is None else f"{known:.12g}"
    return " ".join(str(value).split())


def figure_of(value: Value) -> float | None:
    """A cell as a figure, figures kept as text among them (``12.5%`` is 12.5)."""
    known = number(value)
    if known is None and isinstance(value, str):
        return number(read_number(value))
    return known


def reads_as_figure(text: str) -> bool:
    """Whether text is set as a figure is: 33.60, 22.43–37.91, 15.2x."""
    return _FIGURE.fullmatch(text) is not None


def is_estimate(label: str) -> bool:
    """Whether a column's head says that its figures are forecasts: 2025E, FY25F, 2025年预测."""
    return _ESTIMATE.search(label.strip()) is not None


def is_period(label: str) -> bool:
    """Whether a column's head names a period: 2023A, 1Q24, 2024-03."""
    return read_period(label) is not None


def has_unit(label: str) -> bool:
    """Whether a name ends in brackets, which say what its figures are: ROE (%), 每股收益（元）."""
    return _WITH_UNIT.search(label) is not None


def set_cell(value: Value, how: How, lang: str, digits: int | None, *, asked: bool = False) -> Cell:
    """One cell of a table. ``asked``: the author gave a format, which figures kept as text follow too."""
    if value is None or (isinstance(value, str) and missing(" ".join(value.split()))):
        return Cell(how.missing, "missing")
    if isinstance(value, dt.date):
        return Cell(full_label(value, lang), "figure")
    if isinstance(value, str):
        text = " ".join(value.split())
        known = figure_of(text) if asked else None
        if known is None:
            return _as_written(text)
        return write(known, how, lang, digits)
    return write(number(value), how, lang, digits)


def _as_written(text: str) -> Cell:
    if not reads_as_figure(text):
        return words(text)
    return Cell(MINUS + text[1:] if text.startswith("-") else text, "figure")


def digits_for(values: Iterable[Value], how: How) -> int:
    """Digits that all of ``values`` are written with, where the format does not say."""
    size = how.factor * (100 if how.kind == "ratio" else 1)
    return needed([v * size for v in map(number, values) if v is not None])


def mostly_figures(values: Sequence[Value]) -> bool:
    """Whether a column is set as figures are, at the right."""
    there = [v.strip() if isinstance(v, str) else v for v in values]
    there = [v for v in there if v is not None and not (isinstance(v, str) and missing(v))]
    figures = [v for v in there if (reads_as_figure(v) if isinstance(v, str) else number(v) is not None)]
    return bool(there) and len(figures) * 2 >= len(there)

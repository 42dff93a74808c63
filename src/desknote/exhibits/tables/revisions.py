"""``revisions``: old and new estimates, and by how much they changed, in per cent or percentage points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, cast

from pydantic import Field

from desknote.closed import Cell as Value
from desknote.closed import Exhibit, Frame
from desknote.diagnostics import Diagnostic
from desknote.exhibits.checks import At
from desknote.exhibits.data import Figure, frame_of
from desknote.exhibits.shown import Shown
from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.book import change
from desknote.exhibits.tables.formats import How, amounts, needed, not_meaningful, settle, write
from desknote.exhibits.tables.grid import Cell, Column, Row, Table, row
from desknote.exhibits.tables.plain import unit_behind
from desknote.exhibits.tables.report import shown_of, unknown_names
from desknote.exhibits.tables.spec import TableSpec
from desknote.exhibits.tables.values import figure_of, has_unit, label_of
from desknote.exhibits.tables.words import say
from desknote.model.base import Line
from desknote.model.exhibit import Path
from desknote.records import dataclass

Part = Literal["old", "new", "change", "consensus", "difference"]
_KNOWN: dict[str, tuple[str, ...]] = {
    "item": ("item", "项目", "項目", "指标", "指標"),
    "period": ("period", "year", "年度", "年份", "期间", "期間"),
    "old": ("old", "previous", "原预测", "原預測", "调整前", "調整前", "前值", "旧", "舊"),
    "new": ("new", "current", "新预测", "新預測", "调整后", "調整後", "现值", "新"),
    "consensus": ("consensus", "一致预期", "市场预期", "市場預期", "一致預期"),
}  # fmt: skip


class Spec(TableSpec):
    """Keys of a table of revisions."""

    item: Line | None = Field(None, title="Item", description="Column of the items: item, 项目 if not set")
    period: Line | None = Field(
        None, title="Period", description="Column of the periods: period, 年度 if not set"
    )
    old: Line | None = Field(
        None, title="Old", description="Column of the old estimates: old, 原预测 if not set"
    )
    new: Line | None = Field(
        None, title="New", description="Column of the new estimates: new, 新预测 if not set"
    )
    consensus: Line | None = Field(
        None, title="Consensus", description="Column of the consensus: consensus, 一致预期 if there is one"
    )
    by: Literal["part", "period"] = Field(
        "part", title="By", description="part: old, new, change, each by period; period: the other way round"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        for key in _KNOWN:
            if name := getattr(self, key):
                yield (key,), name


@dataclass(frozen=True, slots=True)
class Estimates:
    """Old, new and consensus figures by item and period."""

    items: tuple[str, ...]
    periods: tuple[str, ...]
    figures: dict[tuple[str, str, str], Figure]
    parts: tuple[Part, ...]
    corner: str

    def part(self, name: Part, item: str, period: str, *, points: bool) -> Figure | str:
        """A figure: ``points`` says that a change is a difference, as that of a margin is."""
        pairs: dict[Part, tuple[str, str]] = {"change": ("new", "old"), "difference": ("new", "consensus")}
        if name not in pairs:
            return self.figures.get((name, item, period))
        now, then = (self.figures.get((key, item, period)) for key in pairs[name])
        if points:
            return None if now is None or then is None else now - then
        return change(now, then)


def column_names(spec: Spec, frame: Frame) -> dict[str, str | None]:
    """The data's columns by what they hold."""
    lowered = {name.strip().lower(): name for name in reversed(list(frame.columns))}
    return {
        key: getattr(spec, key) or next((lowered[word] for word in known if word in lowered), None)
        for key, known in _KNOWN.items()
    }


def estimates_of(spec: Spec, frame: Frame) -> Estimates:
    """The estimates in ``frame``."""
    names = column_names(spec, frame)
    blank: tuple[Value, ...] = (None,) * len(frame)
    columns = {key: frame.columns.get(name or "", blank) for key, name in names.items()}
    if names["item"] is None:
        columns["item"] = next(iter(frame.columns.values()), blank)
    items = [label_of(v, "en") for v in columns["item"]]
    periods = [label_of(v, "en") for v in columns["period"]]
    figures = {
        (key, items[i], periods[i]): figure_of(columns[key][i])
        for key in ("old", "new", "consensus")
        for i in range(len(items))
    }
    parts: tuple[Part, ...] = ("old", "new", "change")
    if names["consensus"]:
        parts += ("consensus", "difference")
    corner = names["item"] or next(iter(frame.columns), "")
    return Estimates(
        tuple(dict.fromkeys(filter(None, items))), tuple(dict.fromkeys(periods)), figures, parts, corner
    )


def table_of(exhibit: Exhibit, style: ChartStyle) -> Table:
    """The table, laid out."""
    spec = cast(Spec, exhibit.spec)
    estimates = estimates_of(spec, frame_of(exhibit))
    places = [(part, period) for part in estimates.parts for period in estimates.periods]
    if spec.by == "period":
        places = [(part, period) for period in estimates.periods for part in estimates.parts]
    head = say("unit", style.lang, unit=spec.unit) if spec.unit else estimates.corner
    columns = [Column(head, "left"), *_heads(places, spec.by, style.lang)]
    rows = [_row(item, spec, estimates, places, style) for item in estimates.items]
    return Table(tuple(columns), tuple(rows), "revisions", landscape=spec.landscape)


def _heads(places: Sequence[tuple[Part, str]], by: str, lang: str) -> Iterator[Column]:
    last = ""
    for part, period in places:
        word = say(part, lang)
        if not any(p for _, p in places):  # one period, which has no name
            yield Column(word, points=False)
            continue
        over, label = (word, period) if by == "part" else (period, word)
        yield Column(label, over=over, apart=bool(last) and over != last, points=False)
        last = over


def _row(
    item: str, spec: Spec, estimates: Estimates, places: Sequence[tuple[Part, str]], style: ChartStyle
) -> Row:
    ref = spec.asked(item)
    base = spec.base(style)
    how = settle(ref, replace(base, factor=1.0) if has_unit(item) else base)
    points = how.kind in ("percent", "ratio", "pp") or ("%" in item and has_unit(item))
    given: tuple[Part, ...] = ("old", "new", "consensus")
    known = [v for (key, name, _), v in estimates.figures.items() if name == item and v is not None]
    how = amounts(how, known)
    digits = needed([v * how.factor * (100 if how.kind == "ratio" else 1) for v in known])
    rate = settle("percent1", replace(base, digits=None))
    if points:
        count = how.digits if how.digits is not None else max(1, digits)
        rate = replace(rate, kind="pp", digits=count, factor=100.0 if how.kind == "ratio" else 1.0)
    cells: list[Cell] = []
    for part, period in places:
        value = estimates.part(part, item, period, points=points)
        if isinstance(value, str):
            cells.append(not_meaningful(style.lang))
        elif part in given:
            cells.append(write(value, how, style.lang, digits))
        else:
            cells.append(write(value, _change(rate, spec, item, say(part, style.lang)), style.lang))
    return row(unit_behind(item, ref, style.lang), cells, *spec.looks(item))


def _change(rate: How, spec: Spec, *names: str) -> How:
    """A change has a plus sign; colours only where they are asked for."""
    return rate.signed() if spec.is_signed(*names) else replace(rate, plus=True)


def draw(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> str:
    """The table as HTML."""
    from desknote.exhibits.tables.html import to_html

    return to_html(table_of(exhibit, style), style, width_mm)


def shown(exhibit: Exhibit, style: ChartStyle) -> Shown:
    """The table's text."""
    return shown_of(exhibit, table_of(exhibit, style), style.lang)


def validate(exhibit: Exhibit, at: At) -> Iterator[Diagnostic]:
    """Columns that are not to be found, and names that lead nowhere."""
    spec, frame = cast(Spec, exhibit.spec), frame_of(exhibit)
    names = column_names(spec, frame)
    for key in ("old", "new"):
        if names[key] is None:
            params = {"exhibit": exhibit.id, "key": key, "choices": ", ".join(frame.columns) or "—"}
            yield Diagnostic("DN554", exhibit.span, params)
    estimates = estimates_of(spec, frame)
    words = [say(part, lang) for part in estimates.parts for lang in ("zh-CN", "zh-HK", "en")]
    yield from unknown_names(exhibit, at, spec.names(), [*estimates.items, *words])

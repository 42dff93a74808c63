"""Tables for tests: made from a few lines, read back as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from desknote.closed import Cell, Exhibit, Frame
from desknote.diagnostics import Diagnostic
from desknote.exhibits.draw import Drawing, draw, validate
from desknote.exhibits.registry import spec_of
from desknote.exhibits.style import ChartStyle


def frame(text: str) -> Frame:
    """Columns from lines of comma-separated cells; figures are read as the data files' are."""
    from desknote.resolve.readers.csv_file import read_csv
    from desknote.resolve.readers.table import Options

    table, _ = read_csv(text.strip().encode(), Options(), "data.csv")
    assert table is not None
    return Frame("data.csv", table.columns, "digest", table.rows)


def exhibit(kind: str, data: str | Mapping[str, Sequence[Cell]] | None = None, **keys: Any) -> Exhibit:
    """A table exhibit with ``keys``; ``data`` is CSV text or columns."""
    record = spec_of(kind)
    assert record is not None
    needs = {"title": "标题", "source": "来源"}
    if data is not None:
        needs["data"] = "data.csv"
    spec = record.model_validate({"type": kind, **needs, **keys})
    if isinstance(data, str):
        made: Frame | None = frame(data)
    else:
        made = Frame("data.csv", {n: tuple(c) for n, c in data.items()}, "d") if data is not None else None
    return Exhibit("x", "tbl-x", 1, "图表 1", spec, made)


def drawn(
    kind: str,
    data: str | Mapping[str, Sequence[Cell]] | None = None,
    *,
    lang: str = "zh-CN",
    style: ChartStyle | None = None,
    width: float = 178.0,
    **keys: Any,
) -> Drawing:
    """A table, drawn."""
    return draw(exhibit(kind, data, **keys), style or ChartStyle(lang=lang), width)


def rows(*args: Any, **keys: Any) -> dict[str, tuple[str, ...]]:
    """A table's rows as readers see them: the texts of the cells by the row's head, the first of a name."""
    found: dict[str, tuple[str, ...]] = {}
    for head, *cells in drawn(*args, **keys).rows:
        found.setdefault(head, tuple(cells))
    return found


def codes(*args: Any, **keys: Any) -> list[str]:
    """The codes of what a table says is wrong with it."""
    return [d.code for d in problems(*args, **keys)]


def problems(*args: Any, **keys: Any) -> tuple[Diagnostic, ...]:
    """What a table says is wrong with it."""
    return validate(exhibit(*args, **keys))


@dataclass
class Element:
    """An element of a table's HTML, with the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    row: int = 0

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


@dataclass
class _Reader(HTMLParser):
    found: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    row: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.row += tag == "tr"
        element = Element(tag, {k: v or "" for k, v in attrs}, row=self.row)
        self.found.append(element)
        if tag != "col":
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def elements(html: str | None, tag: str) -> list[Element]:
    """The elements ``tag`` of a table's HTML; fails where tags do not pair."""
    reader = _Reader()
    reader.feed(html or "")
    assert not reader.open
    return [e for e in reader.found if e.tag == tag]


def widths(html: str | None) -> set[int]:
    """How many columns the rows of a table's HTML span, heads that stand over others left out."""
    found: dict[int, int] = {}
    cells = [*elements(html, "td"), *elements(html, "th")]
    over = {e.row for e in cells if "over" in e.classes or e.attributes.get("rowspan")}
    for cell in cells:
        if cell.row not in over and cell.row - 1 not in over:
            found[cell.row] = found.get(cell.row, 0) + int(cell.attributes.get("colspan", 1))
    return set(found.values())

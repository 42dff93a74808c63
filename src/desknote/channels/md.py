"""``md``: the note as Markdown (CommonMark with the tables of GFM) under front matter, charts as pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from desknote.channels.materials import Materials
from desknote.channels.outline import data_grid, description, outline
from desknote.channels.parts import (
    Break,
    Code,
    Figure,
    Grid,
    GridRow,
    Heading,
    Items,
    Line,
    Paragraph,
    Part,
    Quote,
    Run,
    laid_out,
    text,
)
from desknote.channels.pictures import Picture, charts
from desknote.channels.registry import Channel, Made
from desknote.channels.state import marked_title
from desknote.compose.markdown import plain
from desknote.patterns import regex

if TYPE_CHECKING:
    from desknote.closed import ClosedNote

WIDTH_MM, PIXELS = 120.0, 1280
_MARKS = regex(r"([\\`*_\[\]<>|~]|&(?=#?\w+;))")
# What would begin a heading, a quotation or a list at the start of a line; a number is marked at its point.
_LEADING = regex(r"^(?=#{1,6}(?:\s|$)|>|[+-](?:\s|$)|[=-]+\s*$)", re.MULTILINE)
_NUMBERED = regex(r"^(\d+)(?=[.)](?:\s|$))", re.MULTILINE)
_RULES = {"left": "---", "right": "---:", "center": ":---:"}


def make(materials: Materials, channel: Channel) -> Made:
    """``note.md`` and a folder of pictures beside it.

    ``images`` of the settings: whether charts are pictures; if not, all their data stand in tables.
    Raises Problems.
    """
    shown = bool(channel.settings.get("images", True))
    pictures = charts(materials, WIDTH_MM, PIXELS) if shown else {}
    folder = next((f for f in channel.files if f.endswith("/")), "")
    writer = _Writer(folder, pictures)
    sections = outline(materials.note, materials.drawings)
    blocks = [block for section in sections for part in section.parts for block in writer.blocks(part)]
    body = front_matter(materials.note) + "\n" + "\n\n".join(blocks) + "\n"
    files = {channel.files[0]: body.encode()}
    files |= {f"{folder}{name}.png": picture.content for name, picture in pictures.items()}
    return Made(files)


def front_matter(note: ClosedNote) -> str:
    """The note's metadata in YAML, between its two lines."""
    import yaml

    record: dict[str, object] = {
        "title": marked_title(note, plain(str(note.title))),
        "subtitle": plain(str(note.subtitle)),
        "description": description(note),
        "date": note.date,
        "lang": note.lang,
        "authors": [p.name for p in note.people if p.role == "analyst"],
        "publisher": note.house.legal_name,
        "type": note.kind_label,
        "sector": note.sector,
        "rating": note.rating.label if note.rating else "",
        "ticker": note.subject.ticker if note.subject else "",
        "keywords": list(note.keywords),
        "slug": note.slug,
        "state": note.state,
    }
    kept = {key: value for key, value in record.items() if value}
    written = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{written}---\n"


class _Writer:
    """Writes parts; ``folder`` is where the pictures are."""

    def __init__(self, folder: str, pictures: Mapping[str, Picture]) -> None:
        self._folder, self._pictures = folder, pictures

    def blocks(self, part: Part) -> Iterator[str]:
        """A part as blocks of Markdown."""
        if isinstance(part, Heading):
            yield f"{'#' * part.level} {one_line(part.line)}"
        elif isinstance(part, Paragraph):
            yield self._paragraph(part)
        elif isinstance(part, Items):
            yield "\n".join(self._items(part))
        elif isinstance(part, Quote):
            yield "\n".join(f"> {line}".rstrip() for line in self._joined(part.parts).split("\n"))
        elif isinstance(part, Code):
            fence = "`" * max(3, 1 + max((len(m) for m in re.findall("`+", part.text)), default=0))
            yield f"{fence}\n{part.text}\n{fence}"
        elif isinstance(part, Break):
            yield "---"
        elif isinstance(part, Grid):
            if part.caption:
                yield f"**{one_line(part.caption)}**"
            yield table(part)
        elif isinstance(part, Figure):
            yield from self._figure(part)

    def _joined(self, parts: Iterable[Part]) -> str:
        return "\n\n".join(block for part in parts for block in self.blocks(part))

    def _paragraph(self, part: Paragraph) -> str:
        words = _NUMBERED.sub(r"\1\\", _LEADING.sub(r"\\", written(part.line)))
        if part.role == "state":
            return f"> {words}"
        return f"*{words}*" if part.role in ("masthead", "byline", "subtitle") and "*" not in words else words

    def _items(self, part: Items) -> Iterator[str]:
        for number, item in enumerate(part.items, part.start):
            mark = f"{number}. " if part.numbered else "- "
            for index, line in enumerate(self._joined(item).split("\n")):
                yield ((mark if index == 0 else " " * len(mark)) + line).rstrip()

    def _figure(self, figure: Figure) -> Iterator[str]:
        plain_caption = _strip_bold(figure.caption)
        yield f"**{one_line(plain_caption)}**"
        name = figure.exhibit.id
        if name in self._pictures:
            yield f"![{_escaped(figure.drawing.alt)}]({self._folder}{name}.png)"
        grid = figure.grid or data_grid(figure)
        if grid is None and name not in self._pictures:
            from desknote.channels.grids import grid_of

            grid = grid_of(figure.drawing.headers, figure.drawing.rows)
        if grid is not None:
            yield table(grid)
        yield "  \n".join(written(line) for line in figure.below)


def _strip_bold(line: Line) -> Line:
    return (Run(text(line)),)


def written(line: Line) -> str:
    """A line as Markdown that shows just that."""
    out = ""
    for run in line:
        shown = run.text if run.code else _escaped(run.text)
        if run.code:
            ticks = "`" * (1 + max((len(m) for m in re.findall("`+", run.text)), default=0))
            pad = " " if run.text.startswith("`") or run.text.endswith("`") else ""
            shown = f"{ticks}{pad}{run.text}{pad}{ticks}"
        elif shown.strip():
            marks = "**" * run.bold + "*" * run.italic + "~~" * run.struck
            lead, trail = shown[: len(shown) - len(shown.lstrip())], shown[len(shown.rstrip()) :]
            shown = f"{lead}{marks}{shown.strip()}{marks[::-1]}{trail}"
        far = run.link and not run.link.startswith("#")
        out += f"[{shown}](<{run.link}>)" if far else shown
    return out.replace("\n", "\\\n")


def one_line(line: Line) -> str:
    """A line such as a heading's."""
    return written(line).replace("\\\n", " ")


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\1", words)


def table(grid: Grid) -> str:
    """A table as GFM has it: one row of heads, cells that take several columns in the first of them."""
    count = grid.columns
    heads = [" ".join(filter(None, column)) for column in zip(*_texts(grid.heads, count), strict=True)]
    sample = next((row for row in grid.rows if len(row.cells) == count), None)
    rules = [_RULES[cell.align] for cell in sample.cells] if sample else ["---"] * count
    lines = [_row(heads or [""] * count), _row(rules)]
    for row, cells in zip(grid.rows, _texts(grid.rows, count), strict=True):
        lines.append(_row([f"**{c}**" if row.bold and c and "*" not in c else c for c in cells]))
    return "\n".join(lines)


def _texts(rows: Sequence[GridRow], count: int) -> list[list[str]]:
    return [[one_line(cell.line) if cell else "" for cell in row] for row in laid_out(rows, count)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

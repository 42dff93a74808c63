"""The whole note as sections of parts, in the order in which the page has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from desknote.channels import companies
from desknote.channels.grids import grid_of, parse_table
from desknote.channels.parts import (
    Figure,
    Grid,
    GridRow,
    Heading,
    Items,
    Line,
    Paragraph,
    Part,
    Run,
    Section,
    text,
)
from desknote.channels.reading import line_of, parts_of, plain_line
from desknote.channels.state import notice_of
from desknote.compose.markdown import plain
from desknote.spacing import spaced

if TYPE_CHECKING:
    from desknote.closed import Block, ClosedNote, Exhibit, Passage, Person
    from desknote.exhibits import Drawing

MOST_ROWS = 16
"""Rows of a chart's data that are shown in text."""
Drawings = Mapping[str, "Drawing"]


def outline(note: ClosedNote, drawings: Drawings) -> tuple[Section, ...]:
    """The sections of ``note``; ``drawings`` are its exhibits by id."""
    return tuple(section for section in _Outline(note, drawings).sections() if section.parts)


def description(note: ClosedNote) -> str:
    """The note in a sentence or two: its summary, else its first words."""
    if note.summary or not note.viewpoints:
        return spaced(note.summary) or plain(str(note.title))
    words = plain(str(note.viewpoints[0].body)[:400])
    return words if len(words) <= 140 else words[:139] + "…"


def below(note: ClosedNote, exhibit: Exhibit) -> tuple[Line, ...]:
    """The lines under an exhibit: its source, whether its data are made up, its note."""
    labels, colon = note.labels, _colon(note)
    source = text(line_of(exhibit.spec.source, note.references))
    made_up = ""
    if exhibit.spec.illustrative and labels["illustrative"] not in exhibit.spec.source:
        made_up = f" ({labels['illustrative']})" if note.lang == "en" else f"（{labels['illustrative']}）"
    lines: list[Line] = [(Run(f"{labels['source']}{colon}{source}{made_up}"),)]
    if exhibit.spec.note:
        lines.append((Run(f"{labels['note']}{colon}"), *line_of(exhibit.spec.note, note.references)))
    return tuple(lines)


def data_grid(figure: Figure) -> Grid | None:
    """The figures behind a chart, where they are few enough to be read in text."""
    drawing = figure.drawing
    if figure.grid is not None or not 0 < len(drawing.rows) <= MOST_ROWS:
        return None
    return grid_of(drawing.headers, drawing.rows)


def _colon(note: ClosedNote) -> str:
    return "：" if note.lang.startswith("zh") else ": "


class _Outline:
    def __init__(self, note: ClosedNote, drawings: Drawings) -> None:
        self.note, self.drawings = note, drawings
        self.labels, self.colon = note.labels, _colon(note)
        self.comma = "，" if note.lang.startswith("zh") else ", "
        self.exhibits = {e.id: e for e in note.exhibits}

    def sections(self) -> Iterator[Section]:
        """Every section, empty ones too."""
        note, labels = self.note, self.labels
        if (notice := notice_of(note)) is not None:
            yield Section("state", (Paragraph((Run(notice.text, bold=True),), "state"),))
        yield Section("title", tuple(self._title()))
        yield Section("glance", tuple(self._glance()))
        for point in note.viewpoints:
            yield Section("viewpoint", self._block(point), point.id)
        if note.advice:
            parts = (self._heading(note.advice.heading, "advice"), *self.body(note.advice.body))
            yield Section("advice", (*parts, *self._companies()), "advice")
        if note.risks:
            yield Section("risks", tuple(self._risks()), "risks")
        for block in note.sections:
            yield Section("chapter", self._block(block), block.id)
        yield Section("people", tuple(self._people()), "people")
        if note.related:
            yield Section("related", tuple(self._related()), "related")
        yield Section("disclosures", tuple(companies.disclosed(note, self.body)), "disclosures")
        yield Section("statements", tuple(self._statements()), "statements")
        title = plain_line(note.house.ratings_title or labels["rating_definitions"])
        yield Section("ratings", (Heading(2, title, "ratings"), *self._ratings()), "ratings")

    def line(self, passage: Passage | str) -> Line:
        """One line of Markdown."""
        return line_of(str(passage), self.note.references)

    def body(self, passage: Passage | str, level: int = 2) -> tuple[Part, ...]:
        """A Markdown body."""
        return parts_of(str(passage), self.note.references, self._placed, level)

    def _placed(self, name: str) -> tuple[Part, ...]:
        return (self.figure(self.exhibits[name]),) if name in self.exhibits else ()

    def figure(self, exhibit: Exhibit) -> Figure:
        """An exhibit with its words."""
        drawing = self.drawings[exhibit.id]
        grid = parse_table(drawing.html) if drawing.html else None
        number = (Run(spaced(exhibit.label) + " ", bold=True),) if exhibit.label else ()
        caption = (*number, *self.line(exhibit.spec.title))
        return Figure(exhibit, drawing, caption, below(self.note, exhibit), grid)

    def _heading(self, heading: Passage | str, anchor: str, level: int = 2) -> Heading:
        return Heading(level, self.line(heading), anchor)

    def _block(self, block: Block) -> tuple[Part, ...]:
        return (self._heading(block.heading, block.id), *self.body(block.body))

    def _title(self) -> Iterator[Part]:
        note = self.note
        dot = " · " if note.lang.startswith("zh") else " | "
        yield Paragraph(
            (Run(dot.join(map(spaced, (note.house.name, note.house.document_label)))),), "masthead"
        )
        yield Heading(1, self.line(note.title))
        if note.subtitle:
            yield Paragraph(self.line(note.subtitle), "subtitle")
        facts = [note.kind_label, note.sector, note.date_label]
        facts += [p.name for p in note.people if p.role == "analyst"]
        yield Paragraph((Run(dot.join(spaced(fact) for fact in facts if fact)),), "byline")
        if note.summary:
            yield Paragraph(plain_line(note.summary), "summary")

    def _glance(self) -> Iterator[Part]:
        yield from companies.glance(self.note)
        for item in self.note.sidebar:
            if item.kind == "exhibit":
                yield from self._placed(item.exhibit)

    def _companies(self) -> Iterator[Part]:
        advice = self.note.advice
        if advice is None or not advice.coverage:
            return
        themed = any(c.theme for c in advice.coverage)
        heads = [self.labels["theme"]] if themed else []
        heads += [self.labels["company"], self.labels["ticker"], self.labels["coverage"]]
        rows = [
            [
                *([spaced(c.theme)] if themed else []),
                spaced(c.name),
                c.ticker,
                _coverage(self.note, c.covered),
            ]
            for c in advice.coverage
        ]
        yield grid_of(heads, rows, plain_line(self.labels["companies_mentioned"]))

    def _risks(self) -> Iterator[Part]:
        risks = self.note.risks
        yield Heading(2, plain_line(self.labels["risks"]), "risks")
        if len(risks) == 1:
            yield from self.body(risks[0])
        else:
            yield Items(tuple((Paragraph(self.line(risk)),) for risk in risks))

    def _people(self) -> Iterator[Part]:
        note = self.note
        if not note.people:
            return
        yield Heading(2, plain_line(self.labels["biographies"]), "people")
        for person in note.people:
            title = (Run(f"{self.comma}{spaced(person.title)}"),) if person.title else ()
            role = Run(f"{spaced(person.role_label)}{self.colon}")
            yield Paragraph((role, Run(spaced(person.name), bold=True), *title))
            if reach := self._reach(person):
                yield Paragraph((Run(reach),), "small")
            if person.biography:
                yield Paragraph(self.line(person.biography), "small")

    def _reach(self, person: Person) -> str:
        pairs = (
            ("certificate", person.certificate),
            ("sfc_number", person.sfc),
            ("email", person.email),
            ("phone", person.phone),
        )
        between = "；" if self.note.lang.startswith("zh") else "; "
        return between.join(f"{self.labels[key]}{self.colon}{value}" for key, value in pairs if value)

    def _related(self) -> Iterator[Part]:
        yield Heading(2, plain_line(self.labels["related_reports"]), "related")
        items = []
        for report in self.note.related:
            series = f"{spaced(report.series)}{self.colon}" if report.series else ""
            title = Run(spaced(report.title), link=report.url)
            date = f"（{report.date}）" if self.note.lang.startswith("zh") else f" ({report.date})"
            items.append((Paragraph((Run(series), title, Run(date))),))
        yield Items(tuple(items))

    def _statements(self) -> Iterator[Part]:
        house = self.note.house
        yield Heading(2, plain_line(self.labels["statements"]), "statements")
        for statement in house.statements:
            yield Heading(3, plain_line(statement.title), f"statement-{statement.id}")
            yield from self.body(statement.body, 3)
        if house.licence:
            yield Heading(3, plain_line(self.labels["licence"]), "licence")
            yield Paragraph(plain_line(house.licence))
        if production := self.note.compliance.production("eu-uk" in self.note.jurisdictions):
            yield Heading(3, plain_line(self.labels["production"]), "production")
            for key, said in production:
                yield Paragraph(plain_line(f"{self.labels[key]}{self.colon}{said}"))

    def _ratings(self) -> Iterator[Part]:
        note, house, labels = self.note, self.note.house, self.labels
        if house.ratings_introduction:
            yield Paragraph(plain_line(house.ratings_introduction))
        if house.markets:
            rows = [(spaced(m.name), spaced(m.benchmark)) for m in house.markets]
            yield grid_of((labels["market"], labels["benchmark"]), rows, plain_line(labels["benchmarks"]))
        for system in house.systems:
            grades = [(spaced(g.name), spaced(g.definition)) for g in system.grades]
            caption = f"{spaced(system.name)} {spaced(system.horizon)}".strip()
            grid = grid_of((labels["rating"], labels["definition"]), grades, (Run(caption),))
            marked = frozenset({"current"})
            rows_of_grades = tuple(
                GridRow(row.cells, marked) if grade.current else row
                for row, grade in zip(grid.rows, system.grades, strict=True)
            )
            yield Grid(grid.heads, rows_of_grades, grid.caption)
        yield from companies.distribution(note)


def _coverage(note: ClosedNote, covered: bool | None) -> str:
    """Whether a company is covered, as readers see it."""
    return "" if covered is None else note.labels["covered" if covered else "not_covered"]

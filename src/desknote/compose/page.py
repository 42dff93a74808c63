"""Compose one note: the closed note and its drawings through the templates to one HTML document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import Any, Protocol

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from desknote.closed import ClosedNote, CompanyView, Passage
from desknote.closed_companies import RatingEvent
from desknote.compose import theme
from desknote.compose.companies import company_table
from desknote.compose.csv_link import csv_uri
from desknote.compose.environment import environment
from desknote.compose.markdown import inline, markdown, plain
from desknote.compose.placement import rows_of
from desknote.compose.trace import template_place
from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.records import dataclass
from desknote.spacing import spaced

MOST_EVENTS = 12
"""Ratings and targets of the past that the closing pages list."""


class Drawn(Protocol):
    """What a drawn exhibit gives the page (see ``desknote.exhibits.draw``)."""

    @property
    def svg(self) -> str | None: ...
    @property
    def html(self) -> str | None: ...
    @property
    def alt(self) -> str: ...
    @property
    def headers(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[str]]: ...


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo, ready to stand in a page."""

    uri: str
    alt: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What an earlier layout of the same note found, for a better one (see ``desknote.render.pdf``)."""

    closing_page: bool = False
    """The text ends on the front page: the closing matter begins a page of its own."""
    sidebar_keeps: int | None = None
    """So many of the sidebar's blocks fit on the front page; the others follow the text."""
    beside: frozenset[str] = frozenset()
    """The anchors of exhibits that stand beside the sidebar, in a narrower column than further on."""

    def joined(self, later: Hints) -> Hints:
        """These and what a layout made with them found."""
        keeps = [n for n in (self.sidebar_keeps, later.sidebar_keeps) if n is not None]
        closing = self.closing_page or later.closing_page
        return Hints(closing, min(keeps) if keeps else None, self.beside | later.beside)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the sidebar as templates see it; people come in one block a role."""

    kind: str
    exhibit: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Dressing:
    """All that a page shows besides the note: drawings by exhibit id, fonts, logo, series colours."""

    drawings: Mapping[str, Drawn] = field(default_factory=dict)
    narrow: Mapping[str, Drawn] = field(default_factory=dict)
    """Wide drawings once more, for narrow screens."""
    font_css: str = ""
    logo: Picture | None = None
    icon: Picture | None = None
    series: tuple[str, ...] = ()
    generator: str = "desknote"
    links: Mapping[str, str] = field(default_factory=dict)
    hints: Hints = Hints()
    traced: bool = True
    """Whether parts say where in the source they were written, as the preview and the printer want."""
    template: str = ""
    """The template of the whole page, where it is not that of the note's kind."""


def compose(note: ClosedNote, dressing: Dressing, channel: str, templates: Path | None) -> str:
    """The HTML document of ``note`` for ``channel`` (``pdf`` or ``web``).

    ``templates`` is the workspace's own folder of templates, if any. Raises Problems (DN601, DN602,
    DN603) at the template's line.
    """
    composer = _Composer(note, dressing, channel, templates)
    with told(note, templates):
        return composer.page()


class Slugged(Protocol):
    """A note, or what is known of one."""

    @property
    def slug(self) -> str: ...


@contextmanager
def told(note: Slugged, templates: Path | None) -> Iterator[None]:
    """Raises Problems at the template's line where a template fails within the block."""
    try:
        yield
    except TemplateSyntaxError as error:
        place = Span.point(_shown(error.filename or error.name or "", templates), error.lineno)
        raise Problems([Diagnostic("DN601", place, {"reason": error.message or ""})]) from error
    except TemplateNotFound as error:
        raise Problems(
            [Diagnostic("DN603", template_place(error, templates), {"name": str(error.name)})]
        ) from error
    except (
        UndefinedError,
        SecurityError,
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
    ) as error:
        where = template_place(error, templates)
        if where is None:
            raise
        raise Problems([Diagnostic("DN602", where, {"reason": str(error), "note": note.slug})]) from error


def _shown(name: str, templates: Path | None) -> str:
    path = Path(name)
    if templates is not None and path.is_absolute() and path.is_relative_to(templates.parent):
        return path.relative_to(templates.parent).as_posix()
    return f"templates/{name}" if not path.is_absolute() else f"<desknote>/{'/'.join(path.parts[-2:])}"


class _Composer:
    """The functions and values that templates see, for one note and channel."""

    def __init__(self, note: ClosedNote, dressing: Dressing, channel: str, templates: Path | None) -> None:
        self.note = note
        self.traced, self.template = dressing.traced, dressing.template
        self.env = environment(templates)
        self.exhibits = {e.id: e for e in note.exhibits}
        self.values = self._values(note, dressing, channel)

    def page(self) -> str:
        """The whole document, from the template of the note's kind if none is named."""
        names = [self.template] if self.template else [f"kinds/{self.note.kind}.html.j2", "note.html.j2"]
        return self.env.select_template(names).render(self.values)

    def _values(self, note: ClosedNote, dressing: Dressing, channel: str) -> dict[str, Any]:
        brand = note.brand
        series, series_dark = (theme.series_variables(dressing.series, dark) for dark in (False, True))
        chinese = note.lang.startswith("zh")
        side = _side(note)
        return {
            "md": self.md,
            "line": self.line,
            "plain": self.plain,
            "cjk": self.cjk,
            "src": self.src,
            "figure": self.figure,
            "csv": self.csv,
            "note": note,
            "house": note.house,
            "brand": brand,
            "L": note.labels,
            "channel": channel,
            "colon": "：" if chinese else ": ",
            "comma": "、" if chinese else ", ",
            "dot": "·" if chinese else "|",
            "page_size": brand.defaults.desknote.page.size,
            "light": Markup(theme.variables({**theme.palette(brand), **series})),
            "dark": Markup(theme.variables({**theme.dark_palette(brand), **series_dark})),
            "sizes": Markup(theme.variables(theme.sizes(brand))),
            "font_css": Markup(dressing.font_css),
            "logo": dressing.logo,
            "icon": dressing.icon,
            "generator": dressing.generator,
            "links": dressing.links,
            "hints": dressing.hints,
            "side": side[: dressing.hints.sidebar_keeps],
            "spill": side[dressing.hints.sidebar_keeps :] if dressing.hints.sidebar_keeps else [],
            "drawings": dressing.drawings,
            "narrow": dressing.narrow,
            "exhibits": self.exhibits,
            "people": {
                role: [p for p in note.people if p.role == role]
                for role in ("analyst", "assistant", "contact")
            },
            "companies": self._companies(),
            "company_table": company_table(note),
            "subject_history": history(note),
            "description": note.summary or self._first_words(),
        }

    def md(self, passage: Passage | str, shift: int = 2) -> Markup:
        """Markdown blocks."""
        sources: list[str] = []
        if self.traced and isinstance(passage, Passage) and passage.span is not None:
            sources = [f"{passage.span.file}:{line}" for line in passage.lines]
        return markdown(str(passage), self.note.references, self._place, shift=shift, sources=sources)

    def line(self, passage: Passage | str) -> Markup:
        """One line of Markdown."""
        return inline(str(passage), self.note.references)

    @staticmethod
    def plain(passage: Passage | str) -> str:
        """Text without marks."""
        return plain(str(passage))

    @staticmethod
    def cjk(text: object) -> str:
        """Plain text, Chinese and Latin set apart."""
        return spaced(str(text))

    def src(self, thing: object) -> Markup:
        """The attribute that says where in the source something was written."""
        span = getattr(thing, "span", thing)
        if not self.traced or not isinstance(span, Span):
            return Markup("")
        return Markup(' data-src="{}:{}"').format(span.file, span.line)

    def figure(self, name: str, place: str = "text") -> Markup:
        """The exhibit ``name`` by its template; ``place`` is ``text`` or ``sidebar``."""
        template = self.env.get_template("blocks/exhibit.html.j2")
        return Markup(template.render(self.values, exhibit=self.exhibits[name], place=place))

    def csv(self, name: str) -> str:
        """The address of the data behind the exhibit ``name``, as CSV."""
        drawing = self.values["drawings"][name]
        return csv_uri(self.exhibits[name], drawing.headers, drawing.rows)

    def _place(self, paragraphs: Sequence[Sequence[str]]) -> str:
        template = self.env.get_template("blocks/exhibits.html.j2")
        rows = rows_of([[n for n in names if n in self.exhibits] for names in paragraphs], self.exhibits)
        return "".join(template.render(self.values, names=row) for row in rows)

    def _companies(self) -> list[tuple[str, list[CompanyView]]]:
        """The companies of the investment advice by theme, in the order they were written."""
        themes: dict[str, list[CompanyView]] = {}
        for company in self.note.advice.coverage if self.note.advice else ():
            themes.setdefault(company.theme, []).append(company)
        return list(themes.items())

    def _first_words(self) -> str:
        if not self.note.viewpoints:
            return plain(str(self.note.title))
        text = plain(str(self.note.viewpoints[0].body)[:400])
        return text if len(text) <= 140 else text[:139] + "…"


def history(note: ClosedNote) -> list[RatingEvent]:
    """What was said of the subject before and with this note, the latest first."""
    own = next((c for c in note.named if c.subject), None)
    return list(reversed(own.history))[:MOST_EVENTS] if own is not None else []


def _side(note: ClosedNote) -> list[Block]:
    """The blocks of the sidebar that have something to show."""
    roles = [role for role in ("analyst", "assistant", "contact") if any(p.role == role for p in note.people)]
    blocks: list[Block] = []
    for item in note.sidebar:
        if item.kind == "analysts":
            blocks += [Block("people", role=role) for role in roles]
        elif item.kind not in ("related", "changes") or getattr(note, item.kind):
            blocks.append(Block(item.kind, item.exhibit))
    if note.changes and not any(b.kind == "changes" for b in blocks):
        first = next((i for i, b in enumerate(blocks, 1) if b.kind == "rating"), 0)
        blocks.insert(first, Block("changes"))
    return blocks

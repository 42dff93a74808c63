"""From the closed note to its edition: text without marks, figures as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desknote.closed import Block, ClosedNote, Exhibit, Passage
from desknote.closed_companies import Subject
from desknote.compose.markdown import blocks, plain
from desknote.editions.declared import flat, statements
from desknote.editions.edition import (
    Edition,
    Mention,
    Part,
    Rating,
    Signatory,
    Table,
    TextBlock,
    Value,
)
from desknote.exhibits.registry import exhibit_type
from desknote.exhibits.style import ChartStyle
from desknote.spacing import spaced

HOUSE = ("name", "legal_name", "tagline", "document_label", "notice", "address", "website")


def edition(note: ClosedNote) -> Edition:
    """What ``note`` says. Exhibits hold the figures that their readers are shown, rounded as there."""
    rating = note.rating
    return Edition(
        slug=note.slug,
        lang=note.lang,
        date=note.date.isoformat(),
        title=plain(str(note.title)),
        rating=Rating(rating.system, rating.id, rating.label) if rating else None,
        targets=tuple(_targets(note.subject)) if note.subject else (),
        estimates=tuple(_estimates(note.subject)) if note.subject else (),
        facts=tuple(Value(f.id, spaced(f.shown), f.number, f.unit, f.source) for f in note.facts),
        parts=tuple(_parts(note)),
        exhibits=tuple(_table(e, note) for e in note.exhibits),
        people=tuple(
            Signatory(
                p.id,
                p.name,
                p.role_label,
                p.title,
                p.certificate,
                p.sfc,
                p.email,
                p.phone,
                flat(p.biography),
            )
            for p in note.people
        ),
        companies=tuple(
            Mention(c.name, c.ticker, c.covered, c.theme)
            for c in (note.advice.coverage if note.advice else ())
        ),
        statements=tuple(statements(note)),
        about={key: value for key, value in _about(note) if value},
        house={key: str(getattr(note.house, key)) for key in HOUSE},
    )


def _parts(note: ClosedNote) -> Iterator[Part]:
    said = note.references
    heads = [plain(str(p)) for p in (note.title, note.subtitle)]
    yield Part("title", tuple(TextBlock("heading", text) for text in heads if text))
    for point in note.viewpoints:
        yield _part("key-point", point, said)
    if note.subject and (note.subject.valuation or note.subject.target_risks):
        texts = (note.subject.valuation, note.subject.target_risks)
        yield Part("valuation", tuple(_text_blocks(*texts, references=said)))
    if note.advice:
        yield _part("advice", Block("advice", note.advice.heading, note.advice.body), said)
    if note.risks:
        yield Part("risks", tuple(_text_blocks(*note.risks, references=said)))
    for section in note.sections:
        yield _part("section", section, said)


def _part(kind: str, block: Block, references: Mapping[str, tuple[str, str]]) -> Part:
    heading = plain(str(block.heading))
    first = (TextBlock("heading", heading),) if heading else ()
    return Part(kind, (*first, *_text_blocks(block.body, references=references)))


def _text_blocks(*texts: Passage | str, references: Mapping[str, tuple[str, str]]) -> Iterator[TextBlock]:
    for text in texts:
        yield from (TextBlock(kind, said) for kind, said in blocks(str(text), references))


def _table(exhibit: Exhibit, note: ClosedNote) -> Table:
    spec = exhibit.spec
    kind = exhibit_type(spec.type)
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    if kind is not None:
        negative = note.brand.defaults.desknote.tables.negative
        shown = kind.code.shown(exhibit, ChartStyle(lang=note.lang, negative=negative))
        headers, rows = tuple(shown.headers), tuple(_square(shown.rows, len(shown.headers)))
    return Table(
        id=exhibit.id,
        number=exhibit.number,
        label=exhibit.label,
        type=spec.type,
        title=plain(spec.title),
        source=plain(spec.source),
        note=plain(spec.note or ""),
        alt=spec.alt or "",
        illustrative=spec.illustrative,
        headers=headers,
        rows=rows,
    )


def _square(rows: Iterable[Iterable[str]], width: int) -> Iterator[tuple[str, ...]]:
    """Rows of ``width`` cells each."""
    for row in rows:
        cells = tuple(row)
        yield (*cells, *("",) * (width - len(cells)))[:width]


def _targets(subject: Subject) -> Iterator[Value]:
    if subject.target is not None:
        yield Value("target", subject.target_shown, subject.target, subject.currency)
    if subject.price is not None:
        yield Value("price", subject.price_shown, subject.price, subject.currency)
    if subject.upside is not None:
        yield Value("upside", subject.upside_shown or f"{subject.upside:.1f}%", subject.upside, "%")
    if subject.price_date is not None:
        yield Value("price_date", subject.price_day or subject.price_date.isoformat())
    if subject.months is not None:
        yield Value("months", str(subject.months), float(subject.months))


def _estimates(subject: Subject) -> Iterator[Value]:
    for one in subject.estimates:
        yield Value(f"{one.name}\t{one.period}", one.shown, one.value)


def _about(note: ClosedNote) -> Iterator[tuple[str, str]]:
    subject = note.subject
    yield "kind", note.kind_label
    yield "date", note.date_label
    yield "state", note.state
    yield "sector", note.sector
    if subject:
        yield "company", f"{subject.name} ({subject.ticker})"
        yield "market", subject.market_name
        yield "benchmark", subject.benchmark
    yield "summary", note.summary
    yield "keywords", ", ".join(note.keywords)
    yield "related", "\n".join(" · ".join(filter(None, (r.series, r.title, r.date))) for r in note.related)
    made = note.compliance
    yield "completed", made.completed_shown
    yield "disseminated", made.disseminated_shown
    yield "update_frequency", made.update_frequency
    yield "withdrawal", note.withdrawal
    yield "jurisdictions", ", ".join(note.jurisdictions)
    yield "house", note.house.legal_name

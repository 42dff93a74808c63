"""What several rule packs ask of a note: its texts, the house's assertions, interests disclosed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator

from desknote.check.packs.words import forbidden, is_vague_source
from desknote.check.texts import Text as Text
from desknote.check.texts import place as place
from desknote.check.texts import texts as texts
from desknote.closed import ClosedNote, Exhibit
from desknote.closed_companies import Conflict, NamedCompany
from desknote.diagnostics import Diagnostic, Severity, Span
from desknote.model.conflicts import EVENTS
from desknote.zones import now_in


def found(code: str, span: Span | None, severity: Severity | None = None, **params: object) -> Diagnostic:
    """A finding of a pack."""
    return Diagnostic(code, span, params, severity=severity)


def house_says(note: ClosedNote, pattern: re.Pattern[str]) -> bool:
    """Whether a statement of the house on this note, its licence or a generated disclosure says so."""
    house = note.house
    texts = [house.licence, house.notice, *(f"{s.title}\n{s.body.text}" for s in house.statements)]
    return any(pattern.search(text) for text in (*texts, *(d.text for d in note.disclosures)))


def statement_place(note: ClosedNote, *ids: str) -> Span | None:
    """Where a missing assertion belongs: the statement called one of ``ids``, else the list of statements."""
    for statement in note.house.statements:
        if statement.id in ids and statement.body.span is not None:
            return statement.body.span
    return note.compliance.at("house.statements", "house")


def reads(note: ClosedNote, **patterns: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern for the note's language: ``zh`` (both scripts) or ``en``."""
    return patterns["en" if note.lang == "en" else "zh"]


def analysts(note: ClosedNote) -> Iterator[tuple[str, str, str, str, Span | None]]:
    """Who signs: name, title, certificate, SFC number, place."""
    for person in note.people:
        if person.role == "analyst":
            yield person.name, person.title, person.certificate, person.sfc, person.span


def signature(note: ClosedNote, name: str) -> Span | None:
    """Where the note itself names one who signs."""
    person = next((p for p in note.people if p.role == "analyst" and p.name == name), None)
    if person is None or note.manuscript is None:
        return None
    document = note.manuscript.document
    for path, written in document.scalars.items():
        if path and path[0] == "analysts" and written.value in (person.id, person.name):
            return document.value_span(path)
    return None


def at_stake(note: ClosedNote) -> Iterator[NamedCompany]:
    """The companies that the note gives an opinion on: its subject, and those that its advice names."""
    for company in note.named:
        if company.subject or (company.advised and company.status != "not-covered"):
            yield company


def rating_place(note: ClosedNote) -> Span | None:
    """Where the note's rating is written."""
    return note.rating.span if note.rating is not None else None


def today(note: ClosedNote) -> dt.date:
    """The day that it is where the house is."""
    return now_in(note.compliance.timezone).date()


def released(note: ClosedNote) -> bool:
    """Whether the note is past its drafting."""
    return note.state not in ("draft", "review")


def undisclosed(
    note: ClosedNote, kinds: Collection[str], *, least: float = 0.0, months: int | None = None
) -> Iterator[tuple[NamedCompany, Conflict]]:
    """Interests of ``kinds`` in companies at stake that no disclosure of the note names.

    ``least`` is the share of the capital, in per cent, from which one counts; with ``months`` events (a
    mandate, an offering) that lie further back do not.
    """
    people = {person.id for person in note.people}
    for company in at_stake(note):
        for conflict in company.conflicts:
            if conflict.kind not in kinds or (conflict.percent or 100.0) < least:
                continue
            if conflict.person and conflict.person not in people:  # another analyst's affair
                continue
            day = conflict.as_of or conflict.since
            if months is not None and conflict.kind in EVENTS:
                if day is not None and day < months_before(note.date, months):
                    continue
            if not _disclosed(note, company, conflict):
                yield company, conflict


def _disclosed(note: ClosedNote, company: NamedCompany, conflict: Conflict) -> bool:
    for one in note.disclosures:
        same = one.company == company.name or (one.ticker and one.ticker == company.ticker)
        if same and (
            conflict.kind in re.split(r"[/:. ]", one.id) or (conflict.text and conflict.text in one.text)
        ):
            return True
    return False


def interests(
    note: ClosedNote, code: str, kinds: Collection[str], *, least: float = 0.0, months: int | None = None
) -> Iterator[Diagnostic]:
    """A finding for each interest that :func:`undisclosed` tells of."""
    for company, conflict in undisclosed(note, kinds, least=least, months=months):
        en, zh = KINDS.get(conflict.kind, (conflict.kind, conflict.kind))
        share = f"{conflict.percent:g}%" if conflict.percent is not None else ""
        yield found(
            code, company.span or note.title.span, company=company.name, kind=conflict.kind,
            what_en=f"{en} {share}".strip(), what_zh=f"{zh}{share}",
        )  # fmt: skip


KINDS: dict[str, tuple[str, str]] = {
    "holding": ("a holding of", "持股"),
    "short-position": ("a short position of", "空头头寸"),
    "banking": ("investment banking", "投资银行业务"),
    "banking-sought": ("investment banking that is sought", "拟开展的投资银行业务"),
    "offering": ("a part in an offering", "承销"),
    "services": ("paid services", "有偿服务"),
    "client": ("a client relationship", "客户关系"),
    "sponsor": ("sponsorship", "保荐或持续督导"),
    "market-making": ("market making", "做市"),
    "board": ("a seat on the board", "董事或高级管理人员任职"),
    "analyst-holding": ("an analyst's holding", "分析师持股"),
    "analyst-family": ("an interest of an analyst's family", "分析师亲属的利益"),
    "other": ("another interest", "其他利益"),
}


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of the month ``months`` earlier, or that month's last."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    return day


def wording(note: ClosedNote, code: str) -> Iterator[Diagnostic]:
    """Forbidden words in the note's texts, each at its place."""
    for text in texts(note):
        for hit in forbidden(text[0], note.compliance):
            where = place(note, text, hit.start, len(hit.word))
            yield found(code, where, hit.severity, word=hit.word, reason_en=hit.en, reason_zh=hit.zh)
    for exhibit in note.exhibits:
        for hit in forbidden("\n".join(_cells(exhibit)), note.compliance):
            where = _within(note, exhibit, hit.word)
            yield found(code, where, hit.severity, word=hit.word, reason_en=hit.en, reason_zh=hit.zh)


_MOST_CELLS = 2000


def _cells(exhibit: Exhibit) -> Iterator[str]:
    """The words in an exhibit's heads and cells, each once."""
    if exhibit.frame is None:
        return
    columns = exhibit.frame.columns
    words = (c for cells in columns.values() for c in cells[:_MOST_CELLS] if isinstance(c, str))
    yield from dict.fromkeys((*columns, *words))


def _within(note: ClosedNote, exhibit: Exhibit, word: str) -> Span | None:
    """Where an exhibit's own part of the note has a word; the exhibit, where it is in a file."""
    document = note.manuscript.document if note.manuscript is not None else None
    for path, scalar in document.scalars.items() if document is not None else ():
        if document is not None and path[:2] == ("exhibits", exhibit.id) and word in scalar.value:
            return document.char_span(path, scalar.value.index(word), len(word))
    return exhibit.span


def vague_sources(note: ClosedNote, code: str) -> Iterator[Diagnostic]:
    """Exhibits whose source names nobody."""
    for exhibit in note.exhibits:
        if is_vague_source(exhibit.spec.source):
            place = exhibit.span
            if note.manuscript is not None:
                path = ("exhibits", exhibit.id, "source")
                place = (
                    note.manuscript.document.value_span(path)
                    if path in note.manuscript.document.scalars
                    else place
                )
            yield found(code, place, name=exhibit.id, source=exhibit.spec.source.strip())


def undefined_ratings(note: ClosedNote, code: str) -> Iterator[Diagnostic]:
    """The note's rating, where the definitions that it prints do not say what it means."""
    if note.rating is None:
        return
    for system in note.house.systems:
        for grade in system.grades:
            if system.id == note.rating.system and grade.id == note.rating.id:
                meaning = re.sub(r"\W", "", grade.definition)
                if len(meaning) < 6 or meaning == re.sub(r"\W", "", grade.name):
                    where = note.compliance.at("house.ratings", "house")
                    yield found(code, where, grade=note.rating.label, system=system.name)
                return
    yield found(code, rating_place(note), grade=note.rating.label, system=note.rating.system)


def without_benchmark(note: ClosedNote, code: str) -> Iterator[Diagnostic]:
    """Markets that the note's rating concerns and that have no benchmark on its page."""
    if note.rating is None:
        return
    where = note.compliance.at("house.markets", "house.ratings", "house")
    if not note.house.markets:
        yield found(code, where, market_en="any market", market_zh="任何市场")
        return
    concerned = {*note.markets, *(c.market for c in at_stake(note) if c.market)}
    for market in sorted(concerned - set(note.compliance.markets)):
        yield found(code, where, market_en=f"the market '{market}'", market_zh=f"市场“{market}”")


def has_exhibit(note: ClosedNote, *types: str) -> Exhibit | None:
    """The first exhibit of one of ``types`` by the name of its type, in any language."""
    from desknote.exhibits.registry import exhibit_type

    for exhibit in note.exhibits:
        row = exhibit_type(exhibit.spec.type)
        if row is not None and row.name in types:
            return exhibit
    return None

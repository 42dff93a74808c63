"""The European Union and the United Kingdom: investment recommendations under the Market Abuse Regulation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desknote.check.packs import common
from desknote.check.packs.common import found
from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic


def producer(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN485 and DN486: who made the recommendation, as what, and who supervises the firm."""
    if not note.compliance.authority:
        yield found("DN485", note.compliance.at("house.licence", "house"))
    for name, title, _, _, place in common.analysts(note):
        if not title:
            yield found("DN486", place, name=name)


def times(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN487 to DN490: when it was completed and first sent out, and of when its price is."""
    settings = note.compliance
    if settings.completed is None:
        yield found("DN487", settings.at("note.date", "note.title"))
    if settings.disseminated is None and common.released(note):
        yield found("DN488", settings.at("note.date", "note.title"))
    first, then = settings.completed, settings.disseminated
    if first is not None and then is not None and then < first:
        place = settings.at("note.first_disseminated")
        yield found("DN489", place, completed=settings.completed_shown, sent=settings.disseminated_shown)
    about = note.subject
    if about is not None and about.price is not None and about.price_date is None:
        yield found("DN490", about.price_span or note.title.span, company=about.name)


def sources(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN491: material sources are named."""
    yield from common.vague_sources(note, "DN491")


def opinion(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN492 to DN494: how it was arrived at, what it means and risks, and when it will be looked at again."""
    about = note.subject
    opined = note.rating is not None or (about is not None and about.target is not None)
    if about is not None and opined and not about.valuation.strip():
        yield found("DN492", about.target_span or common.rating_place(note), company=about.name)
    yield from common.undefined_ratings(note, "DN493")
    if opined and not note.compliance.update_frequency:
        yield found("DN494", common.rating_place(note) or note.title.span)


def history(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN495 and DN496: what was recommended in the past 12 months, and what is new."""
    year_ago = common.months_before(note.date, 12)
    for company in note.named:
        past = [event for event in company.history if year_ago <= event.date < note.date]
        lacking = [event.date.isoformat() for event in past if event.price is None or not event.label]
        if company.subject and lacking:
            place = company.span or note.title.span
            yield found("DN495", place, company=company.name, dates=", ".join(lacking))
    about, rated = note.subject, note.rating
    if about is None or about.previous_date is None or about.previous_date < year_ago:
        return
    told = {change.kind for change in note.changes}
    if rated is not None and about.previous_grade not in ("", rated.id) and "rating" not in told:
        old, new = about.previous_rating, rated.label
        yield found("DN496", rated.span, what_en="rating", what_zh="评级", old=old, new=new)
    if about.target is not None and about.previous_target not in (None, about.target):
        if "target" not in told:
            old, new = about.previous_target_shown, about.target_shown
            yield found(
                "DN496", about.target_span, what_en="target price", what_zh="目标价", old=old, new=new
            )


def conflicts(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN497 and DN498: net positions above 0.5 %, market making, offerings and services are disclosed."""
    yield from common.interests(note, "DN497", ("holding", "short-position"), least=0.500001)
    yield from common.interests(
        note, "DN498", ("market-making", "board", "analyst-holding", "analyst-family", "other")
    )
    dated = ("banking", "offering", "services", "client", "sponsor")
    yield from common.interests(note, "DN498", dated, months=12)


def proportions(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN499: the shares of buy, hold and sell, and those of them that are given services."""
    if note.rating is not None and note.subject is not None and not note.distribution:
        yield found("DN499", common.rating_place(note))


RULES: tuple[Callable[[ClosedNote], Iterator[Diagnostic]], ...] = (
    producer, times, sources, opinion, history, conflicts, proportions,
)  # fmt: skip

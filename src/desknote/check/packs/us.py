"""The United States: FINRA Rule 2241 on research reports, and the SEC's Regulation AC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from desknote.check.packs import common
from desknote.check.packs.common import found, reads
from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic
from desknote.patterns import regex

_VIEWS_EN = regex(r"accurately reflect[^.]{0,80}personal views", re.IGNORECASE)
_VIEWS_ZH = regex(r"(准确|準確|如实|如實)(地)?反映[^。]{0,30}(本人|个人|個人)[^。]{0,10}(观点|觀點|看法)")
_PAY_EN = regex(
    r"no part of[^.]{0,80}(compensation|remuneration)[^.]{0,40}was,? is,? (or|nor) will be[^.]{0,60}relat"
    r"|no part of[^.]{0,80}(compensation|remuneration) was, is or will be linked",
    re.IGNORECASE,
)
_PAY_ZH = regex(
    r"(过去|過去)[^。]{0,12}(现在|現在)[^。]{0,12}(将来|將來|未来|未來)[^。]{0,60}(报酬|報酬|薪酬)"
    r"|(报酬|報酬|薪酬)[^。]{0,40}(过去|過去)[^。]{0,12}(现在|現在)[^。]{0,12}(将来|將來|未来|未來)"
)
_POINTER = regex(r"声明|聲明|披露|disclos|statement", re.IGNORECASE)


def certification(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN465 and DN466: the analyst certifies that the views are their own, and that no pay hangs on them."""
    place = common.statement_place(note, "certification", "analyst-certification")
    if not common.house_says(note, reads(note, zh=_VIEWS_ZH, en=_VIEWS_EN)):
        yield found("DN465", place)
    if not common.house_says(note, reads(note, zh=_PAY_ZH, en=_PAY_EN)):
        yield found("DN466", place)


def target(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN467, DN468 and DN473: a target price has its method and its risks; a price has its day."""
    about = note.subject
    if about is None:
        return
    place = about.target_span or note.title.span
    if about.target is not None and not about.valuation.strip():
        yield found("DN467", place, target=about.target_shown)
    if about.target is not None and not about.target_risks.strip():
        yield found("DN468", place, target=about.target_shown)
    if (about.target is not None or note.rating is not None) and (
        about.price is None or about.price_date is None
    ):
        yield found("DN473", about.price_span or place, company=about.name)


def ratings(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN469: every rating has a meaning, a horizon and a benchmark."""
    yield from common.undefined_ratings(note, "DN469")
    if note.rating is not None and not note.house.markets:
        place = note.compliance.at("house.markets", "house.ratings", "house")
        yield found("DN469", place, grade=note.rating.label, system=note.rating.system)


def distribution(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN470 and DN471: how many companies have which rating, and of how many the firm is the bank."""
    rows = note.distribution
    if note.rating is None or note.subject is None:
        return
    if not rows:
        yield found("DN470", common.rating_place(note))
        return
    total = sum(row.share for row in rows)
    if abs(total - 100.0) > 1.0:
        yield found("DN471", common.rating_place(note), total=f"{total:.1f}")


def history(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN472: a company rated for a year or longer is shown with its price and what was said of it."""
    year_ago = common.months_before(note.date, 12)
    for company in note.named:
        first = min((event.date for event in company.history), default=None)
        if company.subject and first is not None and first <= year_ago:
            if common.has_exhibit(note, "rating-history") is None:
                place = company.span or note.title.span
                yield found("DN472", place, company=company.name, since=first.isoformat())


def conflicts(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN474 to DN479: what the firm and its people have to do with the company is disclosed."""
    yield from common.interests(note, "DN474", ("holding",), least=1.0)
    yield from common.interests(
        note, "DN475", ("banking", "banking-sought", "offering", "sponsor"), months=12
    )
    yield from common.interests(note, "DN476", ("market-making",))
    yield from common.interests(note, "DN477", ("analyst-holding", "analyst-family"))
    yield from common.interests(note, "DN478", ("board",))
    yield from common.interests(note, "DN479", ("client", "services", "other"), months=12)


def prominence(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN480: the front page carries the disclosures, or says where they are."""
    if not _POINTER.search(note.house.notice):
        yield found("DN480", note.compliance.at("house.notice", "house"))


def words(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN481: nothing is exaggerated or promissory. Where other packs tell of it, they do."""
    if not {"cn", "hk"} & set(note.jurisdictions):
        yield from common.wording(note, "DN481")


RULES: tuple[Callable[[ClosedNote], Iterator[Diagnostic]], ...] = (
    certification, target, ratings, distribution, history, conflicts, prominence, words,
)  # fmt: skip

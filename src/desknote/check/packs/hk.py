"""Hong Kong: paragraph 16 of the SFC's Code of Conduct, on analysts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from desknote.check.packs import common
from desknote.check.packs.common import found, reads
from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic
from desknote.patterns import regex

_LICENSED_ZH = regex(
    r"(?<!中国)(?<!中國)(证监会|證監會|证券及期货事务监察委员会|證券及期貨事務監察委員會)"
    r"[^。]{0,30}(牌照|持牌|发牌|發牌|注册|註冊|中央编号|中央編號)"
    r"|(持牌|注册机构|註冊機構)[^。]{0,30}(?<!中国)(?<!中國)(证监会|證監會|证券及期货|證券及期貨)"
)
_LICENSED_EN = regex(
    r"licen[cs]ed[^.]{0,60}(SFC|Securities and Futures)"
    r"|(SFC|Securities and Futures Commission)[^.]{0,60}(licen|CE no)"
)
_CE = regex(r"\b[A-Z]{3}\d{3}\b")
_ASSERTIONS: tuple[tuple[str, str, str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "DN452", "the analysts and their associates hold a financial interest in the companies",
        "分析师及其有联系者是否持有所评公司的财务权益",
        regex(r"(分析师|分析師)[^。]{0,60}(财务权益|財務權益|持有|权益|權益)"),
        regex(r"analyst[^.]{0,120}(financial interest|hold|own)", re.IGNORECASE),
    ),
    (
        "DN453", "the firm's interests come to 1% or more of a company's market capitalisation",
        "本机构的财务权益是否达到公司市值的 1% 或以上",
        regex(r"(1\s?[%％]|百分之一)"),
        regex(r"\b(1\s?%|one per ?cent)", re.IGNORECASE),
    ),
    (
        "DN454", "the firm makes a market in the securities", "本机构是否为有关证券做市",
        regex(r"庄家|莊家|做市"),
        regex(r"mak(e|es|ing) a market|market[- ]mak", re.IGNORECASE),
    ),
    (
        "DN455", "people of the firm are officers of the companies",
        "本机构人员是否在所评公司任高级人员或董事",
        regex(r"(高级人员|高級人員|高级管理人员|高級管理人員|董事)"),
        regex(r"\b(officer|director)s?\b", re.IGNORECASE),
    ),
    (
        "DN456", "the firm has had an investment banking relationship in the past 12 months",
        "本机构过去 12 个月内是否有投资银行业务关系",
        regex(
            r"(12|十二)\s?(个月|個月)[^。]{0,60}(投资银行|投資銀行)"
            r"|(投资银行|投資銀行)[^。]{0,60}(12|十二)\s?(个月|個月)"
        ),
        regex(
            r"investment banking[^.]{0,120}(12|twelve) months"
            r"|(12|twelve) months[^.]{0,120}investment banking",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip
"""Rule, what a statement must tell, and the words that tell it; a denial tells it as well."""
_POINTER = regex(r"声明|聲明|披露|disclos|statement", re.IGNORECASE)
_OFFERING_DAYS = 40


def licensed(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN450 and DN451: the firm and its analysts say that, and under which number, the SFC licenses them."""
    if not common.house_says(note, reads(note, zh=_LICENSED_ZH, en=_LICENSED_EN)) or not common.house_says(
        note, _CE
    ):
        yield found("DN450", note.compliance.at("house.licence", "house"))
    for name, _, _, number, place in common.analysts(note):
        if not number:
            yield found("DN451", place, name=name)


def assertions(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN452 to DN456: what the firm and its analysts have to do with the companies is told, or denied.

    Macroeconomic and strategic analysis is no investment research in the sense of the paragraph.
    """
    if note.kind in ("macro", "strategy") and note.subject is None:
        return
    for code, what_en, what_zh, zh, en in _ASSERTIONS:
        if not common.house_says(note, reads(note, zh=zh, en=en)):
            place = common.statement_place(note, "interests", "disclosures", "certification")
            yield found(code, place, what_en=what_en, what_zh=what_zh)


def conflicts(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN457 and DN458: an interest that the register knows is disclosed of that company."""
    yield from common.interests(note, "DN457", ("holding", "short-position"), least=1.0)
    kinds = ("market-making", "board", "analyst-holding", "analyst-family")
    yield from common.interests(note, "DN458", kinds)
    dated = ("banking", "offering", "sponsor")
    yield from common.interests(note, "DN458", dated, months=12)


def opinions(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN459: an opinion has a basis that readers can see."""
    about = note.subject
    rated = note.rating is not None or (about is not None and about.target is not None)
    reasons = [*(b.body.text for b in (*note.viewpoints, *note.sections))]
    if note.advice is not None:
        reasons.append(note.advice.body.text)
    if rated and sum(len(text.strip()) for text in reasons) < 80:
        yield found("DN459", common.rating_place(note) or note.title.span)


def silence(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN460: no report by a house that brings an issue to the market, for some days after its price."""
    for company in common.at_stake(note):
        for conflict in company.conflicts:
            day = conflict.as_of or conflict.since
            if conflict.kind in ("offering", "sponsor") and day is not None:
                after = (note.date - day).days
                if 0 <= after < _OFFERING_DAYS:
                    place = company.span or note.title.span
                    yield found("DN460", place, company=company.name, days=after, date=day.isoformat())


def prominence(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN462: every page says where the disclosures are."""
    if not _POINTER.search(note.house.notice):
        yield found("DN462", note.compliance.at("house.notice", "house"))


def words(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN463: nothing misleads. Where mainland rules apply as well, they tell of it."""
    if "cn" not in note.jurisdictions:
        yield from common.wording(note, "DN463")


RULES: tuple[Callable[[ClosedNote], Iterator[Diagnostic]], ...] = (
    licensed, assertions, conflicts, opinions, silence, prominence, words,
)  # fmt: skip

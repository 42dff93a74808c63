"""Mainland China: the CSRC's provisions on publishing research reports and the SAC's norms for them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from desknote.check.coverage import signers_known
from desknote.check.packs import common
from desknote.check.packs.common import found, reads
from desknote.check.packs.words import is_generic_risk, shared_profits
from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic, Severity
from desknote.patterns import regex

LABELS = {"zh-CN": "证券研究报告", "zh-HK": "證券研究報告", "en": "Securities Research Report"}
"""The words that every page carries."""
_CERTIFICATE = regex(r"S\d{13}")
_ANALYST_DIGIT = "5"  # S, four digits for the firm, one for the registration: 5 is an analyst, 1 is general
_ASSISTANT = regex(r"助理|实习|實習|\b(assistant|intern|trainee)\b", re.IGNORECASE)
_QUALIFIED_ZH = regex(r"(证券投资|證券投資).{0,4}(咨询|諮詢)")
_QUALIFIED_EN = regex(r"securities investment (consult|advi[sc])", re.IGNORECASE)
_INDEPENDENT_ZH = regex(
    r"独立|獨立|(未受|不受|没有受|沒有受).{0,8}(第三方|任何).{0,8}(干预|干預|影响|影響|指使)"
)
_INDEPENDENT_EN = regex(r"independent|no third party has (directed|influenced)", re.IGNORECASE)
_UNPAID_ZH = regex(
    r"(报酬|報酬|薪酬|酬劳|酬勞).{0,60}(没有|沒有|不|无|無|未)[^。]{0,12}(联系|聯繫|关系|關係|关联|關聯|挂钩|掛鉤)"
)
_UNPAID_EN = regex(
    r"(no part of|not).{0,60}(compensation|remuneration|pay)"
    r"|(compensation|remuneration).{0,60}\b(no|not|nor)\b",
    re.IGNORECASE,
)
_DISCLAIMER_ZH = regex(
    r"免责|免責|不构成[^。]{0,20}(建议|要约)|不構成[^。]{0,20}(建議|要約)|不承担[^。]{0,10}责任|不承擔[^。]{0,10}責任"
)
_DISCLAIMER_EN = regex(
    r"disclaimer|not (be )?(constitute|construed|investment advice)|accepts? (no )?liability", re.IGNORECASE
)
_REUSE_ZH = regex(
    r"(转载|轉載|刊载|刊載|复制|複製|引用|转发|轉發|翻印|刊登)[^。]{0,80}(同意|授权|授權|许可|許可|准许|准許)"
    r"|(同意|授权|授權|许可|許可|准许|准許)[^。]{0,80}(转载|轉載|刊载|刊載|复制|複製|引用|转发|轉發|翻印|刊登)"
)
_REUSE_EN = regex(
    r"(reproduc|redistribut|republish|cop(y|ied)|quot)[^.]{0,200}(consent|permission|authoris|authoriz)"
    r"|(consent|permission|authoris|authoriz)[^.]{0,200}(reproduc|redistribut|republish|cop(y|ied)|quot)",
    re.IGNORECASE,
)
_SAYS_ZH = (
    r"(?:给予|給予|维持|維持|上调至|上調至|下调至|下調至|调升至|调降至|首予|重申)[^。；\n“”]{0,10}"
    r"(?:[“”\"「『]|\*\*)?(%s)(?:[“”\"」』]|\*\*)?(?:的)?(?:投资|投資)?(?:评级|評級)"
    r"|(?:评级|評級)[^。；，\n]{0,12}(?:上调至|上調至|下调至|下調至|调升至|调降至|提升至|调整为|調整為|为|為)"
    r" ?(?:[“”\"「『]|\*\*)?(%s)(?=[“”\"」』*，。；、：）\s]|$)"
)
_SAYS_EN = (
    r"(?:maintain|reiterate|assign|upgraded? to|downgraded? to|initiate (?:coverage )?with"
    r"|rate the (?:shares|stock|company))[^.\n]{0,20}?\*{0,2}\b(%s)\b\*{0,2}"
)
_NOT_THIS = regex(r"曾|此前|当时|當時|上次|前次|[0-9] ?月|20[0-9]{2} ?年|\b(had|previously|earlier|last)\b")
"""What was said once, and what others say."""
_INDUSTRY = regex(r"行业|行業|板块|板塊|\b(sector|industry)\b")
_IPO_DAYS, _FOLLOW_ON_DAYS = 40, 10


def label(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN421: the report calls itself a securities research report."""
    wanted = LABELS[note.lang]
    if wanted.lower() not in note.house.document_label.lower():
        place = note.compliance.at("house.document_label", "house")
        yield found("DN421", place, label=note.house.document_label, wanted=wanted)


def licence(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN422: the firm is named and says that it may give investment advice on securities."""
    text = note.house.licence
    lacking = []
    if note.house.legal_name not in text and note.house.name not in text:
        lacking.append(("the firm's name", "公司名称"))
    if not reads(note, zh=_QUALIFIED_ZH, en=_QUALIFIED_EN).search(text):
        lacking.append(("the licence for securities investment consulting", "证券投资咨询业务资格"))
    for en, zh in lacking:
        yield found("DN422", note.compliance.at("house.licence", "house"), what_en=en, what_zh=zh)


def certificates(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN423 to DN426: those who sign hold this firm's certificates as analysts."""
    signed = False
    for name, title, certificate, _, place in common.analysts(note):
        signed = True
        if certificate and not _CERTIFICATE.fullmatch(certificate):
            continue  # told of in the analyst's own file: DN206
        if not certificate:
            yield found("DN423", place, name=name)
            continue
        firm = certificate[1:5]
        if note.compliance.certificate_prefix and firm != note.compliance.certificate_prefix:
            yield found("DN424", place, name=name, firm=firm, wanted=note.compliance.certificate_prefix)
        if _ASSISTANT.search(title):
            yield found("DN426", common.signature(note, name) or place, name=name, title=title)
        elif certificate[5] != _ANALYST_DIGIT:
            yield found("DN425", place, name=name, certificate=certificate, digit=certificate[5])
    if not signed and signers_known(note):
        names = ", ".join(p.name for p in note.people)
        yield found("DN426", note.compliance.at("note.analysts", "note.title"), name=names or "—", title="—")


def dates(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN427 and DN428: the date of release is not to come, and no data are younger than the note.

    DN419 tells of a price that is.
    """
    now = common.today(note)
    if note.date > now:
        severity: Severity | None = None if common.released(note) else "warning"
        place = note.compliance.at("note.date")
        yield found("DN427", place, severity, date=note.date.isoformat(), today=now.isoformat())
    for exhibit in note.exhibits:
        last = _last_day(exhibit.frame.columns.values()) if exhibit.frame is not None else None
        if last is not None and last > note.date:
            en, zh = f"exhibit '{exhibit.id}'", f"图表“{exhibit.id}”"
            yield found("DN428", exhibit.span, what_en=en, what_zh=zh, day=last.isoformat())


def _last_day(columns: object) -> dt.date | None:
    days = [
        cell
        for column in columns  # type: ignore[attr-defined]
        if isinstance(column[0] if column else None, dt.date)
        for cell in column
        if isinstance(cell, dt.date)
    ]
    return max(days, default=None)


def sources(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN429: every exhibit says where its data come from."""
    yield from common.vague_sources(note, "DN429")


def risks(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN430 and DN431: there is a risk warning, and it says what could happen."""
    told = [risk for risk in note.risks if risk.text.strip()]
    if not told:
        yield found("DN430", note.title.span)
    elif all(is_generic_risk(risk.text) for risk in told):
        yield found("DN431", told[0].span, risks="、".join(r.text.strip(" 。.；;") for r in told))


def ratings(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN432 to DN434: the rating is defined, measured against a benchmark, and the same in the text."""
    yield from common.undefined_ratings(note, "DN432")
    yield from common.without_benchmark(note, "DN434")
    rated = note.rating
    system = next((s for s in note.house.systems if rated is not None and s.id == rated.system), None)
    if rated is None or system is None:
        return
    others = {c.rating for c in note.named if not c.subject}
    names = "|".join(re.escape(g.name) for g in sorted(system.grades, key=lambda g: -len(g.name)))
    pattern = _SAYS_EN if note.lang == "en" else _SAYS_ZH
    said = re.compile(pattern.replace("%s", names), re.IGNORECASE)
    for text in common.texts(note):
        for match in said.finditer(text[0]):
            word = next(i for i in range(1, said.groups + 1) if match[i] is not None)
            lead = re.split("[。；;\n]", text[0][max(0, match.start() - 24) : match.start(word)])[-1]
            if _NOT_THIS.search(lead) or (note.subject is not None and _INDUSTRY.search(lead)):
                continue
            if match[word].lower() != rated.label.lower() and match[word] not in others:
                place = common.place(note, text, match.start(word), len(match[word]))
                yield found("DN433", place, said=match[word], rating=rated.label)


def statements(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN435 to DN437: independence, disclaimer, and who may pass the report on."""
    limbs = (
        ("formed their views independently", "独立形成观点", _INDEPENDENT_ZH, _INDEPENDENT_EN),
        ("are not paid for these views", "报酬与观点无关", _UNPAID_ZH, _UNPAID_EN),
    )
    for what_en, what_zh, zh, en in limbs:
        if not common.house_says(note, reads(note, zh=zh, en=en)):
            place = common.statement_place(note, "certification", "independence")
            yield found("DN435", place, what_en=what_en, what_zh=what_zh)
    if not common.house_says(note, reads(note, zh=_DISCLAIMER_ZH, en=_DISCLAIMER_EN)):
        yield found("DN436", common.statement_place(note, "disclaimer"))
    if not common.house_says(note, reads(note, zh=_REUSE_ZH, en=_REUSE_EN)):
        yield found("DN437", common.statement_place(note, "redistribution", "copyright"))


def words(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN438 and DN439: no promise of returns, no lurid words, no sharing of profits or losses."""
    yield from common.wording(note, "DN438")
    for text in common.texts(note):
        for start, phrase in shared_profits(text[0]):
            yield found("DN439", common.place(note, text, start, len(phrase)), phrase=phrase)


def conflicts(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN440, DN446 and DN447: what the firm and its people have in the companies is told."""
    yield from common.interests(note, "DN440", ("holding",), least=1.0)
    kinds = (
        "banking",
        "banking-sought",
        "offering",
        "services",
        "sponsor",
        "market-making",
        "board",
        "other",
    )
    yield from common.interests(note, "DN446", kinds, months=12)
    signers = {p.id: p for p in note.people if p.role == "analyst"}
    for company in common.at_stake(note):
        for conflict in company.conflicts:
            if conflict.kind == "analyst-holding" and (not conflict.person or conflict.person in signers):
                name = signers[conflict.person].name if conflict.person in signers else "—"
                place = company.span or note.title.span
                yield found("DN447", place, name=name, company=company.name)


def silence(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN441: no report within the days after an offering. DN416 tells of a restricted company."""
    for company in common.at_stake(note):
        place = company.span or note.title.span
        for conflict in company.conflicts:
            day = conflict.as_of or conflict.since
            if conflict.kind not in ("sponsor", "offering") or day is None:
                continue
            after = (note.date - day).days
            if 0 <= after < _IPO_DAYS:
                certain = after < _FOLLOW_ON_DAYS
                yield found(
                    "DN441", place, None if certain else "warning", company=company.name, days=after,
                    date=day.isoformat(), room=_FOLLOW_ON_DAYS if certain else _IPO_DAYS,
                )  # fmt: skip


def opinions(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN444 and DN445: a target price has its basis; no rating of a company that is not covered."""
    about = note.subject
    if about is not None and about.target is not None and not about.valuation.strip():
        yield found("DN444", about.target_span or note.title.span, target=about.target_shown)
    for company in note.named:
        rated = note.rating is not None or (about is not None and about.target is not None)
        if company.subject and rated and company.status == "not-covered" and note.kind != "initiation":
            yield found("DN445", company.span or note.title.span, company=company.name)


RULES: tuple[Callable[[ClosedNote], Iterator[Diagnostic]], ...] = (
    label, licence, certificates, dates, sources, risks, ratings, statements, words, conflicts, silence,
    opinions,
)  # fmt: skip

"""Companies, ratings and target prices: what disagrees with itself, the register or the edition before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desknote.check.texts import texts
from desknote.closed import ClosedNote, GradeView, Passage
from desknote.closed_companies import Change, NamedCompany, Subject
from desknote.diagnostics import Diagnostic, Span
from desknote.patterns import regex


def rating_band(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN413: the upside to the target price lies in the rating's band.

    A relative band is compared with the upside less the return expected of the benchmark, which is
    nothing where the house expects none. The edge of a band belongs to both grades beside it.
    """
    subject, rating = note.subject, note.rating
    if subject is None or rating is None or subject.upside is None:
        return
    system = next((s for s in note.house.systems if s.id == rating.system), None)
    grade = next((g for g in system.grades if g.id == rating.id), None) if system is not None else None
    if system is None or grade is None or (grade.above is None and grade.below is None):
        return
    expected = (subject.expected_benchmark or 0.0) if system.basis == "relative" else 0.0
    excess = subject.upside - expected
    if _within(excess, grade):
        return
    fitting = next((g for g in system.grades if _banded(g) and _within(excess, g)), None)
    relative = system.basis == "relative"
    sums = f"{subject.target_shown} / {subject.price_shown} − 1 = {_signed(subject.upside)}"
    yield Diagnostic(
        "DN413",
        rating.span,
        {
            "rating": rating.label,
            "shown": _signed(excess),
            "what_en": "the return against the benchmark" if relative else "the upside",
            "what_zh": "相对基准的收益" if relative else "上涨空间",
            "band_en": f"the band of '{fitting.name}' ({_band(fitting)})" if fitting else "no band",
            "band_zh": f"“{fitting.name}”的区间（{_band(fitting)}）" if fitting else "任何评级之外",
            "how_en": sums + (f", less {_signed(expected)} expected of the benchmark" if expected else ""),
            "how_zh": sums + (f"，减去基准预期收益 {_signed(expected)}" if expected else ""),
        },
        fitting.name if fitting is not None else "",
    )


def _banded(grade: GradeView) -> bool:
    return grade.above is not None or grade.below is not None


def _within(value: float, grade: GradeView) -> bool:
    slack = 1e-9
    return (grade.above is None or value >= grade.above - slack) and (
        grade.below is None or value <= grade.below + slack
    )


def _band(grade: GradeView) -> str:
    if grade.above is None:
        return f"< {_signed(grade.below or 0)}"
    if grade.below is None:
        return f"> {_signed(grade.above)}"
    return f"{_signed(grade.above)} … {_signed(grade.below)}"


def _signed(value: float) -> str:
    text = f"{value:+.1f}".replace("-", "−").removesuffix(".0")
    return f"{text if text not in ('+0', '−0') else '0'}%"


def prices(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN419: a target has a price to compare it with, of a day near the note's, in the market's currency."""
    subject = note.subject
    if subject is None:
        return
    for span, reason, hint in _price_problems(note, subject):
        params = {"reason_en": reason[0], "reason_zh": reason[1], "hint_en": hint[0], "hint_zh": hint[1]}
        yield Diagnostic("DN419", span or subject.span, params)


def _price_problems(
    note: ClosedNote, subject: Subject
) -> Iterator[tuple[Span | None, tuple[str, str], tuple[str, str]]]:
    if subject.target is not None and subject.price is None:
        reason = ("a target price needs the price it is compared with", "有目标价而没有股价")
        yield subject.target_span, reason, ("add 'price' and 'price_date'", "请补上 price 与 price_date")
    dated = note.compliance.at("note.price_date") or subject.price_span
    graver = {"us", "eu-uk"} & set(note.jurisdictions)  # DN473 and DN490 say the same
    if subject.price is not None and subject.price_date is None and not graver:
        reason = ("the price has no date", "股价没有写明日期")
        yield subject.price_span, reason, ("add 'price_date'", "请补上 price_date")
    if subject.price_date is not None:
        days = (note.date - subject.price_date).days
        if days < 0:
            reason = ("the price is of a day after the note's date", "股价日期晚于研报日期")
            yield dated, reason, ("correct 'price_date' or 'date'", "请更正 price_date 或 date")
        elif days > note.house.price_days:
            reason = (f"the price is {days} days older than the note", f"股价比研报日期早 {days} 天")
            most = note.house.price_days
            hint = (f"take a price of the last {most} days ('price_days' in content/house.yaml)",
                    f"请使用最近 {most} 天内的股价（content/house.yaml 的 price_days）")  # fmt: skip
            yield dated, reason, hint
    if subject.market_currency and subject.currency and subject.currency != subject.market_currency:
        reason = (
            f"price and target are in {subject.currency}, the market's currency is {subject.market_currency}",
            f"股价与目标价以 {subject.currency} 计，而该市场以 {subject.market_currency} 交易",
        )
        yield (
            subject.target_span or subject.price_span,
            reason,
            (
                "correct 'currency', or name the listing in that market",
                "请更正 currency，或改写对应市场的代码",
            ),
        )


def signers_known(note: ClosedNote) -> bool:
    """Whether everybody who is to sign was found; who was not is told of as DN301."""
    written = note.manuscript.document.data.get("analysts") if note.manuscript is not None else None
    many = len(written) if isinstance(written, list) else 1
    return written is None or many <= sum(person.role == "analyst" for person in note.people)


def restricted(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN416: no note names a company that the house may not write on."""
    for company in note.named:
        if company.status == "restricted":
            params = {"name": company.name, "ticker": company.ticker, "line": company.line}
            yield Diagnostic("DN416", company.span, params)


def covering_analyst(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN418: whoever covers a company that the note rates or recommends signs it.

    Strategists, economists and the morning's digest pass on what the sectors' analysts recommend.
    """
    signing = {p.id for p in note.people}
    passed_on = note.kind in ("strategy", "macro", "digest")
    if not signers_known(note):
        return
    for company in note.named:
        recommended = company.advised and company.grade and not passed_on
        if not (company.subject or recommended) or not company.analysts:
            continue
        if not signing & set(company.analysts):
            params = {"name": company.name, "analysts": ", ".join(company.analysts)}
            yield Diagnostic("DN418", company.span, params)


def register(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN417: what the note says of coverage, ratings and targets is what the register says of that day."""
    for company in note.named:
        if company.status != "unknown" and company.claimed is not None:
            known = company.status != "not-covered"
            if company.claimed != known:
                yield _disagrees(
                    company, company.claimed_span, ("covered", "已覆盖") if company.claimed else _NOT,
                    ("covered", "已覆盖") if known else _NOT,
                    ("leave 'covered' out: the register says so", "不必写 covered，以覆盖名单为准"),
                )  # fmt: skip
        yield from _tickers(note, company)
    subject = note.subject
    own = next((c for c in note.named if c.subject), None)
    if subject is None or own is None:
        return
    if own.status in ("not-covered", "suspended") and note.rating is not None:
        rated = (f"a rating ('{note.rating.label}')", f"评级“{note.rating.label}”")
        standing = _NOT if own.status == "not-covered" else ("coverage suspended", "暂停覆盖")
        yield _disagrees(own, note.rating.span, rated, standing, _REGISTER)
    said = next((event for event in own.history if event.date == note.date), None)
    if said is None:
        return
    if note.rating is not None and said.grade and said.grade != note.rating.id:
        yield _disagrees(
            own, note.rating.span, (f"'{note.rating.label}'",) * 2, (f"'{said.label}'",) * 2, _REGISTER
        )
    if subject.target is not None and said.target is not None and said.target != subject.target:
        yield _disagrees(
            own, subject.target_span, (f"{subject.target:g}",) * 2, (f"{said.target:g}",) * 2, _REGISTER
        )


_TICKER = regex(r" ?[（(] ?((?:[0-9]{4,6}|[A-Z]{1,5})\.(?:HK|SH|SZ|SS|BJ|US|N|O))(?![A-Za-z0-9])")


def _tickers(note: ClosedNote, company: NamedCompany) -> Iterator[Diagnostic]:
    """The ticker that a note gives a company, in its list or in brackets behind the name, is its own."""
    hint = ("correct the ticker, or content/coverage.yaml", "请更正代码，或 content/coverage.yaml")
    known = (" / ".join(company.tickers),) * 2
    if company.listed_ticker:
        yield _disagrees(company, company.listed_span, (company.listed_ticker,) * 2, known, hint)
    if not company.name or not company.tickers or note.manuscript is None:
        return
    own = {_code(ticker) for ticker in company.tickers}
    for text, path in texts(note):
        at = text.find(company.name)
        while at >= 0:
            end = at + len(company.name)
            given = _TICKER.match(text, end)
            if given is not None and _code(given[1]) not in own:
                span = note.manuscript.places(path, [given.span(1)])[0]
                yield _disagrees(company, span, (given[1],) * 2, known, hint)
            at = text.find(company.name, end)


def _code(ticker: str) -> str:
    """A ticker as it is compared: 00700.HK is 700.HK."""
    return ticker.strip().upper().lstrip("0").replace(".SS", ".SH")


_NOT = ("not covered", "未覆盖")
_REGISTER = (
    "correct the note, or the history in content/coverage.yaml",
    "请更正研报，或 content/coverage.yaml 中的历史",
)


def _disagrees(
    company: NamedCompany,
    span: Span | None,
    note: tuple[str, ...],
    known: tuple[str, ...],
    hint: tuple[str, str],
) -> Diagnostic:
    params = {
        "name": company.name,
        "note_en": note[0],
        "note_zh": note[1],
        "register_en": known[0],
        "register_zh": known[1],
        "hint_en": hint[0],
        "hint_zh": hint[1],
    }
    return Diagnostic("DN417", span or company.span, params)


_CHANGED = regex(
    r"\b(?:upgrad|downgrad|rais|cut|lower|lift|increas|reduc|trim|chang|revis|reinstat|initiat)\w*"
    r"|提高|提升|降低|下降|改为|改為|变更|變更|前值|原为|原為|[上下]调|[上下]調|[上下]修|调[高低升降整]|調[高低升降整]|首次覆盖|首次覆蓋|恢复覆盖|恢復覆蓋|由.{1,20}[至为為]",
    re.IGNORECASE,
)
_RESUMED = regex(r"首次覆盖|首次覆蓋|恢复覆盖|恢復覆蓋")
_ABOUT = {
    "rating": regex(r"评级|評級|\brating\b|\bupgrad\w*|\bdowngrad\w*", re.IGNORECASE),
    "target": regex(r"目标价|目標價|\btarget\b|\bprice objective\b", re.IGNORECASE),
}
_WORDS = {
    "rating": ("'we raise our rating from {old} to {new}'", "“评级由{old}调整为{new}”"),
    "target": ("'we raise our target price to {new} (from {old})'", "“目标价由 {old} 调整为 {new}”"),
}
_SENTENCE = regex(r"[。！？!?\n]|(?<=[a-z)])\.\s")


def unsaid(note: ClosedNote) -> Iterator[Diagnostic]:
    """DN420: a new rating or target price is told of in the text, in one sentence with the word for it."""
    subject = note.subject
    if subject is None or note.kind == "initiation":
        return
    sentences = [s for p in _passages(note) for s in _SENTENCE.split(p.text) if s.strip()]
    for change in note.changes:
        if change.kind not in _ABOUT or any(_tells(change, s, note) for s in sentences):
            continue
        span = subject.rating_span if change.kind == "rating" else subject.target_span
        words = [text.format(old=change.old, new=change.new) for text in _WORDS[change.kind]]
        params = {
            "what_en": "rating" if change.kind == "rating" else "target price",
            "what_zh": "评级" if change.kind == "rating" else "目标价",
            "old": change.old,
            "new": change.new,
            "words_en": words[0],
            "words_zh": words[1],
        }
        yield Diagnostic("DN420", span, params)


def _tells(change: Change, sentence: str, note: ClosedNote) -> bool:
    """Whether a sentence says that something is new, and of what. In Chinese a clause must say both.

    我们上调盈利预测，维持目标价 says nothing of a new target; in English, one verb often has two objects.
    """
    if note.lang == "en" or _RESUMED.search(sentence):
        clauses = [sentence]
    else:
        clauses = re.split("[，；,;]", re.sub(r"（[^（）]*）|\*", "", sentence))
    for clause in clauses:
        if _CHANGED.search(clause) is None:
            continue
        if (
            change.kind == "rating"
            and note.rating is not None
            and note.rating.label.lower() in clause.lower()
        ):
            return True
        if _ABOUT[change.kind].search(clause) is not None:
            return True
    return False


def _passages(note: ClosedNote) -> Iterator[Passage]:
    yield from (note.title, note.subtitle, Passage(note.summary))
    for block in (*note.viewpoints, *note.sections):
        yield from (block.heading, block.body)
    if note.advice is not None:
        yield from (note.advice.heading, note.advice.body)


RULES = (rating_band, prices, restricted, register, covering_analyst, unsaid)

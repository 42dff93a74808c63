"""A note about a company: its subject, the edition before, what disagrees, and what is disclosed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from conftest import Make
from desknote.check import check
from desknote.closed import ClosedNote
from desknote.compose.page import Dressing, compose
from desknote.diagnostics import Diagnostic
from desknote.labels import labels
from desknote.resolve import close
from desknote.rules import RULES
from sample import ANALYSTS
from sample import NOTE as SAMPLE
from test_coverage_register import MARKETS

REGISTER = """\
companies:
  - name: {zh-CN: 示例动力, zh-HK: 示例動力, en: Example Motion}
    ticker: 000000.SZ
    analysts: zhang-san
    history:
      - {date: 2024-10-29, rating: add, target: 32, price: 28.16}
    conflicts:
      - {kind: holding, percent: 1.32, as_of: 2024-12-31}
      - {kind: banking, as_of: 2024-05-17}
      - {kind: banking, as_of: 2020-05-17}
      - {kind: analyst-holding, person: li-si, since: 2024-01-01}
  - {name: {zh-CN: 示例云, en: Example Cloud}, ticker: 99902.HK, analysts: li-si, rating: buy}
  - {name: {zh-CN: 示例雨, en: Example Rain}, ticker: 99903.HK, status: not-covered}
  - {name: {zh-CN: 示例能源, en: Example Energy}, ticker: 999006.SH, status: restricted}
  - name: {zh-CN: 示例钢, en: Example Steel}
    ticker: 999009.SH
    analysts: zhang-san
    conflicts: [{kind: holding, percent: 0.7, as_of: 2024-12-31}]
"""
NOTE = """\
kind: company
lang: zh-CN
title: 示例动力：订单回升
date: 2025-01-21
rating: 买入
company: 000000.SZ
price: 33.60
price_date: 2025-01-20
target_price: 42.00
estimates:
  2025E: {revenue: 1948, eps: 1.40}
analysts: zhang-san
viewpoints:
  - heading: 评级
    body: 评级由增持上调至买入，目标价上调至 42 元。
risks: [需求不及预期]
"""
Read = Callable[..., tuple[ClosedNote, list[Diagnostic]]]


@pytest.fixture
def read(workspace: Make) -> Read:
    """A note with changes made to its text, closed and checked; rules of house packs left out."""

    def make(
        *changes: tuple[str, str],
        register: str | None = REGISTER,
        house: str = MARKETS,
        files: dict[str, str] | None = None,
        add: str = "",
    ) -> tuple[ClosedNote, list[Diagnostic]]:
        text = NOTE + add
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        more: dict[str, Any] = {"content/coverage.yaml": register} if register is not None else {}
        here = workspace(text, house=house, analysts=ANALYSTS, files={**more, **(files or {})})
        note, found = close(here, "sample")
        assert note is not None, found
        return note, [*found, *(d for d in check(note) if d.code in RULES)]

    return make


def codes(found: list[Diagnostic]) -> list[str]:
    return sorted(d.code for d in found)


def line(found: list[Diagnostic], code: str) -> int:
    return next(d.span.line for d in found if d.code == code and d.span is not None)


# --- the subject


@pytest.mark.parametrize("word", ["000000.SZ", "示例动力", "Example Motion", "示例動力"])
def test_the_subject_is_found_by_any_word(read: Read, word: str) -> None:
    note, found = read(("company: 000000.SZ", f"company: {word}"))
    assert not found
    subject = note.subject
    assert subject is not None
    assert (subject.name, subject.ticker, subject.market, subject.benchmark) == (
        "示例动力",
        "000000.SZ",
        "a-share",
        "CSI 300",
    )
    assert (subject.price_shown, subject.target_shown, subject.upside_shown) == ("33.60元", "42.00元", "25%")
    assert (subject.currency, subject.months) == ("CNY", 12)


def test_the_subject_may_be_written_out(read: Read) -> None:
    own = "{name: {zh-CN: 新公司, en: New}, ticker: 09999.HK}"
    note, found = read(("company: 000000.SZ", f"company: {own}"), register=None)
    assert not found
    assert note.subject is not None and (note.subject.ticker, note.subject.market) == ("9999.HK", "hk")
    assert note.subject.target_shown == "42.00港元"
    assert [c.status for c in note.named] == ["unknown"]


@pytest.mark.parametrize(
    ("old", "new", "code", "near"),
    [
        ("company: 000000.SZ", "company: 示例动机", "DN204", "示例动力"),
        ("company: 000000.SZ", "company: {name: 甲, market: hkk}", "DN204", "hk"),
        ("price: 33.60", "price: about 33", "DN206", ""),
        ("price: 33.60", "price: '{{ facts.none }}'", "DN305", ""),
        ("price: 33.60", "price: \"{{ 'x' }}\"", "DN203", ""),
        ("company: 000000.SZ", "company: 000000.SZ\nprevious: nothing-here", "DN002", ""),
        ("company: 000000.SZ", "company: 000000.SZ\nmarkets: [hk, sz]", "DN204", ""),
    ],
)
def test_mistakes_about_the_subject(workspace: Make, old: str, new: str, code: str, near: str) -> None:
    text = NOTE.replace(old, new, 1)
    here = workspace(text, house=MARKETS, files={"content/coverage.yaml": REGISTER})
    _, found = close(here, "sample")
    assert [(d.code, d.suggestion) for d in found] == [(code, near)]


def test_a_number_is_written_once_and_read_from_either_side(read: Read) -> None:
    note, found = read(
        ("price: 33.60", "price: '{{ facts.price }}'"),
        ("2025E: {revenue: 1948, eps: 1.40}", "2025E: {eps: '{{ facts.eps }}'}"),
        (
            "目标价上调至 42 元",
            "目标价由 {{ company.previous_target }} 上调至 {{ company.target }}，空间 {{ company.upside }}、"
            "{{ (company.target / company.price - 1) | percent(1) }}，"
            "市盈率 {{ (company.target / company.eps_2025e) | digits(0) }} 倍，"
            "股价 {{ company.price }}，基准 {{ company.benchmark }}",
        ),
        add="facts:\n  price: {value: 33.6, digits: 2, unit: 元}\n  eps: {value: 1.40, unit: 元}\n",
    )
    assert not found
    body = str(note.viewpoints[0].body)
    assert "由 32.00元 上调至 42.00元，空间 25%、25.0%，市盈率 30 倍，股价 33.60元，基准 CSI 300" in body
    assert note.subject is not None and note.subject.estimates[0].shown == "1.40"


def test_formulas_read_what_is_written_of_the_company(read: Read) -> None:
    note, found = read(
        ("42 元", "42 元，空间 {{ facts.room }}"),
        add="facts:\n  room: {expr: company.target / company.price - 1, digits: 2}\n",
    )
    assert not found and "空间 0.25" in str(note.viewpoints[0].body)
    _, found = read(add="facts:\n  room: {expr: company.targte / 2}\n")
    assert "DN352" in codes(found)


# --- the edition before


def test_changes_come_from_the_registers_history(read: Read) -> None:
    note, _ = read()
    assert [(c.kind, c.old, c.new) for c in note.changes] == [
        ("rating", "增持", "买入"),
        ("target", "32.00元", "42.00元"),
    ]
    assert note.subject is not None and note.subject.previous_date == dt.date(2024, 10, 29)


EARLIER = """\
kind: flash
lang: en
title: Earlier
date: {date}
rating: add
company: Example Motion
price: 30
price_date: {date}
target_price: '{{{{ facts.target }}}}'
estimates: {{2025E: {{eps: 1.24, revenue: 1948}}}}
facts: {{target: {{value: 35, unit: RMB}}}}
analysts: zhang-san
viewpoints: [{{heading: A, body: "We maintain Add; target {{{{ facts.target }}}}."}}]
risks: [Demand]
"""


def test_the_latest_earlier_note_is_found_by_itself(read: Read) -> None:
    note, found = read(
        files={
            "content/notes/one/note.yaml": EARLIER.format(date="2024-11-01"),
            "content/notes/two/note.yaml": EARLIER.format(date="2024-12-01").replace("35", "36"),
            "content/notes/later/note.yaml": EARLIER.format(date="2025-02-01"),
            "content/notes/other/note.yaml": EARLIER.format(date="2024-12-20").replace("Motion", "Cloud"),
        }
    )
    assert not found and note.subject is not None
    assert (note.subject.previous_slug, note.subject.previous_target) == ("two", 36)
    assert [(c.label, c.old, c.new) for c in note.changes] == [
        ("评级", "增持", "买入"),
        ("目标价", "36.00元", "42.00元"),
        ("EPS 2025E", "1.24", "1.40"),
    ]
    assert "content/notes/two/note.yaml" in note.data_files


def test_the_edition_before_may_be_named_or_written_out(read: Read) -> None:
    files = {"content/notes/one/note.yaml": EARLIER.format(date="2024-11-01")}
    company = "company: 000000.SZ"
    note, _ = read((company, f"{company}\nprevious: one"), files=files)
    assert note.subject is not None and note.subject.previous_target == 35
    note, _ = read((company, f"{company}\nprevious: {{rating: 中性, estimates: {{2025E: {{eps: 1.30}}}}}}"))
    assert [(c.kind, c.old) for c in note.changes] == [
        ("rating", "中性"),
        ("target", "32.00元"),
        ("estimate", "1.30"),
    ]
    note, found = read((company, f"{company}\nprevious: none"), files=files)
    assert note.changes == () and not found


def test_new_ratings_and_targets_are_told_of(read: Read) -> None:
    silent = ("评级由增持上调至买入，目标价上调至 42 元。", "订单见底。")
    _, found = read(silent)
    assert codes(found) == ["DN420", "DN420"] and line(found, "DN420") == 5
    _, found = read((silent[0], "评级由增持上调至买入。"))
    assert [(d.code, d.params["what_en"]) for d in found] == [("DN420", "target price")]
    english = [("lang: zh-CN", "lang: en"), ("rating: 买入", "rating: buy")]
    said = "We upgrade the shares to Buy and raise our target price to RMB 42."
    assert not read(*english, (silent[0], said))[1]
    assert codes(read(*english, (silent[0], "Orders turn. The target is high."))[1]) == ["DN420", "DN420"]
    assert not read(silent, ("kind: company", "kind: initiation"))[1]
    same = [("rating: 买入", "rating: 增持"), ("target_price: 42.00", "target_price: 32"), ("33.60", "29")]
    assert not read(silent, *same)[1]


# --- what disagrees


@pytest.mark.parametrize(
    ("target", "expected", "near"),
    [
        ("42.00", "", ""),
        ("38.64", "", ""),
        ("38", "DN413", "增持"),
        ("33", "DN413", "中性"),
        ("20", "DN413", "卖出"),
    ],
)
def test_a_rating_fits_its_band(read: Read, target: str, expected: str, near: str) -> None:
    _, found = read(("42.00", target))
    assert [(d.code, d.suggestion) for d in found if d.code == "DN413"] == (
        [(expected, near)] if expected else []
    )


def test_bands_against_the_benchmark_and_absolute_ones(read: Read) -> None:
    expects = MARKETS.replace("tickers: [SH, SZ, BJ]", "expected_return: 12, tickers: [SH, SZ, BJ]")
    _, found = read(house=expects)  # 25 % less 12 % is not above 15 %
    assert "DN413" in codes(found)
    absolute = expects.replace("      months: [6, 12]\n", "      months: [6, 12]\n      basis: absolute\n")
    note, found = read(house=absolute)
    assert "DN413" not in codes(found)
    system = next(s for s in note.house.systems if s.id == "company")
    assert system.grades[0].definition == "未来 6–12 个月股价涨幅超过 15%"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("price: 33.60\n", "", "有目标价而没有股价"),
        ("price_date: 2025-01-20\n", "", "股价没有写明日期"),
        ("price_date: 2025-01-20", "price_date: 2025-01-22", "晚于"),
        ("price_date: 2025-01-20", "price_date: 2025-01-10", "早 11 天"),
        ("price: 33.60", "price: 33.60\ncurrency: HKD", "HKD"),
    ],
)
def test_price_and_target(read: Read, old: str, new: str, words: str) -> None:
    _, found = read((old, new))
    assert [d.code for d in found] == ["DN419"] and words in str(found[0].params["reason_zh"])


def test_the_days_of_a_price_are_the_houses(read: Read) -> None:
    assert not read(("2025-01-20", "2025-01-10"), house=MARKETS + "price_days: 11\n")[1]


def test_a_restricted_company_is_an_error_wherever_it_is_named(read: Read) -> None:
    for text in ("看好示例能源", "see 999006.SH", "Example Energy"):
        _, found = read(("评级由增持上调至买入，", f"{text}。评级由增持上调至买入，"))
        assert [(d.code, line(found, d.code)) for d in found] == [("DN416", 15)]
    rows = "rows: [{公司: 示例能源, 值: 1}]"
    table = f"exhibits:\n  t: {{type: table, title: 表, {rows}, source: 公司}}\nsidebar: [exhibit:t]\n"
    assert "DN416" in codes(read(add=table)[1])


def test_advice_follows_the_register(read: Read) -> None:
    advice = """\
advice:
  body: 建议关注示例云与示例雨，示例雨其次。
  coverage:
    - {name: 示例云, ticker: 99902.HK}
    - {name: 示例雨}
"""
    note, found = read(add=advice)
    assert note.advice is not None
    assert note.advice.body.text == "建议关注示例云与示例雨（未覆盖），示例雨其次。"
    assert [(c.name, c.ticker, c.mark) for c in note.advice.coverage] == [
        ("示例云", "99902.HK", ""),
        ("示例雨", "99903.HK", "（未覆盖）"),
    ]
    assert codes(found) == ["DN418"] and note.markets == ("a-share", "hk")
    _, found = read(add=advice.replace("{name: 示例雨}", "{name: 示例雨, covered: true}"))
    assert codes(found) == ["DN417", "DN418"] and line(found, "DN417") == 21
    _, found = read(("analysts: zhang-san", "analysts: [zhang-san, li-si]"), add=advice)
    assert "DN418" not in codes(found)


def test_the_first_mention_in_the_text_is_marked(read: Read) -> None:
    first = "{heading: 示例雨, body: 示例雨与示例雨（99903.HK）。}"
    sections = f"sections:\n  - {first}\n  - {{heading: 二, body: 示例雨}}\n"
    note, _ = read(add=sections)
    assert [str(s.body) for s in note.sections] == ["示例雨（未覆盖）与示例雨（99903.HK）。", "示例雨"]
    english = [("lang: zh-CN", "lang: en"), ("rating: 买入", "rating: buy")]
    note, _ = read(*english, add="sections:\n  - {heading: One, body: Example Rain rises.}\n")
    assert str(note.sections[0].body) == "Example Rain (not covered) rises."


def test_the_note_and_the_register_say_the_same_of_one_day(read: Read) -> None:
    row = "      - {date: 2024-10-29, rating: add, target: 32, price: 28.16}\n"
    later = REGISTER.replace(row, row + "      - {date: 2025-01-21, rating: neutral, target: 40}\n")
    note, found = read(register=later)
    assert codes(found) == ["DN417", "DN417"] and [c.old for c in note.changes] == ["增持", "32.00元"]
    tomorrow = REGISTER.replace(row, row + "      - {date: 2025-01-22, rating: sell, target: 4}\n")
    note, found = read(register=tomorrow)  # what came after the note is no matter of it
    assert not found and note.named[0].rating == "增持" and len(note.named[0].history) == 1


# --- disclosures


def test_interests_that_count_are_disclosed_in_the_notes_language(read: Read) -> None:
    note, _ = read(("42 元。", "42 元。示例钢也值得关注。"))
    assert [(d.id, d.company, d.code) for d in note.disclosures] == [
        ("holding", "示例动力", "A"),
        ("banking", "示例动力", "B"),
    ]
    assert "截至 2024-12-31" in note.disclosures[0].text and "1.32%" in note.disclosures[0].text
    assert [c.kind for c in note.named[0].conflicts] == ["holding", "banking", "analyst-holding"]
    note, _ = read(("analysts: zhang-san", "analysts: [zhang-san, li-si]"))
    assert [d.id for d in note.disclosures] == ["holding", "banking", "analyst-holding"]


def test_jurisdictions_and_the_house_set_thresholds_and_words(read: Read) -> None:
    steel = ("42 元。", "42 元。示例钢也值得关注。")
    note, _ = read(steel, ("company: 000000.SZ", "company: 000000.SZ\njurisdictions: eu"))
    assert [(d.company, d.jurisdictions) for d in note.disclosures if d.id == "holding"] == [
        ("示例动力", ()),
        ("示例钢", ("eu-uk",)),
    ]
    own = """\
jurisdictions: {always: cn, markets: {a-share: hk}}
disclosures:
  thresholds: {holding: 2}
  texts:
    banking: {zh-CN: "{{ house.name }}与{{ company.ticker }}：{{ interest.months }} 个月"}
  jurisdictions:
    hk:
      thresholds: {holding: 0.5}
      texts: {holding: {zh-CN: "持有{{ company.name }} {{ interest.percent }}（{{ interest.date }}）"}}
"""
    note, found = read(steel, house=MARKETS + own)
    assert not [d for d in found if d.code < "DN400"] and note.jurisdictions == ("cn", "hk")
    assert [(d.text, d.jurisdictions) for d in note.disclosures] == [
        ("持有示例动力 1.32%（2024-12-31）", ("hk",)),
        ("示例证券与000000.SZ：12 个月", ()),
        ("持有示例钢 0.7%（2024-12-31）", ("hk",)),
    ]
    wrong = own.replace("interest.months", "interest.moths")
    _, found = read(house=MARKETS + wrong)
    assert [(d.code, d.suggestion, d.span.file if d.span else "") for d in found if d.code < "DN400"] == [
        ("DN204", "months", "content/house.yaml")
    ]


def test_a_note_adds_jurisdictions_and_takes_none_away(read: Read) -> None:
    house = MARKETS + "jurisdictions: [cn, hk]\n"
    note, _ = read(("company: 000000.SZ", "company: 000000.SZ\njurisdictions: [美国, cn]"), house=house)
    assert note.jurisdictions == ("cn", "hk", "us")


def test_the_spread_of_ratings_is_of_the_notes_day(read: Read) -> None:
    note, _ = read()
    rows = {row.label: (row.count, row.share, row.banking_count) for row in note.distribution}
    assert rows == {
        "买入": (1, 50, 0),
        "增持": (1, 50, 1),
        "中性": (0, 0, 0),
        "减持": (0, 0, 0),
        "卖出": (0, 0, 0),
    }
    plain, _ = read(("company: 000000.SZ\n", ""), ("示例动力", "市场"))
    assert plain.distribution == ()


# --- on the page


@pytest.mark.parametrize("lang", ["zh-CN", "zh-HK", "en"])
@pytest.mark.parametrize("sidebar", ["[rating]", "[]"])
def test_the_page_shows_old_and_new_and_what_is_disclosed(read: Read, lang: str, sidebar: str) -> None:
    rating = {"zh-CN": "买入", "zh-HK": "買入", "en": "Buy"}[lang]
    note, _ = read(
        ("lang: zh-CN", f"lang: {lang}\nsidebar: {sidebar}"),
        ("rating: 买入", f"rating: {rating}"),
        add="valuation: 30 times **earnings**.\ntarget_risks: Orders.\n",
    )
    html = compose(note, Dressing(), "web", None)
    words = labels(lang)
    for text in (words["changes"] if sidebar != "[]" else words["previous"], words["company_disclosures"],
                 words["valuation"], words["rating_history"], words["rating_distribution"]):  # fmt: skip
        assert text in html
    assert html.count('class="changes-table"') == 1
    table = html.partition('class="changes-table"')[2].partition("</table>")[0]
    assert rating in table and "".join(note.changes[1].old.split()) in "".join(table.split())
    assert "<strong>earnings</strong>" in html and "A, B" in html
    assert note.disclosures[0].text[:12].split(" ")[0] in html


def test_what_is_not_there_leaves_nothing_on_the_page(workspace: Make) -> None:
    plain = SAMPLE[: SAMPLE.index("exhibits:")].replace("（@fig-index）", "")
    note, _ = close(workspace(plain.replace("exhibit:index, ", "")), "sample")
    assert note is not None
    html = compose(note, Dressing(), "pdf", None)
    for mark in ("company-disclosures", "changes-table", 'distribution"', "side-figures"):
        assert f'class="{mark}' not in html and f'id="{mark}' not in html


# --- exhibits


HISTORY = """\
exhibits:
  history: {type: rating-history, title: 历史, data: data/p.csv, x: date, price: {close: 股价}, source: 公司}
sidebar: [rating, exhibit:history]
"""


def test_a_rating_history_is_drawn_from_the_register(read: Read) -> None:
    prices = {"content/notes/sample/data/p.csv": "date,close\n2024-10-01,27\n2025-01-20,33.6\n"}
    note, found = read(add=HISTORY, files=prices)
    assert not found
    calls: Any = note.exhibits[0].spec
    assert [(c.date.isoformat(), c.rating, c.target) for c in calls.changes] == [
        ("2024-10-29", "增持", 32),
        ("2025-01-21", "买入", 42),  # the note itself, which the register has not yet
    ]
    other = HISTORY.replace("x: date", "company: 99902.HK, x: date")
    note, found = read(add=other, files=prices)
    assert not found and not getattr(note.exhibits[0].spec, "changes", None)
    _, found = read(add=HISTORY.replace("x: date", "company: 示例动机, x: date"), files=prices)
    assert [(d.code, d.suggestion) for d in found] == [("DN204", "示例动力")]

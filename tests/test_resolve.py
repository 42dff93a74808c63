"""The closed note: nothing left to look up, everything in the note's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Make
from desknote.closed import ClosedNote
from desknote.model.note import Company
from desknote.resolve import Shelf, close
from desknote.resolve.companies.marks import Marker
from desknote.resolve.companies.named import Told
from desknote.resolve.companies.register import NONE
from desknote.workspace import Workspace
from sample import ANALYSTS, HOUSE, NOTE

Closed = Callable[..., ClosedNote]


@pytest.fixture
def closed(workspace: Make) -> Closed:
    """Closes the sample note, which has nothing wrong."""

    def make(note: str = NOTE, *, lang: str | None = None, **files: object) -> ClosedNote:
        made, found = close(workspace(note, **files), "sample", lang=lang)
        assert made is not None and not found, found
        return made

    return make


def codes(workspace: Workspace) -> list[str]:
    return [d.code for d in close(workspace, "sample")[1]]


def test_everything_is_in_the_note_s_language(closed: Closed) -> None:
    note = closed()
    assert (note.slug, note.kind, note.kind_label, note.lang) == ("sample", "industry", "行业研究", "zh-CN")
    assert (note.date, note.date_label) == (dt.date(2025, 2, 5), "2025-02-05")
    assert note.rating is not None
    assert (note.rating.id, note.rating.system, note.rating.label, note.rating.scope) == (
        "overweight",
        "industry",
        "增持",
        "行业评级",
    )
    (person,) = note.people
    assert (person.name, person.role_label, person.certificate) == ("张三", "分析师", "S9990525010001")
    assert person.biography.text == "应用数学学士。" and person.biography.span is not None
    assert note.viewpoints[0].body.text == "得分 79.80%，对手 79.2%（@fig-index）。"
    assert note.house.licence == "示例证券股份有限公司持有牌照。"
    assert note.house.statements[0].body.text == "本报告由示例证券股份有限公司提供。"
    assert note.house.markets[0].benchmark == "恒生指数"
    assert note.labels["risks"] == "风险提示"


def test_another_language_can_be_asked_for(closed: Closed) -> None:
    note = closed(lang="en")
    assert (note.kind_label, note.date_label, note.house.name) == (
        "Industry Research",
        "5 February 2025",
        "Example Securities",
    )
    assert note.rating is not None and note.rating.label == "Overweight"
    assert note.people[0].name == "Zhang San" and note.people[0].role_label == "Analyst"


def test_the_house_s_language_is_the_default(closed: Closed) -> None:
    house = HOUSE + "default_lang: 繁體中文\n"
    note = closed(NOTE.replace("lang: zh-CN\n", ""), house=house)
    assert note.lang == "zh-HK"
    assert note.house.legal_name == "示例证券股份有限公司"  # falls back to the nearest language there is
    assert note.people[0].name == "張三"


def test_a_house_names_its_kinds(closed: Closed) -> None:
    house = HOUSE + "kinds: {industry: {zh-CN: 行业点评, en: Sector comment}, flash: 快评}\n"
    assert closed(house=house).kind_label == "行业点评"
    assert closed(NOTE.replace("kind: industry", "kind: 行业点评"), house=house).kind == "industry"
    assert closed(NOTE.replace("kind: industry", "kind: 快评"), house=house).kind_label == "快评"


@pytest.mark.parametrize(
    ("kind", "written", "system", "grade"),
    [
        ("industry", "增持", "industry", "overweight"),
        ("strategy", "Neutral", "industry", "neutral"),
        ("macro", "underweight", "industry", "underweight"),
        ("company", "增持", "company", "add"),
        ("initiation", "買入", "company", "buy"),
        ("flash", "BUY", "company", "buy"),
        ("digest", "卖出", "company", "sell"),
    ],
)
def test_a_rating_is_found_in_the_system_of_the_kind(
    closed: Closed, kind: str, written: str, system: str, grade: str
) -> None:
    note = closed(
        NOTE.replace("kind: industry", f"kind: {kind}").replace("rating: 增持", f"rating: {written}")
    )
    assert note.rating is not None
    assert (note.rating.system, note.rating.id) == (system, grade)
    current = [(s.id, g.id) for s in note.house.systems for g in s.grades if g.current]
    assert current == [(system, grade)]


def test_a_note_names_its_rating_system(closed: Closed) -> None:
    note = closed(NOTE.replace("rating: 增持", "rating: 增持\nrating_system: company"))
    assert note.rating is not None and note.rating.id == "add"


@pytest.mark.parametrize(
    ("lang", "horizon", "definitions"),
    [
        (
            "zh-CN",
            "未来 6–12 个月",
            [
                "未来 6–12 个月相对基准指数涨幅超过 15%",
                "未来 6–12 个月相对基准指数涨幅在 5% 与 15% 之间",
                "未来 6–12 个月相对基准指数涨跌幅在 −5% 与 5% 之间",
                "未来 6–12 个月相对基准指数跌幅在 5% 与 15% 之间",
                "未来 6–12 个月相对基准指数跌幅超过 15%",
                "暂不评级",
            ],
        ),
        (
            "en",
            "Next 6–12 months",
            [
                "Expected to outperform the benchmark by more than 15% over the next 6–12 months",
                "Expected to outperform the benchmark by 5% to 15% over the next 6–12 months",
                "Expected return relative to the benchmark between −5% and 5% over the next 6–12 months",
                "Expected to underperform the benchmark by 5% to 15% over the next 6–12 months",
                "Expected to underperform the benchmark by more than 15% over the next 6–12 months",
                "No rating",
            ],
        ),
    ],
)
def test_bands_are_put_into_words(closed: Closed, lang: str, horizon: str, definitions: list[str]) -> None:
    system = closed(lang=lang).house.systems[1]
    assert system.horizon == horizon
    assert [g.definition for g in system.grades] == definitions


def test_people_by_id_or_name_in_their_roles(closed: Closed) -> None:
    note = closed(NOTE.replace("analysts: zhang-san", "analysts: [Zhang San]\nassistants: 李四"))
    assert [(p.id, p.role, p.role_label) for p in note.people] == [
        ("zhang-san", "analyst", "分析师"),
        ("li-si", "assistant", "研究助理"),
    ]


def test_only_the_analysts_named_need_to_be_right(closed: Closed) -> None:
    assert closed(analysts={**ANALYSTS, "li-si": "name: [\n"}).people[0].id == "zhang-san"


def test_a_name_is_never_a_path(workspace: Make) -> None:
    for name in ("../../assets/brand", "/etc/passwd", "zhang-san.yaml", "."):
        assert "DN301" in codes(workspace(NOTE.replace("zhang-san", f"'{name}'")))


def test_facts_are_shown_as_written(closed: Closed) -> None:
    facts = """facts:
  score: {value: 79.80, unit: '%'}
  base: {value: +5, unit: {zh-CN: 个百分点, en: pp}}
  big: {value: 1234567, unit: 元}
  quoted: {value: '1,234.50'}
  day: {value: 2025-01-20}
  year: {value: 2025}
  rounded: {value: 12.345, digits: 1}
"""
    names = ("score", "base", "big", "quoted", "day", "year", "rounded")
    body = " ".join(f"{{{{ facts.{name} }}}}" for name in names)
    old = NOTE[NOTE.index("facts:") : NOTE.index("sidebar:")]
    note = NOTE.replace(old, facts).replace("得分 {{ facts.score }}，对手 {{ facts.base }}", body)
    assert closed(note).viewpoints[0].body.text.split("（")[0] == (
        "79.80% +5个百分点 1234567元 1,234.50 2025-01-20 2025 12.3"
    )
    assert closed(note, house=HOUSE + "thousands: true\n").viewpoints[0].body.text.split("（")[0] == (
        "79.80% +5个百分点 1,234,567元 1,234.50 2025-01-20 2025 12.3"
    )
    assert (
        closed(note, lang="en")
        .viewpoints[0]
        .body.text.startswith("79.80% +5pp 1234567元 1,234.50 20 January 2025")
    )


def test_expressions_stand_in_every_text_of_a_note(closed: Closed) -> None:
    mark = "'甲 {{ facts.score }}'"
    note = (
        NOTE.replace("title: 成本下降，应用提速", f"title: {mark}\nsubtitle: {mark}\nsummary: {mark}")
        .replace("heading: 性能", f"heading: {mark}")
        .replace("body: 建议关注甲公司与乙公司。", f"heading: {mark}\n  body: {mark}")
        .replace("- 需求不及预期", f"- {mark}\nsections:\n  - {{heading: {mark}, body: {mark}}}")
        .replace("title: 指数走势", f"title: {mark}\n    note: {mark}\n    alt: {mark}")
        .replace("source: 示例证券研究所", f"source: {mark}")
    )
    made = closed(note)
    assert made.advice is not None
    spec = made.exhibits[0].spec
    texts = [
        made.title,
        made.subtitle,
        made.summary,
        made.viewpoints[0].heading,
        made.advice.heading,
        made.advice.body,
    ]
    texts += [made.risks[0], made.sections[0].heading, made.sections[0].body]
    texts += [spec.title, spec.note or "", spec.alt or "", spec.source]
    assert {str(t) for t in texts} == {"甲 79.80%"}


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("sector: 传媒", "sector: '传媒 {{ facts.score }}'", (5, 13)),
        ("{name: 甲公司}", "{name: 甲公司, theme: '{{ facts.score }}'}", (19, 27)),
        ("{value: 79.2, unit: '%'}", "{value: 79.2, note: '见 {{ facts.score }}'}", (10, 32)),
    ],
)
def test_an_expression_is_never_printed_as_it_is(
    workspace: Make, old: str, new: str, place: tuple[int, int]
) -> None:
    _, found = close(workspace(NOTE.replace(old, new)), "sample")
    assert [(d.code, d.span.line, d.span.column) for d in found if d.span] == [("DN304", *place)]


def test_values_do_not_become_markdown(closed: Closed) -> None:
    facts = NOTE.replace("{value: 79.80, unit: '%'}", "{value: 'A*B_C [x](y) <b>'}")
    note = closed(facts.replace("（@fig-index）", "`{{ facts.score }}` @fig-index"))
    assert note.viewpoints[0].body.text.startswith(r"得分 A\*B\_C \[x\](y) \<b\>，")
    assert "`A*B_C [x](y) <b>`" in note.viewpoints[0].body.text


def test_numbers_of_exhibits_may_be_facts(closed: Closed) -> None:
    note = NOTE.replace(
        "    data: data/index.csv\n",
        "    rows:\n"
        "      - {date: 2025-01-02, hsi: '{{ facts.score }}'}\n"
        "      - {date: 2025-01-03, hsi: '{{ facts.base.value }}'}\n",
    )
    rows = closed(note).exhibits[0].spec.rows
    assert [row["hsi"] for row in rows] == [79.8, 79.2]


def test_exhibits_are_numbered_in_reading_order(closed: Closed) -> None:
    index = NOTE[NOTE.index("    type: line") :]
    note = NOTE.replace(
        "性能\n    body: |\n", "性能\n    body: |\n      @exhibit:second @exhibit:third\n\n"
    ).replace("（@fig-index）", "（@fig-index、@fig-second，见@fig-last）").replace(
        "risks:", "sections:\n  - heading: 附\n    body: |\n      如下。\n\n      @exhibit:last\nrisks:"
    ) + "".join(f"  {name}:\n{index}" for name in ("last", "third", "second"))
    made = closed(note)
    assert [(e.id, e.number, e.label) for e in made.exhibits] == [
        ("index", 1, "图表 1"),
        ("second", 2, "图表 2"),
        ("third", 3, "图表 3"),
        ("last", 4, "图表 4"),
    ]
    assert made.references["fig-last"] == ("fig-last", "图表 4")
    assert [(s.kind, s.exhibit) for s in made.sidebar][:2] == [("rating", ""), ("exhibit", "index")]
    assert made.exhibits[0].frame is not None and made.exhibits[0].frame.columns["hsi"] == (
        19623,
        19760,
        19688,
    )


@pytest.mark.parametrize(
    "text",
    [
        "写信至 a@fig-x.com 或 b.c@tbl-y.org。",
        "`@fig-x` 与 ``@tbl-y ` z``",
        "```\n      @fig-x\n      @exhibit:x\n      ```",
        "https://example.com/@fig-x",
        r"\@fig-x",
    ],
)
def test_what_is_not_a_reference(closed: Closed, text: str) -> None:
    closed(NOTE.replace("（@fig-index）。", f"\n\n      {text}\n"))


def test_a_sentence_may_end_with_a_reference(closed: Closed) -> None:
    closed(NOTE.replace("（@fig-index）", "见@fig-index. 又见 (@fig-index), @fig-index-"))


def test_a_house_adds_items_to_the_sidebar(closed: Closed) -> None:
    note = closed(
        NOTE.replace("[rating,", "[rating, valuation,"),
        files={"templates/sidebar/valuation.html.j2": "<p>…</p>"},
    )
    assert [s.kind for s in note.sidebar] == ["rating", "valuation", "exhibit", "analysts", "related"]


def test_companies_that_are_not_covered_are_marked(closed: Closed) -> None:
    made = closed().advice
    assert made is not None
    assert made.body.text == "建议关注甲公司与乙公司（未覆盖）。"
    assert [(c.name, c.mark) for c in made.coverage] == [("甲公司", ""), ("乙公司", "（未覆盖）")]
    english = closed(lang="en").advice
    assert english is not None and english.coverage[1].mark == "(not covered)"


def marked(body: str, coverage: list[Company], mark: str) -> str:
    listed = [Told(one, None, ("advice", "coverage", i)) for i, one in enumerate(coverage)]
    return Marker(NONE, listed, mark).marked(body, set())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("金山云、金山办公；金山云再提", "金山云（未覆盖）、金山办公；金山云再提"),
        ("金山云（未覆盖）", "金山云（未覆盖）"),
        ("金山云(未覆盖)等", "金山云(未覆盖)等"),
        ("金山云（3896.HK）", "金山云（3896.HK，未覆盖）"),
        ("金山云（云计算）", "金山云（未覆盖）（云计算）"),
        ("**金山云**", "**金山云（未覆盖）**"),
        ("`金山云`与金山云", "`金山云`与金山云（未覆盖）"),
        ("Intelligent 与 Intel", "Intelligent 与 Intel（未覆盖）"),
        ("@fig-Intel 与 Intel-like", "@fig-Intel 与 Intel-like"),
        ("没有提到", "没有提到"),
    ],
)
def test_the_mark_follows_the_first_mention(body: str, expected: str) -> None:
    coverage = [
        Company(name="金山云", ticker="3896.HK", covered=False),
        Company(name="金山办公"),
        Company(name="Intel", covered=False),
    ]
    assert marked(body, coverage, "（未覆盖）") == expected


def test_the_mark_in_english() -> None:
    coverage = [Company(name="Kingsoft Cloud", ticker="3896.HK", covered=False)]
    assert (
        marked("We like Kingsoft Cloud.", coverage, "(not covered)")
        == "We like Kingsoft Cloud (not covered)."
    )
    assert (
        marked("Kingsoft Cloud (3896.HK)", coverage, "(not covered)")
        == "Kingsoft Cloud (3896.HK, not covered)"
    )


def test_positions_come_along(closed: Closed) -> None:
    note = closed()
    span = note.viewpoints[0].body.span
    assert span is not None and (span.file, span.line) == ("content/notes/sample/note.yaml", 14)
    assert note.exhibits[0].span is not None and note.exhibits[0].span.line == 24
    assert note.people[0].span is not None and note.people[0].span.file == "content/analysts/zhang-san.yaml"


def test_a_note_without_what_may_be_left_out(closed: Closed) -> None:
    note = closed(
        "kind: flash\ntitle: 快评\ndate: 2025-02-05\nanalysts: zhang-san\nsidebar: []\n"
        "viewpoints: [{heading: 甲, body: 乙}]\nrisks: 丙\n"
    )
    assert (note.rating, note.advice, note.sections, note.exhibits, note.sidebar) == (None, None, (), (), ())
    assert note.risks[0].text == "丙"


def test_there_is_no_note_where_a_file_is_wrong(workspace: Make) -> None:
    for files in (
        {"note": "a: [\n"},
        {"note": NOTE.replace("date:", "dat:")},
        {"house": "name: x\n"},
        {"brand": "color: [1]\n"},
    ):
        note, found = close(workspace(**files), "sample")
        assert note is None and found
    note, found = close(workspace(NOTE, analysts={}), "sample")
    assert note is None and [d.code for d in found] == ["DN301"]


def test_a_wrong_exhibit_is_left_out_and_the_rest_stays(workspace: Make) -> None:
    note, found = close(workspace(NOTE.replace("type: line", "type: nothing")), "sample")
    assert (
        note is not None and note.exhibits == () and note.references["fig-index"] == ("fig-index", "图表 1")
    )
    assert [d.code for d in found] == ["DN204"]


def test_links_and_odd_files_do_not_lead_out(workspace: Make, tmp_path: Path) -> None:
    made = workspace()
    secret = tmp_path / "secret.yaml"
    secret.write_text(ANALYSTS["li-si"], encoding="utf-8")
    path = made.root / "content/analysts/zhang-san.yaml"
    path.unlink()
    path.symlink_to(secret)
    assert codes(made) == ["DN004"]
    path.unlink()
    path.mkdir()
    assert codes(made) == ["DN011"]


def test_a_file_that_is_too_large_is_not_read(workspace: Make) -> None:
    made = workspace()
    with (made.root / "content/house.yaml").open("ab") as file:
        file.truncate(2**33)
    assert "DN104" in codes(made)


def test_files_are_read_once_and_again_when_they_change(workspace: Make) -> None:
    made, shelf = workspace(), Shelf()
    first, _ = close(made, "sample", shelf=shelf)
    second, _ = close(made, "sample", shelf=shelf)
    assert first == second
    (made.root / "content/house.yaml").write_text(
        HOUSE.replace("name: {zh-CN: 示例证券,", "name: {zh-CN: 新名,"), encoding="utf-8"
    )
    third, _ = close(made, "sample", shelf=shelf)
    assert third is not None and third.house.name == "新名"

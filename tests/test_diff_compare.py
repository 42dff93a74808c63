"""What a redline finds: sentences, moves, figures, exhibits, people, statements."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from desknote.editions.changes import Changes, Pieces
from desknote.editions.compare import compare
from desknote.editions.edition import (
    Edition,
    Mention,
    Part,
    Rating,
    Signatory,
    Statement,
    Table,
    TextBlock,
    Value,
)
from desknote.editions.packing import BadEdition, from_json, pack, to_json, unpack
from desknote.editions.prose import redline
from desknote.editions.public import public
from desknote.editions.segments import sentences, words
from desknote.editions.terminal import render_terminal
from desknote.editions.words import words as said_in

ORDERS = Table(
    "orders", 1, "图表 1", "bar", "季度订单", "公司公告", "", "", False,
    ("季度", "订单（亿元）", "毛利率（%）"),
    (("23Q4", "3.05", "36.1"), ("24Q1", "3.10", "36.4"), ("24Q2", "3.22", "37.0")),
)  # fmt: skip
PERSON = Signatory("zhang-san", "张三", "分析师", "首席", "S999", "", "z@example.com", "", "硕士。")
EDITION = Edition(
    slug="sample",
    lang="zh-CN",
    date="2025-02-05",
    title="订单回升",
    rating=Rating("company", "add", "增持"),
    targets=(Value("target", "42.00 元", 42.0, "元"),),
    facts=(Value("margin", "37.1%", 37.1, "%", "公司公告"), Value("eps", "1.40 元", 1.4, "元")),
    parts=(
        Part("title", (TextBlock("heading", "订单回升"),)),
        Part(
            "key-point",
            (
                TextBlock("heading", "订单底部已过"),
                TextBlock("text", "四季度订单 4.86 亿元，同比增长 59%。增长主要来自协作机器人。"),
                TextBlock("text", "经销商库存只剩五周，去年高点为十一周，补库存仍在继续。"),
            ),
        ),
        Part(
            "key-point",
            (
                TextBlock("heading", "价格竞争趋缓"),
                TextBlock("text", "高精度关节的供应商只有三家，价格降幅小于成本降幅。"),
            ),
        ),
        Part("risks", (TextBlock("item", "下游需求不及预期；"), TextBlock("item", "原材料涨价。"))),
    ),
    exhibits=(ORDERS,),
    people=(PERSON,),
    companies=(Mention("甲公司", "000001.SZ", True, "机器人"),),
    statements=(Statement("statement:disclaimer", "免责声明", "本报告仅供参考。投资者应自行判断。"),),
    about={"sector": "机械", "state": "draft"},
)


def _with_text(old: str, new: str) -> Edition:
    """The edition with ``new`` for ``old`` in its text."""
    parts = tuple(
        Part(p.kind, tuple(replace(b, text=b.text.replace(old, new)) for b in p.blocks))
        for p in EDITION.parts
    )
    assert parts != EDITION.parts
    return replace(EDITION, parts=parts)


def _marked(pieces: Pieces) -> str:
    shape = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(shape[p.mark].format(p.text) for p in pieces)


def _blocks(changes: Changes, *ops: str) -> list[str]:
    return [_marked(b.pieces) for b in changes.blocks() if b.op in ops]


# --- sentences and words


def test_figures_units_tickers_and_latin_words_stay_whole() -> None:
    text = "DeepSeek-R1 得分 79.8%，9988.HK 成交 1,552 億港元，4Q24 升 0.9 个百分点至 RMB 1.40，24x PE。"
    whole = {"DeepSeek-R1", "79.8%", "9988.HK", "1,552 億港元", "4Q24", "0.9 个百分点", "RMB 1.40", "24x"}
    assert whole <= set(words(text))


def test_sentences_end_where_readers_see_them_end() -> None:
    assert sentences("成本下降。“真的吗？”需求回升；风险可控！") == [
        "成本下降。",
        "“真的吗？”",
        "需求回升；",
        "风险可控！",
    ]
    english = "U.S. sales fell 3.1% vs. 4Q24. Dr. Li agreed. At RMB 33.60 this leaves 25%."
    assert sentences(english) == [
        "U.S. sales fell 3.1% vs. 4Q24. ",
        "Dr. Li agreed. ",
        "At RMB 33.60 this leaves 25%.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("成本优势随开源扩散", "成本优势正随开源加速扩散", "成本优势{+正+}随开源{+加速+}扩散"),
        ("目标价 RMB 42.00，买入。", "目标价 RMB 46.50，买入。", "目标价 [-RMB 42.00-]{+RMB 46.50+}，买入。"),
        ("four programmes moved", "five programmes moved", "[-four-]{+five+} programmes moved"),
        ("Margins rise to 12%.", "Margins rise to 12.5%.", "Margins rise to [-12%-]{+12.5%+}."),
        ("库存仍在去化。", "董事会宣布派息。", "[-库存仍在去化。-]{+董事会宣布派息。+}"),
        ("不变。", "不变。", "不变。"),
    ],
)  # fmt: skip
def test_a_changed_sentence_shows_the_words_that_changed(old: str, new: str, marked: str) -> None:
    assert _marked(redline(old, new)) == marked


def test_a_sentence_that_was_split_is_no_new_text() -> None:
    old = "Two groups account for the change: makers of robots, which ran stocks down, and four programmes."
    new = "Two groups account for the change. Makers of robots ran stocks down; and four programmes."
    assert len(_marked(redline(old, new))) < len(old) + 40


# --- the text


def test_editions_that_say_the_same_have_no_changes() -> None:
    changes = compare(EDITION, replace(EDITION))
    assert changes.empty
    page = render_terminal(changes, said_in("zh-CN"), ("旧", "新"), color=False, columns=80)
    assert "两个版本内容相同。" in page


def test_white_space_and_a_paragraph_made_an_item_are_no_change() -> None:
    parts = (
        *EDITION.parts[:3],
        Part("risks", (TextBlock("text", "下游需求不及预期；"), TextBlock("item", " 原材料涨价。"))),
    )
    assert compare(EDITION, replace(EDITION, parts=parts)).empty


def test_one_changed_word_changes_one_block() -> None:
    changes = compare(EDITION, _with_text("增长 59%", "增长 61%"))
    assert _blocks(changes, "changed") == [
        "四季度订单 4.86 亿元，同比增长 [-59%-]{+61%+}。增长主要来自协作机器人。"
    ]
    assert not _blocks(changes, "added", "removed", "left", "came")
    assert not changes.empty


def test_a_part_that_moved_is_moved_not_rewritten() -> None:
    title, first, second, risks = EDITION.parts
    changes = compare(EDITION, replace(EDITION, parts=(title, second, first, risks)))
    assert _blocks(changes, "came") == ["价格竞争趋缓", "高精度关节的供应商只有三家，价格降幅小于成本降幅。"]
    assert len({b.move for b in changes.blocks() if b.move}) == 1
    assert not _blocks(changes, "added", "removed", "changed")


def test_a_paragraph_that_moved_and_was_reworded_shows_both() -> None:
    title, first, second, risks = EDITION.parts
    moved = replace(first.blocks[2], text=first.blocks[2].text.replace("仍在", "还将"))
    parts = (title, Part("key-point", first.blocks[:2]), Part("key-point", (*second.blocks, moved)), risks)
    changes = compare(EDITION, replace(EDITION, parts=parts))
    assert _blocks(changes, "came") == ["经销商库存只剩五周，去年高点为十一周，补库存[-仍在-]{+还将+}继续。"]


def test_what_is_gone_is_shown_where_it_was() -> None:
    parts = (EDITION.parts[0], *EDITION.parts[2:])
    changes = compare(EDITION, replace(EDITION, parts=parts))
    assert [part.kind for part in changes.parts] == ["title", "key-point", "key-point", "risks"]
    assert [b.op for b in changes.parts[1].blocks] == ["removed"] * 3


# --- figures


def test_rating_and_target_price() -> None:
    new = replace(
        EDITION, rating=Rating("company", "buy", "买入"), targets=(Value("target", "48.30 元", 48.3, "元"),)
    )
    rating, target = compare(EDITION, new).ratings
    assert (rating.old, rating.new) == ("增持", "买入")
    assert target.difference is not None
    assert (round(target.difference.amount, 1), target.difference.unit) == (15.0, "%")
    gone = compare(EDITION, replace(EDITION, rating=None)).ratings[0]
    assert (gone.op, gone.old, gone.new) == ("removed", "增持", "")


def test_facts_move_by_per_cent_or_by_percentage_points() -> None:
    facts = (
        Value("margin", "38.0%", 38.0, "%", "年报"),
        Value("eps", "1.54 元", 1.54, "元"),
        Value("new", "3", 3.0),
    )
    margin, eps, new = compare(EDITION, replace(EDITION, facts=facts)).facts
    assert margin.difference is not None and margin.difference.unit == "pp"
    assert round(margin.difference.amount, 6) == 0.9
    assert margin.source == ("公司公告", "年报")
    assert eps.difference is not None and round(eps.difference.amount, 6) == 10
    assert (new.op, new.old, new.difference) == ("added", "", None)


@pytest.mark.parametrize(("old", "new"), [(0.0, 3.0), (-2.0, 3.0)])
def test_there_is_no_per_cent_of_nothing_or_of_a_loss_that_became_a_profit(old: float, new: float) -> None:
    facts = [replace(EDITION, facts=(Value("x", f"{v}", v),)) for v in (old, new)]
    assert compare(*facts).facts[0].difference is None


def test_an_exhibit_cell_by_cell() -> None:
    rows = (
        ("23Q4", "3.05", "36.1"),
        ("24Q1", "3.41", "37.0"),
        ("24Q2", "3.22", "37.0"),
        ("24Q3", "3.9", "38"),
    )
    table = replace(ORDERS, rows=rows, title="季度订单与毛利率")
    (change,) = compare(EDITION, replace(EDITION, exhibits=(table,))).exhibits
    found = [(c.row, c.column, c.old, c.new, c.difference) for c in change.cells]
    assert [f[:4] for f in found] == [
        ("24Q1", "订单（亿元）", "3.10", "3.41"),
        ("24Q1", "毛利率（%）", "36.4", "37.0"),
    ]
    orders, margin = (f[4] for f in found)
    assert orders is not None and (round(orders.amount, 6), orders.unit) == (10, "%")
    assert margin is not None and (round(margin.amount, 6), margin.unit) == (0.6, "pp")
    assert change.rows_added == (("24Q3", "3.9", "38"),)
    assert [field.id for field in change.fields] == ["title"]


def test_series_that_came_went_or_changed_their_name() -> None:
    headers = ("季度", "新签订单", "净利率（%）")
    rows = tuple((a, b, d) for (a, b, _), d in zip(ORDERS.rows, ("9.1", "9.2", "9.3"), strict=True))
    (change,) = compare(
        EDITION, replace(EDITION, exhibits=(replace(ORDERS, headers=headers, rows=rows),))
    ).exhibits
    assert change.renamed == (("订单（亿元）", "新签订单"),)
    assert [s.name for s in change.series_removed] == ["毛利率（%）"]
    assert change.series_added[0].cells == (("23Q4", "9.1"), ("24Q1", "9.2"), ("24Q2", "9.3"))
    assert not change.cells


def test_a_row_more_in_front_leaves_the_others_alone() -> None:
    repeated = (("收入", "10"), ("同比", "5%"), ("利润", "2"), ("同比", "7%"))
    old = replace(ORDERS, headers=("", "2025E"), rows=repeated)
    new = replace(old, rows=(("订单", "12"), ("同比", "9%"), *repeated))
    (change,) = compare(replace(EDITION, exhibits=(old,)), replace(EDITION, exhibits=(new,))).exhibits
    assert not change.cells
    assert change.rows_added == (("订单", "12"), ("同比", "9%"))


def test_exhibits_that_come_go_or_get_another_id() -> None:
    other = replace(ORDERS, id="intake")
    assert compare(EDITION, replace(EDITION, exhibits=(other,))).empty
    second = replace(ORDERS, id="price", title="股价")
    (added,) = compare(EDITION, replace(EDITION, exhibits=(ORDERS, second))).exhibits
    (gone,) = compare(replace(EDITION, exhibits=(ORDERS, second)), EDITION).exhibits
    assert (added.op, gone.op) == ("added", "removed")


# --- people, companies, statements, particulars


def test_people_companies_statements_and_particulars() -> None:
    statement = replace(EDITION.statements[0], text="本报告仅供参考。投资者应自行判断并承担后果。")
    new = replace(
        EDITION,
        people=(replace(PERSON, certificate="S888"), replace(PERSON, id="li-si", name="李四")),
        companies=(Mention("甲公司", "000001.SZ", False, "机器人"), Mention("乙公司", "9988.HK", True, "云")),
        statements=(statement, Statement("disclosure:holding:甲公司", "甲公司", "本机构持有 1%。")),
        about={"sector": "机械", "state": "approved"},
    )
    changes = compare(EDITION, new)
    assert [(r.name, r.op, [f.id for f in r.fields]) for r in changes.people] == [
        ("张三", "changed", ["certificate"]),
        ("李四", "added", []),
    ]
    assert [(r.name, [(f.id, f.old, f.new) for f in r.fields]) for r in changes.companies] == [
        ("甲公司", [("covered", "yes", "no")]),
        ("乙公司", []),
    ]
    assert _marked(changes.statements[0].text) == "本报告仅供参考。投资者应自行判断{+并承担后果+}。"
    assert changes.statements[1].op == "added"
    assert [(a.id, a.old, a.new) for a in changes.about] == [("state", "draft", "approved")]


# --- the terminal


def test_without_colour_the_terminal_marks_changes_as_git_does() -> None:
    new = replace(_with_text("59%", "61%"), facts=(Value("margin", "38.0%", 38.0, "%"), EDITION.facts[1]))
    page = render_terminal(compare(EDITION, new), said_in("zh-CN"), ("A", "B"), color=False, columns=80)
    assert "[-59%-]{+61%+}" in page
    assert "37.1% → 38.0%  +0.9 个百分点" in page
    assert "未改动：" in page


def test_lines_fit_the_terminal_and_colours_end_with_them() -> None:
    from desknote.report import width

    changes = compare(EDITION, _with_text("增长 59%", "增长 61%，创季度新高"))
    for columns in (40, 60, 100):
        plain = render_terminal(changes, said_in("zh-CN"), ("A", "B"), color=False, columns=columns)
        assert max(map(width, plain.splitlines())) <= columns + 2  # a mark may hang over the edge
        painted = render_terminal(changes, said_in("zh-CN"), ("A", "B"), color=True, columns=columns)
        for line in painted.splitlines():
            assert line.count("\x1b[") % 2 == 0
        assert "[-" not in painted and "\x1b[31;9m" in painted and "\x1b[32;4m" in painted


def test_an_edition_cannot_steer_the_terminal() -> None:
    changes = compare(EDITION, _with_text("59%", "\x1b[2J\x9b61%"))
    page = render_terminal(changes, said_in("en"), ("\x1b]0;x\x07", "B"), color=False, columns=80)
    assert "\x1b" not in page and "\x9b" not in page and "\x07" not in page


# --- how editions are kept


def test_long_columns_are_kept_small_and_come_back_as_they_were() -> None:
    rows = tuple((f"2024-01-{d:02d}", f"{d * 1234.5:,.1f}", f"{d - 9.25:.2f}", "n.a.") for d in range(1, 32))
    table = replace(ORDERS, headers=("d", "a", "b", "c"), rows=rows)
    kept = to_json(replace(EDITION, exhibits=(table,)))
    assert [type(column) for column in kept["exhibits"][0]["columns"]] == [dict, dict, dict, list]
    assert from_json(json.loads(json.dumps(kept))).exhibits == (table,)


@pytest.mark.parametrize(
    "content",
    [b"", b"no brotli", pack(EDITION)[:-9]],
)
def test_what_is_no_edition_is_told_so(content: bytes) -> None:
    with pytest.raises(BadEdition):
        unpack(content)


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"edition": "1"},
        {"edition": 1, "parts": 3},
        {"edition": 1, "title": 4},
        {"edition": 1, "exhibits": [{"headers": ["a"], "columns": [["1"], ["2"]]}]},
        {"edition": 1, "exhibits": [{"headers": ["a"], "columns": [{"figures": [1], "digits": 10**9}]}]},
        {"edition": 1, "exhibits": [{"headers": ["a"], "columns": [{"days": [10**12]}]}]},
        {"edition": 1, "facts": ["x"]},
    ],
)
def test_damaged_json_is_told_so(data: object) -> None:
    with pytest.raises(BadEdition):
        from_json(data)


def test_an_edition_of_a_later_desknote_says_so_and_unknown_keys_are_passed_over() -> None:
    with pytest.raises(BadEdition) as told:
        from_json({**to_json(EDITION), "edition": 99})
    assert told.value.newer
    assert from_json({**to_json(EDITION), "weather": "fine"}) == EDITION


def test_a_pdf_is_told_no_more_than_its_pages_say() -> None:
    facts = (
        Value("growth", "59%", 59.0, "%", "channel check"),
        Value("intake", "1,234.5 万元", 1234.5, "万元"),
        Value("grouped", "3.22 亿元", 3.22, "亿元"),
        Value("secret", "47.5 元", 47.5, "元"),
        Value("part", "9", 9.0),
        Value("word", "供应商只有三家", None),
    )
    kept = public(replace(EDITION, facts=facts)).facts
    assert [(f.id, f.source) for f in kept] == [("growth", ""), ("grouped", ""), ("word", "")]


def test_a_small_file_that_unpacks_to_a_large_one_is_refused() -> None:
    import brotli

    with pytest.raises(BadEdition):
        unpack(brotli.compress(b'{"edition":1,"title":"' + b"x" * 40_000_000 + b'"}'))

"""Companies in the editor: what is offered, what a card says, where the register has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import Make
from desknote.lsp.define import define
from desknote.lsp.desk import Desk, View
from desknote.lsp.hover import hover
from test_coverage_note import NOTE, REGISTER
from test_coverage_register import MARKETS
from test_lsp import at_mark, labels, taken

pytest.importorskip("pygls")
Place = tuple[View, int, int]
Type = Callable[[str, str], Place]


@pytest.fixture
def typed(workspace: Make) -> Type:
    """A note being typed, ``|^`` marks the cursor."""

    def make(old: str, new: str) -> Place:
        assert old in NOTE
        here = workspace(NOTE, house=MARKETS, files={"content/coverage.yaml": REGISTER})
        desk = Desk("en")
        desk.put(here.note_file("sample"), NOTE)
        return at_mark(desk, here.note_file("sample"), NOTE.replace(old, new, 1))

    return make


def test_the_subject_is_offered_by_ticker_and_name(typed: Type) -> None:
    place = typed("company: 000000.SZ", "company: |^")
    assert labels(place)[:4] == ["000000.SZ", "示例动力", "99902.HK", "示例云"]
    assert taken(place, "示例云") == "company: 示例云"


def test_names_and_tickers_are_offered_in_the_list_of_companies(typed: Type) -> None:
    advice = "advice:\n  coverage:\n    - {name: %s}\nrisks: [需求不及预期]"
    assert "示例雨" in labels(typed("risks: [需求不及预期]", advice % "|^"))
    assert "99903.HK" in labels(typed("risks: [需求不及预期]", advice % "甲, ticker: |^"))


def test_names_go_on_from_what_is_typed_in_a_text(typed: Type) -> None:
    body = "body: 评级由增持上调至买入，目标价上调至 42 元。"
    place = typed(body, "body: |\n      关注示例|^")
    assert labels(place) == ["示例动力", "示例動力", "示例云", "示例雨", "示例能源", "示例钢"]
    assert taken(place, "示例云").strip() == "关注示例云"
    assert labels(typed(body, "body: |\n      and Example R|^")) == ["Example Rain"]
    assert not labels(typed(body, "body: |\n      PreExample R|^"))
    assert not labels(typed(body, "body: |\n      示|^"))


def test_expressions_offer_what_is_known_of_the_company(typed: Type) -> None:
    place = typed("上调至 42 元", "上调至 {{ company.|^ }}")
    assert {"company.target", "company.upside", "company.previous_target"} <= set(labels(place))


def test_a_card_and_the_way_to_the_register(typed: Type) -> None:
    place = typed("title: 示例动力：订单回升", "title: 示例|^动力：订单回升")
    said = hover(*place)
    assert said is not None
    for word in (
        "示例动力 / 示例動力 / Example Motion",
        "000000.SZ",
        "covered",
        "增持",
        "32.00元",
        "张三",
        "holding",
    ):
        assert word in said[0]
    there = define(*place)
    assert there is not None and there[0].name == "coverage.yaml" and there[1].line == 2


def test_the_register_itself_is_checked_while_it_is_typed(workspace: Make) -> None:
    here = workspace(NOTE, house=MARKETS, files={"content/coverage.yaml": REGISTER})
    desk = Desk("en")
    desk.put(here.coverage_file, REGISTER.replace("99903.HK", "99902.HK"))
    found = desk.findings()[here.coverage_file]
    assert [(d.code, d.span.line if d.span else 0) for d in found] == [("DN414", 13)]

"""Forbidden words: found where they are meant, and not where they are denied or mean something else."""

from __future__ import annotations

import pytest

from desknote.check.packs.words import (
    forbidden,
    is_generic_risk,
    is_vague_source,
    lists,
    shared_profits,
)
from desknote.closed_compliance import Compliance, Wording

HOUSE = Compliance(forbidden=(Wording("冠军股", "本所不用"),), allowed=("绝对龙头",))


def _words(text: str) -> list[str]:
    return [hit.word for hit in forbidden(text, HOUSE)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("公司不保证投资收益，但稳赚不赔", ["稳赚"]),
        ("我们不承诺收益，也不保证收益", []),
        ("并非毫无风险", []),
        ("不仅稳赚，而且必涨", ["稳赚", "必涨"]),
        ("无风险利率下行，该股却无风险", ["无风险"]),
        ("監管打擊內幕交易", []),
        ("據內幕人士透露", ["內幕"]),
        ("绝对收益策略；行业的绝对龙头", []),
        ("未来绝对领先", ["绝对"]),
        ("年度冠军股", ["冠军股"]),
        ("The bond is not risk-free. The risk-free rate fell.", []),
        ("There is no guaranteed return. It offers guaranteed returns.", ["guaranteed returns"]),
        ("A sure thing, if you ask us", ["sure thing"]),
        ("the assurance industry", []),
    ],
)
def test_words_are_found_where_they_are_meant(text: str, words: list[str]) -> None:
    assert _words(text) == words


def test_each_word_is_found_by_itself_and_has_a_reason() -> None:
    for row in (*lists()["zh"], *lists()["en"]):
        assert row["en"] and row["zh"] and row["severity"] in ("error", "warning")
        for word in row["words"]:
            (hit,) = forbidden(word, Compliance())
            assert (hit.start, hit.word, hit.severity) == (0, word, row["severity"])
        for phrase in row.get("except", ()):
            assert not list(forbidden(phrase, Compliance())), phrase


@pytest.mark.parametrize(
    ("text", "promises"),
    [
        ("与客户分享收益", True),
        ("本公司不与投资者分享收益或共担亏损", False),
        ("亏损由本公司承担", True),
        ("We share in your gains", True),
        ("We do not share in your gains", False),
    ],
)
def test_promises_to_share(text: str, promises: bool) -> None:
    assert bool(list(shared_profits(text))) == promises


@pytest.mark.parametrize(
    ("risk", "generic"),
    [
        ("市场风险；", True),
        ("政策风险、市场风险", True),
        ("Policy risk and market risk.", True),
        ("市场风险：利率上行压制估值", False),
        ("大客户推迟验收", False),
    ],
)
def test_risks_that_say_nothing(risk: str, generic: bool) -> None:
    assert is_generic_risk(risk) == generic


def test_a_source_is_vague_where_no_part_of_it_names_anybody() -> None:
    assert is_vague_source("网络、公开资料") and is_vague_source("N/A")
    assert not is_vague_source("国家统计局、公开资料") and not is_vague_source("Company reports")

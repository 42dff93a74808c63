"""Numbers typed into the text are held against facts and exhibits."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from desknote.build import check_note
from desknote.check.numbers import folded
from desknote.workspace import Workspace

NOTE = """\
kind: flash
lang: {lang}
title: A title
date: 2025-01-02
analysts: [zhang-san]
facts:
  target_price: {{value: 42.0, digits: 2}}
sidebar: [rating]
viewpoints:
  - heading: One
    body: |
      {body} {{{{ facts.target_price }}}}

      @exhibit:scores
risks: [Things may change]
exhibits:
  scores:
    type: table
    title: Scores
    source: Tests
    rows:
      - {{test: AIME 2024, ours: 79.8, theirs: 79.2}}
      - {{test: 毛利率, ours: 0.371, theirs: 0.406}}
"""


@pytest.mark.parametrize(
    ("body", "hits"),
    [
        ("Our target price of RMB 43.50 stands.", ["43.50"]),
        ("Our target price of RMB 42.00 stands.", []),
        ("Our target price of RMB 42 stands.", []),
        ("In 2023 the target price was cut; 90.1 is a different matter.", []),
        ("在 AIME 2024 上得分 78.8%，对手为 79.2%。", ["78.8"]),
        ("在 AIME 2024 上得分 79.8%，对手为 79.2%。", []),
        ("公司毛利率升至 40.6%，好于预期。", []),
        ("公司毛利率升至 41.9%，好于预期。", []),
        ("公司毛利率为 0.38，低于同行。", ["0.38"]),
        ("我们预计 AIME 2024 年内不再更新。", []),
    ],
)
def test_a_near_miss_is_told_of_and_nothing_else(
    workspace: Callable[..., Workspace], body: str, hits: list[str]
) -> None:
    lang = "en" if body.isascii() else "zh-CN"
    found = list(check_note(workspace(NOTE.format(lang=lang, body=body)), "sample"))
    assert not [d for d in found if d.code.startswith(("DN1", "DN2", "DN3"))]
    found = [d for d in found if d.code == "DN412"]
    assert [d.params["number"] for d in found] == hits


def test_names_are_sought_as_patterns_that_ignore_case_seek_them() -> None:
    every = map(chr, (*range(0xD800), *range(0xE000, 0x110000)))
    letters = [c for c in every if not c == c.lower() == c.upper() == c.casefold()]
    text = "".join(letters)
    for letter in letters:
        found = re.findall(re.escape(letter), text, re.IGNORECASE)
        assert {folded(one) for one in found} == {folded(letter)}

"""Findings stand at the words of the file, whatever Markdown and YAML do to them on the way."""

from __future__ import annotations

import pytest

from prose.cases import told
from prose.conftest import Check

_NOTE = """\
kind: industry
lang: zh-CN
title: 标题
date: 2025-02-05
sector: 传媒
rating: 增持
analysts: zhang-san
facts:
  growth: {value: 12.6, unit: '%'}
  wrong: {value: 甲，，乙}
sidebar: [rating, analysts]
viewpoints:
  - heading: 标题
    body: |
BODY
risks: [需求不及预期]
"""


def note(body: str) -> str:
    """A note with Markdown for the body of its viewpoint."""
    indented = "\n".join(f"      {line}" if line else "" for line in body.split("\n"))
    used = "\nsummary: '{{ facts.growth }}{{ facts.wrong }}'\n"
    return _NOTE.replace("BODY", indented).replace("\nsector:", used + "sector:", 1)


def words(check: Check, text: str) -> list[tuple[str, str]]:
    """The findings in the body: code and words of the file, in order."""
    whole = note(text)
    return [(code, said) for code, line, _, said in told(check(whole), whole) if line > 14]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("收入**增长,**利润", [("DN511", ",")]),
        ("收入*增长*,利润", [("DN511", ",")]),
        ("收入 {{ facts.growth }},利润", [("DN511", ",")]),
        ("收入增长 {{ facts.growth }} ,,利润", [("DN513", ",,")]),
        ("甲 {{ facts.wrong }} 丙", [("DN513", "{{ facts.wrong }}")]),
        ("见[公告,正文](https://example.com/a,b)。", [("DN511", ",")]),
        ("见 <https://example.com/甲,乙> 与 www.example.com/a,b。", []),
        ("写信到 zhang,san@example.com。", []),
        ("代码 `甲,乙` 与\n\n```\n甲,乙\n```\n\n正文甲,乙。", [("DN511", ",")]),
        ("# 小标题甲,乙", [("DN511", ",")]),
        ("- 甲,乙\n- 丙", [("DN511", ",")]),
        ("> 甲,乙", [("DN511", ",")]),
        ("| 甲,乙 | 丙 |\n| --- | --- |\n| 丁 | 戊,己 |", [("DN511", ","), ("DN511", ",")]),
        ("甲\\_乙,丙", [("DN511", ",")]),
        ("第一行甲,\n乙第二行", [("DN511", ",")]),
        ("第一行的\n的第二行", [("DN521", "的\n")]),
        ("~~甲~~,乙", [("DN511", ",")]),
        ("公司_的_的收入", [("DN521", "的_的")]),
    ],
)
def test_words_of_markdown(check_text: Check, body: str, found: list[tuple[str, str]]) -> None:
    got = words(check_text, body)
    assert [code for code, _ in got] == [code for code, _ in found]
    for (_, said), (_, wanted) in zip(got, found, strict=True):
        assert wanted in said or "\n" in wanted


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("收入增长,利润", 12),
        ("'收入增长,利润'", 13),
        ('"收入增长,利润"', 13),
        ('"\\u6536入增长,利润"', 18),
        ("'收入''s 增长,利润'", 17),
    ],
)
def test_columns_in_every_style_of_yaml(check_text: Check, title: str, column: int) -> None:
    text = note("正文。").replace("title: 标题", f"title: {title}")
    assert told(check_text(text), text)[0][1:] == (3, column, ",")


def test_folded_and_windows_lines(check_text: Check) -> None:
    text = note("正文。").replace("risks: [需求不及预期]", "risks:\n  - >\n    需求不及\n    预期,竞争加剧")
    line = next(i for i, row in enumerate(text.split("\n"), 1) if "预期," in row)
    assert told(check_text(text), text)[-1][:3] == ("DN511", line, 7)
    windows = note("收入,利润。").replace("\n", "\r\n")
    assert told(check_text(windows), windows)[-1][:3] == ("DN511", 16, 9)


def test_every_text_of_a_note_is_read(check_text: Check) -> None:
    text = """\
kind: industry
lang: zh-CN
title: 甲,乙
subtitle: 甲,乙
summary: 甲,乙
date: 2025-02-05
sector: 传媒
rating: 增持
analysts: zhang-san
related: [{title: '甲,乙', date: 2024-12-31}]
sidebar: [rating, analysts, exhibit:index]
viewpoints:
  - {heading: '甲,乙', body: '甲,乙'}
advice:
  heading: 甲,乙
  body: 甲,乙
risks:
  - 甲,乙
sections:
  - {heading: '甲,乙', body: '甲,乙'}
exhibits:
  index: {type: line, data: data/index.csv, x: date, y: hsi, title: '甲,乙', source: '甲,乙',
          note: '甲,乙', alt: '甲,乙'}
"""
    lines = [line for code, line, *_ in told(check_text(text), text) if code == "DN511"]
    assert lines == [3, 4, 5, 13, 13, 15, 16, 18, 20, 20, 22, 22, 23, 23]  # not the title of another report

"""Every rule is explained in both languages, and its examples do what they are said to do."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from conftest import Make
from desknote.check import check
from desknote.explanations import EXPLANATIONS
from desknote.explanations.page import Example, silence
from desknote.resolve import close
from desknote.rules import RULES
from desknote.source import load_document
from sample import ANALYSTS, BRAND, HOUSE

NOTE = """\
kind: industry
lang: zh-CN
title: 成本下降，应用提速
date: 2025-02-05
sector: 传媒
rating: 增持
analysts: zhang-san
viewpoints:
  - {heading: 性能, body: 正文。}
risks: [需求不及预期]
"""
OVER_PRICES = """\
exhibits:
  prices: {type: line, title: 股价, data: data/prices.csv, x: date, y: close, source: 公司公告}
"""
DATA = {
    "peers.csv": "name,revenue\n甲公司,92.5\n乙公司,40.2\n丙公司,12\n",
    "revenue.csv": "quarter,revenue\n2023Q4,92.5\n2024Q4,108.3\n",
}
COVERAGE = """\
companies:
  - {name: 示例动力, ticker: 000000.SZ, analysts: zhang-san}
  - {name: 金山云, ticker: 3896.HK, status: not-covered}
"""
ELSEWHERE = {"DN402"}
"""Wrong examples that only a build finds, as it looks for fonts."""
IN = "content/notes/sample/"


def _book() -> bytes:
    from openpyxl import Workbook

    book, out = Workbook(), BytesIO()
    sheet = book.active
    sheet.title = "Sheet1"
    for row in (("item", "2025E"), ("营业收入", 1948), ("净利润", 337)):
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def _with(text: str, piece: str, *, place: bool = False) -> str:
    """``text`` with the top-level keys of ``piece`` in place of its own; its exhibits in the sidebar."""
    for key in re.findall(r"^(\w+):", piece, flags=re.MULTILINE):
        text = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", text, flags=re.MULTILINE)
    text += piece + "\n"
    if "exhibits:" in piece and place and "exhibit:" not in piece:
        # What is placed nowhere is not looked into.
        ids = re.findall(r"^  ([\w-]+):", piece.partition("exhibits:")[2], flags=re.MULTILINE)
        text += f"sidebar: [{', '.join(f'exhibit:{name}' for name in ids)}]\n"
    return text


def _codes(workspace: Make, example: Example, *, place: bool) -> set[str]:
    """What is found in a small workspace with the example in it."""
    note, brand, analysts = NOTE, BRAND, dict(ANALYSTS)
    files: dict[str, str | bytes] = {f"{IN}data/{name}": text for name, text in DATA.items()}
    files["content/coverage.yaml"] = COVERAGE
    if "model.xlsx" in example.text:
        files[f"{IN}data/model.xlsx"] = _book()
    if example.file == "note.yaml":
        note = _with(NOTE, example.text, place=place)
    elif example.file == "assets/brand.yml":
        brand = _with(BRAND, example.text)
    elif example.file == "content/house.yaml":
        files[example.file] = _with(HOUSE, example.text)
    elif example.file.startswith("content/analysts/"):
        analysts[example.file.split("/")[-1].removesuffix(".yaml")] = example.text + "\n"
    elif example.file.startswith("data/"):
        note = _with(NOTE, OVER_PRICES, place=place)
        files[IN + example.file] = example.text + "\n"
    else:
        files[example.file] = example.text + "\n"
    made = workspace(note, brand=brand, analysts=analysts, files=files)
    closed, found = close(made, "sample")
    return {d.code for d in (*found, *(check(closed) if closed is not None else ()))}


def test_every_rule_is_explained() -> None:
    assert set(EXPLANATIONS) == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_both_languages_are_whole_sentences(code: str) -> None:
    one = EXPLANATIONS[code]
    assert 40 < len(one.en) < 700 and one.en.endswith(".") and one.en.isprintable()
    assert 20 < len(one.zh) < 300 and one.zh.endswith("。") and one.zh.isprintable()
    assert not re.search(r"[\u4e00-\u9fff][,;?!]", one.zh)
    assert bool(silence(code, RULES[code].severity, zh=True)) == (RULES[code].severity == "warning")


@pytest.mark.parametrize("code", [c for c, one in EXPLANATIONS.items() if one.wrong and c not in ELSEWHERE])
def test_the_wrong_example_has_this_finding(workspace: Make, code: str) -> None:
    wrong = EXPLANATIONS[code].wrong
    assert wrong is not None and code in _codes(workspace, wrong, place=code != "DN312")


@pytest.mark.parametrize("code", [c for c, one in EXPLANATIONS.items() if one.right])
def test_the_right_example_has_no_mistakes(workspace: Make, code: str) -> None:
    right = EXPLANATIONS[code].right
    assert right is not None
    if not right.file.startswith("data/"):
        _, problems = load_document(right.file, right.text)
        assert not problems
    found = _codes(workspace, right, place=code != "DN312")
    assert code not in found
    assert not [c for c in found if RULES[c].severity == "error"]

"""What an author reads when a file is wrong: code, place, the line with its caret, and the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Make
from desknote.check import check
from desknote.diagnostics import Diagnostic
from desknote.report import UiLang, render_text
from desknote.resolve import close
from desknote.rules import RULES
from desknote.workspace import Workspace
from sample import ANALYSTS, BRAND, HOUSE, NOTE

_CASES = Path(__file__).parent / "broken"


def find_all(workspace: Workspace) -> list[Diagnostic]:
    """Everything found about the sample note."""
    note, found = close(workspace, "sample")
    return [*found, *(check(note) if note is not None else ())]


def report(workspace: Workspace, lang: UiLang = "en") -> str:
    """What is printed about the sample note."""

    def source(name: str) -> str:
        return (workspace.root / name).read_text(encoding="utf-8")

    return render_text(find_all(workspace), source, lang=lang, color=False)


def _plain(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text).replace("\\t", "\t")


def _cases() -> Iterator[object]:
    for lang in ("en", "zh"):
        text = (_CASES / f"notes.{lang}.txt").read_text(encoding="utf-8")
        for case in text.split("\n=== ")[1:]:
            name, *lines = case.rstrip("\n").split("\n")
            old = [_plain(line[1:]) for line in lines if line.startswith("-")]
            new = [_plain(line[1:]) for line in lines if line.startswith("+")]
            expected = lines[len(old) + len(new) :]
            yield pytest.param(lang, "\n".join(old), "\n".join(new), expected, id=f"{lang}: {name}")


@pytest.mark.parametrize(("lang", "old", "new", "expected"), list(_cases()))
def test_broken_note(workspace: Make, lang: UiLang, old: str, new: str, expected: list[str]) -> None:
    assert old in NOTE
    if not new and old + "\n" in NOTE:
        old += "\n"
    lines = report(workspace(NOTE.replace(old, new, 1)), lang).rstrip("\n").split("\n")
    shown = [
        want if want.endswith("…") and line.startswith(want[:-1]) else line
        for line, want in zip(lines, [*expected, *[""] * len(lines)], strict=False)
    ]
    assert "\n".join(shown) == "\n".join(expected)


def test_the_sample_has_nothing_wrong(workspace: Make) -> None:
    assert report(workspace()) == ""


def test_all_problems_of_all_files_are_told_of_together(workspace: Make) -> None:
    note = (
        NOTE.replace("sector:", "sectr:")
        .replace("2025-02-05", "2025-02-30")
        .replace("rating: 增持", "rating: 买人")
        .replace("kind: industry", "kind: company")
        .replace("facts.base", "facts.bas")
        .replace("@fig-index", "@fig-indx")
        .replace("hsi: 恒", "hsii: 恒")
    )
    house = HOUSE.replace("notice:", "notise:").replace("months: 6\n", "months: six\n")
    analyst = ANALYSTS["zhang-san"].replace("S9990525010001", "S999").replace("@example.com", " at example")
    brand = BRAND.replace("primary: crimson", "primary: crimsn")
    text = report(workspace(note, house=house, brand=brand, analysts={"zhang-san": analyst}))
    assert re.findall(r"^(\S+):(\d+):(\d+): error\[(\w+)\]", text, re.MULTILINE) == [
        ("assets/brand.yml", "3", "12", "DN204"),
        ("content/analysts/zhang-san.yaml", "2", "14", "DN206"),
        ("content/analysts/zhang-san.yaml", "3", "8", "DN206"),
        ("content/house.yaml", "1", "1", "DN202"),
        ("content/house.yaml", "5", "1", "DN201"),
        ("content/house.yaml", "18", "15", "DN203"),
        ("content/notes/sample/note.yaml", "4", "7", "DN205"),
        ("content/notes/sample/note.yaml", "5", "1", "DN201"),
        ("content/notes/sample/note.yaml", "15", "40", "DN305"),
        ("content/notes/sample/note.yaml", "15", "47", "DN306"),
        ("content/notes/sample/note.yaml", "29", "9", "DN303"),
    ]


def test_unknown_rating_reads_as_designed(workspace: Make) -> None:
    note = NOTE.replace("kind: industry", "kind: company").replace("rating: 增持", "rating: 买人")
    assert report(workspace(note)) == (
        "content/notes/sample/note.yaml:6:9: error[DN204]: unknown rating '买人'\n"
        "    6 | rating: 买人\n"
        "      |         ^^^^ did you mean '买入'?\n"
        "   help: house rating system 'company' knows 买入, 增持, 中性, 减持, 卖出, 无评级\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "email: zhang.san@example.com",
            "email: zhang.san",
            """\
content/analysts/zhang-san.yaml:3:8: error[DN206]: 'email': 'zhang.san' is not well-formed
    3 | email: zhang.san
      |        ^^^^^^^^^
   help: an e-mail address looks like name@example.com
""",
        ),
        (
            "S9990525010001",
            "S999052501",
            """\
content/analysts/zhang-san.yaml:2:14: error[DN206]: 'certificate': 'S999052501' is not well-formed
    2 | certificate: S999052501
      |              ^^^^^^^^^^
   help: a certificate number is S and 13 digits
""",
        ),
        (
            "zh-HK: 張三",
            "zh-TH: 張三",
            """\
content/analysts/zhang-san.yaml:1:19: error[DN204]: unknown language 'zh-TH'
    1 | name: {zh-CN: 张三, zh-TH: 張三, en: Zhang San}
      |                     ^^^^^ did you mean 'zh-HK'?
   help: desknote knows zh-CN, zh-HK, en
""",
        ),
        (
            "email: zhang.san@example.com",
            "emial: zhang.san@example.com",
            """\
content/analysts/zhang-san.yaml:3:1: error[DN201]: unknown key 'emial'
    3 | emial: zhang.san@example.com
      | ^^^^^ did you mean 'email'?
   help: keys known here: biography, certificate, email, name, phone, sfc, status, title
""",
        ),
        (
            "email: zhang.san@example.com",
            "status: left",
            """\
content/notes/sample/note.yaml:7:11: warning[DN316]: 'zhang-san' has left the house
    7 | analysts: zhang-san
      |           ^^^^^^^^^
   help: take the name off the note, or change 'status' in content/analysts/zhang-san.yaml
""",
        ),
    ],
)
def test_broken_analyst(workspace: Make, old: str, new: str, expected: str) -> None:
    analyst = ANALYSTS["zhang-san"].replace(old, new)
    assert report(workspace(analysts={**ANALYSTS, "zhang-san": analyst})) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "{{ house.legal_name }}提供",
            "{{ house.legel_name }}提供",
            """\
content/house.yaml:11:22: error[DN204]: unknown house field 'legel_name'
   11 |         本报告由{{ house.legel_name }}提供。
      |                          ^^^^^^^^^^ did you mean 'legal_name'?
   help: 'house' knows name, legal_name, department, document_label, address, website
""",
        ),
        (
            "above: 15}",
            "above: 15, below: 5}",
            """\
content/house.yaml:28:11: error[DN206]: 'grades': 'above' must be smaller than 'below'
   28 |         - {id: buy, name: {zh-CN: 买入, zh-HK: 買入, en: Buy}, above: 15, below: 5}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
""",
        ),
        (
            "notice: {zh-CN: 请阅读文末声明, en: Please read the statements}",
            "notice: {zh-CN: 请阅读文末声明, zh: 请阅读}",
            """\
content/house.yaml:5:9: error[DN206]: 'notice': one language is given twice
    5 | notice: {zh-CN: 请阅读文末声明, zh: 请阅读}
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
""",
        ),
    ],
)
def test_broken_house(workspace: Make, old: str, new: str, expected: str) -> None:
    assert report(workspace(house=HOUSE.replace(old, new, 1))) == expected


@pytest.mark.parametrize(
    ("brand", "expected"),
    [
        (
            BRAND.replace("primary: crimson", "primary: crimsn"),
            """\
assets/brand.yml:3:12: error[DN204]: unknown colour 'crimsn'
    3 |   primary: crimsn
      |            ^^^^^^ did you mean 'crimson'?
   help: the palette knows crimson, gold
""",
        ),
        (
            BRAND.replace("primary: crimson", "primary: gold"),
            """\
assets/brand.yml:3:12: warning[DN207]: primary #c49a56 on #ffffff has a contrast of 2.5:1
    3 |   primary: gold
      |            ^^^^
   help: 4.5:1 is the least that reads well; choose a darker or lighter colour
""",
        ),
        (
            BRAND.replace('"#8a1c1c"', "#8a1c1c"),
            """\
assets/brand.yml:2:12: error[DN101]: YAML: a mapping in { } is not closed, or lacks a comma
    2 |   palette: {crimson: #8a1c1c, gold: "#c49a56"}
      |            ^
   help: close it with }; quote a value that merely begins with {
""",
        ),
    ],
)
def test_broken_brand(workspace: Make, brand: str, expected: str) -> None:
    assert report(workspace(brand=brand)) == expected


def test_missing_files(workspace: Make) -> None:
    text = report(workspace(house=None, analysts={}))
    assert "error[DN005]: content/house.yaml is missing" in text
    assert "content/notes/sample/note.yaml:7:11: error[DN301]: unknown analyst 'zhang-san'" in text
    assert "help: content/analysts/ has —" in text


def test_every_rule_is_worded_in_both_languages() -> None:
    for rule in RULES.values():
        assert rule.en and rule.zh and rule.en != rule.zh, rule.code
        assert bool(rule.help_en) == bool(rule.help_zh), rule.code
        assert re.search("[一-鿿]|_zh}", rule.zh), rule.code
        assert not re.search("[一-鿿]", rule.en + rule.help_en), rule.code


def test_a_file_cannot_steer_the_terminal(workspace: Make) -> None:
    note = NOTE.replace("rating: 增持", 'rating: "\\e[2J买人\\u202e"')
    text = report(workspace(note))
    assert "\x1b" not in text and "\u202e" not in text
    assert "'\\u001b[2J买人\\u202e'" in text

"""Whatever an author or an attacker writes, closing a note ends, and tells what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Make
from desknote.check import check
from desknote.report import render_text
from desknote.resolve import close
from desknote.workspace import Workspace
from sample import ANALYSTS, BRAND, HOUSE, INDEX, NOTE

_BODY = "对手 {{ facts.base }}（@fig-index）。"
_FILES = {
    "assets/brand.yml": BRAND,
    "content/house.yaml": HOUSE,
    "content/analysts/zhang-san.yaml": ANALYSTS["zhang-san"],
    "content/notes/sample/note.yaml": NOTE,
    "content/notes/sample/data/index.csv": INDEX,
}


def report(workspace: Workspace) -> str:
    """What is printed in both languages."""
    note, found = close(workspace, "sample")
    found = (*found, *(check(note) if note is not None else ()))
    assert note is not None or found

    def source(name: str) -> str | None:
        path = workspace.root / name
        return path.read_text(encoding="utf-8") if path.is_file() else None

    return "\n".join(render_text(found, source, lang=lang, color=True) for lang in ("en", "zh"))


@pytest.mark.parametrize(
    "body",
    [
        "{{ x }} " * 20_000,
        "{{ facts.base + 1 }} " * 20_000,
        "{{ x " * 20_000,
        "{{ ' " * 20_000,
        "{% x " * 20_000,
        "`` ` " * 20_000,
        "@fig-x " * 20_000,
        "@fig-a" + "." * 200_000,
        "@exhibit:x " * 20_000,
        "\n\n".join(["      @exhibit:x"] * 5_000),
        "甲" * 500_000 + "{{ x }}",
    ],
    ids=lambda body: body[:12].strip(),
)
def test_a_report_stays_short_whatever_the_length(workspace: Make, body: str) -> None:
    text = report(workspace(NOTE.replace(_BODY, body)))
    assert len(text) < 200_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("analysts: zhang-san", "analysts: [" + "x, " * 10_000 + "]"),
        ("rating: 增持", "rating: " + "增" * 200_000),
        ("sector: 传媒", "\n".join(f"k{i}: x" for i in range(5_000))),
        ("sector: 传媒", "sector: x\n" * 5_000),
        ("  - 需求不及预期", "\n".join(["  - {a: b}"] * 5_000)),
        ("heading: 性能", "heading: " + "\u202e" * 100_000),
    ],
    ids=["people", "rating", "keys", "duplicates", "risks", "turning"],
)
def test_a_thousand_mistakes_are_told_of_in_part(workspace: Make, old: str, new: str) -> None:
    assert 0 < report(workspace(NOTE.replace(old, new))).count("DN") <= 700


_JUNK = st.sampled_from(
    [
        *(
            "",
            "~",
            "x",
            "5",
            "-1.5",
            "1e308",
            "true",
            "2025-02-05",
            "[]",
            "[1, x]",
            "{}",
            "{a: 1}",
            "''",
            "中文",
        ),
        *("[[1], {b: c}]", "'{{ facts.score }}'", "'{{ '", "'{{ facts.x | digits(3) }}'", "'@fig-index'"),
        *("'@exhibit:index'", "'{% x %}'", "|\n      a\n      b", "en", "&a [*a]", "{zh-CN: 1, en: [x]}"),
        *("9" * 30, "[~]", "{~: 1}", "'\u202e'", "[exhibit:index, exhibit:index]", "[zhang-san, zhang-san]"),
        "{file: data/index.csv, where: '1/0'}",
    ]
)
_CUT = st.sampled_from([" ", "：", "{{", "'", '"', "@", ":", "-", "}", "%", "\t", "中", ""])


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_mistake_in_any_file(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    root = tmp_path_factory.getbasetemp() / "any-mistake"
    files = dict(_FILES)
    for name in data.draw(st.sets(st.sampled_from(list(_FILES)[:4]), min_size=1, max_size=2)):
        lines = files[name].split("\n")
        for _ in range(data.draw(st.integers(1, 3))):
            row = data.draw(st.integers(0, len(lines) - 1))
            if data.draw(st.booleans()) and ":" in lines[row]:
                lines[row] = lines[row].split(":")[0] + ": " + data.draw(_JUNK)
            else:
                at = data.draw(st.integers(0, len(lines[row])))
                lines[row] = (
                    lines[row][:at] + data.draw(_CUT) + lines[row][at + data.draw(st.integers(0, 3)) :]
                )
        files[name] = "\n".join(lines)
    _write(root, files)
    report(Workspace(root.resolve()))


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

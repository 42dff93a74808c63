"""A house and a single line may leave rules out, but neither compliance nor by mistake."""

from __future__ import annotations

import pytest

from conftest import Make
from desknote.diagnostics import Diagnostic
from desknote.report import message, severity
from desknote.resolve import close
from prose.cases import Case
from prose.conftest import Check

NOTE = Case("", text="收入增长,利润持平；公司的的收入。").note
LINE = next(i for i, row in enumerate(NOTE.split("\n"), 1) if "收入增长," in row)


def codes(found: list[Diagnostic]) -> list[str]:
    return [d.code for d in found if d.code > "DN500"]


def test_a_house_leaves_rules_out(check_text: Check) -> None:
    assert codes(check_text(NOTE)) == ["DN511", "DN521"]
    assert codes(check_text(NOTE, house="checks: {ignore: [DN511]}\n")) == ["DN521"]
    assert codes(check_text(NOTE, house="checks: {ignore: dn521}\n")) == ["DN511"]
    bare = NOTE.replace("risks:\n- '需求不及预期'\n", "")
    assert "DN410" in [d.code for d in check_text(bare)]
    assert "DN410" not in [d.code for d in check_text(bare, house="checks: {ignore: DN410}\n")]


def test_a_house_says_how_grave(check_text: Check) -> None:
    found = check_text(NOTE, house="checks: {severity: {DN511: error, DN521: info}}\n")
    assert [severity(d) for d in found if d.code in ("DN511", "DN521")] == ["error", "info"]


def test_a_house_sets_limits_and_names(check_text: Check) -> None:
    long = Case("", text="这个句子刚好超过了二十个汉字所以在这个机构算是长句。").note
    assert codes(check_text(long)) == []
    assert codes(check_text(long, house="checks: {limits: {sentence_zh: 20}}\n")) == ["DN528"]
    brand = Case("", text="Supercloud 增长。").note
    assert codes(check_text(brand, house="checks: {names: [SuperCloud]}\n")) == ["DN532"]
    assert codes(check_text(brand, house="checks: {names: Supercloud}\n")) == []


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ("ignore: [DN999]", "no rule"),
        ("ignore: [DN401]", "no whole page"),
        ("ignore: [DN204]", "no whole page"),
        ("ignore: [COMPLIANCE]", "compliance"),
        ("severity: {DN999: error}", "no rule"),
        ("severity: {COMPLIANCE: info}", "graver"),
        ("severity: {DN511: fatal}", ""),
        ("limits: {sentence_zh: 1}", ""),
        ("limit: {sentence_zh: 100}", ""),
    ],
)
def test_what_a_house_cannot_set(workspace: Make, checks: str, said: str) -> None:
    from desknote.rules import RULES
    from sample import HOUSE

    grave = next(
        (c for c, rule in RULES.items() if "DN413" <= c <= "DN499" and rule.severity == "error"), "DN421"
    )
    made = workspace(house=HOUSE + f"checks: {{{checks.replace('COMPLIANCE', grave)}}}\n")
    _, found = close(made, "sample")
    wrong = [d for d in found if d.span is not None and d.span.file == "content/house.yaml"]
    assert [severity(d) for d in wrong] == ["error"]
    assert said in message(wrong[0], "en")
    assert message(wrong[0], "zh") != message(wrong[0], "en")


def opted(row: str, comment: str, above: str = "") -> str:
    """The note with a comment on the line of its body, and one on the line above."""
    lines = NOTE.split("\n")
    if above:
        lines.insert(LINE - 1, f"  {above}")
    text = "\n".join(lines)
    return text.replace(row, f"{row}  {comment}") if comment else text


BODY = NOTE.split("\n")[LINE - 1]


@pytest.mark.parametrize(
    ("comment", "above", "left"),
    [
        ("# desknote: ignore DN511", "", ["DN521"]),
        ("# desknote: ignore DN511, DN521", "", []),
        ("# 有意为之 # desknote: ignore dn511 DN521", "", []),
        ("", "# desknote: ignore DN511", ["DN521"]),
        ("", "# desknote: ignore DN511、DN521", []),
        ("# desknote: ignore DN513", "", ["DN511", "DN521", "DN548"]),
        ("# desknote: ignore DN999", "", ["DN511", "DN521", "DN548"]),
        ("# desknote: ignore DN421", "", ["DN511", "DN521", "DN548"]),
        ("# desknote ignore DN511", "", ["DN511", "DN521"]),
    ],
)
def test_comments_leave_findings_out(check_text: Check, comment: str, above: str, left: list[str]) -> None:
    assert codes(check_text(opted(BODY, comment, above))) == left


def test_a_comment_counts_for_all_of_a_text(check_text: Check) -> None:
    block = "  body: |  # desknote: ignore DN511\n    收入增长,利润。\n\n    成本下降,价格上涨。\n"
    text = NOTE.replace(BODY + "\n", block)
    assert codes(check_text(text)) == []
    alone = block.replace("  # desknote: ignore DN511", "").replace(
        "  body", "  # desknote: ignore DN511\n  body"
    )
    assert codes(check_text(NOTE.replace(BODY + "\n", alone))) == []


def test_text_is_no_comment(check_text: Check) -> None:
    block = "  body: |\n    收入增长,利润。 # desknote: ignore DN511\n"
    assert "DN511" in codes(check_text(NOTE.replace(BODY + "\n", block)))
    quoted = BODY.rstrip("'") + " # desknote: ignore DN511'"
    assert "DN511" in codes(check_text(NOTE.replace(BODY, quoted)))


def test_a_useless_comment_is_pointed_at(check_text: Check) -> None:
    text = opted(BODY, "# desknote: ignore DN511, DN513")
    one = next(d for d in check_text(text) if d.code == "DN548")
    assert one.span is not None
    row = text.split("\n")[one.span.line - 1]
    assert row[one.span.column - 1 : one.span.end_column - 1] == "DN513"
    assert codes(check_text(text, house="checks: {ignore: DN548}\n")) == ["DN521"]

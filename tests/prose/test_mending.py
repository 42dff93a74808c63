"""What is certain is mended, once and for all; what is not is left to the author."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desknote.edits import apply
from desknote.fixes import with_fixes
from desknote.prose_fixes import CERTAIN
from desknote.source import load_document
from prose.cases import CASES, FILE, Case, told
from prose.conftest import Check


def mended(check: Check, note: str) -> str:
    """``note`` with its certain fixes made, as often as there are any."""
    for _ in range(12):
        found = with_fixes(check(note), {FILE: note}.get)
        fixes = [next((f for f in d.fixes if f.certain), None) for d in found if d.code in CERTAIN]
        edits = {fix.edits[0] for fix in fixes if fix is not None}
        if not edits:
            return note
        chosen = []
        for edit in sorted(edits):
            if not chosen or not _touch(chosen[-1].span, edit.span):
                chosen.append(edit)
        note = apply(note, chosen)
    raise AssertionError(f"there is always something left to mend: {note}")


def _touch(one: object, other: object) -> bool:
    return (one.end_line, one.end_column) >= (other.line, other.column)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "case",
    [c for c in CASES if c.code in CERTAIN and c.expected],
    ids=lambda c: f"{c.code}-{str(c.text)[:30]}",
)
def test_certain_findings_are_mended(check_text: Check, case: Case) -> None:
    after = mended(check_text, case.note)
    left = [row for row in told(check_text(after), after) if row[0] == case.code]
    # Two marks that run into each other: which of them is meant is for the author to say.
    assert not left or (case.code in ("DN513", "DN516") and case.better != left[0][3])
    assert mended(check_text, after) == after
    if case.better is not None and len(case.expected) == 1 and not left:
        start = case.marked.index("⟦")
        assert after.startswith(case.note[:start] + case.better)


@pytest.mark.parametrize(
    "case",
    [c for c in CASES if c.code not in CERTAIN and c.expected],
    ids=lambda c: f"{c.code}-{str(c.text)[:30]}",
)
def test_what_is_uncertain_is_left(check_text: Check, case: Case) -> None:
    found = with_fixes(check_text(case.note), lambda _: case.note)
    assert not any(fix.certain for d in found if d.code == case.code for fix in d.fixes)


def test_an_offer_mends_what_it_is_made_for(check_text: Check) -> None:
    offered = 0
    for case in CASES:
        if case.code in CERTAIN or not case.better:
            continue
        found = with_fixes(check_text(case.note), lambda _, note=case.note: note)
        for fix in (d.fixes[0] for d in found if d.code == case.code and d.fixes):
            after = apply(case.note, fix.edits)
            assert len(told(check_text(after), after)) < len(case.expected), (case, fix)
            offered += 1
    assert offered > 40


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Orders rise：margins follow", "Orders rise：margins follow"),  # a colon would make a mapping of it
        ("'Orders rise：margins follow'", "'Orders rise: margins follow'"),
        ('"Orders rise\\uFF1A margins follow"', '"Orders rise\\uFF1A margins follow"'),
        ("Orders rise，margins follow", "Orders rise, margins follow"),
    ],
)
def test_a_fix_leaves_the_file_readable(check_text: Check, title: str, wanted: str) -> None:
    note = next(c for c in CASES if c.lang == "en" and not c.expected).note
    note = re.sub(r"(?m)^title: .*$", lambda _: f"title: {title}", note)
    assert f"title: {wanted}\n" in mended(check_text, note)


_SIGNS = st.sampled_from(
    list("，。；：、,.;: ！？!?%％（）()“”\"'「」　１２Ａ的了是增长 the The 2024年月日%–-~至倍\n")
)


@given(text=st.text(_SIGNS, min_size=1, max_size=60), lang=st.sampled_from(["zh-CN", "zh-HK", "en"]))
@settings(max_examples=60, deadline=None)
def test_mending_ends_and_keeps_the_file_whole(check_text: Check, text: str, lang: str) -> None:
    case = Case("", lang, text="文" + text)
    after = mended(check_text, case.note)
    document, problems = load_document(FILE, after)
    assert document is not None and not problems
    assert mended(check_text, after) == after

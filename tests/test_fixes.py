"""Fixes: what is mended unasked, what is only offered, and that nothing else in a file changes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Make
from desknote.check import check
from desknote.diagnostics import Diagnostic, Edit, Problems, Span
from desknote.edits import Lines, apply, difference
from desknote.fixes import fixes_for, is_clear, quoted, scalar, with_fixes
from desknote.mending import Mended, mend, write
from desknote.report import severity
from desknote.resolve import close
from desknote.source import load_document
from desknote.workspace import Workspace
from sample import NOTE

FILE = "content/notes/sample/note.yaml"


def find(workspace: Workspace) -> list[Diagnostic]:
    """Everything found about the sample note."""
    note, found = close(workspace, "sample")
    return [*found, *(check(note) if note is not None else ())]


def mended(workspace: Workspace) -> tuple[str, Mended]:
    """The note after mending, and what was done."""
    done = mend(workspace, find)
    texts = {change.file: change.after.decode() for change in done.changes}
    return texts.get(FILE, (workspace.root / FILE).read_bytes().decode()), done


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("title: 成本", "titel: 成本"),
        ("title: 成本", "标题: 成本"),
        ("title: 成本", "title：成本"),
        ("title: 成本", "title ： 成本"),
        ("title: 成本", "title: \u200b成本"),
        ("title: 成本", "\u3000title: 成本"),
        ("date: 2025-02-05", "date: 2025/2/5"),
        ("date: 2025-02-05 # 发布日", "date: 2025年2月5日 # 发布日"),
        ("rating: overweight", "rating: overwieght"),
        ("type: line", "type: lien"),
        ("risks:", "riskz:"),
        ("exhibits:", "exhibitz:"),
        ("covered: false", "coverd: false"),
        ("advice:\n  body: 建议", "advice:\n  body：建议"),
        ("  - heading: 性能\n    body", "\t- heading: 性能\n\t  body"),
        ("title: '{{ facts.score }} 成本", "title: {{ facts.score }} 成本"),
        ("sector: 'true'", "sector: true"),
    ],
)
def test_certain_mistakes_are_mended(workspace: Make, right: str, wrong: str) -> None:
    old = {"date": "date: 2025-02-05", "rati": "rating: 增持", "sect": "sector: 传媒"}.get(right[:4], right)
    old = "title: 成本" if "成本" in right else old
    assert old in NOTE
    good, bad = (NOTE.replace(old, new, 1) for new in (right, wrong))
    if "{{ facts.score }}" in right:
        good = good.replace("应用提速", "应用提速'", 1)
    text, done = mended(workspace(bad))
    assert text == good
    assert done.mended
    assert not [d for d in done.left if severity(d) == "error"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("rating: 增持", "rating: 増持"),  # 增持 or 减持?
        ("@fig-index", "@fig-indx"),
        ("facts.score", "facts.scroe"),
        ("data/index.csv", "data/indx.csv"),
        ("zhang-san", "zhang-sna"),
        ("{hsi: ", "{hsii: "),
    ],
)
def test_what_is_not_certain_is_only_offered(workspace: Make, right: str, wrong: str) -> None:
    here = workspace(NOTE.replace(right, wrong, 1))
    text, done = mended(here)
    assert not done.changes and wrong in text
    offered = [fix for d in done.left for fix in d.fixes]
    assert NOTE in [apply(text, fix.edits) for fix in offered]


def test_a_key_that_is_there_already_is_not_made_twice(workspace: Make) -> None:
    text, done = mended(workspace(NOTE.replace("sector: 传媒", "sector: 传媒\ntitel: 另一个")))
    assert not done.changes and "titel" in text


def test_a_missing_key_is_offered_a_line(workspace: Make) -> None:
    here = workspace(NOTE.replace("    source: 示例证券研究所\n", ""))
    text, done = mended(here)
    (fix,) = (f for d in done.left for f in d.fixes)
    assert "  index:\n    source: \n    type: line\n" in apply(text, fix.edits)
    here = workspace(NOTE.replace("{name: 甲公司}", "{covered: true}"))
    (fix,) = (f for d in mended(here)[1].left for f in d.fixes)
    assert "{name: , covered: true}" in apply((here.root / FILE).read_text("utf-8"), fix.edits)


def test_several_mistakes_of_several_kinds(workspace: Make) -> None:
    wrong = NOTE
    for right, bad in (
        ("title: ", "title："),
        ("date: 2025-02-05", "date: 2025.2.5"),
        ("risks:", "risk:"),
        ("type: line", "typ: line"),
        ("rating: 增持", "评级: 增持   # 与行业一致"),
    ):
        wrong = wrong.replace(right, bad, 1)
    text, done = mended(workspace(wrong))
    assert text == NOTE.replace("rating: 增持", "rating: 增持   # 与行业一致")
    assert len(done.mended) == 5 and not done.left


def test_line_endings_marks_and_comments_stay(workspace: Make) -> None:
    wrong = "# 说明\n" + NOTE.replace("titel", "title").replace("title: ", "titel:   ", 1) + "# 结尾"
    data = b"\xef\xbb\xbf" + wrong.replace("\n", "\r\n").encode()
    here = workspace(files={FILE: data})
    done = mend(here, find)
    (change,) = done.changes
    assert change.before == data
    assert change.after == data.replace(b"titel:", b"title:")


def test_what_makes_nothing_better_is_undone(workspace: Make) -> None:
    # Both mean 'exhibits'; as one key they would hold the same exhibit twice and more errors than before.
    here = workspace(
        NOTE.replace("exhibits:", "exhibitz:") + "    widht: half\n    colour: red\n    shade: x\n"
    )
    before = [d for d in find(here) if severity(d) == "error"]
    text, done = mended(here)
    after = [d for d in done.left if severity(d) == "error"]
    assert len(after) <= len(before)
    assert (text == (here.root / FILE).read_text("utf-8")) == (not done.changes)


def test_writing(workspace: Make) -> None:
    here = workspace(NOTE.replace("title: ", "titel: ", 1))
    path = here.root / FILE
    path.chmod(0o640)
    write(here, mend(here, find))
    assert path.read_text("utf-8") == NOTE
    assert path.stat().st_mode & 0o777 == 0o640
    assert not mend(here, find).changes


def test_a_file_that_changed_meanwhile_is_left_alone(workspace: Make) -> None:
    here = workspace(NOTE.replace("title: ", "titel: ", 1))
    done = mend(here, find)
    (here.root / FILE).write_text("kind: macro\n", "utf-8")
    with pytest.raises(Problems) as caught:
        write(here, done)
    assert [d.code for d in caught.value.diagnostics] == ["DN007"]
    assert (here.root / FILE).read_text("utf-8") == "kind: macro\n"


def test_the_house_and_analysts_are_mended_too(workspace: Make) -> None:
    from sample import ANALYSTS, HOUSE

    here = workspace(
        house=HOUSE.replace("licence:", "license:"),
        analysts={**ANALYSTS, "zhang-san": ANALYSTS["zhang-san"].replace("email:", "邮箱:")},
    )
    done = mend(here, find)
    assert {c.file for c in done.changes} == {"content/house.yaml", "content/analysts/zhang-san.yaml"}
    assert not done.left


def test_only_what_is_wanted_is_mended(workspace: Make) -> None:
    here = workspace(NOTE.replace("title: ", "titel: ", 1).replace("2025-02-05", "2025/2/5"))
    done = mend(here, find, lambda d: d.code == "DN205")
    assert [d.code for d, _ in done.mended] == ["DN205"]


_LINES = NOTE.split("\n")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_mending_never_makes_a_note_worse(workspace: Make, data: st.DataObject) -> None:
    lines = list(_LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        at = data.draw(st.integers(0, len(lines[number])))
        what = data.draw(st.sampled_from(["：", "\t", " ", "x", "", ": ", "'", "{", "\u200b", "#", "- "]))
        gone = data.draw(st.integers(0, 2))
        lines[number] = lines[number][:at] + what + lines[number][at + gone :]
    wrong = "\n".join(lines)
    here = workspace(wrong)
    readable = load_document(FILE, wrong)[0] is not None
    before = [d for d in find(here) if severity(d) == "error"]
    text, done = mended(here)
    after = [d for d in done.left if severity(d) == "error"]
    if readable:
        assert len(after) <= len(before)
        assert load_document(FILE, text)[0] is not None
    assert len(text.split("\n")) == len(lines)
    again = mend(Workspace(here.root, {here.root / FILE: text.encode()}), find)
    assert not [c for c in again.changes if c.after.decode() != text]


@given(st.text("ab\r\n\ufeff文", max_size=30), st.data())
def test_an_edit_changes_what_it_covers_and_nothing_else(text: str, data: st.DataObject) -> None:
    lines = Lines(text)
    number = data.draw(st.integers(1, len(lines)))
    start = data.draw(st.integers(1, len(lines[number]) + 1))
    end = data.draw(st.integers(start, len(lines[number]) + 1))
    span = Span(FILE, number, start, number, end)
    covered = lines.covered(span)
    assert covered == lines[number][start - 1 : end - 1]
    made = apply(text, [Edit(span, "<>")])
    offset = lines.offset(number, start)
    assert made == text[:offset] + "<>" + text[offset + len(covered) :]
    assert apply(text, [Edit(span, covered)]) == text


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_text_is_written_so_that_it_reads_as_itself(text: str) -> None:
    for made in (scalar(text), quoted(text)):
        document, _ = load_document("f", f"a: {made}\nb: [{made}]\n")
        if text.strip() and "\ufeff" not in text and document is not None:
            assert str(document.data["a"]) == text
            assert str(document.data["b"][0]) == text


def test_clear() -> None:
    assert is_clear("买人", "买入", ["买入", "增持", "卖出"])
    assert not is_clear("卖入", "买入", ["买入", "增持", "卖出"])
    assert not is_clear("増持", "增持", ["增持", "减持"])
    assert is_clear("overwieght", "overweight", ["overweight", "underweight", "neutral"])


def test_findings_elsewhere_have_no_fixes() -> None:
    inside = Diagnostic("DN303", Span.point("data/a.csv"), {"column": "a"}, "b")
    assert with_fixes([inside, Diagnostic("DN006")], lambda _: "a: 1") == (inside, Diagnostic("DN006"))
    assert fixes_for(Diagnostic("DN201", Span.point("n.yaml"), {"key": "zz"}, "a"), "a: 1") == ()


def test_difference() -> None:
    shown = difference("a.yaml", "a: 1\r\nb: 2", "a: 1\r\nb: 3")
    assert shown == "--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: 3\n"

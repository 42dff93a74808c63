"""The ledger shows every change to it, and states follow from it."""

from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Make
from desknote.diagnostics import Diagnostic, Problems
from desknote.ledger import Entry, append, load, standing
from desknote.ledger.book import parse, path
from desknote.ledger.keys import is_signed, new_key, read_key, sign
from desknote.ledger.standing import waived
from desknote.model.house import Approver, Workflow
from desknote.release import may_act, waivable

DAY = dt.date(2025, 2, 6)
BY = Workflow(approvers={"zhou-ba": Approver(name="周八")})


def entry(act: str = "approve", note: str = "a", **more: object) -> Entry:
    made = Entry(0, "2025-02-05T08:00:00Z", act, note, "zhou-ba", content="dn1:1", house="dn1:h")
    return replace(made, **more)  # type: ignore[arg-type]


def ledger(*entries: Entry) -> bytes:
    previous, lines = "0" * 64, []
    for number, one in enumerate(entries, 1):
        made = replace(one, number=number, previous=previous).sealed()
        lines.append(made.line())
        previous = made.hash
    return b"".join(lines)


WHOLE = ledger(entry(), entry("release"), entry("waive", rule="DN410", until="2025-03-01", reason="见上期"))


def state(content: bytes, digest: str = "dn1:1", house: str = "dn1:h", workflow: Workflow | None = BY) -> str:
    return standing(parse(content, "ledger.jsonl"), workflow, "a", None, digest, house, DAY).state


def test_a_whole_ledger_is_whole() -> None:
    book = parse(WHOLE, "ledger.jsonl")
    assert book.broken is None and [e.act for e in book.entries] == ["approve", "release", "waive"]


@given(place=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255))
def test_one_changed_byte_is_seen(place: int, byte: int) -> None:
    changed = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    book = parse(changed, "ledger.jsonl")
    if changed == WHOLE:
        assert book.broken is None
    else:
        assert book.broken is not None and book.broken.span is not None
        line = WHOLE[:place].count(b"\n") + 1
        assert book.broken.span.line in (line, line + 1)
        assert state(changed) == "draft"


@given(place=st.integers(0, len(WHOLE)), text=st.binary(min_size=1, max_size=40))
def test_what_is_put_in_is_seen(place: int, text: bytes) -> None:
    assert parse(WHOLE[:place] + text + WHOLE[place:], "ledger.jsonl").broken is not None


@pytest.mark.parametrize("gone", [0, 1])
def test_a_line_taken_out_is_seen(gone: int) -> None:
    lines = WHOLE.splitlines(keepends=True)
    del lines[gone]
    assert parse(b"".join(lines), "ledger.jsonl").broken is not None


def test_lines_in_another_order_are_seen() -> None:
    one, two, three = WHOLE.splitlines(keepends=True)
    assert parse(two + one + three, "ledger.jsonl").broken is not None


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((), "draft"),
        (("approve",), "approved"),
        (("approve", "release"), "published"),
        (("approve", "revoke"), "draft"),
        (("approve", "release", "withdraw"), "withdrawn"),
        (("approve", "release", "withdraw", "approve"), "approved"),
    ],
)
def test_the_state_follows_from_the_acts(acts: tuple[str, ...], expected: str) -> None:
    assert state(ledger(*map(entry, acts))) == expected


def test_what_says_something_else_is_a_draft_again() -> None:
    assert state(ledger(entry()), digest="dn1:2") == "draft"
    assert state(ledger(entry(), entry("release")), digest="dn1:2") == "draft"


def test_standing_texts_bind_until_release() -> None:
    assert state(ledger(entry()), house="dn1:other") == "draft"
    assert state(ledger(entry(), entry("release")), house="dn1:other") == "published"


def test_only_those_whom_the_house_knows_count() -> None:
    other = Workflow(approvers={"wu-jiu": Approver(name="吴九")})
    assert state(ledger(entry()), workflow=other) == "draft"


def test_without_a_workflow_notes_are_published_as_they_are() -> None:
    assert state(b"", workflow=None) == "published"


def test_an_act_of_somebody_with_a_key_must_be_signed() -> None:
    pem, public = new_key("口令")
    key = read_key(pem, "key.pem", "口令")
    keyed = Workflow(approvers={"zhou-ba": Approver(name="周八", key=public)})
    sealed = replace(entry(), number=1).sealed()
    assert state(sealed.line(), workflow=keyed) == "draft"
    signed = replace(sealed, signature=sign(key, sealed.hash))
    assert state(signed.line(), workflow=keyed) == "approved"
    forger = read_key(new_key()[0], "other.pem")
    assert state(replace(sealed, signature=sign(forger, sealed.hash)).line(), workflow=keyed) == "draft"
    assert not is_signed(public, sealed.hash, "not base64 at all")
    with pytest.raises(Problems) as wrong:
        read_key(pem, "key.pem", "wrong")
    assert [d.code for d in wrong.value.diagnostics] == ["DN812"]


@pytest.mark.parametrize(
    ("workflow", "who", "code"),
    [
        (None, "zhou-ba", "DN814"),
        (BY, "zhang-san", "DN804"),
        (Workflow(approvers=BY.approvers, signatures=True), "zhou-ba", "DN806"),
    ],
)
def test_who_may_not_act_is_told_why(workflow: Workflow | None, who: str, code: str) -> None:
    with pytest.raises(Problems) as wrong:
        may_act(workflow, who, None, ())
    assert [d.code for d in wrong.value.diagnostics] == [code]


def test_a_waiver_holds_to_its_last_day() -> None:
    book = parse(WHOLE, "ledger.jsonl")

    def waivers(day: dt.date) -> list[str]:
        return [w.rule for w in standing(book, BY, "a", None, "", "", day).waivers]

    assert waivers(dt.date(2025, 3, 1)) == ["DN410"]
    assert waivers(dt.date(2025, 3, 2)) == []
    stands = standing(book, BY, "a", None, "", "", DAY)
    found = waived([Diagnostic("DN410"), Diagnostic("DN411")], stands.waivers, {"DN410": "no-risks"})
    assert [d.code for d in found] == ["DN815", "DN411"]
    assert found[0].params["name"] == "周八" and found[0].params["reason"] == "见上期"


def test_what_makes_a_note_whole_is_not_waived() -> None:
    assert waivable("DN410") and waivable("DN403")
    assert not any(map(waivable, ("DN101", "DN204", "DN302", "DN401", "DN602", "DN803", "DN000")))


def test_two_writers_do_not_fork_the_chain(workspace: Make) -> None:
    there = workspace()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: append(there, (entry(note=f"note-{i}"),)), range(24)))
    book = load(there)
    assert book.broken is None and len(book.entries) == 24


def test_nothing_is_added_to_a_broken_ledger(workspace: Make) -> None:
    there = workspace()
    append(there, (entry(),))
    file = path(there)
    data = json.loads(file.read_bytes())
    file.write_text(json.dumps({**data, "by": "someone"}) + "\n")
    before = file.read_bytes()
    with pytest.raises(Problems) as wrong:
        append(there, (entry(),))
    assert [d.code for d in wrong.value.diagnostics] == ["DN803"]
    assert file.read_bytes() == before


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_failing(content: bytes) -> None:
    parse(content, "ledger.jsonl")

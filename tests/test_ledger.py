"""The ledger shows every change to it, and states follow from it."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

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
    return standing(parse(content, "ledger.jsonl"), workflow, "a", None, digest, lambda: house, DAY).state


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
        return [w.rule for w in standing(book, BY, "a", None, "", str, day).waivers]

    assert waivers(dt.date(2025, 3, 1)) == ["DN410"]
    assert waivers(dt.date(2025, 3, 2)) == []
    stands = standing(book, BY, "a", None, "", str, DAY)
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


def test_ends_of_lines_that_git_changed_break_nothing() -> None:
    book = parse(WHOLE.replace(b"\n", b"\r\n"), "ledger.jsonl")
    assert book.broken is None and book.head == parse(WHOLE, "ledger.jsonl").head
    some = parse(WHOLE.replace(b"\n", b"\r\n", 1), "ledger.jsonl")
    assert some.broken is not None and "-text" in str(some.broken.params["reason_en"])


def test_an_act_after_git_changed_the_ends_of_lines_mends_them(workspace: Make) -> None:
    there = workspace(files={"content/ledger.jsonl": WHOLE.replace(b"\n", b"\r\n")})
    append(there, (entry(),))
    assert path(there).read_bytes().startswith(WHOLE) and load(there).broken is None


def test_a_merge_that_was_not_finished_is_called_so() -> None:
    lines = WHOLE.splitlines(keepends=True)
    book = parse(b"<<<<<<< HEAD\n" + lines[0] + b"=======\n" + lines[1] + b">>>>>>> other\n", "ledger.jsonl")
    assert book.broken is not None and "merged" in str(book.broken.params["reason_en"])


@pytest.mark.parametrize("depth", [5, 900, 100_000])
def test_what_is_deeper_than_an_entry_is_none(depth: int) -> None:
    line = WHOLE.splitlines()[0].replace(
        b'"act"', b'"rules":' + b'{"a":' * depth + b"1" + b"}" * depth + b',"act"'
    )
    assert parse(line + b"\n", "ledger.jsonl").broken is not None


@pytest.mark.parametrize("kind", ["folder", "elsewhere", "nowhere"])
def test_a_ledger_that_is_no_file_of_the_workspace_is_told_of(
    workspace: Make, kind: str, tmp_path: Path
) -> None:
    there = workspace()
    if kind == "folder":
        path(there).mkdir()
    else:
        other = tmp_path / "other.jsonl"
        if kind == "elsewhere":
            other.write_bytes(WHOLE)
        path(there).symlink_to(other)
    for act in (lambda: load(there), lambda: append(there, (entry(),))):
        with pytest.raises(Problems) as wrong:
            act()
        assert [d.code for d in wrong.value.diagnostics] == ["DN011" if kind == "folder" else "DN004"]
    assert kind != "elsewhere" or other.read_bytes() == WHOLE


KILLED = """\
import os, random, signal, sys, time
from pathlib import Path
from desknote.ledger import Entry, append, load
from desknote.ledger.book import path
from desknote.workspace import Workspace

there = Workspace(Path(sys.argv[1]))
append(there, tuple(Entry(0, "2025-02-05T08:00:00Z", "approve", "a", "b") for _ in range(200)))
moments = random.Random(7)
killed = before = 0
for _ in range(30):
    child = os.fork()
    if child == 0:
        append(there, (Entry(0, "2025-02-05T08:00:00Z", "release", "a", "b"),) * 3)
        os._exit(0)
    time.sleep(moments.random() * 0.02)
    os.kill(child, signal.SIGKILL)
    killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    book = load(there)
    assert book.broken is None and (len(book.entries) - 200) % 3 == 0 and len(book.entries) >= before
    before = len(book.entries)
print(killed)
"""


def test_an_act_that_is_killed_leaves_whole_lines(workspace: Make) -> None:
    root = str(workspace().root)
    done = subprocess.run([sys.executable, "-c", KILLED, root], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0


def test_a_forged_line_is_none_of_somebody_who_signs() -> None:
    """The chain can be made anew by anybody; a signature cannot."""
    pem, public = new_key()
    key = read_key(pem, "key.pem")
    keyed = Workflow(approvers={"zhou-ba": Approver(name="周八", key=public)})
    first = replace(entry(content="dn1:0"), number=1).sealed()
    first = replace(first, signature=sign(key, first.hash))
    forged = replace(entry(), number=2, previous=first.hash).sealed()
    forged = replace(forged, signature=first.signature)
    content = first.line() + forged.line()
    assert parse(content, "ledger.jsonl").broken is None
    assert state(content, workflow=keyed) == "draft"
    assert state(content, digest="dn1:0", workflow=keyed) == "approved"


def test_a_library_that_is_missing_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.ed25519", None)
    for act in (new_key, lambda: read_key(b"", "key.pem"), lambda: is_signed("", "", "")):
        with pytest.raises(Problems) as wrong:
            act()
        assert [d.code for d in wrong.value.diagnostics] == ["DN816"]


@pytest.mark.parametrize("kind", ["rsa", "public", "text", "locked"])
def test_what_is_no_key_to_sign_with_is_told_of(kind: str) -> None:
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric import rsa

    pem = b"not a key"
    if kind == "rsa":
        made = rsa.generate_private_key(65537, 2048)
        pem = made.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    elif kind == "public":
        made_public = read_key(new_key()[0], "key.pem").public_key()
        pem = made_public.public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)
    elif kind == "locked":
        pem = new_key("口令")[0]
    with pytest.raises(Problems) as wrong:
        read_key(pem, "key.pem")
    assert [d.code for d in wrong.value.diagnostics] == ["DN812"]


@pytest.mark.parametrize("who", ["zhou-bo", "周八"])
def test_a_name_that_is_nearly_right_is_guessed(who: str) -> None:
    with pytest.raises(Problems) as wrong:
        may_act(BY, who, None, ())
    assert wrong.value.diagnostics[0].suggestion == "zhou-ba"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_failing(content: bytes) -> None:
    parse(content, "ledger.jsonl")

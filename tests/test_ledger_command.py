"""``desknote ledger``: a table that lines up, and which note is in which state."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from io import StringIO

import pytest

from conftest import Make
from desknote.cli.catalogue import commands
from desknote.cli.commands import ledger
from desknote.cli.console import Console
from desknote.cli.words import Given
from desknote.diagnostics import Problems
from desknote.ledger import Entry, append
from desknote.ledger.book import path
from desknote.model.house import Approver, Workflow
from desknote.release import may_act, placed
from desknote.report import width
from desknote.resolve import close
from desknote.workspace import Workspace
from sample import HOUSE

WORKFLOW = "\nworkflow: {approvers: {zhou-ba: {name: 周八}, wu-jiu: {name: Wu Jiu}}}\n"


@pytest.fixture
def desk(workspace: Make, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    there: Workspace = workspace(house=HOUSE + WORKFLOW)
    monkeypatch.chdir(there.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1738800000")  # 2025-02-06
    return there


def act(desk: Workspace, what: str, by: str = "zhou-ba", **more: str) -> None:
    note, _ = close(desk, "sample")
    assert note is not None
    placed_note, _, _ = placed(desk, note)
    from desknote.release import house_said

    made = Entry(0, "2025-02-06T00:00:00Z", what, "sample", by, placed_note.content, house_said(desk, note))
    append(desk, (replace(made, **more),))  # type: ignore[arg-type]


def said(*names: str, lang: str = "en", **options: bool) -> tuple[list[str], str]:
    out, err = StringIO(), StringIO()
    console = Console("zh" if lang == "zh" else "en", out=out, err=err)
    given = Given(commands(console.say)["ledger"], dict(options), names)
    ledger.run(given, console)
    return out.getvalue().splitlines(), err.getvalue()


def test_the_table_lines_up_whatever_is_in_it(desk: Workspace) -> None:
    act(desk, "approve")
    act(desk, "release", "wu-jiu", reason="一切\n就绪\x1b[31m")
    act(desk, "waive", rule="DN410", until="2025-03-01", reason="见上期")
    rows, told = said(lang="zh")
    places = {width(row[: row.index(name)]) for row, name in zip(rows, ("周八", "Wu", "周八"), strict=True)}
    assert len(places) == 1 and "\x1b" not in "".join(rows) and "共 3 条" in told
    assert "豁免 DN410 至 2025-03-01" in rows[2]


def test_one_entry_is_one(desk: Workspace) -> None:
    act(desk, "approve")
    assert "1 entry," in said()[1]


def test_what_does_not_count_is_marked(desk: Workspace) -> None:
    act(desk, "approve", "nobody")
    rows, told = said()
    assert "✗" in rows[0] and "does not count" in told
    assert json.loads("\n".join(said(json=True)[0]))["entries"][0]["counts"] is False


def test_states_tell_what_holds_now(desk: Workspace) -> None:
    assert said(states=True)[0] == ["sample  draft"]
    act(desk, "approve")
    act(desk, "waive", rule="DN410", until="2025-03-01")
    assert said(states=True)[0] == ["sample  approved  周八, 2025-02-06; DN410 waived until 2025-03-01"]
    note = desk.note_file("sample")
    note.write_text(note.read_text("utf-8").replace("title: ", "title: 新", 1), "utf-8")
    assert "changed since 周八 approved it" in said(states=True)[0][0]
    act(desk, "withdraw", reason="数据有误")
    assert said(states=True, lang="zh")[0][0].startswith("sample  已撤回  周八，2025-02-06: 数据有误")
    note.write_text("kind: nothing\n", "utf-8")
    assert "has errors" in said(states=True)[0][0]
    data = json.loads("\n".join(said(states=True, json=True)[0]))
    assert data == {"whole": True, "states": [{"note": "sample", "state": None}]}


def test_the_houses_templates_bind_until_release(desk: Workspace) -> None:
    act(desk, "approve")
    templates = desk.templates_folder / "blocks"
    templates.mkdir(parents=True)
    (templates / "title.html.j2").write_text("<h1>Buy!</h1>", "utf-8")
    assert "the firm's texts changed" in said(states=True)[0][0]
    act(desk, "release")
    (templates / "title.html.j2").write_text("<h1>Buy now!</h1>", "utf-8")
    assert "published" in said(states=True)[0][0]


def test_templates_like_desknotes_own_are_nobodys_words(desk: Workspace) -> None:
    from desknote.resources import packaged

    act(desk, "approve")
    same = (packaged("templates") / "blocks" / "title.html.j2").read_bytes()
    folder = desk.templates_folder / "blocks"
    folder.mkdir(parents=True)
    (folder / "title.html.j2").write_bytes(same.replace(b"\n", b"\r\n"))
    assert "approved" in said(states=True)[0][0]


def test_an_act_of_somebody_who_left_counts_as_long_as_they_were_there(desk: Workspace) -> None:
    act(desk, "approve")
    house = desk.house_file
    text = house.read_text("utf-8")
    house.write_text(text.replace("{name: 周八}", "{name: 周八, until: 2025-02-06}"), "utf-8")
    assert "approved" in said(states=True)[0][0]
    house.write_text(text.replace("{name: 周八}", "{name: 周八, until: 2025-02-05}"), "utf-8")
    assert said(states=True)[0] == ["sample  draft"]
    left = Workflow(approvers={"zhou-ba": Approver(name="周八", until=dt.date(2025, 2, 5))})
    with pytest.raises(Problems) as wrong:
        may_act(left, "zhou-ba", None, ())
    assert [d.code for d in wrong.value.diagnostics] == ["DN804"]


def test_a_ledger_that_breaks_elsewhere_is_noticed_by_every_note(desk: Workspace) -> None:
    from desknote.freshness import acts

    act(desk, "approve")
    append(desk, (Entry(0, "2025-02-06T00:00:00Z", "approve", "other", "zhou-ba"),))
    before = acts(desk, "sample")
    whole = path(desk).read_bytes()
    path(desk).write_bytes(whole.replace(b'"note":"other"', b'"note":"0ther"'))
    assert acts(desk, "sample") != before
    path(desk).write_bytes(whole)
    assert acts(desk, "sample") == before

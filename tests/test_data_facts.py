"""Facts that are read or worked out: cells, columns, formulas, their order, and their circles."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from conftest import Make
from desknote.closed import Cell, ClosedNote
from desknote.diagnostics import Diagnostic
from desknote.model.note import Fact
from desknote.report import message, render_text
from desknote.resolve import close
from desknote.resolve.facts import FactValues, order_facts, resolve_facts
from desknote.source import load_document
from desknote.workspace import Workspace
from sample import NOTE

FOLDER = "content/notes/sample/"
PRICES = "date,close\n2024-12-31,100\n2025-01-31,104\n2025-02-05,112.5\n"


def model() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "模型"
    book.active.append(["毛利率", 0.4567])
    book.active["B1"].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def worked(workspace: Make) -> Workspace:
    return workspace(files={FOLDER + "data/px.csv": PRICES, FOLDER + "data/m.xlsx": model()})


def resolved(at: Workspace, yaml: str) -> tuple[FactValues, list[Diagnostic], str]:
    document, found = load_document("note.yaml", yaml)
    assert document is not None and not found
    facts = {name: Fact.model_validate(fact) for name, fact in document.data["facts"].items()}
    folder = at.note_file("sample").parent
    values, problems = resolve_facts(at, folder, facts, document.data.get("datasets", {}), document)
    return values, list(problems), render_text(problems, lambda _: yaml, lang="en", color=False)


def value(at: Workspace, fact: str) -> Cell:
    values, problems, _ = resolved(at, f"facts:\n  base: {{value: 100}}\n  x: {fact}\n")
    assert not problems, [message(d, "en") for d in problems]
    return values.values["x"]


@pytest.mark.parametrize(
    ("fact", "result"),
    [
        ("{value: 79.80}", 79.8),
        ("{value: '1,234.5'}", 1234.5),
        ("{value: 2025-02-05}", dt.date(2025, 2, 5)),
        ("{value: 甲}", "甲"),
        ("{cell: data/m.xlsx#模型!B1}", 45.67),
        ("{cell: data/m.xlsx#B1}", 45.67),
        ("{cell: data/m.xlsx#模型!A1}", "毛利率"),
        ("{cell: data/px.csv#B4}", 112.5),
        ("{cell: data/px.csv#A4}", dt.date(2025, 2, 5)),
        ("{data: data/px.csv, column: close, where: \"date == '2025-01'\"}", 104),
        ("{data: data/px.csv, column: close, take: last}", 112.5),
        ("{data: data/px.csv, column: close, where: \"date > '2024'\", take: mean}", 108.25),
        ("{data: {file: data/px.csv, compute: {up: growth(close)}}, column: up, take: max}", 850 / 104),
        ("{data: data/px.csv, expr: \"change(last(close), at(close, '2024-12-31'))\"}", 12.5),
        ("{expr: facts.base * 1.125}", 112.5),
        ("{data: data/px.csv, expr: last(close) / facts.base}", 1.125),
        ("{expr: 1 < 2}", 1),
    ],
)
def test_facts_are_read_and_worked_out(worked: Workspace, fact: str, result: Cell) -> None:
    got = value(worked, fact)
    assert got == pytest.approx(result) if isinstance(result, float) else got == result


def test_order_does_not_matter_and_files_are_named(worked: Workspace) -> None:
    yaml = """\
facts:
  c: {expr: facts.b + facts.a}
  b: {data: px, column: up, take: last}
  a: {cell: data/m.xlsx#B1}
  base: {value: 4}
datasets:
  px: {file: data/px.csv, compute: {up: close / facts.base}}
"""
    values, problems, _ = resolved(worked, yaml)
    assert not problems
    assert values.values["c"] == pytest.approx(112.5 / 4 + 45.67)
    assert list(values.values) == ["c", "b", "a", "base"]
    assert set(values.files) == {FOLDER + "data/px.csv", FOLDER + "data/m.xlsx"}


def test_circles_are_told_of_once_and_what_rests_on_them_is_silent(worked: Workspace) -> None:
    yaml = """\
facts:
  a: {expr: facts.b + 1}
  b: {expr: facts.c}
  c: {expr: facts.b * 2}
  d: {expr: facts.d}
  e: {expr: facts.a + facts.f}
  f: {value: 1}
"""
    values, problems, shown = resolved(worked, yaml)
    assert [message(d, "en") for d in problems] == [
        "facts refer to each other in a circle: b → c → b",
        "facts refer to each other in a circle: d → d",
    ]
    assert shown.startswith("note.yaml:3:3: error[DN357]")
    assert [n for n, v in values.values.items() if v is not None] == ["f"]


def test_long_chains_are_followed() -> None:
    facts = {f"f{i}": Fact(expr=f"facts.f{i + 1} + 1") for i in range(3000)}
    facts["f3000"] = Fact(value=1)
    order, problems = order_facts(facts, {})
    assert not problems
    assert order == tuple(f"f{i}" for i in range(3000, -1, -1))


def test_what_is_wrong_is_told_at_its_place(worked: Workspace) -> None:
    yaml = """\
facts:
  a: {data: data/px.csv, column: close}
  b: {data: data/px.csv, column: clsoe, take: last}
  c: {data: data/px.csv, column: date, take: sum}
  d: {data: data/px.csv, expr: close}
  e: {expr: 1 + facts.z}
  f: {expr: 1 / 0}
  g: {cell: data/m.xlsx#模型!Z9}
  h: {cell: data/m.xlsx#模形!A1}
  i: {cell: data/px.csv}
  j: {cell: ../../../../x.xlsx#A1}
  k: {data: data/none.csv, expr: last(x)}
"""
    values, _, shown = resolved(worked, yaml)
    assert all(v is None for v in values.values.values())
    assert [line for line in shown.split("\n") if line.startswith("note.yaml") or "help" in line] == [
        "note.yaml:2:34: error[DN358]: fact 'a': 3 rows fit; one is wanted",
        "   help: narrow it with where: \"date == '2025-02-05'\", or say take: last, sum, mean, …",
        "note.yaml:3:34: error[DN303]: content/notes/sample/data/px.csv has no column 'clsoe'",
        "   help: it has date, close",
        "note.yaml:4:34: error[DN355]: formula: numbers wanted here, not text",
        "   help: mend the cells, or say what the column is: data: {file: …, types: {column: number}}",
        "note.yaml:5:32: error[DN358]: fact 'd': the formula gives a whole column",
        "   help: make it one figure: last(…), sum(…), at(…, '2025-02-05')",
        "note.yaml:6:17: error[DN305]: no fact 'z'",
        "   help: facts of this note: a, b, c, d, e, f, g, h, i, j, k",
        "note.yaml:7:13: warning[DN356]: formula: division by zero; no figure is shown there",
        "note.yaml:7:13: error[DN358]: fact 'f': there is no figure",
        "note.yaml:8:13: error[DN358]: fact 'g': the cell is empty",
        "   help: name a cell that holds a figure",
        "note.yaml:9:13: error[DN348]: content/notes/sample/data/m.xlsx has no sheet '模形'",
        "   help: its sheets: 模型",
        "note.yaml:10:13: error[DN349]: content/notes/sample/data/px.csv:"
        " 'data/px.csv' is neither cells nor a name there",
        "   help: write cells as A1:D20 (one cell: B4), or a name the workbook defines: —",
        "note.yaml:11:13: error[DN004]: '../../../../x.xlsx' leads outside the workspace",
        "   help: name a file inside the note's folder or the workspace",
        "note.yaml:12:13: error[DN302]: data file 'data/none.csv' is not there",
        "   help: paths are relative to the note's folder; it has data/index.csv, data/m.xlsx, data/px.csv",
    ]


@pytest.mark.parametrize(
    "fact",
    [
        "{}",
        "{unit: '%'}",
        "{value: 1, expr: '2'}",
        "{column: x}",
        "{data: a.csv}",
        "{expr: '1', where: x > 1}",
    ],
)
def test_a_fact_has_one_origin(workspace: Make, fact: str) -> None:
    note = NOTE.replace("  score: {value: 79.80, unit: '%'}", f"  score: {fact}")
    assert note != NOTE
    _, found = close(workspace(note), "sample")
    assert [d.code for d in found if d.code in ("DN206", "DN202", "DN305")] == ["DN206"]


def closed(at: Workspace) -> ClosedNote:
    note, found = close(at, "sample")
    errors = [message(d, "en") for d in found if d.code not in ("DN311", "DN312", "DN403")]
    assert note is not None and not errors, errors
    return note


def test_the_note_prints_what_was_worked_out(workspace: Make) -> None:
    note = NOTE.replace(
        "  score: {value: 79.80, unit: '%'}",
        """  score: {data: data/px.csv, expr: "change(last(close), first(close))", unit: '%'}
  third: {expr: facts.score / 3}
  exact: {expr: facts.score / 3, digits: 4}
  until: {data: data/px.csv, expr: last(date)}""",
    ).replace(
        "得分 {{ facts.score }}",
        "得分 {{ facts.score }}，{{ facts.third }}，{{ facts.exact }}，{{ facts.until }}，"
        "{{ facts.third * 3 }}",
    )
    made = workspace(note, files={FOLDER + "data/px.csv": PRICES})
    text = closed(made).viewpoints[0].body.text
    assert "得分 12.5%，4.17，4.1667，2025-02-05，12.5" in text
    assert FOLDER + "data/px.csv" in closed(made).data_files


def test_a_fact_that_another_follows_from_is_used(workspace: Make) -> None:
    note = NOTE.replace(
        "  base: {value: 79.2, unit: '%'}",
        "  base: {value: 79.2, unit: '%'}\n  raw: {value: 2}\n"
        "  made: {expr: facts.raw * 2}\n  loose: {value: 1}",
    ).replace("得分 {{ facts.score }}", "得分 {{ facts.score }}{{ facts.made }}")
    _, found = close(workspace(note), "sample")
    assert [d.params["name"] for d in found if d.code == "DN311"] == ["loose"]


def test_a_figure_that_is_none_is_told_of_where_the_exhibit_names_the_column(workspace: Make) -> None:
    note = NOTE.replace("data: data/index.csv", "data: {file: data/px.csv, columns: {close: hsi}}")
    made = workspace(note, files={FOLDER + "data/px.csv": PRICES.replace("104", "1o4")})
    _, found = close(made, "sample")
    assert "content/notes/sample/data/px.csv, row 3, column 'hsi': '1o4' is not a number" in [
        message(d, "en") for d in found
    ]

"""Changes, findings, editors and places, each by itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desknote.diagnostics import Diagnostic, Span
from desknote.preview.changes import Contents, affected, folders
from desknote.preview.editor import configured
from desknote.preview.findings import as_rows, excerpt
from desknote.preview.session import block_around, relative
from desknote.preview.words import WORDS, words
from desknote.source import load_document
from desknote.workspace import Workspace

Make = Callable[..., Workspace]
STATIC = Path(__file__).resolve().parents[2] / "src" / "desknote" / "preview" / "static"


def test_content_counts_not_time(workspace: Make) -> None:
    made = workspace()
    note, data = made.note_file("sample"), made.note_file("sample").parent / "data"
    contents = Contents(made)
    assert note in contents.all_changed() and not contents.all_changed()
    note.touch()
    os.utime(note, (1, 1))
    assert not contents.changed([note])
    note.write_text(note.read_text("utf-8") + "# more\n", "utf-8")
    assert contents.changed([note]) == {note}
    # A folder stands for what is in it, also when it has gone.
    data.rename(data.with_name("figures"))
    assert contents.changed([data, data.with_name("figures")]) == {
        data / "index.csv",
        data.with_name("figures") / "index.csv",
    }


def test_what_editors_leave_behind_is_passed_over(workspace: Make) -> None:
    made = workspace()
    contents = Contents(made)
    contents.all_changed()
    note = made.note_file("sample")
    beside = [note.with_name(n) for n in (".note.yaml.swp", "note.yaml~", "4913", "#note.yaml#", "a.tmp")]
    beside += [made.build_folder / "sample" / "note.pdf", made.root / ".desknote" / "cache" / "x"]
    for path in beside:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert not contents.changed(beside) and not contents.all_changed()
    assert {p.name for p in folders(made)} == {"assets", "content"}


def test_which_notes_a_change_concerns(workspace: Make) -> None:
    made = workspace()
    slugs, read = ["a", "b", "c"], {"a": ["shared/x.csv"], "b": [], "c": []}

    def of(*names: str, wrong: tuple[str, ...] = ()) -> set[str]:
        return affected(made, [made.root / n for n in names], slugs, read, wrong)

    assert of("content/notes/b/note.yaml") == of("content/notes/b/data/deep/x.csv") == {"b"}
    assert of("shared/x.csv") == {"a"} and of("shared/y.csv") == set()
    assert of("content/house.yaml") == of("assets/logo.svg") == of("content/analysts/x.yaml") == set(slugs)
    assert of("content/coverage.yaml") == of("content/ledger.jsonl") == set(slugs)
    assert of("templates/blocks/title.html.j2") == set(slugs)
    # A file that was missing may have come.
    assert of("shared/y.csv", wrong=("c",)) == {"c"}


def test_a_finding_shows_its_line(workspace: Make) -> None:
    made = workspace(note="title: 好\nrating: 买人\nlast: x\n")
    name = "content/notes/sample/note.yaml"
    params = {"what_en": "rating", "value": "买人"}
    found = [
        Diagnostic("DN311", Span.point(name)),
        Diagnostic("DN204", Span(name, 2, 9, 2, 11), params, "买入"),
    ]
    error, warning = as_rows(found, made, "en")
    assert (error["code"], error["label"]) == ("DN204", "did you mean '买入'?")
    assert error["message"] == "unknown rating '买人'" and warning["severity"] == "warning"
    shown = error["excerpt"]
    assert shown["lines"][2 - shown["first"]][shown["start"] : shown["end"]] == "买人"
    assert as_rows([Diagnostic("DN006")], made, "zh")[0]["excerpt"] is None


def test_excerpts_of_odd_files(workspace: Make) -> None:
    long = "x" * 5000 + "here" + "y" * 5000
    made = workspace(
        files={"content/long.yaml": f"{long}\nevil\u202e\u0007\n", "content/b.bin": b"\xff\xfe\n"}
    )
    shown = excerpt(made, Span("content/long.yaml", 1, 5001, 1, 5005))
    assert shown is not None and len(shown["lines"][0]) <= 240
    assert shown["lines"][0][shown["start"] : shown["end"]] == "here"
    assert shown["lines"][1] == "evil\ufffd\ufffd"
    nowhere = ("content/b.bin", "content/none", "../x", "<desknote>/x")
    for name, line in [*((name, 1) for name in nowhere), ("content/long.yaml", 9)]:
        assert excerpt(made, Span.point(name, line)) is None


def test_places_lead_into_the_workspace(workspace: Make, tmp_path: Path) -> None:
    made = workspace()
    name = "content/notes/sample/note.yaml"
    assert relative(made, name) == relative(made, str(made.root / name)) == name
    for other in ("../x", "/etc/passwd", "content", "\0", str(tmp_path)):
        assert relative(made, other) is None


def test_the_block_around_a_line() -> None:
    lines = ["# c", "kind: x", "facts:", "  a: 1", "- b", "", "risks: y"]
    assert [block_around(lines, n) for n in (1, 2, 4, 6, 7)] == [(1, 1), (2, 2), (3, 6), (3, 6), (7, 7)]
    assert block_around([], 3) == (1, 0)


def test_editors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")

    def of(**environ: str) -> tuple[str, ...] | None:
        editor = configured(environ)
        return editor.words if editor else None

    assert of() is of(EDITOR="vim") is of(VISUAL="nano -w") is of(EDITOR="'") is None
    assert of(EDITOR="code --wait") == ("code", "--goto", "{file}:{line}")
    assert of(EDITOR="vim", DESKNOTE_EDITOR="kate") == ("kate", "--line", "{line}", "{file}")
    assert of(VISUAL="/opt/idea") == ("/opt/idea", "--line", "{line}", "{file}")
    assert of(DESKNOTE_EDITOR="x -at {line} {file}") == ("x", "-at", "{line}", "{file}")
    assert of(DESKNOTE_EDITOR="term -e vim") == ("term", "-e", "vim", "{file}")


def test_each_word_is_there_twice_and_used() -> None:
    assert set(words("en")) == set(words("zh")) == set(WORDS)
    used = "".join(p.read_text("utf-8") for p in STATIC.iterdir() if p.suffix in (".js", ".html"))
    built = ("theme_", "building_")
    assert not [key for key in WORDS if f'"{key}"' not in used and not key.startswith(built)]


TEXTS = """\
block: |

  one
  two

  three
folded: >-
  fold
  more

  next
quoted: "a
  b

  c"
single: here
"""


def test_each_line_of_a_text_knows_its_own() -> None:
    document, _ = load_document("x", TEXTS)
    assert document is not None
    lines = TEXTS.split("\n")
    cases = {"block": ("one", "two", "three"), "folded": ("fold", "next"), "single": ("here",)}
    for key, wanted in cases.items():
        numbers, value = document.line_numbers((key,)), document.data[key].split("\n")
        for word in wanted:
            row = next(i for i, text in enumerate(value) if text.startswith(word))
            assert word in lines[numbers[row] - 1]
    assert document.line_numbers(("quoted",)) == (12, 15) and document.line_numbers(("none",)) == ()

"""The command line as people and programs meet it: words, streams, exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from desknote.build import NoteResult
from desknote.cli import catalogue, plain
from desknote.cli.app import exit_code, main
from desknote.cli.commands import build as build_command
from desknote.cli.messages import MESSAGES, Catalogue, ui_lang
from desknote.cli.typer_app import application, invoke
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic, Span
from desknote.formats import wanted
from desknote.model.base import LANGS
from desknote.model.note import KINDS
from desknote.rules import RULES
from desknote.workspace import Workspace, find
from sample import INDEX, NOTE

Make = Callable[..., Workspace]
Run = Callable[..., tuple[int, str, str]]
SRC = Path(__file__).resolve().parents[1] / "src"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in this process: exit code, standard output, standard error."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "DESKNOTE_UI_LANG"):
        monkeypatch.delenv(name, raising=False)

    def go(*words: str, cwd: Path | None = None) -> tuple[int, str, str]:
        if cwd is not None:
            monkeypatch.chdir(cwd)
        capsys.readouterr()
        code = main(list(words))
        return code, *capsys.readouterr()

    return go


def process(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs a command line in a process of its own."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "NO_COLOR"))}
    return subprocess.run(
        [sys.executable, "-m", "desknote.cli", *words],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(SRC), **env},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


# --- help, version, language


def test_help_names_every_command_in_both_languages(run: Run, tmp_path: Path) -> None:
    for lang, word in (("en", "Commands"), ("zh", "命令")):
        code, out, err = run("--help", "--ui-lang", lang, cwd=tmp_path)
        assert (code, err) == (0, "") and word in out
        for name in catalogue.commands(Catalogue("en")):
            assert f"  {name} " in out
            code, page, _ = run(name, "--help", "--ui-lang", lang)
            assert code == 0 and f"desknote {name}" in page


def test_no_command_is_wrong_usage_and_shows_the_help(run: Run, tmp_path: Path) -> None:
    code, out, err = run(cwd=tmp_path)
    assert code == 2 and out == "" and "build" in err


def test_version(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("--version", cwd=tmp_path)
    assert code == 0 and re.fullmatch(r"desknote \d+\.\d+\S*\n", out)


@pytest.mark.parametrize(
    ("words", "environ", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_HK.UTF-8"}, "zh"),
        ([], {"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ([], {"LANG": "C", "LANGUAGE": "zh_CN:en"}, "en"),
        ([], {"DESKNOTE_UI_LANG": "zh"}, "zh"),
        (["--ui-lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["check", "--ui-lang=zh"], {}, "zh"),
        (["--", "--ui-lang=zh"], {}, "en"),
    ],
)
def test_language_of_messages(words: list[str], environ: dict[str, str], lang: str) -> None:
    assert ui_lang(words, environ) == lang


def test_every_message_says_the_same_in_both_languages() -> None:
    for key, (en, zh) in MESSAGES.items():
        assert set(re.findall(r"{(\w+)}", en)) == set(re.findall(r"{(\w+)}", zh)), key
        words = re.sub(r"{\w+}|desknote", "", en)
        assert re.search(r"[\u4e00-\u9fff]", zh) or not re.search(r"[A-Za-z]{2}", words), key


def test_choices_are_those_of_the_model() -> None:
    assert tuple(KINDS) == catalogue.KINDS
    assert catalogue.LANGS == LANGS


# --- reading words


def words(*given: str) -> Given:
    """What Typer reads; a line that is read without it says the same."""
    say, found = Catalogue("en"), []

    def note(given: Given) -> int:
        found.append(given)
        return 0

    assert invoke(application(say, note), list(given), say) == 0
    ordinary = plain.read(given, catalogue.commands(say), catalogue.shared_options(say))
    assert ordinary is None or ordinary == found[0]
    return found[0]


def test_options_may_stand_anywhere() -> None:
    for line in (
        ("-q", "build", "a", "--to", "pdf", "b", "-j4"),
        ("build", "--to=pdf", "a", "-j", "4", "b", "-q"),
        ("build", "-qj4", "a", "b", "--to", "pdf"),
    ):
        given = words(*line)
        assert given.command.name == "build"
        assert given.arguments == ("a", "b") and given.on("quiet")
        assert given.values("to") == ("pdf",) and given.options["jobs"] == 4
    assert words("build", "--to", "pdf,html").values("to") == ("pdf", "html")
    assert words("build", "--to", "pdf", "--to", "html").values("to") == ("pdf", "html")
    assert words("build", "--", "-odd").arguments == ("-odd",)
    assert words("new", "x", "--title", "- a title").text("title") == "- a title"
    assert words("--color", "never", "build").text("color") == "never"
    assert words("--color", "never", "build", "--color", "always").text("color") == "always"


WORDS = """
build check new explain schema ledger verify clean a b,c - -- -q --quiet -qv -v -j -j2 -j=2 2 0 70000
--to --to=pdf --to= pdf,html --force --force=1 --format json --format=xml --select DN4,DN501 , --title -x
--fix --color always never --color=never --ui-lang=en --jurisdiction cn cn,xx --kind=flash
--help --version note
"""
LINES = st.lists(st.sampled_from([*WORDS.split(), "", " text ", "a, b"]), max_size=6)


@hypothesis.given(LINES)
@hypothesis.example(["-q", "check", "a", "--format", "json"])
@hypothesis.example(["--color", "never", "build", "--color", "always", "-j", "2"])
def test_lines_read_without_typer_say_what_typer_says(line: list[str]) -> None:
    say = Catalogue("en")
    ordinary = plain.read(line, catalogue.commands(say), catalogue.shared_options(say))
    if ordinary is not None:
        assert words(*line) == ordinary


@pytest.mark.parametrize(
    "line", ["check", "build a b --to pdf,html -j 4 -q", "-q check --format=json", "clean"]
)
def test_ordinary_lines_are_read_without_typer(line: str) -> None:
    say = Catalogue("en")
    ordinary = plain.read(line.split(), catalogue.commands(say), catalogue.shared_options(say))
    assert ordinary is not None and words(*line.split()) == ordinary


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("buidl", "no command 'buidl'; did you mean 'build'?"),
        ("build --forse", "no option '--forse'; did you mean '--force'?"),
        ("build -x", "no option '-x'"),
        ("build --to", "option --to wants a value"),
        ("build --to --force", "option --to wants a value"),
        ("new a --title --kind flash", "option --title wants a value"),
        ("build --to ,", "option --to wants a value"),
        ("build --force=yes", "option --force takes no value"),
        ("build -j 0", "-j wants a whole number from 1"),
        ("build -j ²", "-j wants a whole number from 1"),
        ("new", "DIR is missing"),
        ("new a b", "'b' is one argument too many"),
        ("new a --kind compny", "did you mean 'company'?"),
        ("schema nte", "did you mean 'note'?"),
        ("explain DN999", "no diagnostic 'DN999'"),
        ("--ui-lang fr check", "--ui-lang cannot be 'fr'"),
    ],
)
def test_wrong_usage_says_what_is_wrong(run: Run, tmp_path: Path, line: str, said: str) -> None:
    code, out, err = run(*line.split(), cwd=tmp_path)
    assert code == 2 and out == ""
    assert said in err and "--help' shows how it is used" in err


def test_unknown_channels_are_wrong_usage(run: Run, workspace: Make) -> None:
    code, out, err = run("build", "--to", "htlm,fax", cwd=workspace().root)
    assert code == 2 and out == ""
    assert "--to cannot be 'htlm'" in err and "did you mean 'html'?" in err


def test_wrong_usage_in_chinese(run: Run, tmp_path: Path) -> None:
    code, _, err = run("buidl", "--ui-lang", "zh", cwd=tmp_path)
    assert code == 2 and "没有命令“buidl”；是不是“build”？" in err


def test_usage_errors_are_in_one_language(run: Run, tmp_path: Path) -> None:
    for line in ("buidl", "build --forse", "build --to", "build --force=1", "build -j x", "new", "new a b"):
        code, _, err = run(*line.split(), "--ui-lang=zh", cwd=tmp_path)
        said = re.sub(r"desknote( \w+)?|--?\w+|DIR|build|buidl", "", err)
        assert code == 2 and not re.search("[A-Za-z]{2}", said), err


def test_help_of_a_command_lists_its_options(run: Run, tmp_path: Path) -> None:
    for lang in ("en", "zh"):
        say = Catalogue(lang)
        for command in catalogue.commands(say).values():
            _, page, _ = run(command.name, "-h", "--ui-lang", lang, cwd=tmp_path)
            for option in (*command.options, *catalogue.shared_options(say)):
                assert ", ".join(option.names) in page and option.help in page
            for argument in command.arguments:
                assert f"  {argument.name}  {argument.help}" in page


# --- completion in the shell


def offered(line: str, cwd: Path, **env: str) -> list[str]:
    """What bash is offered for the last word of ``line``."""
    asked = {"_DESKNOTE_COMPLETE": "complete_bash", "COMP_WORDS": line, **env}
    done = process(cwd=cwd, COMP_CWORD=str(len(line.split(" ")) - 1), **asked)
    assert done.returncode == 0 and done.stderr == ""
    return done.stdout.split()


def test_completion_offers_what_may_follow(workspace: Make, tmp_path: Path) -> None:
    root = workspace().root
    for line, words in (
        ("desknote ch", ["check"]),
        ("desknote build --fo", ["--force"]),
        ("desknote build ", ["sample"]),
        ("desknote check --format s", ["sarif"]),
        ("desknote build --to pdf,h", ["pdf,html"]),
        ("desknote explain DN20", [c for c in RULES if c.startswith("DN20")]),
        ("desknote check --ignore DN205,DN00", [f"DN205,{c}" for c in RULES if c.startswith("DN00")]),
    ):
        assert offered(line, root) == words, line
    assert offered("desknote build ", tmp_path.parent) == []


def test_completion_says_what_it_offers(workspace: Make) -> None:
    asked = {
        "_DESKNOTE_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": "desknote cle",
        "LANG": "zh_CN.UTF-8",
    }
    assert "清空缓存" in process(cwd=workspace().root, **asked).stdout


def test_completion_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desknote.cli import completion

    monkeypatch.setattr(completion, "_shell", lambda _: "bash")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert main(["--install-completion", "--ui-lang", "en"]) == 0
    (script,) = (tmp_path / ".bash_completions").iterdir()
    assert script.name in (tmp_path / ".bashrc").read_text()
    assert "_DESKNOTE_COMPLETE" in script.read_text()


def test_completion_for_no_such_shell(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shellingham

    def unknown() -> None:
        raise shellingham.ShellDetectionFailure

    monkeypatch.setattr(shellingham, "detect_shell", unknown)
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    code, out, err = run("--show-completion", cwd=tmp_path)
    assert code == 2 and out == "" and "'tcsh'" in err
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    code, out, err = run("--show-completion")
    assert code == 0 and err == "" and out.startswith("complete --command desknote")


# --- the workspace


def test_outside_a_workspace(run: Run, tmp_path: Path) -> None:
    for command in ("build", "check", "clean"):
        code, out, err = run(command, cwd=tmp_path)
        assert code == 1 and out == "" and "error[DN001]" in err and "desknote new" in err


def test_unknown_notes_are_all_named(run: Run, workspace: Make) -> None:
    code, _, err = run("check", "sampel", "other", cwd=workspace().root)
    assert code == 1 and err.count("DN002") == 2 and "did you mean 'sample'?" in err


def test_a_workspace_without_notes_is_a_warning(run: Run, workspace: Make) -> None:
    code, _, err = run("build", cwd=workspace(note=None).root)
    assert code == 0 and "DN006" in err


def test_a_note_by_its_path_from_anywhere(run: Run, workspace: Make, tmp_path: Path) -> None:
    note = workspace().note_file("sample")
    outside = tmp_path.parent
    assert run("check", str(note), cwd=outside)[0] == 0
    assert run("check", "note.yaml", cwd=note.parent)[0] == 0


# --- check


BROKEN = (
    "kind: industry\ntitle: 1\ndate: 2025-02-30\nanalysts: [zhang-san]\nviewpoints: [{heading: a, body: b}]\n"
)


def test_check_reports_to_people(run: Run, workspace: Make) -> None:
    code, out, err = run("check", cwd=workspace(note=BROKEN).root)
    assert code == 1 and out == ""
    assert "note.yaml:3:7: error[DN205]" in err and "^" in err and "\x1b[" not in err
    code, _, err = run("check", "--ui-lang", "zh")
    assert code == 1 and "错误[DN205]" in err


def test_check_without_findings(run: Run, workspace: Make) -> None:
    code, out, err = run("check", cwd=workspace().root)
    assert code == 0 and out == "" and "no problems" in err
    assert run("check", "--quiet") == (0, "", "")


def test_check_as_json(run: Run, workspace: Make) -> None:
    code, out, err = run("check", "--format", "json", cwd=workspace(note=BROKEN).root)
    rows = json.loads(out)["diagnostics"]
    assert code == 1 and err == ""
    row = next(r for r in rows if r["code"] == "DN205")
    assert row["severity"] == "error" and row["range"]["start"]["line"] == 3
    assert "2025-02-30" in row["message"]


def test_check_as_sarif(run: Run, workspace: Make) -> None:
    _, out, _ = run("check", "--format", "sarif", cwd=workspace(note=BROKEN).root)
    (log,) = json.loads(out)["runs"]
    result = next(r for r in log["results"] if r["ruleId"] == "DN205")
    assert log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "DN205"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/notes/sample/note.yaml"
    assert place["region"]["startLine"] == 3


def test_check_as_annotations_keeps_to_one_line_each(run: Run, workspace: Make) -> None:
    root = workspace(note=BROKEN.replace("title: 1", 'title: 1\n"a,b%\\n:c": 1')).root
    _, out, _ = run("check", "--format", "github", cwd=root)
    assert "::error file=content/notes/sample/note.yaml,line=" in out
    assert all(line.startswith("::") for line in out.splitlines())


def test_select_and_ignore() -> None:
    assert wanted("DN205", (), ())
    assert not wanted("DN205", (), ("DN2",))
    assert wanted("DN205", ("DN205",), ("DN2",))
    assert not wanted("DN205", ("DN2",), ("DN205",))
    assert not wanted("DN301", ("DN2",), ())
    assert wanted("DN301", ("dn3",), ())


def test_exit_code_follows_the_findings() -> None:
    assert exit_code([]) == 0
    assert exit_code([Diagnostic("DN006")]) == 0
    assert exit_code([Diagnostic("DN205"), Diagnostic("DN006")]) == 1
    assert exit_code([Diagnostic("DN205"), Diagnostic("DN703")]) == 3


# --- build; what a note becomes is tested elsewhere


@pytest.fixture
def notes(workspace: Make, monkeypatch: pytest.MonkeyPatch) -> tuple[Workspace, list[str]]:
    """A workspace of three notes whose build is a stand-in: ``bad`` has an error, ``odd`` fails."""
    made = workspace()
    text = made.note_file("sample").read_text()
    for slug in ("bad", "odd"):
        made.note_file(slug).parent.mkdir()
        made.note_file(slug).write_text(text)
    built: list[str] = []

    def stand_in(
        workspace: Workspace, slug: str, targets: tuple[str, ...], out: Path, **_: object
    ) -> NoteResult:
        built.append(slug)
        if slug == "odd":
            raise ZeroDivisionError("a mistake in desknote")
        if slug == "bad":
            span = Span.point("content/notes/bad/note.yaml")
            return NoteResult(slug, False, (), (Diagnostic("DN205", span, {"value": "x"}),))
        paths = tuple(out / slug / f"note.{t}" for t in targets)
        return NoteResult(slug, True, (*paths, out / slug / "manifest.json"), (), 3, 1.25)

    monkeypatch.setattr("desknote.build.build_note", stand_in)
    monkeypatch.setattr("desknote.batch.warm_fonts", lambda *_: None)
    build_command._bench.cache_clear()
    return made, built


def test_build_prints_results_and_what_happened(run: Run, notes: tuple[Workspace, list[str]]) -> None:
    made, _ = notes
    code, out, err = run("build", "sample", cwd=made.root)
    assert code == 0
    assert out.splitlines() == ["build/sample/note.pdf", "build/sample/note.html"]
    assert "sample: note.pdf (3 pages), note.html in 1.2 s" in err


def test_build_targets_and_folder(run: Run, notes: tuple[Workspace, list[str]], tmp_path: Path) -> None:
    made, _ = notes
    _, out, _ = run("build", "sample", "--to", "html", "--out", str(tmp_path / "o"), cwd=made.root)
    assert out.splitlines() == [str(tmp_path / "o" / "sample" / "note.html")]


def test_one_bad_note_does_not_stop_the_others(run: Run, notes: tuple[Workspace, list[str]]) -> None:
    made, built = notes
    code, out, err = run("build", "-j", "1", cwd=made.root)
    assert code == 1 and sorted(built) == ["bad", "odd", "sample"]
    assert "build/sample/note.pdf" in out and "bad: not built" in err and "DN205" in err
    assert "1 built, 0 unchanged, 2 not built" in err
    # Of the failure the user sees a line and a log, no stack.
    assert "DN901" in err and "Traceback" not in err
    (log,) = (made.root / ".desknote" / "log").glob("*.log")
    assert str(log) in err and "ZeroDivisionError" in log.read_text()


def test_verbose_shows_the_stack(run: Run, notes: tuple[Workspace, list[str]]) -> None:
    made, _ = notes
    code, _, err = run("build", "odd", "--verbose", cwd=made.root)
    assert code == 1 and "ZeroDivisionError: a mistake in desknote" in err


def test_several_at_a_time(run: Run, notes: tuple[Workspace, list[str]]) -> None:
    made, _ = notes
    code, out, err = run("build", "-j", "2", cwd=made.root)
    assert code == 1 and "build/sample/note.pdf" in out
    assert "DN205" in err and "DN901" in err and "1 built, 0 unchanged, 2 not built" in err


def test_a_worker_that_dies_is_told_of(
    run: Run, notes: tuple[Workspace, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = notes
    monkeypatch.setattr("desknote.build.build_note", lambda *_, **__: os._exit(9))
    code, _, err = run("build", "-j", "2", cwd=made.root)
    assert code == 1 and "DN901" in err


def test_quiet_build_says_errors_only(run: Run, notes: tuple[Workspace, list[str]]) -> None:
    made, _ = notes
    assert run("build", "sample", "-q", cwd=made.root) == (0, "", "")
    code, out, err = run("build", "bad", "-q")
    assert code == 1 and out == "" and "DN205" in err and "not built" not in err


def test_interruption_is_exit_code_130(
    run: Run, notes: tuple[Workspace, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = notes

    def interrupted(*_: object, **__: object) -> NoteResult:
        raise KeyboardInterrupt

    monkeypatch.setattr("desknote.build.build_note", interrupted)
    code, _, err = run("build", "sample", cwd=made.root)
    assert code == 130 and err.strip().endswith("interrupted")


# --- new


def test_new_workspace(run: Run, tmp_path: Path) -> None:
    code, out, err = run("new", "研究部", "--kind", "company", "--lang", "en", cwd=tmp_path)
    assert (code, out) == (0, "研究部\n") and "desknote build first" in err
    made = find(tmp_path / "研究部")
    assert made.slugs() == ("first",)
    note = made.note_file("first").read_text("utf-8")
    assert "kind: company" in note and "lang: en" in note
    schema = re.search(r"\$schema=(\S+)", note)
    assert schema is not None and (made.note_file("first").parent / schema[1]).resolve().is_file()
    assert not list(tmp_path.glob(".*"))


def test_new_note_in_a_workspace(run: Run, workspace: Make) -> None:
    made = workspace()
    code, _, _ = run(
        "new", "财报点评", "--kind", "flash", "--title", "业绩：超预期", cwd=made.root / "content"
    )
    assert code == 0 and made.slugs() == ("sample", "财报点评")
    assert "业绩：超预期" in made.note_file("财报点评").read_text("utf-8")
    assert (made.note_file("财报点评").parent / "data").is_dir()
    assert run("new", "content/notes/second", cwd=made.root)[0] == 0
    assert run("check", "财报点评", "second")[0] == 0


def test_new_overwrites_nothing(run: Run, workspace: Make, tmp_path: Path) -> None:
    made = workspace()
    before = made.note_file("sample").read_bytes()
    code, _, err = run("new", "sample", cwd=made.root)
    assert code == 1 and "DN008" in err and made.note_file("sample").read_bytes() == before
    taken = tmp_path / "elsewhere"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine")
    code, _, err = run("new", str(taken), cwd=tmp_path.parent)
    assert code == 1 and "DN008" in err and [p.name for p in taken.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "name", ["a/b", "../notes/x", ".hidden", "-", "_x", "a b", "con", "nul.txt", "x" * 99, "a."]
)
def test_names_that_will_not_do(run: Run, workspace: Make, name: str) -> None:
    made = workspace()
    code, _, err = run("new", "--", name, cwd=made.root / "content")
    assert code == 1 and "DN009" in err and made.slugs() == ("sample",)


def test_new_says_where_it_may_not_write(run: Run, workspace: Make) -> None:
    made = workspace(note=None)
    shutil.rmtree(made.notes_folder, ignore_errors=True)
    made.notes_folder.write_text("a file where a folder is wanted")
    code, _, err = run("new", "x", cwd=made.root)
    assert code == 1 and "DN007" in err


# --- doctor, explain, schema, clean


def test_doctor_as_json(run: Run, workspace: Make) -> None:
    code, out, _ = run("doctor", "--json", cwd=workspace().root)
    facts = json.loads(out)
    assert code == (0 if facts["ok"] else 3)
    assert {n["id"] for n in facts["needs"]} >= {"pango", "hb-subset", "fc-list"}
    assert facts["packages"]["weasyprint"] and facts["workspace"]["notes"] == 1
    assert {f["role"] for f in facts["workspace"]["fonts"]} == {"Desknote Text", "Desknote Sans"}


def test_doctor_names_what_is_missing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desknote import system_needs

    lacking = next(n for n in system_needs.NEEDS if n.id == "hb-subset")
    monkeypatch.setattr(system_needs, "found", lambda need: need is not lacking)
    monkeypatch.setattr(system_needs, "manager", lambda: "apt-get")
    for lang, words in (("en", "HarfBuzz subsetter"), ("zh", "HarfBuzz 字体子集库")):
        code, out, err = run("doctor", "--ui-lang", lang, cwd=tmp_path)
        assert code == 3 and f"{words}" in out and "✗" in out
        assert "apt-get install -y --no-install-recommends libharfbuzz-subset0" in err


def test_explain(run: Run, tmp_path: Path) -> None:
    for name in ("DN204", "dn204", "unknown-value"):
        code, out, _ = run("explain", name, cwd=tmp_path)
        assert code == 0 and out.startswith("DN204 unknown-value") and "‹value›" in out
    code, out, _ = run("explain", "DN204", "--ui-lang", "zh")
    assert code == 0 and "未知" in out
    code, out, _ = run("explain")
    assert [line.split()[0] for line in out.splitlines()] == list(RULES)


def test_every_rule_can_be_explained(run: Run, tmp_path: Path) -> None:
    for code in RULES:
        for lang in ("en", "zh"):
            assert run("explain", code, "--ui-lang", lang, cwd=tmp_path)[0] == 0


def test_schemas(run: Run, workspace: Make, tmp_path: Path) -> None:
    for which in catalogue.SCHEMAS:
        code, out, err = run("schema", which, cwd=tmp_path)
        assert (code, err) == (0, "") and json.loads(out)["properties"]
    english, chinese = run("schema")[1], run("schema", "--ui-lang", "zh")[1]
    assert {"kind", "viewpoints", "exhibits"} <= set(json.loads(english)["properties"]) and english != chinese
    # In a workspace its own people are offered.
    made = workspace(analysts={"zhao-zilong": "name: 赵子龙\n"})
    assert "zhao-zilong" not in english and "zhao-zilong" in run("schema", cwd=made.root)[1]


def test_clean(run: Run, workspace: Make, tmp_path: Path) -> None:
    made = workspace()
    made.cache_folder.mkdir(parents=True)
    (made.cache_folder / "x").write_bytes(bytes(2000))
    made.build_folder.mkdir()
    code, _, err = run("clean", cwd=made.root)
    assert code == 0 and "2.0 kB" in err
    assert not made.cache_folder.exists() and made.build_folder.exists()
    assert run("clean", "--outputs")[0] == 0 and not made.build_folder.exists()
    assert "nothing to remove" in run("clean")[2]


def test_clean_follows_no_link(run: Run, workspace: Make, tmp_path: Path) -> None:
    made = workspace()
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").write_text("mine")
    made.build_folder.symlink_to(elsewhere)
    code, _, err = run("clean", "--outputs", cwd=made.root)
    assert code == 1 and "DN004" in err and (elsewhere / "mine").exists()


# --- the process: streams, signals, what is loaded


def test_nothing_heavy_is_loaded_to_start() -> None:
    code = (
        "import sys, desknote.cli.app as a; a.main(['--version']); a.main(['-q', '--version']); "
        "print(sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stdout
    for name in ("weasyprint", "matplotlib", "numpy", "pydantic", "yaml", "fontTools", "jinja2", "rich"):
        assert f"'{name}'" not in loaded


def test_check_draws_nothing(workspace: Make) -> None:
    code = "import sys, desknote.cli.app as a; a.main(['check']); print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=workspace().root,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=True,
    )
    for name in ("weasyprint", "matplotlib.pyplot"):
        assert f"'{name}'" not in done.stdout


def test_chinese_under_any_locale(tmp_path: Path) -> None:
    for env in ({"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = process("--help", "--ui-lang", "zh", cwd=tmp_path, **env)
        assert done.returncode == 0 and "工作区" in done.stdout


def test_a_closed_pipe_is_no_failure(tmp_path: Path) -> None:
    shell = f"'{sys.executable}' -m desknote.cli schema note | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", shell],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "0" and done.stderr == ""


def test_colour_only_where_it_is_wanted(workspace: Make) -> None:
    root = workspace(note=BROKEN).root
    assert "\x1b[" not in process("check", cwd=root).stderr
    assert "\x1b[1;31m" in process("check", "--color", "always", cwd=root).stderr
    assert "\x1b[" not in process("check", "--color", "never", cwd=root).stderr


def test_without_processes_notes_are_built_one_by_one(
    run: Run, workspace: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some containers have no semaphores: the standard library refuses to make processes to work in."""

    def refused(*_: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("multiprocessing.synchronize.SemLock.__init__", refused)
    other = {"content/notes/other/note.yaml": NOTE, "content/notes/other/data/index.csv": INDEX}
    code, out, err = run("build", "--to", "txt", "-j", "2", cwd=workspace(files=other).root)
    assert code == 0, err
    assert out.count("note.txt") == 2


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or os.name == "nt", reason="wants POSIX signals")
def test_control_c_stops_the_process(tmp_path: Path) -> None:
    code = (
        "import sys, time, desknote.cli.app as a, desknote.cli.commands.schema as s\n"
        "def slow(*_):\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "s.run = slow\nsys.exit(a.main(['schema']))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None and child.stdout.readline() == "ready\n"
    time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=20)
    assert child.returncode == 130 and "Traceback" not in err

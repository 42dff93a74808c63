"""Findings for programs: JSON, SARIF and annotations; and which findings are asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from conftest import Make
from desknote.cli.app import main
from desknote.diagnostics import Diagnostic, Edit, Fix, Span
from desknote.fixes import with_fixes
from desknote.formats import prefix_of, render, unknown_selectors, wanted
from desknote.report import UiLang
from desknote.resolve import close
from desknote.rules import RULES
from sample import NOTE

_FILE = "content/notes/研报 1/note.yaml"
_SPAN = Span(_FILE, 6, 9, 6, 11)
_FIX = Fix("replace it", "改掉", (Edit(_SPAN, "买入"),), certain=True)
_RATING = {
    "what_en": "rating",
    "what_zh": "评级",
    "value": "买人",
    "where_en": "the house",
    "where_zh": "本机构",
    "choices": "买入, 增持",
}
_FOUND = [
    Diagnostic("DN204", _SPAN, _RATING, "买入", fixes=(_FIX,)),
    Diagnostic("DN410", Span(_FILE, 1, 1, 3, 2)),
    Diagnostic("DN006"),
]


def _json(found: list[Diagnostic], lang: UiLang = "en") -> dict[str, Any]:
    made: dict[str, Any] = json.loads(render(found, "json", lang))
    return made


def test_json() -> None:
    made = _json(_FOUND)
    assert made["version"] == 1
    assert made["summary"] == {"errors": 1, "warnings": 2, "infos": 0}
    place = {"start": {"line": 6, "column": 9}, "end": {"line": 6, "column": 11}}
    assert made["diagnostics"][-1] == {
        "code": "DN204",
        "name": "unknown-value",
        "severity": "error",
        "message": "unknown rating '买人'",
        "help": "the house knows 买入, 增持",
        "file": _FILE,
        "range": place,
        "suggestion": "买入",
        "fix": {
            "title": "replace it",
            "certain": True,
            "edits": [{"file": _FILE, "range": place, "text": "买入"}],
        },
    }
    without = made["diagnostics"][0]
    assert without["code"] == "DN006"
    assert without["file"] is without["range"] is without["fix"] is without["suggestion"] is None
    assert _json(_FOUND, "zh")["diagnostics"][-1]["message"] == "未知的评级“买人”"


def _sarif(found: list[Diagnostic], lang: UiLang = "en", prefix: str = "") -> dict[str, Any]:
    text = render(found, "sarif", lang, prefix)
    SarifLog.model_validate_json(text)
    (run,) = json.loads(text)["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["locations"] and result["message"]["text"]
        file = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert re.fullmatch(r"[\x21-\x7e]+", file["uri"]) and file["uriBaseId"] in run["originalUriBaseIds"]
    return dict(run)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sarif(lang: UiLang) -> None:
    run = _sarif(_FOUND, lang, "research/")
    assert run["columnKind"] == "unicodeCodePoints"
    result = next(r for r in run["results"] if r["ruleId"] == "DN204")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].startswith("research/content/notes/%E7%A0%94%E6%8A%A5%201/")
    assert place["region"] == {"startLine": 6, "startColumn": 9, "endLine": 6, "endColumn": 11}
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"] == place["artifactLocation"]
    assert change["replacements"] == [{"deletedRegion": place["region"], "insertedContent": {"text": "买入"}}]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sarif_of_every_rule(lang: UiLang) -> None:
    run = _sarif([Diagnostic(code, _SPAN) for code in RULES], lang)
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == sorted(RULES)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert "{" not in re.sub(r"\{\{.*?\}\}|\{(file|row|name):.*\}", "", rule["shortDescription"]["text"])
        assert "_en" not in rule["shortDescription"]["text"]


def test_a_finding_is_recognised_when_it_moves() -> None:
    moved = Diagnostic("DN204", Span(_FILE, 60, 9, 60, 11), _RATING, "买入")
    other = Diagnostic("DN204", _SPAN, {**_RATING, "value": "卖人"})
    one, two, three = (_sarif([d])["results"][0]["partialFingerprints"] for d in (_FOUND[0], moved, other))
    assert one == two != three


def test_github() -> None:
    rows = render(_FOUND, "github", "en", "research/").split("\n")
    assert rows[0].startswith("::warning title=DN006 no-notes::")
    assert rows[1].startswith(f"::warning file=research/{_FILE},line=1,endLine=3,title=DN410 no-risks::")
    assert rows[2] == (
        f"::error file=research/{_FILE},line=6,endLine=6,col=9,endColumn=11,title=DN204 unknown-value"
        "::unknown rating '买人'%0Adid you mean '买入'?%0Athe house knows 买入, 增持"
    )


@given(st.text(), st.text())
def test_github_keeps_to_a_line_whatever_the_words(value: str, file: str) -> None:
    found = [Diagnostic("DN205", Span.point(file), {"value": value})]
    (row,) = render(found, "github", "en").split("\n")
    properties, _, said = row.partition("::")[2].partition("::")
    assert "\r" not in row
    assert properties.count(",") == 5 and ":" not in properties  # file, line, endLine, col, endColumn, title
    assert "%" not in re.sub("%(25|0D|0A)", "", said)


@given(st.text(), st.text())
def test_any_words_make_valid_documents(value: str, file: str) -> None:
    found = [Diagnostic("DN205", Span.point(file or "f"), {"value": value}, value)]
    assert _json(found)["diagnostics"][0]["file"] == (file or "f")
    _sarif(found)


def test_fixes_come_along(workspace: Make) -> None:
    here = workspace(NOTE.replace("title: ", "titel: ", 1))
    _, found = close(here, "sample")
    text = (here.root / "content/notes/sample/note.yaml").read_text("utf-8")
    made = _json(list(with_fixes(found, lambda _: text)))["diagnostics"]
    (row,) = (r for r in made if r["code"] == "DN201")
    assert row["fix"]["certain"] and row["fix"]["edits"][0]["text"] == "title"


def test_selection() -> None:
    assert wanted("DN205") and wanted("DN205", ("DN2",)) and wanted("DN205", ("dn205",), ("DN2",))
    assert not wanted("DN205", (), ("DN2",)) and not wanted("DN205", ("DN3",))
    assert unknown_selectors(["DN2", "dn204", "DN999", "E501"]) == ["DN999", "E501"]


def test_paths_lead_from_the_checkout(tmp_path: Path) -> None:
    root = tmp_path / "repo" / "research" / "desk"
    root.mkdir(parents=True)
    assert prefix_of(root, {}) == "" or not prefix_of(root, {}).startswith("..")
    (tmp_path / "repo" / ".git").mkdir()
    assert prefix_of(root, {}) == "research/desk/"
    assert prefix_of(root, {"GITHUB_WORKSPACE": str(root)}) == ""
    assert prefix_of(tmp_path / "repo", {}) == ""


def test_command_line(
    workspace: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = NOTE.replace("title: ", "titel: ", 1).replace("zhang-san", "zhang-sna")
    here = workspace(wrong)
    path = here.root / "content/notes/sample/note.yaml"
    monkeypatch.chdir(here.root)
    assert main(["check", "--ui-lang", "en"]) == 1
    assert "'desknote check --fix' mends 1 of them" in capsys.readouterr().err
    assert main(["check", "--diff"]) == 1
    out, err = capsys.readouterr()
    assert "-titel: " in out and "+title: " in out and "1" in err
    assert path.read_text("utf-8") == wrong
    assert main(["check", "--fix", "--ignore", "DN201"]) == 1
    assert path.read_text("utf-8") == wrong
    capsys.readouterr()
    assert main(["check", "--fix", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert [r["code"] for r in json.loads(out)["diagnostics"]] == ["DN301"]
    assert path.read_text("utf-8") == NOTE.replace("zhang-san", "zhang-sna")
    assert main(["check", "--ignore", "DN301"]) == 0
    assert main(["check", "--select", "DN9999"]) == 2

"""The schemas take what the loader takes, refuse what it refuses, and say what every key is for."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Make
from desknote.cli.app import main
from desknote.exhibits import registry
from desknote.model.validation import parse
from desknote.report import UiLang
from desknote.resolve.expressions import Scope
from desknote.resolve.text import Texts
from desknote.schema import FILES, FileKind, own_words, schema, schema_text, write_schemas
from desknote.source import load_document
from desknote.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
_HERE = Workspace(ROOT)
_DOCUMENTS: list[tuple[FileKind, Path]] = [
    *(("note", _HERE.note_file(slug)) for slug in _HERE.slugs()),
    ("house", _HERE.house_file),
    ("coverage", _HERE.coverage_file),
    ("site", _HERE.site_file),
    ("brand", _HERE.brand_file),
    *(("analyst", path) for path in sorted(_HERE.analysts_folder.glob("*.yaml"))),
]
_PARTS = ROOT / "scripts" / "docs_parts"


def _plain(value: Any) -> Any:
    """What an editor sees of a document: dates are text there."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return value
    return float(value) if isinstance(value, float) else int(value) if isinstance(value, int) else value


def _read(path: Path) -> Any:
    document, found = load_document(path.name, path.read_bytes())
    assert document is not None and not found
    return _plain(document.data)


def _errors(kind: FileKind, data: Any, lang: UiLang = "en") -> list[str]:
    validator = jsonschema.Draft202012Validator(schema(kind, lang))
    return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(data)]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", list(FILES))
def test_schemas_are_schemas(kind: FileKind, lang: UiLang) -> None:
    made = schema(kind, lang)
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$id"].startswith("urn:desknote:schema:") and kind in made["$id"]
    assert json.loads(schema_text(kind, lang)) == made
    references = re.findall(r'"\$ref": "#/\$defs/([^"]+)"', json.dumps(made))
    assert set(references) == set(made["$defs"])


@pytest.mark.parametrize(("kind", "path"), _DOCUMENTS, ids=lambda v: getattr(v, "stem", v))
def test_the_files_of_the_repository_are_valid(kind: FileKind, path: Path) -> None:
    assert not _errors(kind, _read(path))


def _described(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, body in [("", made), *made["$defs"].items()]:
        if "properties" in body or name.startswith("key-"):
            yield name, body
        for key, item in body.get("properties", {}).items():
            if "$ref" not in item and key not in ("zh-CN", "zh-HK", "en"):
                yield f"{name}.{key}", item


@pytest.mark.parametrize("kind", list(FILES))
def test_every_key_has_words_in_both_languages(kind: FileKind) -> None:
    english, chinese = dict(_described(schema(kind, "en"))), dict(_described(schema(kind, "zh")))
    assert english.keys() == chinese.keys()
    lacking = []
    for name, body in english.items():
        own = chinese[name]
        if not body.get("title") or not body.get("description"):
            lacking.append(f"{name}: a title and description in the model, or a row in schema/words.py")
        if not re.search("[一-鿿]", own.get("description", "")) or not own.get("title"):
            lacking.append(f"{name}: a row in schema/exhibit_words.py or schema/words.py")
    assert not lacking, "\n".join(lacking)


_LINE = {"type": "line", "title": "T", "source": "S", "x": "d", "y": "v"}


def _note(**keys: object) -> dict[str, object]:
    note = {
        "kind": "industry",
        "title": "T",
        "date": "2025-02-05",
        "analysts": "zhang-san",
        "viewpoints": [{"heading": "H", "body": "B"}],
    }
    return {**note, **keys}


@pytest.mark.parametrize(
    "keys",
    [
        {"kind": "行业"},
        {"kind": "行业研究"},
        {"kind": "Industry Research"},
        {"lang": "简体中文"},
        {"lang": "EN"},
        {"title": 2025},
        {"subtitle": None},
        {"analysts": ["zhang-san", "李四"]},
        {"risks": "一项风险"},
        {"facts": {"a": {"value": 1.5, "unit": {"zh": "元", "en": "yuan"}, "digits": "2"}}},
        {"advice": {"coverage": [{"name": "甲", "covered": "no"}]}},
        {"sidebar": ["rating", {"exhibit": "index"}]},
        {"exhibits": {"a": {**_LINE, "type": "折线图"}}},
        {"exhibits": {"a": {**_LINE, "type": "LINE", "y": {"v": None}}}},
        {"exhibits": {"a": {**_LINE, "title": 1, "y": ["v"], "rebase": 100}}},
        {"exhibits": {"a": {**_LINE, "digits": "{{ facts.a }}"}}},
        {"datasets": {"d": {"file": "data/a.csv", "resample": "月", "sort": "-date"}}},
    ],
)  # fmt: skip
def test_what_people_write_is_taken(keys: dict[str, object]) -> None:
    assert not _errors("note", _note(**keys))


@pytest.mark.parametrize(
    "keys",
    [
        {"kind": "industri"},
        {"titel": "T"},
        {"title": ""},
        {"title": "  "},
        {"date": "2025/02/05"},
        {"date": "2025-02-30"},
        {"date": 2025},
        {"analysts": []},
        {"viewpoints": []},
        {"facts": {"1a": {"value": 1}}},
        {"facts": {"a": {}}},
        {"facts": {"a": {"value": 1, "expr": "1"}}},
        {"lang": "fr"},
        {"exhibits": {"a": {"title": "T"}}},
        {"exhibits": {"a": {"type": "pyramid", "title": "T", "source": "S"}}},
        {"exhibits": {"a": {"type": "line", "title": "T", "source": "S", "x": "d"}}},
        {"exhibits": {"a": {**_LINE, "bars": "v"}}},
        {"exhibits": {"a": {**_LINE, "y": []}}},
        {"datasets": {"d": {"file": "data/a.csv", "head": 1, "tail": 1}}},
    ],
)
def test_what_is_wrong_is_refused(keys: dict[str, object]) -> None:
    assert _errors("note", _note(**keys))


def test_a_mistake_in_an_exhibit_is_marked_where_it_is() -> None:
    errors = _errors("note", _note(exhibits={"a": {**_LINE, "legend": "botom"}}))
    assert len(errors) == 1 and errors[0].startswith("$.exhibits.a.legend")


# --- whatever is done to a document, loader and schema agree

_POOL: list[Any] = [
    "", "  ", "text", 5, -1, 0, 1, 0.5, 2000, True, False, None, [], ["a"], {}, {"a": 1}, {"a": "b"},
    "2025-02-05", "2025/2/5", "增持", "行业", "行業研究", "zh", "EN", "yes", "NO", "折线图", "Bar",
    "hello world", "{{ facts.a }}", "S9990525010001", ["x", 1], [{"a": "b"}], [None], "9.5pt", "#fff",
    "crimson", "monthly", "月", "percent", "half", "sum", "stacked", "堆叠", [6, 12], ["x", "y", "z"],
    "https://example.com/x", "12", "1.5", {"zh-CN": "甲", "en": "b"}, {"zh": "甲"}, {"fr": "x"}, "file",
    "left", 100, "100", {"at": 3}, {"at": 3, "label": "x"}, [{"at": 3}], "bold", "加粗", "auto", [[1]],
]  # fmt: skip


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(item, (*path, key))


def _changed(draw: st.DataObject, base: Any, keys: list[str]) -> Any:
    """``base`` with one or two parts left out, renamed or replaced."""
    data = copy.deepcopy(base)
    for _ in range(draw.draw(st.integers(1, 2))):
        paths = list(_paths(data))
        if not paths:
            break
        path = draw.draw(st.sampled_from(paths))
        parent = data
        for step in path[:-1]:
            parent = parent[step]
        how = draw.draw(st.sampled_from(["drop", "rename", "add", "replace", "replace"]))
        if how == "drop":
            parent.pop(path[-1])
        elif how == "rename" and isinstance(parent, dict):
            parent[draw.draw(st.sampled_from(["unknown", *keys]))] = parent.pop(path[-1])
        else:
            key = draw.draw(st.sampled_from(keys)) if how == "add" and isinstance(parent, dict) else path[-1]
            parent[key] = copy.deepcopy(draw.draw(st.sampled_from(_POOL)))
    return data


def _loads(record: Any, data: Any) -> list[Any]:
    """What the loader finds wrong with ``data`` as an author writes it."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    document, found = load_document("note.yaml", text)
    if document is None:
        return found
    filled = Texts(document, Scope({"facts": {"a": "3"}})).datum((), document.data)
    return [*found, *parse(document, record, (), filled)[1]]


def _tells_more(found: list[Any]) -> bool:
    """Whether all that was found is of a kind that no schema can tell."""
    return all(d.code == "DN206" and "reason_zh" in d.params for d in found)


def _numeric_bool(error: Any) -> bool:
    """A number may be written ``true``, which no author means and no schema offers."""
    return isinstance(error.instance, bool) or any(_numeric_bool(inner) for inner in error.context)


def _agree(validator: Any, record: Any, data: Any) -> None:
    found = [d for d in _loads(record, data) if d.severity != "warning"]
    errors = list(validator.iter_errors(data))
    if not found:
        assert all(_numeric_bool(e) for e in errors), jsonschema.exceptions.best_match(errors)
    elif not errors and "{{" not in str(data):  # what an expression comes to, no schema knows
        assert _tells_more(found), found


@pytest.mark.parametrize("kind", list(FILES))
def test_schema_and_loader_agree(kind: FileKind) -> None:
    made = schema(kind)
    made["$defs"].pop("exhibit", None) if kind != "note" else None
    validator = jsonschema.Draft202012Validator(made)
    keys = sorted({key for body in [made, *made["$defs"].values()] for key in body.get("properties", {})})
    bases = [_read(path) for k, path in _DOCUMENTS if k == kind]
    for base in bases:
        base.pop("exhibits", None)

    @settings(max_examples=100, deadline=None, derandomize=True)
    @given(st.data())
    def check(draw: st.DataObject) -> None:
        base = draw.draw(st.sampled_from(bases))
        data = _changed(draw, base, [k for k in keys if k != "exhibits"])
        _agree(validator, FILES[kind], data)

    check()


def _samples() -> list[tuple[str, Any]]:
    found = []
    for path in sorted(_PARTS.glob("*.yaml")):
        document, _ = load_document(path.name, path.read_bytes())
        assert document is not None
        found += [(path.stem, _plain(item)) for item in document.data.values() if isinstance(item, dict)]
    return [(name, item) for name, item in found if "type" in item]


@pytest.mark.parametrize(("name", "base"), _samples(), ids=lambda v: v if isinstance(v, str) else "")
def test_schema_and_loader_agree_on_exhibits(name: str, base: Any) -> None:
    made = schema("note")
    validator = jsonschema.Draft202012Validator({"$ref": "#/$defs/exhibit", "$defs": made["$defs"]})
    assert not list(validator.iter_errors(base))
    spec = registry.spec_of(str(base["type"]))
    assert spec is not None
    row = registry.exhibit_type(str(base["type"]))
    assert row is not None
    keys = [key for key in made["$defs"][f"exhibit-{row.name}"]["properties"] if key != "type"]

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(st.data())
    def check(draw: st.DataObject) -> None:
        data = _changed(draw, {k: v for k, v in base.items() if k != "type"}, keys)
        if isinstance(data, dict):
            _agree(validator, spec, {"type": base["type"], **{k: v for k, v in data.items() if k != "type"}})

    check()


# --- in a workspace


def test_a_workspace_gets_its_schemas(workspace: Make) -> None:
    here = workspace()
    written = write_schemas(here, "zh")
    assert {p.name for p in written} == {f"{kind}.schema.json" for kind in FILES}
    made = json.loads((here.root / ".desknote" / "note.schema.json").read_text("utf-8"))
    ratings = str(made["properties"]["rating"])
    assert "增持" in ratings and "overweight" in ratings and "行业评级" in ratings
    assert "zhang-san" in str(made["properties"]["analysts"])


def test_schemas_are_written_where_the_house_cannot_be_read(workspace: Make) -> None:
    here = workspace(house="name: [", analysts={"x": "name: ["})
    assert len(write_schemas(here)) == len(FILES)


def test_a_houses_own_words_for_kinds_are_taken(workspace: Make) -> None:
    from sample import HOUSE

    here = workspace(house=HOUSE + "kinds: {industry: {zh-CN: 行业点评, en: Industry Comment}}\n")
    made = schema("note", "en", own_words(here, "en"))
    validator = jsonschema.Draft202012Validator(made)
    assert validator.is_valid(_note(kind="行业点评"))
    assert not jsonschema.Draft202012Validator(schema("note")).is_valid(_note(kind="行业点评"))


def test_the_command_writes_and_prints(
    workspace: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = workspace()
    monkeypatch.chdir(here.root)
    assert main(["schema", "--write", "--ui-lang", "zh"]) == 0
    assert ".desknote/note.schema.json" in capsys.readouterr().out.replace("\\", "/")
    schema_file = here.root / ".desknote" / "note.schema.json"
    assert "评级" in schema_file.read_text("utf-8")
    assert main(["new", "second", "--ui-lang", "en"]) == 0
    note = here.note_file("second")
    first = note.read_text("utf-8").split("\n")[0]
    assert (note.parent / first.partition("$schema=")[2]).resolve() == schema_file
    capsys.readouterr()
    assert main(["schema", "analyst", "--ui-lang", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Analyst"

"""Schemas of models kept from run to run: the same findings with them, without them, and with bad ones."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import sys
import pydantic._internal._model_construction as construction
from desknote.exhibits.registry import exhibit_type, type_names
from desknote.model.brand import Brand
from desknote.model.coverage import Coverage
from desknote.model.house import Analyst, House
from desknote.model.note import Note
from desknote.model.validation import parse
from desknote.source import load_document

made = []
real = construction.GenerateSchema._model_schema
def noted(self, cls):
    made.append(cls.__name__)
    return real(self, cls)
construction.GenerateSchema._model_schema = noted

def said(record, text):
    document, _ = load_document("x.yaml", text)
    value, found = parse(document, record)
    print(record.__module__, value, [(d.code, d.span, dict(d.params), d.suggestion) for d in found])

NOTE = "kind: industry\\ntitle: 2025\\ndate: 2025-02-05\\nanalysts: a\\n"
NOTE += "viewpoints: [{heading: h, body: b}]\\n"
said(Note, NOTE)
BAD = "facts: {a: {value: x, cell: y}}\\nrisk: [z]\\nlang: fr\\nrelated: [{title: t, date: 1}]\\n"
said(Note, NOTE + BAD)
said(House, "name: {zh: 甲, xx: 乙}\\nratings: {systems: {}}\\nprice_days: -1\\nchecks: {ignore: DN9}\\n")
said(Analyst, "name: a\\ncertificate: S1\\nemail: b\\n")
said(Brand, "color: {primary: '#12'}\\ntypography: {base: {weight: 0}}\\n")
said(Coverage, "companies: [{name: x, ticker: 1, conflicts: [{kind: other}]}]\\n")
KEYS = "x: a\\ny: [b, {c: d}]\\ncolumns: {a: {as: percent1}}\\nnot: 1\\n"
for name in type_names():
    said(exhibit_type(name).spec, f"type: {name}\\n{KEYS}")
print(sorted(Note.model_json_schema()["properties"]), Note.model_json_schema()["$defs"].keys())
print(len(made), file=sys.stderr)
"""


def run(cache: Path) -> tuple[str, int]:
    """What is said of good and bad content, and how many schemas had to be worked out."""
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, int(done.stderr.split()[-1])


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A cache that one run has filled, and what the run said."""
    cache = tmp_path_factory.mktemp("cache")
    said, made = run(cache)
    assert made > 30
    return cache, said


def kept(cache: Path) -> Path:
    (file,) = (cache / "desknote").glob("models-*.pickle")
    return file


def test_the_second_run_says_the_same_and_works_out_nothing(first: tuple[Path, str]) -> None:
    cache, said = first
    assert run(cache) == (said, 0)


@pytest.mark.parametrize(
    "content", [b"", b"no pickle", pickle.dumps({"desknote.model.note.Note": b"bad"}, 5)]
)
def test_a_damaged_file_does_no_harm(first: tuple[Path, str], tmp_path: Path, content: bytes) -> None:
    cache, said = first
    (tmp_path / "desknote").mkdir()
    damaged = tmp_path / "desknote" / kept(cache).name
    damaged.write_bytes(content)
    assert run(tmp_path)[0] == said
    assert run(tmp_path) == (said, 0)  # it was written anew


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_what_another_user_left_is_not_read(first: tuple[Path, str], tmp_path: Path) -> None:
    cache, said = first
    (tmp_path / "desknote").mkdir()
    theirs = tmp_path / "desknote" / kept(cache).name
    theirs.write_bytes(kept(cache).read_bytes())
    os.chown(theirs, 12345, 12345)
    again, made = run(tmp_path)
    assert again == said and made > 30


def test_a_cache_that_cannot_be_written_does_no_harm(first: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "desknote").write_text("a file where the folder should be")
    assert run(tmp_path)[0] == first[1]

"""Each rule of each pack finds its failing fixture and nothing else, and leaves its passing ones alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from desknote.jurisdictions import CODES, pack_of, waivable
from desknote.rules import RULES
from packs.fixtures import NOW, Case, base_of, cases, findings

PRINTED = {"DN449"}
"""Rules over printed pages have tests of their own."""


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)


def test_every_rule_of_a_pack_has_a_fixture() -> None:
    rules = {code for code in RULES if pack_of(code)}
    assert {case.code for case in cases()} == rules - PRINTED
    assert all(pack_of(case.code) == case.pack for case in cases())


@pytest.mark.parametrize("pack", CODES)
def test_the_base_has_no_finding(tmp_path: Path, pack: str) -> None:
    assert not findings(tmp_path, pack, base_of(pack))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.code)
def test_the_failing_fixture_has_this_finding_only(tmp_path: Path, case: Case) -> None:
    found = findings(tmp_path, case.pack, case.fail)
    assert {d.code for d in found} - case.beside == {case.code}, [(d.code, d.params) for d in found]
    finding = next(d for d in found if d.code == case.code)
    assert finding.span is not None
    line = (tmp_path / finding.span.file).read_text("utf-8").splitlines()[finding.span.line - 1]
    if case.at:
        assert line[finding.span.column - 1 : finding.span.end_column - 1].strip("'\"") == case.at


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.code)
def test_the_passing_fixtures_have_none(tmp_path: Path, case: Case) -> None:
    for number, patch in enumerate(case.passing):
        found = findings(tmp_path / str(number), case.pack, patch)
        assert not [d for d in found if d.code == case.code], patch


def test_what_is_forbidden_itself_cannot_be_waived() -> None:
    assert waivable("DN440") and waivable("DN427")
    assert not waivable("DN438") and not waivable("DN439") and not waivable("DN204")

"""Every rule of prose finds what it should, at its words, and nothing else."""

from __future__ import annotations

import re

import pytest

from desknote.rules import RULES
from prose.cases import CASES, TABLE, Case, told
from prose.conftest import Check


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.code}-{re.sub('[⟦⟧]', '', str(c.text))[:40]}")
def test_what_is_found(check_text: Check, case: Case) -> None:
    found = check_text(case.note)
    assert told(found, case.note) == case.expected
    if case.better is not None:
        assert [d.suggestion for d in found if d.code == case.code][-1] == case.better


def test_every_rule_has_cases_of_both_kinds() -> None:
    codes = {code for code in RULES if "DN500" < code < "DN548"}
    assert set(TABLE) == codes
    for code in codes - {"DN525"}:  # of which the passing cases are all the others
        own = [case for case in CASES if case.code == code]
        assert any(case.expected for case in own) and any(not case.expected for case in own), code

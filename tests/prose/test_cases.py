"""Every rule of prose finds what it should, at its words, and nothing else."""

from __future__ import annotations

import pytest

from desknote.fixes import with_fixes
from desknote.prose_fixes import CERTAIN
from prose.cases import CASES, TABLE, Case, told
from prose.conftest import Check


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.code}-{str(c.text)[:40]}")
def test_what_is_found(check_text: Check, case: Case) -> None:
    found = check_text(case.note)
    assert told(found, case.note) == case.expected
    if case.better is not None:
        assert [d.suggestion for d in found if d.code == case.code][-1:] == [case.better]

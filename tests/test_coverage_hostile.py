"""Whatever stands in the register, the house's disclosures or a note's company keys, closing a note ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Make
from desknote.workspace import Workspace
from sample import ANALYSTS, BRAND
from test_coverage_note import NOTE, REGISTER
from test_coverage_register import MARKETS
from test_resolve_hostile import _CUT, _JUNK, _write, report

_OWN = """\
jurisdictions: {always: cn, markets: {a-share: hk}}
disclosures:
  thresholds: {holding: 1}
  months: {banking: 12}
  texts: {holding: {zh-CN: "{{ company.name }} {{ interest.percent }}"}}
  none: {zh-CN: 无}
"""
_FILES = {
    "content/coverage.yaml": REGISTER,
    "content/house.yaml": MARKETS + _OWN,
    "content/notes/sample/note.yaml": NOTE.replace(
        "analysts:", "previous: {rating: add, target_price: 30}\nmarkets: hk\ncurrency: RMB\nanalysts:"
    ),
    "assets/brand.yml": BRAND,
    "content/analysts/zhang-san.yaml": ANALYSTS["zhang-san"],
}


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_mistake(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    root = tmp_path_factory.getbasetemp() / "any-company"
    files = dict(_FILES)
    for name in data.draw(st.sets(st.sampled_from(list(_FILES)[:3]), min_size=1, max_size=2)):
        lines = files[name].split("\n")
        first = next((i for i, line in enumerate(lines) if line.startswith("markets:")), 0)
        for _ in range(data.draw(st.integers(1, 3))):
            row = data.draw(st.integers(first if "house" in name else 0, len(lines) - 1))
            if data.draw(st.booleans()) and ":" in lines[row]:
                lines[row] = lines[row].split(":")[0] + ": " + data.draw(_JUNK)
            else:
                at = data.draw(st.integers(0, len(lines[row])))
                cut = at + data.draw(st.integers(0, 3))
                lines[row] = lines[row][:at] + data.draw(_CUT) + lines[row][cut:]
        files[name] = "\n".join(lines)
    _write(root, files)
    report(Workspace(root.resolve()))


@pytest.mark.parametrize(
    "line",
    ["price: " + "9" * 400, "price: 1e400", "price: 0", "price: -1", "target_price: 1e300", "months: 0",
     "estimates: {2025E: {eps: 1e308, x: .nan}}", "previous: ../../x", "company: ''", "company: [a]",
     "company: {name: {zh-CN: 甲}, ticker: '../x'}", "jurisdictions: mars", "price: \"{{ 1 / 0 }}\"",
     "price: \"{{ company.target }}\"", "price_date: 0001-01-01", "estimates: {2025: {eps: 1}}"],
)  # fmt: skip
def test_odd_values(workspace: Make, line: str) -> None:
    key = line.partition(":")[0]
    text = "\n".join(row for row in NOTE.split("\n") if not row.startswith(f"{key}:"))
    here = workspace(text + line + "\n", house=MARKETS, files={"content/coverage.yaml": REGISTER})
    assert "DN9" not in report(here)


def test_a_register_that_would_be_read_for_ever_is_refused(workspace: Make) -> None:
    for text in (
        "companies: [" * 3000,
        "companies: " + "[a, " * 400_000,
        "a: &a [x]\nb: [*a" + ", *a" * 90_000 + "]",
    ):
        report(workspace(NOTE, house=MARKETS, files={"content/coverage.yaml": text}))

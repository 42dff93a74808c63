"""The types there are, by every name an author may use, and those that a house adds."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from typing import Any

import pytest
from samples import samples

from desknote.exhibits import registry
from desknote.exhibits.registry import ExhibitType, exhibit_type, form_of, spec_of, type_labels, type_names

CHARTS = tuple(name for name in type_names() if form_of(name) == "chart")


def test_every_chart_type_has_a_sample() -> None:
    assert {e.spec.type for e in samples().values()} == set(CHARTS)


def test_labels_and_spellings_name_a_type() -> None:
    for word in ("line", "折线图", "折線圖", "Line", "small_multiples", "rating-history", "评级历史"):
        assert exhibit_type(word) is not None, word
    assert exhibit_type("折线图") is exhibit_type("line")
    assert exhibit_type("折线") is None
    assert spec_of("nothing") is None and form_of("nothing") is None


def test_no_two_types_share_a_label() -> None:
    for lang in ("zh-CN", "zh-HK", "en"):
        labels = type_labels(lang)
        assert len(set(labels)) == len(labels) == len(type_names())


@pytest.mark.parametrize("name", CHARTS)
def test_every_key_is_explained(name: str) -> None:
    spec = spec_of(name)
    assert spec is not None
    for key, field in spec.model_fields.items():
        assert field.title and field.description, f"{name}.{key}"
    assert spec.model_json_schema(by_alias=True)["properties"]


def test_knowing_all_types_imports_no_drawing_library() -> None:
    code = (
        "import sys\n"
        "from desknote.exhibits import registry\n"
        "assert all(registry.spec_of(n) for n in registry.type_names())\n"
        "bad = {'matplotlib', 'numpy', 'weasyprint', 'pandas'} & set(sys.modules)\n"
        "assert not bad, bad\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_installed_package_adds_a_type(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ExhibitType("house-line", {"zh-CN": "本所走势图"}, "chart", "desknote.exhibits.types.line")
    good = EntryPoint("house-line", "samples_entry:row", registry.ENTRY_POINT_GROUP)
    broken = EntryPoint("broken", "no_such_package:row", registry.ENTRY_POINT_GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda self: row if self.name == "house-line" else _fail())

    def points(**kind: Any) -> list[EntryPoint]:
        return [broken, good] if kind == {"group": registry.ENTRY_POINT_GROUP} else []

    monkeypatch.setattr("importlib.metadata.entry_points", points)
    registry._installed.cache_clear()
    try:
        assert exhibit_type("house-line") is row
        assert exhibit_type("本所走势图") is row
        assert "house-line" in type_names() and "broken" not in type_names()
    finally:
        registry._installed.cache_clear()


def _fail() -> None:
    raise ImportError

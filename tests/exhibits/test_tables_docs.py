"""What the page about tables shows can be written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from table_cases import exhibit

from desknote.exhibits.registry import exhibit_type, type_names

PAGE = Path(__file__).resolve().parents[2] / "docs" / "exhibits-tables.md"


def _examples() -> list[tuple[str, dict[str, Any]]]:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    read = [yaml.safe_load(block.replace("'{{ facts.price }}'", "33.6")) for block in blocks]
    found = [spec for one in read for spec in one.values() if isinstance(spec, dict) and "type" in spec]
    return [(spec["type"], spec) for spec in found]


@pytest.mark.parametrize(("kind", "spec"), _examples())
def test_an_example_is_valid(kind: str, spec: dict[str, Any]) -> None:
    keys = {key: value for key, value in spec.items() if key not in ("type", "data")}
    exhibit(kind, {} if "data" in spec else None, **keys)


def test_every_type_has_an_example() -> None:
    tables = {name for name in type_names() if (row := exhibit_type(name)) and row.form == "table"}
    assert {kind for kind, _ in _examples()} == tables


def test_formats_in_full() -> None:
    block = re.search(r"```yaml\n(format:\n.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert block
    exhibit("table", {"总市值": (1.0,), "目标价": (1.0,)}, **yaml.safe_load(block[1]))

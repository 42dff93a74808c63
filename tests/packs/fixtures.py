"""Fixtures as data: a base workspace and, a rule, what breaks it and what does not."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from desknote.check import check
from desknote.closed import ClosedNote
from desknote.closed_companies import DistributionRow
from desknote.diagnostics import Diagnostic
from desknote.resolve import close
from desknote.workspace import Workspace

HERE = Path(__file__).parent
BASE = HERE / "base"
NOW = str(int(dt.datetime(2025, 2, 10, 4, tzinfo=dt.UTC).timestamp()))
"""SOURCE_DATE_EPOCH of the fixtures: noon of 10 February 2025 in Shanghai."""
_FILES = {
    "house": "content/house.yaml",
    "coverage": "content/coverage.yaml",
    "note": "content/notes/sample/note.yaml",
    "zhang-san": "content/analysts/zhang-san.yaml",
}
Patch = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One rule's fixture."""

    pack: str
    code: str
    fail: Patch
    passing: tuple[Patch, ...]
    at: str
    beside: frozenset[str]
    """Findings of other stages that cannot be kept apart from this one."""


@cache
def cases() -> tuple[Case, ...]:
    """Every rule's fixture, pack by pack."""
    return tuple(case for pack in ("cn", "hk", "us", "eu-uk") for case in _of(pack))


def base_of(pack: str) -> Patch:
    """What a pack's fixtures change about the base workspace: its language."""
    base: Patch = _read(pack).get("base", {})
    return base


@cache
def _read(pack: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((HERE / f"{pack}.yaml").read_text("utf-8"))
    return data


def _of(pack: str) -> Iterator[Case]:
    data, base = _read(pack), base_of(pack)
    for code, row in data.get("rules", data).items():
        if code == "base":
            continue
        fail = {**base, **row["fail"], "closed": row.get("closed", {})}
        passing = tuple({**base, **patch} for patch in row.get("also", ()))
        yield Case(pack, code, fail, passing or (base,), row.get("at", ""), frozenset(row.get("with", ())))


def workspace_with(root: Path, patch: Patch) -> Workspace:
    """The base workspace with ``patch`` made, in ``root``."""
    trees = {name: yaml.safe_load((BASE / file).read_text("utf-8")) for name, file in _FILES.items()}
    data = {p.relative_to(BASE).as_posix(): p.read_text("utf-8") for p in BASE.rglob("*") if p.is_file()}
    for key, value in patch.items():
        if key.startswith("data/"):
            data[f"content/notes/sample/{key}"] = value
        elif key != "closed":
            name, *steps = key.split(".")
            _put(trees[name], steps, copy.deepcopy(value))
    for name, file in _FILES.items():
        data[file] = yaml.safe_dump(trees[name], allow_unicode=True, sort_keys=False, width=10_000)
    for file, text in data.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Workspace(root.resolve())


def _put(tree: Any, steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        tree = tree[int(step)] if isinstance(tree, list) else tree[step]
    last: Any = int(steps[-1]) if isinstance(tree, list) else steps[-1]
    if value is None:
        del tree[last]
    else:
        tree[last] = value


def findings(root: Path, pack: str, patch: Patch) -> tuple[Diagnostic, ...]:
    """All that is found in the patched workspace under one pack."""
    note, found = close(workspace_with(root, patch), "sample", jurisdictions=(pack,))
    return (*found, *(check(_changed(note, patch.get("closed", {}))) if note is not None else ()))


def _changed(note: ClosedNote, patch: Patch) -> ClosedNote:
    made: dict[str, Any] = {}
    for key, value in patch.items():
        here = getattr(note, key)
        if is_dataclass(here) and isinstance(value, dict):
            made[key] = replace(here, **value)  # type: ignore[type-var]
        elif key == "distribution":
            made[key] = tuple(DistributionRow(**row) for row in value)
        else:
            made[key] = tuple(value)
    assert set(made) <= {field.name for field in fields(note)}
    return replace(note, **made)

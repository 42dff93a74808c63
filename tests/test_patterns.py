"""Patterns are compiled when they are used, and all of them can be."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import desknote
from desknote import patterns
from desknote.patterns import regex

SOURCES = Path(desknote.__file__).parent


def test_it_does_what_the_real_one_does() -> None:
    made, real = regex(r"(?P<y>\d+)-(\w)", re.IGNORECASE), re.compile(r"(?P<y>\d+)-(\w)", re.IGNORECASE)
    text = "12-a 3-B"
    assert made.sub(r"\2", text) == real.sub(r"\2", text)
    assert [m.groups() for m in made.finditer(text)] == [m.groups() for m in real.finditer(text)]
    assert made.fullmatch(text) is None and made.match(text) is not None
    assert (made.pattern, made.flags, made.groups) == (real.pattern, real.flags, real.groups)
    assert regex(rb"a+").findall(b"aa b a") == [b"aa", b"a"]
    assert repr(regex("a")).startswith("regex('a'")
    with pytest.raises(AttributeError):
        made.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_wrong_pattern_is_told_of_at_its_first_use() -> None:
    wrong = regex("(")
    for _ in range(2):
        with pytest.raises(re.error):
            wrong.match("x")


def test_every_pattern_of_the_tool_compiles() -> None:
    found = 0
    for module in pkgutil.walk_packages(desknote.__path__, "desknote."):
        if not module.name.endswith("__main__"):
            waiting: list[object] = [vars(importlib.import_module(module.name))]
            while waiting:
                thing = waiting.pop()
                if isinstance(thing, patterns._Later):
                    re.compile(thing._source, thing._flags)
                    found += 1
                elif isinstance(thing, dict):
                    waiting += [value for name, value in thing.items() if name != "__builtins__"]
                elif isinstance(thing, list | tuple):
                    waiting += thing
    assert found > 150


def test_no_module_compiles_patterns_where_it_is_imported() -> None:
    assert [f"{path.relative_to(SOURCES)}:{line}" for path in _modules() for line in _compiled(path)] == []


def _modules() -> list[Path]:
    return [p for p in SOURCES.rglob("*.py") if "starter" not in p.parts and p.name != "patterns.py"]


def _compiled(path: Path) -> list[int]:
    """The lines on which a module compiles outside its functions."""
    waiting: list[ast.AST] = [ast.parse(path.read_text())]
    lines = []
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
                lines.append(node.lineno)
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                waiting.append(node)
    return lines

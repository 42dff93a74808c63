"""Libraries that are imported at less cost than they come at."""

from __future__ import annotations

import dataclasses
import gc
import re
import sys
import typing
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

from desknote import patterns, records


@contextmanager
def lightly(*, late_patterns: bool = False) -> Iterator[None]:
    """While the block runs, classes and patterns of what is imported wait for their first use.

    The classes are those of :mod:`desknote.records`, the patterns with ``late_patterns`` those of
    :mod:`desknote.patterns`: for libraries that do not hand their patterns to functions of ``re``.
    """
    real = dataclasses.dataclass, re.compile
    dataclasses.dataclass = records.dataclass
    if late_patterns:
        re.compile = patterns.regex  # type: ignore[assignment]
    try:
        yield
    finally:
        dataclasses.dataclass, re.compile = real


class _Typed(dict[str, Any]):
    """Stands in for TypedDict: its classes are for type checkers, and make plain dictionaries."""

    def __init_subclass__(cls, **options: object) -> None:
        pass

    def __new__(cls, *values: Any, **named: Any) -> Any:
        return dict(*values, **named)


@contextmanager
def _untyped() -> Iterator[None]:
    """While the block runs, typed dictionaries are not taken to pieces."""
    import typing_extensions

    real = typing.TypedDict, typing_extensions.TypedDict
    typing.TypedDict = typing_extensions.TypedDict = _Typed  # type: ignore[assignment]
    try:
        yield
    finally:
        typing.TypedDict, typing_extensions.TypedDict = real


def load_pydantic() -> None:
    """Import what models need of pydantic."""
    if "pydantic" not in sys.modules:
        with lightly(late_patterns=True):
            # A hundred typed dictionaries take a quarter of its import.
            with suppress(Exception), _untyped():
                import pydantic_core.core_schema  # noqa: F401

            from pydantic import BaseModel, BeforeValidator, StringConstraints

            class First(BaseModel):
                """At the first model pydantic imports the rest of itself."""

        del BeforeValidator, StringConstraints, First


@contextmanager
def own_process() -> Iterator[None]:
    """Around all that a process does which does nothing but run desknote.

    Python looks for garbage every 700 objects, and through all there is more often than not while modules
    load: a tenth of a short run, to save a batch some 50 MB. At the end it looks through everything once,
    as it should: left out, libraries in C were taken down in the wrong order now and then. And pydantic
    looks for plugins of other packages, which takes a third of its own import; none has a part in how
    notes are read.
    """
    gc.set_threshold(200_000, 5, 2)
    none = ModuleType("pydantic.plugin._loader")
    none.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules.setdefault(none.__name__, none)
    try:
        yield
    finally:
        gc.unfreeze()

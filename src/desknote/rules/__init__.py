"""The one table of diagnostics: each code's severity, wording and help in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module

from desknote.rules.rule import Rule

__all__ = ["RULES", "Rule"]

_STAGES = (
    "files", "model", "resolve", "check", "coverage", "pack_cn", "pack_hk", "pack_us", "pack_eu", "prose", "render",
    "workflow", "publish", "stores",
)  # fmt: skip


class _Table(Mapping[str, Rule]):
    """The rows by code, loaded when the first is asked for: where nothing is found none is."""

    @cached_property
    def _rows(self) -> dict[str, Rule]:
        stages = (import_module(f"{__name__}.{stage}") for stage in _STAGES)
        return {row.code: row for stage in stages for row in stage.ROWS}

    def __getitem__(self, code: str) -> Rule:
        return self._rows[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


RULES: Mapping[str, Rule] = _Table()

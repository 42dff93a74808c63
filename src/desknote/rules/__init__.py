"""The one table of diagnostics: each code's severity, wording and help in English and Chinese."""

from __future__ import annotations

from types import MappingProxyType

from desknote.rules import (
    check,
    coverage,
    files,
    model,
    pack_cn,
    pack_eu,
    pack_hk,
    pack_us,
    prose,
    publish,
    render,
    resolve,
    stores,
    workflow,
)
from desknote.rules.rule import Rule

__all__ = ["RULES", "Rule"]

_STAGES = (files, model, resolve, check, coverage, pack_cn, pack_hk, pack_us, pack_eu, prose, render, workflow, publish, stores)

RULES: MappingProxyType[str, Rule] = MappingProxyType(
    {row.code: row for stage in _STAGES for row in stage.ROWS}
)

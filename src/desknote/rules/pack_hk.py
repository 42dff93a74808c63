"""DN450 to DN464: what Hong Kong asks of a research report."""

from __future__ import annotations

from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = ()

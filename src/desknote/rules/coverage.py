"""DN413 to DN420: ratings, target prices, coverage and conflicts."""

from __future__ import annotations

from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = ()

"""DN421 to DN449: what mainland China asks of a research report."""

from __future__ import annotations

from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = ()

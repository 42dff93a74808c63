"""DN801 to DN829: states, approval, waivers, proof, and comparing editions."""

from __future__ import annotations

from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = ()

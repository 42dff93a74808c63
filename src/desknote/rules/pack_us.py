"""DN465 to DN484: what the United States ask of a research report."""

from __future__ import annotations

from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = ()

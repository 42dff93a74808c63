"""DN501 to DN549: numbers, punctuation and words that an editor would mend."""

from __future__ import annotations

from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = ()

"""DN485 to DN499: what the European Union and the United Kingdom ask of a recommendation."""

from __future__ import annotations

from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = ()

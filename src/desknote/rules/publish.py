"""DN831 to DN869: channels, the site, and where it is put."""

from __future__ import annotations

from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = ()

"""DN831 to DN869: channels, the site, and where it is put."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = (
    # --- DN831 to DN844: channels
    Rule("DN831", "unknown-channel", _E, "there is no channel '{name}'", "没有名为“{name}”的渠道",
         "channels: {choices}", "可用渠道：{choices}"),
)

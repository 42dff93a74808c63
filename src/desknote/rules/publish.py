"""DN831 to DN869: channels, the site, and where it is put."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = (
    # --- DN831 to DN844: channels
    Rule("DN831", "unknown-channel", _E, "there is no channel '{name}'", "没有名为“{name}”的渠道",
         "channels: {choices}", "可用渠道：{choices}"),
    Rule("DN832", "no-sender", _W, "no analyst has an e-mail address: the message is sent from {address}",
         "没有分析师填写邮箱，邮件的发件人写作 {address}",
         "give the first analyst an 'email', or change the sender before sending", "请为首位分析师填写 email，或在发送前更换发件人"),
    Rule("DN833", "missing-package", _E, "this channel needs the Python package '{package}'", "该渠道需要 Python 包“{package}”",
         "pip install 'desknote[{extra}]'", "pip install 'desknote[{extra}]'"),
)

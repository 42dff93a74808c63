"""The kinds of interest that a house may have in a company."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

ConflictKind = Literal[
    "holding", "short-position", "banking", "banking-sought", "offering", "services", "client",
    "sponsor", "market-making", "board", "analyst-holding", "analyst-family", "other",
]  # fmt: skip
EVENTS: tuple[ConflictKind, ...] = ("banking", "banking-sought", "offering", "services", "client")
"""Kinds that count for some months after their day; the others count from their day until they end."""
SHARES: tuple[ConflictKind, ...] = ("holding", "short-position")
"""Kinds that are a share of a company's capital on a day."""

_WORDS = {
    "持仓": "holding", "持股": "holding", "淡仓": "short-position", "空头": "short-position",
    "投行": "banking", "投资银行": "banking", "投資銀行": "banking", "拟开展投行业务": "banking-sought",
    "承销": "offering", "承銷": "offering", "服务": "services", "服務": "services", "客户": "client",
    "客戶": "client", "保荐": "sponsor", "保薦": "sponsor", "持续督导": "sponsor", "做市": "market-making",
    "莊家活動": "market-making", "董事": "board", "任职": "board", "任職": "board",
    "分析师持股": "analyst-holding", "分析師持股": "analyst-holding", "分析师亲属": "analyst-family",
    "分析師親屬": "analyst-family", "其他": "other", "investment-banking": "banking",
}  # fmt: skip


def _read(value: object) -> object:
    if isinstance(value, str):
        word = value.strip().lower().replace(" ", "-").replace("_", "-")
        return _WORDS.get(word, word)
    return value


ConflictId = Annotated[ConflictKind, BeforeValidator(_read)]
"""A kind of interest, in the register's words or in Chinese."""

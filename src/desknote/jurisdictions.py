"""The rule packs by jurisdiction: their names, their codes, and what no exception can be made of."""

from __future__ import annotations

from types import MappingProxyType

PACKS = MappingProxyType({"cn": "cn", "hk": "hk", "us": "us", "eu-uk": "eu_uk"})
"""From a jurisdiction to the module of its pack in ``desknote.check.packs``."""
NAMES = MappingProxyType(
    {
        "cn": ("Mainland China", "中国内地"),
        "hk": ("Hong Kong", "香港"),
        "us": ("United States", "美国"),
        "eu-uk": ("European Union and United Kingdom", "欧盟与英国"),
    }
)
"""What a jurisdiction is called, in English and Chinese."""
CODES = MappingProxyType({"cn": (421, 449), "hk": (450, 464), "us": (465, 484), "eu-uk": (485, 499)})
"""The numbers of each pack's rules, first and last."""

_NEVER = frozenset(("DN438", "DN439", "DN447", "DN463", "DN481"))
"""What these find is itself forbidden, not merely left out."""


def pack_of(code: str) -> str:
    """The jurisdiction that a rule belongs to; empty for a rule of none."""
    number = int(code[2:]) if code[2:].isdecimal() else 0
    return next((name for name, (first, last) in CODES.items() if first <= number <= last), "")


def waivable(code: str) -> bool:
    """Whether a supervisor may let a note off this pack's rule."""
    return bool(pack_of(code)) and code not in _NEVER

"""``--select`` and ``--ignore``: findings by code, or by how it begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desknote.rules import RULES, Rule


def wanted(code: str, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> bool:
    """Whether a finding is asked for: a longer beginning of its code beats a shorter one."""

    def longest(prefixes: tuple[str, ...]) -> int:
        return max((len(p) for p in prefixes if code.startswith(p.upper())), default=-1)

    return (longest(select) if select else 0) > longest(ignore)


def unknown_selectors(selectors: Iterable[str], rules: Mapping[str, Rule] = RULES) -> list[str]:
    """Those of ``selectors`` that no code begins with."""
    return [s for s in selectors if not any(code.startswith(s.upper()) for code in rules)]

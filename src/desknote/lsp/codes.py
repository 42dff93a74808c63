"""The rules that a house may set and a comment may leave out, as offers with their explanations."""

from __future__ import annotations

from desknote.lsp.desk import KeyPath, View
from desknote.lsp.names import Named
from desknote.model.checks import is_compliance, why_kept
from desknote.rules import RULES


def codes(view: View, *, severity: bool = False) -> list[Named]:
    """Each rule that may be left out, or with ``severity`` made graver: its code, name and explanation."""
    from desknote.explanations import EXPLANATIONS

    zh = view.ui_lang == "zh"
    found = []
    for code, rule in RULES.items():
        if why_kept(code) is None or (severity and is_compliance(code)):
            said = EXPLANATIONS.get(code)
            card = (said.zh if zh else said.en) if said is not None else ""
            found.append(Named(code, rule.name, card))
    return found


def names_codes(view: View, path: KeyPath) -> bool:
    """Whether the values at ``path`` of a house's file are codes of rules."""
    return view.kind == "house" and path[:2] == ("checks", "ignore")

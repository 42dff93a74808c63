"""What of an edition the readers of its pages see: a PDF carries no more than that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desknote.editions.edition import Edition, Value
from desknote.patterns import regex

_GROUPED = regex(r"(?<=[0-9]),(?=[0-9]{3})|\s")
_FIGURE = regex(r"[0-9][0-9.]*[0-9]|[0-9]")


def public(edition: Edition) -> Edition:
    """``edition`` without what stays on the desk: facts that are shown nowhere, and where facts come from.

    A fact may be there for a formula only, or for a text that was dropped; its source may be a name.
    """
    shown = _plain("\n".join(_shown(edition)))
    figures = frozenset(_FIGURE.findall(shown))
    facts = (replace(f, source="") for f in edition.facts if _stands(f, shown, figures))
    return replace(edition, facts=tuple(facts))


def _stands(fact: Value, shown: str, figures: frozenset[str]) -> bool:
    """Whether ``fact`` can be read somewhere: its figure, whatever stands around it, or its words."""
    text = _plain(fact.shown)
    found = _FIGURE.findall(text)
    return all(figure in figures for figure in found) if found else text in shown


def _plain(text: str) -> str:
    return _GROUPED.sub("", text.replace("\n", "\0")).replace("\0", "\n")


def _shown(edition: Edition) -> Iterator[str]:
    for _, block in edition.blocks():
        yield block.text
    for table in edition.exhibits:
        yield from table.headers
        yield from (cell for row in table.rows for cell in row)
    for value in (*edition.targets, *edition.estimates):
        yield value.shown

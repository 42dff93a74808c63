"""One thing written in several ways: which way the note prefers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def gathered(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """Values by the form they have."""
    forms: dict[str, list[T]] = {}
    for form, value in pairs:
        forms.setdefault(form, []).append(value)
    return forms


def odd_ones(forms: Mapping[str, Sequence[T]], least: int = 2) -> Iterator[tuple[str, T]]:
    """Each value that is not in the form which most have, with that form.

    Nothing where no form clearly leads: ``least`` times at least, and more often than any other.
    """
    if len(forms) < 2:
        return
    ranked = sorted(forms, key=lambda form: -len(forms[form]))
    best = ranked[0]
    if len(forms[best]) < least or len(forms[ranked[1]]) >= len(forms[best]):
        return
    for form in ranked[1:]:
        for value in forms[form]:
            yield best, value

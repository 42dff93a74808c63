"""How far a figure has moved, read from the figures as they are shown."""

from __future__ import annotations

import math
import re

from desknote.editions.changes import Difference
from desknote.patterns import regex

_FIGURE = regex(r"[-+−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_SHARES = ("%", "‰", "pp", "pct", "百分点", "百分點")


def number_in(text: str) -> float | None:
    """The one figure in ``text``; nothing where there is none, or more than one. Brackets are a minus."""
    found = _FIGURE.findall(text)
    if len(found) != 1:
        return None
    value = float(found[0].replace(",", "").replace("−", "-"))
    return -value if re.search(r"[(（]\s*[0-9][0-9,.]*%?\s*[)）]", text) else value


def difference(old: float | None, new: float | None, share: bool) -> Difference | None:
    """From ``old`` to ``new``: percentage points of shares (``share``), else per cent of the old figure.

    Nothing where one is missing, nothing moved, or the old figure is nought or of the other sign.
    """
    if old is None or new is None or not (math.isfinite(old) and math.isfinite(new)) or old == new:
        return None
    if share:
        return Difference(new - old, "pp")
    if old == 0 or (old < 0) != (new < 0):
        return None
    return Difference((new - old) / abs(old) * 100, "%")


def is_share(*texts: str) -> bool:
    """Whether figures with these units or heads are shares, whose change is told in percentage points."""
    return any(mark in text for text in texts for mark in _SHARES)


def unit_of(text: str) -> str:
    """What is left of a figure without its number: 万元 of 1,552 万元."""
    return _FIGURE.sub("", text).strip()

"""A note's facts as the figures that expressions read."""

from __future__ import annotations

from collections.abc import Mapping

from desknote.closed import Cell
from desknote.model.base import in_lang
from desknote.model.house import House
from desknote.model.note import Fact
from desknote.resolve.figures import Figure, figured, read_figure
from desknote.source import Document


def fact_figures(
    facts: Mapping[str, Fact],
    values: Mapping[str, Cell],
    document: Document,
    house: House | None,
    lang: str,
) -> dict[str, Figure]:
    """Every fact by name; ``values`` are those that were read or worked out."""
    thousands = house is not None and house.sets_thousands(lang)
    return {
        name: _figure(name, fact, values.get(name), document, lang, thousands) for name, fact in facts.items()
    }


def _figure(
    name: str, fact: Fact, worked_out: Cell, document: Document, lang: str, thousands: bool
) -> Figure:
    value = worked_out if fact.value is None else fact.value
    scalar = document.scalars.get(("facts", name, "value")) or document.scalars.get(("facts", name))
    written = scalar.value.strip() if scalar is not None and fact.value is not None else figured(value)
    return read_figure(
        value,
        written,
        unit=in_lang(fact.unit, lang),
        digits=fact.digits,
        lang=lang,
        thousands=thousands,
        calculated=fact.value is None,
        source=fact.source or "",
        note=fact.note or "",
    )

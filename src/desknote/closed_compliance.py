"""What rule packs need to know of a house and a note besides what the page shows in its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from desknote.diagnostics import Span
from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """A word that the house itself forbids, and why."""

    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class Compliance:
    """The house's settings and the note's own times.

    ``timezone`` is an IANA name or an offset such as ``+08:00``. ``completed`` and ``disseminated`` carry a
    time zone: that which was written, else the house's; their ``…_shown`` are what readers see.
    ``places`` says where keys stand: ``house.licence`` in the house's file, ``note.risks`` in the note's.
    """

    certificate_prefix: str = ""
    authority: str = ""
    """The authority that supervises the house."""
    timezone: str = "Asia/Shanghai"
    completed: dt.datetime | None = None
    completed_shown: str = ""
    disseminated: dt.datetime | None = None
    disseminated_shown: str = ""
    update_frequency: str = ""
    forbidden: tuple[Wording, ...] = ()
    allowed: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    """Ids of the markets that have a benchmark, in the order of the house's table."""
    places: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def production(self, whole: bool) -> tuple[tuple[str, str], ...]:
        """What the page says of when the note was made and sent out: keys of labels, and what is said.

        Nothing where neither time is given, unless ``whole``: then authority and updates are told anyway.
        """
        told = (
            ("completed", self.completed_shown),
            ("first_disseminated", self.disseminated_shown),
            ("updates", self.update_frequency),
            ("authority", self.authority),
        )
        if not whole and not self.completed_shown and not self.disseminated_shown:
            return ()
        return tuple((key, said) for key, said in told if said)

    def at(self, *keys: str) -> Span | None:
        """Where the first of ``keys`` that is written stands."""
        return next((self.places[key] for key in keys if key in self.places), None)

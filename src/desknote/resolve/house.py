"""The house as one note shows it: every text in the note's language, its expressions filled in."""

from __future__ import annotations

from collections.abc import Mapping

from desknote.closed import HouseView, MarketView, Passage, RatingView, StatementView
from desknote.diagnostics import Diagnostic
from desknote.model.base import in_lang
from desknote.model.brand import Brand
from desknote.model.house import House
from desknote.resolve.expressions import Scope
from desknote.resolve.figures import Figure
from desknote.resolve.ratings import systems
from desknote.resolve.text import Texts, local_path
from desknote.source import Document, Path

FIELDS = ("name", "legal_name", "department", "document_label", "address", "website")


def house_fields(house: House, lang: str) -> dict[str, Figure | str]:
    """What expressions read as ``house.…``."""
    return {name: in_lang(getattr(house, name), lang) for name in FIELDS}


def house_view(
    document: Document,
    house: House,
    brand: Brand,
    rating: RatingView | None,
    lang: str,
    note: Mapping[str, Figure | str],
) -> tuple[HouseView, list[Diagnostic]]:
    """The house's part of the note, and what is wrong with the expressions in its texts.

    Its texts may read ``house`` and ``note`` fields: ``{{ house.legal_name }}``; not a note's facts.
    """
    fields = house_fields(house, lang)
    texts = Texts(document, Scope({"house": fields, "note": note}))

    def filled(path: Path, *, markdown: bool = False) -> Passage:
        place = local_path(document, path, lang)
        return texts.passage(place, markdown=markdown) if place is not None else Passage("")

    statements = tuple(
        StatementView(
            id=statement.id,
            title=filled(("statements", i, "title")).text,
            body=filled(("statements", i, "body"), markdown=True),
        )
        for i, statement in enumerate(house.statements)
    )
    view = HouseView(
        name=str(fields["name"]),
        legal_name=str(fields["legal_name"]),
        department=str(fields["department"]),
        tagline=in_lang(brand.defaults.desknote.tagline, lang),
        document_label=str(fields["document_label"]),
        licence=filled(("licence",)).text,
        notice=filled(("notice",)).text,
        address=str(fields["address"]),
        website=str(fields["website"]),
        statements=statements,
        ratings_title=filled(("ratings", "title")).text,
        ratings_introduction=filled(("ratings", "introduction")).text,
        systems=systems(house, rating, lang),
        markets=tuple(
            MarketView(in_lang(market.name, lang), in_lang(market.benchmark, lang))
            for market in house.markets
        ),
        disclosures_title=filled(("disclosures", "title")).text,
        disclosures_introduction=filled(("disclosures", "introduction")).text,
        disclosures_none=filled(("disclosures", "none")).text,
        price_days=house.price_days,
    )
    return view, texts.found

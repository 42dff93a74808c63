"""Companies in the parts of a note: what the front says of the subject, and what is disclosed of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from desknote.channels.grids import grid_of
from desknote.channels.parts import Grid, GridCell, GridRow, Heading, Items, Paragraph, Part, Run
from desknote.channels.reading import plain_line
from desknote.channels.words import say
from desknote.compose.companies import company_table
from desknote.compose.page import history
from desknote.spacing import spaced

if TYPE_CHECKING:
    from desknote.closed import ClosedNote

Body = Callable[[str, int], tuple[Part, ...]]
"""From Markdown and the level of the heading above it to parts."""
_NONE = "–"


def glance(note: ClosedNote) -> Iterator[Part]:
    """The rating, the subject's target and price, and what is new against the previous edition."""
    labels, subject = note.labels, note.subject
    pairs: list[tuple[str, str]] = []
    if subject is not None:
        ticker = f" ({subject.ticker})" if subject.ticker else ""
        pairs.append((say("subject", note.lang), subject.name + ticker))
    if note.rating is not None:
        pairs.append((note.rating.scope or labels["rating"], note.rating.label))
    if subject is not None:
        day = f" ({subject.price_day})" if subject.price_day else ""
        price = subject.price_shown + day if subject.price_shown else ""
        pairs += [(labels["target_price"], subject.target_shown), (labels["price"], price)]
        pairs.append((labels["upside"], subject.upside_shown))
    rows = tuple(
        GridRow((GridCell((Run(spaced(k)),), True), GridCell((Run(spaced(v), bold=True),))))
        for k, v in pairs
        if v
    )
    if rows:
        yield Grid((), rows)
    if note.changes:
        heads = (labels["item"], labels["previous"], labels["current"])
        changed = [(spaced(c.label), spaced(c.old), spaced(c.new)) for c in note.changes]
        caption = labels["changes"]
        if subject is not None and subject.previous_day:
            caption += " " + labels["compared"].format(subject.previous_day)
        yield grid_of(heads, changed, plain_line(caption))


def disclosed(note: ClosedNote, body: Body) -> Iterator[Part]:
    """Interests in the companies named, how the target price came about, and earlier recommendations."""
    labels, house, subject = note.labels, note.house, note.subject
    colon = "：" if note.lang.startswith("zh") else ": "
    table = company_table(note)
    about = subject is not None and (subject.valuation or subject.target_risks)
    if not (table or about or (note.named and house.disclosures_none)):
        return
    heading = plain_line(house.disclosures_title or labels["company_disclosures"])
    yield Heading(2, heading, "company-disclosures")
    if table:
        if house.disclosures_introduction and table.legend:
            yield Paragraph(plain_line(house.disclosures_introduction))
        heads = [labels["company"], labels["ticker"]]
        heads += [labels["rating"]] if table.rated else []
        heads += [labels["price"]] if table.priced else []
        heads += [labels["disclosure_codes"]] if table.legend else []
        rows = []
        for row in table.rows:
            company = row.company
            cells = [spaced(company.name), company.ticker]
            cells += [spaced(row.rating) or _NONE] if table.rated else []
            price = spaced(f"{company.price_shown} ({company.price_day})") if company.price_shown else _NONE
            cells += [price] if table.priced else []
            cells += [", ".join(row.codes) or _NONE] if table.legend else []
            rows.append(cells)
        yield grid_of(heads, rows)
    if table.legend:
        yield Items(
            tuple(
                (Paragraph((Run(f"{code} ", bold=True), *plain_line(" ".join(v.text for v in views)))),)
                for code, views in table.legend
            )
        )
    elif house.disclosures_none:
        yield Paragraph(plain_line(house.disclosures_none))
    if subject is None:
        return
    for label, text in (("valuation", subject.valuation), ("target_risks", subject.target_risks)):
        if text:
            yield Heading(3, plain_line(f"{labels[label]}{colon}{subject.name}"))
            yield from body(text, 3)
    if events := history(note):
        yield Heading(3, plain_line(f"{labels['rating_history']}{colon}{subject.name}"))
        heads = [labels["date"], labels["rating"], labels["target_price"], labels["price"]]
        told = [
            [e.day, spaced(e.label) or _NONE, spaced(e.target_shown) or _NONE, spaced(e.price_shown) or _NONE]
            for e in events
        ]
        yield grid_of(heads, told)


def distribution(note: ClosedNote) -> Iterator[Part]:
    """How the house's ratings are spread."""
    if not note.distribution:
        return
    labels = note.labels
    heads = (labels["rating"], labels["companies"], labels["share"], labels["banking_share"])
    rows = [
        (d.label, str(d.count), f"{d.share:.0f}%", f"{d.banking_share:.0f}%" if d.count else _NONE)
        for d in note.distribution
    ]
    yield grid_of(heads, rows, plain_line(f"{labels['rating_distribution']} {note.date_label}"))

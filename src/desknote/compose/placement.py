"""Where each exhibit stands on the printed page, and so how wide it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desknote.closed import ClosedNote, Exhibit
from desknote.compose.markdown import placed_in

SIDEBAR_MM, FRONT_MM, FULL_MM, GUTTER_MM, PHONE_MM = 52.0, 116.0, 178.0, 6.0, 92.0
_ALONE = 0.68  # a half-width exhibit with no partner takes this share of the line


def rows_of(paragraphs: Sequence[Sequence[str]], exhibits: Mapping[str, Exhibit]) -> list[list[str]]:
    """Exhibits in rows: those of one paragraph two by two, and half-width ones that follow each other."""
    rows: list[list[str]] = []
    open_row = False
    for names in paragraphs:
        if len(names) > 1:
            rows += [list(names[i : i + 2]) for i in range(0, len(names), 2)]
            open_row = False
        elif names:
            half = exhibits[names[0]].spec.width == "half"
            if half and open_row:
                rows[-1].append(names[0])
                open_row = False
            else:
                rows.append(list(names))
                open_row = half
    return rows


def squeezed(note: ClosedNote, beside: frozenset[str]) -> dict[str, float]:
    """The widths in mm of exhibits that are drawn for the whole page and stand beside the sidebar.

    ``beside`` are the anchors that a layout found there: a short note's sections begin on the front page.
    """
    room, drawn = FRONT_MM / FULL_MM, widths(note)
    sections = {name for s in note.sections for names in placed_in(str(s.body)) for name in names}
    found = [e.id for e in note.exhibits if e.anchor in beside and e.id in sections & drawn.keys()]
    return {name: round(drawn[name] * room, 1) for name in found}


def widths(note: ClosedNote) -> dict[str, float]:
    """The width in mm at which each placed exhibit is drawn for print."""
    exhibits = {e.id: e for e in note.exhibits}
    found = {item.exhibit: SIDEBAR_MM for item in note.sidebar if item.kind == "exhibit"}
    front = FRONT_MM if note.sidebar else FULL_MM
    bodies = [(b.body, front) for b in note.viewpoints]
    bodies += [(note.advice.body, front)] if note.advice else []
    bodies += [(risk, front) for risk in note.risks]
    bodies += [(s.body, FULL_MM) for s in note.sections]
    for body, room in bodies:
        paragraphs = [[n for n in names if n in exhibits] for names in placed_in(str(body))]
        for row in rows_of(paragraphs, exhibits):
            for name in row:
                half = len(row) == 2 or exhibits[name].spec.width == "half"
                alone = room * _ALONE if half else room
                found.setdefault(name, (room - GUTTER_MM) / 2 if len(row) == 2 else round(alone, 1))
    return found

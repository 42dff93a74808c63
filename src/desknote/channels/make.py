"""The bytes of a note's outputs, channel by channel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from desknote.channels.house import house_channels
from desknote.channels.materials import Materials
from desknote.channels.registry import OWN, Channel, channel, names
from desknote.diagnostics import Diagnostic, Problems, suggest
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.render.pdf import Press
    from desknote.wardrobe import Wardrobe


def chosen(workspace: Workspace, targets: Iterable[str]) -> tuple[Channel, ...]:
    """The channels that ``targets`` name, each once and in the registry's order.

    Raises Problems: DN831 for those that are not there, DN834 where a house's own is wrong.
    """
    targets = tuple(targets)
    # Looking for other channels takes as long as all else that a build without changes does.
    own = house_channels(workspace) if not OWN.keys() >= set(targets) else {}
    known = (*names(), *own) if not OWN.keys() >= set(targets) else tuple(OWN)
    wrong: list[Diagnostic] = []
    rows: list[Channel] = []
    for name in dict.fromkeys(targets):
        if (row := channel(name) or own.get(name)) is not None:
            rows.append(row)
        else:
            params = {"name": name, "choices": ", ".join(known)}
            wrong.append(Diagnostic("DN831", None, params, suggest(name, known)))
    if wrong:
        raise Problems(wrong)
    return tuple(sorted(rows, key=lambda row: known.index(row.name)))


def rendered(
    workspace: Workspace,
    note: ClosedNote,
    targets: tuple[str, ...],
    documents: Mapping[str, str],
    found: list[Diagnostic],
    press: Press | None,
    wardrobe: Wardrobe | None,
    jobs: int | None,
) -> tuple[dict[str, bytes], int]:
    """The bytes of each output by file name, and the pages of the PDF. Raises Problems."""
    rows = chosen(workspace, targets)
    printed = tuple(dict.fromkeys(row.page for row in rows if row.page))
    materials = Materials(workspace, note, documents, found, printed, press, wardrobe, jobs)
    outputs: dict[str, bytes] = {}
    pages = 0
    for row in rows:
        made = row.code.make(materials, row)
        outputs.update(made.files)
        pages = pages or made.pages
    return outputs, pages

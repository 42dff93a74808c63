"""The bytes of a note's outputs, channel by channel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desknote import reading
from desknote.channels.materials import Materials
from desknote.channels.registry import OWN, Channel, channel, names
from desknote.diagnostics import Diagnostic, Problems, suggest
from desknote.freshness import CODE, MACHINE, machine_digest
from desknote.records import dataclass
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
    known, own = tuple(OWN), dict[str, Channel]()
    if not OWN.keys() >= set(targets):
        # Looking for other channels takes as long as all else that a build without changes does.
        from desknote.channels.house import house_channels

        own |= house_channels(workspace)
        known = (*names(), *own)
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


@dataclass(frozen=True, slots=True)
class Part:
    """What came of one channel: files by name, pages, what was found, and what it was made from."""

    target: str
    files: Mapping[str, bytes]
    pages: int
    found: tuple[Diagnostic, ...]
    inputs: Mapping[str, str]


def parts(
    workspace: Workspace,
    note: ClosedNote,
    targets: tuple[str, ...],
    documents: Mapping[str, str],
    found: list[Diagnostic],
    press: Press | None = None,
    wardrobe: Wardrobe | None = None,
    jobs: int | None = None,
) -> list[Part]:
    """What comes of each channel; what is found on the way goes to ``found`` as well. Raises Problems."""
    with reading.noting() as described:  # channels of the house are files of the workspace
        rows = chosen(workspace, targets)
    printed = tuple(dict.fromkeys(row.page for row in rows if row.page))
    materials = Materials(workspace, note, documents, found, printed, press, wardrobe, jobs)
    before, made, shared = tuple(found), [], {}
    for row in rows:
        start = len(found)
        with reading.noting() as inputs:
            if row.name not in OWN:
                reading.note_all(described)
                _note_code(row)
            result = row.code.make(materials, row)
        made.append((row.name, result, found[start:], inputs))
        # Its description and templates are a channel's own; drawings and fonts are made when first asked for.
        own = {name for name in inputs if name in described or _is_template(name)}
        shared.update({name: digest for name, digest in inputs.items() if name not in own})
    dressed = materials.found_dressing
    return [
        Part(name, m.files, m.pages, _once(before, dressed, own), {**shared, **inputs})
        for name, m, own, inputs in made
    ]


def _note_code(row: Channel) -> None:
    """A channel of another package: its module is no part of desknote's version."""
    file = getattr(row.code, "__file__", None)
    if file is not None and not row.module.startswith("desknote."):
        reading.note(f"{MACHINE}{file}", machine_digest(Path(file)))


def _is_template(name: str) -> bool:
    return name.startswith(("templates/", f"{CODE}/"))


def _once(*found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    kept: list[Diagnostic] = []
    for diagnostics in found:
        kept += [d for d in diagnostics if d not in kept]
    return tuple(kept)


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
    made = parts(workspace, note, targets, documents, found, press, wardrobe, jobs)
    outputs = {name: content for part in made for name, content in part.files.items()}
    return outputs, next((part.pages for part in made if part.pages), 0)

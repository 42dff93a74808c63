"""What a pack asks of the printed pages: only a build can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desknote.check.packs.cn import LABELS
from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic


def printed(note: ClosedNote, without: Callable[[str], list[int]]) -> Iterator[Diagnostic]:
    """DN449: every page carries the words of a report. ``without`` gives the pages that lack some words."""
    if "cn" not in note.jurisdictions:
        return
    label = LABELS[note.lang]
    if label.lower() not in note.house.document_label.lower():
        return  # DN421 tells of it
    if lacking := without(label):
        pages = ", ".join(map(str, lacking[:12])) + (", …" if len(lacking) > 12 else "")
        place = note.compliance.at("house.document_label", "house")
        yield Diagnostic("DN449", place, {"pages": pages, "label": label})

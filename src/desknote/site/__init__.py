"""The static site: ``publishable`` notes, ``make`` them a site, ``write`` it to a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desknote.diagnostics import Diagnostic, Problems
from desknote.site.value import MANIFEST, Site, SiteFile
from desknote.site.write import Before, Written, before, write

if TYPE_CHECKING:
    from desknote.site.assemble import Progress
    from desknote.site.entry import Entry
    from desknote.site.settings import Desk
    from desknote.workspace import Workspace

__all__ = [
    "MANIFEST", "Before", "Site", "SiteFile", "Written", "before", "desk_of", "make", "publishable", "write",
]  # fmt: skip


def publishable(
    workspace: Workspace,
    slugs: Sequence[str],
    found: list[Diagnostic],
    drafts: bool = False,
    force: bool = False,
    jobs: int | None = None,
    progress: Callable[[int, int, str], None] = lambda done, of, slug: None,
) -> tuple[tuple[Entry, ...], int]:
    """The notes that the site has a page for, built where they have to be, and how many were built now.

    Nobody but whoever asks for ``drafts`` sees a note that is not released; what is withdrawn is there with
    nothing of its content. What is wrong goes to ``found``: a note with errors has no entry.
    """
    from secrets import token_hex

    from desknote.batch import warm_fonts
    from desknote.site.gather import Task, folder_of, forget, gather, shown
    from desknote.site.pool import each, processors

    run = token_hex(8)
    found += _clashes(slugs)
    new = [slug for slug in slugs if not (folder_of(workspace, slug) / "entry.json").is_file()]
    if len(new) > 1:
        warm_fonts(workspace, new)
    tasks = [Task(workspace.root, slug, drafts, run, force) for slug in slugs]
    entries: dict[str, Entry] = {}
    built = 0
    try:
        for done, one in enumerate(each(gather, tasks, jobs or processors(), few=2), 1):
            progress(done, len(tasks), one.slug)
            found += one.found
            built += one.built
            if one.entry is not None and shown(one.entry, drafts):
                entries[one.slug] = one.entry
    finally:
        forget()
    return tuple(entries[slug] for slug in slugs if slug in entries), built


def make(
    workspace: Workspace,
    entries: Sequence[Entry],
    found: list[Diagnostic],
    drafts: bool = False,
    jobs: int | None = None,
    progress: Progress = lambda what, done, of: None,
) -> Site:
    """The site of ``entries``. Raises Problems: settings that are wrong, templates, fonts."""
    from desknote.site.assemble import site
    from desknote.site.pool import processors

    desk = desk_of(workspace, found)
    return site(workspace, desk, entries, drafts=drafts, jobs=jobs or processors(), progress=progress)


def desk_of(workspace: Workspace, found: list[Diagnostic]) -> Desk:
    """What shapes the site besides its notes. Raises Problems: settings that are wrong."""
    from desknote.site.settings import read_desk

    own: list[Diagnostic] = []
    try:
        desk = read_desk(workspace, own)
    except Problems as problems:
        raise Problems((*own, *problems.diagnostics)) from None
    found += own
    return desk


def _clashes(slugs: Sequence[str]) -> list[Diagnostic]:
    """Notes whose names differ in capitals alone: on many disks and servers they would share a page."""
    known: dict[str, str] = {}
    found = []
    for slug in slugs:
        other = known.setdefault(slug.casefold(), slug)
        if other != slug:
            found.append(Diagnostic("DN849", None, {"note": slug, "other": other}))
    return found

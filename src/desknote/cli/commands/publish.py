"""``desknote publish``: the static site of all released notes, built where they have to be."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desknote.cli.app import exit_code
from desknote.cli.commands.notes import chosen
from desknote.cli.console import Console, sources_in
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic
from desknote.report import severity

if TYPE_CHECKING:
    from desknote.site import Site
    from desknote.site.entry import Entry
    from desknote.site.write import Before

SITE, PREVIEW = "site", "site-preview"
"""The folders of the workspace that sites are written to, where no other is named."""


def run(given: Given, console: Console) -> int:
    """Publish the workspace's notes to a folder, a store or a branch. Raises Problems."""
    from desknote.cli.commands.places import place_of
    from desknote.site import desk_of, make, publishable

    began = time.perf_counter()
    workspace, slugs = chosen(())
    drafts = given.on("drafts")
    place = place_of(given, console, workspace, PREVIEW if drafts else SITE)
    if given.on("roll_back") or given.on("remove"):
        return (place.back if given.on("roll_back") else place.away)(given.on("dry_run"))
    old = place.before()
    jobs = int(given.options["jobs"]) if "jobs" in given.options else None
    desk_of(workspace, [])  # before a thousand notes are built, not after
    found: list[Diagnostic] = []

    def gathered(done: int, of: int, slug: str) -> None:
        console.progress("gathering", name=slug, i=done, n=of)

    entries, built = publishable(workspace, slugs, found, drafts, given.on("force"), jobs, gathered)
    errors = [d for d in found if severity(d) == "error"]
    if errors:
        console.report(found, sources_in(workspace.root))
        console.count(found)
        console.tell("not_published")
        return exit_code(found)

    def making(what: str, done: int, of: int) -> None:
        console.progress(f"making_{what}", i=done, n=of)

    site = make(workspace, entries, found, drafts, jobs, making)
    found += _warnings(entries, site, old, drafts)
    console.report(found, sources_in(workspace.root))
    put = place.foreseen(site) if given.on("dry_run") else place.put(site)
    shown = sum(e.state != "withdrawn" for e in entries)
    seconds = f"{time.perf_counter() - began:.1f}"
    console.tell("published_notes", n=shown, built=built, seconds=seconds)
    key = "would_publish_files" if given.on("dry_run") else "published_files"
    console.tell(key, new=put.new, kept=put.kept, removed=put.removed)
    console.count(found)
    if not console.quiet:
        console.result(place.address)
    return exit_code(found)


def _warnings(entries: tuple[Entry, ...], site: Site, old: Before | None, drafts: bool) -> list[Diagnostic]:
    """What whoever publishes should know."""
    found = []
    if not any(e.state != "withdrawn" for e in entries):
        found.append(Diagnostic("DN847"))
    if not site.base_url and not drafts:
        found.append(Diagnostic("DN848"))
    if old is not None and not old.drafts and not drafts:
        pages = [p for p in old.files if p.startswith("notes/") and p.endswith("/index.html")]
        gone = sorted(p.split("/")[1] for p in pages if p not in site.files)
        found += [Diagnostic("DN846", None, {"note": slug}) for slug in gone]
    return found

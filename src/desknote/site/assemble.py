"""The whole site from its notes: pages, feeds, search, pictures and what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from desknote.outputs import own_templates
from desknote.site import keys
from desknote.site.compose import Composer
from desknote.site.edition import metadata
from desknote.site.entry import Entry
from desknote.site.feeds import feeds
from desknote.site.indexing import search_files
from desknote.site.kept import Page, files_of
from desknote.site.machine import missing, robots, sitemap, whole_index
from desknote.site.notepages import NotePages
from desknote.site.pages import Lists
from desknote.site.plan import Plan
from desknote.site.settings import Desk
from desknote.site.shared import shared_files
from desknote.site.value import Site, made
from desknote.workspace import Workspace

Progress = Callable[[str, int, int], None]
"""Called with what is being made, how many are done, and of how many."""


def site(
    workspace: Workspace,
    desk: Desk,
    entries: Iterable[Entry],
    *,
    drafts: bool = False,
    jobs: int = 1,
    progress: Progress = lambda what, done, of: None,
) -> Site:
    """The site of ``entries``, which ``gather`` gave. Raises Problems (a template, a font or a logo)."""
    plan = Plan(workspace, desk, tuple(entries), drafts)
    feed = ("feed.xml", "feed.json")
    offered = {e.lang: [f"{e.prefix}{name}" for name in feed] for e in plan.editions if not drafts}
    plain = Composer(own_templates(workspace), {}, drafts, offered)
    shared = shared_files(plan, plain)
    composer, files = replace(plain, assets=shared.where), dict(shared.files)
    common = keys.base(plan, composer.templates)
    name = "preview" if drafts else "lists"
    files |= files_of(
        _lists(plan, composer, common),
        plan.cache / "lists",
        name,
        jobs,
        lambda done, of: progress("lists", done, of),
    )
    pages = NotePages(plan, composer, dict(shared.faces), common)
    files |= pages.files(jobs, lambda done, of: progress("notes", done, of))
    files |= search_files(plan)
    files |= missing(plan.editions[0], composer, files)
    files["index.json"] = made(
        "index.json", whole_index([metadata(e, plan.edition(e)) for e in plan.entries])
    )
    files["robots.txt"] = made("robots.txt", robots(desk, drafts))
    if desk.base_url and not drafts:
        hidden = {e.folder + "index.html" for e in plan.entries if not e.public}
        shown = [p for p in files if p.endswith(".html") and p not in hidden]
        days = {e.folder + "index.html": e.date.isoformat() for e in plan.entries}
        files["sitemap.xml"] = made("sitemap.xml", sitemap(desk, shown, days))
    return Site(files, drafts, desk.base_url)


def _lists(plan: Plan, composer: Composer, common: str) -> Iterator[Page]:
    """The pages that list notes, and the feeds; a preview has none of those."""
    for edition in plan.editions:
        key = keys.lists(keys.around(common, edition, composer), edition, composer)
        lists = Lists(edition, composer, key)
        yield from lists.pages()
        if not plan.drafts:
            for channel in lists.channels():
                yield from feeds(edition, channel, key)

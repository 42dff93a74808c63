"""``desknote check``: every problem of the notes, without building them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desknote.cli.app import exit_code
from desknote.cli.commands.notes import chosen
from desknote.cli.console import Console, sources_in
from desknote.cli.failures import internal
from desknote.cli.words import Given, UsageError
from desknote.diagnostics import Diagnostic
from desknote.formats import prefix_of, render, unknown_selectors, wanted
from desknote.report import ordered
from desknote.workspace import Workspace

Find = Callable[[Workspace], list[Diagnostic]]


def run(given: Given, console: Console) -> int:
    """Check the notes given, and with ``--fix`` mend what is certain. Raises Problems."""
    select, ignore = given.values("select"), given.values("ignore")
    for word in unknown_selectors((*select, *ignore)):
        raise UsageError(console.say("unknown_code", name=word), "desknote check")
    workspace, slugs = chosen(given.arguments)

    def find(there: Workspace) -> list[Diagnostic]:
        found = [] if slugs else [Diagnostic("DN006")]
        for i, slug in enumerate(slugs, 1):
            console.progress("checking", name=slug, i=i, n=len(slugs))
            found += _check(there, slug, given.values("jurisdiction"), console.verbose)
        return found

    def asked(diagnostic: Diagnostic) -> bool:
        return wanted(diagnostic.code, select, ignore)

    form = given.text("format", "text")
    changed = False
    if given.on("fix") or given.on("diff"):
        found, changed = _mend(workspace, find, asked, given.on("diff"), console)
    else:
        found = find(workspace)
    found = list(filter(asked, ordered(found)))
    if given.on("diff"):
        return exit_code(found) or int(changed)
    if form != "text":
        console.result(_rendered(found, form, workspace, console))
        return exit_code(found)
    console.report(found, sources_in(workspace.root))
    if found:
        console.count(found)
        if mendable := sum(any(f.certain for f in d.fixes) for d in _with_fixes(found, workspace)):
            console.tell("mendable", n=mendable)
    elif len(slugs) == 1:
        console.tell("clean_one")
    else:
        console.tell("clean_note", n=len(slugs))
    return exit_code(found)


def _mend(
    workspace: Workspace, find: Find, asked: Callable[[Diagnostic], bool], only_show: bool, console: Console
) -> tuple[list[Diagnostic], bool]:
    """What is left after mending, and whether anything was mended."""
    from desknote.edits import difference
    from desknote.mending import mend, write

    done = mend(workspace, find, asked)
    if only_show:
        for change in done.changes:
            shown = difference(change.file, change.before.decode(), change.after.decode())
            console.result(shown.rstrip("\n"))
    else:
        write(workspace, done)
    key = "would_mend" if only_show else "mended"
    if done.mended:
        console.tell(key, n=len(done.mended), files=", ".join(c.file for c in done.changes))
    return list(done.left), bool(done.changes)


def _rendered(found: Iterable[Diagnostic], form: str, workspace: Workspace, console: Console) -> str:
    return render(_with_fixes(found, workspace), form, console.lang, prefix_of(workspace.root))


def _with_fixes(found: Iterable[Diagnostic], workspace: Workspace) -> tuple[Diagnostic, ...]:
    from desknote.fixes import with_fixes

    return with_fixes(found, sources_in(workspace.root))


def _check(
    workspace: Workspace, slug: str, jurisdictions: tuple[str, ...], verbose: bool
) -> tuple[Diagnostic, ...]:
    from desknote.build import check_note

    try:
        return check_note(workspace, slug, jurisdictions)
    except Exception as error:
        if verbose:
            raise
        return (internal(error, slug, workspace),)

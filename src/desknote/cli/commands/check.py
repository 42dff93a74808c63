"""``desknote check``: every problem of the notes, without building them."""

from __future__ import annotations

from desknote.cli.app import exit_code
from desknote.cli.commands.notes import chosen
from desknote.cli.console import Console, sources_in
from desknote.cli.failures import internal
from desknote.cli.formats import FORMATTERS
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic
from desknote.report import ordered
from desknote.workspace import Workspace


def run(given: Given, console: Console) -> int:
    """Check the notes given. Raises Problems."""
    workspace, slugs = chosen(given.arguments)
    found: list[Diagnostic] = [] if slugs else [Diagnostic("DN006")]
    for i, slug in enumerate(slugs, 1):
        console.progress("checking", name=slug, i=i, n=len(slugs))
        found += _check(workspace, slug, console.verbose)
    found = [d for d in ordered(found) if wanted(d.code, given.values("select"), given.values("ignore"))]
    form = given.text("format", "text")
    if form != "text":
        console.result(FORMATTERS[form](found, console.lang))
        return exit_code(found)
    console.report(found, sources_in(workspace.root))
    if found:
        console.count(found)
    elif len(slugs) == 1:
        console.tell("clean_one")
    else:
        console.tell("clean_note", n=len(slugs))
    return exit_code(found)


def wanted(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Whether a finding is asked for: a longer beginning of its code beats a shorter one."""

    def longest(prefixes: tuple[str, ...]) -> int:
        return max((len(p) for p in prefixes if code.startswith(p.upper())), default=-1)

    return (longest(select) if select else 0) > longest(ignore)


def _check(workspace: Workspace, slug: str, verbose: bool) -> tuple[Diagnostic, ...]:
    from desknote.build import check_note

    try:
        return check_note(workspace, slug)
    except Exception as error:
        if verbose:
            raise
        return (internal(error, slug, workspace),)

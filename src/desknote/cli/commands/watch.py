"""``desknote watch``: rebuilds notes as they are saved, and shows them in a browser on this machine."""

from __future__ import annotations

from desknote.cli.app import INTERRUPTED, USAGE
from desknote.cli.commands.notes import chosen
from desknote.cli.console import Console, sources_in
from desknote.cli.failures import internal
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic, Problems
from desknote.workspace import Workspace


def run(given: Given, console: Console) -> int:
    """Watch until interrupted. Raises Problems."""
    from desknote.preview.serve import listen, serve

    workspace, slugs = chosen(given.arguments)
    port = given.options.get("port")
    try:
        listening = listen(int(port) if port is not None else None)
    except Problems as problems:
        console.report(problems.diagnostics, lambda _: None)
        return USAGE
    teller = _Teller(workspace, console)
    try:
        serve(
            workspace,
            slugs if given.arguments else (),
            console.lang,
            listening,
            ready=teller.ready,
            report=teller.report,
            failed=internal,
            browse=given.on("open"),
        )
    except KeyboardInterrupt:
        console.tell("stopped")
    return INTERRUPTED


class _Teller:
    """Prints the address, and what is found as notes are built: each time that it is other than before."""

    def __init__(self, workspace: Workspace, console: Console) -> None:
        self._workspace, self._console = workspace, console
        self._last: dict[str, tuple[Diagnostic, ...]] = {}

    def ready(self, address: str) -> None:
        self._console.write(self._console.say("watching", address=address))
        self._console.tell("stop_watching")

    def report(self, slug: str, ok: bool, found: tuple[Diagnostic, ...]) -> None:
        before = self._last.get(slug, ())
        if self._console.quiet or found == before:
            return
        self._last[slug] = found
        if found:
            self._console.report(found, sources_in(self._workspace.root))
        if not ok:
            self._console.tell("failed", name=slug)
        elif before:
            self._console.tell("mended_note", name=slug)

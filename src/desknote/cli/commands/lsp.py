"""``desknote lsp``: the language server, on standard input and output."""

from __future__ import annotations

from importlib.util import find_spec

from desknote.cli.console import Console
from desknote.cli.words import Given


def run(given: Given, console: Console) -> int:
    """Serve an editor until it goes. Returns 3 where the extra ``lsp`` is not installed."""
    if find_spec("pygls") is None:
        console.write(console.say("needs_extra", command="lsp", extra="lsp"))
        return 3
    from desknote.lsp.server import run as serve

    serve(console.lang if given.text("ui_lang") else None)
    return 0

"""``desknote key``: a key to sign with."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from desknote.cli.console import Console, shown_path
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic, Problems
from desknote.ledger.keys import kept_in, new_key, read_key
from desknote.workspace import find


def run(given: Given, console: Console) -> int:
    """Make a private key, readable by its owner alone, and print its public half. Raises Problems."""
    path = Path(given.arguments[0]).absolute()
    passphrase = os.environ.get("DESKNOTE_KEY_PASSPHRASE", "")
    pem, public = new_key(passphrase)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    except FileExistsError:
        raise Problems([Diagnostic("DN008", None, {"path": given.arguments[0]})]) from None
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise Problems([Diagnostic("DN007", None, {"file": given.arguments[0], "reason": reason})]) from error
    read_key(pem, str(path), passphrase)
    console.tell("key_made", path=shown_path(path))
    with contextlib.suppress(Problems):  # outside of a workspace there is nothing to keep it out of
        console.report(kept_in(find(Path.cwd()).root, path), lambda _: None)
    if not passphrase:
        console.tell("key_open")
    console.result(f"key: {public}")
    return 0

"""Failures of desknote itself: a log with everything, a line for the user."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

from desknote import __version__
from desknote.diagnostics import Diagnostic
from desknote.files import write_atomically
from desknote.workspace import Workspace

_KEPT = 20


def internal(error: BaseException, what: str, workspace: Workspace | None) -> Diagnostic:
    """A diagnostic (DN901) for ``error``, whose stack goes to a log file."""
    log = _write(error, what, workspace)
    return Diagnostic("DN901", None, {"what": what, "log": str(log) if log else "—"})


def stack(error: BaseException) -> str:
    """The whole of an error, as ``--verbose`` shows it."""
    import traceback

    return "".join(traceback.format_exception(error)).rstrip("\n")


def log_folders(workspace: Workspace | None) -> list[Path]:
    """Where a log may go, in order."""
    folders = [workspace.root / ".desknote" / "log"] if workspace is not None else []
    state = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    home = Path(state) if state else Path.home() / ".local" / "state"
    return [*folders, home / "desknote" / "log"]


def _write(error: BaseException, what: str, workspace: Workspace | None) -> Path | None:
    import platform

    now = dt.datetime.now(dt.UTC)
    name = f"{now:%Y%m%dT%H%M%S}-{os.getpid()}-{os.urandom(2).hex()}.log"
    content = "\n".join(
        [
            f"desknote {__version__}",
            f"Python {sys.version}",
            platform.platform(),
            f"arguments: {sys.argv[1:]}",
            f"while: {what}",
            "",
            stack(error),
            "",
        ]
    )
    for folder in log_folders(workspace):
        try:
            write_atomically(folder / name, content.encode("utf-8", "backslashreplace"))
            for old in sorted(folder.glob("*.log"))[:-_KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            continue
        return folder / name
    return None

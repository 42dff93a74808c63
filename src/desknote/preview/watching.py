"""Waits for saves in the workspace and says which files they may have changed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from desknote.preview.changes import counts, folders
from desknote.workspace import Workspace

_QUIET_MS = 30
"""A save is over when nothing has changed for so long: editors write in several steps."""
_LONGEST_MS = 300

Tell = Callable[[set[Path]], Awaitable[None]]


async def watch(workspace: Workspace, tell: Tell) -> None:
    """Tell of changed paths until cancelled."""
    while True:
        watched = folders(workspace)
        again = asyncio.Event()

        async def at_the_root(paths: set[Path], watched: tuple[Path, ...] = watched) -> None:
            await tell(paths)
            if folders(workspace) != watched:
                again.set()  # noqa: B023  a folder came or went: watch those that are there now

        waits = [
            asyncio.ensure_future(_each(workspace, (workspace.root,), at_the_root, recursive=False)),
            asyncio.ensure_future(_each(workspace, watched, tell, recursive=True)),
            asyncio.ensure_future(again.wait()),
        ]
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
        finally:
            for one in waits:
                one.cancel()
            await asyncio.gather(*waits, return_exceptions=True)


async def _each(workspace: Workspace, paths: tuple[Path, ...], tell: Tell, *, recursive: bool) -> None:
    import watchfiles

    there = [path for path in paths if path.is_dir()]
    if not there:
        await asyncio.Event().wait()
    for polling in (None, True):  # where the system will not watch so many folders, look at them in turn
        try:
            async for changes in watchfiles.awatch(
                *there,
                watch_filter=lambda _, path: counts(workspace, Path(path)),
                debounce=_LONGEST_MS,
                step=_QUIET_MS,
                recursive=recursive,
                ignore_permission_denied=True,
                force_polling=polling,
                raise_interrupt=False,
            ):
                await tell({Path(path) for _, path in changes})
            return
        except (OSError, RuntimeError):
            if polling:
                raise

"""Starts the preview on a port of the loopback, and stops it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from desknote.diagnostics import Diagnostic, Problems
from desknote.freshness import Glance
from desknote.preview.editor import configured
from desknote.preview.jobs import Failed
from desknote.preview.server import Preview
from desknote.preview.session import Report, Session
from desknote.preview.watching import watch
from desknote.report import UiLang
from desknote.resident import address_file, identity
from desknote.workspace import Workspace

HOST = "127.0.0.1"
FIRST_PORT, PORTS = 8642, 50
_SETTLE = 0.4
"""Seconds after which saves made while the watching began are looked for."""


def listen(port: int | None) -> socket.socket:
    """A socket on ``port``, or on the first free one. Raises Problems (DN010) where it is taken."""
    for number in (port,) if port else (*range(FIRST_PORT, FIRST_PORT + PORTS), 0):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":  # there the option would let two programs share a port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((HOST, number))
            made.listen(64)
        except OSError as error:
            made.close()
            reason = os.strerror(error.errno or 0)
            continue
        return made
    raise Problems([Diagnostic("DN010", None, {"port": port or FIRST_PORT, "reason": reason})])


class _Server(uvicorn.Server):
    """Says when it is ready, and when it has been told to stop."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], stopping: asyncio.Event) -> None:
        super().__init__(config)
        self._ready, self._stopping = ready, stopping
        self._loop = asyncio.get_running_loop()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        if sig == signal.SIGINT:
            super().handle_exit(sig, frame)
        else:  # uvicorn would raise it again before anything is tidied up
            self.should_exit = True


def serve(
    workspace: Workspace,
    slugs: tuple[str, ...],
    lang: UiLang,
    listening: socket.socket,
    *,
    ready: Callable[[str], None],
    report: Report,
    failed: Failed,
    browse: bool = False,
) -> None:
    """Serve until interrupted. ``ready`` is told the address.

    Raises KeyboardInterrupt when the user stops it.
    """
    asyncio.run(_serve(workspace, slugs, lang, listening, ready, report, failed, browse))


async def _serve(
    workspace: Workspace,
    slugs: tuple[str, ...],
    lang: UiLang,
    listening: socket.socket,
    ready: Callable[[str], None],
    report: Report,
    failed: Failed,
    browse: bool,
) -> None:
    session = Session(workspace, slugs, lang, failed, report)
    preview = Preview(session, configured(), identity(Glance(workspace)))
    address = f"http://{HOST}:{listening.getsockname()[1]}/{preview.token}/"
    told = address_file(workspace)

    def begin() -> None:
        _write(workspace, told, address)
        ready(address)
        if browse:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    config = uvicorn.Config(
        preview.app(),
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    work = [
        asyncio.ensure_future(one)
        for one in (session.run(), watch(workspace, session.changed), _settle(session))
    ]
    server = asyncio.ensure_future(_Server(config, begin, preview.stopping).serve([listening]))
    try:
        # A failure of the work ends the server, too, and is told of as a failure of desknote.
        while not server.done():
            done, _ = await asyncio.wait((*work, server), return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
            work = [one for one in work if not one.done()]
    finally:
        for one in (*work, server):
            one.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        session.close()
        with contextlib.suppress(OSError):
            if told.read_text() == address:
                told.unlink()


async def _settle(session: Session) -> None:
    await session.start()
    await asyncio.sleep(_SETTLE)
    await session.look_again()


def _write(workspace: Workspace, path: Path, address: str) -> None:
    """Leave the address for the user's own tools; only they may read it."""
    if workspace.inside(path.parent) != path.parent:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(address)

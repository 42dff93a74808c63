"""The printing process as the main process sees it.

The web page is composed in the main process; printing takes longer, and Python runs one thread at a
time. A job that is no longer wanted is dropped at the next page.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from desknote.preview.bench import serve
from desknote.preview.jobs import NOTHING, Done, Failed, Job, Message, Order
from desknote.workspace import Workspace


class Printer:
    """The main process's side: one job at a time; what comes of it goes to ``tell`` (in another thread)."""

    def __init__(self, workspace: Workspace, tell: Callable[[Message], None], failed: Failed) -> None:
        self._workspace, self._tell, self._failed = workspace, tell, failed
        self._context = multiprocessing.get_context("spawn")
        self._wanted: Any = self._context.Value("q", NOTHING, lock=False)
        self._steps: Any = self._context.Value("q", 0, lock=False)
        self._process: Any = None
        self._pipe: Connection | None = None
        self._job: Job | Order | None = None
        self._closed = False

    def start(self) -> None:
        """Start the process, if there is none: it warms up while there is nothing to print yet."""
        if self._pipe is not None or self._closed:
            return
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(
            target=serve,
            args=(theirs, self._wanted, self._steps, self._workspace.root, self._failed),
            daemon=True,
        )
        self._process.start()
        theirs.close()
        threading.Thread(target=self._listen, args=(self._pipe,), daemon=True).start()

    @property
    def steps(self) -> int:
        """Grows while there is progress."""
        return int(self._steps.value)

    def print(self, job: Job | Order) -> None:
        """Begin ``job``. There must be none under way."""
        self._job = job
        self._wanted.value = job.number
        self.start()
        with suppress(OSError):  # it has just died: the listener tells of it
            assert self._pipe is not None
            self._pipe.send(job)

    def drop(self) -> None:
        """What is under way is not wanted any more; its end is still told of."""
        self._wanted.value = NOTHING

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._wanted.value = NOTHING
        if self._process is None:
            return
        self._process.terminate()
        self._process.join(2)
        if self._process.is_alive():
            self._process.kill()

    def _listen(self, pipe: Connection) -> None:
        while True:
            try:
                message = pipe.recv()
            except (EOFError, OSError):
                break
            if isinstance(message, Done):
                self._job = None
            self._tell(message)
        job, self._job, self._pipe = self._job, None, None
        if job is not None and not self._closed:
            self._process.join(1)
            error = RuntimeError(f"the printing process ended with {self._process.exitcode}")
            self._tell(
                Done(job.number, job.slug, False, "", (self._failed(error, job.slug, self._workspace),))
            )

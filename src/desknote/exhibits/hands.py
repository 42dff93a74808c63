"""Many drawings made by several processes at once, where that is quicker than making them here."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Task = TypeVar("Task")
Done = TypeVar("Done")

FORKED, SPAWNED = 4, 20
"""Drawings that a process is started for: a forked one is there at once, a spawned one loads all anew."""


def by_all(work: Callable[[Task], Done], tasks: Sequence[Task], jobs: int | None = None) -> list[Done]:
    """``work`` done on each of ``tasks``, by as many processes as pay but no more than ``jobs``.

    ``jobs`` are all processors by default. Where a process fails its share is done here. ``work`` and what
    it makes must be picklable, and so must ``tasks`` where processes are not forked.
    """
    forks = _may_fork()
    count = min(jobs or _processors(), len(tasks) // (FORKED if forks else SPAWNED))
    if count < 2 or _is_helper():
        return [work(task) for task in tasks]
    done: list[Done] = []
    if forks:  # what the first one loads the others need not
        done.append(work(tasks[0]))
    rest = tasks[len(done) :]
    shares = [rest[i::count] for i in range(count)]
    with _started(work, shares[1:], "fork" if forks else "spawn") as pipes:
        made = [[work(task) for task in shares[0]]]
        for share, pipe in zip(shares[1:], pipes, strict=True):
            theirs = _received(pipe)
            made.append([work(task) for task in share] if theirs is None else theirs)
    return done + [made[i % count][i // count] for i in range(len(rest))]


def _may_fork() -> bool:
    """Whether a copy of this process can be trusted: a lock that another thread holds would stay locked in
    it. Elsewhere than on Linux the system's own libraries do not allow it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _is_helper() -> bool:
    """Whether another process has started this one: it has others beside it, or may not start any."""
    import multiprocessing

    return multiprocessing.parent_process() is not None


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextlib.contextmanager
def _started(
    work: Callable[[Task], Done], shares: Sequence[Sequence[Task]], method: str
) -> Iterator[list[Connection | None]]:
    """A process for each share, and what it sends its results through; nothing where none can be started."""
    import multiprocessing

    context: Any = multiprocessing.get_context(method)
    processes: list[BaseProcess] = []
    pipes: list[Connection | None] = []
    try:
        for share in shares:
            try:
                ours, theirs = context.Pipe(duplex=False)
                pipes.append(ours)
                process = context.Process(target=_do, args=(theirs, work, share), daemon=True)
                process.start()
                processes.append(process)
                theirs.close()
            except OSError:
                pipes[len(processes) :] = [None] * (len(shares) - len(processes))
                break
        yield pipes
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _do(pipe: Connection, work: Callable[[Task], Done], share: Sequence[Task]) -> None:
    """What a process does. Where a drawing fails the process that waits makes it, too, and tells of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # to look through what a forked process has been given would be to copy it
    with contextlib.suppress(Exception):
        pipe.send([work(task) for task in share])


def _received(pipe: Connection | None) -> list[Any] | None:
    """What a process has sent; nothing where it has failed."""
    if pipe is None:
        return None
    with contextlib.suppress(EOFError, OSError), pipe:
        received: list[Any] = pipe.recv()
        return received
    return None

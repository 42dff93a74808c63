"""The same work for many notes, in several processes where that pays."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def each(work: Callable[[T], R], items: Sequence[T], jobs: int, few: int = 1) -> Iterator[R]:
    """``work`` done on each of ``items``, as it comes; with ``few`` or fewer of them, here and in order.

    ``work`` and the items must be picklable. An exception that ``work`` raises is raised here.
    """
    if jobs < 2 or len(items) <= max(1, few):
        for item in items:
            yield work(item)
        return
    # A forked worker has everything loaded already; elsewhere than on Linux forking is not safe.
    method = "fork" if sys.platform == "linux" else "spawn"
    pool = _pool(method, min(jobs, len(items)), _ignore_interrupts)
    yield from map(work, items) if pool is None else _results(pool, work, items)


def each_at_hand(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """The same for ``work`` that holds too much to be sent to other processes: they have it from this one,
    and where they cannot, it is done here. Only items and results must be picklable."""
    if jobs < 2 or len(items) < 2 or sys.platform != "linux":
        for item in items:
            yield work(item)
        return
    pool = _pool("fork", min(jobs, len(items)), _Hand.take, work)
    yield from map(work, items) if pool is None else _results(pool, _Hand.do, items)


def _pool(method: str, jobs: int, first: Callable[..., None], *given: Any) -> ProcessPoolExecutor | None:
    """Processes that begin with ``first``; nothing where the machine has none to give, as some containers."""
    try:
        context = multiprocessing.get_context(method)
        return ProcessPoolExecutor(jobs, context, initializer=first, initargs=given)
    except (ImportError, NotImplementedError, OSError):  # no semaphores
        return None


class _Hand:
    """What a worker has at hand, in its own process."""

    work: Callable[[Any], Any]

    @classmethod
    def take(cls, work: Callable[[Any], Any]) -> None:
        cls.work = work
        _ignore_interrupts()

    @classmethod
    def do(cls, item: Any) -> Any:
        return cls.work(item)


def _results(pool: ProcessPoolExecutor, work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    try:
        for future in as_completed([pool.submit(work, item) for item in items]):
            yield future.result()
        pool.shutdown()
    except BaseException:
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

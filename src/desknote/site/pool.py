"""The same work for many notes, in several processes where that pays."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TypeVar

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
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(min(jobs, len(items)), context, initializer=_ignore_interrupts)
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

"""Work that is shared among processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desknote.exhibits import hands
from desknote.exhibits.hands import by_all

HERE = str(Path(__file__).parent)


def double(task: int) -> int:
    return task * 2


def in_a_new_process(code: str) -> list[str]:
    """What ``code`` prints in a process that has one thread, as a command has: tests have more."""
    head = (
        "import os\nfrom desknote.exhibits.hands import by_all\nhere = os.getpid()\n"
        "def who(task):\n    return task, os.getpid() == here\n"
    )
    done = subprocess.run([sys.executable, "-c", head + code], check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


def test_a_few_are_done_here_many_by_all_in_their_order() -> None:
    few, many, one = in_a_new_process(
        "for count, jobs in ((7, 2), (9, 2), (40, 1)):\n"
        "    made = by_all(who, range(count), jobs)\n"
        "    print([task for task, _ in made] == list(range(count)), sum(not mine for _, mine in made))\n"
    )
    assert (few, many, one) == ("True 0", "True 4", "True 0")


def test_the_share_of_a_process_that_dies_is_done_here() -> None:
    (said,) = in_a_new_process(
        "def dies(task):\n    return task if os.getpid() == here else os._exit(1)\n"
        "print(by_all(dies, range(12), 3) == list(range(12)))\n"
    )
    assert said == "True"


def test_what_fails_anywhere_is_told_of() -> None:
    (said,) = in_a_new_process(
        "def fails(task):\n    return 1 / (task - 4)\n"
        "try:\n    by_all(fails, range(12), 2)\nexcept ZeroDivisionError as error:\n    print(error)\n"
    )
    assert said == "division by zero"


def test_a_process_that_was_started_itself_starts_none() -> None:
    # A preview's process may not: before, drawing more than two dozen charts there failed.
    (said,) = in_a_new_process(
        "import multiprocessing\n"
        "def run():\n"
        "    global here\n"
        "    here = os.getpid()\n"
        "    print(all(mine for _, mine in by_all(who, range(50), 2)))\n"
        "process = multiprocessing.get_context('fork').Process(target=run, daemon=True)\n"
        "process.start(); process.join()\n"
    )
    assert said == "True"


def test_beside_other_threads_processes_are_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(hands, "SPAWNED", 2)
    monkeypatch.syspath_prepend(HERE)
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        methods: list[str] = []
        real = hands._started

        def started(work: object, shares: object, method: str) -> object:
            methods.append(method)
            return real(work, shares, method)  # type: ignore[arg-type, type-var]

        monkeypatch.setattr(hands, "_started", started)
        assert by_all(double, range(5), 2) == [0, 2, 4, 6, 8]
    finally:
        done.set()
        other.join()
    assert methods == ["spawn"]


def test_where_no_process_can_be_started_this_one_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> object:
        raise OSError

    for name in ("FORKED", "SPAWNED"):
        monkeypatch.setattr(hands, name, 1)
    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refused)
    assert by_all(double, range(5), 3) == [0, 2, 4, 6, 8]

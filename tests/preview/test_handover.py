"""``desknote build`` hands its work to a preview that runs, and never waits for one that does not."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desknote import resident
from desknote.freshness import Glance
from desknote.workspace import Workspace
from e2e.desk import ROOT, command, furnish
from preview.conftest import SECOND
from preview.watching import Watch, until, watching

ASK = """\
import sys
from desknote.cli.app import main
sys.argv = ["desknote", "-q", "build", *sys.argv[1:]]
try:
    main()
finally:
    print("here" if "pydantic.main" in sys.modules else "there")
"""
WORDS = ("second", "--to", "txt", "--force")


def _where(workspace: Workspace, *words: str, **environment: str) -> str:
    """Where a build was done: ``here`` or ``there``."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}
    line = [sys.executable, "-c", ASK, *(words or WORDS)]
    done = subprocess.run(line, cwd=workspace.root, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert (workspace.build_folder / "second" / "note.txt").is_file()
    return done.stdout.splitlines()[-1]


def _at_rest(watch: Watch) -> None:
    """Wait until the preview has started and built its note: it answers at once from then on."""

    # The first build in a workspace writes the schemas for editors, which takes what tells here from there.
    command("build", "second", "--to", "txt", cwd=watch.workspace.root)

    def rests() -> bool:
        state = json.loads(watch.ask(f"{watch.path}state")[2])
        return all(note["title"] == "第二篇" and not note["busy"] for note in state["notes"])

    until(rests)


def _handed_over(workspace: Workspace) -> list[str]:
    """What a preview builds if it is asked."""
    return list(resident.handed_over(Glance(workspace), ["second"], ["txt"], True))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """A workspace with one small note, watched."""
    workspace = furnish(tmp_path_factory.mktemp("handover") / "house", {"second": SECOND})
    with watching(workspace) as watch:
        _at_rest(watch)
        yield watch


@pytest.fixture
def told(running: Watch) -> Iterator[Path]:
    """The file with the address, put back afterwards."""
    path = resident.address_file(running.workspace)
    before = path.read_text()
    yield path
    path.unlink(missing_ok=True)
    path.write_text(before)
    path.chmod(0o600)


def test_a_running_preview_builds(running: Watch, tmp_path: Path) -> None:
    """The same files, findings, words and exit code as without it, at a fraction of the cost."""
    words = ("--ui-lang", "en", "build", "second", "--force", "--to", "html,txt")
    assert _where(running.workspace) == "there"
    there = command(*words, cwd=running.workspace.root)
    alone = furnish(tmp_path / "house", {"second": SECOND})
    here = command(*words, cwd=alone.root)
    folders = [w.build_folder / "second" for w in (running.workspace, alone)]
    files = [{p.name: p.read_bytes() for p in folder.iterdir()} for folder in folders]
    assert {n for n in files[1] if files[0].get(n) != files[1][n]} <= {"manifest.json"}
    manifests = [json.loads(one["manifest.json"]) for one in files]
    assert {*manifests[0]["outputs"], "note.pdf"} == {*manifests[1]["outputs"], "note.pdf"}
    assert there.returncode == here.returncode == 0
    assert there.stdout == here.stdout
    assert [line.rpartition(" in ")[0] for line in there.stderr.splitlines()] == [
        line.rpartition(" in ")[0] for line in here.stderr.splitlines()
    ]
    told = command("--ui-lang", "en", "build", "second", "--to", "txt", cwd=running.workspace.root)
    assert "unchanged" in told.stderr


def test_findings_are_the_same(running: Watch) -> None:
    note = running.workspace.note_file("second")
    for text in (SECOND.replace("增持", "买人"), SECOND + "facts: {idle: {value: 1}}\n"):
        try:
            note.write_text(text, "utf-8")
            words = ("--ui-lang", "en", "build", *WORDS)
            there = command(*words, cwd=running.workspace.root)
            here = command(*words, cwd=running.workspace.root, SOURCE_DATE_EPOCH="1740000000")
        finally:
            note.write_text(SECOND, "utf-8")
        assert (there.returncode, there.stdout) == (here.returncode, here.stdout)
        assert there.stderr.splitlines()[1:] == here.stderr.splitlines()[1:]
        assert "DN" in there.stderr


def test_another_day_or_folder_is_built_here(running: Watch, tmp_path: Path) -> None:
    assert _where(running.workspace, SOURCE_DATE_EPOCH="1740000000") == "here"
    assert _where(running.workspace, *WORDS, "--out", str(tmp_path)) == "here"


def _reword(path: Path, text: str) -> None:
    path.write_text(text)


def _link(path: Path) -> None:
    beside = path.with_name("elsewhere")
    path.rename(beside)
    path.symlink_to(beside)


SPOILED: dict[str, Callable[[Path], None]] = {
    "gone": lambda path: path.unlink(),
    "another word": lambda path: _reword(path, path.read_text()[:-4] + "xyz/"),
    "nobody there": lambda path: _reword(path, f"http://127.0.0.1:1/{'x' * 24}/"),
    "another machine": lambda path: _reword(path, path.read_text().replace("127.0.0.1", "127.0.0.2")),
    "nonsense": lambda path: path.write_bytes(b"\xff" * 5000),
    "others may read it": lambda path: path.chmod(0o644),
    "a link": _link,
}


@pytest.mark.parametrize("how", SPOILED)
def test_without_its_address_nothing_is_handed_over(running: Watch, told: Path, how: str) -> None:
    assert _handed_over(running.workspace) == ["second"]
    SPOILED[how](told)
    assert _handed_over(running.workspace) == []


def test_a_preview_that_hangs_is_not_waited_for(running: Watch) -> None:
    os.kill(running.process.pid, signal.SIGSTOP)
    try:
        assert _where(running.workspace) == "here"
    finally:
        os.kill(running.process.pid, signal.SIGCONT)
    until(lambda: _handed_over(running.workspace) == ["second"])


def _wish(workspace: Workspace, **changed: object) -> str:
    right: dict[str, object] = {
        "identity": resident.identity(Glance(workspace)),
        "root": workspace.root.as_posix(),
        "slugs": ["second"],
        "targets": ["txt"],
        "force": True,
    }
    return json.dumps({**right, **changed})


def test_who_may_have_notes_built(running: Watch) -> None:
    path, wish = f"{running.path}build", _wish(running.workspace)
    ours = {"x_desknote": "build"}
    assert running.ask(path, "POST", wish, **ours)[0] == 200
    for host in ("evil.example", f"evil.example:{running.port}"):
        assert running.ask(path, "POST", wish, host=host, **ours)[0] == 421
    assert running.ask(path, "POST", wish, origin="http://evil.example", **ours)[0] == 403
    assert running.ask(path, "POST", wish, sec_fetch_site="cross-site", **ours)[0] == 403
    assert running.ask(path, "POST", wish)[0] == 403
    assert running.ask(path, "GET", **ours)[0] == 405
    assert running.ask("/build", "POST", wish, **ours)[0] == 404
    assert running.ask(f"{running.path[:-3]}xx/build", "POST", wish, **ours)[0] == 404


@pytest.mark.parametrize(
    "changed, status",
    [
        ({"identity": "another"}, 409),
        ({"identity": ""}, 409),
        ({"slugs": ["nothing"]}, 409),
        ({"slugs": ["../second"]}, 409),
        ({"root": "/"}, 403),
        ({"slugs": "second"}, 400),
        ({"targets": [7]}, 400),
        ({"more": 1}, 400),
    ],
)
def test_what_is_no_right_wish(running: Watch, changed: dict[str, object], status: int) -> None:
    body = _wish(running.workspace, **changed)
    assert running.ask(f"{running.path}build", "POST", body, x_desknote="build")[0] == status


def test_requests_are_small_and_well_formed(running: Watch) -> None:
    for body, status in (("{", 400), ("[" * 60_000, 400), ("x" * 70_000, 413)):
        assert running.ask(f"{running.path}build", "POST", body, x_desknote="build")[0] == status


# --- anybody else who listens there

Answer = Callable[[socket.socket], None]


@contextmanager
def _somebody(workspace: Workspace, answer: Answer) -> Iterator[None]:
    """Somebody listens at the address that the workspace tells of, and answers in their own way."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        path = resident.address_file(workspace)
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"http://127.0.0.1:{listening.getsockname()[1]}/{'x' * 24}/")
        path.chmod(0o600)

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                answer(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield
        thread.join(10)


OK = b"HTTP/1.1 200 OK\r\n\r\n"
ANSWERS: dict[str, Answer] = {
    "nothing": lambda c: time.sleep(1),
    "goodbye": lambda c: None,
    "nonsense": lambda c: c.sendall(b"\0" * 100),
    "another server": lambda c: c.sendall(b"HTTP/1.1 200 OK\r\n\r\n<html>"),
    "no": lambda c: c.sendall(b"HTTP/1.1 409 Conflict\r\n\r\ndone second\n"),
    "another note": lambda c: c.sendall(OK + b"done another\n"),
    "a beat and nothing more": lambda c: c.sendall(OK + b"beat 1\n"),
    "failed": lambda c: c.sendall(OK + b"beat 1\nfailed second\n"),
    "one endless line": lambda c: c.sendall(OK + b"b" * 200_000),
}


@pytest.fixture
def alone(tmp_path: Path) -> Workspace:
    return furnish(tmp_path / "house", {"second": SECOND})


@pytest.mark.parametrize("answer", ANSWERS)
def test_whatever_is_answered_the_build_goes_on(alone: Workspace, answer: str) -> None:
    with _somebody(alone, ANSWERS[answer]):
        began = time.monotonic()
        assert _handed_over(alone) == []
        assert time.monotonic() - began < resident.SILENCE


def test_what_is_said_to_be_built_is_looked_up(alone: Workspace) -> None:
    with _somebody(alone, lambda c: c.sendall(OK + b"beat 1\ndone second\n")):
        assert _handed_over(alone) == ["second"]
    with _somebody(alone, lambda c: c.sendall(OK + b"done second\n")):
        assert _where(alone, "second", "--to", "txt") == "here"


def test_a_preview_that_was_killed(tmp_path: Path) -> None:
    """Its address stays, and leads nowhere."""
    workspace = furnish(tmp_path / "house", {"second": SECOND})
    with watching(workspace) as watch:
        watch.process.kill()
        watch.process.wait()
        assert resident.address_file(workspace).exists()
        began = time.monotonic()
        assert _handed_over(workspace) == []
        assert time.monotonic() - began < 1
    assert _where(workspace) == "here"

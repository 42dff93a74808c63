"""A ``desknote watch`` that runs while tests change its workspace."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from desknote.workspace import Workspace
from e2e.desk import ROOT

SLUG = "large-model-costs"
PATIENCE = 40.0


@dataclass
class Watch:
    """The process, its workspace and the address that it told."""

    workspace: Workspace
    process: subprocess.Popen[str]
    address: str

    @property
    def note(self) -> Path:
        return self.workspace.note_file(SLUG)

    @property
    def port(self) -> int:
        port = urlsplit(self.address).port
        assert port is not None
        return port

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    def edit(self, old: str, new: str, path: Path | None = None) -> None:
        """Save a file with ``old`` replaced, as editors do: another file takes its place."""
        path = path or self.note
        text = path.read_text("utf-8")
        assert old in text
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text.replace(old, new), "utf-8")
        beside.replace(path)

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (small letters) and content of an answer; ``path`` as it stands in the request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body.encode() if body is not None else None, sent)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, content

    @contextmanager
    def reader(self, slug: str) -> Iterator[None]:
        """Somebody looks at a note while the block runs."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as stream:
            stream.sendall(f"GET {self.path}events?note={slug} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert b"text/event-stream" in stream.recv(4000)
            yield


def start(root: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    """``desknote watch`` in ``root``."""
    env = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT / "src"), **environment}
    return subprocess.Popen(
        [sys.executable, "-m", "desknote.cli", "watch", *words],
        cwd=root,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told(process: subprocess.Popen[str]) -> str:
    """The address that a starting process prints."""
    assert process.stderr is not None
    line = process.stderr.readline()
    assert "http://" in line, line
    return line[line.index("http://") :].strip()


@contextmanager
def watching(workspace: Workspace, *words: str, **environment: str) -> Iterator[Watch]:
    """Run ``desknote watch`` while the block runs."""
    process = start(workspace.root, *words, **environment)
    try:
        yield Watch(workspace, process, told(process))
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def until(true: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until something is true."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.03)

"""Places to put a site to: a folder, a server, object storage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from desknote.stores import Target, open_target
from stores.sftp_server import Server

BUCKET = "research"


@pytest.fixture(scope="session")
def storage() -> Iterator[str]:
    """An S3-compatible server on loopback."""
    from moto.server import ThreadedMotoServer

    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """An SFTP server, whose key the user knows."""
    (tmp_path / "server").mkdir()
    running = Server(tmp_path / "server")
    running.known_to(tmp_path / "home")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    yield running
    running.close()


@pytest.fixture
def s3(storage: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Its address, with what everybody's tools need to use it set."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", storage)
    fsspec.filesystem("s3").clear_instance_cache()
    return storage


@pytest.fixture(params=["folder", "server", "objects"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    """An empty place of each kind."""
    if request.param == "folder":
        return open_target(f"file://{tmp_path / 'public'}")
    if request.param == "server":
        running: Server = request.getfixturevalue("server")
        return open_target(running.url)
    request.getfixturevalue("s3")
    target = open_target(f"s3://{BUCKET}/{tmp_path.name}")
    if not target.fs.exists(BUCKET):
        target.fs.mkdir(BUCKET)
    return target

"""Delivering to a server by SFTP, over a connection that may break, to one that may be another."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import paramiko
import pytest

from desknote.diagnostics import Problems
from desknote.stores import deliver, open_target, roll_back
from stores.sftp_server import PASSWORD, USER, Server
from stores.sites import ONE, TWO, broken_links, site


def served(server: Server) -> dict[str, str]:
    root = server.folder / "var" / "www"
    files = (path for path in root.rglob("*") if path.is_file() and ".desknote" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text() for path in files}


def put(server: Server, texts: dict[str, str]) -> None:
    deliver(open_target(server.url), site(texts))


def test_pages_come_after_what_they_need_and_only_what_changed_comes(server: Server) -> None:
    put(server, ONE)
    assert served(server) == ONE
    server.written.clear()
    put(server, TWO)
    assert served(server) == TWO
    assert [path.removeprefix("/var/www/") for path in server.written] == [
        "notes/b/note.pdf",
        "style.2.css",
        "notes/a/index.html",
        "notes/b/index.html",
        "feed.xml",
        "index.html",
    ]
    server.written.clear()
    put(server, TWO)
    assert server.written == []
    roll_back(open_target(server.url))
    assert served(server) == ONE
    assert not (server.folder / "var" / "www" / "notes" / "b").exists()


@pytest.mark.parametrize("after", [1, 4])
def test_a_connection_that_breaks_leaves_whole_pages(server: Server, after: int) -> None:
    put(server, ONE)
    server.hangs_up_after = len(server.written) + after
    with pytest.raises(Problems) as broken:
        put(server, TWO)
    assert [d.code for d in broken.value.diagnostics] == ["DN860"]
    assert served(server) not in (ONE, TWO) and broken_links(served(server)) == []
    (server.folder / "var" / "www" / ".desknote" / "lock.json").unlink()  # as the diagnostic says
    put(server, TWO)
    assert served(server) == TWO


def test_a_server_that_cannot_replace_in_one_step(server: Server) -> None:
    server.knows_posix_rename = False
    put(server, ONE)
    put(server, TWO)
    assert served(server) == TWO
    roll_back(open_target(server.url))
    assert served(server) == ONE


def test_a_folder_that_may_not_be_written(server: Server) -> None:
    (server.folder / "var").write_text("a file")
    with pytest.raises(Problems) as refused:
        put(server, ONE)
    assert [d.code for d in refused.value.diagnostics] == ["DN860"]


def told(url: str) -> tuple[str, str]:
    with pytest.raises(Problems) as wrong:
        open_target(url)
    (diagnostic,) = wrong.value.diagnostics
    return diagnostic.code, str(diagnostic.params)


def test_a_wrong_password_is_told_of_but_not_told(server: Server) -> None:
    code, words = told(server.url.replace(USER, "else"))
    assert code == "DN860" and "Authentication failed" in words and "word" not in words
    code, words = told(f"sftp://{USER}:{PASSWORD}@127.0.0.1:{server.port}/var/www")  # it has a /
    assert code == "DN860" and "word" not in words


def test_a_place_where_nobody_answers(server: Server) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        code, words = told(f"sftp://{USER}@127.0.0.1:{nobody.getsockname()[1]}/x")
    assert code == "DN860" and f"sftp://{USER}@127.0.0.1" in words


def test_a_server_whose_key_nobody_knows(server: Server, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "home" / ".ssh")
    code, words = told(server.url)
    assert code == "DN867" and f"-p {server.port} 127.0.0.1" in words and "SHA256:" in words


def test_a_server_with_another_key_than_known(server: Server, tmp_path: Path) -> None:
    server.known_to(tmp_path / "home", paramiko.ECDSAKey.generate())
    code, words = told(server.url)
    assert code == "DN860" and "does not match" in words
    assert served(server) == {}

"""Who may ask the preview's server what; how it starts and stops."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desknote.workspace import Workspace
from preview.watching import PATIENCE, SLUG, Watch, start, told, until, watching

Make = Callable[..., Workspace]


def test_only_this_machines_names_are_answered_to(watch: Watch) -> None:
    for host in (f"127.0.0.1:{watch.port}", f"localhost:{watch.port}", "localhost", f"[::1]:{watch.port}"):
        assert watch.ask(watch.path, host=host)[0] == 200
    for host in (f"evil.example:{watch.port}", "127.0.0.1.evil.example", "", "localhost.evil.example", "["):
        status, _, content = watch.ask(watch.path, host=host)
        assert status in (400, 421) and b"desknote" not in content


def test_other_pages_are_refused(watch: Watch) -> None:
    place = f"content/notes/{SLUG}/note.yaml:3"
    for headers in (
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"http://127.0.0.1:{watch.port + 1}"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ):
        assert watch.ask(f"{watch.path}cursor", "POST", place, **headers)[0] == 403
        assert watch.ask(f"{watch.path}open", "POST", place, **headers)[0] == 403
        assert watch.ask(f"{watch.path}state", **headers)[0] == 403
    own = {"origin": f"http://127.0.0.1:{watch.port}", "sec_fetch_site": "same-origin"}
    assert watch.ask(f"{watch.path}cursor", "POST", place, **own)[0] == 204
    # A link to the preview may be followed, but a page elsewhere gets to read nothing.
    status, headers_, _ = watch.ask(watch.path, sec_fetch_site="cross-site", sec_fetch_mode="navigate")
    assert status == 200 and not any(name.startswith("access-control") for name in headers_)


def test_without_the_secret_word_there_is_nothing(watch: Watch) -> None:
    for path in (
        "/",
        "/state",
        "/static/main.js",
        "/x" * 12,
        watch.path[:-2] + "/",
        f"{watch.path[:-2]}/state",
    ):
        assert watch.ask(path)[0] in (307, 404)


def test_the_page_and_a_note_are_sealed(watch: Watch) -> None:
    _, shell, _ = watch.ask(watch.path)
    assert "script-src 'self'" in shell["content-security-policy"]
    assert "frame-ancestors 'none'" in shell["content-security-policy"]
    with watch.reader("second"):
        until(lambda: watch.ask(f"{watch.path}notes/second/page.html")[0] == 200)
        _, note, _ = watch.ask(f"{watch.path}notes/second/page.html")
    policy = note["content-security-policy"]
    assert "default-src 'none'" in policy and "sandbox allow-same-origin" in policy
    assert "script-src" not in policy and "connect-src" not in policy
    for headers in (shell, note):
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "static/../server.py", "static/%2e%2e/server.py", "static/..%2fserver.py", "static/",
        "fonts/../note.yaml", "fonts/..%2f..%2fhouse.yaml", "fonts/face-x.json", "fonts/nothing.ttf",
        "notes/..%2f..%2fx/page.html", "notes/nothing/page.html", f"notes/{SLUG}/pages/x.png?w=100",
        f"notes/{SLUG}/pages/..%2fx.png?w=9", "source?at=/etc/passwd:1", "source?at=../x:1", "source?at=",
        "source?at=content/house.yaml", "source?at=content:1", "source?at=content/house.yaml%00:1",
        "source?at=%3Cdesknote%3E/x:1",
    ],
)  # fmt: skip
def test_no_other_files_are_served(watch: Watch, path: str) -> None:
    assert watch.ask(watch.path + path)[0] == 404


def test_the_editor_opens_files_of_the_workspace_only(watch: Watch, opened: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("a: 1")
    link = watch.workspace.root / "content" / "link.yaml"
    link.symlink_to(outside)
    opened.unlink(missing_ok=True)
    try:
        for place in (
            f"{outside}:1",
            "content/link.yaml:1",
            "content/../../x:1",
            "content:1",
            "--version:1",
            "x",
            ":1",
            "\0:1",
        ):
            assert watch.ask(f"{watch.path}open", "POST", place)[0] == 404
    finally:
        link.unlink()
    assert watch.ask(f"{watch.path}open", "POST", "x" * 5000)[0] == 413
    assert watch.ask(f"{watch.path}open")[0] == 405
    time.sleep(0.3)
    assert not opened.exists()
    assert watch.ask(f"{watch.path}open", "POST", "content/house.yaml:7:3")[0] == 204
    until(opened.exists)


def test_stopping_frees_the_port(workspace: Make) -> None:
    made = workspace()
    process = start(made.root)
    address = told(process)
    file = made.root / ".desknote" / "preview"
    assert file.read_text() == address and file.stat().st_mode & 0o077 == 0
    watch = Watch(made, process, address)
    # A browser that listens does not hold it up.
    with socket.create_connection(("127.0.0.1", watch.port), timeout=PATIENCE) as listener:
        listener.sendall(f"GET {watch.path}events?note=sample HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert b"text/event-stream" in listener.recv(4000)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert (
        process.returncode == 130 and out == "" and "Traceback" not in err and err.strip().endswith("stopped")
    )
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", watch.port), timeout=5)
    assert not file.exists()


def test_a_port_that_is_taken(workspace: Make) -> None:
    made = workspace(note=None)
    with watching(made, "--quiet") as first:
        refused = start(made.root, "--port", str(first.port))
        _, err = refused.communicate(timeout=PATIENCE)
        assert refused.returncode == 2 and "DN010" in err and str(first.port) in err
        with watching(made) as second:
            assert second.port != first.port
        # Quiet: the address and nothing else.
        first.process.send_signal(signal.SIGINT)
        out, err = first.process.communicate(timeout=PATIENCE)
        assert (first.process.returncode, out, err) == (130, "", "")

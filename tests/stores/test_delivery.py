"""Delivering to a folder and to object storage: only what changed, whole at any moment, and back again."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import fsspec
import pytest

from desknote.diagnostics import Problems
from desknote.site.value import Site, made
from desknote.stores import Target, deliver, foreseen, open_target, roll_back
from desknote.stores.deliver import OWN

BUCKET = "research"
LINK = re.compile(r'(?:href|src)="([^"]+)"')


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An S3-compatible server on loopback."""
    from moto.server import ThreadedMotoServer

    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture(params=["folder", "objects"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Target:
    if request.param == "folder":
        return open_target(f"file://{tmp_path / 'public'}")
    address = request.getfixturevalue("server")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    fsspec.filesystem("s3").clear_instance_cache()
    target = open_target(f"s3://{BUCKET}/{tmp_path.name}")
    if not target.fs.exists(BUCKET):
        target.fs.mkdir(BUCKET)
    return target


def site(texts: Mapping[str, str]) -> Site:
    return Site({path: made(path, text.encode()) for path, text in texts.items()})


def page(*links: str) -> str:
    return "".join(f'<a href="{link}">x</a>' for link in links)


ONE = {
    "index.html": page("notes/a/index.html", "style.1.css"),
    "notes/a/index.html": page("../../style.1.css", "note.pdf"),
    "notes/a/note.pdf": "%PDF a",
    "style.1.css": "a{}",
    "feed.xml": "<feed/>",
}
TWO = {
    "index.html": page("notes/a/index.html", "notes/b/index.html", "style.2.css"),
    "notes/a/index.html": page("../../style.2.css", "note.pdf"),
    "notes/a/note.pdf": "%PDF a",
    "notes/b/index.html": page("../../style.2.css", "note.pdf"),
    "notes/b/note.pdf": "%PDF b",
    "style.2.css": "b{}",
    "feed.xml": "<feed>b</feed>",
}


def there(target: Target) -> dict[str, str]:
    target.fs.invalidate_cache()
    found = {}
    for path in target.fs.find(target.root):
        name = path.removeprefix(target.root).lstrip("/")
        if not name.startswith(OWN):
            found[name] = target.fs.cat_file(path).decode()
    return found


def broken_links(files: Mapping[str, str]) -> list[str]:
    broken = []
    for path, text in files.items():
        for link in LINK.findall(text) if path.endswith(".html") else ():
            whole = (Path("/") / Path(path).parent / link).resolve().relative_to("/").as_posix()
            if whole not in files:
                broken.append(f"{path} → {whole}")
    return broken


def test_only_what_changed_goes_up(target: Target) -> None:
    first = deliver(target, site(ONE))
    assert there(target) == ONE and len(first.put) == len(ONE)
    assert deliver(target, site(ONE)).empty
    second = deliver(target, site(TWO))
    assert there(target) == TWO
    assert "notes/a/note.pdf" not in second.put and second.remove == ("style.1.css",)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(target: Target) -> None:
    deliver(target, site(ONE))
    steps = foreseen(target, site(TWO))
    assert "notes/b/note.pdf" in steps.put and steps.remove == ("style.1.css",)
    assert there(target) == ONE


class Cut(Exception):
    pass


@pytest.mark.parametrize("after", range(1, 9))
def test_broken_off_anywhere_no_page_links_to_nothing(target: Target, after: int) -> None:
    """Whatever moment the line goes dead, readers find pages whose links lead somewhere."""
    deliver(target, site(ONE))
    seen: list[dict[str, str]] = []

    def tell(path: str, number: int, of: int) -> None:
        seen.append(there(target))
        if number == after:
            raise Cut

    with contextlib.suppress(Cut):
        deliver(target, site(TWO), tell=tell)
    seen.append(there(target))
    assert [broken_links(files) for files in seen] == [[]] * len(seen)
    deliver(target, site(TWO))
    assert there(target) == TWO
    roll_back(target)
    assert there(target) == ONE


def test_back_and_forth(target: Target) -> None:
    deliver(target, site(ONE))
    deliver(target, site(TWO))
    state, _ = roll_back(target)
    assert state.generation == 1 and there(target) == ONE
    with pytest.raises(Problems) as none:
        roll_back(target)
    assert [d.code for d in none.value.diagnostics] == ["DN864"]
    deliver(target, site(TWO))
    assert there(target) == TWO
    roll_back(target)
    assert there(target) == ONE


def test_as_many_states_are_kept_as_asked(target: Target) -> None:
    for number in range(6):
        deliver(target, site({**ONE, "index.html": f"{number}"}), keep=2)
    kept = sorted(int(n.removesuffix(".json")) for n in target.names(f"{OWN}/states"))
    assert kept == [4, 5, 6]
    assert len(target.names(f"{OWN}/objects")) == 2
    deliver(target, site({**ONE, "index.html": "last"}), keep=0)
    assert target.names(f"{OWN}/objects") == ()


def test_two_at_once_are_refused(target: Target) -> None:
    def tell(path: str, number: int, of: int) -> None:
        with pytest.raises(Problems) as busy:
            deliver(open_target(target.url), site(TWO))
        assert [d.code for d in busy.value.diagnostics] == ["DN863"]

    deliver(target, site(ONE), tell=tell)
    assert there(target) == ONE


def test_somebody_elses_record_is_not_overwritten(target: Target) -> None:
    target.write(f"{OWN}/current.json", b'{"something": "else"}', "application/json")
    with pytest.raises(Problems) as other:
        deliver(target, site(ONE))
    assert [d.code for d in other.value.diagnostics] == ["DN862"]


def test_objects_have_their_media_types(target: Target) -> None:
    if "s3" not in target.fs.protocol:
        return
    deliver(target, site(ONE))
    head: Callable[..., Any] = target.fs.call_s3
    said = head("head_object", Bucket=BUCKET, Key=f"{target.root.partition('/')[2]}/notes/a/note.pdf")
    assert said["ContentType"] == "application/pdf"


@pytest.mark.parametrize("url", ["s3://no-such-bucket-here/x", "nonsense://somewhere/x"])
def test_what_cannot_be_reached_is_told_of(url: str, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    fsspec.filesystem("s3").clear_instance_cache()
    with pytest.raises(Problems) as wrong:
        deliver(open_target(url), site(ONE))
    assert [d.code for d in wrong.value.diagnostics] == ["DN860"]
    json.dumps([dict(d.params) for d in wrong.value.diagnostics])


def test_drafts_never_take_the_place_of_what_is_public(target: Target) -> None:
    drafts = Site(dict(site(TWO).files), drafts=True)
    deliver(target, drafts)
    deliver(target, site(ONE))
    assert there(target) == ONE
    assert target.names(f"{OWN}/objects") == (), "a preview's files are not kept where the public looks"
    with pytest.raises(Problems) as none:
        roll_back(target)
    assert [d.code for d in none.value.diagnostics] == ["DN864"]
    for act in (deliver, foreseen):
        with pytest.raises(Problems) as refused:
            act(target, drafts)
        assert [d.code for d in refused.value.diagnostics] == ["DN865"]
    assert there(target) == ONE

"""Delivering to a folder, a server and object storage: what changed, whole at any moment, and back again."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from desknote.diagnostics import Problems
from desknote.site.value import Site
from desknote.stores import Target, deliver, foreseen, open_target, return_foreseen, roll_back
from desknote.stores.plan import OWN
from stores.conftest import BUCKET
from stores.sites import ONE, TWO, broken_links, site, there


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


EVERYWHERE = [("folder", after) for after in range(1, 9)]
THERE_TOO = [(kind, after) for kind in ("server", "objects") for after in (2, 5)]


@pytest.mark.parametrize(("target", "after"), [*EVERYWHERE, *THERE_TOO], indirect=["target"])
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
    _, foretold = return_foreseen(target)
    assert there(target) == TWO
    state, done = roll_back(target)
    assert state.generation == 1 and there(target) == ONE and done == foretold
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
            deliver(Target(target.fs, target.root, target.url), site(TWO))
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
def test_what_cannot_be_reached_is_told_of(url: str, s3: str) -> None:
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

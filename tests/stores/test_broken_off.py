"""Deliveries that were broken off, and what comes after: nothing is left behind, nothing is lost."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desknote.diagnostics import Problems
from desknote.site.value import Site
from desknote.stores import Target, deliver, foreseen, open_target, roll_back, sender
from desknote.stores.plan import OWN
from stores.sites import ONE, TWO, broken_links, site, there

THREE = {**ONE, "notes/c/index.html": "c", "index.html": "third"}


class Cut(Exception):
    pass


@pytest.fixture
def place(tmp_path: Path) -> Target:
    """A folder, as a store."""
    return open_target(f"file://{tmp_path / 'public'}")


def cut_after(number: int) -> Callable[[str, int, int], None]:
    """The line goes dead before the file with that number."""

    def tell(path: str, at: int, of: int) -> None:
        if at == number:
            raise Cut

    return tell


def begin(place: Target, texts: dict[str, str], before: int, keep: int = 3) -> None:
    with pytest.raises(Cut):
        deliver(place, site(texts), tell=cut_after(before), keep=keep)


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Problems) as wrong:
        act()
    return [d.code for d in wrong.value.diagnostics]


@pytest.mark.parametrize("before", range(1, 7))
@pytest.mark.parametrize("then", [ONE, TWO, THREE], ids=["as it was", "again", "another"])
def test_whatever_comes_next_is_all_there_is(place: Target, before: int, then: dict[str, str]) -> None:
    """A note that went up by mistake is gone with the next delivery, even if its own was stopped."""
    deliver(place, site(ONE))
    begin(place, TWO, before)
    begin(place, THREE, 2)
    steps = foreseen(place, site(then))
    assert deliver(place, site(then)) == steps
    assert there(place) == then
    assert foreseen(place, site(then)).empty


@pytest.mark.parametrize("before", range(1, 7))
def test_going_back_undoes_what_was_broken_off(place: Target, before: int) -> None:
    deliver(place, site(THREE))
    deliver(place, site(ONE))
    begin(place, TWO, before)
    with contextlib.suppress(Cut):
        roll_back(place, cut_after(2))
    assert broken_links(there(place)) == []
    roll_back(place)
    assert there(place) == ONE
    roll_back(place)
    assert there(place) == THREE


def test_going_back_that_is_broken_off_is_finished(place: Target) -> None:
    for texts in (ONE, TWO, THREE):
        deliver(place, site(texts))
    with pytest.raises(Cut):
        roll_back(place, cut_after(3))
    roll_back(place)
    assert there(place) == TWO


def test_what_was_not_kept_cannot_come_back_and_nothing_is_touched(place: Target) -> None:
    deliver(place, site(ONE))
    begin(place, TWO, 4, keep=0)
    held = there(place)
    assert codes(lambda: roll_back(place)) == ["DN864"]
    assert there(place) == held
    deliver(place, site(TWO))  # the files of ONE are gone: its state is not one to go back to
    assert codes(lambda: roll_back(place)) == ["DN864"]
    assert there(place) == TWO


def test_a_first_delivery_that_was_broken_off(place: Target) -> None:
    begin(place, TWO, 4)
    assert codes(lambda: roll_back(place)) == ["DN864"]
    assert codes(lambda: deliver(place, Site(dict(site(ONE).files), drafts=True))) == ["DN865"]
    deliver(place, site(ONE))
    assert there(place) == ONE


def test_one_goes_back_along_the_way_one_came(place: Target) -> None:
    """A state that was given up is not one of those that are kept."""
    deliver(place, site(ONE), keep=1)
    deliver(place, site(TWO), keep=1)
    roll_back(place)
    deliver(place, site(THREE), keep=1)
    roll_back(place)
    assert there(place) == ONE


def test_the_same_once_more_is_no_new_state(place: Target) -> None:
    deliver(place, site(ONE))
    deliver(place, site(TWO))
    deliver(place, site(TWO), everything=True)
    roll_back(place)
    assert there(place) == ONE


def test_files_of_somebody_else_are_left_alone(place: Target, tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    (public / "robots.txt").write_text("mine")
    deliver(place, site(ONE))
    assert (public / "robots.txt").read_text() == "mine"
    other = open_target(f"file://{tmp_path / 'other'}")
    (tmp_path / "other" / "notes" / "a").mkdir(parents=True)
    (tmp_path / "other" / "notes" / "a" / "index.html").write_text("mine")
    for act in (deliver, foreseen):
        assert codes(lambda act=act: act(other, site(ONE))) == ["DN866"]  # type: ignore[misc]
    assert there(other) == {"notes/a/index.html": "mine"}
    deliver(other, site(ONE), everything=True)
    assert there(other) == ONE


def test_a_link_that_leads_elsewhere_is_not_followed(place: Target, tmp_path: Path) -> None:
    deliver(place, site(ONE))
    (tmp_path / "public" / "notes" / "b").symlink_to(tmp_path / "home", target_is_directory=True)
    (tmp_path / "home").mkdir()
    assert codes(lambda: deliver(place, site(TWO))) == ["DN860"]
    assert list((tmp_path / "home").iterdir()) == []
    assert (tmp_path / "public" / "index.html").read_text() == ONE["index.html"]


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", ".desknote/current.json", "a\\..\\b"])
def test_a_record_that_names_what_is_not_the_sites_is_none(place: Target, path: str) -> None:
    row = {path: ["0" * 64, 1, "text/plain", False]}
    record = {"desknote": 1, "generation": 1, "previous": 0, "drafts": False, "files": row}
    place.write(f"{OWN}/current.json", json.dumps(record).encode(), "application/json")
    assert codes(lambda: deliver(place, site(ONE))) == ["DN862"]


@pytest.mark.parametrize(("minutes", "held"), [(-5, True), (5, True), (-15, False), (15, False)])
def test_a_lock_counts_whichever_clock_is_ahead(place: Target, minutes: int, held: bool) -> None:
    since = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes)
    lock = json.dumps({"since": since.isoformat(), "by": "another"}).encode()
    place.write(f"{OWN}/lock.json", lock, "application/json")
    if held:
        assert codes(lambda: deliver(place, site(ONE))) == ["DN863"]
        assert place.read(f"{OWN}/lock.json") == lock
    else:
        deliver(place, site(ONE))
        assert there(place) == ONE


def test_a_lock_that_the_same_workspace_left_is_no_hindrance(place: Target, tmp_path: Path) -> None:
    """Its process is dead, or it would hold the workspace's own lock, too."""
    with sender(tmp_path / "desk") as name, sender(tmp_path / "desk") as second, sender(tmp_path) as other:
        assert name and not second and other != name
        left = json.dumps({"since": dt.datetime.now(dt.UTC).isoformat(), "by": "dead", "from": name})
    place.write(f"{OWN}/lock.json", left.encode(), "application/json")
    for who in (other, second):
        assert codes(lambda who=who: deliver(place, site(ONE), sender=who)) == ["DN863"]  # type: ignore[misc]
    with sender(tmp_path / "desk") as again:
        deliver(place, site(ONE), sender=again)
    assert there(place) == ONE


def test_who_wrote_the_lock_last_goes_on_alone(place: Target) -> None:
    """Where two came at the same moment the one that finds another's lock in the place of its own stops."""
    lock = place.root + f"/{OWN}/lock.json"

    class Late(Target):
        def read(self, path: str) -> bytes | None:
            if path.endswith("current.json"):  # the other had looked before this one wrote
                Path(lock).write_text(json.dumps({"since": "2000-01-01T00:00:00+00:00", "by": "another"}))
            return super().read(path)

    late = Late(place.fs, place.root, place.url)
    assert codes(lambda: deliver(late, site(ONE))) == ["DN863"]
    assert there(place) == {} and "another" in Path(lock).read_text()

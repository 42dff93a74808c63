"""Where ``desknote publish`` puts a site: what it refuses, and what a dry run leaves alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from desknote.cli.catalogue import commands
from desknote.cli.commands.places import Place, place_of
from desknote.cli.console import Console
from desknote.cli.words import Given
from desknote.diagnostics import Problems
from desknote.site.value import Site
from desknote.workspace import Workspace
from stores.sites import ONE, TWO, site

Make = Callable[..., Workspace]


@pytest.fixture
def out() -> io.StringIO:
    """Standard output."""
    return io.StringIO()


@pytest.fixture
def place(workspace: Make, out: io.StringIO) -> Callable[[str], Place]:
    """The place that ``--site`` names."""
    console = Console("en", out=out, err=io.StringIO())
    command = commands(console.say)["publish"]
    desk = workspace()
    return lambda named: place_of(Given(command, {"site": named}), console, desk, "site")


def test_drafts_never_take_the_place_of_a_public_folder(
    place: Callable[[str], Place], tmp_path: Path
) -> None:
    folder = tmp_path / "public"
    drafts = Site(dict(site(TWO).files), drafts=True)
    place(str(folder)).put(site(ONE))
    for act in (place(str(folder)).put, place(str(folder)).foreseen):
        with pytest.raises(Problems) as refused:
            act(drafts)
        assert [d.code for d in refused.value.diagnostics] == ["DN865"]
    assert (folder / "index.html").read_text() == ONE["index.html"]
    preview = place(str(tmp_path / "preview"))
    preview.put(drafts)
    preview.put(site(ONE))


def test_a_dry_run_of_going_back_goes_nowhere(
    place: Callable[[str], Place], tmp_path: Path, out: io.StringIO
) -> None:
    store = place(f"file://{tmp_path / 'public'}")
    store.put(site(ONE))
    store.put(site(TWO))
    assert store.back(dry=True) == 0
    said = out.getvalue().splitlines()
    assert "- notes/b/index.html" in said and "+ index.html" in said
    assert (tmp_path / "public" / "index.html").read_text() == TWO["index.html"]
    assert store.back(dry=False) == 0
    assert (tmp_path / "public" / "index.html").read_text() == ONE["index.html"]

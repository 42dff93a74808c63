"""The sample notes in every channel, made once for all test processes of a run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser

from desknote.build import build_note, closed_note
from desknote.channels import OWN
from desknote.channels.make import rendered
from desknote.channels.materials import Materials
from desknote.render.pdf import Press
from desknote.wardrobe import Wardrobe
from desknote.workspace import Workspace
from e2e.browsing import browser
from e2e.desk import SAMPLES, furnish

CHINESE, ENGLISH, HONG_KONG = "large-model-costs", "example-motion", "hk-turnover"


@dataclass(frozen=True)
class Files:
    """A note's outputs."""

    workspace: Workspace
    slug: str

    def path(self, name: str) -> Path:
        return self.workspace.build_folder / self.slug / name

    def read(self, name: str) -> bytes:
        return self.path(name).read_bytes()

    def text(self, name: str) -> str:
        return self.read(name).decode()


Make = Callable[[str], Files]
Given = Callable[..., Materials]
Render = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose sample notes are built to every channel."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "channels"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            workspace = furnish(shared, dict.fromkeys(SAMPLES))
            press = Press([workspace.cache_folder / "fonts"])
            for slug in SAMPLES:
                result = build_note(workspace, slug, tuple(OWN), press=press)
                assert result.ok, [(d.code, d.span, dict(d.params)) for d in result.diagnostics]
    return Workspace(shared.resolve())


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest, everything: Workspace) -> Files:
    """Each of the sample notes."""
    return Files(everything, request.param)


@pytest.fixture
def files(everything: Workspace) -> Make:
    """The outputs of a sample note by its slug."""
    return lambda slug: Files(everything, slug)


@pytest.fixture(scope="session")
def press(everything: Workspace) -> Press:
    """A press whose fonts stay loaded."""
    return Press([everything.cache_folder / "fonts"])


@pytest.fixture(scope="session")
def wardrobe() -> Wardrobe:
    """Prepared fonts, kept."""
    return Wardrobe()


@pytest.fixture
def materials(everything: Workspace, press: Press, wardrobe: Wardrobe) -> Given:
    """What channels are given, for a sample note with some of its fields changed."""

    def make(slug: str, **changes: Any) -> Materials:
        note, documents = closed_note(everything, slug, [])
        changed = replace(note, **changes)
        return Materials(everything, changed, documents, [], press=press, wardrobe=wardrobe)

    return make


@pytest.fixture
def render() -> Render:
    """Makes channels by name of what they are given, in a workspace of theirs or another."""

    def make(
        names: tuple[str, ...], given: Materials, workspace: Workspace | None = None
    ) -> dict[str, bytes]:
        place = workspace or given.workspace
        made, _ = rendered(place, given.note, names, given.documents, [], given.press, given.wardrobe, None)
        return made

    return make


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module."""
    with browser() as running:
        yield running

"""The sample notes, built once for all test processes of a run, and workspaces like them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser

from desknote.workspace import Workspace
from e2e.browsing import browser
from e2e.desk import SAMPLES, Built, House, command, furnish


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def samples(shared: Path) -> Workspace:
    """A workspace with the sample notes, all built by one ``desknote build``."""
    root = shared / "samples"
    with FileLock(shared / "samples.lock"):
        if not (root / "built").exists():
            workspace = furnish(root, dict.fromkeys(SAMPLES))
            done = command("build", cwd=root)
            assert done.returncode == 0, done.stderr
            (root / "built").touch()
            return workspace
    return Workspace(root.resolve())


@pytest.fixture(scope="session", params=SAMPLES)
def sample(request: pytest.FixtureRequest, samples: Workspace) -> Built:
    """Each sample note in turn."""
    return Built(samples, request.param)


@pytest.fixture(scope="session")
def font_cache(samples: Workspace) -> Path:
    """Fonts prepared for the samples; they grow with what other notes need."""
    return samples.cache_folder / "fonts"


@pytest.fixture
def house(tmp_path: Path, font_cache: Path) -> House:
    """Makes a workspace: the repository's house with the notes given (see ``furnish``) and changed files."""

    def make(
        notes: Mapping[str, str | None] | None = None, files: Mapping[str, str | bytes] | None = None
    ) -> Workspace:
        workspace = furnish(tmp_path / "house", notes, font_cache)
        for name, content in (files or {}).items():
            path = workspace.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return workspace

    return make


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module: while it runs, its event loop keeps others from running theirs."""
    with browser() as running:
        yield running

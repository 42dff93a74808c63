"""A site of notes in every state, published once for all test processes, and its preview with drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from desknote.workspace import Workspace
from e2e.conftest import chromium, font_cache, house, samples, shared
from e2e.desk import command, furnish
from portal.site_tests import NOTES, SETTINGS, withdraw

__all__ = ["chromium", "font_cache", "house", "samples", "shared"]


@pytest.fixture(scope="session")
def desk(shared: Path, font_cache: Path) -> Workspace:
    """The workspace, whose site and preview are published."""
    root = shared / "site-desk"
    with FileLock(shared / "site-desk.lock"):
        if not (root / "published").exists():
            workspace = furnish(root, NOTES, font_cache)
            (root / "content" / "site.yaml").write_text(SETTINGS, "utf-8")
            withdraw(workspace, "taken-back")
            for words in (("publish",), ("publish", "--drafts")):
                done = command(*words, cwd=root)
                assert done.returncode == 0, done.stderr
            (root / "published").touch()
            return workspace
    return Workspace(root.resolve())


@pytest.fixture(scope="session")
def site(desk: Workspace) -> Path:
    """The folder of the public site."""
    return desk.root / "site"


@pytest.fixture(scope="session")
def preview(desk: Workspace) -> Path:
    """The folder of the preview."""
    return desk.root / "site-preview"

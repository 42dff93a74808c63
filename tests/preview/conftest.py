"""A watched workspace and a browser, shared by the tests of a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.browsing import browser
from e2e.desk import furnish
from preview.watching import PATIENCE, SLUG, Watch, watching

SECOND = """\
kind: flash
lang: zh-CN
title: 第二篇
date: 2025-02-06
rating: 增持
analysts: zhang-san
viewpoints:
  - heading: 要点
    body: 第二篇的要点。
risks: [波动。]
"""
EDITOR = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('\\n'.join(sys.argv[2:]))"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the stand-in for an editor writes what it was asked to open."""
    return tmp_path_factory.mktemp("editor") / "opened"


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory, opened: Path) -> Iterator[Watch]:
    """A workspace of two notes, watched."""
    root = tmp_path_factory.mktemp("watched") / "house"
    workspace = furnish(root, {SLUG: None, "second": SECOND})
    script = opened.with_name("editor.py")
    script.write_text(EDITOR)
    command = f"'{sys.executable}' '{script}' '{opened}' {{file}} {{line}}"
    with watching(workspace, DESKNOTE_EDITOR=command) as running:
        yield running


@pytest.fixture(scope="module")
def page(watch: Watch, chromium: Browser) -> Iterator[Page]:
    """The preview of the sample, both panes, all of it built."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    shown = context.new_page()
    shown.goto(f"{watch.address}#{SLUG}")
    shown.locator(".sheet.drawn").first.wait_for()
    yield shown
    context.close()


@pytest.fixture
def steady(watch: Watch, page: Page) -> Iterator[Page]:
    """The page at rest, and the workspace as it was once the test is over."""
    files = [watch.note, watch.workspace.brand_file]
    before = {path: path.read_bytes() for path in files}
    page.locator("body[data-state=good]").wait_for()
    yield page
    for path, content in before.items():
        if path.read_bytes() != content:
            path.write_bytes(content)
    page.keyboard.press("Escape")
    page.locator("body[data-state=good]").wait_for()

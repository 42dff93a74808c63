"""A headless browser that may open one file and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium as installed on the machine."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.fail("no Chromium on this machine; scripts/bootstrap.py --dev installs it")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@dataclass
class Visit:
    """A page open in the browser, with what it asked for and what it complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str, argument: Any = None) -> Any:
        return self.page.evaluate(script, argument)


@contextmanager
def visit(
    chromium: Browser, file: Path, width: int = 1280, height: int = 900, **options: Any
) -> Iterator[Visit]:
    """Open ``file``; every other request fails."""
    context = chromium.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    seen = Visit(page)

    def route(request: Route) -> None:
        if request.request.url == file.as_uri():
            request.continue_()
        else:
            request.abort()

    page.on("request", lambda r: seen.asked.append(r.url))
    page.on("console", lambda m: seen.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: seen.complaints.append(str(e)))
    context.route("**/*", route)
    page.goto(file.as_uri())
    if options.get("java_script_enabled", True):
        page.evaluate("document.fonts.ready")
    try:
        yield seen
    finally:
        context.close()

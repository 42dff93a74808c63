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


CONTRAST = """() => {
  const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m };
  const over = (a, b) => a.slice(0, 3).map((v, i) => v * a[3] + b[i] * (1 - a[3]));
  const light = c => c.slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => { const layers = [];
    for (; e; e = e.parentElement) { layers.push(parse(getComputedStyle(e).backgroundColor)) }
    return layers.reverse().reduce((b, a) => over(a, b), [255, 255, 255]) };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let n; n = walk.nextNode();) {
    const e = n.parentElement, s = getComputedStyle(e);
    if (!n.data.trim() || !e.getClientRects().length || e.closest('script, style, svg, .skip')) continue;
    let opacity = 1; for (let p = e; p; p = p.parentElement) opacity *= getComputedStyle(p).opacity;
    const back = ground(e), ink = parse(s.color), b = light(back);
    const a = light(over([...ink.slice(0, 3), ink[3] * opacity], back));
    found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), n.data.trim().slice(0, 30)]) }
  return found.sort((x, y) => x[0] - y[0]) }"""
"""The contrast of every text of the page on its ground, the faintest first."""


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
    """Open ``file``; every other request fails. A narrow screen is a phone's."""
    mobile = {"is_mobile": True, "has_touch": True} if width < 600 else {}
    context = chromium.new_context(viewport={"width": width, "height": height}, **mobile, **options)
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

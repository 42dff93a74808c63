"""The site in a real browser: search, filters, the theme, keys, widths, print, accessibility."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from portal.site_tests import RELEASED

PAGES = {
    "home": "index.html",
    "note": "notes/hk-turnover/index.html",
    "company": "companies/999001-sh/index.html",
    "analyst": "analysts/li-si/index.html",
    "companies": "companies/index.html",
    "sectors": "sectors/index.html",
    "archive": "archive/index.html",
    "year": "archive/2025/index.html",
    "search": "search/index.html?q=推理成本",
    "withdrawn": "notes/taken-back/index.html",
    "english": "en/index.html",
}

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CLIPPED = """link => { let box = link.getBoundingClientRect();
  for (let e = link.parentElement; e; e = e.parentElement) { const around = e.getBoundingClientRect();
    if (getComputedStyle(e).overflowX !== 'visible' && box.right > around.right + 1) return true }
  return box.width === 0 || box.left < 0 || box.right > innerWidth }"""
"""Whether a link's right end is cut off by something around it, or lies off the screen."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    """The site on a server of its own, below a folder."""
    handler = functools.partial(_Quiet, directory=str(site.parent))
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/{site.name}/"
    running.shutdown()


@pytest.fixture
def opened(chromium: Browser, server: str) -> Iterator[Page]:
    """A page that may ask this site and nobody else, and must not complain."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    trouble: list[str] = []
    page.on("request", lambda r: trouble.append(r.url) if not r.url.startswith((server, "data:")) else None)
    page.on("console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: trouble.append(str(e)))
    yield page
    context.close()
    assert trouble == []


def _results(page: Page) -> list[str]:
    # Nothing or "…" is said until the index is there. Asked from here: the site lets no page eval a wait.
    expect(page.locator("[data-count]")).to_have_text(re.compile(r"^(?!.*(?:…|\.\.\.)).*\S", re.S))
    return page.locator("[data-list] .s-title").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("推理成本", ["模型更便宜，应用更快"]),
        ("推理 端侧", ["模型更便宜，应用更快"]),
        ("成交额", ["港股成交回升：流動性先行，盈利仍待驗證"]),  # asked in one script, written in the other
        ("南向資金", ["港股成交回升：流動性先行，盈利仍待驗證"]),
        ("999001", ["甲公司：订单回升", "甲公司：等待拐点"]),
        ("costs", ["Cheaper models, faster adoption"]),
        ("cost", ["Cheaper models, faster adoption"]),
        ("本理", []),
        ("成本推理", []),  # both words are there, but not so
        ("麒麟甲案", []),
    ],
)
def test_search_finds_what_is_said_and_nothing_else(
    opened: Page, server: str, query: str, found: list[str]
) -> None:
    opened.goto(f"{server}search/index.html?q={query}")
    assert sorted(_results(opened)) == sorted(found)


def test_search_marks_what_was_asked_for(opened: Page, server: str) -> None:
    opened.goto(f"{server}index.html")
    opened.locator(".s-find input").fill("南向资金")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/search/index.html?q=*")
    assert _results(opened)
    assert set(opened.locator("[data-list] mark").all_inner_texts()) == {"南向資金"}
    assert "1" in opened.locator("[data-count]").inner_text()
    opened.locator("[data-list] .s-title a").first.click()
    opened.wait_for_url("**/notes/hk-turnover/index.html")


def test_search_and_filters_work_from_a_disk(chromium: Browser, site: Path) -> None:
    page = chromium.new_page()
    page.goto(f"{site.as_uri()}/search/index.html?q=推理成本")
    assert _results(page) == ["模型更便宜，应用更快"]
    page.goto(f"{site.as_uri()}/archive/index.html?kind=flash&year=2024")
    assert _results(page) == ["甲公司：等待拐点"]
    page.close()


def test_the_archive_filters_and_remembers_in_its_address(opened: Page, server: str) -> None:
    opened.goto(f"{server}archive/index.html")
    assert opened.locator("[data-plain]").is_visible()
    opened.select_option("select[name=analyst]", "li-si")
    assert _results(opened) == ["甲公司：订单回升", "甲公司：等待拐点"]
    opened.fill("input[name=title]", "订单")
    assert _results(opened) == ["甲公司：订单回升"]
    assert "analyst=li-si" in opened.url
    assert not opened.locator("[data-plain]").is_visible()
    opened.reload()
    assert _results(opened) == ["甲公司：订单回升"]
    opened.locator("button[type=reset]").click()
    opened.wait_for_selector("[data-plain]", state="visible")


def test_the_archive_says_that_it_waits_for_its_rows(opened: Page, server: str) -> None:
    held: list[Route] = []
    opened.route("**/search/index.js", lambda route: held.append(route))
    with opened.expect_request("**/search/index.js"):
        opened.goto(f"{server}archive/index.html?kind=flash&year=2024", wait_until="commit")
    count, rows = opened.locator("[data-count]"), opened.locator("[data-list] .s-title")
    expect(count).to_have_text("正在搜索……")
    expect(rows).to_have_count(0)
    expect(opened.locator("[data-plain]")).to_be_hidden()
    held.pop().continue_()
    expect(rows).to_have_text(["甲公司：等待拐点"])
    expect(count).to_have_text("共 1 篇")


def test_the_archive_says_that_its_rows_cannot_be_had(chromium: Browser, server: str) -> None:
    page = chromium.new_page()
    page.route("**/search/index.js", lambda route: route.abort())
    page.goto(f"{server}archive/index.html?kind=flash")
    expect(page.locator("[data-count]")).to_have_text("搜索数据无法载入，请稍后重试。")
    page.close()


def test_without_scripts_every_note_is_reached_by_plain_lists(chromium: Browser, site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/archive/index.html")
    assert not page.locator("form.s-filter").is_visible()
    months = page.eval_on_selector_all(".s-years li a", "links => links.map(a => a.href)")
    reached = set()
    for month in months:
        page.goto(month)
        reached |= set(page.eval_on_selector_all(".s-title a", "links => links.map(a => a.href)"))
    context.close()
    names = {href.split("/")[-2] for href in reached}
    assert names == set(RELEASED) - {"cheaper.en"}


def test_the_choice_of_dark_goes_along_from_page_to_page(opened: Page, server: str) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    opened.goto(f"{server}index.html")
    light = opened.evaluate(ground)
    opened.locator(".theme-toggle").focus()
    opened.keyboard.press("Enter")
    dark = opened.evaluate(ground)
    assert dark != light
    for path in ("notes/hk-turnover/index.html", "search/index.html"):
        opened.goto(server + path)
        assert opened.evaluate(ground) == dark
        assert opened.locator(".theme-toggle").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("name", ["home", "note", "archive"])
def test_the_first_tab_stop_skips_to_the_text_and_focus_is_seen(opened: Page, server: str, name: str) -> None:
    opened.goto(server + PAGES[name])
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.keyboard.press("Enter")
    assert opened.evaluate("location.hash") == "#main"
    opened.keyboard.press("Shift+Tab")
    for _ in range(6):
        opened.keyboard.press("Tab")
        style = opened.evaluate(
            "(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))"
        )
        assert style[0] not in ("none",) and style[1] != "0px"


def test_no_page_scrolls_sideways_on_any_screen(chromium: Browser, site: Path) -> None:
    page = chromium.new_page()
    wide = []
    for path in PAGES.values():
        page.goto(f"{site.as_uri()}/{path}")
        for width in (320, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(WIDE):
                wide.append((path, width))
    page.close()
    assert not wide


def test_every_way_on_is_in_sight_on_any_screen(chromium: Browser, site: Path) -> None:
    page = chromium.new_page()
    hidden = []
    for path in ("index.html", "en/index.html", "notes/cheaper.en/index.html"):
        page.goto(f"{site.as_uri()}/{path}")
        for width in (320, 390, 820, 1360):
            page.set_viewport_size({"width": width, "height": 800})
            for link in page.locator(".s-menu a, .s-langs a").all():
                if link.evaluate(CLIPPED):
                    hidden.append((path, width, link.inner_text()))
    page.close()
    assert not hidden


def test_a_word_longer_than_a_phone_is_wide_does_not_widen_the_page(chromium: Browser, site: Path) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    for path, title in (("notes/cheaper.en/index.html", "#note-title"), ("en/index.html", "#s-lead a")):
        page.goto(f"{site.as_uri()}/{path}")
        page.locator(title).evaluate("title => { title.textContent = 'Incomprehensibilities'.repeat(3) }")
        assert not page.evaluate(WIDE), path
    page.close()


def test_letters_are_the_brands_own(chromium: Browser, site: Path) -> None:
    """What pages show is set in the site's fonts, in every language, and not in the machine's."""
    for path in (
        "index.html",
        "en/index.html",
        "notes/hk-turnover/index.html",
        "notes/cheaper.en/index.html",
    ):
        page = chromium.new_page()
        page.goto(f"{site.as_uri()}/{path}")
        page.evaluate("document.fonts.ready")
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        body = session.send("DOM.querySelector", {"nodeId": root, "selector": "body"})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": body})["fonts"]
        assert fonts and all(f["isCustomFont"] for f in fonts), (path, fonts)
        page.close()


def test_print_leaves_the_navigation_out(chromium: Browser, site: Path) -> None:
    page = chromium.new_page()
    for path in ("index.html", "notes/hk-turnover/index.html"):
        page.goto(f"{site.as_uri()}/{path}")
        page.emulate_media(media="print")
        assert not page.locator(".s-nav").is_visible()
        assert not page.locator(".theme-toggle").is_visible()
        assert page.locator("h1, h2").first.is_visible() or page.locator("h2").count()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_that_an_accessibility_checker_finds(chromium: Browser, site: Path, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found = {}
    names = PAGES if scheme == "light" else {n: PAGES[n] for n in ("home", "note")}
    for name, path in names.items():
        page.goto(f"{site.as_uri()}/{path}")
        if name == "search":
            _results(page)
        violations = Axe().run(page).response["violations"]
        if violations:
            found[name] = [(v["id"], [n["html"][:140] for n in v["nodes"]][:3]) for v in violations]
    context.close()
    assert found == {}

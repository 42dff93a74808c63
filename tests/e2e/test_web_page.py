"""The web page in a real browser: its width, fonts, colours, controls, and what it asks the network for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from playwright.sync_api import Browser

from e2e.browsing import CONTRAST, Visit, visit
from e2e.desk import Built
from e2e.said import bare, closing, exhibits, main, sidebar

PHONE, DESKTOP = 390, 1280


@pytest.fixture(params=[PHONE, DESKTOP])
def page(request: pytest.FixtureRequest, chromium: Browser, sample: Built) -> Iterator[Visit]:
    """The sample's page on a phone and on a desk."""
    with visit(chromium, sample.html, request.param) as seen:
        yield seen


@pytest.fixture(scope="module", params=[PHONE, DESKTOP])
def still(request: pytest.FixtureRequest, chromium: Browser, sample: Built) -> Iterator[Visit]:
    """The same for tests that only look: all of them see one page."""
    with visit(chromium, sample.html, request.param) as seen:
        yield seen


@pytest.fixture
def desk(chromium: Browser, sample: Built) -> Iterator[Visit]:
    with visit(chromium, sample.html) as seen:
        yield seen


def _box(seen: Visit, selector: str) -> dict[str, float]:
    box = seen.page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return {**box, "right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}


def test_it_asks_for_nothing_and_complains_of_nothing(still: Visit, sample: Built) -> None:
    still.run("window.scrollTo(0, document.body.scrollHeight)")
    still.page.wait_for_load_state("networkidle")
    assert [url for url in still.asked if not url.startswith("data:")] == [sample.html.as_uri()]
    assert still.complaints == []


@pytest.mark.parametrize("widths", [(320, 390), (768, 900, 1280, 1920)], ids=["phones", "desks"])
def test_it_never_scrolls_sideways(chromium: Browser, sample: Built, widths: tuple[int, ...]) -> None:
    with visit(chromium, sample.html, widths[0]) as seen:
        for width in widths:
            seen.page.set_viewport_size({"width": width, "height": 900})
            wide = seen.run(
                """() => [...document.querySelectorAll('body *')].filter(e => {
                     const r = e.getBoundingClientRect();
                     return r.width && (r.right > innerWidth + 1 || r.left < -1)
                       && !e.closest('.table-scroll, .skip, svg') }).map(e => e.outerHTML.slice(0, 80))"""
            )
            assert wide == [], width
            scroll, client = seen.run(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            assert scroll <= client, width


def test_its_fonts_are_its_own(still: Visit) -> None:
    """Every character is drawn with a font that the file carries, and each of them loads."""
    faces = still.run("[...document.fonts].map(f => [f.family.replace(/[\"']/g, ''), f.status])")
    assert {family for family, _ in faces} == {"Desknote Text", "Desknote Sans"}
    used = _platform_fonts(still)
    assert used and all(font["isCustomFont"] for font in used), used
    assert {status for _, status in faces} <= {"loaded", "unloaded"}


def _platform_fonts(seen: Visit) -> list[dict[str, Any]]:
    session = seen.page.context.new_cdp_session(seen.page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    body = session.send("DOM.querySelector", {"nodeId": root, "selector": "body"})["nodeId"]
    found: list[dict[str, Any]] = session.send("CSS.getPlatformFontsForNode", {"nodeId": body})["fonts"]
    return found


def test_the_page_says_what_the_note_says(still: Visit, sample: Built) -> None:
    still.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    text, note = bare(still.page.locator("body").inner_text()), sample.note
    for part in (main, closing):
        at = 0
        for piece in part(note):
            found = text.find(piece, at)
            assert found >= 0, f"{part.__name__}: {piece!r} does not follow {text[max(0, at - 40) : at]!r}"
            at = found + len(piece)
            if len(piece) >= 20:
                assert text.count(piece) == 1, piece
    for piece in (*sidebar(note), *exhibits(note)):
        assert piece in text, piece


def test_the_sidebar_stands_beside_the_text_on_a_wide_screen(desk: Visit) -> None:
    side, text, title = _box(desk, ".sidebar"), _box(desk, "#main"), _box(desk, "h1")
    assert side["right"] <= text["x"]
    assert abs(side["y"] - text["y"]) < 40
    assert title["bottom"] < side["y"]
    assert text["width"] > 2 * side["width"]


def test_the_rating_leads_and_the_rest_follows_on_a_phone(chromium: Browser, sample: Built) -> None:
    with visit(chromium, sample.html, PHONE) as seen:
        text = _box(seen, "#main")
        first = _box(seen, ".side-rating, .side-date")
        people = _box(seen, ".side-people")
        assert text["x"] < 40 and text["right"] > PHONE - 40
        if sample.note.rating:
            assert first["bottom"] <= text["y"]
        assert people["y"] >= text["bottom"] or people["bottom"] <= text["y"]
        size = seen.run("parseFloat(getComputedStyle(document.querySelector('#main p')).fontSize)")
        assert size >= 15


def test_text_lines_are_of_a_readable_length(chromium: Browser, sample: Built) -> None:
    with visit(chromium, sample.html, 1920) as seen:
        width, size = seen.run(
            "(p => [p.getBoundingClientRect().width, parseFloat(getComputedStyle(p).fontSize)])"
            "(document.querySelector('#main p'))"
        )
        assert width / size <= 52


def test_text_and_charts_can_be_read_in_light_and_dark(chromium: Browser, sample: Built) -> None:
    """Axis labels and grid are drawn in the page's colours, not in those of the paper."""
    drawn = "[...document.querySelectorAll('.drawing svg text')].map(t => getComputedStyle(t).fill)"
    charts = {}
    for scheme in ("light", "dark"):
        with visit(chromium, sample.html, color_scheme=scheme) as seen:
            red, green, blue = map(int, re.findall(r"\d+", _ground(seen))[:3])
            assert (red + green + blue < 200) == (scheme == "dark")
            faint = [(ratio, words) for ratio, words in seen.run(CONTRAST) if ratio < 4.5]
            assert faint == []
            charts[scheme] = seen.run(drawn)
            assert charts[scheme]
    assert all(a != b for a, b in zip(charts["light"], charts["dark"], strict=True))


def _ground(seen: Visit) -> str:
    found: str = seen.run("getComputedStyle(document.documentElement).backgroundColor")
    return found


def test_the_theme_changes_by_click_and_by_key(desk: Visit) -> None:
    button = desk.page.locator(".theme-toggle")
    assert button.is_visible()
    before, pressed = _ground(desk), button.get_attribute("aria-pressed")
    assert pressed == "false"
    button.click()
    after = _ground(desk)
    assert after != before and button.get_attribute("aria-pressed") == "true"
    button.focus()
    desk.page.keyboard.press("Enter")
    assert (_ground(desk), button.get_attribute("aria-pressed")) == (before, "false")
    desk.page.keyboard.press("Space")
    assert (_ground(desk), button.get_attribute("aria-pressed")) == (after, "true")
    assert button.inner_text().strip()


def test_the_theme_can_be_changed_back_from_a_dark_system(chromium: Browser, sample: Built) -> None:
    with visit(chromium, sample.html, color_scheme="dark") as seen:
        dark = _ground(seen)
        assert seen.page.locator(".theme-toggle").get_attribute("aria-pressed") == "true"
        seen.page.locator(".theme-toggle").click()
        assert _ground(seen) != dark


def test_a_reader_finds_the_way_by_key_and_click(page: Visit, sample: Built) -> None:
    _first_tab_stop_skips_to_the_text(page)
    _references_lead_to_their_exhibits(page, sample)
    _charts_open_their_figures(page, sample)


def _charts_open_their_figures(page: Visit, sample: Built) -> None:
    charts = [e for e in sample.note.exhibits if e.anchor.startswith("fig-")]
    for exhibit in charts:
        details = page.page.locator(f"#{exhibit.anchor} details.data")
        table = details.locator("table")
        assert not table.is_visible()
        details.locator("summary").click()
        assert table.is_visible()
        rows = table.locator("tbody tr").count()
        if exhibit.spec.type != "rating-history":  # it shows what was recommended, not each day's price
            assert rows == len(exhibit.frame or ()), exhibit.id
        assert all(len(r) > 1 for r in [table.locator("thead th").all_inner_texts()])
        details.locator("summary").focus()
        page.page.keyboard.press("Enter")
        assert not table.is_visible()


def _first_tab_stop_skips_to_the_text(page: Visit) -> None:
    link = page.page.locator(".skip")
    assert (link.bounding_box() or {"x": -1})["x"] < 0
    page.page.keyboard.press("Tab")
    assert page.run("document.activeElement.className") == "skip"
    assert (link.bounding_box() or {"x": -1})["x"] >= 0
    page.page.keyboard.press("Enter")
    assert page.run("location.hash") == "#main"
    page.page.keyboard.press("Tab")
    assert page.run("!document.activeElement.closest('.band, .sidebar')")


def test_keyboard_focus_can_be_seen(desk: Visit) -> None:
    seen = 0
    for _ in range(12):
        desk.page.keyboard.press("Tab")
        style, width = desk.run(
            "(s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))"
        )
        if desk.run("document.activeElement !== document.body"):
            assert style != "none" and width >= 2, desk.run("document.activeElement.outerHTML.slice(0, 80)")
            seen += 1
    assert seen > 3


def _references_lead_to_their_exhibits(page: Visit, sample: Built) -> None:
    links = page.page.locator("a[href^='#']:not(.skip)")
    assert links.count() >= 1
    for i in range(links.count()):
        target = (links.nth(i).get_attribute("href") or "")[1:]
        assert page.page.locator(f"[id='{target}']").count() == 1, target
    target = (links.first.get_attribute("href") or "")[1:]
    links.first.click()
    page.page.wait_for_timeout(50)
    box = page.page.locator(f"[id='{target}']").bounding_box()
    assert box is not None and -2 <= box["y"] < 900
    label = next(e.label for e in sample.note.exhibits if e.anchor == target)
    assert bare(links.first.inner_text()) == bare(label)


def test_links_lead_to_the_web_or_to_a_mailbox(desk: Visit) -> None:
    for link in desk.run("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"):
        assert re.match(r"(https?://|mailto:|#|data:text/csv)", link), link


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_it_is_dark_on_white(chromium: Browser, sample: Built, scheme: str) -> None:
    with visit(chromium, sample.html, 794, color_scheme=scheme) as seen:
        seen.page.emulate_media(media="print", color_scheme="light")
        assert _ground(seen) in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
        assert not seen.page.locator(".theme-toggle").is_visible()
        assert not seen.page.locator("details.data").first.is_visible()
        pdf = seen.page.pdf(format="A4", print_background=True)
        assert pdf.startswith(b"%PDF")
        ink = seen.run("getComputedStyle(document.querySelector('#main p')).color")
        assert max(map(int, re.findall(r"\d+", ink)[:3])) < 90


def test_it_works_without_scripts(chromium: Browser, sample: Built) -> None:
    with visit(chromium, sample.html, java_script_enabled=False) as seen:
        text = bare(seen.page.locator("body").inner_text())
        for piece in main(sample.note):
            assert piece in text
        assert not seen.page.locator(".theme-toggle").is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")])
def test_nothing_that_an_accessibility_checker_finds(
    chromium: Browser, sample: Built, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with visit(chromium, sample.html, width, color_scheme=scheme) as seen:
        found = Axe().run(seen.page).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []


class _Outline(HTMLParser):
    """Ids, headings and attributes of a page as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.attributes += [(tag, k, v or "") for k, v in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


def test_the_file_is_well_made(sample: Built) -> None:
    text = sample.html.read_text("utf-8")
    outline = _Outline()
    outline.feed(text)
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.levels.count(1) == 1
    assert ("html", "lang", sample.note.lang) in outline.attributes
    assert [(t, k) for t, k, _ in outline.attributes if k.startswith("on")] == []
    outside = [
        v for _, k, v in outline.attributes if k in ("src", "srcset", "data") and not v.startswith("data:")
    ]
    assert outside == []
    assert text.count("<script") == 1
    assert len(text) < 1_500_000

"""The message and the WeChat article: what mail programs and the editor take, at every width."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Browser

from channels.conftest import CHINESE, ENGLISH, Files, Given, Make
from desknote.channels.email import make, subject
from desknote.channels.parts import Run
from desknote.channels.registry import OWN
from desknote.channels.wechat import ATTRIBUTES, TAGS, _Links, kept


def opened(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage) and not message.defects
    return message


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def test_the_message_has_text_page_and_pictures(sample: Files) -> None:
    message = opened(sample.read("note.eml"))
    assert message.get_content_type() == "multipart/alternative"
    text, related = message.iter_parts()
    page, *pictures = related.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == sample.text("note.txt")
    html = page.get_content()
    named = {p["Content-ID"].strip("<>") for p in pictures}
    used = {a["src"].removeprefix("cid:") for t, a in Tags(html).found if t == "img"}
    assert used == named and len(named) >= 2
    for part in pictures:
        assert part.get_content_type() == "image/png" and part.get_content_disposition() == "inline"
        assert part.get_content().startswith(b"\x89PNG")


def test_headers_are_right_for_chinese(files: Make, materials: Given) -> None:
    raw = files(CHINESE).read("note.eml")
    head = raw.split(b"\r\n\r\n", 1)[0]
    assert head.isascii() and all(
        len(line) <= 78 for line in head.split(b"\r\n")
    )  # RFC 5322, 2.1.1; RFC 2047
    message = opened(raw)
    assert message["Subject"] == subject(materials(CHINESE).note) and "【示例证券】" in message["Subject"]
    sender = message["From"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == ("示例证券", "zhang.san@example.com")
    assert parsedate_to_datetime(message["Date"]).date() == materials(CHINESE).note.date
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.com>", message["Message-ID"])
    assert message["Message-ID"] != opened(files(ENGLISH).read("note.eml"))["Message-ID"]


def test_without_an_address_the_sender_is_nobody(materials: Given) -> None:
    plain = materials(ENGLISH)
    people = tuple(replace(p, email="") for p in plain.note.people)
    given = materials(ENGLISH, people=people, house=replace(plain.note.house, website=""))
    message = opened(make(given, OWN["email"]).files["note.eml"])
    assert message["From"].addresses[0].addr_spec == "research@desknote.invalid"
    assert [d.code for d in given.found if d.code.startswith("DN83")] == ["DN832"]


def test_the_page_asks_nothing_of_anybody(sample: Files) -> None:
    html = sample.text("note.email.html")
    tags = Tags(html).found
    assert not {t for t, _ in tags} & {"script", "link", "iframe", "form", "object", "video", "svg"}
    assert all(a["src"].startswith("data:image/png") for t, a in tags if t == "img")
    assert all(a.get("alt") for t, a in tags if t == "img")
    assert "url(" not in html and "@import" not in html
    assert [t for t, _ in tags].count("style") == 1
    style = html.split("<style>")[1].split("</style>")[0]
    assert set(re.findall(r"@\w+", style)) == {"@media"}
    layout = [a for t, a in tags if t == "table"]
    assert all(a.get("role") == "presentation" or "grid" in a.get("class", "") for a in layout)


@pytest.mark.parametrize("width", [320, 480, 640, 800])
def test_the_page_fits_every_width(chromium: Browser, files: Make, width: int) -> None:
    for slug in (CHINESE, ENGLISH):
        page = chromium.new_page(viewport={"width": width, "height": 900})
        asked: list[str] = []
        page.on("request", lambda r, asked=asked: asked.append(r.url))
        page.goto(files(slug).path("note.email.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sheet = page.evaluate("document.querySelector('.sheet').getBoundingClientRect().width")
        assert sheet <= 640 and sheet >= min(width - 24, 640)
        smallest = page.evaluate(
            "Math.min(...[...document.querySelectorAll('.main p, .main td, .main th')]"
            ".map(e => parseFloat(getComputedStyle(e).fontSize)))"
        )
        assert smallest >= 11
        assert not [url for url in asked if not url.startswith(("file:", "data:"))]
        page.close()


def test_dark_mode_turns_the_ground_dark_and_the_words_light(chromium: Browser, files: Make) -> None:
    page = chromium.new_page(color_scheme="dark")
    page.goto(files(CHINESE).path("note.email.html").as_uri())
    ground, words, heading = (
        page.evaluate(f"getComputedStyle(document.querySelector('{where}')).{what}")
        for where, what in ((".sheet", "backgroundColor"), (".viewpoint p", "color"), ("h2", "color"))
    )
    light = {name: sum(map(int, re.findall(r"\d+", colour)[:3])) for name, colour in
             (("ground", ground), ("words", words), ("heading", heading))}  # fmt: skip
    page.close()
    assert light["ground"] < 120 and light["words"] > 500 and light["heading"] > 300


# --- WeChat


def test_the_article_has_what_the_editor_keeps(sample: Files) -> None:
    body = sample.text("note.wechat.html").split("<body>")[1]
    tags = Tags(body).found
    assert {t for t, _ in tags} <= TAGS and "a" not in TAGS
    assert {name for _, given in tags for name in given} <= ATTRIBUTES
    for tag, given in tags:
        if tag in ("p", "h2", "td", "th", "section"):
            assert given.get("style"), tag
        assert "position" not in given.get("style", "") and "url(" not in given.get("style", "")
    pictures = [given["src"] for tag, given in tags if tag == "img"]
    assert pictures and all(sample.path(p).is_file() for p in pictures)


def test_the_article_has_a_cover_line_and_a_digest(files: Make) -> None:
    html = files(CHINESE).text("note.wechat.html")
    assert "示例证券研究所｜行业研究｜增持" in html
    digest = re.search(r'<meta name="description" content="([^"]+)">', html)
    assert digest is not None and 10 < len(digest[1]) <= 120


def test_the_article_fits_a_phone(chromium: Browser, files: Make) -> None:
    for slug in (CHINESE, ENGLISH):
        page = chromium.new_page(viewport={"width": 360, "height": 780})
        page.goto(files(slug).path("note.wechat.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.close()


def test_links_become_notes() -> None:
    links = _Links()
    line = (
        Run("see "),
        Run("the rule", link="https://example.com/a"),
        Run(" and "),
        Run("figure", link="#fig-1"),
    )
    again = (Run("the rule", link="https://example.com/a"), Run("a@example.com", link="mailto:a@example.com"))
    assert str(links.inline(line)) == "see the rule<sup>[1]</sup> and figure"
    assert str(links.inline(again)) == "the rule<sup>[1]</sup>a@example.com"
    assert links.found == ["https://example.com/a"]


def test_what_the_editor_does_not_keep_goes() -> None:
    words = '<p id="b" style="color:red">1 &lt; 2</p><script>alert(1)</script>'
    html = f'<html><head><title>t</title></head><body id="x"><div class="a">{words}</div></body></html>'
    assert kept(html) == '<p style="color:red">1 &lt; 2</p>'

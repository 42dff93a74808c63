"""The public site: drafts never leak, links resolve, feeds and metadata say what readers of them expect."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest

from desknote.workspace import Workspace
from portal.site_tests import DRAFT, RELEASED, REVIEW, WITHDRAWN, files_of

BASE = "https://research.example.com/notes/"
ATOM = "{http://www.w3.org/2005/Atom}"


class _Page(HTMLParser):
    """What a page refers to and may be referred to by."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.data: list[Any] = []
        self._json = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        self.tags.append((tag, given))
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [(tag, name, given[name]) for name in ("href", "src", "action") if name in given]
        self._json = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._json:
            self.data.append(json.loads(data))
            self._json = False

    def meta(self, name: str) -> list[str]:
        key = "property" if name.startswith(("og:", "article:")) else "name"
        return [a.get("content", "") for tag, a in self.tags if tag == "meta" and a.get(key) == name]

    def rel(self, rel: str) -> list[dict[str, str]]:
        return [a for tag, a in self.tags if tag == "link" and a.get("rel") == rel]


def _pages(site: Path) -> dict[str, _Page]:
    return {
        path: _Page(file.read_text("utf-8"))
        for path, file in files_of(site).items()
        if path.endswith(".html")
    }


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, _Page]:
    return _pages(site)


def _target(page: str, link: str) -> tuple[str, str]:
    """The file and the anchor that a link on a page leads to."""
    parts = urlsplit(link)
    if link.startswith(BASE) or (page == "404.html" and link.startswith("/notes/")):
        path = unquote(parts.path).removeprefix("/notes/")
        return (f"{path}index.html" if path in ("",) or path.endswith("/") else path), parts.fragment
    path = unquote(parts.path)
    folder = Path(page).parent
    whole = Path(page) if not path else Path(*_normal((folder / path).parts))
    return whole.as_posix(), parts.fragment


def _normal(parts: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if part == "..":
            assert found, "a link leads above the site"
            found.pop()
        elif part != ".":
            found.append(part)
    return found


@pytest.mark.parametrize("which", ["site", "site-preview"])
def test_every_link_leads_somewhere(desk: Workspace, which: str) -> None:
    folder = desk.root / which
    files, pages = files_of(folder), _pages(folder)
    broken = []
    for path, page in pages.items():
        assert len(set(page.ids)) == len(page.ids), path
        for _, _, link in page.links:
            if link.startswith(("mailto:", "data:")) or (
                link.startswith("http") and not link.startswith(BASE)
            ):
                continue
            target, anchor = _target(path, link)
            if target not in files or (anchor and anchor not in pages[target].ids):
                broken.append((path, link))
    assert not broken


def test_pages_ask_nobody_else_for_anything(pages: dict[str, _Page]) -> None:
    for path, page in pages.items():
        loaded = [
            link for tag, name, link in page.links if name == "src" or (tag == "link" and "sheet" in link)
        ]
        loaded += [a["href"] for rel in ("stylesheet", "icon") for a in page.rel(rel)]
        assert not [link for link in loaded if urlsplit(link).netloc], path
        policy = [a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
        assert len(policy) == 1 and "default-src 'none'" in policy[0] and "unsafe-eval" not in policy[0]
        inline = [a for tag, a in page.tags if tag == "script" and "src" not in a and a.get("type") is None]
        assert not inline, path


def test_what_is_not_released_is_nowhere(site: Path) -> None:
    """Not a word, not a name, not a count, in no file of any kind."""
    secrets = [DRAFT, REVIEW, WITHDRAWN, "secret-draft", "secret-review"]
    wanted = [s.encode() for s in secrets] + [json.dumps(s)[1:-1].encode() for s in secrets[:3]]
    for path, file in files_of(site).items():
        content = file.read_bytes()
        assert not [w for w in wanted if w in content], path
        assert "secret" not in path
    index = json.loads((site / "index.json").read_text("utf-8"))["notes"]
    assert sorted(n["slug"] for n in index if n["state"] != "withdrawn") == sorted(RELEASED)
    manifest = json.loads((site / "site.json").read_text("utf-8"))
    assert manifest["drafts"] is False
    shown = re.search(r"共 (\d+) 篇|(\d+) 篇研报", (site / "archive/index.html").read_text("utf-8"))
    assert shown and int(shown[1] or shown[2]) == len(RELEASED) - 1  # one note is there in two languages


def test_a_withdrawn_note_keeps_its_address_and_nothing_else(site: Path, pages: dict[str, _Page]) -> None:
    path = "notes/taken-back/index.html"
    text = (site / path).read_text("utf-8")
    assert "研报已撤回" in text and "2025 年 1 月 10 日" in text and "模型有误" not in text
    assert pages[path].meta("robots") == ["noindex, nofollow"]
    assert sorted(p for p in files_of(site) if p.startswith("notes/taken-back/")) == [
        path,
        "notes/taken-back/meta.json",
    ]
    meta = json.loads((site / "notes/taken-back/meta.json").read_text("utf-8"))
    assert meta == {
        "slug": "taken-back",
        "state": "withdrawn",
        "page": path,
        "withdrawn": "2025-01-10T08:00:00Z",
    }
    linking = [p for p, page in pages.items() if any("taken-back" in link for _, _, link in page.links)]
    assert linking in ([], [path])


def test_the_preview_shows_drafts_and_says_so_on_every_page(preview: Path) -> None:
    files, pages = files_of(preview), _pages(preview)
    for path, page in pages.items():
        assert page.meta("robots") and all("noindex" in m for m in page.meta("robots")), path
        assert "预览站点" in files[path].read_text("utf-8") or "Preview: holds" in files[path].read_text(
            "utf-8"
        )
    assert "notes/secret-draft/index.html" in files and "notes/secret-review/index.html" in files
    home = (preview / "index.html").read_text("utf-8")
    assert DRAFT in home and "草稿" in home and "审核中" in home
    assert (preview / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
    assert not [p for p in files if p.endswith(("feed.xml", "feed.json", "sitemap.xml"))]
    assert json.loads((preview / "site.json").read_text("utf-8"))["drafts"] is True


def test_notes_are_found_by_everything_that_they_are_filed_under(site: Path, pages: dict[str, _Page]) -> None:
    page = "notes/firm-new/index.html"
    for path in (
        "index.html",
        "archive/2025/index.html",
        "archive/2025/01/index.html",
        "analysts/li-si/index.html",
        "sectors/tmt/index.html",
        "companies/999001-sh/index.html",
        "kinds/flash/index.html",
    ):
        targets = [_target(path, link)[0] for tag, _, link in pages[path].links if tag == "a"]
        assert page in targets, path
    assert "中性" in (site / "companies/999001-sh/index.html").read_text("utf-8")
    changes = (site / "index.html").read_text("utf-8")
    assert re.search(r"甲公司.*s-up.*?上调.*?中性.*?买入", changes, re.S)


def test_a_note_in_two_languages_is_listed_once_and_each_points_to_the_other(
    site: Path, pages: dict[str, _Page]
) -> None:
    chinese, english = "notes/cheaper.zh-CN/index.html", "notes/cheaper.en/index.html"
    for home, own, other in (("index.html", chinese, english), ("en/index.html", english, chinese)):
        targets = {_target(home, link)[0] for tag, _, link in pages[home].links if tag == "a"}
        assert own in targets and other not in targets
    alternates = [
        {a["hreflang"]: _target(p, a["href"])[0] for a in pages[p].rel("alternate") if "hreflang" in a}
        for p in (chinese, english)
    ]
    assert alternates[0] == alternates[1] == {"zh-CN": chinese, "en": english, "x-default": chinese}
    homes = {
        a["hreflang"]: _target("index.html", a["href"])[0]
        for a in pages["en/index.html"].rel("alternate")
        if "hreflang" in a
    }
    assert homes == {"zh-CN": "index.html", "en": "en/index.html", "x-default": "index.html"}


def test_a_note_tells_machines_who_wrote_what_when_about_whom(site: Path, pages: dict[str, _Page]) -> None:
    page = pages["notes/firm-new/index.html"]
    assert [a["href"] for a in page.rel("canonical")] == [f"{BASE}notes/firm-new/"]
    assert page.meta("og:title") == ["甲公司：订单回升"] and page.meta("og:type") == ["article"]
    assert page.meta("og:image") == [f"{BASE}notes/firm-new/card.png"]
    report, crumbs = page.data[0]
    assert report["@type"] == "Report" and report["datePublished"] == "2025-01-20"
    assert report["author"] == [
        {"@type": "Person", "name": "李四", "jobTitle": report["author"][0]["jobTitle"]}
    ]
    assert report["publisher"]["name"] == "示例证券" and report["inLanguage"] == "zh-CN"
    assert {"@type": "Corporation", "name": "甲公司", "tickerSymbol": "999001.SH"} in report["about"]
    assert report["encoding"][0]["contentUrl"] == f"{BASE}notes/firm-new/firm-new.pdf"
    assert [item["name"] for item in crumbs["itemListElement"]] == ["首页", "传媒互联网", "甲公司：订单回升"]
    meta = json.loads((site / "notes/firm-new/meta.json").read_text("utf-8"))
    assert meta["rating"]["grade"] == "buy" and meta["files"]["pdf"] == "notes/firm-new/firm-new.pdf"
    assert (site / meta["files"]["pdf"]).read_bytes().startswith(b"%PDF")


def test_sitemap_lists_what_is_public_and_nothing_else(site: Path, pages: dict[str, _Page]) -> None:
    root = ET.parse(site / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [url.findtext(f"{space}loc") or "" for url in root]
    canonical = {a["href"] for p, page in pages.items() for a in page.rel("canonical")}
    assert len(set(listed)) == len(listed) and set(listed) == canonical
    assert not [u for u in listed if "taken-back" in u or "404" in u]
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text()


def _feeds(site: Path) -> list[str]:
    return [p for p in files_of(site) if p.endswith("feed.xml")]


def test_atom_feeds_are_read_by_a_feed_reader(site: Path) -> None:
    feeds = _feeds(site)
    assert {"feed.xml", "en/feed.xml", "sectors/tmt/feed.xml", "analysts/li-si/feed.xml"} <= set(feeds)
    for path in feeds:
        read = feedparser.parse((site / path).read_bytes())
        assert not read.bozo and read.version == "atom10", path
        assert read.feed.id and read.feed.updated and read.feed.author
        assert len({e.id for e in read.entries}) == len(read.entries) > 0
        assert [e.updated for e in read.entries] == sorted((e.updated for e in read.entries), reverse=True)
        for entry in read.entries:
            assert entry.id.startswith("tag:research.example.com,") and entry.link.startswith(BASE)
            if entry.title != "研报已撤回" and entry.title != "Report withdrawn":
                assert entry.authors and entry.tags and entry.summary
    entry = next(e for e in feedparser.parse((site / "feed.xml").read_bytes()).entries if "firm-new" in e.id)
    assert (
        entry.id == "tag:research.example.com,2025:notes/firm-new"
        and entry.published == "2025-01-20T00:00:00Z"
    )
    assert [link["type"] for link in entry.links if link["rel"] == "enclosure"] == ["application/pdf"]
    gone = next(e for e in feedparser.parse((site / "feed.xml").read_bytes()).entries if "taken-back" in e.id)
    assert gone.title == "研报已撤回" and gone.updated == "2025-01-10T08:00:00Z" and "撤回" in gone.summary


def test_atom_feeds_have_what_rfc_4287_demands(site: Path) -> None:
    for path in _feeds(site):
        root = ET.parse(site / path).getroot()
        for element in (root, *root.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1, (path, name)
            for day in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", day.text or "")
            keys = [
                (e.get("type"), e.get("hreflang"))
                for e in element.findall(f"{ATOM}link")
                if e.get("rel") == "alternate"
            ]
            assert len(set(keys)) == len(keys)


JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items", "feed_url", "home_page_url"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "content_text", "date_published"],
                "properties": {
                    "id": {"type": "string"},
                    "url": {"type": "string", "format": "uri"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
                    "attachments": {
                        "type": "array",
                        "items": {"type": "object", "required": ["url", "mime_type"]},
                    },
                },
            },
        },
    },
}


def test_json_feeds_are_json_feeds_with_the_same_entries(site: Path) -> None:
    import jsonschema

    for path in _feeds(site):
        feed = json.loads((site / path).with_suffix(".json").read_text("utf-8"))
        jsonschema.validate(feed, JSON_FEED)
        assert [i["id"] for i in feed["items"]] == [
            e.id for e in feedparser.parse((site / path).read_bytes()).entries
        ]


def test_the_manifest_holds_every_file_as_it_is(site: Path) -> None:
    import hashlib

    rows = json.loads((site / "site.json").read_text("utf-8"))["files"]
    files = {p: f for p, f in files_of(site).items() if p != "site.json"}
    assert set(rows) == set(files)
    for path, row in rows.items():
        content = files[path].read_bytes()
        assert (row["sha256"], row["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content)), path
        assert row["type"] and row["type"] != "application/octet-stream"
        if row.get("immutable"):
            assert re.search(r"[0-9a-f]{16}\.\w+$", path), path


def test_pages_are_small_and_fonts_are_shared(site: Path) -> None:
    pages = {
        p: f.stat().st_size for p, f in files_of(site).items() if p.endswith(".html") and p != "404.html"
    }
    assert max(pages.values()) < 120_000
    fonts = [p for p in files_of(site) if p.endswith(".woff2")]
    assert fonts and max((site / p).stat().st_size for p in fonts) < 120_000
    for path in pages:
        assert "base64" not in (site / path).read_text("utf-8"), path


def test_data_behind_exhibits_are_files(site: Path, pages: dict[str, _Page]) -> None:
    page = pages["notes/hk-turnover/index.html"]
    tables = [a["href"] for tag, a in page.tags if tag == "a" and a["href"].endswith(".csv")]
    assert tables
    for name in tables:
        assert (site / "notes/hk-turnover" / name).read_text("utf-8-sig").count("\n") > 1

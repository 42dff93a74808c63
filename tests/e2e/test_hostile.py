"""Workspaces from strangers: nothing runs, nothing outside is read, nothing is asked of the network."""

from __future__ import annotations

import base64
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser

from desknote.build import build_note
from e2e.browsing import visit
from e2e.desk import ROOT, House, build, command, without
from e2e.printed import Printed

SCRIPT = "<script>window.pwned=1</script>"
IMAGE = '<img src=x onerror="window.pwned=1">'
NOTE = """\
kind: flash
lang: zh-CN
title: '题 {x}'
subtitle: '副 {x}'
date: 2025-02-05
sector: '业 {x}'
rating: 增持
analysts: zhang-san
keywords: ['键 {x}']
summary: '摘要 {x}'
related: [{{series: '列 {x}', title: '旧 {x}', date: 2024-12-31}}]
sidebar: [rating, analysts, related, exhibit:chart]
viewpoints:
  - heading: '点 {x}'
    body: '文 {x} [链]({link}) ![图]({link})'
advice:
  body: '荐 {x}'
  coverage: [{{name: '司 {x}', ticker: '0001.HK'}}]
risks: ['险 {x}']
sections:
  - heading: '章 {x}'
    body: |
      @exhibit:table
exhibits:
  chart:
    type: line
    title: '图 {x}'
    rows: [{{x: 2025-01-02, '列 {x}': 1}}, {{x: 2025-01-03, '列 {x}': 2}}]
    x: x
    y: ['列 {x}']
    source: '源 {x}'
    alt: '替 {x}'
    illustrative: true
  table:
    type: table
    title: '表 {x}'
    rows: [{{'头 {x}': '格 {x}', 乙: '值'}}]
    source: '源 {x}'
    illustrative: true
"""
PLAIN = """\
kind: flash
lang: zh-CN
title: 题
date: 2025-02-05
rating: 增持
analysts: zhang-san
viewpoints:
  - {heading: 点, body: 文。}
"""


def _hostile(x: str, link: str = "https://example.com") -> str:
    return NOTE.format(x=x.replace("'", "''"), link=link)


@pytest.mark.parametrize(
    "markup", [SCRIPT, IMAGE, "<svg onload=window.pwned=1>", "</title></style></table><b>"]
)
def test_markup_in_content_is_text(house: House, chromium: Browser, markup: str) -> None:
    built = build(house({"bad": _hostile(markup)}), "bad")
    bare = "".join(markup.split())
    printed = "".join("".join(g.text for p in Printed(built.pdf).pages for g in p).split())
    for mark in "题副业列旧点文荐司险章图源表头格":
        assert mark + bare in printed, mark
    with visit(chromium, built.html) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        shown = "".join(seen.page.locator("body").inner_text().split())
        for mark in "题副业列旧点文荐司险章图源表头格":
            assert mark + bare in shown, mark
        assert seen.run("window.pwned") is None
        assert seen.run("document.scripts.length") == 1
        assert seen.run("document.querySelectorAll('main img, main b, aside img').length") == 0
        assert "".join(seen.page.title().split()) == "题" + bare
        assert seen.complaints == []


SCHEMES = ["javascript:pwned=1", "JavaScript:pwned=1", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]


def test_links_with_other_schemes_are_text(house: House) -> None:
    body = " ".join(f"[链]({link}) <{link}>" for link in SCHEMES)
    built = build(house({"bad": PLAIN.replace("文。", f"'{body}'")}, {}), "bad")
    page = built.html.read_text("utf-8")
    assert not re.search(r'\s(href|src)="(?!https?:|mailto:|#|data:(image|font|text/csv))', page)
    for sheet in pypdf.PdfReader(built.pdf).pages:
        for annotation in sheet.get("/Annots", ()):
            action = annotation.get_object().get("/A") or {}
            assert str(action.get("/URI", "https:")).startswith(("https:", "mailto:"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", '" onmouseover="x', "//evil.example"]
)
def test_addresses_in_fields_are_of_the_web(house: House, url: str) -> None:
    note = PLAIN + f"sidebar: [related]\nrelated: [{{title: 旧, date: 2024-12-31, url: '{url}'}}]\n"
    workspace = house({"bad": note})
    result = build_note(workspace, "bad")
    if result.ok:
        page = (workspace.build_folder / "bad" / "note.html").read_text("utf-8")
        assert (
            not re.search(r'href="(?!https?:|mailto:|#|data:(image|text/csv))', page)
            and "onmouseover=" not in page
        )
    else:
        assert [d.code for d in result.diagnostics if d.span and d.span.line == 10] == ["DN206"]


class Ear:
    """A listener on loopback that counts who calls."""

    def __init__(self) -> None:
        self.calls: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            caller.settimeout(1)
            self.calls.append(caller.recv(1000))
            caller.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def ear() -> Iterator[Ear]:
    listener = Ear()
    yield listener
    listener.close()


REACHING = {
    "image": '<img alt="x" src="{url}">',
    "background": '<p style="background-image: url({url})">x</p>',
    "import": "<style>@import url({url});</style>",
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "font": "<style>@font-face {{ font-family: Q; src: url({url}) }}</style><p style='font-family: Q'>x</p>",
    "svg image": '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    "embed": '<embed src="{url}">',
    "object": '<object data="{url}"></object>',
    "attachment": '<link rel="attachment" href="{url}">',
    "attached link": '<a rel="attachment" href="{url}">x</a>',
    "list mark": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "content": "<style>.q::before {{ content: url({url}) }}</style><p class='q'>x</p>",
}


@pytest.mark.parametrize(
    "where", ["file:///etc/passwd", "http://127.0.0.1:{port}/x.png", "{workspace}/content/house.yaml"]
)
@pytest.mark.parametrize("how", REACHING)
def test_a_page_opens_nothing(house: House, ear: Ear, how: str, where: str) -> None:
    workspace = house({"bad": PLAIN})
    url = where.format(port=ear.port, workspace=workspace.root.as_uri())
    template = workspace.templates_folder / "blocks" / "biographies.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text(REACHING[how].format(url=url), "utf-8")
    result = build_note(workspace, "bad", ("pdf",))
    assert [d.code for d in result.diagnostics if d.code.startswith("DN7")] == ["DN701"], result
    assert not result.ok and not (workspace.build_folder / "bad").exists()
    assert ear.calls == []


def test_what_a_page_may_not_open_is_named(house: House) -> None:
    workspace = house(
        {"bad": PLAIN}, {"templates/blocks/biographies.html.j2": '<img src="file:///etc/passwd">'}
    )
    done = command("--ui-lang", "en", "build", cwd=workspace.root)
    assert done.returncode == 1
    assert "error[DN701]: refused to open file:///etc/passwd" in done.stderr
    assert "root:" not in done.stderr + done.stdout


XLINK = "http://www.w3.org/1999/xlink"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="{XLINK}" viewBox="0 0 9 9">{{}}</svg>'
LOGOS = {
    "image from the web": SVG.format('<image href="http://127.0.0.1:{port}/x.png" width="9" height="9"/>'),
    "image from a file": SVG.format('<image xlink:href="file:///etc/passwd" width="9" height="9"/>'),
    "use": SVG.format('<use href="http://127.0.0.1:{port}/x.svg#a"/>'),
    "style": SVG.format(
        "<style>@import url(http://127.0.0.1:{port}/x.css);</style><rect width='9' height='9'/>"
    ),
    "script": SVG.format(
        "<script>window.pwned=1</script><rect width='9' height='9' onload='window.pwned=1'/>"
    ),
    "entity": '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    + SVG.format("<text y='5'>&amp;e;&e;</text>"),
    "laughs": "<!DOCTYPE svg ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    + "]>"
    + SVG.format("<text y='5'>&a11;</text>"),
    "not a picture": "root:x:0:0",
    "empty": "",
}


@pytest.mark.parametrize("kind", LOGOS)
def test_a_logo_reaches_for_nothing(house: House, chromium: Browser, ear: Ear, kind: str) -> None:
    """A logo that asks for more than itself is refused, or shown without what it asked for."""
    logo = LOGOS[kind].replace("{port}", str(ear.port))
    workspace = house({"bad": PLAIN}, {"assets/logo.svg": logo})
    result = build_note(workspace, "bad")
    assert ear.calls == []
    if not result.ok:
        assert {d.code for d in result.diagnostics} & {"DN406", "DN701"}, result.diagnostics
        return
    printed = "".join(g.text for p in Printed(result.outputs[0]).pages for g in p)
    name = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "—"
    assert name not in printed and "root:" not in printed
    page = workspace.build_folder / "bad" / "note.html"
    with visit(chromium, page) as seen:
        assert seen.run("window.pwned") is None
        assert ear.calls == []


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../../../../../../etc/passwd",
        "data/link.csv",
        "data/folder/x.csv",
        "../../../../outside.csv",
    ],
)
def test_data_outside_the_workspace_is_not_read(house: House, tmp_path: Path, path: str) -> None:
    (tmp_path / "outside.csv").write_text("x,y\n2025-01-02,31337\n")
    chart = "{type: line, title: 图, data: %s, x: x, y: [y], source: 源, alt: 替}"
    workspace = house({"bad": PLAIN + f"sidebar: [exhibit:c]\nexhibits:\n  c: {chart % path}\n"})
    folder = workspace.notes_folder / "bad" / "data"
    folder.mkdir()
    (folder / "link.csv").symlink_to(tmp_path / "outside.csv")
    (folder / "folder").symlink_to(tmp_path, target_is_directory=True)
    result = build_note(workspace, "bad")
    assert not result.ok
    found = [d for d in result.diagnostics if d.code in ("DN004", "DN302")]
    assert [(d.code, d.span.line if d.span else 0) for d in found] == [("DN004", 11)], result.diagnostics


@pytest.mark.parametrize(
    "brand",
    [
        'color: {primary: "red; background: url(http://x.example)"}',
        'color: {palette: {x: "</style><script>"}, primary: x}',
        "logo: ../content/house.yaml",
        "logo: /etc/passwd",
        "logo: ../../x.svg",
        "typography: {fonts: [{family: F, source: file, files: [{path: /etc/passwd}]}], base: {family: F}}",
        "typography: {fonts: [{family: F, source: file, files: [{path: ../../x.svg}]}], base: {family: F}}",
        "typography: {base: {size: '9pt; color: red'}}",
        "defaults: {desknote: {page: {size: 'A4; margin: 0'}}}",
    ],
)
def test_a_brand_names_no_more_than_it_may(house: House, tmp_path: Path, brand: str) -> None:
    (tmp_path / "x.svg").write_text(SVG.format(""))
    workspace = house({"bad": PLAIN}, {"assets/brand.yml": brand + "\n"})
    result = build_note(workspace, "bad")
    codes = {d.code for d in result.diagnostics}
    assert not result.ok and codes & {"DN004", "DN204", "DN206", "DN405", "DN406"}, codes


def test_a_family_that_is_no_family_stays_out_of_the_styles(house: House) -> None:
    family = "\"x'; } body { background: url(http://x.example/) } a { color: '\""
    brand = f"typography: {{base: {{family: [{family}, Noto Serif CJK SC]}}}}\n"
    workspace = house({"bad": PLAIN}, {"assets/brand.yml": brand})
    result = build_note(workspace, "bad")
    if result.ok:
        assert "x.example" not in (workspace.build_folder / "bad" / "note.html").read_text("utf-8")


def test_a_folder_of_outputs_that_leads_outside_is_not_written_to(house: House, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    workspace = house({"bad": PLAIN})
    workspace.build_folder.mkdir()
    (workspace.build_folder / "bad").symlink_to(outside, target_is_directory=True)
    result = build_note(workspace, "bad")
    assert list(outside.iterdir()) == []
    assert not result.ok and {d.code for d in result.diagnostics} & {"DN004", "DN007"}


LARGE = {
    "word": "无" + "x" * 3_000 + "尾",
    "stars": "*" * 20_000,
    "brackets": "[" * 4_000,
    "quotes": ">" * 2_000 + " 深",
    "lists": "\n".join(" " * (2 * i) + "- 层" for i in range(300)),
    "ticks": "`" * 3_999 + "x" + "`" * 3_998,
    "links": "[a](" * 3_000,
    "table": "|a|b|\n|-|-|\n" + "|1|2|\n" * 200,
}


@pytest.mark.parametrize("case", LARGE)
def test_odd_and_large_texts_are_printed(house: House, case: str) -> None:
    body = "\n".join("      " + line for line in LARGE[case].split("\n"))
    note = PLAIN.replace("  - {heading: 点, body: 文。}", f"  - heading: 点\n    body: |\n{body}")
    workspace = house({"large": note})
    result = build_note(workspace, "large", ("pdf",))
    prose = ("DN410", "DN711", "DN108", "DN5")
    errors = [d for d in result.diagnostics if not d.code.startswith(prose)]
    assert result.ok and not errors, errors


def test_a_hostile_house_is_escaped_too(house: House, chromium: Browser) -> None:
    text = without((ROOT / "content" / "house.yaml").read_text("utf-8"), "jurisdictions", "workflow")
    text = text.replace("zh-CN: 示例证券\n", f"zh-CN: '示例{SCRIPT}'\n", 1)
    text = text.replace(
        "website: https://www.example.com", "website: 'https://x.example/\"onclick=\"window.pwned=1'"
    )
    built = build(house({"bad": PLAIN}, {"content/house.yaml": text}), "bad")
    with visit(chromium, built.html) as seen:
        assert seen.run("document.scripts.length") == 1 and seen.run("window.pwned") is None
        assert seen.run("document.querySelectorAll('[onclick]').length") == 0
        assert SCRIPT in seen.page.locator(".band").inner_text()


def test_no_picture_of_the_page_is_a_way_out(house: House) -> None:
    """A picture inside the logo's data is as closed as the page: data URIs in data URIs end at files."""
    inner = SVG.format('<image href="file:///etc/passwd" width="9" height="9"/>')
    data = base64.b64encode(inner.encode()).decode()
    logo = SVG.format(f'<image href="data:image/svg+xml;base64,{data}" width="9" height="9"/>')
    workspace = house({"bad": PLAIN}, {"assets/logo.svg": logo})
    result = build_note(workspace, "bad", ("pdf",))
    if result.ok:
        assert b"root:" not in result.outputs[0].read_bytes()

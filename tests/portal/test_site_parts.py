"""Parts of the site by themselves: names of folders, links, terms of search, pictures, built pages."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desknote.site import search
from desknote.site.built import POLICY, characters_in, take_apart, together
from desknote.site.card import HEIGHT, WIDTH, _broken, _font
from desknote.site.edition import download_name, size_of
from desknote.site.entry import Author, Entry, Firm, Output, Rated, from_data, to_data
from desknote.site.search import Document, terms
from desknote.site.urls import absolute, name_of, page_of, relative
from desknote.workspace import Workspace

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("传媒互联网", "传媒互联网"),
        ("9988.HK", "9988-hk"),
        ("A/B 股", "a-b-股"),
        ("Media & Internet", "media-internet"),
    ],
)
def test_names_of_folders_keep_letters_of_any_script(text: str, name: str) -> None:
    assert name_of(text) == name


@given(st.text(min_size=1, max_size=200))
def test_names_of_folders_are_safe(text: str) -> None:
    name = name_of(text)
    assert name and not set(name) & set('/\\?%*:|"<>. \x00') and len(name) <= 80 and name == name.strip("-")


SEGMENT = st.text("ab甲.-", min_size=1, max_size=4).filter(lambda s: s.strip("."))
PATHS = st.lists(SEGMENT, min_size=1, max_size=4).map("/".join)


@given(PATHS, PATHS)
def test_links_lead_from_any_page_to_any_other(page: str, target: str) -> None:
    place = page.split("/")[:-1]
    for part in unquote(relative(page, target)).split("/"):
        if part == "..":
            place.pop()
        else:
            place.append(part)
    assert "/".join(place) == target


def test_addresses_name_folders_rather_than_their_index() -> None:
    assert absolute("https://x.com/r/", "notes/甲/index.html") == "https://x.com/r/notes/%E7%94%B2/"
    assert absolute("https://x.com/", "index.html") == "https://x.com/"
    assert page_of("kinds/flash/", 3) == "kinds/flash/page-3.html"


@given(HAN, st.integers(0, 11), st.integers(2, 12))
def test_any_words_of_a_text_have_terms_of_the_text(text: str, start: int, length: int) -> None:
    asked = text[start : start + length]
    if len(asked) > 1:
        assert set(terms(asked)) <= set(terms(text))


def test_terms_fold_scripts_forms_and_plurals() -> None:
    assert terms("恒生指數") == terms("恒生指数") == ["恒生", "生指", "指数"]
    assert terms("ＤｅｅｐＳｅｅｋ-R1") == ["deepseek", "r1"]
    assert terms("companies prices gas 19.8%") == ["company", "price", "gas", "19.8"]
    assert terms("0700.HK") == ["0700", "hk"]


def test_the_index_gives_back_what_was_put_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_SHARD", 15)
    weights = [{"甲乙": 3, "price": 26}, {"甲乙": 1}, {}, {"price": 2, "乙丙": 5}]
    documents = [Document((f"n{i}",), str(i), lambda w=w: w) for i, w in enumerate(weights)]
    described, files = search.part(documents)
    held: dict[str, str] = {}
    for first, name in described["shards"]:
        text = files[f"search/terms/{name}.js"].read().decode()
        shard = json.loads(text[text.index(",") + 1 : text.rindex(")")])
        assert next(iter(shard)) == first
        held |= shard
    found: list[dict[str, int]] = [{} for _ in weights]
    for term, listed in held.items():
        at, step = -1, ""
        for sign in listed:
            if sign.isupper():
                at += int(step, 36)
                found[at][term], step = ord(sign) - 64, ""
            else:
                step += sign
    assert found == weights and len(described["shards"]) > 1


def test_an_entry_is_the_same_after_it_was_kept() -> None:
    import datetime as dt

    firm = Firm("a", "甲", "1.HK", True)
    entry = Entry(
        "s", "published", "en", "flash", "T", date=dt.date(2025, 1, 2), rating=Rated("c", "buy", "Buy", 0),
        people=(Author("a", "analyst", "A", ""),), firms=(firm,), subject=firm,
        outputs=(Output("x", "y", 1),),
    )  # fmt: skip
    assert from_data(json.loads(json.dumps(to_data(entry)))) == entry
    assert Entry("costs.zh-CN", "draft").family == Entry("costs-en", "draft").family == "costs"


def test_readers_get_files_named_after_the_note() -> None:
    assert (
        download_name("costs", "note.pdf") == "costs.pdf"
        and download_name("costs", "table.csv") == "table.csv"
    )
    assert [size_of(n) for n in (12, 129_400, 2_340_000)] == ["12 B", "129 kB", "2.3 MB"]


BUILT = (
    '<!doctype html>\n<html lang="en" class="web">\n<head>\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
    '<link rel="icon" href="data:image/svg+xml;base64,AAAA">\n<title>T</title><style>\n'
    "@font-face { font-family: 'Desknote Sans'; src: url(\"data:font/woff2;base64,AAAA\"); }\n"
    "@font-face { font-family: 'Own'; src: url(\"data:font/woff2;base64,QUJD\"); }\n"
    "p { margin: 0 }\n</style>\n"
    '</head>\n<body>\n{header}<div class="sheet"><h1>T &amp; ü</h1>'
    '<a class="download" download="n-x.csv" href="data:text/csv;charset=utf-8;base64,'
    + base64.b64encode("\ufeffa,b\r\n".encode()).decode()
    + '">CSV</a></div>\n{footer}<script>document.querySelector(".theme-toggle")</script>\n'
    "<script>own()</script>\n</body>\n</html>\n"
)
HEADER = (
    '<header class="band">\n  <div class="brand"><img class="logo" src="data:image/png;base64,QUJD" alt="">'
    '<div class="names"></div></div>\n  <div class="label"></div>\n</header>\n'
)
FOOTER = '<footer class="foot"><div>old</div></footer>\n'


@pytest.mark.parametrize(("header", "footer"), [(HEADER, FOOTER), ("", ""), (HEADER, ""), ("", FOOTER)])
def test_a_built_page_gets_the_sites_parts_whatever_templates_made_it(header: str, footer: str) -> None:
    html = BUILT.replace("{header}", header).replace("{footer}", footer)
    apart = take_apart(html, "notes/n/", "../../")
    page = together(apart, "<HEAD>", "../../index.html", "<NAV>", "<TOP>", "<AFTER>", "<FOOT>")
    at = [
        page.index(part)
        for part in ("<HEAD>", "</head>", "<NAV>", "<TOP>", "<h1>", "<AFTER>", "<FOOT>", "</body>")
    ]
    assert at == sorted(at)
    assert "old" not in page and "base64" not in page and "<script>" not in page and POLICY not in page
    assert ("</header>" in page) == bool(header) and (
        '<a class="brand" href="../../index.html">' in page
    ) == bool(header)
    assert apart.files["notes/n/n-x.csv"].read().decode("utf-8-sig") == "a,b\r\n"
    names = {path.rpartition(".")[2]: file for path, file in apart.files.items()}
    assert (
        names["woff2"].read() == b"ABC"
        and names["css"].read() == b"p { margin: 0 }"
        and names["js"].read() == b"own()"
    )
    assert "font-family: 'Own'" in page and "Desknote Sans" not in page
    assert {"&", "ü", "T"} <= set(characters_in(html))


def test_sharing_pictures_are_small_and_break_lines_where_one_may(site: Path, desk: Workspace) -> None:
    from PIL import Image, ImageDraw

    from desknote.compose import theme
    from desknote.model.brand import Brand
    from desknote.site.card import Card

    cards = sorted(site.glob("notes/*/card.png"))
    assert len(cards) == 5
    for file in cards:
        content = file.read_bytes()
        with Image.open(io.BytesIO(content)) as image:
            assert image.size == (WIDTH, HEIGHT) and image.mode == "P"
        assert len(content) < 45_000
    fonts = sorted((desk.cache_folder / "fonts").glob("*.ttf"))
    card = Card("", "", "", "", "", theme.palette(Brand()), {700: fonts[0]})
    pen = ImageDraw.Draw(Image.new("RGB", (10, 10)))
    for text in (
        "模型更便宜，应用更快，成本（含推理）下降，端侧受益。",
        "Cheaper models, faster adoption of assistants",
    ):
        for width in (200, 330, 470):
            lines = _broken(pen, text, _font(card, 700, 60), width)
            assert "".join(lines).replace(" ", "") == text.replace(" ", "")
            for line in lines[1:]:
                assert line[0] not in "，。）：；,."
            for line in lines[:-1]:
                assert line[-1] not in "（“"

"""What a press keeps from one document to the next changes none of them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest

from desknote.render.kept import KNOWN
from desknote.render.pdf import Press

IDENTIFIER = b"0" * 32
HAN = "推理模型的成本（每百万字符）下降，“谁先受益”取决于需求弹性——云、端侧与 AI 应用。" * 4
LATIN = "Characteristics of representative organisations notwithstanding, hyphenation is unavoidable. " * 3
CHART = (
    '<svg viewBox="0 0 100 40" width="100" height="40" xmlns="http://www.w3.org/2000/svg"><title>t</title>'
    '<text x="5" y="9" font-size="6" text-anchor="middle">标 A</text><text x="5" y="19">标 A</text></svg>'
)
TABLE = "<table><tr><th>评级</th><td>未来六个月</td></tr><tr><th>增持</th><td>5%</td></tr></table>"


def _page(style: str, body: str, lang: str = "zh-CN") -> str:
    return (
        f'<html lang="{lang}"><head><title>x</title><style>{style}</style></head><body>{body}</body></html>'
    )


DOCUMENTS: Mapping[str, str] = {
    "text": _page("p{text-align:justify}", f"<p>{HAN}</p><p>{LATIN}</p>"),
    "the same text, narrower": _page(
        "p{text-align:justify}", f"<p style='width:90mm'>{HAN}</p><p style='width:80mm'>{LATIN}</p>"
    ),
    "the same rules, other text": _page(
        "p{text-align:justify}", f"<p>{HAN[9:]}</p><p id='a'>{LATIN[7:]}</p>"
    ),
    "hyphens": _page("p{hyphens:auto;width:30mm}", f"<p>{LATIN}</p><p lang='de'>{LATIN}</p>", "en"),
    "a root that hides": _page("body{overflow:hidden;height:20mm;width:50mm}", f"<p>{HAN}</p>"),
    "lists, markers and leaders": _page(
        "li::marker{color:red}a::after{content:leader('.') target-counter(attr(href),page)}",
        f"<ol><li>{HAN}</li><li><a href='#z'>z</a></li></ol><ul><li>{LATIN}</li></ul><h2 id='z'>z</h2>",
    ),
    "first letters and lines": _page(
        "p::first-letter{font-size:2em;float:left}p::first-line{color:red}", f"<p>{LATIN}</p><p>{HAN}</p>"
    ),
    "units of the page": _page("p{width:40vw;margin-left:10vh}", f"<p>{HAN}</p>"),
    "another page": _page("@page{size:A5}p{width:40vw;margin-left:10vh}", f"<p>{HAN}</p>"),
    "footnotes": _page("span{float:footnote}", f"<p>{HAN}<span>注一</span>{LATIN}<span>注二</span></p>"),
    "variables": _page(
        ":root{--a:3mm}p{margin:var(--a) 0 var(--b,1mm);color:var(--none)}",
        f"<p>{HAN}</p><p style='--a:9mm'>{HAN}</p>",
    ),
    "tables": _page("table{border-collapse:collapse}th{width:20mm}td,th{border:1px solid}", TABLE * 3),
    "tables apart": _page("table{border-spacing:2mm}td{padding:1mm}", TABLE * 2),
    "drawings": _page("svg{width:50mm}", CHART * 2 + f"<div style='width:30%'>{CHART}</div>"),
    "the other way": _page("p{direction:rtl;unicode-bidi:embed}", f"<p>{LATIN}</p><p>{HAN}</p>"),
    "spaced and underlined": _page(
        "p{letter-spacing:.1em;word-spacing:1mm}u{text-decoration:underline}", f"<p>{LATIN}<u>{HAN}</u></p>"
    ),
    "boxes": _page(
        "div{display:flex;gap:3mm;box-sizing:border-box;padding:2mm}section{display:grid}",
        f"<div><p>{HAN}</p><p>{LATIN}</p></div><section><p>{HAN}</p></section>",
    ),
    "faults": _page("p{colour:red;width:9furlongs}", f"<p style='heigth:2mm'>{HAN}</p>"),
    "an anchor twice": _page("p{margin:0}", f"<p id='one'>{HAN}</p><p id='one'>{LATIN}</p>"),
    "a running head": _page(
        "h1{position:running(h)}@page{@top-left{content:element(h)}@bottom-right{content:counter(page)}}",
        f"<h1>眉</h1><p>{HAN * 12}</p>",
    ),
}
Printed = tuple[bytes, tuple[object, ...]]


def _printed(press: Press, html: str) -> Printed:
    laid = press.lay_out(html, "fonts", "note.yaml")
    return press.write(laid, IDENTIFIER), laid.diagnostics


@pytest.fixture(scope="module")
def alone() -> dict[str, Printed]:
    """Each document as a press prints it that prints nothing else."""
    return {name: _printed(Press([]), html) for name, html in DOCUMENTS.items()}


@pytest.mark.parametrize("again", [1, 2], ids=["in order", "the other way round"])
def test_documents_printed_one_after_the_other(alone: dict[str, Printed], again: int) -> None:
    press = Press([])
    names = list(DOCUMENTS)
    # The third time lines are drawn as they were the second time.
    for name in itertools.chain(names, names[:: -1 if again == 2 else 1], names):
        assert _printed(press, DOCUMENTS[name]) == alone[name], name


def test_what_is_wrong_with_a_stylesheet_is_told_each_time(alone: dict[str, Printed]) -> None:
    assert len(alone["faults"][1]) == 3
    press = Press([])
    for _ in range(3):
        assert _printed(press, DOCUMENTS["faults"]) == alone["faults"]


def test_another_version_of_the_renderer_keeps_nothing(
    alone: dict[str, Printed], monkeypatch: pytest.MonkeyPatch
) -> None:
    import weasyprint
    from weasyprint import css

    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    press, original = Press([]), css.find_stylesheets
    assert not weasyprint.__version__.startswith(KNOWN)
    for name in ("text", "the same rules, other text"):
        press.lay_out(DOCUMENTS[name], "fonts", "note.yaml")
        assert css.find_stylesheets is original

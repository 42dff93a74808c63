"""Another house's brand changes colours, type, logo and page without touching a template."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image
from playwright.sync_api import Browser

from desknote.colour import channels, contrast
from e2e.browsing import CONTRAST, visit
from e2e.desk import Built, build, furnish
from e2e.printed import HEADINGS, MM, picture

ADVANCE = 0.637  # em: every Latin sign of the house's own font is as wide
MAGENTA = "#e4007f"
ACME = """\
color:
  palette: {forest: "#0b5d3b", night: "#10304a", amber: "#e0a100", violet: "#5b2a86"}
  primary: forest
  secondary: amber
logo: {medium: acme.svg, small: acme.svg, alt: Acme mark}
typography:
  fonts:
    - {family: Acme Mono, source: file, files: [{path: fonts/acme.ttf}, {path: fonts/acme.ttf, weight: 700}]}
  base: {family: [Acme Mono, Noto Sans CJK SC], size: 10pt}
  headings: {family: [Acme Mono, Noto Sans CJK SC], color: violet}
defaults:
  desknote:
    tagline: ACME RESEARCH
    band: night
    rule: "#00a3a3"
    charts: {palette: ["#123456", "#b0413e"]}
    page: {size: Letter}
"""
LIGHT = """\
color:
  primary: "#ffd75e"
  secondary: "#fff0b3"
  foreground: "#2b2b2b"
defaults:
  desknote: {band: "#f4efe2", charts: {palette: ["#fff3c4", "#ffd75e"]}}
"""
MARK = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">
<rect width="8" height="8" fill="{MAGENTA}"/></svg>"""


def house_font() -> bytes:
    """A font of the house's own: boxes of one width for letters, digits and ASCII marks."""
    import io

    names = [".notdef", *(f"u{ord(c):04X}" for c in string.printable if c.isprintable())]
    pen = TTGlyphPen(None)
    for point in ((80, 0), (80, 650), (520, 650), (520, 0)):
        (pen.moveTo if point == (80, 0) else pen.lineTo)(point)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({int(n[1:], 16): n for n in names[1:]})
    builder.setupGlyf({n: TTGlyphPen(None).glyph() if n in ("u0020", ".notdef") else box for n in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (round(ADVANCE * 1000), 80)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Acme Mono", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _branded(root: Path, brand: str, fonts: Path, slug: str = "large-model-costs") -> Built:
    workspace = furnish(root / "house", {slug: None}, fonts)
    workspace.brand_file.write_text(brand, "utf-8")
    (workspace.root / "assets" / "fonts").mkdir(exist_ok=True)
    (workspace.root / "assets" / "fonts" / "acme.ttf").write_bytes(house_font())
    (workspace.root / "assets" / "acme.svg").write_text(MARK, "utf-8")
    return build(workspace, slug)


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Built:
    return _branded(tmp_path_factory.mktemp("acme"), ACME, font_cache)


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Built:
    return _branded(tmp_path_factory.mktemp("light"), LIGHT, font_cache)


def _hex(colour: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in (colour if len(colour) == 3 else colour * 3))


def _near(pixel: tuple[int, ...], colour: str) -> bool:
    return all(abs(a - b) <= 6 for a, b in zip(pixel, channels(colour), strict=True))


def _at(image: Image.Image, x_mm: float, y_mm: float, dpi: int = 60) -> tuple[int, ...]:
    found = image.getpixel((round(x_mm / 25.4 * dpi), round(y_mm / 25.4 * dpi)))
    assert isinstance(found, tuple)
    return found


def test_the_page_is_the_brands(acme: Built) -> None:
    for width, height in acme.printed.sizes:
        assert (width, height) == (pytest.approx(612, abs=0.1), pytest.approx(792, abs=0.1))
    edge = acme.printed.width - 16 * MM
    assert any(abs(line.right - edge) < 0.5 for line in acme.printed.lines(2))


def test_the_band_and_its_rule_have_the_brands_colours(acme: Built) -> None:
    page = picture(acme.pdf)
    assert _near(_at(page, 110, 5), "#10304a")
    assert _near(_at(page, 110, 27.5), "#00a3a3")
    assert _near(_at(page, 110, 32), "#ffffff")


def test_the_logo_is_the_brands(acme: Built) -> None:
    page = picture(acme.pdf)
    found = sum(count for count, pixel in page.getcolors(1 << 20) or () if _near(pixel, MAGENTA))  # type: ignore[arg-type]
    assert found > 300
    (figure,) = [b for b in acme.printed.blocks if b.tag == "Figure" and b.alt == "Acme mark"]
    assert figure.page == 1
    assert 'alt="Acme mark"' in acme.html.read_text("utf-8")


def test_headings_rating_and_labels_have_the_brands_colours(acme: Built) -> None:
    printed = acme.printed
    titles = {"".join(str(s.heading).split()) for s in (*acme.note.viewpoints, *acme.note.sections)}
    chapters = [b for b in printed.blocks if "".join(b.text.split()) in titles]
    assert len(chapters) == len(titles)
    assert {_hex(g.colour) for b in chapters for g in b.glyphs if g.text.strip()} == {"#5b2a86"}
    grade = max((g for b in printed.sidebar for g in b.glyphs), key=lambda g: g.size)
    assert _hex(grade.colour) == "#0b5d3b"
    labels = [
        r for r in printed.rects[0] if _hex(r["non_stroking_color"] or ()) == "#0b5d3b" and r["width"] > 100
    ]
    assert len(labels) >= 4


def test_nothing_keeps_the_colours_of_the_house_before(acme: Built) -> None:
    old = {"#8a1c1c", "#c49a56", "#3f5871"}
    printed = acme.printed
    inks = {_hex(g.colour) for page in printed.pages for g in page}
    fills = {_hex(r["non_stroking_color"]) for page in printed.rects for r in page if r["non_stroking_color"]}
    assert not old & (inks | fills)
    text = acme.html.read_text("utf-8").lower()
    assert not [colour for colour in old if colour in text]


def test_latin_is_set_in_the_houses_own_font_and_chinese_in_the_next(acme: Built) -> None:
    latin = [g for page in acme.printed.pages for g in page if g.text in string.ascii_letters]
    assert len(latin) > 300
    for glyph in latin:
        assert (glyph.right - glyph.left) / glyph.size == pytest.approx(ADVANCE, abs=0.003), glyph
    han = [g for page in acme.printed.pages for g in page if "\u4e00" <= g.text <= "\u9fff"]
    assert all((g.right - g.left) / g.size == pytest.approx(1, abs=0.003) for g in han)


def test_text_has_the_brands_size(acme: Built) -> None:
    printed = acme.printed
    sizes = {
        round(g.size, 1)
        for b in printed.blocks
        if b.tag == "P" and printed.place(b) == "main"
        for g in b.glyphs
    }
    assert 10.0 in sizes and 9.5 not in sizes


def test_charts_have_the_brands_colours(acme: Built) -> None:
    bars = {_hex(r["non_stroking_color"]) for r in acme.printed.rects[1] if r["non_stroking_color"]}
    shown = picture(acme.pdf, 2).getcolors(1 << 20) or ()
    painted = [pixel for count, pixel in shown if count > 40]
    for colour in ("#123456", "#b0413e"):
        assert colour in bars or any(_near(p, colour) for p in painted), colour  # type: ignore[arg-type]
    text = acme.html.read_text("utf-8")
    assert re.search(r"--series-1:\s*#123456", text) and re.search(r"--series-2:\s*#b0413e", text)
    assert 'stroke="var(--series-1)"' in text or 'fill="var(--series-1)"' in text


def test_the_page_on_the_web_has_the_brands_colours(acme: Built, chromium: Browser) -> None:
    read = "s => getComputedStyle(document.querySelector(s))"
    with visit(chromium, acme.html) as seen:
        assert seen.run(f"({read})('.band').backgroundColor") == "rgb(16, 48, 74)"
        assert seen.run(f"({read})('.point > h2').color") == "rgb(91, 42, 134)"
        assert [r for r in seen.run(CONTRAST) if r[0] < 4.5] == []


def test_on_a_light_band_words_are_dark(light: Built) -> None:
    printed = light.printed
    assert _near(_at(picture(light.pdf), 110, 5), "#f4efe2")
    within = [g for line in printed.lines(1) for g in line.glyphs if g.baseline < 27 * MM and g.text.strip()]
    assert len(within) > 8
    for glyph in within:
        assert contrast(_hex(glyph.colour), "#f4efe2") >= 4.5, glyph


def test_colours_that_cannot_be_read_are_darkened(light: Built) -> None:
    """A pale primary colour stays on grounds; as text it is darkened, and text on it is dark."""
    printed = light.printed
    pale = [r for r in printed.rects[0] if _hex(r["non_stroking_color"] or ()) == "#ffd75e"]
    grounds = [(r["x0"], r["top"], r["x1"], r["bottom"]) for r in pale if r["width"] > 100]
    assert len(grounds) >= 4
    for block in printed.blocks:
        if block.tag not in HEADINGS | {"P", "LBody", "Lbl", "TD", "TH", "Caption"}:
            continue
        for glyph in block.glyphs:
            if not glyph.text.strip():
                continue
            on_label = any(
                x0 <= glyph.left <= x1 and top <= glyph.baseline <= bottom for x0, top, x1, bottom in grounds
            )
            ground = "#ffd75e" if on_label and glyph.page == 1 else "#ffffff"
            assert contrast(_hex(glyph.colour), ground) >= 4.5, (glyph, ground)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pale_brand_can_be_read_on_the_web(light: Built, chromium: Browser, scheme: str) -> None:
    with visit(chromium, light.html, color_scheme=scheme) as seen:
        assert [r for r in seen.run(CONTRAST) if r[0] < 4.5] == []


def test_pale_series_can_be_seen(light: Built) -> None:
    found = re.findall(r"--series-([12]):\s*(#[0-9a-f]{6})", light.html.read_text("utf-8").split("@media")[0])
    assert len(found) == 2
    for _, colour in found:
        assert contrast(colour, "#ffffff") >= 1.8
    assert contrast(found[0][1], found[1][1]) > 1 and found[0][1] != found[1][1]

"""Colours, type and the SVG itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looks import svg, texts
from samples import exhibit, frame, samples, style

from desknote.colour import contrast
from desknote.exhibits import for_web, recolour
from desknote.exhibits.colour import distance, from_lab, lab, mix
from desknote.exhibits.draw import characters, draw, height_at
from desknote.exhibits.metrics import Metrics
from desknote.exhibits.style import TINTS, ChartFonts, ChartStyle, style_from
from desknote.exhibits.web import css_colours
from desknote.model.brand import Brand

colours = st.from_regex(r"\A#[0-9a-f]{6}\Z")


@pytest.mark.parametrize("brand", ["red", "blue"])
def test_text_is_readable_and_series_are_told_apart(brand: str) -> None:
    look = style(brand)
    for colour in (look.foreground, look.muted, look.up, look.down, *map(look.ink, look.series)):
        assert contrast(colour, look.background) >= 4.5
    assert len(set(look.series)) == 12
    for (i, one), (j, other) in combinations(enumerate(look.series), 2):
        assert distance(one, other) > 0.04 or look.dashes(12)[i] != look.dashes(12)[j], (one, other)
    if brand == "blue":  # the house leaves the palette to desknote
        assert all(distance(one, other) > 0.05 for one, other in combinations(look.series[:6], 2))


@given(colours, colours)
def test_any_brand_makes_a_readable_style(primary: str, ground: str) -> None:
    brand = Brand.model_validate({"color": {"primary": primary, "background": ground}})
    look = style_from(brand, "en")
    assert contrast(look.muted, look.background) >= 4.4
    assert (
        contrast(look.foreground, look.background)
        >= min(6.9, contrast("#000000", ground), contrast("#ffffff", ground)) - 0.1
    )
    assert all(contrast(c, look.background) >= 1.85 for c in look.series)
    assert contrast(look.on(look.colour(0)), look.colour(0)) >= 4.4


def test_the_brands_palette_comes_first_and_names_lead_to_its_colours() -> None:
    brand = Brand.model_validate({
        "color": {"palette": {"crimson": "#8a1c1c", "main": "crimson"}, "primary": "main"},
        "defaults": {"desknote": {"charts": {"palette": ["#abc", "main"]}}},
    })  # fmt: skip
    look = style_from(brand, "en")
    assert look.accent == "#8a1c1c" and look.series[1] == "#8a1c1c"


@given(colours, colours, st.floats(0, 1))
def test_mixing_stays_between(one: str, other: str, share: float) -> None:
    made = mix(one, other, share)
    low, high = sorted((lab(one)[0], lab(other)[0]))
    assert low - 0.02 <= lab(made)[0] <= high + 0.02
    assert mix(one, other, 0) == one
    assert from_lab(lab(one)) == one


def test_a_font_sets_faces_are_taken_by_role_and_weight() -> None:
    faces = [
        SimpleNamespace(role=role, weight=weight, path=Path(f"{role}-{weight}.ttf"), digest=f"{role}{weight}")
        for role in ("Desknote Text", "Desknote Sans")
        for weight in (400, 700)
    ]
    fonts = style_from(Brand(), "en", SimpleNamespace(faces=faces)).fonts
    assert fonts.regular == (Path("Desknote Sans-400.ttf"),) and fonts.bold == (
        Path("Desknote Sans-700.ttf"),
    )
    assert "Desknote Sans400" in fonts.digest and "Desknote Text" not in fonts.digest


def test_text_is_measured_without_fonts_and_with_broken_ones(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    plain, other = Metrics(ChartFonts()), Metrics(ChartFonts((broken, tmp_path / "none.ttf")))
    assert plain.width("恒生", 10) == other.width("恒生", 10) == 20
    assert plain.width("Ab", 10, bold=True) < 20 and plain.width("", 10) == 0
    assert plain.width("e\u0301", 10) == plain.width("e", 10)


def test_recolouring_changes_colours_and_leaves_texts() -> None:
    data = frame(x=("甲", "乙"), a=(1, 2))
    one = exhibit({"type": "bar", "x": "x", "y": {"a": 'fill="#8a1c1c"'}, "legend": "top"}, data)
    made = recolour(draw(one, style(), 86).svg or "", {"#8a1c1c": "var(--series-1)"})
    assert 'fill="var(--series-1)"' in made and 'fill="#8a1c1c"' not in made
    assert "fill=&quot;#8a1c1c&quot;</text>" in made


def test_the_web_page_gets_properties_for_every_role_and_tint() -> None:
    look = style()
    known = css_colours(look)
    assert known[look.foreground] == "var(--foreground)" and known[look.grid] == "var(--line)"
    assert known[look.colour(1)] == "var(--series-2)"
    assert (
        known[look.tint(look.colour(0), 0.4)] == "color-mix(in oklab,var(--series-1) 60%,var(--background))"
    )
    for name in (
        "line",
        "bar",
        "area",
        "price",
        "band",
        "football-field",
        "small-multiples",
        "slope",
        "waterfall",
    ):
        drawn = for_web(draw(samples()[name], look, 86), look).svg or ""
        left = {
            n.attrib[k]
            for n in svg_of(drawn)
            for k in ("fill", "stroke")
            if n.attrib.get(k, "").startswith("#")
        }
        assert not left - {look.on(c) for c in (look.foreground, "#ffffff")}, (name, left)


def svg_of(text: str) -> list[object]:
    from xml.etree import ElementTree

    return list(ElementTree.fromstring(text).iter())  # type: ignore[arg-type]


def test_a_table_has_no_colours_to_change() -> None:
    drawing = replace(draw(samples()["line"], style(), 86), svg=None, html="<table></table>")
    assert for_web(drawing, style()) is drawing


def test_tints_are_those_that_the_web_page_mixes() -> None:
    assert list(TINTS) == sorted(TINTS) and TINTS[0] > 0 and TINTS[-1] < 1


def test_control_characters_do_not_break_the_svg() -> None:
    data = frame(x=("甲\x00\x0b", "乙\ufffe", "\ud800"), a=(1, 2, 3))
    one = exhibit({"type": "bar", "x": "x", "y": "a", "horizontal": True}, data)
    assert {"甲", "乙"} <= set(texts(svg(one, style())))


def test_small_charts_are_set_smaller() -> None:
    look = ChartStyle()
    assert look.size_at(54) == 6.5 and look.size_at(86) == look.size_at(178) == 7
    assert height_at(54) == 42 and height_at(86) < height_at(178) < height_at(240) and height_at(30) < 33


def test_a_height_that_is_asked_for_holds() -> None:
    data = frame(x=("甲", "乙"), a=(1, 2))
    one = exhibit({"type": "bar", "x": "x", "y": "a", "height": 33}, data)
    assert svg(one, style()).attrib["height"] == "33mm"
    assert 'height="40mm"' in (draw(one, style(), 86, 40).svg or "")


def test_fonts_can_be_prepared_for_all_that_a_chart_says() -> None:
    for i, (name, one) in enumerate(samples().items()):
        lang = ("zh-CN", "zh-HK", "en")[i % 3]
        said = set("".join(texts(svg(one, style(lang=lang)))))
        assert said <= characters(one, lang), (name, said - characters(one, lang))

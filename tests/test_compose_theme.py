"""Whatever colours a brand has, words can be read on their grounds, in light and in dark."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desknote.colour import contrast, luminance
from desknote.compose.theme import dark_palette, palette, series_variables, sizes
from desknote.model.brand import Brand

COLOUR = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")
PAPER = st.integers(0xF0, 0xFF).map(lambda n: f"#{n:02x}{n:02x}{n:02x}")
WORDS = ("muted", "primary", "heading", "up", "down")


def _brand(primary: str, secondary: str = "#c49a56", background: str = "#ffffff", **own: str) -> Brand:
    return Brand.model_validate(
        {
            "color": {"primary": primary, "secondary": secondary, "background": background},
            "defaults": {"desknote": own},
        }
    )


def _readable(colours: dict[str, str]) -> None:
    for role in (*WORDS, "foreground"):
        assert contrast(colours[role], colours["background"]) >= 4.5, (role, colours)
    for ink, ground in (("on-band", "band"), ("on-label", "label")):
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, colours)


@given(primary=COLOUR, secondary=COLOUR, background=PAPER, band=COLOUR)
@example(primary="#7a7a7a", secondary="#ffffff", background="#ffffff", band="#808080")
@example(primary="#ffffff", secondary="#ffffff", background="#ffffff", band="#ffffff")
@example(primary="#ffff00", secondary="#00ff00", background="#f0f0f0", band="#ff00ff")
def test_words_can_be_read_in_any_brand(primary: str, secondary: str, background: str, band: str) -> None:
    brand = _brand(primary, secondary, background, band=band)
    _readable(palette(brand))
    _readable(dark_palette(brand))


@given(foreground=COLOUR, background=PAPER)
def test_the_text_itself_can_be_read(foreground: str, background: str) -> None:
    brand = Brand.model_validate({"color": {"foreground": foreground, "background": background}})
    _readable(palette(brand))


@given(primary=COLOUR)
def test_words_can_be_read_on_a_tint(primary: str) -> None:
    for colours in (palette(_brand(primary)), dark_palette(_brand(primary))):
        for role in WORDS:
            assert contrast(colours[role], colours["tint"]) >= 4.5, (role, colours)


def test_colours_that_can_be_read_stay_as_they_are() -> None:
    colours = palette(_brand("#8a1c1c", band="#10304a", rule="#00a3a3"))
    assert (colours["primary"], colours["label"]) == ("#8a1c1c", "#8a1c1c")
    assert (colours["band"], colours["accent"]) == ("#10304a", "#00a3a3")


def test_a_rise_is_red_or_green_as_the_brand_says() -> None:
    def red(colour: str) -> bool:
        return int(colour[1:3], 16) > int(colour[3:5], 16)

    for up, wanted in (("red", True), ("green", False)):
        for colours in (palette(_brand("#123456", up=up)), dark_palette(_brand("#123456", up=up))):
            assert (red(colours["up"]), red(colours["down"])) == (wanted, not wanted)


def test_dark_is_dark() -> None:
    colours = dark_palette(_brand("#8a1c1c"))
    assert luminance(colours["background"]) < 0.02 < 0.5 < luminance(colours["foreground"])


@given(series=st.lists(COLOUR, min_size=1, max_size=6))
def test_series_can_be_seen_in_the_dark(series: list[str]) -> None:
    ground = dark_palette(_brand("#8a1c1c"))["background"]
    found = series_variables(tuple(series), dark=True)
    assert list(found) == [f"series-{i}" for i in range(1, len(series) + 1)]
    assert all(contrast(colour, ground) >= 3 for colour in found.values())


@pytest.mark.parametrize(("size", "text"), [("9.5pt", "9.5pt"), ("13px", "9.75pt"), ("4mm", "11.3386pt")])
def test_sizes_follow_the_text(size: str, text: str) -> None:
    found = sizes(Brand.model_validate({"typography": {"base": {"size": size}}}))
    points = {name: float(found[name].removesuffix("pt")) for name in ("text", "small", "display")}
    assert found["text"] == text
    assert points["small"] < points["text"] < points["display"]

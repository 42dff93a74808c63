"""How figures are written: formats by name, rounding, signs, units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desknote.exhibits.tables.formats import How, parse_word, rounded, settle, write
from desknote.exhibits.tables.units import factor, read_unit


@pytest.mark.parametrize(
    ("value", "word", "text"),
    [
        (1234.5, "number1", "1,234.5"),
        (1234.5, "0", "1,235"),
        (1234567, "2", "1,234,567.00"),
        (-1.25, "1", "−1.3"),
        (2.675, "2", "2.68"),
        (1.005, "0.00", "1.01"),
        (9.44, "percent1", "9.4%"),
        (9.44, "百分比", "9.4%"),
        (9.44, "0.0%", "9.4%"),
        (0.0944, "ratio1", "9.4%"),
        (0.285, "ratio0", "29%"),
        (15.24, "multiple1", "15.2x"),
        (15.24, "0.0x", "15.2x"),
        (1.26, "pp1", "1.3pct"),
        (25, "bp", "25bp"),
        (2024, "plain", "2024"),
        (2024.5, "原样", "2024.5"),
        (-0.04, "1", "0.0"),
        (1e20, "0", "1.00e+20"),
    ],
)
def test_a_format_by_its_name(value: float, word: str, text: str) -> None:
    assert write(value, settle(word, How()), "zh-CN").text == text


@pytest.mark.parametrize("word", ["percent9", "0,0", "%", "pct%", "money", "1.5", ""])
def test_what_is_no_format(word: str) -> None:
    assert parse_word(word) is None


def test_signs_and_tones() -> None:
    how = settle("percent1", How()).signed()
    up, down, flat = (write(v, how, "en") for v in (3.21, -1.85, 0.04))
    assert (up.text, up.tone) == ("+3.2%", "up")
    assert (down.text, down.tone) == ("−1.9%", "down")
    assert (flat.text, flat.tone) == ("0.0%", "")


def test_parentheses_stand_around_unit_and_prefix() -> None:
    how = How(digits=1, negative="parentheses")
    assert write(-1.2, how, "en").text == "(1.2)"
    assert write(-1.2, settle("percent1", how), "en").text == "(1.2%)"
    assert write(-33.6, How(digits=2, prefix="HK$"), "en").text == "−HK$33.60"


def test_nothing_where_there_is_no_figure() -> None:
    assert write(None, How(), "zh-CN").text == "—"
    assert write(float("nan"), How(missing="n.a."), "en").text == "n.a."
    assert write(float("inf"), How(), "en").text == "—"


def test_percentage_points_by_language() -> None:
    how = settle("pp1", How()).signed()
    assert write(1.2, how, "en").text == "+1.2pp"
    assert write(1.2, how, "zh-HK").text == "+1.2pct"


@pytest.mark.parametrize(
    ("text", "base", "power"),
    [
        ("元", "CNY", 0), ("万元", "CNY", 4), ("百万元", "CNY", 6), ("亿元", "CNY", 8), ("十亿元", "CNY", 9),
        ("人民币百万元", "CNY", 6), ("万亿元", "CNY", 12), ("億港元", "HKD", 8),
        ("百萬港元", "HKD", 6), ("万股", "shares", 4),
        ("亿", "", 8), ("CNY", "CNY", 0), ("CNY mn", "CNY", 6), ("RMB m", "CNY", 6),
        ("HK$ bn", "HKD", 9), ("HK$bn", "HKD", 9),
        ("US$ million", "USD", 6), ("bn", "", 9), ("m", "", 6), ("million shares", "shares", 6),
        ("台", "台", 0),
        ("USD tn", "USD", 12),
    ],
)  # fmt: skip
def test_units(text: str, base: str, power: int) -> None:
    unit = read_unit(text)
    assert unit is not None
    assert (unit.base, unit.power) == (base, power)


def test_conversion() -> None:
    assert factor("元", "亿元") == 1e-8
    assert factor("百万元", "亿元") == 0.01
    assert factor("亿元", "百万元") == 100
    assert factor("RMB", "CNY mn") == 1e-6
    assert factor("元", "亿") == 1e-8
    assert factor("港元", "亿元") is None
    assert factor("元", "股") is None
    assert factor("元", "%") is None


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from(["1", "percent2", "ratio1", "multiple", "bp", "plain"]),
)
def test_every_number_has_a_text(value: float, word: str) -> None:
    cell = write(value, settle(word, How()).signed(), "zh-HK", 1)
    assert cell.text
    assert cell.text.endswith(cell.after)
    assert "-" not in cell.text or "e" in cell.text


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=3), st.integers(0, 2))
def test_halves_are_rounded_away_from_zero(number: Decimal, digits: int) -> None:
    exact = number.copy_abs().scaleb(digits)
    wanted = (exact + Decimal("0.5")).to_integral_value(rounding="ROUND_FLOOR").scaleb(-digits)
    assert abs(rounded(float(number), digits)) == wanted


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_text_as_a_unit(one: str, other: str) -> None:
    read_unit(one)
    size = factor(one, other)
    assert size is None or size > 0

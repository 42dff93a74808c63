"""Marks of axes: round figures, sensible dates, and how each language writes them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desknote.exhibits.dates import Tick, month_label, period_labels, ticks
from desknote.exhibits.marks import spread
from desknote.exhibits.numbers import decimals, figure, figures, log_steps, plain, steps

DAY = dt.date(2024, 2, 5)


def fitting(room: float, first: dt.date, last: dt.date) -> object:
    """Whether labels of five figures' width fit along an axis of ``room`` such widths."""
    span = max(1, (last - first).days)

    def fits(found: Sequence[Tick]) -> bool:
        places = [(day - first).days / span * room for day, _ in found]
        return all(b - a >= 1 for a, b in pairwise(places))

    return fits


@pytest.mark.parametrize(
    ("days", "room", "zh", "en"),
    [
        (3, 6, ["02/05", "02/06", "02/07", "02/08"], ["5 Feb", "6 Feb", "7 Feb", "8 Feb"]),
        (28, 5, ["02/05", "02/12", "02/19", "02/26", "03/04"], None),
        (
            366,
            5,
            ["24/02", "24/05", "24/08", "24/11", "25/02"],
            ["Feb-24", "May-24", "Aug-24", "Nov-24", "Feb-25"],
        ),
        (366, 15, [f"24/{m:02d}" for m in range(2, 13)] + ["25/01", "25/02"], None),
        (3 * 365, 5, ["2025", "2026", "2027"], ["2025", "2026", "2027"]),
        (30 * 365, 7, ["2025", "2030", "2035", "2040", "2045", "2050"], None),
    ],
)
def test_dates_are_marked_by_what_the_span_asks_for(
    days: int, room: float, zh: list[str], en: list[str] | None
) -> None:
    last = DAY + dt.timedelta(days=days)
    fits = fitting(room, DAY, last)
    assert [text for _, text in ticks(DAY, last, fits, "zh-CN")] == zh  # type: ignore[arg-type]
    if en:
        assert [text for _, text in ticks(DAY, last, fits, "en")] == en  # type: ignore[arg-type]


@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)),
    st.integers(0, 365 * 60),
    st.floats(1.5, 30),
)
def test_date_marks_are_in_order_within_the_data_and_apart(first: dt.date, days: int, room: float) -> None:
    last = first + dt.timedelta(days=days)
    fits = fitting(room, first, last)
    found = ticks(first, last, fits, "zh-CN")  # type: ignore[arg-type]
    assert found and all(first <= day <= last for day, _ in found)
    assert all(a < b for (a, _), (b, _) in pairwise(found))
    assert len({text for _, text in found}) == len(found)


def test_a_year_of_days_to_the_end_of_time() -> None:
    assert ticks(dt.date(9990, 1, 1), dt.date(9999, 12, 31), lambda t: len(t) < 8, "en")
    assert ticks(dt.date(1, 1, 1), dt.date(9999, 12, 31), lambda t: len(t) < 8, "en")


@given(st.floats(-1e15, 1e15), st.floats(0, 1e15), st.integers(2, 8))
def test_steps_are_round_few_and_hold_the_data(low: float, size: float, count: int) -> None:
    high = low + size
    found = steps(low, high, count)
    assert 2 <= len(found) <= count + 2
    ease = max(abs(low), abs(high)) * 1e-6 + 1e-12
    assert found[0] <= low + ease and found[-1] >= high - ease
    gaps = [b - a for a, b in pairwise(found)]
    assert max(gaps) - min(gaps) <= max(gaps) * 1e-6 + ease


@given(st.floats(1e-12, 1e12), st.floats(1, 1e6), st.integers(2, 8))
def test_logarithmic_steps_hold_the_data(low: float, ratio: float, count: int) -> None:
    found = log_steps(low, low * ratio, count)
    assert found == sorted(found) and found[0] <= low * (1 + 1e-6) and found[-1] >= low * ratio * (1 - 1e-6)


@pytest.mark.parametrize(
    ("values", "lang", "unit", "shown"),
    [
        ([0, 500, 1000, 1500], "zh-CN", None, ["0", "500", "1,000", "1,500"]),
        ([0, 2.5, 5], "en", "%", ["0.0%", "2.5%", "5.0%"]),
        ([-10, 0, 10], "en", None, ["−10", "0", "10"]),
        ([0, 2e8, 4e8], "zh-CN", None, ["0", "2亿", "4亿"]),
        ([0, 2e8, 4e8], "zh-HK", None, ["0", "2億", "4億"]),
        ([0, 2.5e12], "zh-CN", None, ["0.0", "2.5万亿"]),
        ([0, 2e8, 4e8], "en", None, ["0", "200m", "400m"]),
        ([0, 1e99], "en", None, ["0", "1e+99"]),
    ],
)
def test_figures_of_an_axis(values: list[float], lang: str, unit: str | None, shown: list[str]) -> None:
    assert figures(values, lang, unit) == shown


@pytest.mark.parametrize(
    ("value", "digits", "unit", "plus", "shown"),
    [
        (1234.5, 1, None, False, "1,234.5"),
        (-0.04, 1, None, False, "0.0"),
        (-3, 0, "x", False, "−3x"),
        (3, 0, "亿元", True, "+3"),
        (0, 0, None, True, "0"),
        (None, 0, None, False, "–"),
        (math.inf, 0, None, False, "–"),
        (1e18, 0, "%", False, "1e+18%"),
    ],
)
def test_one_figure(value: float | None, digits: int, unit: str | None, plus: bool, shown: str) -> None:
    assert figure(value, digits, unit, plus=plus) == shown


def test_tables_are_read_by_machines() -> None:
    assert plain(-1234.5, 1) == "-1,234.5" and plain(None, 1) == ""


def test_digits_are_those_that_are_needed() -> None:
    assert decimals([1.0, 2.0]) == 0 and decimals([1.5, 2.0]) == 1 and decimals([1.234]) == 2


def test_uneven_dates_keep_their_days() -> None:
    days = [dt.date(2023, 1, 4), dt.date(2023, 1, 20), dt.date(2024, 5, 6)]
    assert period_labels(days, "zh-CN") == ["2023-01-04", "2023-01-20", "2024-05-06"]
    assert period_labels([DAY], "en") == ["5 Feb"] and month_label(DAY, "en") == "Feb-24"


@given(st.lists(st.floats(0, 100), max_size=20), st.floats(0.1, 20))
def test_spread_places_are_apart_in_order_and_inside(wanted: list[float], gap: float) -> None:
    found = spread(wanted, gap, 0, 100)
    assert len(found) == len(wanted)
    room = min(gap, 100 / max(1, len(wanted) - 1))
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for a, b in pairwise(order):
        assert found[b] - found[a] >= room - 1e-6
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in found)

"""Figures as readers of each language write them, and round steps for value axes."""

from __future__ import annotations

import math
from collections.abc import Sequence

MINUS = "\N{MINUS SIGN}"
_SHORT_UNITS = ("%", "‰", "x", "X", "×", "倍", "bp", "bps", "pp", "pct", "°", "℃")
_SCALES = {
    "zh-CN": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "zh-HK": ((1e12, "萬億"), (1e8, "億"), (1e4, "萬")),
    "en": ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")),
}
_NONE = "–"


def is_short(unit: str | None) -> bool:
    """Whether a unit is set behind every figure, rather than once above the axis."""
    return unit in _SHORT_UNITS


def decimals(values: Sequence[float], most: int = 2) -> int:
    """Digits after the point that tell ``values`` apart and no more, at most ``most``."""
    for digits in range(most):
        if all(abs(v - round(v, digits)) < 10 ** -(digits + 6) * max(1.0, abs(v)) for v in values):
            return digits
    return most


def figure(value: float | None, digits: int = 0, unit: str | None = None, *, plus: bool = False) -> str:
    """``value`` with thousands separated, a true minus sign, and ``unit`` if it is a short one."""
    if value is None or not math.isfinite(value):
        return _NONE
    if abs(value) >= 1e15:
        return f"{value:.3g}".replace("-", MINUS) + (unit if unit and is_short(unit) else "")
    text = f"{abs(value):,.{digits}f}"
    zero = not any(c in "123456789" for c in text)
    sign = "" if zero else MINUS if value < 0 else "+" if plus else ""
    return f"{sign}{text}{unit if unit and is_short(unit) else ''}"


def plain(value: float | None, digits: int) -> str:
    """``value`` for a data table: an ASCII minus, no unit; empty where there is none."""
    if value is None or not math.isfinite(value):
        return ""
    return figure(value, digits).replace(MINUS, "-")


def scale_of(largest: float, lang: str, roomy: bool = False) -> tuple[float, str]:
    """What to divide figures up to ``largest`` by so that they are short, and how that is called."""
    if not math.isfinite(largest) or abs(largest) < (1e6 if roomy else 1e5):
        return 1.0, ""
    return next(((size, name) for size, name in _SCALES[lang] if abs(largest) >= size), (1.0, ""))


def figures(
    values: Sequence[float], lang: str, unit: str | None = None, digits: int | None = None
) -> list[str]:
    """Labels of ``values`` written alike: large ones in 万 or 亿 (m, bn), with the digits they need."""
    finite = [v for v in values if math.isfinite(v)]
    size, name = scale_of(max((abs(v) for v in finite), default=0.0), lang)
    if any(abs(v) >= size * 1e6 for v in finite):
        return [f"{v:.3g}".replace("-", MINUS) for v in values]
    count = decimals([v / size for v in finite], 6) if digits is None else digits
    return [
        figure(v / size, count)
        + (name if any(c in "123456789" for c in figure(v / size, count)) else "")
        + (unit if unit and is_short(unit) else "")
        for v in values
    ]


def labels(
    values: Sequence[float], lang: str, unit: str | None = None, digits: int | None = None, *,
    plus: Sequence[bool] = (),
) -> list[str]:  # fmt: skip
    """Figures beside or in what they measure, written alike: the larger, the fewer the digits.

    ``plus`` says which of them show a plus sign.
    """
    size, name = scale_of(max((abs(v) for v in values), default=0.0), lang)
    scaled = [v / size for v in values]
    largest = max((abs(v) for v in scaled), default=0.0)
    if largest >= 1e6:
        return [f"{v:.2g}".replace("-", MINUS) + (unit if unit and is_short(unit) else "") for v in values]
    most = 0 if largest >= 1000 else 1 if largest >= 10 else 2
    count = decimals(scaled, most) if digits is None else digits
    suffix = name + (unit if unit and is_short(unit) else "")
    signs = plus or [False] * len(values)
    return [figure(v, count, plus=sign) + suffix for v, sign in zip(scaled, signs, strict=True)]


def steps(low: float, high: float, count: int) -> list[float]:
    """Round figures from at or below ``low`` to at or above ``high``, about ``count`` of them."""
    if not (math.isfinite(low) and math.isfinite(high)):
        low, high = 0.0, 1.0
    if high < low:
        low, high = high, low
    least = max(abs(low) * 1e-9, abs(high) * 1e-9, 1e-290)
    if high - low <= least:
        room = abs(high) * 0.1 or 1.0
        low, high = low - room, high + room
    count = max(2, count)
    best: list[float] = []
    power = 10.0 ** math.floor(math.log10((high - low) / count))
    for step in (power * m for m in (1, 2, 2.5, 5, 10, 20, 25, 50, 100)):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        best = [round_to(i * step, step) for i in range(first, last + 1)]
        if len(best) <= count + 1:
            break
    return best


def round_to(value: float, step: float) -> float:
    """``value`` without the dust of floating point, for an axis of ``step``."""
    digits = max(0, 2 - math.floor(math.log10(step)))
    return round(value, digits) + 0.0  # no negative zero


def log_steps(low: float, high: float, count: int) -> list[float]:
    """Ticks of a logarithmic axis from below ``low`` to above ``high``; both are positive."""
    low, high = max(low, 1e-300), max(high, 1e-300)
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    for multiples in ((1, 2, 3, 5, 7), (1, 2, 5), (1, 3), (1,)):
        whole = [m * 10.0**p for p in range(first, last + 1) for m in multiples]
        below = [v for v in whole if v <= low * (1 + 1e-9)]
        above = [v for v in whole if v >= high * (1 - 1e-9)]
        start, end = (below[-1] if below else whole[0]), (above[0] if above else whole[-1])
        kept = [v for v in whole if start <= v <= end]
        if len(kept) <= count + 1 and len(kept) > 1:
            return kept
    stride = max(1, math.ceil((last - first) / max(1, count)))
    return [10.0**p for p in range(first, last + stride, stride)]

"""One glyph's outline as bytes: a simple glyph of TrueType's ``glyf`` table."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable
from math import floor

Point = tuple[float, float]
_ON, _X_BYTE, _Y_BYTE, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32


class Outline:
    """A pen (in fontTools' sense) that gathers contours in whole units, curves as quadratic ones.

    ``scale`` is applied to every point; a cubic curve is met within ``tolerance`` of the scaled units.
    ``reverse`` turns contours round, as PostScript's run the other way.
    """

    def __init__(self, scale: float, tolerance: float, *, reverse: bool) -> None:
        from fontTools.cu2qu.cu2qu import curve_to_quadratic

        self._quadratic = curve_to_quadratic
        self._scale, self._tolerance, self._reverse = scale, tolerance / scale, reverse
        self._at: Point = (0, 0)
        self._points: list[tuple[int, int, int]] = []
        self.contours: list[list[tuple[int, int, int]]] = []

    def _add(self, point: Point, on: int) -> None:
        scale = self._scale
        self._points.append((floor(point[0] * scale + 0.5), floor(point[1] * scale + 0.5), on))

    def moveTo(self, point: Point) -> None:  # noqa: N802 (the pen protocol's names)
        self._points = []
        self.lineTo(point)

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._add(point, _ON)
        self._at = point

    def curveTo(self, *points: Point) -> None:  # noqa: N802
        spline = self._quadratic((self._at, *points), self._tolerance)
        for point in spline[1:-1]:
            self._add(point, 0)
        self.lineTo(spline[-1])

    def qCurveTo(self, *points: Point) -> None:  # noqa: N802
        for point in points[:-1]:
            self._add(point, 0)
        self.lineTo(points[-1])

    def closePath(self) -> None:  # noqa: N802
        points = _without_implied(_without_repeats(self._points))
        if len(points) > 1:
            self.contours.append([points[0], *reversed(points[1:])] if self._reverse else points)
        self._points = []

    endPath = closePath  # noqa: N815


def _without_repeats(points: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for point in points:
        if not kept or point != kept[-1] or not point[2]:
            kept.append(point)
    while len(kept) > 1 and kept[-1][2] and kept[-1] == kept[0]:
        kept.pop()
    return kept


def _without_implied(points: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Leave out points on the curve half-way between two control points: readers put them there."""
    if len(points) < 3:
        return points
    kept = [points[0]]
    for i in range(1, len(points)):
        x, y, on = points[i]
        if on:
            ax, ay, before = points[i - 1]
            bx, by, after = points[i + 1 - len(points)]
            if not (before or after) and 2 * x == ax + bx and 2 * y == ay + by:
                continue
        kept.append(points[i])
    return kept


def glyph_bytes(contours: list[list[tuple[int, int, int]]]) -> bytes:
    """A simple glyph, padded to four bytes; nothing for no contours."""
    if not contours:
        return b""
    flags, across, up = bytearray(), bytearray(), bytearray()
    ends = array("H")
    count = last_x = last_y = 0
    left = low = 1 << 20
    right = high = -(1 << 20)
    for contour in contours:
        for x, y, flag in contour:
            step, last_x = x - last_x, x
            if not step:
                flag |= _X_SAME
            elif -256 < step < 256:
                flag |= _X_BYTE | (_X_SAME if step > 0 else 0)
                across.append(abs(step))
            else:
                across += step.to_bytes(2, "big", signed=True)
            step, last_y = y - last_y, y
            if not step:
                flag |= _Y_SAME
            elif -256 < step < 256:
                flag |= _Y_BYTE | (_Y_SAME if step > 0 else 0)
                up.append(abs(step))
            else:
                up += step.to_bytes(2, "big", signed=True)
            flags.append(flag)
            left, right = min(left, x), max(right, x)
            low, high = min(low, y), max(high, y)
        count += len(contour)
        ends.append(count - 1)
    head = struct.pack(f">hhhhh{len(ends)}HH", len(ends), left, low, right, high, *ends, 0)
    content = head + _repeated(flags) + across + up
    return bytes(content) + b"\0" * (-len(content) % 4)


def _repeated(flags: bytearray) -> bytes:
    """Flags with runs of one written once and counted."""
    out = bytearray()
    i = 0
    while i < len(flags):
        flag, run = flags[i], 1
        while run < 256 and i + run < len(flags) and flags[i + run] == flag:
            run += 1
        if run > 2:
            out += bytes((flag | _REPEAT, run - 1))
        else:
            out += bytes((flag,)) * run
        i += run
    return bytes(out)

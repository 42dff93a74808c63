"""From a matplotlib figure to a small SVG whose text stays text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Transform

from desknote.patterns import regex

_UNIT = 100  # coordinates are written in hundredths of a point
_ANCHOR = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_CAP = {"round": ' stroke-linecap="round"', "projecting": ' stroke-linecap="square"', "butt": ""}
# As xml.sax.saxutils writes them, which loads half of urllib. Texts without quotes: none looks like an
# attribute.
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
_POINTS = {int(Outline.CURVE3): 2, int(Outline.CURVE4): 3}
_EVERYWHERE = (0.0, 0.0, 0.0, 0.0)  # marks are not clipped
_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _number(hundredths: int) -> str:
    sign, size = ("-" if hundredths < 0 else ""), abs(hundredths)
    whole, part = divmod(size, _UNIT)
    tail = f".{part:02d}".rstrip("0") if part else ""
    return f"{sign}{whole or ('' if tail else '0')}{tail}"


def _pair(x: int, y: int) -> str:
    second = _number(y)
    return _number(x) + (second if second.startswith("-") else " " + second)


def _hundredths(value: float) -> int:
    return round(value * _UNIT)


def hexadecimal(colour: Any) -> str:
    """An RGB(A) tuple from 0 to 1 as ``#rrggbb``."""
    return "#" + "".join(f"{round(c * 255):02x}" for c in colour[:3])


def _quoted(value: str) -> str:
    """``value`` as that of an attribute, in the quotes that it does not hold itself."""
    value = value.translate(_VALUE)
    if '"' not in value:
        return f'"{value}"'
    return "'" + value + "'" if "'" not in value else '"' + value.replace('"', "&quot;") + '"'


def clean(text: str) -> str:
    """``text`` without the characters that XML cannot hold."""
    return _CONTROL.sub("", text)


class SvgRenderer(RendererBase):
    """Draws a figure of 72 dots an inch, so that a pixel is a point."""

    def __init__(self, width: float, height: float, prefix: str, size: float) -> None:
        super().__init__()
        self.width, self.height, self.prefix = width, height, prefix
        self._size = size
        self._elements: list[str] = []
        self._clips: dict[tuple[int, ...], str] = {}
        # The path being gathered: neighbours drawn alike become one element.
        self._open: tuple[str, bool] | None = None
        self._data: list[str] = []
        self._edge = 0.0

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def points_to_pixels(self, points: Any) -> Any:
        return points

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Outline,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        data, box = self._outline(path, transform, rgbFace is not None)
        if not data or box is None:
            return
        look, mergeable = self._look(gc, rgbFace, box)
        if not look:
            return
        filled = rgbFace is not None
        apart = not filled or box[0] >= self._edge - 0.001
        if self._open == (look, True) and mergeable and apart:
            self._data.append(data)
            self._edge = max(self._edge, box[2])
        else:
            self._flush()
            self._open, self._data, self._edge = (look, mergeable), [data], box[2]

    def draw_markers(
        self, gc: GraphicsContextBase, marker_path: Outline, marker_trans: Transform, path: Outline,
        trans: Transform, rgbFace: Any = None,  # noqa: N803
    ) -> None:  # fmt: skip
        codes = cast(Sequence[int] | None, marker_path.codes)
        if rgbFace is None or codes is None or Outline.CURVE4 not in list(codes):
            super().draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)
            return
        # Round marks: circles where they have an edge, else the round ends of lines of no length.
        reach = marker_path.get_extents(marker_trans)
        radius, edged = reach.width / 2, gc.get_linewidth() > 0
        places = [trans.transform(points[-2:]) for points, _ in path.iter_segments(simplify=False)]
        centres = [(_hundredths(float(x)), _hundredths(self.height - float(y))) for x, y in places]
        self._flush()
        if edged:
            look, _ = self._look(gc, rgbFace, _EVERYWHERE)
            size = _number(_hundredths(radius))
            self._elements += [
                f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{size}"{look}/>' for x, y in centres
            ]
        elif centres:
            seen = rgbFace[3] if len(rgbFace) > 3 else 1.0
            faint = f' stroke-opacity="{seen:.2g}"' if seen < 1 else ""
            data = "".join(f"M{_pair(x, y)}h0" for x, y in centres)
            self._elements.append(
                f'<path d="{data}" stroke="{hexadecimal(rgbFace)}" stroke-linecap="round" '
                f'stroke-width="{_number(_hundredths(radius * 2))}"{faint}/>'
            )

    def words(self, x: float, y: float, text: str, size: float, bold: bool, across: str, colour: str) -> None:
        """Set one line of text; ``y`` is its baseline's."""
        self._flush()
        look = _ANCHOR[across]
        if abs(size - self._size) > 0.01:
            look += f' font-size="{_number(_hundredths(size))}"'
        if bold:
            look += ' font-weight="700"'
        places = f'x="{_number(_hundredths(x))}" y="{_number(_hundredths(self.height - y))}"'
        look = f'fill="{hexadecimal(to_rgba(colour))}"{look}'
        self._elements.append(f"<text {places} {look}>{clean(text).translate(_TEXT)}</text>")

    def _flush(self) -> None:
        if self._open is not None:
            self._elements.append(f'<path d="{"".join(self._data)}"{self._open[0]}/>')
        self._open, self._data, self._edge = None, [], 0.0

    def _look(self, gc: GraphicsContextBase, face: Any, box: tuple[float, ...]) -> tuple[str, bool]:
        """Attributes of a path, and whether a neighbour that looks the same may join it."""
        look, solid = "", True
        alpha = gc.get_alpha()
        forced = gc.get_forced_alpha()
        if face is not None:
            seen = alpha if forced and alpha is not None else (face[3] if len(face) > 3 else 1.0)
            if seen > 0:
                look += f' fill="{hexadecimal(face)}"'
                if seen < 1:
                    look, solid = f'{look} fill-opacity="{seen:.2g}"', False
        width = gc.get_linewidth()
        colour = gc.get_rgb()
        seen = alpha if forced and alpha is not None else (colour[3] if len(colour) > 3 else 1.0)
        if width > 0 and seen > 0:
            look += f' stroke="{hexadecimal(colour)}"'
            if _hundredths(width) != _UNIT:
                look += f' stroke-width="{_number(_hundredths(width))}"'
            if seen < 1:
                look, solid = f'{look} stroke-opacity="{seen:.2g}"', False
            offset, dashes = cast(tuple[float, Sequence[float] | None], gc.get_dashes())
            if dashes is not None:
                look += f' stroke-dasharray="{" ".join(_number(_hundredths(d)) for d in dashes)}"'
                if offset:
                    look += f' stroke-dashoffset="{_number(_hundredths(float(offset)))}"'
            look += _CAP[str(gc.get_capstyle())]
            if str(gc.get_joinstyle()) == "miter":
                look += ' stroke-linejoin="miter"'
        if look:
            look += self._clip(gc, box, width)
        return look, solid

    def _clip(self, gc: GraphicsContextBase, box: tuple[float, ...], width: float) -> str:
        """A reference to the clipping rectangle, where the path leaves it."""
        clip = gc.get_clip_rectangle()
        if clip is None or box is _EVERYWHERE:
            return ""
        x0, y0, x1, y1 = clip.x0, self.height - clip.y1, clip.x1, self.height - clip.y0
        ease = width / 2 + 0.05
        inside = box[0] >= x0 - ease and box[2] <= x1 + ease and box[1] >= y0 - ease and box[3] <= y1 + ease
        if inside:
            return ""
        key = tuple(_hundredths(v) for v in (x0, y0, x1 - x0, y1 - y0))
        name = self._clips.setdefault(key, f"{self.prefix}-clip{len(self._clips) + 1}")
        return f' clip-path="url(#{name})"'

    def _outline(
        self, path: Outline, transform: Transform, filled: bool
    ) -> tuple[str, tuple[float, float, float, float] | None]:
        """Path data in relative steps, and the box it fills (left, top, right, bottom)."""
        if not len(path):
            return "", None
        flip = transform + Affine2D().scale(1, -1).translate(0, self.height)
        drawn: Any = path.cleaned(flip, remove_nans=True, simplify=None, curves=True)
        far = 4 * (self.width + self.height)
        near = np.fmax(-far, np.fmin(far, drawn.vertices))
        points: list[list[int]] = np.rint(near * _UNIT).astype(int).tolist()
        codes: list[int] = drawn.codes.tolist()
        data: list[str] = []
        seen: list[list[int]] = []
        at = start = [0, 0]
        last = ""
        index = 0
        while index < len(codes) and (code := codes[index]) != Outline.STOP:
            places = points[index : index + _POINTS.get(code, 1)]
            index += len(places)
            if code == Outline.CLOSEPOLY:
                data.append("z")
                at, last = start, "z"
                continue
            seen += places
            if code == Outline.MOVETO:
                data.append("M" + _pair(*places[0]))
                at = start = places[0]
                last = "M"
            elif code == Outline.LINETO:
                dx, dy = places[0][0] - at[0], places[0][1] - at[1]
                if dx == 0 and dy == 0 and last != "M":
                    continue
                letter = "h" if dy == 0 else "v" if dx == 0 else "l"
                text = _number(dx) if dy == 0 else _number(dy) if dx == 0 else _pair(dx, dy)
                joined = letter == last and not text.startswith("-")
                data.append((" " if joined else "" if letter == last else letter) + text)
                at, last = places[0], letter
            else:
                letter = "q" if code == Outline.CURVE3 else "c"
                steps = [_pair(x - at[0], y - at[1]) for x, y in places]
                data.append(
                    letter
                    + "".join(s if i == 0 or s.startswith("-") else " " + s for i, s in enumerate(steps))
                )
                at, last = places[-1], letter
        if not seen:
            return "", None
        xs, ys = [x / _UNIT for x, _ in seen], [y / _UNIT for _, y in seen]
        return "".join(data), (min(xs), min(ys), max(xs), max(ys))

    def finish(self, width_mm: float, height_mm: float, alt: str, family: str) -> str:
        """The whole SVG."""
        self._flush()
        clips = "".join(
            f'<clipPath id="{name}"><rect x="{_number(x)}" y="{_number(y)}" '
            f'width="{_number(w)}" height="{_number(h)}"/></clipPath>'
            for (x, y, w, h), name in self._clips.items()
        )
        box = f"0 0 {_number(_hundredths(self.width))} {_number(_hundredths(self.height))}"
        defs = f"<defs>{clips}</defs>" if clips else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width_mm:g}mm" '
            f'height="{height_mm:g}mm" role="img" aria-label={_quoted(clean(alt))} '
            f'font-family={_quoted(family)} font-size="{_number(_hundredths(self._size))}" fill="none" '
            f'stroke-linejoin="round">{defs}{"".join(self._elements)}</svg>'
        )


def to_svg(
    figure: Figure,
    *,
    prefix: str,
    size: float,
    width_mm: float,
    height_mm: float,
    alt: str,
    family: str,
) -> str:
    """``figure`` as SVG. The same figure gives the same bytes."""
    width, height = figure.get_size_inches() * 72
    renderer = SvgRenderer(float(width), float(height), prefix, size)
    figure.draw(renderer)
    return renderer.finish(width_mm, height_mm, alt, family)

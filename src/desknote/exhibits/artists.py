"""What stands on a sheet in matplotlib's terms, without what no chart here shows.

matplotlib's own texts look up a font of the machine to lay themselves out, and its axes make ticks with
lines and labels before they are told to have none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase

from desknote.exhibits.svg import SvgRenderer


class Words(Artist):
    """A line of text whose baseline begins at a point, or is centred on it, or ends at it."""

    def __init__(
        self, x: float, y: float, text: str, size: float, bold: bool, across: str, colour: str
    ) -> None:
        super().__init__()
        self._at = x, y
        self._look = text, size, bold, across, colour

    def draw(self, renderer: RendererBase) -> None:
        """Put it on the page."""
        x, y = self.get_transform().transform(self._at)
        cast(SvgRenderer, renderer).words(float(x), float(y), *self._look)


class BareAxes(Axes):
    """Axes with neither ticks nor labels."""

    def _init_axis(self) -> None:
        super()._init_axis()  # type: ignore[misc]
        for axis in (self.xaxis, self.yaxis):
            axis.reset_ticks = _none(axis)  # type: ignore[method-assign]


def _none(axis: Axis) -> Callable[[], None]:
    def reset() -> None:
        axis.majorTicks, axis.minorTicks = [], []

    return reset

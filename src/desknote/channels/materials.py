"""What a channel is given: the closed note, and drawings, fonts and style, each made when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from desknote.diagnostics import Diagnostic
from desknote.outputs import dressed, dressing_of
from desknote.records import dataclass
from desknote.wardrobe import Clothes, Wardrobe
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.channels.pdf import Pages
    from desknote.channels.pictures import Picture
    from desknote.closed import ClosedNote
    from desknote.compose.page import Dressing
    from desknote.exhibits import Drawing
    from desknote.exhibits.style import ChartStyle
    from desknote.fonts import FontSet
    from desknote.render.pdf import Press


@dataclass
class Materials:
    """One note on its way to its channels; they share what is costly.

    ``documents`` is the text of its sources by name, ``found`` takes what is to be told of, ``pages``
    names the compositions that are to be printed. ``jobs`` is how many processes may draw.
    """

    workspace: Workspace
    note: ClosedNote
    documents: Mapping[str, str]
    found: list[Diagnostic]
    pages: tuple[str, ...] = ()
    press: Press | None = None
    wardrobe: Wardrobe | None = None
    jobs: int | None = None
    pictures: dict[tuple[float, int], dict[str, Picture]] = field(default_factory=dict)
    """Charts as PNG by their width in mm and in pixels, see ``desknote.channels.pictures``."""
    layouts: dict[str, tuple[Pages, tuple[Diagnostic, ...], Mapping[str, str]]] = field(default_factory=dict)
    """Printed pages by template, with what was found and read for them, see ``desknote.channels.pdf``."""

    @cached_property
    def _dressed(self) -> tuple[Clothes, dict[str, Drawing]]:
        return dressed(
            self.workspace,
            self.note,
            self.pages,
            self.documents,
            self.found,
            self.wardrobe or Wardrobe(),
            self.jobs,
        )

    @property
    def found_dressing(self) -> tuple[Diagnostic, ...]:
        """What was found while fonts were prepared, if any were."""
        dressed: tuple[Clothes, dict[str, Drawing]] | None = self.__dict__.get("_dressed")
        return dressed[0].found if dressed is not None else ()

    @property
    def fonts(self) -> FontSet:
        """The note's prepared fonts. Raises Problems."""
        return self._dressed[0].fonts

    @property
    def style(self) -> ChartStyle:
        """The charts' style. Raises Problems."""
        return self._dressed[0].style

    @property
    def drawings(self) -> Mapping[str, Drawing]:
        """The exhibits as they are drawn for print, by id. Raises Problems."""
        return self._dressed[1]

    def printing(self) -> Press:
        """The press that prints this note, with its fonts loaded."""
        if self.press is None:
            from desknote.render.pdf import Press

            self.press = Press([self.workspace.cache_folder / "fonts"])
        return self.press

    def dressing(self, font_css: str = "") -> Dressing:
        """What a page shows besides the note. Raises Problems for a bad logo."""
        return dressing_of(self.workspace, self.note, self.drawings, font_css, self.style)

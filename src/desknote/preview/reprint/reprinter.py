"""All that is kept from printing to printing, swapped in around WeasyPrint's two steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from desknote.preview.reprint.drawings import Drawings
from desknote.preview.reprint.pages import Pages
from desknote.preview.reprint.subsets import Subsets
from desknote.render.kept import KNOWN


class Reprinter:
    """For one process that prints documents one after the other."""

    def __init__(self) -> None:
        import weasyprint

        self._usable = weasyprint.__version__.startswith(KNOWN)
        self._pages, self._subsets, self._drawings = Pages(), Subsets(), Drawings()
        self._fonts = ""

    @contextmanager
    def laying_out(self, name: str, fonts: str) -> Iterator[None]:
        """Around a layout. ``name`` tells documents apart, ``fonts`` stand for the files of the fonts."""
        if fonts != self._fonts:
            self._fonts = fonts
            for kept in (self._pages, self._subsets, self._drawings):
                kept.forget()
        with ExitStack() as stack:
            if self._usable:
                stack.enter_context(self._pages.kept(name))
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Around the writing of the document that was laid out last."""
        with ExitStack() as stack:
            if self._usable:
                stack.enter_context(self._subsets.kept())
                stack.enter_context(self._drawings.kept(self._pages.taken))
            yield

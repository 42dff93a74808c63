"""What WeasyPrint works out anew for each document, kept from one document to the next.

The notes of a house share their stylesheet, most rules that apply to their elements, and many words.
Each module here keeps one of these and swaps a name of WeasyPrint's for the time of a layout; a thing is
taken again only where WeasyPrint would make the very same. Files are the same, byte for byte, as those of
a process that prints nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from desknote.render.kept.measures import kept as kept_measures
from desknote.render.kept.parsing import Patterns
from desknote.render.kept.sheets import Sheets
from desknote.render.kept.styles import Styles

KNOWN = "70."
"""The version of WeasyPrint whose insides are known. With any other nothing is kept."""


class Kept:
    """For documents that are laid out one after the other in the same fonts."""

    def __init__(self) -> None:
        import weasyprint

        self._usable = weasyprint.__version__.startswith(KNOWN)
        self._patterns, self._sheets, self._styles = Patterns(), Sheets(), Styles()

    @contextmanager
    def laying_out(self) -> Iterator[None]:
        """Around the layout of a document."""
        with ExitStack() as stack:
            if self._usable:
                for one in (self._patterns, self._sheets, self._styles):
                    stack.enter_context(one.kept())
                stack.enter_context(kept_measures())
            yield

    def forget(self) -> None:
        """To be called where a layout had something to complain of: the next one is to complain again."""
        self._styles.forget()


__all__ = ["KNOWN", "Kept"]

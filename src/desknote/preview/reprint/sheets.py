"""The parsed stylesheet of a document, kept while its text stays the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Rules that write into the document that they stand in, besides fonts.
_WRITING = ("@counter-style", "@color-profile", "@import", "@layer")


class Sheets:
    """Stylesheets by text and by the fonts that they were parsed into."""

    def __init__(self) -> None:
        self._text = ""
        self._fonts: Any = None
        self._sheet: Any = None

    @contextmanager
    def kept(self) -> Iterator[None]:
        """While the block runs, a document with one ``<style>`` and no link gets the parsed one."""
        from weasyprint import css

        original = css.find_stylesheets

        def find(
            wrapper: Any, media: str, fetcher: Any, base: Any, font_config: Any, *rest: Any
        ) -> list[Any]:
            elements = [found.etree_element for found in wrapper.query_all("style", "link")]
            alone = len(elements) == 1 and elements[0].tag == "style" and not elements[0].get("media")
            text = (elements[0].text or "") if alone and not len(elements[0]) else ""
            if text and text == self._text and font_config is self._fonts:
                return [self._sheet]
            sheets = list(original(wrapper, media, fetcher, base, font_config, *rest))
            usable = bool(text) and len(sheets) == 1 and not any(rule in text for rule in _WRITING)
            self._text, self._fonts = (text, font_config) if usable else ("", None)
            self._sheet = sheets[0] if usable else None
            return sheets

        css.find_stylesheets = find
        try:
            yield
        finally:
            css.find_stylesheets = original

"""Parsed stylesheets, kept by their text."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desknote.records import dataclass

# Rules that write into the document that they stand in, besides fonts.
_WRITING = ("@counter-style", "@color-profile", "@import", "@layer")
_MOST = 8


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A stylesheet, the fonts that it was parsed into, and what there was to say of it."""

    sheet: Any
    fonts: Any
    complaints: tuple[logging.LogRecord, ...]


class Sheets:
    """Stylesheets by text. What is wrong with one is told of for each document."""

    def __init__(self) -> None:
        self._kept: dict[str, _Sheet] = {}

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
            known = self._kept.pop(text, None)
            if known is None or known.fonts is not font_config:
                with _overheard() as complaints:
                    sheets = list(original(wrapper, media, fetcher, base, font_config, *rest))
                if not text or len(sheets) != 1 or any(rule in text for rule in _WRITING):
                    return sheets
                known = _Sheet(sheets[0], font_config, tuple(complaints))
            else:
                for complaint in known.complaints:
                    logging.getLogger(complaint.name).handle(complaint)
            self._kept[text] = known
            while len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]
            return [known.sheet]

        css.find_stylesheets = find
        try:
            yield
        finally:
            css.find_stylesheets = original


@contextmanager
def _overheard() -> Iterator[list[logging.LogRecord]]:
    """The warnings that WeasyPrint logs while the block runs."""
    heard: list[logging.LogRecord] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record)

    logger, ear = logging.getLogger("weasyprint"), Ear(logging.WARNING)
    logger.addHandler(ear)
    try:
        yield heard
    finally:
        logger.removeHandler(ear)

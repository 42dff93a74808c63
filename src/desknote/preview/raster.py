"""Printed pages as pictures: the real PDF's pages, drawn when they are looked at."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from typing import Any

NARROWEST, WIDEST = 200, 3200
"""Pixels."""
_KEPT = 48  # pictures
_OPEN = 4  # documents


class Raster:
    """Draws pages of PDFs; keeps the last pictures. PDFium serves one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: OrderedDict[str, Any] = OrderedDict()
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def picture(self, pdf: bytes, name: str, page: int, digest: str, width: int) -> bytes:
        """Page ``page`` (from 0) as PNG, ``width`` pixels wide.

        ``name`` stands for the PDF, ``digest`` for the page's look.
        """
        width = max(NARROWEST, min(WIDEST, width))
        with self._lock:
            key = (digest, width)
            if key in self._pictures:
                self._pictures.move_to_end(key)
                return self._pictures[key]
            image = self._drawn(self._document(pdf, name), page, width)
        output = io.BytesIO()
        image.save(output, "PNG", compress_level=1)  # it crosses no network
        with self._lock:
            self._pictures[key] = output.getvalue()
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        return output.getvalue()

    def _document(self, pdf: bytes, name: str) -> Any:
        import pypdfium2  # type: ignore[import-untyped, unused-ignore]

        if name not in self._open:
            self._open[name] = pypdfium2.PdfDocument(pdf)
            while len(self._open) > _OPEN:
                self._open.popitem(last=False)[1].close()
        self._open.move_to_end(name)
        return self._open[name]

    @staticmethod
    def _drawn(document: Any, index: int, width: int) -> Any:
        page = document[index]
        bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True)
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        page.close()
        return image

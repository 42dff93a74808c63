"""A logo as pixels, for pictures that are painted rather than composed."""

from __future__ import annotations

import contextlib
import hashlib
import io
from pathlib import Path

from desknote.files import write_atomically
from desknote.render.web import data_uri

_SIDE = 144
_KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def raster(content: bytes, ending: str, ground: str, cache: Path) -> Path | None:
    """A PNG of the picture on ``ground``, kept in ``cache``; nothing where it cannot be drawn."""
    name = hashlib.sha256(content + ground.encode()).hexdigest()[:24]
    place = cache / f"logo-{name}.png"
    if not place.is_file():
        with contextlib.suppress(OSError):
            made = _drawn(content, _KINDS[ending], ground)
            if made is None:
                return None
            write_atomically(place, made)
    return place if place.is_file() else None


def _drawn(content: bytes, kind: str, ground: str) -> bytes | None:
    """By way of a page of the size of the picture: the PDF renderer draws SVG as notes show it."""
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]

    from desknote.render.fetcher import LocalFetcher
    from desknote.render.pdf import renderer

    html = (
        f"<style>@page{{size:72px 72px;margin:0;background:{ground}}}body{{margin:0}}"
        "img{width:72px;height:72px;object-fit:contain;display:block}</style>"
        f'<img src="{data_uri(content, kind)}">'
    )
    weasyprint = renderer()
    pdf = weasyprint.HTML(string=html, url_fetcher=LocalFetcher([]), base_url=None).write_pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=_SIDE / page.get_width()).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()

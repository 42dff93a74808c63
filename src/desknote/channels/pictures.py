"""Charts as PNG: drawn for a width, set in the page's own fonts, and rastered."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from desknote.channels.materials import Materials
from desknote.patterns import regex
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.exhibits import Drawing
    from desknote.fonts import FontSet
    from desknote.render.pdf import Press

_SIZE = regex(r'<svg [^>]*?width="([\d.]+)mm" height="([\d.]+)mm"')
_COLOURS = 128
LOGO = "logo"
_LOGO_MM = 16.0
_MARGIN = 2.0
"""White around a chart in mm, for grounds that are not white."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, ``width`` by ``height`` in mm as it was drawn, ``pixels`` across."""

    content: bytes
    width: float
    height: float
    pixels: int


def charts(materials: Materials, width_mm: float, pixels: int) -> dict[str, Picture]:
    """Every chart of the note by id as a PNG ``width_mm`` wide, ``pixels`` across. Raises Problems."""
    from desknote.exhibits import draw_all, form_of

    chosen = [e for e in materials.note.exhibits if form_of(e.spec.type) == "chart"]
    if not chosen:
        return {}
    if (width_mm, pixels) in materials.pictures:
        return dict(materials.pictures[width_mm, pixels])
    folder = materials.workspace.cache_folder / "exhibits"
    widths = {e.id: width_mm - 2 * _MARGIN for e in chosen}
    drawn = draw_all(chosen, materials.style, folder, materials.jobs, widths)
    made = rastered(materials, {e.id: drawn[e.id] for e in chosen}, pixels)
    materials.pictures[width_mm, pixels] = made
    return dict(made)


def rastered(materials: Materials, drawings: Mapping[str, Drawing], pixels: int) -> dict[str, Picture]:
    """``drawings`` that are SVG as PNGs of ``pixels`` across. Raises Problems."""
    sized: dict[str, tuple[str, float, float]] = {}
    for name, drawing in drawings.items():
        if drawing.svg is not None and (found := _SIZE.match(drawing.svg)):
            width, height = (float(found[i]) + 2 * _MARGIN for i in (1, 2))
            sized[name] = (drawing.svg, width, height)
    if not sized:
        return {}
    press = materials.printing()
    pdf = _printed(press, materials.fonts, sized, materials.note.file)
    pictures = {}
    for index, (name, (_, width, height)) in enumerate(sized.items()):
        pictures[name] = Picture(_png(pdf, index, pixels), width, height, pixels)
    return pictures


def logo(materials: Materials, pixels: int) -> Picture | None:
    """The brand's logo on its band's colour, as a PNG; mail clients show no SVG. Raises Problems."""
    from desknote.compose.theme import palette

    picture = materials.dressing().logo
    if picture is None:
        return None
    ground = palette(materials.note.brand)["band"]
    body = f'<img style="width:100%;height:100%;object-fit:contain" src="{escape(picture.uri)}">'
    page = f"<div style='width:{_LOGO_MM}mm;height:{_LOGO_MM}mm;background:{ground}'>{body}</div>"
    css = f"@page{{size:{_LOGO_MM}mm {_LOGO_MM}mm;margin:0;background:{ground}}}body{{margin:0}}"
    press = materials.printing()
    laid = press.lay_out(_document(css, page), materials.fonts.key, materials.note.file)
    content = _png(press.write(laid, b"logo"), 0, pixels)
    return Picture(content, _LOGO_MM, _LOGO_MM, pixels)


def _printed(press: Press, fonts: FontSet, sized: Mapping[str, tuple[str, float, float]], file: str) -> bytes:
    """A PDF with a page a chart."""
    rules, pages = [fonts.css(lambda face: face.path.as_uri()), "body{margin:0}svg{display:block}"], []
    for index, (svg, width, height) in enumerate(sized.values()):
        rules.append(f"@page c{index}{{size:{width}mm {height}mm;margin:{_MARGIN}mm}}")
        pages.append(f'<div style="page:c{index}">{svg}</div>')
    laid = press.lay_out(_document("".join(rules), "".join(pages)), fonts.key, file)
    return press.write(laid, b"charts")


def _document(css: str, body: str) -> str:
    return f"<!doctype html><html lang='und'><head><style>{css}</style></head><body>{body}</body></html>"


def _png(pdf: bytes, index: int, pixels: int) -> bytes:
    """A page as PNG. A chart has few colours: a palette halves the file and is not seen."""
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]
    from PIL import Image

    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        page = document[index]
        bitmap = page.render(scale=pixels / page.get_width(), rev_byteorder=True)
        image = bitmap.to_pil().convert("RGB")
    finally:
        document.close()
    few = image.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    output = io.BytesIO()
    few.save(output, "PNG", optimize=True)
    return output.getvalue()

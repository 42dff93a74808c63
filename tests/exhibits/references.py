"""Reference pictures: how each sample looks in print, small, and how near another picture is to it."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from samples import samples, style

from desknote.exhibits.draw import draw
from desknote.exhibits.style import ChartFonts

FOLDER = Path(__file__).parent / "references"
FAMILY = "Noto Sans CJK SC"
DPI = 60
# Every sample at half width in the red house; some more in a sidebar, at full width, in the blue one.
PICTURES = {
    **{name: (name, "red", "zh-CN", 86.0) for name in samples()},
    **{
        f"{name}-54": (name, "red", "zh-CN", 54.0)
        for name in ("line", "bar-stacked", "price", "pie", "combo")
    },
    **{f"{name}-blue": (name, "blue", "en", 86.0) for name in ("line", "bar-sign", "waterfall", "heatmap")},
    **{f"{name}-178": (name, "blue", "zh-HK", 178.0) for name in ("area", "rating-history")},
}


@cache
def font_file(weight: str) -> Path | None:
    """The family's file, if the machine has it."""
    if shutil.which("fc-match") is None or shutil.which("pdftoppm") is None:
        return None
    asked = ["fc-match", "-f", "%{family}|%{file}", f"{FAMILY}:{weight}"]
    family, _, file = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.partition("|")
    return Path(file) if FAMILY in family and file else None


def available() -> bool:
    """Whether pictures can be made that are comparable with the references."""
    return font_file("regular") is not None and font_file("bold") is not None


def render() -> dict[str, Image.Image]:
    """Every picture, printed and made pixels of."""
    import weasyprint

    regular, bold = font_file("regular"), font_file("bold")
    assert regular is not None and bold is not None
    fonts = ChartFonts((regular,), (bold,), "installed")
    all_samples = samples()
    pages = []
    for name, brand, lang, width in PICTURES.values():
        look = replace(style(brand, lang, fonts), family=FAMILY)
        drawing = draw(all_samples[name], look, width)
        pages.append(f"<section>{drawing.svg}</section>")
    css = (
        "@page { size: 182mm 110mm; margin: 2mm } section { break-after: page } body { margin: 0 }"
        "svg { display: block }"
    )
    html = f"<!doctype html><meta charset=utf-8><style>{css}</style>{''.join(pages)}"
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "all.pdf"
        weasyprint.HTML(string=html).write_pdf(pdf)
        subprocess.run(["pdftoppm", "-r", str(DPI), "-png", pdf, Path(folder) / "p"], check=True)
        files = sorted(Path(folder).glob("p-*.png"))
        assert len(files) == len(PICTURES)
        return {name: _cropped(file) for name, file in zip(PICTURES, files, strict=True)}


def _cropped(file: Path) -> Image.Image:
    with Image.open(file) as image:
        whole = image.convert("RGB")
    blank = Image.new("RGB", whole.size, "white")
    return whole.crop(ImageChops.difference(whole, blank).getbbox())


def packed(image: Image.Image) -> bytes:
    """A picture as a small PNG."""
    out = io.BytesIO()
    image.quantize(24, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def far_apart(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ visibly, where edges may be smoothed differently."""
    if abs(one.width - other.width) > 2 or abs(one.height - other.height) > 2:
        return 1.0
    size = (min(one.width, other.width), min(one.height, other.height))
    soft = [i.crop((0, 0, *size)).filter(ImageFilter.BoxBlur(1)) for i in (one, other)]
    red, green, blue = ImageChops.difference(*soft).split()
    largest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(largest.histogram()[49:]) / (size[0] * size[1])

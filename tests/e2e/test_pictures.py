"""Every page of the sample notes looks as it did when somebody last looked at it.

The pictures are small and compared after a slight blur, so that another version of the program that
draws them makes no difference, and a line that moves or a colour that changes does.
``pytest tests/e2e/test_pictures.py --update-references`` draws them anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from e2e.desk import SAMPLES, Built
from e2e.printed import picture

FOLDER = Path(__file__).parent / "pictures"
BLUR, APART, MOST = 1.2, 40, 0.005
"""Radius in pixels; from which difference of a channel (of 255) pixels differ; what share of them may."""


def share_apart(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ."""
    if one.size != other.size:
        return 1.0
    soft = [image.filter(ImageFilter.GaussianBlur(BLUR)) for image in (one, other)]
    red, green, blue = ImageChops.difference(*soft).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[APART + 1 :]) / (one.width * one.height)


def _keep(image: Image.Image, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    image.quantize(64, method=Image.Quantize.MEDIANCUT).save(path, optimize=True)


def test_pages_look_as_they_did(sample: Built, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    pages = [picture(sample.pdf, number) for number in range(1, len(sample.printed.pages) + 1)]
    paths = [FOLDER / f"{sample.slug}-{number}.png" for number in range(1, len(pages) + 1)]
    if request.config.getoption("--update-references"):
        for old in FOLDER.glob(f"{sample.slug}-*.png"):
            old.unlink()
        for page, path in zip(pages, paths, strict=True):
            _keep(page, path)
    assert sorted(FOLDER.glob(f"{sample.slug}-*.png")) == sorted(paths), "the number of pages is another"
    changed = {}
    for page, path in zip(pages, paths, strict=True):
        with Image.open(path) as kept:
            before = kept.convert("RGB")
        share = share_apart(page, before)
        if share > MOST:
            both = Image.new("RGB", (page.width * 2 + 8, page.height), "red")
            both.paste(before, (0, 0))
            both.paste(page, (page.width + 8, 0))
            both.save(tmp_path / path.name)
            changed[path.name] = f"{share:.1%} of it"
    assert not changed, f"before and after side by side in {tmp_path}; --update-references accepts them"


def test_pictures_are_of_the_samples_and_small() -> None:
    files = list(FOLDER.glob("*"))
    assert {f.name.rpartition("-")[0] for f in files} == set(SAMPLES)
    assert sum(f.stat().st_size for f in files) < 2_000_000


def test_what_a_reader_would_see_counts_as_a_change(sample: Built) -> None:
    """Otherwise the comparison above would be worth nothing."""
    page = picture(sample.pdf)
    assert share_apart(page, page) == 0
    assert share_apart(page, ImageChops.offset(page, 0, 1)) > MOST
    longer = page.copy()  # one more line in the middle of the page
    longer.paste(page.crop((0, 350, page.width, page.height - 14)), (0, 364))
    assert share_apart(page, longer) > MOST
    recoloured = page.copy()
    band = recoloured.crop((0, 0, page.width, 60)).split()
    recoloured.paste(Image.merge("RGB", (band[2], band[1], band[0])), (0, 0))
    assert share_apart(page, recoloured) > MOST

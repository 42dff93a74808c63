"""Charts look as they did: printed samples beside their reference pictures."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from references import FOLDER, PICTURES, available, far_apart, packed, render

pytestmark = pytest.mark.skipif(not available(), reason="needs pdftoppm and Noto Sans CJK")
MOST_APART = 0.02


def test_charts_look_as_they_did() -> None:
    seen = render()
    changed = {}
    for name in PICTURES:
        with (
            Image.open(FOLDER / f"{name}.png") as reference,
            Image.open(io.BytesIO(packed(seen[name]))) as image,
        ):
            apart = far_apart(reference.convert("RGB"), image.convert("RGB"))
        if apart > MOST_APART:
            changed[name] = f"{apart:.1%}"
    assert not changed, "python tests/exhibits/update_references.py makes the pictures anew"
    # What is another picture is seen to be another.
    assert far_apart(seen["bar"], seen["bar-sign"]) > MOST_APART
    assert far_apart(seen["line"], seen["line-blue"].resize(seen["line"].size)) > MOST_APART


def test_the_pictures_stay_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.glob("*.png")) < 600_000

"""Make the reference pictures anew: ``python tests/exhibits/update_references.py [NAME…]``. Look at them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from references import FAMILY, FOLDER, available, packed, render


def main(names: list[str]) -> None:
    """Write the pictures named, or all."""
    if not available():
        sys.exit(f"needs pdftoppm and the font {FAMILY}")
    FOLDER.mkdir(exist_ok=True)
    pictures = render()
    for name, image in pictures.items():
        if not names or name in names:
            (FOLDER / f"{name}.png").write_bytes(packed(image))
    for old in FOLDER.glob("*.png"):
        if old.stem not in pictures:
            old.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])

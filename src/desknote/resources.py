"""What desknote works with: the files it brings along, in the wheel or a checkout, and its libraries."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_LIBRARIES = {
    "brotli", "css_inline", "cssselect2", "fonttools", "jinja2", "markdown_it_py", "markupsafe",
    "matplotlib", "mdit_py_plugins", "numpy", "pillow", "pyarrow", "pydantic", "pydyf", "pyparsing",
    "pypdfium2", "pyphen", "python_docx", "pyyaml", "rjieba", "tinycss2", "tinyhtml5", "uharfbuzz",
    "weasyprint", "zopfli",
}  # fmt: skip
"""Libraries that have a part in what an output looks like, or in what it says."""


def packaged(name: str) -> Path:
    """The folder ``templates``, ``assets`` or ``content`` that desknote itself carries."""
    carried = _PACKAGE / "_data" / name
    return carried if carried.is_dir() else _PACKAGE.parents[1] / name


def checkout() -> Path | None:
    """The folder of desknote's code where that may change under it, which it does not in a wheel."""
    return None if (_PACKAGE / "_data").is_dir() else _PACKAGE


def starter() -> Path:
    """What ``desknote new`` copies."""
    return _PACKAGE / "starter"


@cache
def versions(*only: str) -> str:
    """The versions of the libraries that shape outputs, or of ``only`` some: those that Python would import.

    Every run asks. Names of folders say it in a third of a millisecond, which importlib.metadata takes for
    each library.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError), os.scandir(place or ".") as entries:  # there are archives among them
            for entry in entries:
                stem, dot, ending = entry.name.rpartition(".")
                if dot and ending in ("dist-info", "egg-info"):
                    library, _, version = stem.partition("-")
                    key = library.lower().replace("-", "_").replace(".", "_")
                    if key in (only or _LIBRARIES):
                        found.setdefault(key, version)
    return " ".join(f"{name}-{version}" for name, version in sorted(found.items()))

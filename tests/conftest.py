"""A small workspace for tests; its files are in sample.py."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from desknote.workspace import Workspace
from sample import ANALYSTS, BRAND, HOUSE, INDEX, NOTE

Make = Callable[..., Workspace]

settings.register_profile("desknote", deadline=None)  # no test depends on time, however busy the machine
settings.load_profile("desknote")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # tests in the background of a shell: `make test &`
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-references",
        action="store_true",
        help="draw the reference pictures of pages anew: look at them",
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Make:
    """Makes a workspace whose one note is ``sample``.

    ``workspace(note=…, house=…, brand=…, analysts={id: text}, files={path: text or bytes})``: what is
    not given is as in sample.py; None leaves a file out. A second workspace replaces the first.
    """

    def make(
        note: str | None = NOTE,
        *,
        house: str | None = HOUSE,
        brand: str | None = BRAND,
        analysts: Mapping[str, str] = ANALYSTS,
        files: Mapping[str, str | bytes] | None = None,
    ) -> Workspace:
        content: dict[str, str | bytes | None] = {
            "assets/brand.yml": brand,
            "content/house.yaml": house,
            **{f"content/analysts/{name}.yaml": text for name, text in analysts.items()},
            "content/notes/sample/note.yaml": note,
            "content/notes/sample/data/index.csv": INDEX,
            **(files or {}),
        }
        root = tmp_path / "workspace"
        shutil.rmtree(root, ignore_errors=True)
        for name, text in content.items():
            if text is None:
                continue
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Workspace(root.resolve())

    return make

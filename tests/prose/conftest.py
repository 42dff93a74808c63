"""The session's workspace for notes that are checked and thrown away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desknote.diagnostics import Diagnostic
from desknote.resolve import Shelf, close
from desknote.workspace import Workspace
from sample import ANALYSTS, BRAND, HOUSE, INDEX

Check = Callable[..., list[Diagnostic]]


@pytest.fixture(scope="session")
def check_text(tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Checks the text of a note: ``check_text(note, house=…)`` gives what the rules find."""
    from desknote.check import check

    root = tmp_path_factory.mktemp("prose")
    files = {
        "assets/brand.yml": BRAND,
        "content/analysts/zhang-san.yaml": ANALYSTS["zhang-san"],
        "content/notes/sample/data/index.csv": INDEX,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    shelf = Shelf()

    def checked(note: str, house: str = "") -> list[Diagnostic]:
        (root / "content/house.yaml").write_text(HOUSE + house, "utf-8")
        (root / "content/notes/sample/note.yaml").write_text(note, "utf-8")
        closed, wrong = close(Workspace(root.resolve()), "sample", shelf=shelf)
        assert closed is not None, wrong
        return list(check(closed))

    return checked

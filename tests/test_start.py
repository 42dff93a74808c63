"""What a command loads: the time of a short run is that of its imports."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from desknote.workspace import Workspace

Make = Callable[..., Workspace]
SRC = Path(__file__).resolve().parents[1] / "src"
CODE = "import sys; from desknote.cli.app import main; main(); print(*sys.modules)"
NOBODY = {"typer", "importlib.metadata", "email.message", "multiprocessing", "subprocess", "traceback"}
"""What no run needs that has nothing to say and nothing to start."""
TABLES = {f"desknote.rules.{path.stem}" for path in (SRC / "desknote" / "rules").glob("*.py")}
TABLES -= {"desknote.rules.__init__", "desknote.rules.rule"}


def run(root: Path, *words: str) -> tuple[set[str], str]:
    """The modules that a process of desknote has loaded at its end, and what it said."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split()), done.stderr


def test_a_check_loads_what_it_checks_with(workspace: Make) -> None:
    root = workspace().root
    run(root, "-q", "check")  # the first one finds out about fonts
    found = run(root, "-q", "check")[0]
    assert "desknote.resolve.note" in found
    drawing = {"jinja2", "markupsafe", "markdown_it", "weasyprint", "fontTools", "matplotlib", "uharfbuzz"}
    drawing |= {"cryptography", "desknote.channels.pdf", "desknote.compose.page"}
    assert found.isdisjoint(NOBODY | drawing), found & (NOBODY | drawing)


def test_wording_is_loaded_with_the_first_finding(workspace: Make) -> None:
    made = workspace()
    file = made.root / "content" / "notes" / "sample" / "note.yaml"
    assert not run(made.root, "-q", "check")[0] & TABLES
    file.write_text(file.read_text() + "\nnonsense: 1\n")
    found, said = run(made.root, "-q", "check")
    assert "DN201" in said and found >= TABLES


def test_a_build_without_changes_loads_no_models(workspace: Make) -> None:
    root = workspace().root
    assert "weasyprint" in run(root, "-q", "build", "--to", "pdf")[0]
    found = run(root, "-q", "build", "--to", "pdf")[0]
    models = {"pydantic", "yaml", "desknote.model", "desknote.closed", "desknote.resolve", "desknote.check"}
    models |= {"jinja2", "weasyprint"}
    assert found.isdisjoint(NOBODY | models), found & (NOBODY | models)

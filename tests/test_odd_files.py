"""What stands in a file's place and is none: named pipes, folders, sockets, links in a circle."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Make
from desknote.build import check_note
from desknote.cli.console import sources_in
from desknote.report import render_text
from sample import BRAND, NOTE

ROOT = Path(__file__).resolve().parents[1]
IN = "content/notes/sample"
FILES = {
    "templates/blocks/footer.html.j2": "<footer>尾</footer>\n",
    "assets/exhibits/own.yml": "type: line\n",
    "assets/mark.svg": "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9v9z'/></svg>",
    "content/coverage.yaml": "companies: []\n",
}
# What a build reads, and where it is told of what is no file there.
PLACES = {
    f"{IN}/note.yaml": "sample",
    "content/notes/other/note.yaml": "other",
    f"{IN}/data/index.csv": "sample",
    "content/house.yaml": "sample",
    "content/coverage.yaml": "sample",
    "content/ledger.jsonl": "sample",
    "content/analysts/zhang-san.yaml": "sample",
    "assets/brand.yml": "sample",
    "assets/mark.svg": "sample",
    "assets/exhibits/own.yml": "sample",
    "templates/blocks/footer.html.j2": "sample",
}
EACH = """\
import json, os, sys
from pathlib import Path
from desknote.build import build_note
from desknote.workspace import Workspace

root, told = Path(sys.argv[1]), {}
for name, slug in json.loads(sys.argv[2]).items():
    path, kept = root / name, root / "kept"
    path.parent.mkdir(exist_ok=True)
    if path.exists():
        path.rename(kept)
    os.mkfifo(path)
    assert slug in Workspace(root).slugs()
    result = build_note(Workspace(root), slug, ("html",))
    told[name] = [[d.code, str(d.params.get("file")), str(d.params.get("what"))] for d in result.diagnostics]
    path.unlink()
    if kept.exists():
        kept.rename(path)
result = build_note(Workspace(root), "sample", ("html",))
print(json.dumps([told, result.ok]))
"""


def _bound_by_permissions() -> tuple[str, ...]:
    """What a command begins with so that root may not read everything, either."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root may read everything, and there is no setpriv")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def _run(root: Path, *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT / "src")}
    line = [*before, sys.executable, *words]
    return subprocess.run(line, cwd=root, env=env, capture_output=True, text=True, timeout=120)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_named_pipe_is_told_of_wherever_it_stands(workspace: Make) -> None:
    """Nobody writes into it: who reads from it waits for ever."""
    made = workspace(brand=BRAND + "logo: mark.svg\n", files=FILES)
    done = _run(made.root, "-c", EACH, str(made.root), json.dumps(PLACES))
    assert done.returncode == 0, done.stderr
    told, ok = json.loads(done.stdout.splitlines()[-1])
    assert {name: ["DN011", name, "a named pipe"] in found for name, found in told.items()} == dict.fromkeys(
        PLACES, True
    )
    assert ok


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_the_command_goes_on_past_pipes(workspace: Make) -> None:
    """Those that nothing asks for do not matter. With a pipe for a brand it still is a workspace."""
    made = workspace()
    os.mkfifo(made.root / IN / "data/unused.csv")
    os.mkfifo(made.root / "content/analysts/nobody.yaml")
    checked = _run(made.root, "-m", "desknote.cli", "check", "--ui-lang", "en")
    assert checked.returncode == 0, checked.stderr
    made.brand_file.unlink()
    os.mkfifo(made.brand_file)
    for words in (("check",), ("publish",), ("doctor",)):
        done = _run(made.root, "-m", "desknote.cli", *words, "--ui-lang", "en")
        assert "Traceback" not in done.stderr and "DN901" not in done.stderr
        if words != ("doctor",):
            assert done.returncode == 1
            assert "assets/brand.yml is not a file but a named pipe" in done.stdout + done.stderr


def _folder(path: Path) -> None:
    path.mkdir()


def _socket(path: Path) -> None:
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("there are no sockets in folders")
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may have a hundred characters only
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("name", [f"{IN}/note.yaml", f"{IN}/data/index.csv", "content/coverage.yaml"])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_folder, "is not a file but a folder"),
        (_socket, "is not a file but a socket"),
        (_circle, "leads outside the workspace"),
    ],
)
def test_other_things_in_a_files_place(
    workspace: Make, name: str, make: Callable[[Path], None], said: str
) -> None:
    made = workspace(NOTE, files={"content/coverage.yaml": "companies: []\n"})
    (made.root / name).unlink()
    make(made.root / name)
    assert made.slugs() == ("sample",)
    report = render_text(check_note(made, "sample"), sources_in(made.root), lang="en", color=False)
    assert said in report and Path(name).name in report


@pytest.mark.parametrize("name", [f"{IN}/note.yaml", "content/house.yaml", "content/analysts", "templates"])
def test_what_may_not_be_read_is_told_of(workspace: Make, name: str) -> None:
    made = workspace(files={"templates/sidebar/own.html.j2": "x"})
    (made.root / name).chmod(0)
    words = ["-m", "desknote.cli", "check", "--format", "json"]
    try:
        done = _run(made.root, *words, before=_bound_by_permissions())
    finally:
        (made.root / name).chmod(0o700)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "DN003" in done.stdout and name in done.stdout

"""The wheel works where there is no checkout; what make and CI rely on holds."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from desknote import system_needs
from desknote.starter import workspace_files

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the backend itself from a copy of what it takes."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("src", "templates", "assets", "content"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    build = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(out)], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return out / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; what it depends on is lent by the one that runs the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    purelib = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(purelib)
    lent = sysconfig.get_path("purelib")
    # After the wheel's own folder, and without running the lender's .pth files: its desknote stays out.
    (purelib / "lent.pth").write_text(lent + "\n")
    return folder


def desknote(installed: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from desknote.cli.app import main; sys.exit(main())"
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH" and not k.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [installed / "bin" / "python", "-c", code, *words],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_carries_templates_brand_and_starter(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("templates", "assets"):
        files = [p for p in (ROOT / folder).rglob("*") if p.is_file() and not p.name.startswith(".")]
        for path in files:
            assert f"desknote/_data/{path.relative_to(ROOT).as_posix()}" in names
    assert "desknote/_data/content/house.yaml" in names
    assert any(n.startswith("desknote/_data/content/analysts/") for n in names)
    assert any(n.startswith("desknote/starter/notes/") for n in names)
    assert not [n for n in names if n.startswith(("tests/", "content/")) or "/notes/large" in n]


def test_installed_it_makes_and_builds_a_workspace(installed: Path, tmp_path: Path) -> None:
    where = "import desknote; print(desknote.__file__)"
    done = subprocess.run(
        [installed / "bin" / "python", "-c", where], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).is_relative_to(installed)
    done = desknote(installed, "new", "研究", "--lang", "zh-CN", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    root = tmp_path / "研究"
    assert {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()} >= set(workspace_files())
    assert desknote(installed, "new", "second", "--kind", "flash", "--lang", "en", cwd=root).returncode == 0
    done = desknote(installed, "build", "-j", "2", cwd=root)
    assert done.returncode == 0, done.stderr
    for slug in ("first", "second"):
        assert (root / "build" / slug / "note.pdf").read_bytes().startswith(b"%PDF-")
        assert "<html" in (root / "build" / slug / "note.html").read_text("utf-8")
    done = desknote(installed, "build", cwd=root)
    assert done.returncode == 0 and "0 built, 2 unchanged" in done.stderr
    assert desknote(installed, "doctor", cwd=root).returncode == 0


def test_the_entry_point_is_there(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = [n for n in archive.namelist() if n.endswith("entry_points.txt")]
    assert "desknote = desknote.cli.app:main" in archive.read(name).decode()


def test_constraints_hold_versions_alone() -> None:
    rows = (ROOT / "constraints.txt").read_text().splitlines()
    assert all(re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[0-9A-Za-z.!]+", row) for row in rows)
    pinned = {_normal(row.split("==")[0]) for row in rows if "==" in row}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for line in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        assert _normal(re.split(r"[<>=~\[ ]", line)[0]) in pinned


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_bootstrap_says_which_python_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "bootstrap.py"), run_name="bootstrap")
    old = SimpleNamespace(version_info=(3, 9, 2), argv=["x"], exit=sys.exit, stderr=sys.stderr)
    monkeypatch.setitem(script["right_python"].__globals__, "sys", old)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit) as stopped:
        script["right_python"]()
    assert stopped.value.code == 3


@pytest.mark.parametrize(
    ("there", "line"),
    [
        ("sudo", "sudo apt-get update && sudo apt-get install -y --no-install-recommends "),
        ("", "su -l -c 'apt-get update && apt-get install -y --no-install-recommends "),
    ],
)
def test_bootstrap_prints_the_command_it_may_not_run(
    there: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that is missing in one command, that works on a machine with or without sudo."""
    script = runpy.run_path(str(ROOT / "scripts" / "bootstrap.py"), run_name="bootstrap")
    monkeypatch.setattr(system_needs, "may_install", lambda _: False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: name if name in (there, "apt-get") else None)
    monkeypatch.setattr(system_needs, "found", lambda need: need.id != "qpdf")
    monkeypatch.setitem(script["system"].__globals__, "load_needs", lambda: system_needs)
    monkeypatch.setitem(script["system"].__globals__, "has_venv", lambda: False)
    with pytest.raises(SystemExit) as stopped:
        script["system"](for_tests=True)
    said = capsys.readouterr().err
    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert stopped.value.code == 3 and f"    {line}qpdf {version}" in said


@pytest.mark.parametrize("using", [*system_needs.MANAGERS, ""])
def test_every_need_has_a_command(using: str) -> None:
    wanted = list(system_needs.NEEDS)
    line = system_needs.mending_command(wanted, using, as_root=False)
    names = system_needs.packages(wanted, using) if using else [n.en for n in wanted]
    assert all(name in line for name in names)
    assert line.startswith(("sudo ", "su ")) is (using not in ("brew", ""))


def test_needs_are_read_without_anything_installed() -> None:
    code = f"import runpy; runpy.run_path({str(ROOT / 'src/desknote/system_needs.py')!r}, run_name='needs')"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)

"""Set up the machine and the virtual environment; standard library only.

``--dev`` adds what the tests want, ``--pin`` writes constraints.txt anew. Runs under any Python 3.7 or
newer far enough to say which one is needed.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LACKS = 3
OLDEST = (3, 11)


def say(text: str) -> None:
    print(f"desknote: {text}", file=sys.stderr, flush=True)


def right_python() -> None:
    """Go on under a Python that is new enough, or say what to install."""
    if sys.version_info[:2] >= OLDEST:
        return
    for minor in range(20, OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other:
            os.execv(other, [other, *sys.argv])
    have = ".".join(map(str, sys.version_info[:3]))
    say(f"Python 3.11 or newer is needed, this is {have}; install it, then run: make PYTHON=/path/to/python3")
    sys.exit(LACKS)


def load_needs():
    spec = importlib.util.spec_from_file_location(
        "system_needs", ROOT / "src" / "desknote" / "system_needs.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["system_needs"] = module
    spec.loader.exec_module(module)
    return module


def install(needs, names: list[str], using: str) -> None:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    line = needs.command(names, using, root)
    if not needs.may_install(using):
        say("this machine lacks: " + ", ".join(names))
        say("install it, then run make again:\n\n    " + line + "\n")
        sys.exit(LACKS)
    say("installing " + ", ".join(names))
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["sh", "-c", line.replace("sudo ", "sudo -n ")], env=env, capture_output=True, text=True
    )
    if done.returncode:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
        say("that failed; the command was:\n\n    " + line + "\n")
        sys.exit(LACKS)


def system(for_tests: bool) -> None:
    """Install all that is missing, or name it, at once."""
    needs = load_needs()
    lacking = needs.missing(for_tests)
    using = needs.manager()
    names = needs.packages(lacking, using) if using else [n.en for n in lacking]
    if not has_venv():
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        names.append(version if using == "apt-get" else "python3" if using else "Python's venv and ensurepip")
    if names:
        install(needs, names, using)


def has_venv() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def pip(python: Path, *words: str) -> None:
    line = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *words]
    for last in (False, True):  # a registry's hiccup is worth one more try
        done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
        if done.returncode == 0:
            return
        if last:
            sys.stderr.write(done.stderr)
            say("pip could not install the packages")
            sys.exit(LACKS)


def environment(folder: Path, dev: bool, constrained: bool = True) -> Path:
    python = folder / "bin" / "python"
    works = (
        python.exists()
        and subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True).returncode == 0
    )
    if not works:
        say("making " + folder.name)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    say("installing Python packages")
    limits = ["-c", "constraints.txt"] if constrained else []
    pip(python, "-e", ".[dev]" if dev else ".", *limits)
    return python


def pin() -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        python = environment(Path(scratch) / "venv", dev=True, constrained=False)
        out = subprocess.run(
            [str(python), "-m", "pip", "freeze", "--exclude-editable"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    # Versions alone: nothing of where this machine gets its packages.
    rows = [r for r in out.splitlines() if re.fullmatch(r"[A-Za-z0-9._-]+==[0-9A-Za-z.!]+", r)]
    (ROOT / "constraints.txt").write_text("# Written by `make pin`.\n" + "\n".join(rows) + "\n")


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--dev", action="store_true")
    words.add_argument("--pin", action="store_true")
    given = words.parse_args()
    right_python()
    if given.pin:
        pin()
        return
    system(given.dev)
    environment(VENV, given.dev)
    # The stamps come last: an interrupted run leaves none.
    (VENV / ".ready").touch()
    if given.dev:
        (VENV / ".ready-dev").touch()
    say("ready")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(130)

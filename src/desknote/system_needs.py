"""What desknote needs of the machine: one table for the bootstrap and for ``desknote doctor``.

Standard library only: the bootstrap loads this file before anything is installed.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MANAGERS = ("apt-get", "dnf", "pacman", "apk", "brew")


@dataclass(frozen=True)
class Need:
    """One thing wanted: how it is found and which packages bring it, by package manager."""

    id: str
    en: str
    zh: str
    kind: str  # library | font | program
    names: tuple[str, ...]  # any one of them will do
    packages: tuple[str, str, str, str, str]  # in the order of MANAGERS
    tests_only: bool = False


NEEDS: tuple[Need, ...] = (
    Need(
        "pango",
        "Pango, text layout",
        "Pango 文字排版库",
        "library",
        ("pango-1.0", "pango-1.0-0"),
        ("libpango-1.0-0", "pango", "pango", "pango", "pango"),
    ),
    Need(
        "pangoft2",
        "PangoFT2, font loading",
        "PangoFT2 字体加载库",
        "library",
        ("pangoft2-1.0", "pangoft2-1.0-0"),
        ("libpangoft2-1.0-0", "pango", "pango", "pango", "pango"),
    ),
    Need(
        "hb-subset",
        "HarfBuzz subsetter, fast PDF writing",
        "HarfBuzz 字体子集库",
        "library",
        ("harfbuzz-subset", "harfbuzz-subset-0"),
        ("libharfbuzz-subset0", "harfbuzz", "harfbuzz", "harfbuzz-subset", "harfbuzz"),
    ),
    Need(
        "fc-list",
        "fontconfig",
        "fontconfig 字体配置",
        "program",
        ("fc-list",),
        ("fontconfig", "fontconfig", "fontconfig", "fontconfig", "fontconfig"),
    ),
    Need(
        "sans",
        "Noto Sans CJK fonts",
        "思源黑体（Noto Sans CJK）",
        "font",
        ("Noto Sans CJK SC",),
        (
            "fonts-noto-cjk",
            "google-noto-sans-cjk-ttc-fonts",
            "noto-fonts-cjk",
            "font-noto-cjk",
            "font-noto-sans-cjk",
        ),
    ),
    Need(
        "serif",
        "Noto Serif CJK fonts",
        "思源宋体（Noto Serif CJK）",
        "font",
        ("Noto Serif CJK SC",),
        (
            "fonts-noto-cjk",
            "google-noto-serif-cjk-ttc-fonts",
            "noto-fonts-cjk",
            "font-noto-cjk-extra",
            "font-noto-serif-cjk",
        ),
    ),
    Need(
        "pdftotext",
        "Poppler's tools",
        "Poppler 工具",
        "program",
        ("pdftotext",),
        ("poppler-utils", "poppler-utils", "poppler", "poppler-utils", "poppler"),
        True,
    ),
    Need(
        "git",
        "git",
        "git",
        "program",
        ("git",),
        ("git", "git", "git", "git", "git"),
        True,
    ),
    Need(
        "qpdf",
        "qpdf, which checks PDF files",
        "qpdf（检查 PDF 文件）",
        "program",
        ("qpdf",),
        ("qpdf", "qpdf", "qpdf", "qpdf", "qpdf"),
        True,
    ),
    Need(
        "atomic",
        "libatomic, for the driver of browsers",
        "libatomic（浏览器驱动所需）",
        "library",
        ("atomic", "System"),  # macOS has it in libSystem
        ("libatomic1", "libatomic", "gcc-libs", "libatomic", "gcc"),
        True,
    ),
    Need(
        "chromium",
        "Chromium",
        "Chromium 浏览器",
        "program",
        ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        ("chromium", "chromium", "chromium", "chromium", "chromium"),
        True,
    ),
)


def found(need: Need) -> bool:
    """Whether the machine has it."""
    if need.kind == "library":
        return any(_library(name) for name in need.names)
    if need.kind == "program":
        return any(shutil.which(name) for name in need.names)
    return any(has_family(name) for name in need.names)


def _library(name: str) -> bool:
    if ctypes.util.find_library(name):
        return True
    # find_library wants ldconfig or a compiler; a bare machine may have neither.
    for pattern in (f"lib{name}.so.0", f"lib{name}.so.1", f"lib{name}.0.dylib"):
        try:
            ctypes.CDLL(pattern)
        except OSError:
            continue
        return True
    return False


def has_family(family: str) -> bool:
    """Whether fontconfig knows a font family by exactly this name."""
    if not shutil.which("fc-list"):
        return False
    run = subprocess.run(
        ["fc-list", f":family={family}", "family"], capture_output=True, text=True, check=False
    )
    return any(
        family.lower() in (n.strip().lower() for n in row.split(",")) for row in run.stdout.splitlines()
    )


def missing(for_tests: bool) -> list[Need]:
    """What the machine lacks."""
    return [n for n in NEEDS if (for_tests or not n.tests_only) and not found(n)]


def manager() -> str:
    """The machine's package manager, or nothing where it is not known."""
    return next((m for m in MANAGERS if shutil.which(m)), "")


def packages(needs: list[Need], using: str) -> list[str]:
    """The packages that bring ``needs``, each once."""
    column = MANAGERS.index(using)
    return list(dict.fromkeys(n.packages[column] for n in needs))


def command(names: list[str], using: str, as_root: bool) -> str:
    """The exact command that installs packages; as root, if need be."""
    listed = " ".join(names)
    steps = {
        "apt-get": ["apt-get update", f"apt-get install -y --no-install-recommends {listed}"],
        "dnf": [f"dnf install -y {listed}"],
        "pacman": [f"pacman -S --needed {listed}"],
        "apk": [f"apk add {listed}"],
        "brew": [f"brew install {listed}"],
    }.get(using)
    if steps is None:
        return f"install with your system's package manager: {listed}"
    if as_root or using == "brew":
        return " && ".join(steps)
    if shutil.which("sudo"):
        return " && ".join(f"sudo {step}" for step in steps)
    return f"su -l -c '{' && '.join(steps)}'"


def mending_command(needs: list[Need], using: str | None = None, as_root: bool | None = None) -> str:
    """The command that mends ``needs`` on this machine."""
    which = manager() if using is None else using
    root = (hasattr(os, "geteuid") and os.geteuid() == 0) if as_root is None else as_root
    if which not in MANAGERS:
        return command([n.en for n in needs], which, root)
    return command(packages(needs, which), which, root)


def may_install(using: str) -> bool:
    """Whether packages can be installed without asking anybody."""
    if using == "brew":
        return True
    if using != "apt-get":
        return False
    if os.geteuid() == 0:
        return True
    return (
        bool(shutil.which("sudo"))
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )


def python_is_enough() -> bool:
    """Python 3.11 or newer."""
    return sys.version_info >= (3, 11) and Path(sys.executable).exists()

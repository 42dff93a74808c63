"""``desknote doctor``: what the machine has, what it lacks, and the command that mends it."""

from __future__ import annotations

import ctypes
import json
import locale
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desknote import __version__, system_needs
from desknote.cli.app import DONE, LACKS
from desknote.cli.console import Console, shown_path, size_text, sources_in
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic, Problems
from desknote.files import read_file
from desknote.workspace import Workspace, find

# Where desknote runs from its sources without being installed, its packages are these.
_PACKAGES = (
    "brotli", "fonttools", "jinja2", "markdown-it-py", "matplotlib", "mdit-py-plugins", "pydantic", "pyyaml",
    "uharfbuzz", "weasyprint",
)  # fmt: skip


def run(given: Given, console: Console) -> int:
    """Look at the machine and the workspace, if there is one."""
    facts, found, workspace = _facts(console)
    if given.on("json"):
        console.result(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        _print(facts, console)
        if workspace is not None:
            console.report(found, sources_in(workspace.root))
    return DONE if facts["ok"] else LACKS


def _facts(console: Console) -> tuple[dict[str, Any], tuple[Diagnostic, ...], Workspace | None]:
    chinese = console.lang == "zh"
    lacking = system_needs.missing(for_tests=False)
    packages = _packages()
    absent = [name for name, version in packages.items() if not version]
    try:
        workspace = find(Path.cwd())
    except Problems:
        workspace = None
    faces, found = _faces(workspace) if workspace is not None else ([], ())
    needs = [
        {
            "id": need.id,
            "what": need.zh if chinese else need.en,
            "kind": need.kind,
            "found": system_needs.found(need),
            "version": _version(need.id),
            "needed": not need.tests_only,
        }
        for need in system_needs.NEEDS
    ]
    facts = {
        "ok": not lacking and not absent and system_needs.python_is_enough(),
        "desknote": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "locale": ", ".join((_locale(), locale.getpreferredencoding(False))),
        "processors": _processors(),
        "memory_bytes": _memory(),
        "free_disk_bytes": shutil.disk_usage(workspace.root if workspace else Path.cwd()).free,
        "needs": needs,
        "mend": system_needs.mending_command(lacking) if lacking else "",
        "packages": packages,
        "workspace": _workspace(workspace, faces),
    }
    return facts, found, workspace


def _workspace(workspace: Workspace | None, faces: list[dict[str, Any]]) -> dict[str, Any] | None:
    if workspace is None:
        return None
    files = workspace.cache_folder.rglob("*") if workspace.cache_folder.is_dir() else ()
    return {
        "root": str(workspace.root),
        "notes": len(workspace.slugs()),
        "cache_bytes": sum(p.stat().st_size for p in files if p.is_file()),
        "fonts": faces,
    }


def _faces(workspace: Workspace) -> tuple[list[dict[str, Any]], tuple[Diagnostic, ...]]:
    """The files that the brand's families lead to, for mainland notes, and what is wrong with them."""
    from desknote.fonts import locate
    from desknote.model.brand import Brand
    from desknote.model.validation import parse
    from desknote.source import load_document

    try:
        content = read_file(workspace.brand_file)
        document, found = load_document(workspace.name(workspace.brand_file), content)
        if document is None:
            return [], tuple(found)
        brand, found = parse(document, Brand)
        if brand is None:
            return [], tuple(found)
        sources, diagnostics = locate(workspace, brand, "zh-CN", document=document)
    except OSError:
        return [], ()
    rows = [
        {"role": s.role, "weight": s.weight, "family": s.family, "file": str(s.path), "index": s.index}
        for s in sources
    ]
    return rows, diagnostics


def _packages() -> dict[str, str]:
    """The packages that desknote needs, by name; the version is empty where one is missing."""
    try:
        listed = metadata.requires("desknote") or []
        names = [_name(line) for line in listed if "extra ==" not in line]
    except metadata.PackageNotFoundError:
        names = list(_PACKAGES)
    return {name: _package_version(name) for name in sorted(set(names))}


def _name(requirement: str) -> str:
    end = next((i for i, c in enumerate(requirement) if not (c.isalnum() or c in "-_.")), len(requirement))
    return requirement[:end].lower()


def _package_version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _version(need: str) -> str:
    """The version of a library or program, where it tells one."""
    ask = _VERSIONS.get(need)
    try:
        return ask() if ask is not None else ""
    except (OSError, AttributeError, ValueError, subprocess.SubprocessError):
        return ""


def _library_text(names: tuple[str, ...], function: str) -> str:
    for name in names:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        call = getattr(library, function)
        call.restype = ctypes.c_char_p
        return str((call() or b"").decode())
    return ""


def _program_text(*words: str) -> str:
    program = shutil.which(words[0])
    if program is None:
        return ""
    done = subprocess.run([program, *words[1:]], capture_output=True, text=True, timeout=20, check=False)
    line = (done.stdout or done.stderr).strip().split("\n")[0]
    return next((w for w in line.split() if w[:1].isdigit()), "")


_VERSIONS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "pango": lambda: _library_text(("libpango-1.0.so.0", "libpango-1.0.0.dylib"), "pango_version_string"),
        "hb-subset": lambda: _library_text(("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
        "fc-list": lambda: _program_text("fc-list", "--version"),
        "pdftotext": lambda: _program_text("pdftotext", "-v"),
        "chromium": lambda: _program_text("chromium", "--version"),
    }
)


def _locale() -> str:
    return os.environ.get("LC_ALL") or os.environ.get("LANG") or "C"


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _memory() -> int:
    """The memory that this process may use, in bytes; 0 where it cannot be known."""
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0
    for name in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            whole = min(whole, int(Path(name).read_text()))
        except (OSError, ValueError):
            continue
    return whole


def _print(facts: dict[str, Any], console: Console) -> None:
    say = console.say

    def section(title: str, rows: list[tuple[str, str]]) -> None:
        from desknote.report import width

        room = max((width(left) for left, _ in rows), default=0) + 2
        lines = [f"  {left}{' ' * (room - width(left))}{right}".rstrip() for left, right in rows]
        console.result("\n".join([say(title), *lines, ""]))

    def state(found: bool, version: str, needed: bool) -> str:
        if found:
            return "✓ " + version
        return "✗ " + say("doctor_absent") if needed else "– " + say("doctor_optional")

    memory = size_text(facts["memory_bytes"]) if facts["memory_bytes"] else "—"
    section(
        "doctor_machine",
        [
            ("desknote", facts["desknote"]),
            ("Python", facts["python"]),
            (say("doctor_system"), facts["system"]),
            (say("doctor_locale"), facts["locale"]),
            (say("doctor_processors"), str(facts["processors"])),
            (say("doctor_memory"), memory),
            (say("doctor_disk"), size_text(facts["free_disk_bytes"])),
        ],
    )
    section(
        "doctor_needs", [(n["what"], state(n["found"], n["version"], n["needed"])) for n in facts["needs"]]
    )
    section("doctor_python", [(name, state(bool(v), v, True)) for name, v in facts["packages"].items()])
    workspace = facts["workspace"]
    rows = [("—", say("doctor_no_workspace"))]
    if workspace is not None:
        rows = [
            (shown_path(Path(workspace["root"])), f"{workspace['notes']} {say('doctor_notes')}"),
            (say("doctor_cache"), size_text(workspace["cache_bytes"])),
        ]
        rows += [
            (f"{f['role']} {f['weight']}", f"{f['family']} ({Path(f['file']).name})")
            for f in workspace["fonts"]
        ]
    section("doctor_workspace", rows)
    _verdict(facts, console)


def _verdict(facts: dict[str, Any], console: Console) -> None:
    if not system_needs.python_is_enough():
        console.write(console.say("doctor_old_python", version=sys.version.split()[0]))
    for name, version in facts["packages"].items():
        if not version:
            console.write(console.say("doctor_package", name=name))
    if facts["mend"]:
        lacking = sum(n["needed"] and not n["found"] for n in facts["needs"])
        console.write(console.say("doctor_missing", n=lacking) + f"\n\n  {facts['mend']}\n")
    elif facts["ok"]:
        console.tell("doctor_ok")

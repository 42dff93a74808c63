"""The fonts that fontconfig knows; its answers are kept on disk while the files stay as they are.

It stands outside of :mod:`desknote.fonts` because a build in which nothing has changed asks it, and loads no
more than it must.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from desknote.files import write_atomically
from desknote.reading import digest_of
from desknote.records import dataclass

_VERSION = 1
_FIELDS = ("family", "weight", "slant", "width", "index", "variable", "fontformat", "color", "file")
_FORMAT = "\x1f".join(f"%{{{name}}}" for name in _FIELDS) + "\x1e"
_USABLE = ("TrueType", "CFF")
# fontconfig's scale of weights and the CSS one.
_SCALE = (
    (0, 100), (40, 200), (50, 300), (55, 350), (75, 380), (80, 400), (100, 500), (180, 600), (200, 700),
    (205, 800), (210, 900), (215, 1000),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Installed:
    """One upright outline face; weights in CSS's scale, a range where the font is variable."""

    families: tuple[str, ...]
    lightest: int
    heaviest: int
    width: int
    path: str
    index: int
    variable: bool


def css_weight(value: float) -> int:
    """fontconfig's weight in CSS's scale."""
    for (low, css_low), (high, css_high) in pairwise(_SCALE):
        if value <= high:
            return round(css_low + (css_high - css_low) * max(0.0, value - low) / (high - low))
    return 1000


def parse(text: str) -> tuple[Installed, ...]:
    """``fc-list``'s answer; rows that do not read as a usable face are passed over."""
    faces = []
    for row in text.split("\x1e"):
        parts = row.strip("\n").split("\x1f")
        if len(parts) != len(_FIELDS):
            continue
        family, weight, slant, width, index, variable, kind, colour, file = parts
        try:
            ends = [css_weight(float(end)) for end in weight.strip("[]").split()]
            upright = float(slant.strip("[]").split()[0]) == 0
            stretch = round(float(width.strip("[]").split()[-1] if "[" not in width else 100))
            face = int(index)
        except (ValueError, IndexError):
            continue
        # The bits above 16 name a variable font's instances; the font itself is listed as well.
        instance = (face >> 16) & 0xFFFF
        ranged = variable == "True"
        if kind not in _USABLE or colour == "True" or not upright or not ends or (instance and not ranged):
            continue
        names = tuple(name.strip() for name in family.split(",") if name.strip())
        faces.append(Installed(names, min(ends), max(ends), stretch, file, face & 0xFFFF, ranged))
    return tuple(sorted(set(faces), key=lambda f: (f.path, f.index, f.lightest)))


def installed(families: Iterable[str], cache: Path) -> dict[str, tuple[Installed, ...]]:
    """The faces of each family (names compared without case).

    A family that fontconfig does not know is left out. Raises FileNotFoundError where there is no
    fontconfig.
    """
    wanted = sorted({name.casefold() for name in families})
    store = cache / "installed.json"
    kept = _read(store)
    if kept is not None and all(name in kept["families"] for name in wanted) and _fresh(kept):
        return _faces(kept, wanted)
    import subprocess

    run = subprocess.run(
        ["fc-list", "--format", _FORMAT], capture_output=True, text=True, check=False, errors="replace"
    )
    known = parse(run.stdout)
    before = set(kept["families"]) if kept is not None else set()
    found = {
        name: tuple(f for f in known if name in (n.casefold() for n in f.families))
        for name in sorted(before | set(wanted))
    }
    files = sorted({face.path for faces in found.values() for face in faces})
    # A font that is added shows in its folder's time, or in that of the folder above.
    folders = {folder for face in known for folder in list(Path(face.path).parents)[:2]}
    record = {
        "version": _VERSION,
        "environment": _environment(),
        "families": {name: [asdict(face) for face in faces] for name, faces in found.items()},
        "folders": {str(folder): _stamp(folder) for folder in sorted(folders)},
        "files": {file: _stamp(Path(file)) for file in files},
    }
    with contextlib.suppress(OSError):  # a cache that cannot be written costs time, nothing else
        write_atomically(store, json.dumps(record, ensure_ascii=False).encode())
    return {name: found[name] for name in wanted if found[name]}


def question(families: Iterable[str]) -> str:
    """What is asked, as part of an input's name (:mod:`desknote.freshness`)."""
    return json.dumps(sorted({name.casefold() for name in families}), ensure_ascii=False)


def answer(found: Mapping[str, tuple[Installed, ...]]) -> str:
    """Stands for the faces found."""
    return digest_of(repr(sorted((name, faces) for name, faces in found.items())).encode())


def answered(asked: str, cache: Path) -> str:
    """The answer to a question as it is now; empty where there is no fontconfig."""
    try:
        return answer(installed(json.loads(asked), cache))
    except FileNotFoundError:
        return ""


def _stamp(path: Path) -> list[int]:
    try:
        seen = path.stat()
    except OSError:
        return [0, 0]
    return [seen.st_mtime_ns, seen.st_size]


def _environment() -> list[str]:
    names = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "XDG_DATA_HOME", "HOME")
    return [os.environ.get(name, "") for name in names]


def _read(store: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(store.read_bytes())
        if record["version"] != _VERSION or record["environment"] != _environment():
            return None
        for part in ("families", "folders", "files"):
            if not isinstance(record[part], dict):
                return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return dict(record)


def _fresh(record: dict[str, Any]) -> bool:
    marks = {**record["folders"], **record["files"]}
    return all(_stamp(Path(name)) == mark for name, mark in marks.items())


def _faces(record: dict[str, Any], wanted: list[str]) -> dict[str, tuple[Installed, ...]]:
    return {
        name: tuple(
            Installed(**{**row, "families": tuple(row["families"])}) for row in record["families"][name]
        )
        for name in wanted
        if record["families"][name]
    }

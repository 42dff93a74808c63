"""The brand's typefaces for the whole site, cut into small files of which a page loads what it shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from desknote.diagnostics import Problems
from desknote.model.brand import Brand
from desknote.records import dataclass
from desknote.render.web import Use
from desknote.site.value import SiteFile, made
from desknote.workspace import Workspace

_SLICE = 220
_ASCII = frozenset(range(0x20, 0x7F)) | frozenset(map(ord, " ·–—…“”‘’→←↑↓▲▼©"))


@dataclass(frozen=True, slots=True)
class Typeface:
    """``css`` are the ``@font-face`` rules of each role (``sans``, ``text``), addresses relative to the
    folder of ``files``; ``faces`` are font files of the sans by weight, for what is drawn instead of set."""

    css: Mapping[str, str]
    files: Mapping[str, SiteFile]
    faces: Mapping[int, Path]


def typeface(workspace: Workspace, brand: Brand, lang: str, texts: Mapping[Use, Iterable[str]]) -> Typeface:
    """The faces that set ``texts`` in ``lang``, given for each face; the first text stands on every page.

    Characters are cut into slices in the order in which they first come: what is added at the end of
    ``texts`` changes the last slices only, and files that visitors have stay good. Raises Problems.
    """
    from desknote.fonts import BOLD, SANS, locate, prepare, woff2

    sources, found = locate(workspace, brand, lang)
    if errors := [d for d in found if d.code in ("DN402", "DN405", "DN703") and d.severity != "warning"]:
        raise Problems(errors)
    slices = {use: _slices(held) for use, held in texts.items()}
    every = frozenset(code for held in slices.values() for one in held for code in one)
    fonts = prepare(sources, every, workspace.cache_folder)
    rules: dict[str, list[str]] = {"sans": [], "text": []}
    files: dict[str, SiteFile] = {}
    for face in fonts.faces:
        for characters in slices[face.role == SANS, face.weight == BOLD]:
            held = frozenset(characters) & face.characters
            if not held:
                continue
            content = woff2(face, held, workspace.cache_folder)
            name = f"type-{hashlib.sha256(content).hexdigest()[:16]}.woff2"
            files[name] = made(name, content, fixed=True)
            rules["sans" if face.role == SANS else "text"].append(
                f"@font-face{{font-family:'{face.role}';font-weight:{face.weight};font-display:swap;"
                f"src:url({name}) format('woff2');unicode-range:{_ranges(held)}}}"
            )
    css = {role: "\n".join(held) for role, held in rules.items()}
    return Typeface(css, files, {face.weight: face.path for face in fonts.faces if face.role == SANS})


def _slices(texts: Iterable[str]) -> list[list[int]]:
    """The characters of ``texts``, each once: those of the first text, then so many at a time."""
    given = iter(texts)
    first = dict.fromkeys((*map(chr, sorted(_ASCII)), *next(given, "")))
    every = dict(first)
    for text in given:
        every.update(dict.fromkeys(text))
    order = [ord(c) for c in every]
    size = len(first)
    return [order[:size], *(order[start : start + _SLICE] for start in range(size, len(order), _SLICE))]


def _ranges(characters: Iterable[int]) -> str:
    """CSS ``unicode-range`` (CSS Fonts 4, section 4.5)."""
    parts: list[list[int]] = []
    for code in sorted(characters):
        if parts and code == parts[-1][1] + 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in parts)

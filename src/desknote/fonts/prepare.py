"""Sources to the fonts of a page: static, small, TrueType outlines, made once and kept on disk.

Glyph numbers do not depend on which characters a font was asked to have, so one font can grow and
serve every note of a workspace, and a note's PDF stays the same when its neighbours change.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desknote.diagnostics import Diagnostic, Problems
from desknote.fonts.face import REGULAR, Face, FaceSource, FontSet, chains
from desknote.fonts.numbering import MARGIN, SPACES, needs_glyph
from desknote.fonts.opening import BadFont, font_facts
from desknote.fonts.store import content_digest, digest, runs, unroll, write_atomically
from desknote.records import dataclass
from desknote.resources import versions

_VERSION = 2
_KEEP_SECONDS = 3600


def prepare(sources: tuple[FaceSource, ...], characters: frozenset[int], cache: Path) -> FontSet:
    """Faces that cover ``characters`` and the usual ones, so far as the sources have them.

    ``cache`` is the workspace's cache folder. Fonts already there that cover the characters are
    taken as they are; others are made anew with what they had before. Safe for several processes at
    once. Raises Problems (DN405) for a file that is no usable font, OSError where the cache cannot be
    written.
    """
    folder = cache / "fonts"
    wanted = frozenset(c for c in characters | MARGIN if needs_glyph(c) or c in SPACES) | frozenset(SPACES)
    found = chains(sources)
    faces = []
    for (role, weight), chain in found.items():
        lead = found.get((role, REGULAR), chain)[0]
        try:
            faces.append(_face(role, weight, chain, lead, wanted, folder))
        except BadFont as bad:
            raise _problem(chain, bad) from None
    return FontSet(tuple(faces))


def uncovered(sources: tuple[FaceSource, ...], characters: Iterable[int], cache: Path) -> frozenset[int]:
    """The characters that some role's chain has no glyph for, in regular or in bold.

    Controls, spaces and joiners want none. Raises Problems (DN405). What was seen to be there is kept with
    the fonts: most notes have no character that no note before them had.
    """
    folder = cache / "fonts"
    found = chains(sources)
    store = (
        folder / f"seen-{digest(_VERSION, [[(s.digest, s.index) for s in c] for c in found.values()])}.txt"
    )
    seen = _seen(store)
    new = frozenset(characters) - seen
    if not new:
        return frozenset()
    asked = {c for c in new if needs_glyph(c)}
    lacking: set[int] = set()
    for chain in found.values():
        try:
            facts = [font_facts(s.path, s.index, s.digest, folder) for s in chain]
        except BadFont as bad:
            raise _problem(chain, bad) from None
        lacking |= {c for c in asked if not any(f.has(c) for f in facts)}
    with contextlib.suppress(OSError):
        write_atomically(
            store, "".join(map(chr, sorted(seen | new - lacking))).encode("utf-8", "surrogatepass")
        )
    return frozenset(lacking)


def _seen(store: Path) -> frozenset[int]:
    """The characters of a file of such."""
    try:
        return frozenset(map(ord, store.read_bytes().decode("utf-8", "surrogatepass")))
    except (OSError, ValueError):
        return frozenset()


def _problem(chain: tuple[FaceSource, ...], bad: BadFont) -> Problems:
    files = ", ".join(dict.fromkeys(source.path.name for source in chain))
    return Problems([Diagnostic("DN405", None, {"file": files, "reason_en": bad.en, "reason_zh": bad.zh})])


@dataclass(frozen=True, slots=True)
class _Kept:
    """A font in the cache: what it was asked to have, what it has, and its bytes."""

    asked: frozenset[int]
    face: Face
    content: bytes


def _face(
    role: str,
    weight: int,
    chain: tuple[FaceSource, ...],
    lead: FaceSource,
    wanted: frozenset[int],
    folder: Path,
) -> Face:
    inputs = [(s.digest, s.index, s.variations, s.lang) for s in (*chain, lead)]
    identity = digest(_VERSION, versions("fonttools", "uharfbuzz"), role, weight, inputs)
    store = folder / f"face-{identity}.json"
    kept = _read(store, role, weight, identity)
    if kept is not None and wanted <= kept.asked:
        return kept.face
    from desknote.fonts.build import Earlier, build

    asked = wanted | (kept.asked if kept is not None else frozenset())
    earlier = Earlier(kept.content, kept.asked) if kept is not None else None
    try:
        content, covered = build(role, weight, chain, lead, asked, folder, earlier)
    except (BadFont, OSError):
        raise
    except Exception as error:  # a damaged font fails wherever its damage is met, in whatever way
        reason = type(error).__name__
        raise BadFont(f"it is damaged ({reason})", f"文件已损坏（{reason}）") from error
    whole = content_digest(content)
    name = f"{identity}-{whole[:16]}.ttf"
    write_atomically(folder / name, content)
    record = {"file": name, "digest": whole, "asked": runs(asked), "covered": runs(covered)}
    write_atomically(store, json.dumps(record).encode())
    _sweep(folder, identity, name)
    return Face(role, weight, folder / name, covered, identity)


def _read(store: Path, role: str, weight: int, identity: str) -> _Kept | None:
    """The font that a record names, where both are as they were written."""
    try:
        record: Any = json.loads(store.read_bytes())
        path = store.parent / Path(str(record["file"])).name
        content = path.read_bytes()
        if content_digest(content) != record["digest"]:
            return None
        face = Face(role, weight, path, unroll(record["covered"]), identity)
        return _Kept(unroll(record["asked"]), face, content)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sweep(folder: Path, identity: str, kept: str) -> None:
    """Remove what a font has outgrown, once no other process can be using it."""
    for path in folder.glob(f"{identity}-*.ttf"):
        with contextlib.suppress(OSError):
            if path.name != kept and time.time() - path.stat().st_mtime > _KEEP_SECONDS:
                path.unlink()

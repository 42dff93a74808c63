"""Opening a font file with HarfBuzz. A file may be anything: what cannot be used is said so."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desknote.fonts.store import digest, keep, runs
from desknote.records import dataclass

MAX_BYTES = 200_000_000
_SIGNATURES = (b"\x00\x01\x00\x00", b"true", b"OTTO", b"ttcf")
_VERSION = 2


class BadFont(Exception):
    """A file that is not a font desknote can use; the message says why, in English and Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


@dataclass(frozen=True, slots=True)
class FontFacts:
    """What a font covers (ranges of code points, both ends included) and its axes by tag."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    axes: dict[str, tuple[float, float, float]]
    families: tuple[str, ...]

    def has(self, code: int) -> bool:
        """Whether the font has a glyph for a character."""
        place = bisect_right(self.starts, code) - 1
        return place >= 0 and code <= self.ends[place]


def check_file(path: Path) -> None:
    """Raise BadFont where a file is too large, or is no TrueType or OpenType file."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise BadFont(f"it cannot be read ({error.strerror})", f"无法读取（{error.strerror}）") from None
    if size > MAX_BYTES:
        raise BadFont("it is larger than 200 MB", "文件超过 200 MB")
    if head[:3] == b"wOF":
        raise BadFont(
            "it is a web font (WOFF); use the TTF or OTF file", "这是网页字体（WOFF），请使用 TTF 或 OTF 文件"
        )
    if head not in _SIGNATURES:
        raise BadFont("it is not a TrueType or OpenType font", "不是 TrueType 或 OpenType 字体")


def open_face(path: Path, index: int) -> Any:
    """The HarfBuzz face. Raises BadFont."""
    import uharfbuzz as hb

    check_file(path)
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        usable = face.glyph_count > 0 and 16 <= face.upem <= 16384 and len(face.unicodes) > 0
        tags = set(face.table_tags)
    except Exception as error:  # whatever the binding raises for a broken file
        raise _damaged(error) from None
    if not usable or "cmap" not in tags or "hmtx" not in tags:
        raise BadFont("it is damaged, or has no characters", "文件已损坏，或不含任何字符")
    if not tags & {"glyf", "CFF ", "CFF2"}:
        raise BadFont("it has no outlines (a bitmap font)", "不含轮廓（点阵字体）")
    return face


def _damaged(error: Exception) -> BadFont:
    what = type(error).__name__
    return BadFont(f"it is damaged ({what})", f"文件已损坏（{what}）")


def font_facts(path: Path, index: int, content: str, cache: Path) -> FontFacts:
    """What the font is, from the cache where its content was seen before. Raises BadFont."""
    store = cache / f"facts-{digest(content, index, _VERSION)}.json"
    try:
        row = json.loads(store.read_bytes())
        starts, ends = zip(*row["ranges"], strict=True)
        return FontFacts(
            tuple(map(int, starts)),
            tuple(map(int, ends)),
            {str(tag): (float(a), float(b), float(c)) for tag, (a, b, c) in row["axes"].items()},
            tuple(map(str, row["families"])),
        )
    except (OSError, ValueError, KeyError, TypeError):
        pass
    face = open_face(path, index)
    try:
        ranges = runs(face.unicodes)
        axes = {a.tag: (a.min_value, a.default_value, a.max_value) for a in face.axis_infos}
        families = _families(face)
    except Exception as error:
        raise _damaged(error) from None
    record = {"ranges": ranges, "axes": axes, "families": families}
    keep(store, json.dumps(record).encode())
    return FontFacts(tuple(r[0] for r in ranges), tuple(r[1] for r in ranges), axes, tuple(families))


def faces_in(path: Path) -> int:
    """How many fonts a file holds."""
    with path.open("rb") as file:
        head = file.read(12)
    return min(64, int.from_bytes(head[8:12], "big")) if head[:4] == b"ttcf" else 1


def _families(face: Any) -> list[str]:
    names: Iterable[Any] = [n for n in face.list_names() if int(n.name_id) in (1, 4, 16)]
    return list(
        dict.fromkeys(t for n in names if (t := face.get_name(n.name_id, n.language)) and len(t) < 200)
    )

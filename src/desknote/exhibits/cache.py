"""Drawn exhibits kept by what they are drawn from: unchanged ones cost a file's reading."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from functools import cache
from pathlib import Path

from desknote import __version__
from desknote.closed import ClosedNote, Exhibit, Frame
from desknote.exhibits.draw import FULL_MM, HALF_MM, SIDEBAR_MM, Drawing, draw
from desknote.exhibits.registry import exhibit_type
from desknote.exhibits.style import ChartStyle
from desknote.files import write_atomically
from desknote.patterns import regex

_FEW = 4  # that many charts are drawn before other processes have begun
_PLACE = regex(r"@exhibit:([A-Za-z0-9][A-Za-z0-9._-]*)")
_PARAGRAPH = regex(r"\n[ \t]*\n")


def draw_all(
    what: ClosedNote | Iterable[Exhibit],
    style: ChartStyle,
    folder: Path,
    jobs: int | None = None,
    widths: Mapping[str, float] | None = None,
) -> dict[str, Drawing]:
    """Every exhibit's drawing by its id; those not in ``folder`` are drawn and put there.

    ``widths`` (mm, by id) default to where the note places each. ``jobs`` is how many processes
    may draw (all cores by default); they are started only for more than a few drawings.
    matplotlib is not imported where all drawings are there.
    """
    exhibits = what.exhibits if isinstance(what, ClosedNote) else tuple(what)
    placed = widths_of(what) if isinstance(what, ClosedNote) else {e.id: width_of(e) for e in exhibits}
    placed = {**placed, **(widths or {})}
    keys = {e.id: key_of(e, style, placed[e.id]) for e in exhibits}
    found = {e.id: kept for e in exhibits if (kept := _read(folder, keys[e.id])) is not None}
    missing = [e for e in exhibits if e.id not in found]
    for exhibit, drawing in zip(missing, _drawn(missing, style, placed, jobs), strict=True):
        found[exhibit.id] = drawing
        # A cache that cannot be written costs time, nothing else.
        with contextlib.suppress(OSError):
            write_atomically(_file(folder, keys[exhibit.id]), _packed(drawing))
    return {e.id: found[e.id] for e in exhibits}


def width_of(exhibit: Exhibit) -> float:
    """The width in mm that an exhibit asks for."""
    return HALF_MM if exhibit.spec.width == "half" else FULL_MM


def widths_of(note: ClosedNote) -> dict[str, float]:
    """Each exhibit's width in mm: a sidebar's, half where two share a paragraph, else as it asks."""
    widths = {e.id: width_of(e) for e in note.exhibits}
    bodies = [block.body.text for block in (*note.viewpoints, *note.sections)]
    bodies += [note.advice.body.text] if note.advice else []
    for body in bodies:
        for paragraph in _PARAGRAPH.split(body):
            names = _PLACE.findall(paragraph)
            if len(names) > 1 and not _PLACE.sub("", paragraph).strip():
                widths.update({name: HALF_MM for name in names if name in widths})
    widths.update({i.exhibit: SIDEBAR_MM for i in note.sidebar if i.exhibit in widths})
    return widths


def key_of(exhibit: Exhibit, style: ChartStyle, width_mm: float) -> str:
    """What stands for all that a drawing depends on."""
    look = asdict(replace(style, fonts=replace(style.fonts, regular=(), bold=())))
    parts = (
        __version__,
        _version("matplotlib"),
        _code(exhibit.spec.type),
        exhibit.anchor or exhibit.id,
        exhibit.spec.model_dump(mode="json"),
        exhibit.frame.digest if exhibit.frame else "",
        look,
        width_mm,
    )
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _version(package: str) -> str:
    """The version of an installed package, as the folder beside it is named; empty where there is none."""
    for place in sys.path:
        for folder in Path(place).glob(f"{package}-*.dist-info"):
            return folder.name.removesuffix(".dist-info").removeprefix(f"{package}-")
    return ""


@cache
def _code(kind: str) -> str:
    """Stands for the code that draws: a new version of desknote, or of the type, draws anew."""
    digest = hashlib.sha256()
    files = sorted(Path(__file__).parent.rglob("*.py"))
    row = exhibit_type(kind)
    own = getattr(row.code, "__file__", None) if row else None
    if own is not None and Path(own) not in files:
        files.append(Path(own))
    for file in files:
        with contextlib.suppress(OSError):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _file(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key[2:40]}.json"


def _packed(drawing: Drawing) -> bytes:
    parts = {part.name: getattr(drawing, part.name) for part in fields(drawing)}
    body = json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _read(folder: Path, key: str) -> Drawing | None:
    """The drawing kept under ``key``; nothing where there is none or it is damaged."""
    try:
        seal, _, body = _file(folder, key).read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != seal:
            return None
        kept = json.loads(body.decode("utf-8", "surrogatepass"))
        rows = tuple(tuple(row) for row in kept.pop("rows"))
        headers, unnamed = tuple(kept["headers"]), tuple(kept["unnamed"])
        return Drawing(**{**kept, "headers": headers, "unnamed": unnamed}, rows=rows)
    except (OSError, ValueError, KeyError, TypeError):
        return None


_Task = tuple[Exhibit, ChartStyle, float]


def _draw_one(task: _Task) -> Drawing:
    exhibit, style, width_mm = task
    return draw(exhibit, style, width_mm)


def _drawn(
    exhibits: list[Exhibit], style: ChartStyle, widths: Mapping[str, float], jobs: int | None
) -> list[Drawing]:
    """Each exhibit drawn: tables here, charts by several processes where that pays."""
    tasks: list[_Task] = [(_portable(e), style, widths[e.id]) for e in exhibits]
    charts = [task for task in tasks if _is_chart(task[0])]
    if len(charts) <= _FEW:
        return [_draw_one(task) for task in tasks]
    from desknote.exhibits.hands import by_all

    drawn = iter(by_all(_draw_one, charts, jobs))
    return [next(drawn) if _is_chart(task[0]) else _draw_one(task) for task in tasks]


def _is_chart(exhibit: Exhibit) -> bool:
    row = exhibit_type(exhibit.spec.type)
    return row is not None and row.form == "chart"


def _portable(exhibit: Exhibit) -> Exhibit:
    """The exhibit with plain columns, which another process can be handed."""
    if exhibit.frame is None:
        return exhibit
    frame = Frame(exhibit.frame.file, dict(exhibit.frame.columns), exhibit.frame.digest)
    return replace(exhibit, frame=frame)

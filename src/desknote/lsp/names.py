"""What a note may name: facts, exhibits, people, grades, data files and their columns; each with its card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from desknote.closed import Cell
from desknote.exhibits import registry
from desknote.lsp.desk import KeyPath, View
from desknote.model.base import in_lang, near_langs
from desknote.model.data import DataSource, source_of
from desknote.model.house import Analyst, Grade, RatingSystem
from desknote.model.note import KindId
from desknote.records import dataclass
from desknote.resolve.data import data_files, load_frame
from desknote.resolve.people import ROLES, Staff
from desknote.resolve.placing import SIDEBAR
from desknote.resolve.ratings import SYSTEMS, definition

PEOPLE = tuple(key for key, _ in ROLES)
_KIND: TypeAdapter[str] = TypeAdapter(KindId)
_SENTINEL = "\ue000column"


@dataclass(frozen=True, slots=True)
class Named:
    """A name, a line about it, and a card in Markdown."""

    name: str
    detail: str = ""
    card: str = ""


def word(view: View, en: str, zh: str) -> str:
    """The server's own words in the user's language."""
    return zh if view.ui_lang == "zh" else en


# --- facts and exhibits


def facts(view: View) -> list[Named]:
    """The note's facts with the values that text shows."""
    return [fact(view, name) for name in view.names("facts")]


def fact(view: View, name: str) -> Named:
    """One fact: its value as text shows it, else as it is written."""
    shown = next((f.shown for f in view.closed.facts if f.id == name), "") if view.closed is not None else ""
    data = view.at(("facts", name))
    kept: Mapping[str, Any] = data if isinstance(data, dict) else {}
    if not shown and "value" in kept:
        unit = kept.get("unit")
        unit = in_lang(unit, view.lang) if isinstance(unit, dict) else unit or ""
        shown = f"{getattr(kept['value'], 'written', kept['value'])}{unit}"
    origin = next((f"`{key}: {kept[key]}`" for key in ("cell", "expr", "data") if kept.get(key)), "")
    rows = [f"**{shown or '—'}**", origin]
    for key, said in (("source", word(view, "Source", "来源")), ("note", word(view, "Remark", "备注"))):
        if kept.get(key):
            rows.append(f"{said}: {kept[key]}")
    return Named(name, shown, "\n\n".join(filter(None, rows)))


def exhibits(view: View) -> list[Named]:
    """The note's exhibits: title, type and number."""
    return [exhibit(view, name) for name in view.names("exhibits")]


def exhibit(view: View, name: str) -> Named:
    """One exhibit."""
    title = str(view.written(("exhibits", name, "title")) or "")
    drawn = registry.exhibit_type(str(view.written(("exhibits", name, "type")) or ""))
    label = drawn.names["zh-CN" if view.ui_lang == "zh" else "en"] if drawn is not None else ""
    closed = view.closed.exhibits if view.closed is not None else ()
    number = next((e.label for e in closed if e.id == name), "")
    head = " · ".join(filter(None, (number, label)))
    source = view.written(("exhibits", name, "source"))
    rows = [
        f"**{title}**" if title else "",
        head,
        f"{word(view, 'Source', '来源')}: {source}" if source else "",
    ]
    return Named(name, title, "\n\n".join(filter(None, rows)))


def is_table(view: View, name: str) -> bool:
    """Whether text refers to an exhibit as ``@tbl-``."""
    return registry.form_of(str(view.written(("exhibits", name, "type")) or "")) == "table"


# --- the house


def people(view: View) -> list[Named]:
    """Everybody in content/analysts/ who still works here."""
    staff = Staff(view.workspace, view.shelf.library)
    found = []
    for name in staff.ids():
        record = staff.load(name).record
        if not isinstance(record, Analyst) or record.status == "active":
            found.append(person(view, name))
    return found


def person(view: View, name: str) -> Named:
    """One person's card; ``name`` is an id or a name in any language."""
    staff = Staff(view.workspace, view.shelf.library)
    key = person_id(view, name)
    record = staff.load(key).record if key else None
    if record is None:
        return Named(name)
    lang = view.lang
    called, title = in_lang(record.name, lang), in_lang(record.title, lang)
    rows = [f"**{called}**" + (f" · {title}" if title else "")]
    if record.certificate or record.sfc:
        rows.append(" · ".join(filter(None, (record.certificate, record.sfc))))
    if record.email or record.phone:
        rows.append(" · ".join(filter(None, (record.email, in_lang(record.phone, lang)))))
    if record.status == "left":
        rows.append(word(view, "has left the house", "已离职"))
    if record.biography:
        rows.append(in_lang(record.biography, lang))
    return Named(key, " · ".join(filter(None, (called, title))), "\n\n".join(rows))


def person_id(view: View, name: str) -> str:
    """The file that a person's id or name stands for; empty where there is none."""
    staff = Staff(view.workspace, view.shelf.library)
    return name if name in staff.ids() else staff.names().get(name, "")


def kind(view: View) -> str:
    """The note's kind, however its author writes it; empty where it is none."""
    try:
        return str(_KIND.validate_python(view.written(("kind",))))
    except ValueError:
        return ""


def grades(view: View) -> Iterator[tuple[str, RatingSystem, Grade]]:
    """The grades a note may carry, those of its own system first."""
    house = view.house
    if house is None:
        return
    systems = house.ratings.systems
    own = view.written(("rating_system",)) or SYSTEMS.get(kind(view), "")
    if own in systems:
        systems = {str(own): systems[str(own)]}
    for name, system in systems.items():
        for grade in system.grades:
            yield name, system, grade


def grade_named(view: View, text: str) -> tuple[str, Grade, Named] | None:
    """The grade that a rating means, its system and its card."""
    for name, system, grade in grades(view):
        texts = grade.name.values() if isinstance(grade.name, dict) else (grade.name,)
        if text.lower() in (grade.id.lower(), *(str(t).lower() for t in texts)):
            shown = in_lang(grade.name, view.lang)
            said = definition(grade, system, view.lang)
            return (
                name,
                grade,
                Named(grade.id, shown, f"**{shown}** · {in_lang(system.scope, view.lang)}\n\n{said}"),
            )
    return None


def grade_names(view: View, grade: Grade) -> list[str]:
    """A grade's names, that in the note's language first."""
    if isinstance(grade.name, str):
        return [grade.name]
    names = {str(code): text for code, text in grade.name.items()}
    return list(dict.fromkeys(names[c] for c in (view.lang, *near_langs(view.lang)) if c in names))


def sidebar(view: View) -> list[Named]:
    """What may stand in the sidebar."""
    folder = view.workspace.templates_folder / "sidebar"
    own = [p.name.removesuffix(".html.j2") for p in folder.glob("*.html.j2")] if folder.is_dir() else []
    blocks = [Named(name) for name in dict.fromkeys((*SIDEBAR, *sorted(own)))]
    return [*blocks, *(Named(f"exhibit:{e.name}", e.detail, e.card) for e in exhibits(view))]


# --- data


def files(view: View) -> list[Named]:
    """Data files beside the note, and its datasets."""
    sets = [Named(name, word(view, "dataset", "数据集")) for name in view.names("datasets")]
    return [*sets, *(Named(name) for name in data_files(view.workspace.note_file(view.slug).parent))]


def request_at(view: View, path: KeyPath) -> Any:
    """The data that the exhibit, fact or dataset at ``path`` asks for."""
    if path[:1] == ("datasets",):
        return view.at(path[:2]) or view.outline.value(path[:2])
    here = (*path[:2], "data")
    kept = view.at(here)
    written = view.outline.value(here)
    if isinstance(kept, dict) and not (written and not written.startswith(("{", "["))):
        return kept
    return written or kept


def columns_of(view: View, file: str) -> list[Named]:
    """The columns of a file or dataset."""
    folder = view.workspace.note_file(view.slug).parent
    frame, _ = load_frame(view.workspace, folder, file, None, view.shelf.frames, datasets=_datasets(view))
    return [Named(name, _sample(cells)) for name, cells in frame.columns.items()] if frame is not None else []


def columns(view: View, path: KeyPath, *, raw: bool = False) -> list[Named]:
    """The columns of the data at ``path``, as the exhibit sees them or ``raw`` as the file has them."""
    rows = view.at((*path[:2], "rows"))
    first = rows[0] if isinstance(rows, list) and rows else rows
    if isinstance(first, dict) and not request_at(view, path):
        return [Named(str(name)) for name in first]
    request = request_at(view, path)
    if not request:
        return []
    try:
        source = source_of(request)
    except ValueError:
        file = request.get("file") if isinstance(request, dict) else None
        if not isinstance(file, str):
            return []
        source = DataSource(file=file)
    bare = DataSource(file=source.file, sheet=source.sheet, range=source.range, header=source.header)
    folder = view.workspace.note_file(view.slug).parent
    for attempt in (bare,) if raw else (source, bare):
        frame, _ = load_frame(
            view.workspace, folder, attempt, None, view.shelf.frames, datasets=_datasets(view)
        )
        if frame is not None:
            return [Named(name, _sample(cells)) for name, cells in frame.columns.items()]
    return []


def _datasets(view: View) -> dict[str, DataSource | str]:
    kept = view.at(("datasets",))
    made: dict[str, DataSource | str] = {}
    for name, request in kept.items() if isinstance(kept, dict) else ():
        try:
            made[str(name)] = source_of(request)
        except ValueError:
            continue
    return made


def _sample(cells: tuple[Cell, ...]) -> str:
    """The first and last of a column's cells."""
    known = [c.isoformat() if isinstance(c, dt.date) else str(c) for c in cells if c is not None]
    return " … ".join(dict.fromkeys((known[0], known[-1]))) if known else ""


def names_column(view: View, path: KeyPath) -> bool:
    """Whether the value at ``path`` (or the key, for a mapping of columns to labels) is a column's name."""
    if path[:1] == ("facts",):
        return path[2:] == ("column",)
    if path[:1] != ("exhibits",) or len(path) < 3:
        return False
    spec = registry.spec_of(str(view.written((*path[:2], "type")) or ""))
    key = str(path[2])
    info = next((i for n, i in spec.model_fields.items() if key in (n, i.alias)), None) if spec else None
    if spec is None or info is None:
        return False
    if (info.description or "").startswith("Column"):
        return True
    needed = {n: "—" for n, i in spec.model_fields.items() if i.is_required()}
    for shape in (_SENTINEL, [_SENTINEL], {_SENTINEL: "—"}):
        try:
            made = spec.model_validate({**needed, "type": "—", key: shape})
            if any(name == _SENTINEL for _, name in made.columns()):
                return True
        except Exception:
            continue
    return False

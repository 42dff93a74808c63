"""Who wrote the note: analysts, assistants and contacts, found by id or by name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field

from desknote import reading
from desknote.closed import Passage, Person
from desknote.diagnostics import Diagnostic, suggest
from desknote.model.base import in_lang
from desknote.model.house import Analyst
from desknote.model.note import Note
from desknote.records import dataclass
from desknote.resolve.files import Library, Loaded
from desknote.resolve.text import MOST_FOUND, listed, local_path
from desknote.source import Document, Path
from desknote.workspace import SLUG, Workspace

ROLES = (("analysts", "analyst"), ("assistants", "assistant"), ("contacts", "contact"))


@dataclass(slots=True)
class Staff:
    """The analysts of a workspace. Only the files that are asked for are read."""

    workspace: Workspace
    library: Library
    read: dict[str, Loaded[Analyst]] = field(default_factory=dict)
    _names: dict[str, str] | None = None

    def ids(self) -> tuple[str, ...]:
        """Everybody's id: the names of the files in content/analysts/."""
        names = (path.stem for path in self.workspace.analyst_files)
        return tuple(sorted(n for n in names if SLUG.match(n)))

    def load(self, name: str) -> Loaded[Analyst]:
        """One analyst's file; ``name`` is one of :meth:`ids`."""
        if name not in self.read:
            path = self.workspace.analysts_folder / f"{name}.yaml"
            self.read[name] = self.library.load(self.workspace, path, Analyst)
        return self.read[name]

    def names(self) -> dict[str, str]:
        """From every name, in every language, to its id. Reads every file."""
        if self._names is not None:
            return self._names
        found: dict[str, str] = {}
        with reading.unnoted():
            for person in self.ids():
                record = self.load(person).record
                if record is not None:
                    texts = record.name.values() if isinstance(record.name, dict) else (record.name,)
                    for text in texts:
                        found.setdefault(text, person)
        self.read.clear()  # whoever needs a record says so
        self._names = found
        return found

    def named(self, name: str) -> str:
        """The id of the person who is called ``name``; empty where nobody is. Noted as an input."""
        if reading.noted():
            files = reading.digest_of_files(self.workspace.analyst_files)  # before they are read
            reading.note(reading.STAFF, f"{files} {self.digest()}")
        return self.names().get(name, "")

    def digest(self) -> str:
        """Stands for what everybody is called."""
        return reading.digest_of(json.dumps(sorted(self.names().items())).encode())


def people(
    document: Document,
    note: Note,
    mended: frozenset[Path],
    staff: Staff,
    lang: str,
    labels: Mapping[str, str],
) -> tuple[tuple[Person, ...], list[Diagnostic]]:
    """The note's people in their order, and what is wrong with how they are named or with their files."""
    found: list[Diagnostic] = []
    chosen: list[Person] = []
    seen: set[str] = set()
    ids = staff.ids()
    for key, role in ROLES:
        many = isinstance(document.data.get(key), list)
        for i, word in enumerate(getattr(note, key)):
            path: Path = (key, i) if many else (key,)
            if mended & {path, (key,)} or len(found) > MOST_FOUND:
                continue
            span = document.value_span(path)
            person = word if word in ids else staff.named(word)
            if not person:
                near = _several(word, staff) or suggest(word, (*ids, *staff.names()))
                found.append(Diagnostic("DN301", span, {"name": word, "choices": listed(ids)}, near))
                continue
            if person in seen:
                found.append(Diagnostic("DN315", span, {"name": word}))
                continue
            seen.add(person)
            loaded = staff.load(person)
            found += loaded.found
            if loaded.record is not None and loaded.document is not None:
                if loaded.record.status == "left":
                    params = {"name": word, "file": loaded.document.file}
                    found.append(Diagnostic("DN316", span, params))
                chosen.append(_person(person, role, labels[role], loaded.record, loaded.document, lang))
    return tuple(chosen), found


def _several(word: str, staff: Staff) -> str:
    """Several people written as one text (张三、李四), as the list that was meant."""
    parts = [part for part in re.split(r"[，、；,;/\s]+", word) if part]
    known = {*staff.ids(), *staff.names()}
    return f"[{', '.join(parts)}]" if len(parts) > 1 and known.issuperset(parts) else ""


def _person(id_: str, role: str, label: str, record: Analyst, document: Document, lang: str) -> Person:
    place = local_path(document, ("biography",), lang)
    biography = Passage(
        in_lang(record.biography, lang), document.value_span(place) if place is not None else None
    )
    # What is not well-formed is told of already, and is not missing as well.
    written = document.scalars.get(("certificate",))
    return Person(
        id=id_,
        role=role,
        role_label=label,
        name=in_lang(record.name, lang),
        title=in_lang(record.title, lang),
        certificate=record.certificate or (written.value if written is not None else ""),
        sfc=record.sfc or "",
        email=record.email or "",
        phone=in_lang(record.phone, lang),
        biography=biography,
        span=document.key_span(("name",)),
    )

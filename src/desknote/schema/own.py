"""A workspace's own words in the schema: its names of kinds, its grades and its people."""

from __future__ import annotations

from dataclasses import field

from desknote.model.base import in_lang
from desknote.model.house import Analyst, House
from desknote.model.note import KINDS
from desknote.records import dataclass
from desknote.report import UiLang
from desknote.resolve.files import Library
from desknote.resolve.people import Staff
from desknote.schema.exhibits import WORDS
from desknote.schema.widen import JsonSchema
from desknote.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words that may be written, each with what is said of it."""

    kinds: dict[str, str] = field(default_factory=dict)
    ratings: dict[str, str] = field(default_factory=dict)
    systems: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)


def own_words(workspace: Workspace, lang: UiLang, library: Library | None = None) -> OwnWords:
    """The words of a workspace; what of its files cannot be read adds none."""
    library = library or Library()
    made = OwnWords()
    code = "zh-CN" if lang == "zh" else "en"
    staff = Staff(workspace, library)
    for name in staff.ids():
        record = staff.load(name).record
        if isinstance(record, Analyst) and record.status == "active":
            made.people[name] = " · ".join(
                filter(None, (in_lang(record.name, code), in_lang(record.title, code)))
            )
    house = library.load(workspace, workspace.house_file, House).record
    if house is None:
        return made
    for kind, names in house.kinds.items():
        made.kinds.update((word, f"= {kind}") for word in _all(names))
    for name, system in house.ratings.systems.items():
        made.systems[name] = in_lang(system.name, code)
        for grade in system.grades:
            said = f"{in_lang(grade.name, code)} · {in_lang(system.name, code)}"
            made.ratings.setdefault(grade.id, said)
            for word in _all(grade.name):
                made.ratings.setdefault(word, f"= {grade.id}")
    return made


def _all(text: str | dict[str, str] | object) -> list[str]:
    """A text in every language it is given in."""
    return [str(word) for word in text.values()] if isinstance(text, dict) else [str(text)]


def add_own_words(root: JsonSchema, own: OwnWords, lang: UiLang) -> None:
    """Offer ``own`` in a note's schema, and say what the kinds of note are."""
    properties = root["properties"]
    said = {kind: names["zh-CN" if lang == "zh" else "en"] for kind, names in KINDS.items()}
    for member in properties["kind"]["anyOf"]:
        if "enum" in member:
            words = dict(zip(member["enum"], member.get("enumDescriptions", member["enum"]), strict=True))
            words = {**{word: said.get(word, what) for word, what in words.items()}, **own.kinds}
            member.update({"enum": list(words), "enumDescriptions": list(words.values())})
    _offer(properties["rating"], own.ratings)
    _offer(properties["rating_system"], own.systems)
    for key in ("analysts", "assistants", "contacts"):
        for member in properties[key]["anyOf"]:
            if "array" in member.get("type", ()):
                _offer(member["items"], own.people)
        _offer(properties[key], own.people)


def _offer(place: JsonSchema, words: dict[str, str]) -> None:
    if not words:
        return
    offered = {"enum": list(words), "enumDescriptions": list(words.values())}
    body = {key: place.pop(key) for key in list(place) if key not in WORDS}
    place["anyOf"] = [offered, *body.get("anyOf", [body])]

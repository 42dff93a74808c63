"""What ``desknote new`` writes: the files of a fresh workspace and of a first note of each kind."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from string import Template

import yaml

from desknote.model.base import Lang
from desknote.model.note import Kind
from desknote.resources import packaged

_HERE = Path(__file__).resolve().parent
_DOTTED = {"gitignore": ".gitignore"}  # packaging tools act on a real .gitignore
_QUOTED = ("title", "subtitle", "sector", "point_1", "point_2", "section", "subject")


def workspace_files() -> dict[str, bytes]:
    """The files of a new workspace, by POSIX path below its root: brand, house, analysts, read-me."""
    files = {_DOTTED.get(name, name): data for name, data in _tree(_HERE / "workspace").items()}
    files |= {f"assets/{name}": data for name, data in _tree(packaged("assets")).items()}
    content = packaged("content")
    files["content/house.yaml"] = (content / "house.yaml").read_bytes()
    files |= {f"content/analysts/{name}": data for name, data in _tree(content / "analysts").items()}
    return files


def note_files(
    kind: Kind, lang: Lang, *, slug: str, date: dt.date, analyst: str, title: str | None = None
) -> dict[str, bytes]:
    """The files of a new note, by POSIX path below its folder: ``note.yaml`` and its data.

    ``analyst`` is the id of a file in ``content/analysts/``; without ``title`` the note gets one that
    says what to write.
    """
    words = dict(_kinds(lang)["default"]) | _kinds(lang)[kind]
    if title:
        words["title"] = title
    values = {key: _quoted(value) if key in _QUOTED else value for key, value in words.items()}
    values |= {"kind": kind, "slug": slug, "date": date.isoformat(), "analyst": analyst}
    about = Template(words["company"]).substitute(date=values["date"])
    values["company"] = f"\n{about}" if about else ""
    text = Template((_HERE / "notes" / f"{lang}.yaml").read_text("utf-8")).substitute(values)
    data = {f"data/{name}": content for name, content in _tree(_HERE / "notes" / "data").items()}
    return {"note.yaml": text.encode()} | data


@cache
def _kinds(lang: Lang) -> dict[str, dict[str, str]]:
    text = (_HERE / "notes" / f"{lang}.kinds.yaml").read_text("utf-8")
    kinds: dict[str, dict[str, str]] = yaml.safe_load(text)
    return kinds


def _quoted(text: str) -> str:
    """``text`` as a YAML scalar: plain where that is safe to read, else in double quotes."""
    plain = text.strip() == text and text[:1].isalpha() and not set(text) & set(":#{}[],&*?|<>=!%@`\"'\\\n")
    try:
        plain = plain and yaml.safe_load(text) == text
    except yaml.YAMLError:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


def _tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` but hidden ones, by POSIX path relative to it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }

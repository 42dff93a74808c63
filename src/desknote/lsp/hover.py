"""What is said of the thing under the cursor, in Markdown."""

from __future__ import annotations

from pathlib import Path

from desknote.lsp import companies, names
from desknote.lsp.desk import View
from desknote.lsp.names import word
from desknote.lsp.point import Thing, thing_at
from desknote.model.data import source_of
from desknote.schema.walk import values_of, words_at


def hover(view: View, row: int, column: int) -> tuple[str, Thing] | None:
    """The card of the thing at a place, if there is something to say."""
    thing = thing_at(view, row, column)
    if thing is None:
        return None
    said = _said(view, thing)
    return (said, thing) if said else None


def _said(view: View, thing: Thing) -> str:
    if thing.what == "fact":
        return names.fact(view, thing.name).card if thing.name in view.names("facts") else ""
    if thing.what == "exhibit":
        return names.exhibit(view, thing.name).card if thing.name in view.names("exhibits") else ""
    if thing.what == "person":
        return names.person(view, thing.name).card
    if thing.what == "rating":
        found = names.grade_named(view, thing.name)
        return found[2].card if found is not None else ""
    if thing.what == "company":
        company = companies.register(view).lookup(thing.name)
        return companies.card(view, company) if company is not None else ""
    if thing.what in ("file", "dataset"):
        return _data(view, thing)
    if thing.what == "key":
        return _key(view, thing)
    if thing.what == "value":
        if thing.path[:1] == ("exhibits",) and names.names_column(view, thing.path):
            found_column = next((c for c in names.columns(view, thing.path) if c.name == thing.name), None)
            if found_column is not None:
                return f"**{found_column.name}**\n\n{found_column.detail}"
        return values_of(dict(view.schema), thing.path, view.written).get(thing.name, "")
    return ""


def _key(view: View, thing: Thing) -> str:
    if view.kind == "note" and len(thing.path) == 2:
        if thing.path[0] == "facts":
            return names.fact(view, thing.name).card
        if thing.path[0] == "exhibits":
            return names.exhibit(view, thing.name).card
    title, description = words_at(dict(view.schema), thing.path, view.written)
    return "\n\n".join(filter(None, (f"**{title}**" if title else "", description)))


def _data(view: View, thing: Thing) -> str:
    try:
        file = thing.name if thing.what == "dataset" else source_of(thing.name).file
    except ValueError:
        return ""
    found = names.columns_of(view, file)
    if not found:
        return ""
    shown = "\n".join(f"| {c.name} | {c.detail} |" for c in found[:30])
    head = f"| {word(view, 'column', '列')} | {word(view, 'first … last', '首 … 末')} |\n| --- | --- |"
    return f"**{Path(file).name}**\n\n{head}\n{shown}"

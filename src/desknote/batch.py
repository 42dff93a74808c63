"""Many notes of a workspace: what is kept from one to the next, and fonts prepared once for all of them."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desknote.diagnostics import Problems
from desknote.files import read_file
from desknote.labels import labels
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.render.pdf import Press
    from desknote.resolve.note import Shelf
    from desknote.wardrobe import Wardrobe

_LANG = regex(r"^lang:[ \t]*([^#\n]+)", re.MULTILINE)
_TEXT = {".yaml", ".yml", ".csv", ".tsv", ".md", ".txt"}
_LARGEST = 5_000_000
_MANY = 250_000
"""Objects made and not yet gone: five notes' worth, 40 MB."""


@dataclass(slots=True)
class Workbench:
    """Content files and data, fonts and style, and the press with its loaded fonts and styles."""

    shelf: Shelf
    wardrobe: Wardrobe
    press: Press


@contextmanager
def tidying_seldom() -> Iterator[Callable[[], None]]:
    """While the block runs, garbage is gathered between notes, when there is much of it.

    A layout makes many objects and few cycles; Python would look through all of them again and again, and
    through all that is kept. To be called after each note.
    """
    was = gc.isenabled()
    gc.collect()
    gc.freeze()  # what is loaded stays: nobody need look through it again, nor a forked worker copy it
    gc.disable()
    try:
        yield tidy
    finally:
        gc.unfreeze()
        if was:
            gc.enable()


def tidy() -> None:
    """Gather garbage if there may be much."""
    if gc.get_count()[0] > _MANY:
        gc.collect()


def workbench(workspace: Workspace) -> Workbench:
    """A workbench with nothing on it yet."""
    from desknote.render.pdf import Press
    from desknote.resolve.note import Shelf
    from desknote.wardrobe import Wardrobe

    return Workbench(Shelf(), Wardrobe(), Press([workspace.cache_folder / "fonts"]))


def warm_fonts(workspace: Workspace, slugs: Iterable[str]) -> None:
    """Prepare the fonts of every language among ``slugs``.

    A head start only: it reads the files as plain text, and what goes wrong here is found again,
    and told of, when the note in question is built.
    """
    from desknote.fonts import locate, prepare
    from desknote.model.base import LANGS, read_lang
    from desknote.model.brand import Brand
    from desknote.model.validation import parse
    from desknote.source import load_document

    shared = frozenset("".join(_texts([workspace.house_file, *_files(workspace.analysts_folder)])))
    by_lang: dict[str, set[str]] = {}
    for slug in slugs:
        folder = workspace.note_file(slug).parent
        said = _LANG.search("".join(_texts([workspace.note_file(slug)])))
        lang = read_lang(said[1].strip().strip("\"'")) if said else LANGS[0]
        if lang in LANGS:
            by_lang.setdefault(str(lang), set()).update(*_texts(_files(folder)))
    try:
        document, _ = load_document(workspace.name(workspace.brand_file), read_file(workspace.brand_file))
        brand = parse(document, Brand)[0] if document is not None else None
        if brand is None:
            return
        for lang, said_there in by_lang.items():
            sources, _ = locate(workspace, brand, lang)
            characters = frozenset().union(shared, said_there, *labels(lang).values())
            prepare(sources, frozenset(map(ord, characters)), workspace.cache_folder)
    except (Problems, OSError):
        return


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in _TEXT and p.is_file())


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        try:
            if path.stat().st_size <= _LARGEST:
                yield read_file(path).decode("utf-8-sig", "ignore")
        except OSError:
            continue

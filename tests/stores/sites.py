"""Two states of a small site, and what is to be seen of them at a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from desknote.site.value import Site, made
from desknote.stores import Target
from desknote.stores.plan import OWN

LINK = re.compile(r'(?:href|src)="([^"]+)"')


def site(texts: Mapping[str, str]) -> Site:
    return Site({path: made(path, text.encode()) for path, text in texts.items()})


def page(*links: str) -> str:
    return "".join(f'<a href="{link}">x</a>' for link in links)


ONE = {
    "index.html": page("notes/a/index.html", "style.1.css"),
    "notes/a/index.html": page("../../style.1.css", "note.pdf"),
    "notes/a/note.pdf": "%PDF a",
    "style.1.css": "a{}",
    "feed.xml": "<feed/>",
}
TWO = {
    "index.html": page("notes/a/index.html", "notes/b/index.html", "style.2.css"),
    "notes/a/index.html": page("../../style.2.css", "note.pdf"),
    "notes/a/note.pdf": "%PDF a",
    "notes/b/index.html": page("../../style.2.css", "note.pdf"),
    "notes/b/note.pdf": "%PDF b",
    "style.2.css": "b{}",
    "feed.xml": "<feed>b</feed>",
}


def there(target: Target) -> dict[str, str]:
    """What readers find."""
    target.fs.invalidate_cache()
    found = {}
    for path in target.fs.find(target.root):
        name = path.removeprefix(target.root).lstrip("/")
        if not name.startswith(OWN):
            found[name] = target.fs.cat_file(path).decode()
    return found


def broken_links(files: Mapping[str, str]) -> list[str]:
    broken = []
    for path, text in files.items():
        for link in LINK.findall(text) if path.endswith(".html") else ():
            whole = (Path("/") / Path(path).parent / link).resolve().relative_to("/").as_posix()
            if whole not in files:
                broken.append(f"{path} → {whole}")
    return broken

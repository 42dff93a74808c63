"""What pydantic works out of the models' annotations, kept from run to run.

pydantic turns annotations into a core schema, from which it makes a validator in a tenth of a millisecond.
The schema itself takes 2 to 10 ms a model, in every process anew. It is plain data with references to classes
and functions, so it is pickled as it is and kept in the user's own cache folder, under a name that changes
with pydantic and with any of the files that models are written in. Where anything goes wrong pydantic does
its usual work.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote.own_cache import is_ours, user_cache
from desknote.records import dataclass

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import CoreSchema

_PACKAGE = Path(__file__).resolve().parents[1]
_FILES = 8
"""Files that stay: one a version of desknote that is in use."""
_OWN = f"{__package__.partition('.')[0]}."


@dataclass(slots=True)
class _Store:
    """The schemas of the file ``path`` by the name of their record, and records made without it."""

    path: Path | None
    found: dict[str, bytes]
    made: list[type[BaseModel]] = field(default_factory=list)


def schema_of(record: type[BaseModel], make: Callable[[], CoreSchema]) -> CoreSchema:
    """The core schema of ``record`` as it was kept, else as ``make`` gives it."""
    store = _store()
    if (kept := store.found.get(_name(record))) is not None:
        with suppress(Exception):  # whatever it is, pydantic's own way is there
            schema: CoreSchema = pickle.loads(kept)
            return schema
    if record.__module__.startswith(_OWN):
        store.made.append(record)
    return make()


def keep() -> None:
    """Keep what had to be worked out anew in this process. Nothing is said where that does not work."""
    store = _store()
    if not store.made or store.path is None:
        return
    done = [record for record in store.made if record.__dict__.get("__pydantic_complete__")]
    store.made.clear()
    for record in done:
        with suppress(Exception):  # a schema with a nameless function in it cannot be kept
            store.found[_name(record)] = pickle.dumps(record.__pydantic_core_schema__, 5)
    if not done:
        return
    with suppress(Exception):
        from desknote.files import write_atomically

        store.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(store.path, pickle.dumps(store.found, 5))
        files = sorted(store.path.parent.glob("models-*.pickle"), key=lambda file: file.stat().st_mtime)
        for old in files[:-_FILES]:
            old.unlink()


@cache
def _store() -> _Store:
    try:
        path = user_cache() / f"models-{_digest()}.pickle"
    except Exception:
        return _Store(None, {})
    found: dict[str, bytes] = {}
    with suppress(Exception):
        if is_ours(path):
            found = pickle.loads(path.read_bytes())
    return _Store(path, found)


def _name(record: type[BaseModel]) -> str:
    return f"{record.__module__}.{record.__qualname__}"


def _digest() -> str:
    """Stands for pydantic, for Python and for the files that models are written in, as they are now."""
    from pydantic import VERSION
    from pydantic_core import __version__

    parts: list[Any] = [VERSION, __version__, sys.version, str(_PACKAGE)]
    for folder in ("model", "exhibits", "exhibits/tables", "exhibits/types"):
        with os.scandir(_PACKAGE / folder) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.name.endswith(".py"):
                    stat = entry.stat()
                    parts += (folder, entry.name, stat.st_size, stat.st_mtime_ns)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]

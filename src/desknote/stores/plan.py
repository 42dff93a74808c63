"""What has to be done to turn one state of a published site into another: a value, made without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field

from desknote.records import dataclass

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Held:
    """A file as a store holds it: SHA-256, size in bytes, media type, and whether its name stands for it."""

    sha256: str
    size: int
    media: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What is published: ``generation`` counts from 1; 0 is a store where nothing is yet."""

    generation: int = 0
    files: Mapping[str, Held] = field(default_factory=dict)
    previous: int = 0
    """The generation to go back to; 0 where there is none."""
    drafts: bool = False
    """Whether it shows what is not released."""

    def text(self) -> bytes:
        """The state as JSON."""
        rows = {path: [h.sha256, h.size, h.media, h.fixed] for path, h in sorted(self.files.items())}
        whole = {
            "desknote": FORMAT,
            "generation": self.generation,
            "previous": self.previous,
            "drafts": self.drafts,
            "files": rows,
        }
        return (json.dumps(whole, ensure_ascii=False, indent=0) + "\n").encode()


def read_state(content: bytes) -> State | None:
    """The state in ``content``; nothing where it is not one."""
    try:
        data = json.loads(content)
        if data["desknote"] != FORMAT:
            return None
        files = {str(path): _held(*row) for path, row in data["files"].items()}
        return State(int(data["generation"]), files, int(data["previous"]), data.get("drafts") is True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _held(sha256: object, size: object, media: object, fixed: object) -> Held:
    if not (isinstance(sha256, str) and isinstance(size, int) and isinstance(media, str)):
        raise TypeError
    return Held(sha256, size, media, fixed is True)


@dataclass(frozen=True, slots=True)
class Plan:
    """``put`` in this order, then ``remove``. ``save`` are files that would be lost: path to digest."""

    put: tuple[str, ...]
    remove: tuple[str, ...]
    save: Mapping[str, str]
    unchanged: int

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.put and not self.remove


def plan(old: Mapping[str, Held], new: Mapping[str, Held], everything: bool = False) -> Plan:
    """How to come from ``old`` to ``new``, whose order is the order in which its files are put up.

    What pages need is there before the pages, and nothing is removed before the last page that linked to
    it is replaced: a reader never follows a link to nothing. ``everything`` puts unchanged files, too.
    """
    put = tuple(path for path, held in new.items() if everything or _differs(old.get(path), held))
    remove = tuple(sorted(old.keys() - new.keys(), key=lambda path: (path.endswith(".html"), path)))
    lost = (*(path for path in put if path in old and old[path].sha256 != new[path].sha256), *remove)
    return Plan(put, remove, {path: old[path].sha256 for path in lost}, len(new) - len(put))


def _differs(old: Held | None, new: Held) -> bool:
    return old is None or (old.sha256, old.media, old.fixed) != (new.sha256, new.media, new.fixed)

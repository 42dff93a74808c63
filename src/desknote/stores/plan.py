"""What has to be done to turn one state of a published site into another: a value, made without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field, replace

from desknote.records import dataclass

FORMAT = 1
OWN = ".desknote"
"""The store's own folder: the state, earlier states, and what they need."""
_UNSURE = ""
"""The digest of a file of which nobody knows what it holds, or whether it is there."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file as a store holds it: SHA-256, size in bytes, media type, and whether its name stands for it."""

    sha256: str
    size: int
    media: str
    fixed: bool = False


_NOBODY_KNOWS = Held(_UNSURE, 0, "")


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
        files = {_safe(path): _held(*row) for path, row in data["files"].items()}
        return State(int(data["generation"]), files, int(data["previous"]), data.get("drafts") is True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _safe(path: str) -> str:
    """A record may come from anybody: it names nothing outside of the site."""
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or parts[0] == OWN or "\\" in path:
        raise ValueError(path)
    return path


def _held(sha256: object, size: object, media: object, fixed: object) -> Held:
    if not (isinstance(sha256, str) and isinstance(size, int) and isinstance(media, str)):
        raise TypeError
    if sha256 != _UNSURE and not sha256.isalnum():  # it is the name of a file
        raise ValueError(sha256)
    return Held(sha256, size, media, fixed is True)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a place holds: the last state that was finished, and the one that was begun after it, if any."""

    state: State = field(default_factory=State)
    begun: State | None = None

    @property
    def broken_off(self) -> bool:
        """Whether a delivery or a return was begun and not finished."""
        return self.begun is not None and (
            self.begun.generation != self.state.generation or _UNSURE in _digests(self.begun)
        )

    @property
    def public(self) -> bool:
        """Whether readers may be looking at it."""
        states = [self.state] if self.state.generation else []
        return any(not state.drafts for state in (*states, *([self.begun] if self.begun else [])))

    def files(self) -> dict[str, Held]:
        """Every file that may be there. Where the two states differ its digest is that of no file."""
        files = dict(self.state.files)
        if self.begun is not None:
            for path in files.keys() | self.begun.files.keys():
                old, new = files.get(path), self.begun.files.get(path)
                if old is None or new is None or _differs(old, new):
                    files[path] = _NOBODY_KNOWS
        return files

    def towards(self, state: State) -> State:
        """The record of ``state`` being begun: it names what may be there besides, too."""
        besides = {path: held for path, held in self.files().items() if held.sha256 == _UNSURE}
        return replace(state, files={**state.files, **besides})


def _digests(state: State) -> set[str]:
    return {held.sha256 for held in state.files.values()}


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
    save = {path: old[path].sha256 for path in lost if old[path].sha256 != _UNSURE}
    return Plan(put, remove, save, len(new) - len(put))


def _differs(old: Held | None, new: Held) -> bool:
    return old is None or (old.sha256, old.media, old.fixed) != (new.sha256, new.media, new.fixed)

"""One line of the ledger, and the bytes that are hashed and signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from desknote.records import dataclass

ACTS = ("approve", "release", "withdraw", "revoke", "waive")
FIRST = "0" * 64
"""What the first line gives as the hash of the line before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An act on a note. ``time`` is UTC as ISO 8601; digests are as ``desknote.content`` makes them.

    ``hash`` is the SHA-256 of everything but itself and the signature, ``previous`` the hash of the line
    before; ``signature`` is an Ed25519 signature of the hash's bytes, base64.
    """

    number: int
    time: str
    act: str
    note: str
    by: str
    content: str = ""
    house: str = ""
    reason: str = ""
    rule: str = ""
    until: str = ""
    rules: Mapping[str, Any] = field(default_factory=dict)
    """Under which rules: the version of desknote, the jurisdictions, the codes of findings and waivers."""
    outputs: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 by the name of the output that was looked at."""
    previous: str = FIRST
    hash: str = ""
    signature: str = ""

    def sealed(self) -> Entry:
        """This entry with its hash."""
        return replace(self, hash=self.made_hash())

    def made_hash(self) -> str:
        """The hash that the entry's contents make."""
        return hashlib.sha256(_bytes(self._fields(("hash", "signature")))).hexdigest()

    def line(self) -> bytes:
        """The entry as a line of the file, with its end."""
        return _bytes(self._fields(())) + b"\n"

    def _fields(self, but: tuple[str, ...]) -> dict[str, Any]:
        values = {name: getattr(self, name) for name in _NAMES if name not in but}
        return {
            k: dict(v) if isinstance(v, Mapping) else v
            for k, v in values.items()
            if v not in ("", {}) or k in _ALWAYS
        }


_NAMES = tuple(Entry.__dataclass_fields__)
_DEEPEST = 4
_ALWAYS = ("number", "time", "act", "note", "by", "previous", "hash")
_WORDS = tuple(n for n in _NAMES if n not in ("number", "rules", "outputs"))


def read_line(line: bytes) -> Entry | None:
    """The entry that ``line`` (without its end) holds; nothing where it is not one."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not data.keys() <= set(_NAMES) or not data.keys() >= set(_ALWAYS):
        return None
    if not _is_shallow(data):
        return None
    words = all(isinstance(data.get(name, ""), str) for name in _WORDS)
    tables = all(isinstance(data.get(name, {}), dict) for name in ("rules", "outputs"))
    if not words or not tables or type(data["number"]) is not int:
        return None
    return Entry(**data)


def _is_shallow(value: Any, depth: int = 0) -> bool:
    """No deeper than entries are: what is read must be written again to be compared."""
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return depth < _DEEPEST and all(_is_shallow(one, depth + 1) for one in inner)


def _bytes(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )

"""Reading HTML: tinyhtml5 2.1 means to keep its patterns, but keeps them where it does not look for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class _Patterns(dict[tuple[Iterable[str], bool], re.Pattern[str]]):
    """The longest run of characters that are among some, or are not, by those."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, among = key
        marks = "".join(f"\\x{ord(character):02x}" for character in characters)
        found = self[key] = re.compile(f"[{'' if among else '^'}{marks}]+")
        return found


class Patterns:
    """The patterns that were asked for."""

    def __init__(self) -> None:
        self._kept = _Patterns()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """While the block runs, each pattern is made once."""
        from tinyhtml5 import inputstream  # type: ignore[import-untyped, unused-ignore]

        before = getattr(inputstream, "characters_until_regex", None)
        if before is None:  # another version, which may do better
            yield
            return
        inputstream.characters_until_regex = self._kept
        try:
            yield
        finally:
            inputstream.characters_until_regex = before

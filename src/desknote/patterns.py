"""Regular expressions that are compiled when they are first used.

Python compiles each anew in every process, 0.2 ms for a short one and up to 10 ms for classes of Chinese
characters; a run declares two hundred and uses a few dozen.
"""

from __future__ import annotations

import re
from re import compile as compiled
from typing import Any, AnyStr, cast


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` makes, made when something of it is first asked for. Raises re.error then."""
    return cast("re.Pattern[AnyStr]", _Later(source, flags))


class _Later:
    """A pattern that has yet to be compiled; afterwards it hands out the real one's methods."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        real = compiled(self._source, self._flags)
        # Found in the instance from now on, which is as quick as asking the pattern itself.
        for own in _OWN:
            setattr(self, own, getattr(real, own))
        return getattr(real, name)

    def __repr__(self) -> str:
        return f"regex({self._source!r}, {self._flags})"


_OWN = tuple(name for name in dir(re.Pattern) if not name.startswith("__"))

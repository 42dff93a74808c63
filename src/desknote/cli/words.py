"""The words of a command line: rows that say what may be written, and what was written."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from desknote.records import dataclass

HIGHEST = 65_535
"""The largest number an option takes: the highest port; nobody builds more notes at a time."""


def number(text: str) -> int | None:
    """The number that an option was given; nothing where it is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 0 < int(text) <= HIGHEST):
        return None
    return int(text)


class UsageError(Exception):
    """Wrong usage; the message is in the user's language. ``command`` is what to ask for help."""

    def __init__(self, message: str, command: str = "desknote") -> None:
        super().__init__(message)
        self.command = command


@dataclass(frozen=True, slots=True)
class Option:
    """An option. Without ``value`` it is a switch; ``value`` names its value in the help."""

    names: tuple[str, ...]
    help: str
    value: str = ""
    choices: tuple[str, ...] = ()
    number: bool = False
    many: bool = False
    """Values separated by commas; may be given more than once."""
    completes: str = ""
    """The function of ``cli/completion.py`` that offers values; choices need none."""

    @property
    def key(self) -> str:
        """The name under which the value is found."""
        return next(n for n in self.names if n.startswith("--")).lstrip("-").replace("-", "_")


@dataclass(frozen=True, slots=True)
class Argument:
    """A positional argument."""

    name: str
    help: str
    required: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    completes: str = ""

    @property
    def key(self) -> str:
        """The name under which the value is found."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Command:
    """A command: ``module`` holds its ``run(given, console) -> int``."""

    name: str
    help: str
    module: str
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()


@dataclass(slots=True)
class Given:
    """What the user wrote. Switches are true, options their text or tuple; absent ones are missing."""

    command: Command
    options: dict[str, Any] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()

    def text(self, key: str, default: str = "") -> str:
        """The value of an option."""
        return str(self.options.get(key, default))

    def values(self, key: str) -> tuple[str, ...]:
        """The values of an option that takes several."""
        return tuple(self.options.get(key, ()))

    def on(self, key: str) -> bool:
        """Whether a switch is given."""
        return bool(self.options.get(key))

"""An ordinary command line, read without Typer: loading Typer takes a quarter of a check's time.

What it reads is read as Typer would; anything out of the ordinary (help, completion, letters run
together, whatever is wrong) is left to Typer, which alone has something to say about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desknote.cli.words import Argument, Command, Given, Option, number

_OTHERS = frozenset(("help", "version"))


def read(words: Sequence[str], commands: Mapping[str, Command], shared: Sequence[Option]) -> Given | None:
    """What ``words`` say; nothing where they are not ordinary."""
    waiting = iter(words)
    options: dict[str, Any] = {}
    command: Command | None = None
    known = _by_name(shared)
    free: list[str] = []
    own: set[str] = set()
    for word in waiting:
        if not word.startswith("-"):
            if command is not None:
                free.append(word)
                continue
            command = commands.get(word)
            if command is None:
                return None
            known = _by_name((*command.options, *shared))
            own = set()  # what was said before the command may be said again after it
        elif not _option(word, waiting, known, options, own):
            return None
    if command is None or (arguments := _arguments(command.arguments, free)) is None:
        return None
    return Given(command, options, arguments)


def _by_name(options: Sequence[Option]) -> dict[str, Option]:
    return {name: option for option in options if option.key not in _OTHERS for name in option.names}


def _option(
    word: str, waiting: Iterator[str], known: Mapping[str, Option], options: dict[str, Any], own: set[str]
) -> bool:
    """Whether the option that ``word`` begins is ordinary; its value goes to ``options``."""
    name, equals, value = word.partition("=")
    option = known.get(name)
    if option is None or option.key in own:
        return False
    own.add(option.key)
    if not option.value:
        options[option.key] = True
        return not equals
    if not equals:
        value = next(waiting, "")
    elif not name.startswith("--"):
        return False
    if not value or value.startswith("-"):
        return False
    values = [part.strip() for part in value.split(",")] if option.many else [value.strip()]
    values = [part for part in values if part]
    if not values or (option.choices and not set(values) <= set(option.choices)):
        return False
    read: Any = values if option.many else values[0]
    if option.number and (read := number(values[0])) is None:
        return False
    options[option.key] = read
    return True


def _arguments(rows: Sequence[Argument], free: list[str]) -> tuple[str, ...] | None:
    """The arguments, where they are as many as are wanted and of what is offered."""
    most = None if any(row.many for row in rows) else len(rows)
    if len(free) < sum(row.required for row in rows) or (most is not None and len(free) > most):
        return None
    if any(row.choices for row in rows) or (most is None and len(rows) > 1):
        return None
    return tuple(free)

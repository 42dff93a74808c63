"""Arguments to values: a small reader of command lines whose help and errors speak both languages.

The standard library's argparse and the packages built on click speak English where a word is wrong;
this one is the size of the translations either would need.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desknote.cli.messages import Catalogue
from desknote.diagnostics import suggest
from desknote.report import width


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

    command: Command | None
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


def read(
    words: list[str], commands: Mapping[str, Command], shared: tuple[Option, ...], say: Catalogue
) -> Given:
    """``words`` as a command with its options, which may stand anywhere. Raises UsageError."""
    given = Given(None)
    plain: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            plain += rest
            break
        if word.startswith("-") and word != "-":
            _option(word, rest, given, shared, say)
        elif given.command is None:
            if word not in commands:
                raise _unknown("unknown_command", word, commands, "desknote", say)
            given.command = commands[word]
        else:
            plain.append(word)
    given.arguments = tuple(plain)
    if given.command is not None and not given.on("help"):
        _check_arguments(given, say)
    return given


def _option(word: str, rest: list[str], given: Given, shared: tuple[Option, ...], say: Catalogue) -> None:
    asking = f"desknote {given.command.name}" if given.command else "desknote"
    known = {n: o for o in (*shared, *(given.command.options if given.command else ())) for n in o.names}
    name, equals, value = word.partition("=")
    if not name.startswith("--") and name not in known and name[:2] in known:  # -j4, -qv
        option = known[name[:2]]
        if option.value:
            name, equals, value = name[:2], "=", word[2:]
        else:
            rest.insert(0, "-" + word[2:])
            name = name[:2]
    if name not in known:
        raise _unknown("unknown_option", name, known, asking, say)
    option = known[name]
    if not option.value:
        if equals:
            raise UsageError(say("no_value", name=name), asking)
        given.options[option.key] = True
        return
    if not equals:
        if not rest or (rest[0].startswith("-") and rest[0] != "-"):
            raise UsageError(say("missing_value", name=name), asking)
        value = rest.pop(0)
    values = [v.strip() for v in value.split(",") if v.strip()] if option.many else [value.strip()]
    if not any(values):
        raise UsageError(say("missing_value", name=name), asking)
    for item in values:
        if option.choices and item not in option.choices:
            raise _bad_choice(name, item, option.choices, asking, say)
    if option.number:
        if not (value.isascii() and value.isdigit() and 0 < int(value) < 65_536):
            raise UsageError(say("bad_number", name=name, value=value), asking)
        given.options[option.key] = int(value)
    elif option.many:
        given.options[option.key] = (*given.values(option.key), *values)
    else:
        given.options[option.key] = value


def _check_arguments(given: Given, say: Catalogue) -> None:
    command = given.command
    assert command is not None
    asking = f"desknote {command.name}"
    wanted = command.arguments
    room = len(wanted) if not any(a.many for a in wanted) else len(given.arguments)
    if len(given.arguments) > room:
        raise UsageError(say("extra_argument", name=given.arguments[room]), asking)
    for argument, value in zip(wanted, [*given.arguments, *[None] * len(wanted)], strict=False):
        if value is None and argument.required:
            raise UsageError(say("missing_argument", name=argument.name), asking)
        if value is not None and argument.choices and value not in argument.choices:
            raise _bad_choice(argument.name, value, argument.choices, asking, say)


def _unknown(key: str, name: str, known: Mapping[str, Any], asking: str, say: Catalogue) -> UsageError:
    reason = say(key, name=name)
    near = suggest(name, known)
    return UsageError(say("did_you_mean", reason=reason, word=near) if near else reason, asking)


def _bad_choice(name: str, value: str, choices: tuple[str, ...], asking: str, say: Catalogue) -> UsageError:
    reason = say("bad_choice", name=name, value=value, choices=", ".join(choices))
    near = suggest(value, choices)
    return UsageError(say("did_you_mean", reason=reason, word=near) if near else reason, asking)


def help_of(
    command: Command | None, commands: Mapping[str, Command], shared: tuple[Option, ...], say: Catalogue
) -> str:
    """The help of a command, or of desknote."""
    if command is None:
        blocks = [
            f"{say('usage')} desknote {say('command_word')} …",
            say("about"),
            _table(say("commands"), [(c.name, c.help) for c in commands.values()]),
            _table(say("global_options"), [_row(o) for o in shared]),
            say("more"),
        ]
        return "\n\n".join(blocks) + "\n"
    names = [_shown(a) for a in command.arguments]
    options = f" [{say('option_word')}]" if command.options else ""
    blocks = [f"{say('usage')} desknote {' '.join([command.name, *names])}{options}", command.help]
    if command.arguments:
        blocks.append(_table(say("arguments"), [(a.name, a.help) for a in command.arguments]))
    if command.options:
        blocks.append(_table(say("options"), [_row(o) for o in command.options]))
    blocks.append(_table(say("global_options"), [_row(o) for o in shared]))
    return "\n\n".join(blocks) + "\n"


def _shown(argument: Argument) -> str:
    text = argument.name + ("…" if argument.many else "")
    return text if argument.required else f"[{text}]"


def _row(option: Option) -> tuple[str, str]:
    return ", ".join(option.names) + (f" {option.value}" if option.value else ""), option.help


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    room = max(width(left) for left, _ in rows) + 2
    lines = [f"  {left}{' ' * (room - width(left))}{right}" for left, right in rows]
    return "\n".join([title, *lines])

"""Help pages: what Typer knows of a command, in the user's language and as wide as its letters are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup

from desknote.cli.messages import Catalogue
from desknote.cli.words import Command
from desknote.report import width


def group_page(group: TyperGroup, rows: Iterable[Command], say: Catalogue) -> str:
    """The help of desknote. ``rows`` are its commands, declared or not."""
    blocks = [
        f"{say('usage')} desknote {say('command_word')} …",
        say("about"),
        _table(say("commands"), [(row.name, row.help) for row in rows]),
        *_panels(group.params),
        say("more"),
    ]
    return "\n\n".join(blocks) + "\n"


def command_page(command: TyperCommand, say: Catalogue) -> str:
    """The help of a command."""
    usage = ["desknote", command.name or ""]
    usage += [_shown(p) for p in command.params if isinstance(p, TyperArgument)]
    usage.append(f"[{say('option_word')}]")
    blocks = [f"{say('usage')} {' '.join(usage)}", command.help or "", *_panels(command.params)]
    return "\n\n".join(blocks) + "\n"


def _shown(argument: TyperArgument) -> str:
    text = (argument.metavar or argument.name) + ("…" if argument.nargs == -1 else "")
    return text if argument.required else f"[{text}]"


def _panels(parameters: Iterable[Any]) -> list[str]:
    panels: dict[str, list[tuple[str, str]]] = {}
    for parameter in parameters:
        name = parameter.metavar or ""
        if not isinstance(parameter, TyperArgument):
            name = " ".join([", ".join(parameter.opts), *([name] if name else [])])
        panels.setdefault(parameter.rich_help_panel, []).append((name, parameter.help or ""))
    return [_table(title, rows) for title, rows in panels.items()]


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    room = max(width(left) for left, _ in rows) + 2
    lines = [f"  {left}{' ' * (room - width(left))}{right}" for left, right in rows]
    return "\n".join([title, *lines])

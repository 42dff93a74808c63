"""Text from the command line to values, and what is said where that does not work."""

from __future__ import annotations

from typing import Any

import typer

from desknote.cli.messages import Catalogue
from desknote.cli.words import Argument, Option, UsageError, number
from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the values of one row; what Typer asks for a value."""

    row: Option | Argument
    say: Catalogue

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """``value`` as the command wants it. Raises UsageError."""
        row = self.row
        if value is None or isinstance(value, bool):
            return value
        if isinstance(row, Argument):
            for item in (value,) if isinstance(value, str) else value:
                self._check(row.name, item, ctx)
            return value
        name = "/".join(reversed(row.names))
        known = {o for p in ctx.command.params for o in p.opts if o.startswith("-")}
        values: list[str] = []
        for item in (value,) if isinstance(value, str) else value:
            parts = [part.strip() for part in (item.split(",") if row.many else [item])]
            # The option after one whose value was forgotten is not that value.
            if item.partition("=")[0] in known or not any(parts):
                raise UsageError(self.say("missing_value", name=name), ctx.command_path)
            values += filter(None, parts)
        for item in values:
            self._check(name, item, ctx)
        if row.number:
            return self._number(name, values[0], ctx)
        return values if row.many else values[0]

    def _check(self, name: str, value: str, ctx: Any) -> None:
        choices = self.row.choices
        if choices and value not in choices:
            said = self.say.near("bad_choice", value, choices, name=name, choices=", ".join(choices))
            raise UsageError(said, ctx.command_path)

    def _number(self, name: str, value: str, ctx: Any) -> int:
        found = number(value)
        if found is None:
            raise UsageError(self.say("bad_number", name=name, value=value), ctx.command_path)
        return found


def wording(error: typer.TyperException, context: Any) -> UsageError:
    """What Typer found wrong, in the user's language, from what the exception knows."""
    say: Catalogue = context.obj
    asking = context.command_path
    option = getattr(error, "option_name", None)
    if option is not None:
        known = {o: p for p in context.command.params for o in p.opts if o.startswith("-")}
        if option not in known:
            # One letter is like any other.
            words = [name for name in known if option.startswith("--") and name.startswith("--")]
            return UsageError(say.near("unknown_option", option, words), asking)
        key = "no_value" if known[option].is_flag else "missing_value"
        return UsageError(say(key, name=option), asking)
    parameter: Any = getattr(error, "param", None)
    if parameter is not None:
        return UsageError(say("missing_argument", name=parameter.metavar or parameter.name), asking)
    return UsageError(str(error), asking)

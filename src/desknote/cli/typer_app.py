"""The rows of the catalogue as a Typer application in the user's language.

Typer parses, completes and dispatches; every word the user sees is from cli/messages.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from inspect import Parameter, Signature
from typing import Any, Literal

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup

from desknote.cli.catalogue import commands, completion_options, shared_options
from desknote.cli.console import Console
from desknote.cli.help_page import command_page, group_page
from desknote.cli.messages import Catalogue
from desknote.cli.values import Reader, wording
from desknote.cli.words import HIGHEST, Argument, Command, Given, Option, UsageError

NAME = "desknote"
USAGE = 2
Run = Callable[[Given], int]
Row = Option | Argument


def application(say: Catalogue, run: Run, only: Collection[str] | None = None) -> typer.Typer:
    """The application in the language of ``say``; its commands hand what was given to ``run``.

    ``only`` names the commands to declare, where not all of them are wanted: it saves some
    milliseconds of starting up.
    """
    rows = commands(say)
    app = typer.Typer(
        name=NAME,
        cls=_Group,
        invoke_without_command=True,
        add_completion=False,  # of our own: Typer's speaks English
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=say("about"),
    )
    shared = [_shared(row, say) for row in shared_options(say)]
    completion = [_shell(row, say) for row in completion_options(say)]
    app.callback(add_help_option=False)(_function(_no_command(say), [*completion, *shared]))
    for row in rows.values():
        if only is None or row.name in only:
            own = [
                *(_parameter(a, say, say("arguments")) for a in row.arguments),
                *(_parameter(o, say, say("options")) for o in row.options),
            ]
            app.command(
                row.name,
                cls=_Command,
                help=row.help,
                add_help_option=False,
                context_settings={"allow_extra_args": True},  # so that _call may say which
            )(_function(_call(row, say, run), [*own, *shared]))
    return app


def invoke(app: typer.Typer, words: list[str], say: Catalogue) -> int:
    """Run ``words``; returns the exit code. Raises UsageError, and what the command raises."""
    command = _built(app, say)
    try:
        # Of Typer's own main() this is the half that is wanted: the other turns Ctrl-C and closed
        # pipes into exits, which are not for it to decide.
        with command.make_context(NAME, list(words), obj=say) as context:
            return int(command.invoke(context))
    except typer.Exit as done:
        return done.exit_code


def complete(app: typer.Typer, say: Catalogue) -> None:
    """Answer the shell, which asks through the environment. Raises SystemExit."""
    from typer.completion import completion_init  # type: ignore[attr-defined]

    completion_init()
    _built(app, say).main([], prog_name=NAME, obj=say)


def _built(app: typer.Typer, say: Catalogue) -> TyperGroup:
    """The group that Typer makes of ``app``, its values read by Reader.

    Typer would read them with pydantic, which takes longer to load than all else that a build
    without changes needs, and whose errors are English.
    """
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    shared, rows = shared_options(say), commands(say)
    for command in (group, *group.commands.values()):
        own: list[Row] = [*shared, *completion_options(say)]
        if row := rows.get(command.name or ""):
            own += [*row.arguments, *row.options]
        known = {r.key: r for r in own}
        for parameter in command.params:
            reader = Reader(known[parameter.name], say)
            parameter.get_runtime_param = partial(_same, reader)  # type: ignore[attr-defined]
    return group


def _same(reader: Reader) -> Reader:
    return reader


class _Command(TyperCommand):
    """A command whose help and errors are in the user's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise wording(error, ctx) from error

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(command_page(self, ctx.obj))


class _Group(TyperGroup):
    """All commands, those too that are not declared this time."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise wording(error, ctx) from error

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(group_page(self, commands(ctx.obj).values(), ctx.obj))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if not ctx.resilient_parsing and args[0] not in self.commands:
            say: Catalogue = ctx.obj
            raise UsageError(say.near("unknown_command", args[0], commands(say)), NAME)
        return super().resolve_command(ctx, args)


# --- rows to parameters


def _function(body: Callable[..., int | None], parameters: list[Parameter]) -> Callable[..., int | None]:
    """``body`` as Typer reads functions: by their signature."""

    def function(**values: Any) -> int | None:
        return body(**values)

    context = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)
    function.__signature__ = Signature([context, *parameters])  # type: ignore[attr-defined]
    return function


def _parameter(
    row: Row,
    say: Catalogue,
    panel: str,
    callback: Callable[[typer.Context, Any], Any] | None = None,
) -> Parameter:
    shared: dict[str, Any] = {"help": row.help, "rich_help_panel": panel, "show_default": False}
    if row.completes:
        shared["autocompletion"] = _completer(row.completes)
    kind: Any = str
    if row.choices:
        kind = Literal[row.choices]
    if isinstance(row, Argument):
        info = typer.Argument(... if row.required else None, metavar=row.name, **shared)
        kind = list[str] if row.many else kind
    elif not row.value:
        info = typer.Option(False, *row.names, is_eager=callback is not None, callback=callback, **shared)
        kind = bool
    else:
        if row.number:
            shared, kind = {**shared, "min": 1, "max": HIGHEST}, int
        elif row.many:
            shared, kind = {**shared, "autocompletion": _completer(row.completes, row.choices)}, list[str]
        info = typer.Option(None, *row.names, metavar=row.value, **shared)
    return Parameter(row.key, Parameter.KEYWORD_ONLY, default=info, annotation=kind)


def _shared(row: Option, say: Catalogue) -> Parameter:
    done = {"help": _print_help, "version": _print_version}.get(row.key)
    return _parameter(row, say, say("global_options"), done)


def _shell(row: Option, say: Catalogue) -> Parameter:
    def done(context: typer.Context, value: bool) -> None:
        if value and not context.resilient_parsing:
            from desknote.cli import completion

            (completion.install if row.key == "install_completion" else completion.show)(say)
            raise typer.Exit()

    return _parameter(row, say, say("completion_options"), done)


def _completer(name: str, choices: tuple[str, ...] = ()) -> Callable[[str], list[Any]]:
    def completer(incomplete: str) -> list[Any]:
        from desknote.cli import completion

        return completion.offered(name, choices, incomplete)

    return completer


# --- what the functions do


def _call(row: Command, say: Catalogue, run: Run) -> Callable[..., int]:
    def call(context: typer.Context, **values: Any) -> int:
        if context.args:
            raise UsageError(say("extra_argument", name=context.args[0]), context.command_path)
        before = context.parent.params if context.parent is not None else {}
        merged = {**_given(before), **_given(values)}
        arguments: list[str] = []
        for argument in row.arguments:
            value = merged.pop(argument.key, ())
            arguments += [value] if isinstance(value, str) else value
        return run(Given(row, merged, tuple(arguments)))

    return call


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, False)}


def _no_command(say: Catalogue) -> Callable[..., int | None]:
    def no_command(context: typer.Context, **_: Any) -> int | None:
        if context.invoked_subcommand is not None:
            return None
        Console(say.lang).write(context.get_help())
        return USAGE

    return no_command


def _print_help(context: typer.Context, value: bool) -> None:
    if value and not context.resilient_parsing:
        Console("en").result(context.get_help())
        raise typer.Exit()


def _print_version(context: typer.Context, value: bool) -> None:
    if value and not context.resilient_parsing:
        from desknote import __version__

        Console("en").result(f"{NAME} {__version__}")
        raise typer.Exit()

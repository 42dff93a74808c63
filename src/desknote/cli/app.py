"""The entry point ``desknote``: reads the command line and runs one command.

Exit codes: 0 done, 1 the content has errors, 2 wrong usage, 3 the machine lacks something,
130 interrupted.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from desknote import __version__
from desknote.cli import plain
from desknote.cli.catalogue import commands, shared_options
from desknote.cli.console import Console, sources_in
from desknote.cli.messages import Catalogue, ui_lang
from desknote.cli.words import Given, UsageError
from desknote.diagnostics import Diagnostic, Problems
from desknote.libraries import own_process
from desknote.report import severity
from desknote.workspace import Workspace, find

DONE, ERRORS, USAGE, LACKS, INTERRUPTED = 0, 1, 2, 3, 130
_MACHINE = {"DN402", "DN703", "DN816", "DN823"}


def main(words: list[str] | None = None) -> int:
    """Run the command line ``words`` (the process's own if not given); returns the exit code."""
    if words is not None:
        return _main(words)
    with own_process():
        return _main(sys.argv[1:])


def _main(words: list[str]) -> int:
    _use_utf8()
    try:
        code = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`desknote schema | head`): nothing more to say to it.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        with contextlib.suppress(OSError):
            lang = ui_lang(words, os.environ)
            Console(lang).write("\n" + Catalogue(lang)("interrupted"))
        return INTERRUPTED
    return code


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """The code that findings call for."""
    codes = {d.code for d in diagnostics if severity(d) == "error"}
    if codes & _MACHINE:
        return LACKS
    return ERRORS if codes else DONE


def _run(words: list[str]) -> int:
    lang = ui_lang(words, os.environ)
    say = Catalogue(lang)

    def run(given: Given) -> int:
        quiet, verbose = given.on("quiet"), given.on("verbose")
        return _command(given, Console(lang, quiet=quiet, verbose=verbose, color=given.text("color", "auto")))

    asked = bool(os.environ.get("_DESKNOTE_COMPLETE"))
    if words == ["--version"] and not asked:  # programs ask; Typer says it among other words
        Console("en").result(f"desknote {__version__}")
        return DONE
    ordinary = None if asked else plain.read(words, commands(say), shared_options(say))
    try:
        if ordinary is not None:
            return run(ordinary)
        from desknote.cli.typer_app import application, complete, invoke

        if asked:
            complete(application(say, run), say)
        # Only a word of the line can be the command: the others need not be declared.
        return invoke(application(say, run, only=set(words)), words, say)
    except UsageError as error:
        console = Console(lang)
        console.write(say("usage_error", reason=error))
        console.write(say("usage_hint", command=error.command))
        return USAGE


def _command(given: Given, console: Console) -> int:
    try:
        code: int = import_module(given.command.module).run(given, console)
    except (UsageError, BrokenPipeError):
        raise
    except Problems as problems:
        workspace = _workspace()
        console.report(problems.diagnostics, sources_in(workspace.root if workspace else Path.cwd()))
        return exit_code(problems.diagnostics)
    except Exception as error:
        from desknote.cli.failures import internal, stack

        if console.verbose:
            console.write(stack(error))
        found = [internal(error, given.command.name, _workspace())]
        console.report(found, lambda _: None)
        return ERRORS
    return code


def _workspace() -> Workspace | None:
    try:
        return find(Path.cwd())
    except (Problems, OSError):
        return None


def _use_utf8() -> None:
    """Chinese is printed whatever the locale's encoding; what a terminal cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            ascii_only = (stream.encoding or "").lower().replace("-", "") in (
                "ascii",
                "usascii",
                "ansi_x3.41968",
            )
            reconfigure(encoding="utf-8" if ascii_only else None, errors="backslashreplace")

"""Completion in the shell: what may be written next, and the script that asks for it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import shellingham
from typer.completion import get_completion_script  # type: ignore[attr-defined]
from typer.completion import install as install_script  # type: ignore[attr-defined]

from desknote.cli.console import Console
from desknote.cli.messages import Catalogue
from desknote.cli.words import UsageError
from desknote.diagnostics import Problems
from desknote.rules import RULES
from desknote.workspace import find

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_NAME = "desknote"
_VARIABLE = "_DESKNOTE_COMPLETE"

Offer = str | tuple[str, str]
"""A word, or a word and what it means."""


def offered(what: str, choices: tuple[str, ...], incomplete: str) -> list[Offer]:
    """Words that may stand where ``incomplete`` does: ``notes``, ``codes``, ``rules``, ``channels`` or, of a
    list with commas, ``choices``."""
    if what == "notes":
        return [slug for slug in _slugs() if slug.startswith(incomplete)]
    if what == "rules":
        names = [rule.name for rule in RULES.values()]
        return [*_codes("", incomplete), *(n for n in names if incomplete and n.startswith(incomplete))]
    before, comma, last = incomplete.rpartition(",")
    said = set(before.split(","))
    if what == "codes":
        return _codes(before + comma, last)
    if what == "channels":
        choices = _channels()
    return [before + comma + c for c in choices if c.startswith(last) and c not in said]


def _codes(before: str, start: str) -> list[Offer]:
    return [(before + code, rule.name) for code, rule in RULES.items() if code.startswith(start)]


def _slugs() -> Iterable[str]:
    try:
        workspace = find(Path.cwd())
        return workspace.slugs() if workspace is not None else ()
    except (Problems, OSError):
        return ()


def _channels() -> tuple[str, ...]:
    from desknote.channels import names

    return names()


def show(say: Catalogue) -> None:
    """Print the script for the shell in use. Raises UsageError where there is none."""
    script = get_completion_script(prog_name=_NAME, complete_var=_VARIABLE, shell=_shell(say))
    Console(say.lang).result(script)


def install(say: Catalogue) -> None:
    """Put the script where the shell in use finds it. Raises UsageError where that cannot be."""
    try:
        shell, path = install_script(_shell(say), _NAME, _VARIABLE)
    except (OSError, subprocess.SubprocessError) as error:
        raise UsageError(say("completion_failed", reason=error)) from error
    Console(say.lang).tell("completion_installed", shell=shell, path=path)


def _shell(say: Catalogue) -> str:
    """The shell that started this process, else the user's usual one."""
    try:
        name = str(shellingham.detect_shell()[0])
    except (shellingham.ShellDetectionFailure, OSError):
        name = Path(os.environ.get("SHELL", "")).name
    if name not in SHELLS:
        raise UsageError(say("unknown_shell", name=name or "?", shells=", ".join(SHELLS)))
    return name

"""The terminal: words for people on standard error, results for programs on standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TextIO

from desknote.cli.messages import Catalogue
from desknote.diagnostics import Diagnostic
from desknote.files import read_file
from desknote.report import UiLang, ordered, render_text, severity, summary


class Console:
    """What a command prints, in the user's language, as quiet or verbose as was asked."""

    def __init__(
        self,
        lang: UiLang,
        *,
        quiet: bool = False,
        verbose: bool = False,
        color: str = "auto",
        environ: Mapping[str, str] = os.environ,
        out: TextIO | None = None,
        err: TextIO | None = None,
    ) -> None:
        self.say = Catalogue(lang)
        self.lang = lang
        self.quiet = quiet
        self.verbose = verbose
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self.terminal = self._err.isatty() and environ.get("TERM") != "dumb"
        # https://no-color.org: the variable counts when it is not empty.
        plain = bool(environ.get("NO_COLOR")) or not self.terminal
        self.color = color == "always" or (color == "auto" and not plain)
        self._line = False

    def tell(self, key: str, **params: object) -> None:
        """A message for people; nothing when quiet."""
        if not self.quiet:
            self.write(self.say(key, **params))

    def write(self, text: str) -> None:
        """Text for people, whatever the setting."""
        self._wipe()
        print(text, file=self._err, flush=True)

    def result(self, text: str) -> None:
        """A line that a program may read."""
        self._wipe()
        print(text, file=self._out, flush=True)

    def progress(self, key: str, **params: object) -> None:
        """A message that the next one replaces; on a terminal only."""
        if self.terminal and not self.quiet:
            self._wipe()
            print(self.say(key, **params), end="", file=self._err, flush=True)
            self._line = True

    def _wipe(self) -> None:
        if self._line:
            print("\r\x1b[K", end="", file=self._err, flush=True)
            self._line = False

    def report(self, diagnostics: Iterable[Diagnostic], sources: Callable[[str], str | None]) -> None:
        """The findings with the lines that they stand on; only errors when quiet."""
        shown = [d for d in diagnostics if not self.quiet or severity(d) == "error"]
        if shown:
            self.write(render_text(shown, sources, lang=self.lang, color=self.color).rstrip("\n") + "\n")

    def count(self, diagnostics: Iterable[Diagnostic]) -> None:
        """How many findings there were."""
        found = ordered(diagnostics)
        if found:
            self.tell("in_all", summary=summary(found, self.lang))


def sources_in(root: Path) -> Callable[[str], str | None]:
    """The text of a workspace's files by the names that diagnostics give them."""
    texts: dict[str, str | None] = {}

    def text(name: str) -> str | None:
        if name not in texts:
            texts[name] = _text(root, name)
        return texts[name]

    return text


def _text(root: Path, name: str) -> str | None:
    path = root / name
    try:
        if name.startswith("<") or not path.resolve().is_relative_to(root) or path.stat().st_size > 5_000_000:
            return None
        return read_file(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, ValueError, RuntimeError):  # the last of a link that leads in a circle
        return None


def shown_path(path: Path, base: Path | None = None) -> str:
    """``path`` from the current folder where it lies in it, else whole."""
    here = base or Path.cwd()
    try:
        return str(path.relative_to(here))
    except ValueError:
        return str(path)


def size_text(number: float) -> str:
    """Bytes as people read them."""
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
        number /= 1000
    return ""

"""Opening a file at a line in the user's own editor, by a command that the user has set."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from desknote.records import dataclass

# How editors with windows of their own take a line. Those that want a terminal cannot be started from here.
_COLON = ("{file}:{line}",)
_GOTO = ("--goto", "{file}:{line}")
_DASH = ("--line", "{line}", "{file}")
_PLUS = ("+{line}", "{file}")
_KNOWN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"), _GOTO),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor", "lapce"), _COLON),
    **dict.fromkeys(("idea", "pycharm", "webstorm", "charm", "kate"), _DASH),
    **dict.fromkeys(("gedit", "gnome-text-editor", "xed", "pluma", "mousepad", "gvim", "mvim"), _PLUS),
    "emacsclient": ("--no-wait", "+{line}", "{file}"),
    "mate": ("--line", "{line}", "{file}"),
    "notepad++": ("-n{line}", "{file}"),
}


@dataclass(frozen=True, slots=True)
class Editor:
    """A command. ``words`` hold ``{file}`` and ``{line}`` where those go."""

    words: tuple[str, ...]

    def start(self, path: Path, line: int) -> bool:
        """Open ``path``; says whether the command could be started."""
        filled = [word.replace("{file}", str(path)).replace("{line}", str(line)) for word in self.words]
        try:
            subprocess.Popen(
                filled,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return False
        return True


def configured(environ: Mapping[str, str] = os.environ) -> Editor | None:
    """The editor that ``DESKNOTE_EDITOR`` names, else ``VISUAL`` or ``EDITOR`` where it has windows.

    ``DESKNOTE_EDITOR`` may say where file and line go: ``kate --line {line} {file}``.
    """
    for name in ("DESKNOTE_EDITOR", "VISUAL", "EDITOR"):
        words = _split(environ.get(name, ""))
        if not words:
            continue
        if name == "DESKNOTE_EDITOR" and any("{file}" in word for word in words[1:]):
            return Editor(tuple(words))
        known = _KNOWN.get(Path(words[0]).name.lower().removesuffix(".exe").removesuffix(".cmd"))
        if known is not None and shutil.which(words[0]):
            # EDITOR's own options such as --wait make sense for it alone
            kept = [word for word in words[1:] if word not in ("--wait", "-w", "-f", "--nofork")]
            return Editor((words[0], *kept, *known))
        if name == "DESKNOTE_EDITOR":
            return Editor((*words, "{file}"))
    return None


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text, posix=os.name != "nt")
    except ValueError:
        return []

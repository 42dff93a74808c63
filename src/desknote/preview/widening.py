"""Fonts for the characters that are likely to be typed, prepared aside: an edit then needs no new ones.

It takes seconds, once for a workspace, and nobody waits for it: a process of its own does it, after all
others have had their turn.
"""

from __future__ import annotations

import multiprocessing
import os
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desknote.diagnostics import Problems
from desknote.files import read_file
from desknote.wardrobe import Wide
from desknote.workspace import Workspace

_IDEOGRAPHS = {"zh-CN": 3755, "zh-HK": 5401}
"""The first level of GB 2312 and of Big5: what is written every day."""


class Widener:
    """Prepares wide fonts, a language at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._process: Any = None

    def wide(self, lang: str) -> Wide | None:
        """The fonts for ``lang``; waits for them. Nothing where they cannot be had."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_serve, args=(theirs, self._workspace.root, lang), daemon=True)
        self._process.start()
        theirs.close()
        try:
            made: Wide | None = ours.recv()
        except (EOFError, OSError):
            made = None
        self._process.join()
        return made

    def close(self) -> None:
        """End what is under way."""
        if self._process is not None:
            self._process.terminate()


def _serve(pipe: Connection, root: Path, lang: str) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(15)
    made = None
    with suppress(Problems, OSError):  # the note itself tells of it
        made = _prepared(Workspace(root), lang)
    pipe.send(made)


def _prepared(workspace: Workspace, lang: str) -> Wide | None:
    from desknote.fonts import locate, prepare
    from desknote.fonts.numbering import common, is_ideograph
    from desknote.model.brand import Brand
    from desknote.model.validation import parse
    from desknote.source import load_document

    document, _ = load_document(workspace.name(workspace.brand_file), read_file(workspace.brand_file))
    brand = parse(document, Brand)[0] if document is not None else None
    if brand is None:
        return None
    sources, _ = locate(workspace, brand, lang)
    if not sources:
        return None
    cache = workspace.cache_folder / "preview"
    codes = [c for c in common(lang) if not is_ideograph(c)]
    codes += [c for c in common(lang) if is_ideograph(c)][: _IDEOGRAPHS.get(lang, 0)]
    prepare(sources, frozenset(codes), cache)
    return Wide(sources, frozenset(codes), cache)

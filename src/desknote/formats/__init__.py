"""Findings for programs: JSON, SARIF 2.1.0, annotations of GitHub's and GitLab's pipelines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from desknote.diagnostics import Diagnostic
from desknote.formats.selection import unknown_selectors, wanted
from desknote.report import UiLang, ordered

__all__ = [
    "FORMATS",
    "prefix_of",
    "render",
    "unknown_selectors",
    "wanted",
]

FORMATS: Mapping[str, str] = MappingProxyType(
    {"json": "json_format", "sarif": "sarif", "github": "github", "gitlab": "gitlab"}
)
"""The formats there are, and the module that writes each."""


def render(diagnostics: Iterable[Diagnostic], form: str, lang: UiLang, prefix: str = "") -> str:
    """``diagnostics`` in the format ``form`` (one of :data:`FORMATS`), each once, in order, in ``lang``.

    ``prefix`` leads from where the reader of the result starts (a repository's root) to the workspace;
    see :func:`prefix_of`. JSON names files from the workspace, whatever the prefix.
    """
    module = import_module(f"{__name__}.{FORMATS[form]}")
    return str(getattr(module, f"as_{form}")(ordered(diagnostics), lang, prefix))


def prefix_of(root: Path, environ: Mapping[str, str] = os.environ) -> str:
    """The path, with a slash at its end, from the repository that the workspace ``root`` lies in to it."""
    checkout = environ.get("GITHUB_WORKSPACE", "")
    tops = [Path(checkout).resolve()] if checkout else []
    tops += [folder for folder in (root, *root.parents) if (folder / ".git").exists()]
    for top in tops:
        if root.is_relative_to(top):
            relative = root.relative_to(top).as_posix()
            return "" if relative == "." else relative + "/"
    return ""

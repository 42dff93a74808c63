"""Findings as the preview shows them: words, place and the lines around it, ready for JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.report import UiLang, help_text, label, message, ordered, severity
from desknote.rules import RULES
from desknote.workspace import Workspace, read

_AROUND = 2  # lines shown before and after
_LONGEST = 240  # characters of a line shown
_LARGEST = 5_000_000  # bytes of a file that lines are shown of
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def as_rows(diagnostics: Iterable[Diagnostic], workspace: Workspace, lang: UiLang) -> list[dict[str, Any]]:
    """Each finding once, errors first, then by place."""
    found = sorted(ordered(diagnostics), key=lambda d: severity(d) != "error")
    return [_row(d, workspace, lang) for d in found]


def _row(diagnostic: Diagnostic, workspace: Workspace, lang: UiLang) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "name": RULES[diagnostic.code].name,
        "severity": severity(diagnostic),
        "message": message(diagnostic, lang),
        "help": help_text(diagnostic, lang),
        "label": label(diagnostic, lang),
        "place": {"file": span.file, "line": span.line, "column": span.column} if span else None,
        "excerpt": excerpt(workspace, span) if span else None,
    }


def excerpt(workspace: Workspace, span: Span, around: int = _AROUND) -> dict[str, Any] | None:
    """The lines around ``span``: ``{first, line, lines, start, end}``, the last two columns of its line.

    Nothing where there is no such file in the workspace, or it is none of text.
    """
    lines = lines_of(workspace, span.file)
    if lines is None or not 0 < span.line <= len(lines):
        return None
    first = max(1, span.line - around)
    shown = lines[first - 1 : span.line + around]
    whole = lines[span.line - 1]
    start = min(span.column - 1, len(whole))
    end = span.end_column - 1 if span.end_line == span.line else len(whole)
    end = max(start + 1, min(end, len(whole)))
    skipped = max(0, start - _LONGEST // 2) if len(whole) > _LONGEST else 0
    rows = [_visible(line[:_LONGEST]) for line in shown]
    rows[span.line - first] = _visible(whole[skipped : skipped + _LONGEST])
    return {
        "first": first,
        "line": span.line,
        "lines": rows,
        "start": start - skipped,
        "end": min(end - skipped, _LONGEST),
    }


def lines_of(workspace: Workspace, name: str) -> list[str] | None:
    """The lines of a workspace file of text."""
    if name.startswith("<"):
        return None
    path = workspace.inside(workspace.root / name)
    try:
        if path is None or not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        text = read(workspace, path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, Problems):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _visible(text: str) -> str:
    """``text`` with a sign in the place of each character that would not show, or turn others about."""
    return "".join("\ufffd" if c != "\t" and unicodedata.category(c) in _UNSEEN else c for c in text)

"""Findings as JSON, in a shape that keeps its meaning: new keys may come, ``version`` rises if any changes.

Lines and columns start at 1, columns count code points, ends are exclusive; files are POSIX paths from
the workspace's root.
"""

from __future__ import annotations

import json
from typing import Any

from desknote import __version__
from desknote.diagnostics import Diagnostic, Fix, Span
from desknote.report import UiLang, help_text, message, severity
from desknote.rules import RULES

VERSION = 1


def as_json(found: list[Diagnostic], lang: UiLang, prefix: str = "") -> str:
    """The findings, how many there are of each severity, and what said so."""
    counts = {"error": 0, "warning": 0, "info": 0}
    for diagnostic in found:
        counts[severity(diagnostic)] += 1
    whole = {
        "version": VERSION,
        "desknote": __version__,
        "lang": lang,
        "summary": {"errors": counts["error"], "warnings": counts["warning"], "infos": counts["info"]},
        "diagnostics": [_row(d, lang) for d in found],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _row(diagnostic: Diagnostic, lang: UiLang) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "name": RULES[diagnostic.code].name,
        "severity": severity(diagnostic),
        "message": message(diagnostic, lang),
        "help": help_text(diagnostic, lang),
        "file": span.file if span is not None else None,
        "range": _range(span) if span is not None else None,
        "suggestion": diagnostic.suggestion or None,
        "fix": _fix(diagnostic.fixes[0], lang) if diagnostic.fixes else None,
    }


def _range(span: Span) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": span.line, "column": span.column},
        "end": {"line": span.end_line, "column": span.end_column},
    }


def _fix(fix: Fix, lang: UiLang) -> dict[str, Any]:
    return {
        "title": fix.zh if lang == "zh" else fix.en,
        "certain": fix.certain,
        "edits": [
            {"file": edit.span.file, "range": _range(edit.span), "text": edit.text} for edit in fix.edits
        ],
    }

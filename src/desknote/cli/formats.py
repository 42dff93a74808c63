"""Findings for programs: JSON, SARIF 2.1.0 and the annotations of GitHub's workflows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from desknote import __version__
from desknote.diagnostics import Diagnostic
from desknote.report import UiLang, help_text, message, severity
from desknote.rules import RULES

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def as_json(found: list[Diagnostic], lang: UiLang) -> str:
    """A list of findings; lines and columns start at 1, the end is exclusive."""
    return json.dumps([_row(d, lang) for d in found], ensure_ascii=False, indent=2)


def _row(diagnostic: Diagnostic, lang: UiLang) -> dict[str, Any]:
    span = diagnostic.span
    place = None
    if span is not None:
        place = {
            "file": span.file,
            "line": span.line,
            "column": span.column,
            "end_line": span.end_line,
            "end_column": span.end_column,
        }
    return {
        "code": diagnostic.code,
        "name": RULES[diagnostic.code].name,
        "severity": severity(diagnostic),
        "message": message(diagnostic, lang),
        "help": help_text(diagnostic, lang),
        "suggestion": diagnostic.suggestion,
        "place": place,
    }


def as_sarif(found: list[Diagnostic], lang: UiLang) -> str:
    """A SARIF log with one run."""
    codes = sorted({d.code for d in found})
    rules = [{"id": code, "name": RULES[code].name} for code in codes]
    results = [
        {
            "ruleId": d.code,
            "ruleIndex": codes.index(d.code),
            "level": _LEVELS[severity(d)],
            "message": {"text": "\n".join(filter(None, (message(d, lang), help_text(d, lang))))},
            **_locations(d),
        }
        for d in found
    ]
    driver = {"name": "desknote", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _locations(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    if span is None:
        return {}
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    place = {"artifactLocation": {"uri": _uri(span.file)}, "region": region}
    return {"locations": [{"physicalLocation": place}]}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/")


def as_github(found: list[Diagnostic], lang: UiLang) -> str:
    """One workflow command a finding."""
    rows = []
    for d in found:
        parts = {"title": d.code}
        if d.span is not None:
            parts = {
                "file": d.span.file,
                "line": str(d.span.line),
                "col": str(d.span.column),
                "endLine": str(d.span.end_line),
                "title": d.code,
            }
        level = {"error": "error", "warning": "warning", "info": "notice"}[severity(d)]
        text = "\n".join(filter(None, (message(d, lang), help_text(d, lang))))
        listed = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in parts.items())
        rows.append(f"::{level} {listed}::{_escaped(text)}")
    return "\n".join(rows)


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


FORMATTERS: Mapping[str, Callable[[list[Diagnostic], UiLang], str]] = MappingProxyType(
    {"json": as_json, "sarif": as_sarif, "github": as_github}
)

"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from desknote.diagnostics import Diagnostic
from desknote.report import UiLang, help_text, label, message, severity
from desknote.rules import RULES

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def as_github(found: list[Diagnostic], lang: UiLang, prefix: str = "") -> str:
    """One command a finding, a line each."""
    return "\n".join(_command(diagnostic, lang, prefix) for diagnostic in found)


def _command(diagnostic: Diagnostic, lang: UiLang, prefix: str) -> str:
    properties: dict[str, object] = {}
    if (span := diagnostic.span) is not None:
        properties = {"file": prefix + span.file, "line": span.line, "endLine": span.end_line}
        if span.line == span.end_line:  # columns of a range over several lines are not understood
            properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{diagnostic.code} {RULES[diagnostic.code].name}"
    listed = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items())
    texts = (message(diagnostic, lang), label(diagnostic, lang), help_text(diagnostic, lang))
    return f"::{_LEVELS[severity(diagnostic)]} {listed}::{_escaped(chr(10).join(filter(None, texts)))}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text

"""Findings as a SARIF 2.1.0 log, with the rules' own words and the fixes, for code-scanning services."""

from __future__ import annotations

import hashlib
import json
from string import Formatter
from typing import Any
from urllib.parse import quote

from desknote import __version__
from desknote.diagnostics import Diagnostic, Edit, Fix, Span
from desknote.report import UiLang, help_text, label, message, severity
from desknote.rules import RULES, Rule
from desknote.workspace import MARKER

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_BASE = "%SRCROOT%"


def as_sarif(found: list[Diagnostic], lang: UiLang, prefix: str = "") -> str:
    """A log with one run."""
    codes = sorted({d.code for d in found})
    said = "the top of the checkout" if lang == "en" else "检出目录的根"
    run = {
        "tool": {
            "driver": {
                "name": "desknote",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "zh-CN" if lang == "zh" else "en",
                "rules": [_rule(RULES[code], lang) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": said}}},
        "results": [_result(d, codes.index(d.code), lang, prefix) for d in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(rule: Rule, lang: UiLang) -> dict[str, Any]:
    zh = lang == "zh"
    helping = _prose(rule.help_zh if zh else rule.help_en)
    # Long texts that no other format wants: read when a log is written.
    from desknote.explanations import EXPLANATIONS

    explanation = EXPLANATIONS[rule.code]
    explained = explanation.zh if zh else explanation.en
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _prose(rule.zh if zh else rule.en)},
        "fullDescription": {"text": explained},
        "help": {"text": "\n\n".join(filter(None, (helping, explained)))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _prose(template: str) -> str:
    """A template with its places named; empty where nothing but a place is in it."""
    parts, fixed = [], False
    for text, place, _, _ in Formatter().parse(template):
        fixed = fixed or bool(text.strip())
        parts.append(text + (f"<{place.removesuffix('_en').removesuffix('_zh')}>" if place else ""))
    return "".join(parts) if fixed else ""


def _result(diagnostic: Diagnostic, index: int, lang: UiLang, prefix: str) -> dict[str, Any]:
    texts = (message(diagnostic, lang), label(diagnostic, lang), help_text(diagnostic, lang))
    # Services refuse a result without a place; the workspace's own mark stands for what has none.
    span = diagnostic.span
    file = span.file if span is not None else MARKER.as_posix()
    place: dict[str, Any] = {"artifactLocation": _artifact(file, prefix)}
    if span is not None:
        place["region"] = _region(span)
    made = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[severity(diagnostic)],
        "message": {"text": "\n".join(filter(None, texts))},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"finding/v1": _fingerprint(diagnostic)},
    }
    if diagnostic.fixes:
        made["fixes"] = [_fix(fix, lang, prefix) for fix in diagnostic.fixes]
    return made


def _fingerprint(diagnostic: Diagnostic) -> str:
    """What stays the same when lines are added above a finding."""
    file = diagnostic.span.file if diagnostic.span is not None else ""
    params = sorted((key, str(value)) for key, value in diagnostic.params.items() if key != "choices")
    return hashlib.sha256(repr((diagnostic.code, file, params)).encode()).hexdigest()[:32]


def _fix(fix: Fix, lang: UiLang, prefix: str) -> dict[str, Any]:
    files: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        files.setdefault(edit.span.file, []).append(edit)
    return {
        "description": {"text": fix.zh if lang == "zh" else fix.en},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(file, prefix),
                "replacements": [
                    {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
                    for edit in edits
                ],
            }
            for file, edits in files.items()
        ],
    }


def _artifact(file: str, prefix: str) -> dict[str, str]:
    return {"uri": quote(prefix + file, safe="/"), "uriBaseId": _BASE}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }

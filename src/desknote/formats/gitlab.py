"""Findings as a Code Quality report, which GitLab shows in merge requests."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from desknote.diagnostics import Diagnostic, Span
from desknote.report import UiLang, help_text, label, message, severity
from desknote.rules import RULES

_LEVELS = {"error": "critical", "warning": "minor", "info": "info"}


def as_gitlab(found: list[Diagnostic], lang: UiLang, prefix: str = "") -> str:
    """A list of issues; see https://docs.gitlab.com/ci/testing/code_quality/ for the keys."""
    seen: Counter[str] = Counter()
    return json.dumps([_issue(d, lang, prefix, seen) for d in found], ensure_ascii=False, indent=1)


def _issue(diagnostic: Diagnostic, lang: UiLang, prefix: str, seen: Counter[str]) -> dict[str, Any]:
    span = diagnostic.span or Span.point("content")
    texts = (message(diagnostic, lang), label(diagnostic, lang), help_text(diagnostic, lang))
    # The same for a finding that only moved, so that it is not told of as new; a number tells twins apart.
    name = f"{diagnostic.code}\0{span.file}\0{texts[0]}"
    seen[name] += 1
    return {
        "description": " ".join(filter(None, texts)),
        "check_name": f"{diagnostic.code} {RULES[diagnostic.code].name}",
        "fingerprint": hashlib.sha256(f"{name}\0{seen[name]}".encode()).hexdigest(),
        "severity": _LEVELS[severity(diagnostic)],
        "location": {"path": prefix + span.file, "lines": {"begin": span.line, "end": span.end_line}},
    }

"""One row of the table of diagnostics."""

from __future__ import annotations

from desknote.diagnostics import Severity
from desknote.records import dataclass

ERROR: Severity = "error"
WARNING: Severity = "warning"
INFO: Severity = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """Templates are ``str.format`` templates filled by ``Diagnostic.params``."""

    code: str
    name: str
    severity: Severity
    en: str
    zh: str
    help_en: str = ""
    help_zh: str = ""

"""``desknote waive``: let a note off a rule, for a reason and until a day."""

from __future__ import annotations

import datetime as dt
import re

from desknote.cli.commands.approve import needed, private_key, record, workflow_of
from desknote.cli.commands.notes import chosen
from desknote.cli.console import Console
from desknote.cli.words import Given, UsageError
from desknote.diagnostics import Diagnostic, Problems
from desknote.files import today
from desknote.ledger import Entry
from desknote.ledger.book import now
from desknote.release import may_act, waivable
from desknote.resolve import close
from desknote.rules import RULES


def run(given: Given, console: Console) -> int:
    """Record the waiver. Raises Problems and UsageError."""
    name, code = given.arguments[0], given.arguments[1].upper()
    by, reason, until = (needed(given, console, option) for option in ("by", "reason", "until"))
    if code not in RULES:
        raise UsageError(console.say.near("unknown_code", code, RULES), "desknote waive")
    if not waivable(code):
        raise Problems([Diagnostic("DN807", None, {"code": code})])
    workspace, (slug, *_) = chosen((name,))
    workflow, key = workflow_of(workspace), private_key(given, workspace, console)
    note, _ = close(workspace, slug)
    may_act(workflow, by, key, (note,) if note is not None else ())
    entry = Entry(0, now(), "waive", slug, by, reason=reason, rule=code, until=_day(until))
    record(workspace, workflow, (entry,), key, console)
    return 0


def _day(text: str) -> str:
    try:
        day = dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        day = None
    if day is None or day < today():
        raise Problems([Diagnostic("DN813", None, {"value": text})])
    return day.isoformat()

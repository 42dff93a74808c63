"""Where a note stands: its state and its waivers, as the ledger and the house have it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from desknote.diagnostics import Diagnostic
from desknote.ledger.book import Book
from desknote.ledger.entry import Entry
from desknote.model.house import Approver, Workflow
from desknote.records import dataclass

RELEASED = ("approved", "published")
STATES = ("approve", "release", "withdraw", "revoke")
"""The acts from which a state follows."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that need not hold for a note, up to and with the day ``until``."""

    rule: str
    by: str
    name: str
    reason: str
    until: dt.date


@dataclass(frozen=True, slots=True)
class Standing:
    """``state`` as in ``ClosedNote.state``; ``approval`` is the entry that gives it.

    ``changed``: the note was approved once, and says something else now; ``by_house`` where that is not
    its author's doing but the firm's.
    """

    state: str
    approval: Entry | None = None
    changed: bool = False
    by_house: bool = False
    waivers: tuple[Waiver, ...] = ()


def standing(
    book: Book,
    workflow: Workflow | None,
    slug: str,
    wanted: str | None,
    content: str,
    house: Callable[[], str],
    day: dt.date,
) -> Standing:
    """How the note ``slug`` stands on ``day``; ``wanted`` is the state that its author gives.

    ``content`` and ``house`` are its digests; the latter is asked for only where it matters. What the house
    approves stays approved while neither changes; what is published stays so while the note itself says the
    same: firms change their standing texts, and old notes keep the approval that they had. Nothing counts in
    a ledger that is broken.
    """
    entries = () if book.broken is not None else book.of.get(slug, ())
    valid = [e for e in entries if workflow is None or counts(e, workflow)]
    waivers = tuple(_waivers(valid, workflow, day))
    own = wanted or ("draft" if workflow is not None else "published")
    last = last_of(valid)
    if last is None or last.act == "revoke":
        return Standing(own, waivers=waivers)
    if last.act == "withdraw":
        return Standing("withdrawn", last, waivers=waivers)
    if last.content != content:
        return Standing(own, last, True, waivers=waivers)
    if last.act == "approve" and last.house != house():
        return Standing(own, last, True, True, waivers)
    return Standing("published" if last.act == "release" else "approved", last, waivers=waivers)


def last_of(entries: Sequence[Entry]) -> Entry | None:
    """The act from which the state of a note follows, if there is one. ``entries`` are those that count."""
    return next((e for e in reversed(entries) if e.act in STATES), None)


def counts(entry: Entry, workflow: Workflow) -> bool:
    """Whether the house knows who acted, and that it was they."""
    approver = workflow.approvers.get(entry.by)
    if approver is None or (approver.until is not None and entry.time[:10] > approver.until.isoformat()):
        return False
    if approver.key is None:
        return not workflow.signatures
    from desknote.ledger.keys import is_signed

    return is_signed(approver.key, entry.hash, entry.signature)


def _waivers(entries: Iterable[Entry], workflow: Workflow | None, day: dt.date) -> Iterable[Waiver]:
    latest = {e.rule: e for e in entries if e.act == "waive"}
    for entry in latest.values():
        try:
            until = dt.date.fromisoformat(entry.until)
        except ValueError:
            continue
        if until >= day:
            yield Waiver(entry.rule, entry.by, approver_name(workflow, entry.by), entry.reason, until)


def approver_name(workflow: Workflow | None, who: str) -> str:
    """The name of an approver, as the house gives it; else the id."""
    known: Mapping[str, Approver] = workflow.approvers if workflow is not None else {}
    return known[who].name if who in known else who


def waived(
    found: Iterable[Diagnostic], waivers: Iterable[Waiver], said: Mapping[str, str]
) -> list[Diagnostic]:
    """``found`` with what is waived turned into DN815, which only informs.

    ``said`` gives a rule's short name by its code.
    """
    by_rule = {w.rule: w for w in waivers}
    return [_waived(d, by_rule[d.code], said) if d.code in by_rule else d for d in found]


def _waived(diagnostic: Diagnostic, waiver: Waiver, said: Mapping[str, str]) -> Diagnostic:
    params = {
        "code": diagnostic.code,
        "rule": said.get(diagnostic.code, ""),
        "name": waiver.name,
        "until": waiver.until.isoformat(),
        "reason": waiver.reason,
    }
    return replace(diagnostic, code="DN815", params=params, suggestion="", severity=None, fixes=())

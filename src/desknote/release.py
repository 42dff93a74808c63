"""From the ledger to the note: its state, whether it may be released, and who may act on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from desknote import reading
from desknote.content import content_digest, house_digest
from desknote.diagnostics import Diagnostic, Problems, Span, suggest
from desknote.files import today
from desknote.freshness import LEDGER, acts
from desknote.resources import packaged
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.ledger import Book, Entry, Standing, Waiver
    from desknote.model.house import Workflow

_STATES = {
    "draft": ("a draft", "草稿"),
    "review": ("in review", "审核中"),
    "approved": ("approved", "已批准"),
    "published": ("published", "已发布"),
    "withdrawn": ("withdrawn", "已撤回"),
}
_NOT_OF_NOTES = ("site/", "redline")
_WAIVABLE = ("DN4", "DN5")


def placed(
    workspace: Workspace, note: ClosedNote, release: bool = False, book: Book | None = None
) -> tuple[ClosedNote, Standing, tuple[Diagnostic, ...]]:
    """``note`` in the state that the ledger gives it, how it stands, and what is to be said of that.

    With ``release`` whatever keeps the note from being published is an error. Raises Problems (DN003,
    DN004) where the ledger cannot be read.
    """
    from desknote.ledger import load, standing

    digest = content_digest(note)
    if reading.noted():
        reading.note(LEDGER, acts(workspace, note.slug))
    with reading.unnoted():  # of the ledger only what it holds of the note
        ledger = book if book is not None else load(workspace)
    wanted = note.state if note.state in ("draft", "review") else None
    stands = standing(
        ledger, note.workflow, note.slug, wanted, digest, lambda: house_said(workspace, note), today()
    )
    reason = stands.approval.reason if stands.state == "withdrawn" and stands.approval else ""
    found = _told(note, ledger, stands, release)
    return replace(note, state=stands.state, content=digest, withdrawal=reason), stands, tuple(found)


def _told(note: ClosedNote, ledger: Book, stands: Standing, release: bool) -> Iterable[Diagnostic]:
    from desknote.ledger.standing import RELEASED, approver_name

    if ledger.broken is not None:
        yield replace(ledger.broken, severity="error" if release else "warning")
    place = note.title.span or Span.point(note.file)
    entry = stands.approval
    if entry is not None and stands.changed:
        params = {
            "note": note.slug,
            "name": approver_name(note.workflow, entry.by),
            "date": entry.time[:10],
            "what_en": ": what the firm itself says on it, or its templates" if stands.by_house else "",
            "what_zh": "（本机构的文本或模板有改动）" if stands.by_house else "",
        }
        yield Diagnostic("DN802", place, params, severity="error" if release else None)
    elif entry is not None and stands.state == "withdrawn" and release:
        name = approver_name(note.workflow, entry.by)
        params = {"note": note.slug, "date": entry.time[:10], "name": name, "reason": entry.reason}
        yield Diagnostic("DN808", place, params)
    elif release and stands.state not in RELEASED:
        en, zh = _STATES[stands.state]
        yield Diagnostic("DN801", place, {"note": note.slug, "state_en": en, "state_zh": zh})


def without_waived(found: Iterable[Diagnostic], waivers: Iterable[Waiver]) -> list[Diagnostic]:
    """``found``, what is waived told of as such only."""
    waivers = tuple(waivers)
    if not waivers:
        return list(found)
    from desknote.ledger.standing import waived
    from desknote.rules import RULES

    return waived(found, waivers, {w.rule: RULES[w.rule].name for w in waivers if w.rule in RULES})


def waivable(code: str) -> bool:
    """Whether a house may let a note off the rule: compliance and prose, never what makes a note whole."""
    from desknote.jurisdictions import pack_of
    from desknote.jurisdictions import waivable as in_pack
    from desknote.rules import RULES

    if pack_of(code) and not in_pack(code):
        return False
    return code in RULES and code.startswith(_WAIVABLE) and code not in ("DN401", "DN402", "DN405", "DN406")


def may_act(workflow: Workflow | None, who: str, key: object | None, notes: Iterable[ClosedNote]) -> None:
    """Raises Problems where ``who`` may not act on ``notes``: DN804, DN805, DN806, DN814."""
    if workflow is None:
        raise Problems([Diagnostic("DN814", None, {})])
    approver = workflow.approvers.get(who)
    day = today()
    current = {i: a for i, a in workflow.approvers.items() if a.until is None or a.until >= day}
    if approver is None or who not in current:
        choices = ", ".join(current) or "—"
        named = (one for one, known in current.items() if known.name == who)
        near = next(named, "") or suggest(who, current)
        raise Problems([Diagnostic("DN804", None, {"name": who, "choices": choices}, near)])
    if approver.key is not None or workflow.signatures:
        from desknote.ledger.keys import public_text

        if key is None or approver.key is None or public_text(key) != approver.key:
            raise Problems([Diagnostic("DN806", None, {"name": approver.name})])
    own = [
        Diagnostic("DN805", note.title.span, {"name": approver.name, "note": note.slug})
        for note in notes
        if not workflow.own_notes
        and any(p.role == "analyst" and (p.id == who or p.name == approver.name) for p in note.people)
    ]
    if own:
        raise Problems(own)


def house_said(workspace: Workspace, note: ClosedNote) -> str:
    """The digest of what the firm says on ``note``, its own templates among it."""
    return house_digest(note, _own_templates(workspace))


def _own_templates(workspace: Workspace) -> str:
    """Stands for the house's templates of notes, as far as they are not desknote's; empty without any."""
    folder, known = workspace.templates_folder, packaged("templates")
    if folder == known or not folder.is_dir():
        return ""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.startswith(_NOT_OF_NOTES) or "/." in f"/{name}" or workspace.inside(path) is None:
            continue
        content = _lines(path.read_bytes())
        same = (known / name).is_file() and _lines((known / name).read_bytes()) == content
        if not same:
            found.append(f"{name} {hashlib.sha256(content).hexdigest()}")
    return hashlib.sha256("\n".join(found).encode("utf-8", "replace")).hexdigest() if found else ""


def _lines(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def approval(
    workspace: Workspace,
    note: ClosedNote,
    act: str,
    by: str,
    time: str,
    found: Iterable[Diagnostic],
    **more: object,
) -> Entry:
    """The entry that records an act on ``note`` as it is, under the rules that were in force."""
    from desknote import __version__
    from desknote.ledger import Entry

    rules: dict[str, object] = {"desknote": __version__}
    if note.jurisdictions:
        rules["jurisdictions"] = list(note.jurisdictions)
    found = tuple(found)
    if codes := sorted({d.code for d in found if d.code not in ("DN802", "DN815")}):
        rules["findings"] = codes
    if gone := sorted({str(d.params["code"]) for d in found if d.code == "DN815"}):
        rules["waived"] = gone
    entry = Entry(0, time, act, note.slug, by, note.content, house_said(workspace, note), rules=rules)
    return replace(entry, **more)  # type: ignore[arg-type]

"""The manifest of a built note: what it was made from, what lies there, which rules held, who approved of it.

Its schema is :func:`desknote.manifest_schema.schema`; ``FORMAT`` changes with it.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote import __version__, freshness
from desknote.resources import versions

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.diagnostics import Diagnostic
    from desknote.ledger import Entry, Standing

MANIFEST = "manifest.json"
FORMAT = 2


def about(note: ClosedNote, standing: Standing, found: Iterable[Diagnostic]) -> dict[str, Any]:
    """What a manifest says of the note; ``found`` is all that was found on the way."""
    return {
        "note": note.slug,
        "title": str(note.title),
        "kind": note.kind,
        "lang": note.lang,
        "date": note.date.isoformat(),
        "state": note.state,
        "content": note.content,
        "rules": _rules(note, standing, found),
        "approval": _approval(note, standing),
    }


def _rules(note: ClosedNote, standing: Standing, found: Iterable[Diagnostic]) -> dict[str, Any]:
    """The rules of content, of prose and of the note's jurisdictions: which held, which found something,
    which a supervisor waived and which the house or a comment leaves out."""
    from desknote.check.rules import applied
    from desknote.check.settings import left_out

    by_code: dict[str, int] = {}
    waived = {}
    for one in found:
        if one.code == "DN815":
            waived[str(one.params["code"])] = {key: one.params[key] for key in ("name", "until", "reason")}
        else:
            by_code[one.code] = by_code.get(one.code, 0) + 1
    out = left_out(note)
    held = [c for c in applied(note) if c not in by_code and c not in waived and c not in out]
    return {
        "jurisdictions": list(note.jurisdictions),
        "passed": held,
        "findings": dict(sorted(by_code.items())),
        "waived": dict(sorted(waived.items())),
        "left_out": sorted(out),
    }


def _approval(note: ClosedNote, standing: Standing) -> dict[str, Any] | None:
    """The act in the ledger that the note's state follows from; none where there is none.

    ``holds`` is false where the note says something else now than what was approved of.
    """
    from desknote.ledger.standing import approver_name

    entry: Entry | None = standing.approval
    if entry is None:
        return None
    return {
        "act": entry.act,
        "holds": not standing.changed,
        "by": entry.by,
        "name": approver_name(note.workflow, entry.by),
        "time": entry.time,
        "entry": entry.number,
        "hash": entry.hash,
        "signed": bool(entry.signature),
        "content": entry.content,
    }


def _libraries() -> dict[str, str]:
    """The versions of the libraries that shape outputs, by name."""
    rows = (one.rpartition("-") for one in versions().split())
    return {name: version for name, _, version in rows}


def manifest(
    glance: freshness.Glance,
    slug: str,
    folder: Path,
    said: Mapping[str, Any],
    made: Sequence[freshness.Record] = (),
) -> bytes:
    """What lies in ``folder`` and what it was made from: what was ``made`` now, and what was made before.

    An output that was not made again when its inputs changed is ``outdated``.
    """
    inputs: dict[str, str] = {}
    outputs: dict[str, dict[str, object]] = {}
    warnings: set[str] = set()
    pages = 0
    now = {record.target for record in made}
    before = [r for r in freshness.records(glance.workspace, slug, folder) if r.target not in now]
    for record in (*made, *(record for record in before if freshness.whole(record, folder))):
        fresh = record.target in now or glance.holds(slug, record.inputs, record.marks)
        for name, digest in record.outputs.items():
            row: dict[str, object] = {"sha256": digest, "bytes": (folder / name).stat().st_size}
            outputs[name] = row if fresh else {**row, "outdated": True}
        if fresh:
            inputs.update(record.inputs)
            warnings.update(d.code for d in record.diagnostics)
            pages = pages or record.pages
    own = {name: digest for name, digest in inputs.items() if not name.startswith(freshness.MACHINE)}
    own.pop(freshness.CODE, None)
    whole = {
        "manifest": FORMAT,
        **said,
        "generator": f"desknote {__version__}",
        "versions": {"python": platform.python_version(), **_libraries()},
        "pages": pages,
        "inputs": {"desknote": __version__, **dict(sorted(own.items()))},
        "outputs": dict(sorted(outputs.items())),
        "warnings": sorted(warnings),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()

"""What a house or a single line leaves out of the findings: ``checks`` in the house, comments in a note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desknote.closed import ClosedNote
from desknote.diagnostics import Diagnostic, Span
from desknote.manuscript import Manuscript
from desknote.model.checks import Checks, why_kept
from desknote.patterns import regex
from desknote.records import dataclass

_MARK = "desknote: ignore"
_COMMENT = regex(r"#\s*desknote:\s*ignore\b[ \t:]*([^#\n]*)")
_CODE = regex(r"[A-Za-z]{2}\d{3}\b|[^\s,，、;]+")


@dataclass(slots=True)
class _OptOut:
    """One code that a comment leaves out, and the lines for which it does."""

    code: str
    place: Span
    lines: range
    used: bool = False


def settled(note: ClosedNote, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """``found`` as the house and the note's own comments want it told.

    Compliance (DN413 to DN499) is waived, never left out. DN548 for each comment that does nothing.
    """
    outs = _opt_outs(note.manuscript) if note.manuscript is not None else []
    kept = []
    for one in found:
        if not (outs and one.span is not None and one.span.file == note.file and _left_out(one, outs)):
            kept.append(one)
    for out in outs:
        if not out.used:
            why = why_kept(out.code) or ("it finds nothing here", "此处没有该问题")
            params = {"rule": out.code, "reason_en": why[0], "reason_zh": why[1]}
            kept.append(Diagnostic("DN548", out.place, params))
    return tuple(by_house(note.checks, kept))


def left_out(note: ClosedNote) -> frozenset[str]:
    """The codes that the house leaves out of all notes, or a comment somewhere in this one."""
    outs = _opt_outs(note.manuscript) if note.manuscript is not None else []
    here = {out.code for out in outs if why_kept(out.code) is None}
    return frozenset(here | set(note.checks.ignore if note.checks is not None else ()))


def by_house(checks: Checks | None, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """``found`` without what the house leaves out, the rest as grave as it says."""
    if checks is None:
        return list(found)
    levels = checks.severity
    return [
        replace(one, severity=levels[one.code]) if one.code in levels else one
        for one in found
        if one.code not in checks.ignore
    ]


def _left_out(one: Diagnostic, outs: Iterable[_OptOut]) -> bool:
    assert one.span is not None
    matching = [o for o in outs if o.code == one.code and one.span.line in o.lines]
    if not matching or why_kept(one.code) is not None:
        return False
    for out in matching:
        out.used = True
    return True


def _opt_outs(manuscript: Manuscript) -> list[_OptOut]:
    """The codes that comments leave out. A comment counts for its line, or alone on its line for the next;
    where a text of several lines begins there, for all of it."""
    document = manuscript.document
    if _MARK not in document.text and "desknote:ignore" not in document.text:
        return []
    rows = document.text.split("\n")
    spans = [document.values[path] for path in document.scalars if path in document.values]
    inside = {line for s in spans for line in range(s.line + 1, _last(s) + 1)}
    found = []
    for number, row in enumerate(rows, 1):
        match = _COMMENT.search(row)
        if match is None or number in inside or _is_quoted(spans, number, match.start() + 1):
            continue
        alone = not row[: match.start()].strip()
        target = number + 1 if alone else number
        while alone and target <= len(rows) and rows[target - 1].lstrip().startswith("#"):
            target += 1  # several comments above one line
        ends = [_last(s) for s in spans if s.line == target]
        for code in _CODE.finditer(match[1]):
            column = match.start(1) + code.start() + 1
            place = Span(document.file, number, column, number, column + len(code[0]))
            found.append(_OptOut(code[0].upper(), place, range(target, max([target, *ends]) + 1)))
    return found


def _last(span: Span) -> int:
    """The last line that a value stands on: a block ends at the beginning of the line after it."""
    return span.end_line - (span.end_column == 1 and span.end_line > span.line)


def _is_quoted(spans: Iterable[Span], line: int, column: int) -> bool:
    """Whether a place lies within a value that is written on its line."""
    return any(
        s.line == line
        and s.column <= column
        and ((s.end_line, s.end_column) > (line, column))
        and _last(s) == line
        for s in spans
    )

"""Making the certain fixes: file by file, checked after each step, undone where they made nothing better."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import field, replace

from desknote.diagnostics import Diagnostic, Edit, Fix, Problems
from desknote.edits import apply, clash
from desknote.files import read_file, write_atomically
from desknote.fixes import with_fixes
from desknote.records import dataclass
from desknote.report import severity
from desknote.workspace import Workspace

Find = Callable[[Workspace], Iterable[Diagnostic]]
_ROUNDS = 40
_SYNTAX = frozenset(("DN101", "DN104", "DN106", "DN107"))


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after; ``before`` is what is on disk."""

    file: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Mended:
    """What was changed, which findings that mended, and what is left."""

    changes: tuple[Change, ...]
    mended: tuple[tuple[Diagnostic, Fix], ...]
    left: tuple[Diagnostic, ...]


def mend(workspace: Workspace, find: Find, wanted: Callable[[Diagnostic], bool] = lambda _: True) -> Mended:
    """Make the certain fixes of what ``find`` finds (and ``wanted`` wants mended). Nothing is written.

    A fix stays only where its finding is gone afterwards and no more errors are there than before.
    """
    return _Mending(workspace, find, wanted).run()


def write(workspace: Workspace, mended: Mended) -> None:
    """Put the changed files in their place. Raises Problems (DN007) for those that cannot be written."""
    wrong: list[Diagnostic] = []
    for change in mended.changes:
        path = workspace.root / change.file
        try:
            real = path.resolve()
            if read_file(real) != change.before:
                raise OSError(0, "it was changed meanwhile")
            mode = real.stat().st_mode
            write_atomically(real, change.after)
            real.chmod(mode)
        except OSError as error:
            reason = error.strerror or os.strerror(error.errno or 0)
            wrong.append(Diagnostic("DN007", None, {"file": change.file, "reason": reason}))
    if wrong:
        raise Problems(wrong)


@dataclass(slots=True)
class _Mending:
    workspace: Workspace
    find: Find
    wanted: Callable[[Diagnostic], bool]
    before: dict[str, bytes] = field(default_factory=dict)
    now: dict[str, bytes] = field(default_factory=dict)
    refused: set[tuple[object, ...]] = field(default_factory=set)

    def run(self) -> Mended:
        found = self._found(self.now)
        mended: list[tuple[Diagnostic, Fix]] = []
        for _ in range(_ROUNDS):
            chosen = self._chosen(found)
            if not chosen:
                break
            trial = self._trial(chosen)
            after = self._found(trial)
            if self._better(found, after, chosen):
                self.now, found = trial, after
                mended += chosen
                continue
            # Together they made something worse: one by one, those that do not.
            kept = []
            for pick in chosen:
                trial = self._trial([pick])
                after = self._found(trial)
                if self._better(found, after, [pick]):
                    self.now, found = trial, after
                    kept.append(pick)
                    break  # the others' places may have moved
                self.refused.add(_name(*pick))
            mended += kept
        changes = tuple(
            Change(name, self.before[name], data)
            for name, data in sorted(self.now.items())
            if data != self.before[name]
        )
        return Mended(changes, tuple(mended), tuple(found))

    def _found(self, texts: dict[str, bytes]) -> tuple[Diagnostic, ...]:
        root = self.workspace.root
        tried = {(self.workspace.inside(root / name) or root / name): data for name, data in texts.items()}
        unsaved = {**self.workspace.unsaved, **tried}
        there = replace(self.workspace, unsaved=unsaved)
        return with_fixes(self.find(there), lambda name: self._text(name, texts))

    def _text(self, name: str, texts: dict[str, bytes]) -> str | None:
        data = texts.get(name)
        if data is None:
            data = self._read(name)
        try:
            return data.decode("utf-8") if data is not None else None
        except UnicodeDecodeError:
            return None

    def _read(self, name: str) -> bytes | None:
        if name not in self.before:
            path = self.workspace.inside(self.workspace.root / name)
            if path is None or name.startswith("<"):
                return None
            try:
                self.before[name] = self.workspace.unsaved.get(path) or read_file(path)
            except OSError:
                return None
        return self.before[name]

    def _chosen(self, found: Iterable[Diagnostic]) -> list[tuple[Diagnostic, Fix]]:
        """The certain fixes that do not touch each other."""
        chosen: list[tuple[Diagnostic, Fix]] = []
        taken: dict[str, list[Edit]] = {}
        for diagnostic in found:
            fix = next((f for f in diagnostic.fixes if f.certain), None)
            if fix is None or diagnostic.span is None or not self.wanted(diagnostic):
                continue
            if _name(diagnostic, fix) in self.refused:
                continue
            name = diagnostic.span.file
            others = taken.setdefault(name, [])
            text = self._text(name, self.now)
            if text is None or clash(text, fix.edits, others):
                continue
            others += fix.edits
            chosen.append((diagnostic, fix))
        return chosen

    def _trial(self, picks: Iterable[tuple[Diagnostic, Fix]]) -> dict[str, bytes]:
        edits: dict[str, list[Edit]] = {}
        for _, fix in picks:
            for edit in fix.edits:
                edits.setdefault(edit.span.file, []).append(edit)
        made = dict(self.now)
        for name, some in edits.items():
            text = self._text(name, self.now)
            if text is not None:
                made[name] = apply(text, some).encode("utf-8")
        return made

    @staticmethod
    def _better(
        before: Iterable[Diagnostic], after: Iterable[Diagnostic], picks: list[tuple[Diagnostic, Fix]]
    ) -> bool:
        """Whether every picked finding is gone, and no more errors are there than before."""
        old, new = list(before), list(after)
        lines = {d.span.file: d.span.line for d, _ in reversed(picks) if d.span and d.code in _SYNTAX}
        for diagnostic, _ in picks:
            if diagnostic.code not in _SYNTAX and _count(new, diagnostic) >= _count(old, diagnostic):
                return False
        for name, line in lines.items():
            # What comes after a syntax error was hidden by it: the next one may only stand further down.
            syntax = (d.span.line for d in _errors(new, name) if d.code in _SYNTAX and d.span)
            if min(syntax, default=line + 1) <= line:
                return False
        unread = [
            {d.span.file for d in _errors(found) if d.code in _SYNTAX and d.span} for found in (old, new)
        ]
        if unread[1] - unread[0]:
            return False  # fewer errors, but of a file that can no longer be read
        if lines:
            return True
        errors = [Counter(d.span.file for d in _errors(found) if d.span) for found in (old, new)]
        return not errors[1] - errors[0]


def _errors(found: Iterable[Diagnostic], name: str = "") -> list[Diagnostic]:
    return [d for d in found if severity(d) == "error" and d.span is not None and name in ("", d.span.file)]


def _name(diagnostic: Diagnostic, fix: Fix | None = None) -> tuple[object, ...]:
    """What a finding is, wherever it has moved to."""
    file = diagnostic.span.file if diagnostic.span is not None else ""
    own = (fix.en,) if fix is not None else ()
    return (diagnostic.code, file, repr(sorted((k, str(v)) for k, v in diagnostic.params.items())), *own)


def _count(found: Iterable[Diagnostic], one: Diagnostic) -> int:
    return sum(_name(d) == _name(one) for d in found)

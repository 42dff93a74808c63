"""What a diagnostic is: a rule's code, a place in a file, and the values the message names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Literal

from desknote.records import dataclass

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range in a source file.

    ``file`` is a POSIX path relative to the workspace root (or a name in angle brackets for text
    that has no file). Lines and columns start at 1; columns count Unicode code points; the end is
    exclusive.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 2

    @classmethod
    def point(cls, file: str, line: int = 1, column: int = 1) -> Span:
        """A span of one character."""
        return cls(file, line, column, line, column + 1)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put ``text`` in the place of what ``span`` covers; a span that ends where it begins inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding. ``certain``: it is what the author meant, and may be done unasked."""

    en: str
    zh: str
    edits: tuple[Edit, ...]
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. The wording lives in :mod:`desknote.rules`, in each language, under ``code``.

    ``params`` fill the rule's templates. ``suggestion`` is the nearest valid spelling, shown under
    the caret. ``severity`` overrides the rule's own. ``fixes`` are ways to mend it, the best first; they
    are worked out from the file's text by :mod:`desknote.fixes`, for those who ask.
    """

    code: str
    span: Span | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    suggestion: str = ""
    severity: Severity | None = None
    fixes: tuple[Fix, ...] = ()


class Problems(Exception):
    """Raised by a stage that cannot go on; carries every diagnostic found so far."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(", ".join(d.code for d in self.diagnostics))


def suggest(word: str, candidates: Iterable[str]) -> str:
    """The candidate nearest to ``word``, or an empty string where none is near."""
    from difflib import get_close_matches

    if len(word) > 200:
        return ""
    pool = [c for c in dict.fromkeys(candidates) if c and len(c) <= 200]
    close = get_close_matches(word, pool, n=1, cutoff=0.6)
    if not close and 1 < len(word) <= 4:  # short Chinese words: one shared character is a lot
        close = [
            c
            for c in pool
            if len(c) == len(word) and sum(a == b for a, b in zip(c, word, strict=True)) * 2 >= len(word)
        ][:1]
    return close[0] if close else ""

"""Diagnostics as text: one line of place and message, the offending line, a caret and the help."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from desknote.diagnostics import Diagnostic, Severity, Span
from desknote.rules import RULES, Rule

UiLang = Literal["en", "zh"]
_SEVERITY = {
    "en": {"error": "error", "warning": "warning", "info": "info"},
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
}
_SGR = {"error": "1;31", "warning": "1;33", "info": "1;36", "path": "1", "gutter": "34"}
_WIDTH = 100
_LONGEST = 600  # characters of one value in a message
_UNPRINTABLE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> object:
        # A value that reads the same in both languages is given once, without a language.
        return self.get(key[:-3], "") if key.endswith(("_en", "_zh")) else ""


def printable(text: str) -> str:
    """``text`` with what would steer a terminal written out."""
    # A file's own words must not steer the reader's terminal.
    return "".join(
        c
        if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        else f"\\u{ord(c):04x}"
        for c in text
    )


def _fill(template: str, params: Mapping[str, object]) -> str:
    shown = {
        k: f"{v[:_LONGEST]}…" if isinstance(v, str) and len(v) > _LONGEST else v for k, v in params.items()
    }
    return printable(template.format_map(_Blank(shown)))


def severity(diagnostic: Diagnostic, rules: Mapping[str, Rule] = RULES) -> Severity:
    """A diagnostic's own severity, or its rule's."""
    return diagnostic.severity or rules[diagnostic.code].severity


def message(diagnostic: Diagnostic, lang: UiLang, rules: Mapping[str, Rule] = RULES) -> str:
    """What is wrong, in ``lang``."""
    rule = rules[diagnostic.code]
    return _fill(rule.zh if lang == "zh" else rule.en, diagnostic.params)


def help_text(diagnostic: Diagnostic, lang: UiLang, rules: Mapping[str, Rule] = RULES) -> str:
    """How to mend it, in ``lang``; empty where the rule has nothing to say."""
    rule = rules[diagnostic.code]
    return _fill(rule.help_zh if lang == "zh" else rule.help_en, diagnostic.params).strip()


def label(diagnostic: Diagnostic, lang: UiLang) -> str:
    """What stands under the caret: the nearest valid spelling."""
    if not diagnostic.suggestion:
        return ""
    word = printable(diagnostic.suggestion)
    return f"是不是“{word}”？" if lang == "zh" else f"did you mean '{word}'?"


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    """Order of a report: by file, place, code."""
    span = diagnostic.span
    place = (span.file, span.line, span.column) if span else ("", 0, 0)
    return (*place, diagnostic.code, repr(sorted(diagnostic.params.items(), key=str)))


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted, each once."""
    unique = {sort_key(d): d for d in diagnostics}
    return [unique[key] for key in sorted(unique)]


def summary(diagnostics: Iterable[Diagnostic], lang: UiLang, rules: Mapping[str, Rule] = RULES) -> str:
    """``2 errors, 1 warning``."""
    counts = {"error": 0, "warning": 0, "info": 0}
    for diagnostic in diagnostics:
        counts[severity(diagnostic, rules)] += 1
    if lang == "zh":
        return "，".join(f"{n} 个{_SEVERITY['zh'][s]}" for s, n in counts.items() if n)
    return ", ".join(f"{n} {s}{'' if n == 1 else 's'}" for s, n in counts.items() if n)


def width(text: str) -> int:
    """Terminal columns of ``text``."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def render_text(
    diagnostics: Iterable[Diagnostic],
    sources: Callable[[str], str | None],
    *,
    lang: UiLang,
    color: bool,
    rules: Mapping[str, Rule] = RULES,
) -> str:
    """The whole report, a blank line between findings."""

    def paint(text: str, what: str) -> str:
        return f"\x1b[{_SGR[what]}m{text}\x1b[0m" if color and text else text

    blocks: list[str] = []
    lines: dict[str, list[str] | None] = {}
    for d in ordered(diagnostics):
        level = severity(d, rules)
        head = paint(f"{_SEVERITY[lang][level]}[{d.code}]", level) + f": {message(d, lang, rules)}"
        if d.span is not None:
            head = paint(f"{printable(d.span.file)}:{d.span.line}:{d.span.column}", "path") + ": " + head
        rows = [head]
        if d.span is not None and d.span.file not in lines:
            lines[d.span.file] = _lines(sources(d.span.file))
        shown = _excerpt(lines[d.span.file], d.span) if d.span is not None else None
        note = label(d, lang)
        if shown is not None and d.span is not None:
            line, lead, carets = shown
            gutter = f"{d.span.line:>5} | "
            rows.append(paint(gutter, "gutter") + line)
            rows.append(
                paint(" " * 5 + " | ", "gutter")
                + " " * lead
                + paint("^" * carets + (f" {note}" if note else ""), level)
            )
        elif note:
            rows.append(f"   {note}")
        if helping := help_text(d, lang, rules):
            rows.append(("   办法: " if lang == "zh" else "   help: ") + helping)
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def _lines(text: str | None) -> list[str] | None:
    if text is None:
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _excerpt(lines: list[str] | None, span: Span) -> tuple[str, int, int] | None:
    """The line shown, the columns before the caret, the carets."""
    if lines is None or not 0 < span.line <= len(lines):
        return None
    raw = lines[span.line - 1]
    if not raw.strip():
        return None
    end = span.end_column - 1 if span.end_line == span.line else len(raw)
    start = min(span.column - 1, len(raw))
    end = max(start + 1, min(end, len(raw)))
    skipped = max(0, start - _WIDTH)  # a body may be one line of a megabyte: look around the place only
    raw = raw[skipped : start + 2 * _WIDTH]
    start, end = start - skipped, min(end - skipped, len(raw) + 1)
    clean = [("    " if c == "\t" else printable(c)) for c in raw]
    first, last = 0, len(clean)
    if skipped or width("".join(clean)) > _WIDTH:
        first = max(0, start - 20)
        last = first
        while last < len(clean) and width("".join(clean[first : last + 1])) < _WIDTH - 4:
            last += 1
    end = min(end, max(last, start + 1))
    before = "…" if first or skipped else ""
    after = "…" if last < len(clean) else ""
    shown = before + "".join(clean[first:last]) + after
    lead = width(before + "".join(clean[first:start]))
    return shown, lead, max(1, width("".join(clean[start:end])))

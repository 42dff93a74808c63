"""An author's text with its expressions filled in; what is wrong with it, at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from desknote import markup
from desknote.closed import Passage
from desknote.diagnostics import Diagnostic, suggest
from desknote.manuscript import Fill, Filled
from desknote.model.base import near_langs, read_lang
from desknote.records import dataclass
from desknote.resolve.expressions import Bad, Refused, Scope, Unknown, evaluate
from desknote.resolve.figures import Figure
from desknote.source import Document, Path, WrittenFloat, WrittenInt, written_number

_OF_COMPANY = frozenset(
    ("company", "currency", "date", "estimates", "months", "previous", "price", "price_date", "rating",
     "target_price", "valuation", "target_risks")
)  # fmt: skip
"""The keys that ``company`` is made of, and those that are read with them."""
MOST_EXPRESSIONS = 10_000
"""Expressions of one file."""
MOST_FOUND = 100
"""Findings of one file about its expressions; more of them help nobody."""


@dataclass(slots=True)
class Texts:
    """Reads texts of one document, and gathers what is found on the way."""

    document: Document
    scope: Scope
    found: list[Diagnostic] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    filled: set[Path] = field(default_factory=set)
    shown: dict[Path, Filled] = field(default_factory=dict)
    count: int = 0
    company_unsound: bool = False
    """What ``company`` is made of is wrong and told of: that it lacks something is no further mistake."""

    def of_company(self, told: Iterable[Diagnostic], mended: Iterable[Path]) -> None:
        """Takes note of what was found while the company's fields were read, and of their keys left out."""
        self.company_unsound = bool([*told, *self.found]) or any(
            path[0] in _OF_COMPANY for path in mended if path
        )

    def raw(self, path: Path) -> str:
        """The text at ``path`` as YAML gives it; empty where there is none."""
        scalar = self.document.scalars.get(path)
        return scalar.value if scalar is not None else ""

    def passage(self, path: Path, *, markdown: bool = True) -> Passage:
        """The text at ``path``. Filled-in values are escaped where Markdown would read marks into them."""
        raw = self.raw(path)
        text = self.fill(path, raw, escape=markdown)
        shown = text.lstrip()
        # An expression may be written over several lines: then nothing is known of the others.
        lines = self.document.line_numbers(path) if text.count("\n") == raw.count("\n") else ()
        first = text.count("\n", 0, len(text) - len(shown))
        return Passage(shown.rstrip(), self.document.value_span(path), lines[first:])

    def fill(self, path: Path, text: str, *, escape: bool) -> str:
        """``text``, which stands at ``path``, with its expressions filled in.

        An expression that is wrong stays as it is, and is told of.
        """
        self.filled.add(path)
        self._statements(path, text)
        self.shown[path] = (text, ())
        if "{{" not in text:
            return text
        fills: list[Fill] = []
        code = markup.code_ranges(text) if escape else []
        pieces: list[str] = []
        done = length = 0
        for expression in markup.expressions(text):
            self.count += 1
            if self.count > MOST_EXPRESSIONS or len(self.found) > MOST_FOUND:
                self._too_many(path, expression)
                break
            value = self._value(path, expression)
            if value is None:
                continue
            shown = str(value)
            if escape and not markup.within(code, expression.start):
                shown = markup.escaped(shown)
            pieces += [text[done : expression.start], shown]
            length += expression.start - done + len(shown)
            fills.append((length - len(shown), len(shown), expression.end - expression.start))
            done = expression.end
        made = "".join((*pieces, text[done:]))
        self.shown[path] = (made, tuple(fills))
        return made

    def datum(self, path: Path, value: Any) -> Any:
        """Data of an exhibit with its expressions filled in, in every text below ``path``.

        A text that is one expression and nothing else becomes a number where it stands for one; as
        text it still reads as the fact does.
        """
        if isinstance(value, Mapping):
            return {key: self.datum((*path, key), item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.datum((*path, i), item) for i, item in enumerate(value)]
        if not isinstance(value, str) or ("{{" not in value and "{%" not in value):
            return value
        self.filled.add(path)
        marks = markup.expressions(value)
        if len(marks) == 1 and marks[0].closed and value.strip() == value[marks[0].start : marks[0].end]:
            result = self._value(path, marks[0])
            if result is None:
                return value
            number = _as_number(result)
            return str(result) if number is None else number
        return self.fill(path, value, escape=path[-1] in ("title", "source", "note"))

    def _too_many(self, path: Path, expression: markup.Expression) -> None:
        if self.count == MOST_EXPRESSIONS + 1:
            span = self.document.char_span(path, expression.start, 2)
            reason = (f"a file may have {MOST_EXPRESSIONS}", f"一个文件最多 {MOST_EXPRESSIONS} 个")
            self.found.append(_because("DN309", span, reason))

    def unread(self, told: frozenset[Path]) -> list[Diagnostic]:
        """DN304 for each expression that stands where none is filled in, and would be printed as it is.

        ``told`` are the paths that something is said of already.
        """
        reason = ("none is filled in here", "此处不支持表达式")
        return [
            _because("DN304", self.document.char_span(path, scalar.value.index("{{"), 2), reason)
            for path, scalar in self.document.scalars.items()
            if "{{" in scalar.value and path not in self.filled
            if not (self.company_unsound and path[0] in _OF_COMPANY)
            if not any(path[:end] in told for end in range(1, len(path) + 1))
        ][:MOST_FOUND]

    def _value(self, path: Path, expression: markup.Expression) -> Figure | str | None:
        if not expression.closed:
            reason = ("'{{' is not closed by '}}'", "“{{”没有用“}}”闭合")
            self.found.append(_because("DN304", self.document.char_span(path, expression.start, 2), reason))
            return None
        try:
            value, used = evaluate(expression.source, self.scope)
        except Unknown as error:
            if not (self.company_unsound and (error.scope or error.name) == "company"):
                self.found.append(self._unknown(path, expression, error))
            return None
        except Refused as error:
            start, length = expression.start, expression.end - expression.start
            if isinstance(error, Bad) and (
                blamed := re.search(rf"\|\s*({re.escape(error.word or '|')})\b", expression.source)
            ):
                start, length = expression.start + 2 + blamed.start(1), len(error.word)
            span = self.document.char_span(path, start, length)
            code = "DN304" if isinstance(error, Bad) else "DN309"
            self.found.append(_because(code, span, error.reason))
            return None
        self.used |= used
        return value

    def told(self) -> list[Diagnostic]:
        """What was found; of facts that are missing because their key is misspelt, DN201 tells."""
        near = [key for key in self.document.data if isinstance(key, str) and key[:1] == "f"]
        if self.scope.names.get("facts") or "facts" in near or not suggest("facts", near):
            return self.found
        return [d for d in self.found if d.code != "DN305"]

    def _unknown(self, path: Path, expression: markup.Expression, error: Unknown) -> Diagnostic:
        name = re.escape(error.name)
        place = rf"\b{error.scope}\s*(?:\.\s*|\[\s*['\"])({name})\b" if error.scope else rf"\b({name})\b"
        match = re.search(place, expression.source)
        offset = expression.start + 2 + (match.start(1) if match else 0)
        span = self.document.char_span(path, offset, len(error.name))
        known = self.scope.names.get(error.scope, {}) if error.scope else self.scope.names
        choices, near = listed(known), suggest(error.name, known)
        if error.scope == "facts":
            self.used.add(near)  # the mistake is told of once, not as an unused fact as well
            return Diagnostic("DN305", span, {"name": error.name, "choices": choices}, near)
        params = {
            "what_en": f"{error.scope} field" if error.scope else "name",
            "what_zh": f"{error.scope} 字段" if error.scope else "名称",
            "value": error.name,
            "where_en": f"'{error.scope}'" if error.scope else "an expression",
            "where_zh": error.scope or "表达式中",
            "choices": choices,
        }
        if not error.scope and error.name in self.scope.names.get("facts", {}):
            near = f"facts.{error.name}"
            self.used.add(error.name)
        return Diagnostic("DN204", span, params, near)

    def _statements(self, path: Path, text: str) -> None:
        at = text.find("{%")
        while at >= 0 and len(self.found) <= MOST_FOUND:
            reason = ("statements ({% … %}) are not allowed", "不能使用语句（{% … %}）")
            self.found.append(_because("DN309", self.document.char_span(path, at, 2), reason))
            at = text.find("{%", at + 2)


def _because(code: str, span: Any, reason: tuple[str, str]) -> Diagnostic:
    return Diagnostic(code, span, {"reason_en": reason[0], "reason_zh": reason[1]})


def _as_number(value: Figure | str) -> WrittenInt | WrittenFloat | None:
    if isinstance(value, Figure):
        return written_number(f"{value.number:f}", str(value)) if value.number is not None else None
    return written_number(value)


def local_path(document: Document, path: Path, lang: str) -> Path | None:
    """Where the text for ``lang`` stands: at ``path`` itself, or under its language or a near one."""
    here = document.data
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return None
    if not isinstance(here, Mapping):
        return path if here is not None else None
    keys = {str(read_lang(key)): key for key in here}
    for choice in (lang, *near_langs(lang)):
        if choice in keys:
            return (*path, keys[choice])
    return None


def listed(names: Iterable[str], most: int = 20) -> str:
    """Names as a help line lists them."""
    words = list(names)
    return ", ".join(words[:most]) + (", …" if len(words) > most else "") if words else "—"

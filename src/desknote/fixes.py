"""Ways to mend a finding, worked out from the finding and the text it stands in: nothing is read or written.

A fix is *certain* where it is what the author meant: a known key with a letter missing, a date written
another way. ``desknote check --fix`` makes those; an editor offers all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property

from desknote.diagnostics import Diagnostic, Edit, Fix, Span
from desknote.edits import Lines
from desknote.model.wording import KEY_WORDS
from desknote.patterns import regex
from desknote.source import Document, Path, load_document

_WORD = {
    "DN201": "key", "DN204": "value", "DN205": "value", "DN301": "name", "DN302": "file", "DN303": "column",
    "DN305": "name", "DN306": "name", "DN310": "name", "DN330": "value",
}  # fmt: skip
"""The parameter that holds the word which a suggestion takes the place of."""
_TEXT_PLACES = frozenset(("DN305", "DN306", "DN310"))
_TYPE_WORDS = frozenset(("类型", "图型", "图表类型", "kind", "chart"))
"""What people call an exhibit's ``type``; without one, desknote cannot tell what its other keys mean."""
_UNSEEN = frozenset("\u200b\u2060\ufeff")
_SAFE = regex(r"[^\W\d_](?:(?:[\w ./%()（）·-]|:(?=\w))*[\w%)）])?")
_WIDE = regex(r"(?m)^([ \t]*(?:- +)*[\w.-]+) ?：[ \u3000]*")
_MAPPING_LINE = regex(r"(\s*(?:- +)*[\w.-]+:) +(\S.*)")


def fixes_for(diagnostic: Diagnostic, text: str) -> tuple[Fix, ...]:
    """The ways to mend ``diagnostic``, which was found in a file that holds ``text``; the best first."""
    return _Page(text).fixes(diagnostic)


def with_fixes(
    diagnostics: Iterable[Diagnostic], sources: Callable[[str], str | None]
) -> tuple[Diagnostic, ...]:
    """``diagnostics`` with their fixes; ``sources`` gives a file's text by its name, if it can be had."""
    pages: dict[str, _Page | None] = {}
    made = []
    for diagnostic in diagnostics:
        span = diagnostic.span
        if span is None or not span.file.endswith((".yaml", ".yml")):
            made.append(diagnostic)
            continue
        if span.file not in pages:
            text = sources(span.file)
            pages[span.file] = _Page(text) if text is not None else None
        page = pages[span.file]
        made.append(
            replace(diagnostic, fixes=(*diagnostic.fixes, *page.fixes(diagnostic)))
            if page is not None
            else diagnostic
        )
    return tuple(made)


def is_clear(word: str, suggestion: str, choices: Iterable[str]) -> bool:
    """Whether ``suggestion`` is the only one of ``choices`` that ``word`` can have been meant for."""

    def near(choice: str) -> float:
        return SequenceMatcher(None, word.strip().lower(), choice.lower()).ratio()

    best = near(suggestion)
    others = (near(c) for c in choices if c.lower() != suggestion.lower())
    least = 0.5 if len(word) <= 3 else 0.75
    return best >= least and max(others, default=0.0) <= best - 0.1


class _Page:
    """A file's text, read as far as the finding at hand asks for."""

    def __init__(self, text: str) -> None:
        self.lines = Lines(text)

    @cached_property
    def document(self) -> Document | None:
        return load_document("", self.lines.text)[0]

    def fixes(self, diagnostic: Diagnostic) -> tuple[Fix, ...]:
        if diagnostic.span is None:
            return ()
        rule = {
            "DN101": self._syntax, "DN108": self._hidden, "DN202": self._missing, "DN203": self._type,
            "DN411": self._illustrative,
        }.get(diagnostic.code)  # fmt: skip
        made = list(rule(diagnostic, diagnostic.span)) if rule is not None else []
        if "DN500" < diagnostic.code < "DN548":
            from desknote.prose_fixes import prose_fixes

            made += prose_fixes(diagnostic, diagnostic.span, self.lines)
        if diagnostic.suggestion and diagnostic.code in _WORD:
            made += self._suggested(diagnostic, diagnostic.span)
        return tuple(sorted(made, key=lambda fix: not fix.certain))

    # --- words

    def _suggested(self, diagnostic: Diagnostic, span: Span) -> Iterator[Fix]:
        word = str(diagnostic.params.get(_WORD[diagnostic.code], ""))
        suggestion = diagnostic.suggestion
        if diagnostic.code == "DN306":
            suggestion = suggestion.removeprefix("@")
        written = self.lines.covered(span)
        if not word or written.count(word) != 1 or "\n" in written:
            return
        start = span.column + written.index(word)
        whole = written == word
        new = suggestion
        if whole and diagnostic.code not in _TEXT_PLACES and not _inside_text(self.document, span):
            new = scalar(suggestion)
        elif not whole and written[:1] in "\"'" and written[:1] in suggestion:
            return
        place = Span(span.file, span.line, start, span.line, start + len(word))
        yield Fix(
            f"replace '{word.strip()}' by '{suggestion}'",
            f"把“{word.strip()}”改为“{suggestion}”",
            (Edit(place, new),),
            self._is_certain(diagnostic, span, word, suggestion),
        )

    def _is_certain(self, diagnostic: Diagnostic, span: Span, word: str, suggestion: str) -> bool:
        if diagnostic.code == "DN205":
            return True
        if diagnostic.code not in ("DN201", "DN204") or _inside_text(self.document, span):
            return False
        known = str(diagnostic.params.get("choices", "")).split(", ")
        if diagnostic.code == "DN201":
            if suggestion in self._siblings(span):
                return False
            if KEY_WORDS.get(word.strip().lower()) == suggestion:
                return True
        return word.strip() == suggestion or is_clear(word, suggestion, known)

    def _siblings(self, span: Span) -> set[str]:
        """The keys beside the key at ``span``."""
        document = self.document
        if document is None:
            return set()
        place = next(
            (p for p, s in document.keys.items() if (s.line, s.column) == (span.line, span.column)), ()
        )
        return {str(p[-1]) for p in document.keys if p[:-1] == place[:-1] and p != place}

    # --- YAML

    def _syntax(self, diagnostic: Diagnostic, span: Span) -> Iterator[Fix]:
        problem = str(diagnostic.params.get("problem", ""))
        row = self.lines[span.line]
        if "full-width colon" in problem:
            yield from self._colons(span, span.line, span.line)
        elif "tab" in problem:
            yield from self._untabbed(span)
        elif problem.startswith("a value begins with") or "stands in this value" in problem:
            match = _MAPPING_LINE.fullmatch(row)
            if match is None or self._goes_on(span.line):
                return
            value = match[2]
            remark = re.search(r"\s+#.*$", value)
            kept = value[: remark.start()] if remark else value.rstrip()
            if kept[:1] in "\"'|>" or not kept:
                return
            start = match.start(2) + 1
            place = Span(span.file, span.line, start, span.line, start + len(kept))
            yield Fix(
                "put the value in quotes", "给该值加引号", (Edit(place, quoted(kept)),), certain=not remark
            )

    def _goes_on(self, line: int) -> bool:
        """Whether the value of a line goes on in the next."""
        here, following = self.lines[line], self.lines[line + 1]
        indent = len(here) - len(here.lstrip(" -"))
        return bool(following.strip()) and len(following) - len(following.lstrip(" ")) > indent

    def _colons(self, span: Span, first: int, last: int) -> Iterator[Fix]:
        edits = []
        for number in range(first, last + 1):
            row = self.lines[number]
            begin = span.column - 1 if number == first and first != last else 0
            match = _WIDE.match(row, 0) or _WIDE.match(row[begin:])
            if match is None:
                continue
            begin = 0 if _WIDE.match(row, 0) else begin
            start, end = begin + match.end(1), begin + match.end()
            new = ": " if end < len(row.rstrip()) else ":"
            edits.append(Edit(Span(span.file, number, start + 1, number, end + 1), new))
        if edits:
            yield Fix("write ': ' after the key", "键之后改用半角冒号加空格", tuple(edits), certain=True)

    def _untabbed(self, span: Span) -> Iterator[Fix]:
        """Every line's leading tabs as spaces, as wide as the file's own indentation."""
        rows = [self.lines[n] for n in range(1, len(self.lines) + 1)]
        steps = [len(r) - len(r.lstrip(" ")) for r in rows if r.startswith(" ") and r.lstrip(" ")[:1] != "\t"]
        unit = min((s for s in steps if s > 1), default=2)
        edits = []
        for number, row in enumerate(rows, 1):
            lead = row[: len(row) - len(row.lstrip(" \t"))]
            if "\t" in lead:
                place = Span(span.file, number, 1, number, len(lead) + 1)
                edits.append(Edit(place, lead.replace("\t", " " * min(unit, 8))))
        if edits:
            yield Fix("indent with spaces", "改用空格缩进", tuple(edits), certain=True)

    def _hidden(self, diagnostic: Diagnostic, span: Span) -> Iterator[Fix]:
        sign = self.lines.covered(span)
        if len(sign) == 1 and not sign.isprintable():
            code = diagnostic.params.get("codepoint", "")
            yield Fix(f"remove {code}", f"删除 {code}", (Edit(span, ""),), certain=sign in _UNSEEN)

    # --- the model

    def _type(self, diagnostic: Diagnostic, span: Span) -> Iterator[Fix]:
        hint = str(diagnostic.params.get("hint_en", ""))
        written = self.lines.covered(span)
        if "full-width colon" in hint:
            last = span.end_line if span.end_column > 1 else span.end_line - 1
            yield from self._colons(span, span.line, max(span.line, last))
        elif "quote" in hint and "\n" not in written and written and written[0] not in "\"'|>":
            end = Span(span.file, span.line, span.column, span.line, span.column + len(written))
            if written in ("true", "false", "True", "False", "TRUE", "FALSE"):
                yield Fix(
                    "put the text in quotes", "给文本加引号", (Edit(end, quoted(written)),), certain=True
                )

    def _missing(self, diagnostic: Diagnostic, span: Span) -> Iterator[Fix]:
        """A line for a key that is missing, before the first key of its mapping."""
        document, key = self.document, str(diagnostic.params.get("key", ""))
        if document is None or not key:
            return
        path = _path_of(document, span)
        inside = [p for p in document.keys if len(p) == len(path) + 1 and p[: len(path)] == path]
        if path is None or not inside:
            return
        for place, own in ((replace(document.keys[p], file=span.file), str(p[-1])) for p in inside):
            if key == "type" and (own in _TYPE_WORDS or is_clear(own, key, ())):
                yield Fix(
                    f"replace '{own}' by 'type'", f"把“{own}”改为“type”", (Edit(place, key),), certain=True
                )
        first = document.keys[inside[0]]
        before = self.lines[first.line][: first.column - 1]
        place = Span(span.file, first.line, first.column, first.line, first.column)
        if before.strip(" -"):  # { a: 1 }
            text = f"{key}: , "
        else:
            text = f"{key}: \n{' ' * len(before)}"
        yield Fix(f"add '{key}:'", f"补上“{key}:”", (Edit(place, text),))

    def _illustrative(self, diagnostic: Diagnostic, span: Span) -> Iterator[Fix]:
        path: Path = ("exhibits", str(diagnostic.params.get("name", "")))
        document = self.document
        inside = [p for p in document.keys if p[:-1] == path] if document is not None else []
        if document is None or not inside:
            return
        first = document.keys[inside[0]]
        before = self.lines[first.line][: first.column - 1]
        place = Span(span.file, first.line, first.column, first.line, first.column)
        flow = bool(before.strip(" -"))
        text = "illustrative: true, " if flow else f"illustrative: true\n{' ' * len(before)}"
        yield Fix("add 'illustrative: true'", "补上“illustrative: true”", (Edit(place, text),))


def _path_of(document: Document, span: Span) -> Path:
    """The path of the mapping that a finding about a missing key points to."""
    here = (span.line, span.column)
    for path, key in document.keys.items():
        if (key.line, key.column) == here and isinstance(_at(document, path), dict):
            return path
    for path, value in sorted(document.values.items(), key=lambda item: len(item[0])):
        if (value.line, value.column) == here and isinstance(_at(document, path), dict):
            return path
    return ()


def _at(document: Document, path: Path) -> object:
    here = document.data
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return None
    return here


def _inside_text(document: Document | None, span: Span) -> bool:
    """Whether ``span`` is a part of a value, such as a name in an expression, rather than a whole one."""
    if document is None:
        return False
    start = (span.line, span.column)
    return not any(
        (place.line, place.column) == start
        for table in (document.values, document.keys)
        for place in table.values()
    )


def scalar(text: str) -> str:
    """``text`` as YAML: as it is where that reads as the same text, else in quotes."""
    if _SAFE.fullmatch(text) and text.lower() not in ("true", "false", "null"):
        return text
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text  # a date is meant
    return quoted(text)


def quoted(text: str) -> str:
    """``text`` in single quotes, or in double ones where that is easier to read."""
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"

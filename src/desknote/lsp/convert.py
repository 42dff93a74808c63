"""Between desknote's places and a client's: from 1 in code points, from 0 in the units it asked for."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from desknote.diagnostics import Diagnostic, Edit, Span
from desknote.edits import Lines
from desknote.lsp.complete import Item
from desknote.report import UiLang, help_text, label, message, severity

_SEVERITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_SORT = {
    "key": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.EnumMember,
    "fact": types.CompletionItemKind.Constant,
    "exhibit": types.CompletionItemKind.Reference,
    "person": types.CompletionItemKind.Value,
    "file": types.CompletionItemKind.File,
    "column": types.CompletionItemKind.Field,
    "function": types.CompletionItemKind.Function,
    "field": types.CompletionItemKind.Variable,
}


class Units:
    """Columns of a text's lines in the units of a client (``utf-8``, ``utf-16`` or ``utf-32``)."""

    def __init__(self, text: str, encoding: str) -> None:
        self.lines = Lines(text)
        self.encoding = encoding

    def _size(self, text: str) -> int:
        if self.encoding == "utf-32":
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(c > "\uffff" for c in text)

    def column(self, line: int, units: int) -> int:
        """The code points before a client's column (from 0) on a line (from 0)."""
        row = self.lines[line + 1]
        count = 0
        for i, character in enumerate(row):
            if count >= units:
                return i
            count += self._size(character)
        return len(row)

    def position(self, line: int, column: int) -> types.Position:
        """A place (from 0, in code points) as a client's."""
        line = max(line, 0)
        return types.Position(line, self._size(self.lines[line + 1][: max(column, 0)]))

    def range(self, span: Span) -> types.Range:
        """A span as a client's range."""
        start = self.position(span.line - 1, span.column - 1)
        end = self.position(span.end_line - 1, span.end_column - 1)
        return types.Range(start, max(start, end, key=lambda p: (p.line, p.character)))

    def columns(self, row: int, start: int, end: int) -> types.Range:
        """The columns of one line as a client's range."""
        return types.Range(self.position(row, start), self.position(row, end))


def diagnostic(found: Diagnostic, units: Units, lang: UiLang) -> types.Diagnostic:
    """A finding as a client shows it."""
    span = found.span or Span.point("")
    texts = (message(found, lang), label(found, lang), help_text(found, lang))
    return types.Diagnostic(
        range=units.range(span),
        message="\n".join(filter(None, texts)),
        severity=_SEVERITY[severity(found)],
        code=found.code,
        source="desknote",
    )


def completion(item: Item, row: int, units: Units) -> types.CompletionItem:
    """An offer as a client lists it."""
    return types.CompletionItem(
        label=item.label,
        kind=_SORT[item.sort],
        detail=item.detail or None,
        documentation=markdown(item.card) if item.card else None,
        text_edit=types.TextEdit(units.columns(row, item.start, item.end), item.insert),
        insert_text_mode=types.InsertTextMode.AsIs,
        sort_text=f"{item.order:04d} {item.label}",
    )


def markdown(text: str) -> types.MarkupContent:
    """Text in Markdown."""
    return types.MarkupContent(types.MarkupKind.Markdown, text)


def text_edits(edits: Iterable[Edit], units: Units) -> list[types.TextEdit]:
    """Edits of one file."""
    return [
        types.TextEdit(units.range(edit.span), edit.text.replace("\n", units.lines.ending)) for edit in edits
    ]

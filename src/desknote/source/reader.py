"""YAML text to plain data: duplicate keys are errors, ``NO``, ``12:30`` and ``007`` stay text."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml

from desknote.diagnostics import Diagnostic, Span
from desknote.patterns import regex
from desknote.source.document import Document, Path, Scalar, written_number
from desknote.source.hidden import forbidden_characters, hidden_characters
from desknote.source.nodes import MAX_DEPTH, MAX_NODES, Composer, Halt, Node
from desknote.source.problems import syntax_problem

MAX_BYTES = 5_000_000
MAX_FOUND = 100
"""Findings of one file, each kind of them, that are told of."""
MAX_EXPANSION = 20_000
"""Nodes that aliases may add to those that are written out."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DATE = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_CORE = "tag:yaml.org,2002:"
_TAGS = {_CORE + t for t in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge")}
_UNCLOSED = regex(r"unexpected (end of stream|document indicator)|expected ',' or ")


def load_document(
    file: str, text: str | bytes, most_nodes: int = MAX_NODES
) -> tuple[Document | None, list[Diagnostic]]:
    """``text`` as a document, and every problem found in it. Never raises for any input."""
    if len(text) > MAX_BYTES:
        return None, [Diagnostic("DN104", Span.point(file))]
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            return None, [_not_utf8(file, error)]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if found := forbidden_characters(file, text):
        return None, found
    found = hidden_characters(file, text)
    loader = _Loader(text)
    try:
        composer = Composer(loader, most_nodes)
        node = composer.document()
        data_of = _Reader(file, text, composer.count + MAX_EXPANSION)
        data = data_of.read(node, (), 0) if node is not None else None
    except yaml.MarkedYAMLError as error:
        return None, [*found, _from_yaml(file, text, error)]
    except Halt as halt:
        mark = halt.mark
        place = Span.point(file, mark.line + 1, mark.column + 1)
        return None, [*found, Diagnostic(halt.code, place)]
    except (yaml.YAMLError, UnicodeError, ValueError, RecursionError) as error:
        return None, [*found, Diagnostic("DN101", Span.point(file), {"problem": str(error).split("\n")[0]})]
    finally:
        loader.dispose()
    found += data_of.found[:MAX_FOUND]
    if data is None:  # an empty file, or comments only
        return Document(file, text, {}), found
    if node is not None and node.kind != "map":
        what = ("a list", "列表") if node.kind == "seq" else ("a single value", "单个值")
        return None, [*found, _mapping_wanted(data_of.values[()], *what)]
    return Document(file, text, data, data_of.keys, data_of.values, data_of.scalars), found


def _not_utf8(file: str, error: UnicodeDecodeError) -> Diagnostic:
    before = bytes(error.object[: error.start])
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    reason = {"reason": "it is not UTF-8 text", "reason_zh": "内容不是 UTF-8 文本"}
    return Diagnostic("DN003", Span.point(file, line, column), {"file": file, **reason})


def _from_yaml(file: str, text: str, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    if "nesting depth" in (error.problem or ""):
        return Diagnostic("DN104", Span.point(file, mark.line + 1, mark.column + 1) if mark else None)
    if error.context_mark is not None and _UNCLOSED.search(error.problem or ""):
        mark = error.context_mark  # the opening quote or bracket says more than the end of the file
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = syntax_problem(text.split("\n"), line, column, error.problem or "")
    place = Span.point(file, problem.line, problem.column)
    params = {
        "problem": problem.en,
        "problem_zh": problem.zh,
        "hint_en": problem.hint_en,
        "hint_zh": problem.hint_zh,
    }
    return Diagnostic("DN101", place, params)


def _mapping_wanted(span: Span, en: str, zh: str) -> Diagnostic:
    return Diagnostic("DN106", span, {"what": en, "what_zh": zh})


class _Reader:
    """Turns composed nodes into data, gathering positions and problems."""

    def __init__(self, file: str, text: str, most: int) -> None:
        self.file = file
        self.rows = text.split("\n")
        self.lines = len(self.rows)
        self.most = most
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.scalars: dict[Path, Scalar] = {}
        self.found: list[Diagnostic] = []
        self._count = 0
        self._open: set[int] = set()

    def span(self, node: Node) -> Span:
        line, column = node.start.line + 1, node.start.column + 1
        end_line, end_column = node.end.line + 1, node.end.column + 1
        if line > self.lines:  # libyaml counts the end of the file as a line
            line, column = self.lines, 1
        if (node.kind != "scalar" and end_line > line) or (end_line, end_column) <= (line, column):
            end_line, end_column = line, column + 1
        return Span(self.file, line, column, end_line, end_column)

    def read(self, node: Node, path: Path, depth: int) -> Any:
        self._count += 1
        if self._count > self.most or id(node) in self._open or depth > 2 * MAX_DEPTH:
            raise Halt("DN103", node.start)
        self.values[path] = self.span(node)
        if node.tag not in _TAGS and node.tag not in (None, "!"):
            tag = str(node.tag).replace(_CORE, "!!")
            self.found.append(Diagnostic("DN105", self.span(node), {"tag": tag}))
        if node.kind == "scalar":
            self.scalars[path] = Scalar(node.style, node.value)
            if node.plain and "-" in node.value:
                self._dashes(node)
            return _scalar(node)
        self._open.add(id(node))
        try:
            if node.kind == "seq":
                return [self.read(item, (*path, i), depth + 1) for i, item in enumerate(node.value)]
            if _is_expression(node):
                self.found.append(self._unquoted(node))
                return self._as_quoted(node, path)
            return self._mapping(node, path, depth)
        finally:
            self._open.discard(id(node))

    def _mapping(self, node: Node, path: Path, depth: int) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        entries: list[tuple[Node, Node]] = []
        for key, value in node.value:
            if key.kind != "scalar":
                self.found.append(
                    _mapping_wanted(self.span(key), "a list or mapping as a key", "以列表或映射作键")
                )
            elif key.value == "<<" and key.plain:
                merged.update(self._merged(value, path, depth))
            else:
                entries.append((key, value))
        data: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key, value in entries:
            name = key.value
            here = (*path, name)
            if name in data:
                given = {"key": name, "first": first[name]}
                self.found.append(Diagnostic("DN102", self.span(key), given))
                continue
            first[name] = key.start.line + 1
            self.keys[here] = self.span(key)
            data[name] = self.read(value, here, depth + 1)
        self.values[path] = self.span(node)
        return {**merged, **data}

    def _merged(self, value: Node, path: Path, depth: int) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for part in reversed(value.value if value.kind == "seq" else [value]):
            if part.kind == "map":
                merged.update(self.read(part, path, depth + 1))
            else:
                self.found.append(_mapping_wanted(self.span(part), "something else", "其他内容"))
        return merged

    def _dashes(self, node: Node) -> None:
        """DN101 for each line of a plain text that was to be an item of a list: '-' without its space."""
        for number in range(node.start.line, min(node.end.line, self.lines - 1) + 1):
            row = self.rows[number]
            item = _ITEM.match(row)
            if item is None or (number == node.start.line and item.end() != node.start.column + 1):
                continue
            params = {
                "problem": "no space after the '-' of a list's item",
                "problem_zh": "列表项的“-”后缺少空格",
                "hint_en": "write '- ' before an item; quote a text that begins with '-'",
                "hint_zh": "列表项前请写“- ”；以“-”开头的文本请加引号",
            }
            place = Span(self.file, number + 1, item.end(), number + 1, item.end() + 1)
            self.found.append(Diagnostic("DN101", place, params))

    def _as_quoted(self, node: Node, path: Path) -> str:
        """An expression that lacks its quotes, as it was meant: no further mistakes follow from it."""
        start, end = node.start, node.end
        if start.line != end.line:
            return "{{ … }}"
        written: str = self.rows[start.line][start.column : end.column]
        self.scalars[path] = Scalar(None, written)
        return written

    def _unquoted(self, node: Node) -> Diagnostic:
        line, column = node.start.line + 1, node.start.column + 1
        params = {
            "problem": "a value begins with {{",
            "problem_zh": "值以 {{ 开头",
            "hint_en": "put the whole value in quotes: '{{ … }} …'",
            "hint_zh": "请给整个值加引号：'{{ … }} …'",
        }
        return Diagnostic("DN101", Span(self.file, line, column, line, column + 2), params)


_ITEM = regex(r" *-(?=[^\W\d])")
"""A line that begins with '-' and a letter: neither a negative figure nor a rule of dashes."""


def _is_expression(node: Node) -> bool:
    """Whether a mapping is really an expression: ``title: {{ facts.x }}`` has a mapping for its key."""
    if not node.flow or len(node.value) != 1:
        return False
    key, value = node.value[0]
    return key.kind == "map" and key.flow and value.kind == "scalar" and not value.value


def _scalar(node: Node) -> Any:
    """A scalar as people mean it: ``NO``, ``12:30`` and ``007`` are text."""
    text: str = node.value
    if not node.plain and (node.style or node.tag in ("!", _CORE + "str")):
        return text
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if (number := written_number(text)) is not None:
        return number
    if (day := _DATE.match(text)) is not None:
        try:
            return dt.date(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:
            return text
    return text

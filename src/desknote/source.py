"""YAML text to plain data, with a position in the file for every key and value."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from desknote.diagnostics import Diagnostic, Span

Path = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 5_000_000
MAX_DEPTH = 60
MAX_NODES = 100_000

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?\Z")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_CORE = "tag:yaml.org,2002:"
_TAGS = {_CORE + t for t in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge")}
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """How a scalar was written: style None (plain), ``'``, ``"``, ``|`` or ``>``."""

    style: str | None
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data and where each part of it stands."""

    file: str
    text: str
    data: Any
    keys: dict[Path, Span] = field(default_factory=dict, repr=False)
    values: dict[Path, Span] = field(default_factory=dict, repr=False)
    scalars: dict[Path, Scalar] = field(default_factory=dict, repr=False)

    def value_span(self, path: Path) -> Span:
        """Where the value at ``path`` stands, or its nearest ancestor's."""
        for end in range(len(path), -1, -1):
            if (span := self.values.get(path[:end])) is not None:
                return span
        return Span.point(self.file)

    def key_span(self, path: Path) -> Span:
        """Where the key of the entry at ``path`` stands; for a list's item, the item."""
        for end in range(len(path), 0, -1):
            if (span := self.keys.get(path[:end])) is not None:
                return span
        return self.value_span(path)

    def char_span(self, path: Path, offset: int, length: int = 1) -> Span:
        """Where the characters from ``offset`` of the string at ``path`` stand in the file."""
        whole = self.value_span(path)
        scalar = self.scalars.get(path)
        if scalar is None or not 0 <= offset <= len(scalar.value):
            return whole
        lines = self.text.split("\n")
        place = (
            _block_place(lines, whole, scalar, offset)
            if scalar.style in ("|", ">")
            else _flow_place(lines, whole, scalar, offset)
        )
        if place is None:
            return whole
        line, column = place
        return Span(self.file, line, column, line, column + max(1, length))

    def path_at(self, line: int, column: int) -> Path:
        """The deepest path whose key or value covers a place."""
        best: Path = ()
        for table in (self.values, self.keys):
            for path, span in table.items():
                start, end = (span.line, span.column), (span.end_line, span.end_column)
                if start <= (line, column) <= end and len(path) > len(best):
                    best = path
        return best


def _block_place(lines: list[str], span: Span, scalar: Scalar, offset: int) -> tuple[int, int] | None:
    wanted = scalar.value[offset : offset + 1]
    row = scalar.value.count("\n", 0, offset)
    within = offset - (scalar.value.rfind("\n", 0, offset) + 1)
    last = span.end_line - 1 if span.end_column == 1 else span.end_line
    body = range(span.line, min(last, len(lines)))
    indent = min((len(t) - len(t.lstrip(" ")) for i in body if (t := lines[i]).strip()), default=0)
    first = scalar.value.split("\n", 1)[0]
    if first.startswith(" "):  # an indentation indicator keeps the leading spaces
        indent -= len(first) - len(first.lstrip(" "))
    if scalar.style == "|":
        line, column = span.line + row, indent + within
        if line < len(lines) and lines[line][column : column + 1] == (wanted if wanted != "\n" else ""):
            return line + 1, column + 1
        return None
    seen = 0
    for i in body:  # folded: walk the words in order
        part = lines[i][indent:]
        if seen + len(part) > offset and part[offset - seen : offset - seen + 1] == wanted:
            return i + 1, indent + offset - seen + 1
        seen += len(part) + 1
    return None


def _flow_place(lines: list[str], span: Span, scalar: Scalar, offset: int) -> tuple[int, int] | None:
    quote = 1 if scalar.style in ("'", '"') else 0
    if span.line == span.end_line:
        column = span.column - 1 + quote + offset
        if lines[span.line - 1][column : column + 1] == scalar.value[offset : offset + 1]:
            return span.line, column + 1
        return None
    seen = 0
    for i in range(span.line - 1, span.end_line):
        raw = lines[i][span.column - 1 + quote :] if i == span.line - 1 else lines[i]
        start = (span.column - 1 + quote) if i == span.line - 1 else len(raw) - len(raw.lstrip())
        part = raw.strip() if i > span.line - 1 else raw.rstrip()
        if seen <= offset < seen + len(part):
            if part[offset - seen] == scalar.value[offset : offset + 1]:
                return i + 1, start + offset - seen + 1
            return None
        seen += len(part) + 1
    return None


def load_document(file: str, text: str | bytes) -> tuple[Document | None, list[Diagnostic]]:
    """``text`` as a document, and every problem found in it. Never raises for any input."""
    if isinstance(text, bytes):
        if len(text) > MAX_BYTES:
            return None, [Diagnostic("DN104", Span.point(file))]
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            return None, [Diagnostic("DN003", Span.point(file, line), {"file": file, "reason": "not UTF-8"})]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_BYTES or _too_deep(text):
        return None, [Diagnostic("DN104", Span.point(file))]
    if odd := _ODD.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        column = odd.start() - (text.rfind("\n", 0, odd.start()) + 1) + 1
        what = f"U+{ord(odd[0]):04X}"
        return None, [
            _syntax(file, line, column, f"control character {what}", "", "remove it", "请删除该控制字符")
        ]
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        return None, [_from_yaml(file, text, error)]
    except (yaml.YAMLError, UnicodeError, ValueError) as error:
        return None, [_syntax(file, 1, 1, str(error).split("\n")[0])]
    except RecursionError:
        return None, [Diagnostic("DN104", Span.point(file))]
    reader = _Reader(file)
    if node is None:
        return Document(file, text, {}), []
    try:
        data = reader.read(node, (), 0)
    except _Halt:
        return None, reader.found
    if not isinstance(node, yaml.MappingNode):
        what = "a list" if isinstance(data, list) else "a single value"
        return None, [*reader.found, Diagnostic("DN106", reader.values[()], {"what": what})]
    document = Document(file, text, data, reader.keys, reader.values, reader.scalars)
    return document, reader.found


def _too_deep(text: str) -> bool:
    # libyaml's composer recurses: look at flow brackets and indentation before it does.
    depth = deepest = 0
    for char in text if text.count("[") + text.count("{") > MAX_DEPTH else "":
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth = max(0, depth - 1)
    return deepest > 4 * MAX_DEPTH or re.search(rf"(?:- ){{{2 * MAX_DEPTH}}}", text) is not None


def _syntax(
    file: str, line: int, column: int, problem: str, _: str = "", en: str = "", zh: str = ""
) -> Diagnostic:
    return Diagnostic(
        "DN101", Span.point(file, line, column), {"problem": problem, "hint_en": en, "hint_zh": zh}
    )


def _from_yaml(file: str, text: str, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = error.problem or "not YAML"
    if "expected a single document" in str(error):
        return Diagnostic("DN107", Span.point(file, line, column))
    if "undefined alias" in problem:
        return _syntax(file, line, column, problem, "", "define it with &name first", "请先用 &名称 定义")
    lines = text.split("\n")
    for back in range(max(0, line - 3), min(line, len(lines))):
        row = lines[back]
        if "\t" in row[: len(row) - len(row.lstrip())]:
            return _syntax(
                file,
                back + 1,
                1,
                "a tab is used to indent",
                "",
                "indent with spaces",
                "请用空格缩进，不要用制表符",
            )
        if (full := re.match(r"\s*(- )?[A-Za-z_][\w-]*(：)", row)) is not None:
            return _syntax(
                file,
                back + 1,
                full.start(2) + 1,
                "a full-width colon '：' follows the key",
                "",
                "write ': ' after a key",
                "键之后请用半角冒号加空格“: ”",
            )
        if (lead := re.match(r"\s*(?:- )?(?:[^\s:]+:\s+)?(\{\{|[@`%])", row)) is not None:
            return _syntax(
                file,
                back + 1,
                lead.start(1) + 1,
                f"a value begins with {lead[1]}",
                "",
                "put the whole value in quotes",
                "请给整个值加引号",
            )
    return _syntax(
        file,
        min(line, len(lines)),
        column,
        problem,
        "",
        "look at the line above, too: indentation, quotes, ': '",
        "也请检查上一行：缩进、引号与“: ”",
    )


class _Halt(Exception):
    """Reading stops: the document is hostile."""


class _Reader:
    """Turns composed nodes into data, gathering positions and problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.scalars: dict[Path, Scalar] = {}
        self.found: list[Diagnostic] = []
        self._count = 0
        self._open: set[int] = set()

    def span(self, node: Any) -> Span:
        start, end = node.start_mark, node.end_mark
        end_line, end_column = end.line + 1, end.column + 1
        if isinstance(node, yaml.CollectionNode) and end.line > start.line:
            end_line, end_column = start.line + 1, start.column + 2
        if (end_line, end_column) <= (start.line + 1, start.column + 1):
            end_line, end_column = start.line + 1, start.column + 2
        return Span(self.file, start.line + 1, start.column + 1, end_line, end_column)

    def read(self, node: Any, path: Path, depth: int) -> Any:
        self._count += 1
        if self._count > MAX_NODES or id(node) in self._open:
            self.found.append(Diagnostic("DN103", self.span(node)))
            raise _Halt
        if depth > MAX_DEPTH:
            self.found.append(Diagnostic("DN104", self.span(node)))
            raise _Halt
        self.values[path] = self.span(node)
        if node.tag not in _TAGS and not (node.tag == "!" and isinstance(node, yaml.ScalarNode)):
            self.found.append(Diagnostic("DN105", self.span(node), {"tag": node.tag.replace(_CORE, "!!")}))
        if isinstance(node, yaml.ScalarNode):
            value = _scalar(node)
            self.scalars[path] = Scalar(node.style or None, node.value)
            return value
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self.read(item, (*path, i), depth + 1) for i, item in enumerate(node.value)]
            return self._mapping(node, path, depth)
        finally:
            self._open.discard(id(node))

    def _mapping(self, node: Any, path: Path, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, value in node.value:
            if isinstance(key, yaml.MappingNode) and isinstance(value, yaml.ScalarNode):
                row, column = node.start_mark.line + 1, node.start_mark.column + 1
                hint = ("put the whole value in quotes", "请给整个值加引号")
                self.found.append(_syntax(self.file, row, column, "a value begins with {{", "", *hint))
                continue
            if not isinstance(key, yaml.ScalarNode):
                self.found.append(Diagnostic("DN106", self.span(key), {"what": "a list or mapping as a key"}))
                continue
            name = key.value
            if name == "<<" and not key.style:
                parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
                for part in reversed(parts):
                    if isinstance(part, yaml.MappingNode):
                        merged.update(self.read(part, path, depth + 1))
                continue
            here = (*path, name)
            if name in data:
                self.found.append(
                    Diagnostic("DN102", self.span(key), {"key": name, "first": self.keys[here].line})
                )
                continue
            self.keys[here] = self.span(key)
            data[name] = self.read(value, here, depth + 1)
        self.values[path] = self.span(node)
        return {**merged, **data}


def _scalar(node: Any) -> Any:
    """A scalar as people mean it: ``NO``, ``12:30`` and ``007`` are text."""
    text: str = node.value
    if node.style or (node.tag in ("!", _CORE + "str") and _plain_tag(node)):
        return text
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if _INT.match(text) and len(text) < 4000:
        return int(text)
    if _FLOAT.match(text):
        number = float(text)
        return number if abs(number) != float("inf") else text
    if (day := _DATE.match(text)) is not None:
        try:
            return dt.date(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:
            return text
    return text


def _plain_tag(node: Any) -> bool:
    # The resolver gives plain text the tag !!str as well: only an explicit one starts before the text.
    width = node.end_mark.index - node.start_mark.index if hasattr(node.start_mark, "index") else 0
    return bool(width > len(node.value) and node.start_mark.line == node.end_mark.line)

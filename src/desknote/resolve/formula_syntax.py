"""The formula language's grammar: text to a tree in which every node knows where it stands.

    numbers 12 1.5 2e3      text '华东'      dates 2025-02-05      columns 收入, `营业收入(亿元)`
    facts.name      company.price      + - * / **      == != < <= > >=      and or not      f(a, b)      ( )

Written out here rather than borrowed from Python's own parser: the language is small, column names
are any text, an author's full-width （ ， ） count as ( , ), every error has a place, and the depth and
length of what is read are bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import NoReturn

from desknote.patterns import regex
from desknote.records import dataclass

MAX_LENGTH = 2_000
MAX_DEPTH = 50
MAX_NODES = 300


class FormulaError(Exception):
    """What is wrong with a formula: a rule's code, its values, and the characters it is about."""

    def __init__(self, code: str, start: int, end: int, /, suggestion: str = "", **params: object) -> None:
        super().__init__(code)
        self.code, self.start, self.end = code, start, end
        self.suggestion, self.params = suggestion, params


@dataclass(frozen=True, slots=True)
class Node:
    """``kind`` is number, text, column, fact, call, unary or binary; ``value`` its literal, name or
    operator; ``start`` and ``end`` are offsets into the formula."""

    kind: str
    value: float | int | str
    start: int
    end: int
    parts: tuple[Node, ...] = field(default=())

    def walk(self) -> Iterator[Node]:
        """The node and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number | text | name | quoted | op | end
    text: str
    start: int
    end: int


_TOKEN = regex(
    r"""\s*(?:
      (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![\w.])
    | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<name>[^\W\d]\w*)
    | `(?P<quoted>[^`]+)`
    | '(?P<single>[^']*)' | "(?P<double>[^"]*)" | “(?P<curly>[^”]*)” | ‘(?P<curly2>[^’]*)’
    | (?P<op>\*\*|==|!=|<>|<=|>=|[-+*/^=<>(),.（），×÷≤≥≠−])
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
# What input methods and spreadsheets write for the operators.
_SAME = {
    "（": "(", "）": ")", "，": ",", "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "−": "-",
    "<>": "!=", "=": "==", "^": "**",
}  # fmt: skip
_BINDING = {
    "or": 1, "and": 2,
    "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "/": 6, "**": 8,
}  # fmt: skip
COMPARISONS = frozenset(op for op, binding in _BINDING.items() if binding == 4)
_NOT, _SIGN = 3, 7


def parse(text: str) -> Node:
    """The tree of ``text``. Raises FormulaError (DN351, DN354)."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            "DN354", 0, 1, limit_en=f"{MAX_LENGTH} characters", limit_zh=f"{MAX_LENGTH} 个字符"
        )
    parser = _Parser(text)
    tree = parser.expression(0, 0)
    parser.expect("end", "")
    return tree


class _Parser:
    """Operator precedence: each call reads what binds tighter than ``binding``."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.nodes = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def advance(self) -> _Token:
        token = self.token
        self.at += 1
        return token

    def is_op(self, *operators: str) -> bool:
        token = self.token
        return token.kind in ("op", "name") and token.text in operators

    def expect(self, kind: str, text: str) -> _Token:
        token = self.token
        if token.kind != kind or (text and token.text != text):
            self.unexpected(token, text)
        return self.advance() if kind != "end" else token

    def unexpected(self, token: _Token, wanted: str = "") -> NoReturn:
        if token.kind == "end":
            en, zh = "it ends too early", "表达式不完整"
        else:
            en, zh = f"'{token.text}' does not fit here", f"此处不应有“{token.text}”"
        if wanted:
            en, zh = f"{en}; '{wanted}' is wanted", f"{zh}，应为“{wanted}”"
        raise FormulaError("DN351", token.start, max(token.end, token.start + 1), reason_en=en, reason_zh=zh)

    def node(self, kind: str, value: float | int | str, start: int, end: int, *parts: Node) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise FormulaError("DN354", start, end, limit_en=f"{MAX_NODES} steps", limit_zh=f"{MAX_NODES} 步")
        return Node(kind, value, start, end, parts)

    def expression(self, binding: int, depth: int) -> Node:
        if depth > MAX_DEPTH:
            here = self.token
            raise FormulaError(
                "DN354", here.start, here.end, limit_en=f"{MAX_DEPTH} levels", limit_zh=f"{MAX_DEPTH} 层"
            )
        left = self.operand(depth)
        compared: Node | None = None  # a < b < c means a < b and b < c
        while self.token.kind in ("op", "name"):
            operator = self.token.text
            tight = _BINDING.get(operator)
            if tight is None or tight <= binding:
                break
            self.advance()
            right = self.expression(tight - 1 if operator == "**" else tight, depth + 1)
            if operator not in COMPARISONS:
                compared = None
                left = self.node("binary", operator, left.start, right.end, left, right)
                continue
            if compared is None:
                left = self.node("binary", operator, left.start, right.end, left, right)
            else:
                link = self.node("binary", operator, compared.start, right.end, compared, right)
                left = self.node("binary", "and", left.start, right.end, left, link)
            compared = right
        return left

    def operand(self, depth: int) -> Node:
        token = self.advance()
        if token.kind == "number":
            number = float(token.text)
            whole = token.text.isdigit() and len(token.text) <= 40
            return self.node("number", int(token.text) if whole else number, token.start, token.end)
        if token.kind == "text":
            return self.node("text", token.text, token.start, token.end)
        if token.kind == "quoted":
            return self.node("column", token.text, token.start, token.end)
        if token.kind == "op" and token.text in ("-", "+"):
            inner = self.expression(_SIGN, depth + 1)
            return self.node("unary", token.text, token.start, inner.end, inner)
        if token.kind == "op" and token.text == "(":
            inner = self.expression(0, depth + 1)
            self.expect("op", ")")
            return inner
        if token.kind == "name" and token.text == "not":
            inner = self.expression(_NOT, depth + 1)
            return self.node("unary", "not", token.start, inner.end, inner)
        if token.kind == "name" and token.text not in _BINDING:
            return self.name(token, depth)
        self.at -= 1
        self.unexpected(token)

    def name(self, token: _Token, depth: int) -> Node:
        if self.is_op("(") and self.token.kind == "op":
            self.advance()
            arguments: list[Node] = []
            while not self.is_op(")"):
                arguments.append(self.expression(0, depth + 1))
                if self.token.kind == "end":
                    self.unexpected(self.token, ")")
                if not self.is_op(")"):
                    self.expect("op", ",")
            closing = self.advance()
            return self.node("call", token.text, token.start, closing.end, *arguments)
        if token.text in ("facts", "company") and self.is_op("."):
            self.advance()
            name = self.expect("name", "")
            known = name.text if token.text == "facts" else f"company.{name.text}"
            return self.node("fact", known, token.start, name.end)
        return self.node("column", token.text, token.start, token.end)


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while True:
        found = _TOKEN.match(text, at)
        if found is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            character = text[start]
            if character in "'\"“‘`":
                en, zh = "a quotation mark is opened and not closed", "引号没有闭合"
            elif character in "%％":
                en, zh = "'%' is not read; 12.5% is written 12.5", "不支持“%”；12.5% 请写作 12.5"
            else:
                en, zh = f"'{character}' is not part of the language", f"不支持字符“{character}”"
            raise FormulaError("DN351", start, start + 1, reason_en=en, reason_zh=zh)
        kind = found.lastgroup or "end"
        start = found.start(kind)
        word = found[kind]
        if kind in ("single", "double", "curly", "curly2"):
            yield _Token("text", word, start - 1, found.end())
        elif kind == "date":  # nobody subtracts 02 and 05 from 2025
            yield _Token("text", word, start, found.end())
        elif kind == "quoted":
            yield _Token("quoted", word, start - 1, found.end())
        else:
            yield _Token(kind, _SAME.get(word, word) if kind == "op" else word, start, found.end())
        if kind == "end":
            return
        at = found.end()

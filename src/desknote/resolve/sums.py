"""Plain expressions, read without Jinja: facts, other names and numbers, sums of them, and filters behind.

Most notes have nothing else, and loading Jinja takes a tenth of a check's time. What is read here is read as
Jinja reads it, into nodes of the same names; anything else is left to Jinja's parser.
"""

from __future__ import annotations

from typing import Any

from desknote.patterns import regex
from desknote.records import dataclass

_TOKEN = regex(
    r"\s*(?:(?:(?P<name>(?:facts|house|note)\.[A-Za-z][A-Za-z0-9_]*)|(?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)"
    r"|(?P<filter>\|\s*[a-z]+))(?![A-Za-z0-9_.\[{'\"~])|(?P<sign>[-+*/()]))"
)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands alone."""

    name: str


@dataclass(frozen=True, slots=True)
class Getattr:
    """A name behind a point."""

    node: Any
    attr: str


@dataclass(frozen=True, slots=True)
class Const:
    """A number."""

    value: int | float


@dataclass(frozen=True, slots=True)
class Add:
    """A sum, difference, product or quotient, as its class is named."""

    left: Any
    right: Any


class Sub(Add):
    """See Add."""


class Mul(Add):
    """See Add."""


class Div(Add):
    """See Add."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter behind what it is applied to."""

    node: Any
    name: str
    args: tuple[Any, ...] = ()
    kwargs: tuple[Any, ...] = ()
    dyn_args: None = None
    dyn_kwargs: None = None


def read(source: str) -> tuple[Any, frozenset[tuple[str, str]]] | None:
    """The tree of ``source`` and the names in it, each behind its heading; nothing where it is not plain."""
    tokens: list[tuple[str, str]] = []
    place, end = 0, len(source.rstrip())
    while place < end:
        token = _TOKEN.match(source, place)
        if token is None:
            return None
        kind = str(token.lastgroup)
        tokens.append((kind, token[kind]))
        place = token.end()
    reading = _Reading(tokens)
    try:
        tree = reading.sum(0)
    except _NotPlain:
        return None
    return (tree, frozenset(reading.names)) if reading.at == len(tokens) else None


class _NotPlain(Exception):
    pass


class _Reading:
    """Reads tokens from the left."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0
        self.names: set[tuple[str, str]] = set()

    def take(self, *signs: str) -> str:
        """The next token if it is one of ``signs``; empty where it is not."""
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        if kind != "sign" or text not in signs:
            return ""
        self.at += 1
        return text

    def sum(self, depth: int) -> Any:
        left = self.product(depth)
        while sign := self.take("+", "-"):
            left = (Add if sign == "+" else Sub)(left, self.product(depth))
        return left

    def product(self, depth: int) -> Any:
        left = self.filtered(depth)
        while sign := self.take("*", "/"):
            left = (Mul if sign == "*" else Div)(left, self.filtered(depth))
        return left

    def filtered(self, depth: int) -> Any:
        node = self.single(depth)
        while self.at < len(self.tokens) and self.tokens[self.at][0] == "filter":
            name = self.tokens[self.at][1].lstrip("| \t\n")
            self.at += 1
            arguments: tuple[Any, ...] = ()
            if self.take("("):
                arguments = (self.sum(depth + 1),)
                if not self.take(")"):
                    raise _NotPlain
            node = Filter(node, name, arguments)
        return node

    def single(self, depth: int) -> Any:
        if depth > _DEEPEST or self.at >= len(self.tokens):
            raise _NotPlain
        if self.take("("):
            node = self.sum(depth + 1)
            if not self.take(")"):
                raise _NotPlain
            return node
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "name":
            heading, _, name = text.partition(".")
            self.names.add((heading, name))
            return Getattr(Name(heading), name)
        if kind == "number":
            return Const(float(text) if "." in text else int(text))
        raise _NotPlain

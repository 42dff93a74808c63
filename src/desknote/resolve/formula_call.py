"""A function's call in a formula: its arguments, checked as the function asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn, Protocol

from desknote.records import dataclass
from desknote.resolve.formula_syntax import FormulaError, Node
from desknote.resolve.formula_values import Column, Value, kind_of, require
from desknote.resolve.periods import Timeline


class Context(Protocol):
    """What a function may ask of the evaluation it runs in."""

    def timeline(self, call: Node, given: Value | None) -> Timeline:
        """The periods of the rows; raises FormulaError (DN359) where there are none to be had."""

    def labels(self, call: Node, given: Value | None) -> Column:
        """The cells of the period column."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function's call: its place and its evaluated arguments."""

    context: Context
    node: Node
    values: Sequence[Value]
    signature: str

    def __len__(self) -> int:
        return len(self.values)

    def at(self, index: int) -> Node:
        return self.node.parts[index]

    def numbers(self, index: int = 0) -> Any:
        """An argument that holds numbers, one or a column of them."""
        require(self.values[index], "number", self.at(index))
        return self.values[index]

    def column(self, index: int = 0, *, of: str = "number") -> Column:
        """An argument that is a column."""
        value = self.values[index]
        if not isinstance(value, tuple):
            self.wrong(index, "a column is wanted, not a single figure", "此处应为一列，而不是单个数值")
        if of:
            require(value, of, self.at(index))
        return value

    def single(self, index: int) -> Any:
        """An argument that is one number."""
        value = self.values[index]
        if isinstance(value, tuple) or kind_of(value) != "number":
            self.wrong(index, "a single number is wanted", "此处应为单个数字")
        return value

    def count(self, index: int, least: int, default: int) -> int:
        """An argument that is a whole number of rows."""
        if index >= len(self.values):
            return default
        value = self.single(index)
        if not isinstance(value, int) or not least <= value <= 1_000_000:
            self.wrong(index, f"a whole number from {least} is wanted", f"此处应为不小于 {least} 的整数")
        return int(value)

    def optional(self, index: int) -> Value | None:
        return self.values[index] if index < len(self.values) else None

    def wrong(self, index: int, en: str, zh: str) -> NoReturn:
        node = self.at(index) if index < len(self.node.parts) else self.node
        raise FormulaError(
            "DN353",
            node.start,
            node.end,
            function=str(self.node.value),
            reason_en=en,
            reason_zh=zh,
            signature=self.signature,
        )

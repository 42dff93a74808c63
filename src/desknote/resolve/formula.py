"""Formulas over columns and facts: ``yoy(收入)``, ``date >= '2024-01'``, ``facts.a / facts.b - 1``.

For ``compute``, ``where`` and ``keep`` in data and for facts that follow from others. Nothing is
executed: a formula is parsed by ``formula_syntax`` into a tree and walked here, with a bound on the
work it may do. Missing figures propagate; a result that is no figure is missing, with a warning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desknote.closed import Cell
from desknote.diagnostics import Diagnostic, suggest
from desknote.resolve.formula_call import Call
from desknote.resolve.formula_functions import ALIASES, FUNCTIONS
from desknote.resolve.formula_syntax import COMPARISONS, FormulaError, Node, parse
from desknote.resolve.formula_values import (
    Column,
    Notes,
    Value,
    both,
    compare,
    compute,
    either,
    fit,
    require,
    spread,
)
from desknote.resolve.periods import Timeline, find_periods, timeline
from desknote.resolve.places import WHOLE, Found, Place, nowhere

MAX_WORK = 50_000_000
"""Steps times rows of one formula."""


def evaluate(
    expression: str,
    columns: Mapping[str, Sequence[Cell]],
    facts: Mapping[str, Cell],
    place: Place = nowhere,
    *,
    rows: Sequence[int] = (),
) -> tuple[Value, Found]:
    """The value of ``expression``: a cell, or a column (a tuple) where it works row by row.

    ``columns`` are all of one length; ``rows`` are their rows' numbers in the file, for warnings. The
    value is None where there are errors: DN305 (no such fact), DN351 to DN355, DN359. DN356 warns of
    rows that came to nothing.
    """
    tree, found = _parse(expression, place)
    if tree is None:
        return None, found
    run = _Run(columns, facts)
    if unknown := tuple(_diagnostic(e, place) for e in run.unknown(tree)):
        return None, unknown
    notes = run.notes
    try:
        run.bound(tree)
        value = run.value(tree)
    except FormulaError as error:
        return None, (_diagnostic(error, place),)
    warnings = []
    for reason, (count, first) in notes.found.items():
        en, zh = _where(count, first, rows)
        params = {"reason_en": reason.value[0] + en, "reason_zh": reason.value[1] + zh}
        warnings.append(Diagnostic("DN356", place(*WHOLE), params))
    return value, tuple(warnings)


def _where(count: int, first: int | None, rows: Sequence[int]) -> tuple[str, str]:
    """Which rows came to nothing, as the file counts them."""
    if first is None:
        return "", ""
    row = rows[first] if first < len(rows) else first + 1
    if count == 1:
        return f" in row {row}", f"（第 {row} 行）"
    return f" in {count} rows, first in row {row}", f"（共 {count} 行，首见于第 {row} 行）"


def column_of(
    expression: str,
    columns: Mapping[str, Sequence[Cell]],
    facts: Mapping[str, Cell],
    place: Place = nowhere,
    *,
    rows: Sequence[int] = (),
) -> tuple[Column | None, Found]:
    """Like ``evaluate``, always as a column: a single value stands in every row, true is 1."""
    value, found = evaluate(expression, columns, facts, place, rows=rows)
    if value is None and any(d.code != "DN356" for d in found):
        return None, found
    length = len(next(iter(columns.values()), ()))
    column = value if isinstance(value, tuple) else (value,) * length
    return tuple([int(c) if isinstance(c, bool) else c for c in column]), found


def mask(
    expression: str,
    columns: Mapping[str, Sequence[Cell]],
    facts: Mapping[str, Cell],
    place: Place = nowhere,
    *,
    rows: Sequence[int] = (),
) -> tuple[list[bool] | None, Found]:
    """For each row whether it meets a condition; where that is missing, it does not."""
    value, found = evaluate(expression, columns, facts, place, rows=rows)
    if value is None and any(d.code != "DN356" for d in found):
        return None, found
    try:
        require(value, "truth", Node("call", expression, 0, len(expression)))
    except FormulaError as error:
        return None, (*found, _diagnostic(error, place))
    length = len(next(iter(columns.values()), ()))
    return [c is True for c in (value if isinstance(value, tuple) else (value,) * length)], found


def references(expression: str) -> frozenset[str]:
    """The facts that ``expression`` reads; none where it is malformed."""
    try:
        tree = parse(expression)
    except FormulaError:
        return frozenset()
    return frozenset(str(node.value) for node in tree.walk() if node.kind == "fact")


def _parse(expression: str, place: Place) -> tuple[Node | None, Found]:
    try:
        return parse(expression), ()
    except FormulaError as error:
        return None, (_diagnostic(error, place),)


def _diagnostic(error: FormulaError, place: Place) -> Diagnostic:
    params = {"position": error.start + 1, **error.params}
    return Diagnostic(error.code, place(error.start, error.end - error.start), params, error.suggestion)


class _Run:
    """One evaluation: what it reads, what came to nothing, its rows' periods."""

    def __init__(self, columns: Mapping[str, Sequence[Cell]], facts: Mapping[str, Cell]) -> None:
        self.columns = columns
        self.facts = facts
        self.notes = Notes()
        self.length = len(next(iter(columns.values()), ()))

    def unknown(self, tree: Node) -> list[FormulaError]:
        """Every name that stands for nothing, and every call with too few or too many arguments."""
        found: list[FormulaError] = []
        for node in tree.walk():
            name = str(node.value)
            if node.kind == "fact" and name not in self.facts:
                choices = ", ".join(list(self.facts)[:30]) or "—"
                near = suggest(name, self.facts)
                code = "DN352" if name.startswith("company.") else "DN305"
                found.append(FormulaError(code, node.start, node.end, near, name=name, choices=choices))
            elif node.kind == "column" and name not in self.columns:
                known = list(self.columns)
                near = f"facts.{name}" if name in self.facts else suggest(name, known)
                choices = ", ".join(known[:30]) or "—"
                found.append(FormulaError("DN352", node.start, node.end, near, name=name, choices=choices))
            elif node.kind == "call":
                function = FUNCTIONS.get(ALIASES.get(name, name))
                if function is None:
                    near, choices = suggest(name, (*FUNCTIONS, *ALIASES)), ", ".join(FUNCTIONS)
                    end = node.start + len(name)
                    found.append(
                        FormulaError("DN352", node.start, end, near, name=f"{name}()", choices=choices)
                    )
                elif not function.least <= len(node.parts) <= function.most:
                    found.append(_argument_count(node, function.least, function.most, function.signature))
        return found

    def bound(self, tree: Node) -> None:
        """Raises FormulaError (DN354) where the work would be too much."""
        steps = sum(1 for _ in tree.walk())
        if steps * self.length > MAX_WORK:
            limit = f"{MAX_WORK:,}"
            raise FormulaError(
                "DN354", tree.start, tree.end, limit_en=f"{limit} steps in all", limit_zh=f"共 {limit} 步"
            )

    def value(self, node: Node) -> Value:
        if node.kind == "text":
            return node.value
        if node.kind == "number":
            literal: Value = self.notes.settle(fit(node.value))
            return literal
        if node.kind == "column":
            return tuple(self.columns[str(node.value)])
        if node.kind == "fact":
            fact = self.facts[str(node.value)]
            number: Value = self.notes.settle(fit(fact)) if isinstance(fact, int | float) else fact
            return number
        values = [self.value(part) for part in node.parts]
        settled: Value = self.notes.settle(self.result(node, values))
        return settled

    def result(self, node: Node, values: list[Value]) -> Any:
        sign = str(node.value)
        if node.kind == "call":
            name = ALIASES.get(sign, sign)
            call = Node("call", name, node.start, node.end, node.parts)
            function = FUNCTIONS[name]
            return function.run(Call(self, call, values, function.signature))
        if node.kind == "unary":
            if sign == "not":
                require(values[0], "truth", node.parts[0])
                return spread(lambda x: not x, values[0])
            require(values[0], "number", node.parts[0])
            return spread(lambda x: -x if sign == "-" else +x, values[0])
        if sign in ("and", "or"):
            for value, part in zip(values, node.parts, strict=True):
                require(value, "truth", part)
            return both(*values) if sign == "and" else either(*values)
        if sign in COMPARISONS:
            return compare(sign, values[0], values[1], node.parts)
        return compute(sign, values[0], values[1], node.parts)

    def labels(self, call: Node, given: Value | None) -> Column:
        """The cells of the column that says when: the one given, or the one that is found."""
        if isinstance(given, tuple):
            return given
        name = find_periods(self.columns)
        if name is None:
            raise FormulaError(
                "DN359",
                call.start,
                call.end,
                function=str(call.value),
                reason_en="no column of dates or periods was found",
                reason_zh="没有找到日期或期间列",
            )
        return tuple(self.columns[name])

    def timeline(self, call: Node, given: Value | None) -> Timeline:
        """The rows' periods, each once."""
        line = timeline(self.labels(call, given))
        if line.repeated is not None:
            raise FormulaError(
                "DN359",
                call.start,
                call.end,
                function=str(call.value),
                reason_en=f"'{line.repeated}' stands in more than one row",
                reason_zh=f"“{line.repeated}”出现在多行中",
            )
        if not any(line.periods):
            raise FormulaError(
                "DN359",
                call.start,
                call.end,
                function=str(call.value),
                reason_en="the column has no dates or periods",
                reason_zh="该列不是日期或期间",
            )
        return line


def _argument_count(node: Node, least: int, most: int, signature: str) -> FormulaError:
    wanted = str(least) if least == most else f"{least} to {most}"
    wanted_zh = str(least) if least == most else f"{least} 至 {most}"
    got = len(node.parts)
    return FormulaError(
        "DN353",
        node.start,
        node.end,
        function=str(node.value),
        reason_en=f"takes {wanted} arguments, not {got}",
        reason_zh=f"需要 {wanted_zh} 个参数，而不是 {got} 个",
        signature=signature,
    )

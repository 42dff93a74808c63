"""Expressions in text: ``{{ facts.aime_r1 }}``, ``{{ facts.a - facts.b }}``, ``{{ facts.a | digits(1) }}``.

An expression is read by Jinja's parser (a plain one without it, see ``sums``) and calculated here, node by
node, from a short list of what is allowed; it never becomes Python code. It sees ``facts``, ``note`` (kind,
lang, date, sector, rating, slug) and ``house`` (name, legal_name, department, document_label, address,
website); it may calculate, compare and choose (``'up' if facts.x > 0 else 'down'``). Calls, powers, loops,
methods and anything else are refused. Filters:

=================  ==============================================================================
``digits(n)``      n digits after the point
``signed``         with a plus sign where the number is positive
``plain``          without the unit
``abs``            without the sign
``grouped``        thousands set apart: 1,234,567
``percent(n=1)``   a ratio as per cent: 0.256 is 25.6%
=================  ==============================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from desknote.patterns import regex
from desknote.records import dataclass
from desknote.resolve import figures, sums
from desknote.resolve.figures import Figure

if TYPE_CHECKING:
    from jinja2 import nodes

Pair = tuple[str, str]
LONGEST = 500
LONGEST_TEXT = 5000
_FACT = regex(r"\s*facts\.(?!__)([A-Za-z_][A-Za-z0-9_]*)\s*\Z")
_ATTRIBUTES = ("value", "unit", "source", "note")


class Refused(Exception):
    """The expression is not allowed. ``reason`` is English and Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        self.reason: Pair = (en, zh)


class Bad(Refused):
    """The expression makes no sense; ``word`` is the one to blame, if one is."""

    def __init__(self, en: str, zh: str, word: str = "") -> None:
        super().__init__(en, zh)
        self.word = word


class Unknown(Exception):
    """The expression names something that is not there."""

    def __init__(self, scope: str, name: str) -> None:
        self.scope, self.name = scope, name


@dataclass(frozen=True, slots=True)
class Scope:
    """What expressions may read: names to figures and texts, each under a heading such as ``facts``."""

    names: Mapping[str, Mapping[str, Figure | str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Group:
    """One heading's names."""

    heading: str
    names: Mapping[str, Figure | str]


def evaluate(source: str, scope: Scope) -> tuple[Figure | str, frozenset[str]]:
    """What an expression stands for, and the facts it names.

    Raises Unknown, Bad or Refused.
    """
    simple = _FACT.match(source)
    if simple is not None and "facts" in scope.names:
        name = simple[1]
        if name not in scope.names["facts"]:
            raise Unknown("facts", name)
        return scope.names["facts"][name], frozenset((name,))
    if len(source) > LONGEST:
        raise Refused("it is too long", "过长")
    if source.startswith("-"):
        raise Bad("write a space between {{ and -", "{{ 与 - 之间请加空格")
    if not source.strip():
        raise Bad("there is nothing between {{ and }}", "{{ 与 }} 之间没有内容")
    try:
        plain = sums.read(source)
        if plain is not None and all(name in scope.names.get(heading, ()) for heading, name in plain[1]):
            tree: Any = plain[0]
            used = frozenset(name for heading, name in plain[1] if heading == "facts")
        else:
            tree = _parse(source)
            used = _facts_in(tree, scope)
        value = _Calculation(scope).value(tree)
    except RecursionError:
        raise Refused("it is nested too deeply", "嵌套过深") from None
    except ArithmeticError:
        raise Bad(
            "this cannot be calculated (is something divided by zero?)", "无法计算（是否除以零？）"
        ) from None
    return _printable(value), used


@cache
def _environment() -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment()


def _parse(source: str) -> nodes.Node:
    from jinja2 import TemplateSyntaxError
    from jinja2.parser import Parser

    try:
        parser = Parser(_environment(), source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            found = str(parser.stream.current.value)
            raise Bad(f"'{found}' does not belong here", f"此处不应出现“{found}”")
    except TemplateSyntaxError as error:
        raise Bad(*_syntax(error.message or "")) from None
    return tree


def _syntax(message: str) -> Pair:
    if "end of template" in message:
        return "it ends too early", "不完整"
    if "unexpected char" in message and ("'" in message[-10:] or '"' in message[-10:]):
        return "a quote is not closed", "引号没有闭合"
    return message or "it cannot be read", f"语法不对（{message}）"


def _facts_in(tree: nodes.Node, scope: Scope) -> frozenset[str]:
    """The facts named anywhere, on branches not taken as well. Raises Unknown for those there are not."""
    from jinja2 import nodes as n

    used = set()
    for node in (tree, *tree.find_all((n.Getattr, n.Getitem))):
        inner = getattr(node, "node", None)
        if isinstance(inner, n.Name) and inner.name == "facts" and "facts" in scope.names:
            name = (
                node.attr
                if isinstance(node, n.Getattr)
                else getattr(getattr(node, "arg", None), "value", None)
            )
            if isinstance(name, str) and not name.startswith("__"):
                if name not in scope.names["facts"]:
                    raise Unknown("facts", name)
                used.add(name)
    return frozenset(used)


def _printable(value: Any) -> Figure | str:
    if isinstance(value, Figure | str):
        return value
    if isinstance(value, Decimal):
        return figures.shortest(_number(value))
    if isinstance(value, _Group):
        raise Bad(f"name one of '{value.heading}', such as {value.heading}.{next(iter(value.names), 'x')}",
                  f"请写出“{value.heading}”中的名称")  # fmt: skip
    raise Bad("it gives no text", "结果不是文本")


def _number(value: Any) -> Decimal:
    number = value.number if isinstance(value, Figure) else value
    if not isinstance(number, Decimal):
        raise Bad(f"'{value}' is not a number", f"“{value}”不是数字")
    if not number.is_finite() or (number and abs(number.adjusted()) > figures.LIMIT):
        raise Refused("the number is out of bounds", "数字超出范围")
    return number


class _Calculation:
    """Walks an expression's tree."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def value(self, node: nodes.Node) -> Any:
        """What a node stands for."""
        handle = _NODES.get(type(node).__name__)
        if handle is None:
            raise Refused(*_REFUSED.get(type(node).__name__, _OTHER))
        return handle(self, node)

    def constant(self, node: Any) -> Any:
        value = node.value
        if isinstance(value, bool) or value is None:
            raise Bad(f"'{str(value).lower()}' is not text", f"“{str(value).lower()}”不是文本")
        return Decimal(str(value)) if isinstance(value, int | float) else str(value)

    def name(self, node: Any) -> _Group:
        if node.name not in self.scope.names:
            raise Unknown("", node.name)
        return _Group(node.name, self.scope.names[node.name])

    def attribute(self, node: Any) -> Any:
        return self._of(self.value(node.node), node.attr)

    def item(self, node: Any) -> Any:
        if type(node.arg).__name__ != "Const" or not isinstance(node.arg.value, str):
            raise Refused("only names may stand in [ ]", "[ ] 内只能写名称")
        return self._of(self.value(node.node), node.arg.value)

    def _of(self, owner: Any, name: str) -> Any:
        if isinstance(owner, _Group):
            if name not in owner.names and not name.startswith("__"):
                raise Unknown(owner.heading, name)
            if name in owner.names:
                return owner.names[name]
        if isinstance(owner, Figure) and name in _ATTRIBUTES:
            if name == "value":
                return replace(owner, unit="")
            return str(getattr(owner, name))
        if isinstance(owner, Figure) and not name.startswith("_"):
            raise Refused(f"a fact has no '{name}'; it has {', '.join(_ATTRIBUTES)}",
                          f"事实没有“{name}”；可用 {'、'.join(_ATTRIBUTES)}")  # fmt: skip
        raise Refused(f"'.{name}' cannot be read", f"不能读取“.{name}”")

    def binary(self, node: Any) -> Decimal:
        left, right = self.value(node.left), self.value(node.right)
        kind = type(node).__name__
        if kind in ("Add", "Sub"):
            units = {v.unit for v in (left, right) if isinstance(v, Figure) and v.number is not None}
            if len(units) > 1:
                raise Bad(
                    f"the units differ: {' / '.join(sorted(units))}",
                    f"单位不一致：{' / '.join(sorted(units))}",
                )
        elif kind == "Mul" and isinstance(left, str) | isinstance(right, str):
            raise Refused("text cannot be multiplied", "文本不能相乘")
        a, b = _number(left), _number(right)
        if kind == "Add":
            return a + b
        if kind == "Sub":
            return a - b
        return a * b if kind == "Mul" else a / b

    def unary(self, node: Any) -> Any:
        value = self.value(node.node)
        number = _number(value)
        return number if type(node).__name__ == "Pos" else -number

    def concatenation(self, node: Any) -> str:
        text = ""
        for part in node.nodes:
            text += str(_printable(self.value(part)))
            if len(text) > LONGEST_TEXT:
                raise Refused("the text is too long", "文本过长")
        return text

    def choice(self, node: Any) -> Any:
        if self.truth(node.test):
            return self.value(node.expr1)
        if node.expr2 is None:
            return ""
        return self.value(node.expr2)

    def truth(self, node: Any) -> bool:
        """Whether a condition holds."""
        kind = type(node).__name__
        if kind == "Not":
            return not self.truth(node.node)
        if kind == "And":
            return self.truth(node.left) and self.truth(node.right)
        if kind == "Or":
            return self.truth(node.left) or self.truth(node.right)
        if kind != "Compare":
            raise Bad("a condition compares: facts.x > 0", "条件应为比较，例如 facts.x > 0")
        left = self.value(node.expr)
        for operand in node.ops:
            right = self.value(operand.expr)
            if operand.op in ("eq", "ne"):
                same = _comparable(left) == _comparable(right)
                holds = same if operand.op == "eq" else not same
            elif operand.op in _ORDER:
                holds = _ORDER[operand.op](_number(left), _number(right))
            else:
                raise Refused("'in' is not allowed", "不能使用 in")
            if not holds:
                return False
            left = right
        return True

    def filter(self, node: Any) -> Any:
        if node.name not in FILTERS or node.node is None:
            raise Bad(
                f"there is no filter '{node.name}'; there are {', '.join(FILTERS)}",
                f"没有过滤器“{node.name}”；可用 {'、'.join(FILTERS)}",
                node.name,
            )
        takes_digits = node.name in ("digits", "percent")
        if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) > takes_digits:
            en, zh = ("one number", "只能有一个数字") if takes_digits else ("nothing", "不能有内容")
            raise Bad(f"'{node.name}' takes {en} in ( )", f"{node.name} 的括号内{zh}")
        value = self.value(node.node)
        digits = 1
        if node.args:
            number = _number(self.value(node.args[0]))
            if number != int(number) or not 0 <= number <= 12:
                raise Bad("digits are a whole number from 0 to 12", "小数位数应为 0 至 12 的整数")
            digits = int(number)
        elif node.name == "digits":
            raise Bad("write how many digits: digits(1)", "请写明小数位数，例如 digits(1)")
        return FILTERS[node.name](_figure(value), digits)


def _comparable(value: Any) -> Any:
    if isinstance(value, Figure):
        return value.number if value.number is not None else value.written
    return value


_ORDER: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "lt": lambda a, b: a < b,
    "lteq": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "gteq": lambda a, b: a >= b,
}


def _figure(value: Any) -> Figure:
    if isinstance(value, Figure) and value.number is not None:
        return value
    return Figure(_number(value), figures.shortest(_number(value)))


def _percent(figure: Figure, digits: int) -> Figure:
    if figure.unit:
        raise Bad(f"{figure} has a unit already", f"{figure} 已有单位")
    return figures.rounded(replace(figure, unit="%"), _number(figure) * 100, digits)


def _signed(figure: Figure, _: int) -> Figure:
    positive = _number(figure) > 0 and not figure.written.startswith("+")
    return replace(figure, written=f"+{figure.written}") if positive else figure


FILTERS: dict[str, Callable[[Figure, int], Figure]] = {
    "digits": lambda figure, digits: figures.rounded(figure, _number(figure), digits),
    "signed": _signed,
    "plain": lambda figure, _: replace(figure, unit=""),
    "abs": lambda figure, _: replace(figure, value=abs(_number(figure)), written=figure.written.lstrip("+-")),
    "grouped": lambda figure, _: replace(figure, written=figures.grouped(figure.written)),
    "percent": _percent,
}

_NODES: dict[str, Callable[[_Calculation, Any], Any]] = {
    "Const": _Calculation.constant,
    "Name": _Calculation.name,
    "Getattr": _Calculation.attribute,
    "Getitem": _Calculation.item,
    "Filter": _Calculation.filter,
    "Concat": _Calculation.concatenation,
    "CondExpr": _Calculation.choice,
    **dict.fromkeys(("Add", "Sub", "Mul", "Div"), _Calculation.binary),
    **dict.fromkeys(("Neg", "Pos"), _Calculation.unary),
}

_OTHER: Pair = ("only facts, note fields and simple sums are allowed", "仅限 facts、研报字段与简单运算")
_REFUSED: dict[str, Pair] = {
    "Call": ("nothing can be called", "不能调用函数或方法"),
    "Pow": ("powers (**) are not allowed", "不能使用乘方（**）"),
    "List": ("lists are not allowed", "不能使用列表"),
    "Tuple": ("lists are not allowed", "不能使用列表"),
    "Dict": ("mappings are not allowed", "不能使用映射"),
    "Test": ("tests with 'is' are not allowed", "不能使用 is 判断"),
    "Compare": (
        "a comparison gives no text; write 'a' if x > y else 'b'",
        "比较的结果不是文本；请写作 'a' if x > y else 'b'",
    ),
}

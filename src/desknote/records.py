"""``dataclass`` of the standard library, with methods that need no compiling where a class is declared.

The standard library writes and compiles half a dozen methods for each class: half a millisecond a class, and
a run declares two hundred classes of which it makes a few dozen. Here they are plain functions; only
``__init__`` is written out, when some instances were made. What is out of the ordinary is left to the
standard library.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as standard
from functools import cache
from reprlib import recursive_repr
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "names_of"]

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As :func:`dataclasses.dataclass`."""

        def declared(plain: type) -> type:
            if options.keys() <= _OPTIONS and _is_simple(plain):
                return _made(plain, **options)
            return standard(plain, **options)

        return declared if cls is None else declared(cls)


def names_of(kind: type) -> tuple[str, ...]:
    """The names of a dataclass's fields. Raises TypeError for a class that is none."""
    if isinstance(vars(kind).get("__dataclass_fields__"), _Fields):
        return kind.__match_args__  # type: ignore[attr-defined, no-any-return]
    return tuple(one.name for one in fields(kind))


_OPTIONS = frozenset(("frozen", "slots", "order"))
_ORDER = {name: getattr(operator, name) for name in ("__lt__", "__le__", "__gt__", "__ge__")}
_FEW = 8
"""Instances made before ``__init__`` is written out, which takes as long as filling twenty of them."""
_STRANGE = frozenset(("__eq__", "__slots__", "__setattr__", "__delattr__", *_ORDER))
_CLASS_VARIABLE = ("ClassVar", "typing.ClassVar")


def _is_simple(cls: type) -> bool:
    """Whether the class has nothing but plain fields, and nothing that the standard library would refuse."""
    space = vars(cls)
    if "__annotations__" not in space or not _STRANGE.isdisjoint(space):
        return False
    if any(hasattr(base, "__dataclass_fields__") for base in cls.__bases__):
        return False
    optional = False
    for name, kind in space["__annotations__"].items():
        written = kind if isinstance(kind, str) else repr(kind)
        if written.startswith(_CLASS_VARIABLE):
            continue
        default = space.get(name, MISSING)
        if "ClassVar" in written or "InitVar" in written or "KW_ONLY" in written:
            return False
        if type(default).__hash__ is None or any(hasattr(base, name) for base in cls.__bases__):
            return False
        if isinstance(default, Field):
            if not default.init or default.kw_only is True or default.hash is not None:
                return False
            has_default = default.default is not MISSING or default.default_factory is not MISSING
        else:
            has_default = default is not MISSING
        if optional and not has_default:
            return False
        optional = optional or has_default
    return True


def _made(plain: type, frozen: bool = False, slots: bool = False, order: bool = False) -> type:
    """``plain`` as a dataclass whose ``__init__`` is yet to be written."""
    space = vars(plain)
    names = tuple(
        name
        for name, kind in space["__annotations__"].items()
        if not (kind if isinstance(kind, str) else repr(kind)).startswith(_CLASS_VARIABLE)
    )
    defaults = {name: space[name] for name in names if name in space}
    left_out = {name for name, value in defaults.items() if isinstance(value, Field) and not value.compare}
    key = _key(tuple(name for name in names if name not in left_out) if left_out else names)

    made_so_far = 0

    def initialise(self: Any, /, *values: Any, **named: Any) -> None:
        nonlocal made_so_far
        made_so_far += 1
        if made_so_far > _FEW or not _initialised(self, names, defaults, values, named):
            type.__setattr__(made, "__init__", _initializer(made, names, defaults, frozen, slots))
            made.__init__(self, *values, **named)

    def equal(self: Any, other: object) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    added = {"__init__": initialise, "__eq__": equal, "__repr__": _show, "__match_args__": names}
    added["__dataclass_fields__"] = _Fields(lambda: _read(made, names, defaults, frozen))
    if frozen:
        added |= {"__hash__": lambda self: hash(key(self)), "__setattr__": _refuse, "__delattr__": _keep}
    elif "__hash__" not in space:
        added["__hash__"] = None
    if order:
        added |= {name: _compared(key, compare) for name, compare in _ORDER.items()}
    added = {name: method for name, method in added.items() if name not in space}
    if slots:
        if frozen:
            added |= {"__getstate__": _state, "__setstate__": _restore}
        kept = {n: v for n, v in space.items() if n not in ("__dict__", "__weakref__") and n not in defaults}
        made: Any = type(plain)(plain.__name__, plain.__bases__, {**kept, **added, "__slots__": names})
        made.__qualname__ = plain.__qualname__
        return made  # type: ignore[no-any-return]
    made = plain
    for name, value in added.items():
        setattr(plain, name, value)
    for name, value in defaults.items():
        if isinstance(value, Field):
            delattr(plain, name)
            if value.default is not MISSING:
                setattr(plain, name, value.default)
    return plain


class _Fields:
    """A class's fields, read when they are first asked for."""

    def __init__(self, read: Callable[[], Mapping[str, Field[Any]]]) -> None:
        self._read = read
        self._found: Mapping[str, Field[Any]] | None = None

    def __get__(self, instance: object, owner: type | None = None) -> Mapping[str, Field[Any]]:
        if self._found is None:
            self._found = self._read()
        return self._found


def _read(
    made: type, names: tuple[str, ...], defaults: Mapping[str, Any], frozen: bool
) -> Mapping[str, Field[Any]]:
    """The fields, as the standard library makes them."""
    kinds = vars(made)["__annotations__"]
    found = {}
    for name in names:
        default = defaults.get(name, MISSING)
        one = copy(_usual_field())
        one.name, one.type = name, kinds[name]
        if isinstance(default, Field):
            for part in ("default", "default_factory", "repr", "compare", "metadata"):
                setattr(one, part, getattr(default, part))
        else:
            one.default = default
        found[name] = one
    # The standard library asks for this where a class beneath this one is made.
    type.__setattr__(made, "__dataclass_params__", SimpleNamespace(frozen=frozen))
    return found


@cache
def _usual_field() -> Field[Any]:
    """A field as it is when nothing is said of it."""

    @standard
    class Usual:
        field: object

    (one,) = fields(Usual)
    return one


def _initialised(
    record: Any,
    names: tuple[str, ...],
    defaults: Mapping[str, Any],
    values: tuple[Any, ...],
    named: Mapping[str, Any],
) -> bool:
    """Fill an instance; False where not just its fields are given."""
    given = {**dict(zip(names, values, strict=False)), **named}
    if len(given) != len(values) + len(named):
        return False
    for name in names:
        if name in given:
            value = given[name]
        elif name not in defaults:
            return False
        else:
            value = defaults[name]
            if isinstance(value, Field):
                value = value.default if value.default_factory is MISSING else value.default_factory()
                if value is MISSING:
                    return False
        object.__setattr__(record, name, value)
    if not given.keys() <= set(names):
        return False
    if hasattr(record, "__post_init__"):
        record.__post_init__()
    return True


def _initializer(
    made: Any, names: tuple[str, ...], defaults: Mapping[str, Any], frozen: bool, slots: bool
) -> Any:
    """``__init__``, as the standard library would write it."""
    known: dict[str, Any] = {"_absent": MISSING, "_set": object.__setattr__}
    wanted, lines = ["self"], []
    for name in names:
        default, value = defaults.get(name, MISSING), name
        if isinstance(default, Field):
            if default.default_factory is not MISSING:
                known[f"_make_{name}"] = default.default_factory
                value = f"_make_{name}() if {name} is _absent else {name}"
            default = default.default
        if default is MISSING and value == name:
            wanted.append(name)
        else:
            known[f"_default_{name}"] = default
            wanted.append(f"{name}=_default_{name}")
        if not frozen:
            lines.append(f" self.{name} = {value}")
        elif slots:
            known[f"_set_{name}"] = vars(made)[name].__set__
            lines.append(f" _set_{name}(self, {value})")
        else:
            lines.append(f" _set(self, {name!r}, {value})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(wanted)}):\n" + "\n".join(lines or [" pass"]), known)
    written = known["__init__"]
    written.__qualname__ = f"{made.__qualname__}.__init__"
    return written


# --- methods


def _key(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values under ``names`` as a tuple."""
    if len(names) == 1:
        (name,) = names
        return lambda record: (getattr(record, name),)
    return operator.attrgetter(*names) if names else lambda record: ()


def _compared(key: Callable[[Any], Any], compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda self, other: (
        compare(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented
    )


@recursive_repr("...")
def _show(self: Any) -> str:
    values = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({values})"


def _is_field(record: Any, name: str) -> bool:
    """Whether a name is not to be set: any at all of the class itself, those of its fields beneath it."""
    return "__dataclass_fields__" in vars(type(record)) or name in record.__match_args__


def _refuse(self: Any, name: str, value: object) -> None:
    if _is_field(self, name):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")
    object.__setattr__(self, name, value)


def _keep(self: Any, name: str) -> None:
    if _is_field(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")
    object.__delattr__(self, name)


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__match_args__]


def _restore(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)

"""``dataclass`` of the standard library, with methods that are made when they are first called.

The standard library writes and compiles half a dozen methods where a class is declared: half a
millisecond a class, and a run declares two hundred classes of which it makes a few dozen. Here a class with
``slots`` gets its ``__init__`` when the first instance is made, and what else it needs, from the standard
library, when that is first asked for. Anything but a plain class with slots is left to the standard library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError
from dataclasses import dataclass as standard
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As :func:`dataclasses.dataclass`."""

        def declared(plain: type) -> type:
            if options.keys() <= {"frozen", "slots", "order"} and options.get("slots") and _is_simple(plain):
                return _later(plain, options.get("frozen", False), options.get("order", False))
            return standard(plain, **options)

        return declared if cls is None else declared(cls)


_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")
_OWN = frozenset(
    ("__init__", "__post_init__", "__eq__", "__hash__", "__setattr__", "__slots__", "__orig_bases__", *_ORDER)
)
_KINDS = ("ClassVar", "InitVar", "KW_ONLY")


def _is_simple(cls: type) -> bool:
    """Whether the class has nothing but plain fields, and nothing that the standard library would refuse."""
    space = vars(cls)
    if type(cls) is not type or not _OWN.isdisjoint(space) or "__annotations__" not in space:
        return False
    if any(hasattr(base, "__dataclass_fields__") for base in cls.__bases__):
        return False
    optional = False
    for name, kind in space["__annotations__"].items():
        if any(hasattr(base, name) for base in cls.__bases__):
            return False
        default = space.get(name, MISSING)
        written = kind if isinstance(kind, str) else repr(kind)
        if any(word in written for word in _KINDS) or type(default).__hash__ is None:
            return False
        if isinstance(default, Field):
            if not default.init or default.kw_only is True:
                return False
            has_default = default.default is not MISSING or default.default_factory is not MISSING
        else:
            has_default = default is not MISSING
        if optional and not has_default:
            return False
        optional = optional or has_default
    return True


def _later(plain: type, frozen: bool, order: bool) -> type:
    """``plain`` as a dataclass with slots that has yet to be given its methods."""
    space = dict(vars(plain))
    names = tuple(space["__annotations__"])
    defaults = {name: space.pop(name) for name in names if name in space}
    space.pop("__dict__", None)
    space.pop("__weakref__", None)

    def initialise(self: Any, /, *values: Any, **named: Any) -> None:
        _set(made, "__init__", _initializer(made, names, defaults, frozen))
        made.__init__(self, *values, **named)

    def complete() -> Any:
        twin: Any = standard(frozen=frozen, order=order)(_twin(made, names, defaults))
        for name in later:
            _set(made, name, vars(twin)[name])
        return made

    def refuse(self: Any, name: str, value: object) -> None:
        if type(self) is made or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def keep(self: Any, name: str) -> None:
        if type(self) is made or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    def first(name: str) -> Any:
        """A method that completes the class and then is what the class now has."""
        return lambda self, *others: getattr(complete(), name)(self, *others)

    later = {"__eq__", "__hash__", "__repr__", *(_ORDER if order else ())} - ({"__repr__"} & space.keys())
    space |= {"__init__": initialise, **{name: first(name) for name in later}}
    if not frozen:
        space["__hash__"] = None
    if frozen:
        space |= {"__setattr__": refuse, "__delattr__": keep}
        space |= {"__getstate__": _state, "__setstate__": _restore}
    space |= {"__slots__": names, "__match_args__": names}
    space["__dataclass_fields__"] = _Fields(lambda: _fields(made, names, defaults))
    made: Any = type(plain.__name__, plain.__bases__, space)
    made.__qualname__ = plain.__qualname__
    return made  # type: ignore[no-any-return]


_set = type.__setattr__


class _Fields:
    """The class's fields, read when they are asked for."""

    def __init__(self, read: Callable[[], Mapping[str, Field[Any]]]) -> None:
        self._read = read

    def __get__(self, instance: object, owner: type | None = None) -> Mapping[str, Field[Any]]:
        return self._read()


def _fields(made: type, names: tuple[str, ...], defaults: Mapping[str, Any]) -> Mapping[str, Field[Any]]:
    twin: Any = standard(init=False, repr=False, eq=False)(_twin(made, names, defaults))
    found: Mapping[str, Field[Any]] = vars(twin)["__dataclass_fields__"]
    _set(made, "__dataclass_fields__", found)
    return found


def _twin(made: type, names: tuple[str, ...], defaults: Mapping[str, Any]) -> type:
    """A class with the same fields and nothing else."""
    kinds = vars(made).get("__annotations__", {})
    return type(
        made.__name__,
        (),
        {"__annotations__": kinds, "__module__": made.__module__, "__doc__": "", **defaults},
    )


def _initializer(made: type, names: tuple[str, ...], defaults: Mapping[str, Any], frozen: bool) -> Any:
    """``__init__``, as the standard library would write it."""
    known: dict[str, Any] = {"_absent": MISSING}
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
        if frozen:
            known[f"_set_{name}"] = vars(made)[name].__set__
            lines.append(f" _set_{name}(self, {value})")
        else:
            lines.append(f" self.{name} = {value}")
    exec(f"def __init__({', '.join(wanted)}):\n" + "\n".join(lines or [" pass"]), known)
    initializer = known["__init__"]
    initializer.__qualname__ = f"{made.__qualname__}.__init__"
    return initializer


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__dataclass_fields__]


def _restore(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, value)

"""Classes of desknote.records behave as those of the standard library do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import pytest

from desknote import records
from desknote.records import names_of

Maker = Callable[..., Any]
both = pytest.mark.parametrize("maker", [dataclass, records.dataclass], ids=["standard", "ours"])
OPTIONS = [{"frozen": True, "slots": True}, {"slots": True}]


def point(maker: Maker, **options: bool) -> Any:
    @maker(**options)
    class Point:
        """A place."""

        x: int
        y: int = 2
        names: list[str] = field(default_factory=list)
        hidden: int = field(default=0, compare=False, repr=False)
        kind: ClassVar[str] = "point"

        @property
        def sum(self) -> int:
            return self.x + self.y

    return Point


def place(maker: Maker, **options: bool) -> Any:
    @maker(**options)
    class Place:
        x: int
        names: list[str] = field(default_factory=list)
        note: str = field(default="", compare=False, repr=False)

        @property
        def twice(self) -> int:
            return self.x * 2

    return Place


@records.dataclass(frozen=True, slots=True)
class Kept:
    """Stands in a module, as what is pickled must."""

    a: int
    b: tuple[str, ...] = ()


@both
@pytest.mark.parametrize("make", [point, place])
@pytest.mark.parametrize("options", OPTIONS)
def test_values_defaults_and_comparison(maker: Maker, make: Maker, options: dict[str, bool]) -> None:
    made = make(maker, **options)
    one, same, other = made(1), made(x=1), made(3)
    assert one == same and one != other and one != (1,)
    assert one.names == [] and one.names is not same.names
    assert repr(one).split(".")[-1] == repr(same).split(".")[-1] and "x=1" in repr(one)
    assert "hidden" not in repr(one) and "note" not in repr(one)
    assert is_dataclass(made) and is_dataclass(one)
    assert not hasattr(one, "__dict__")


@both
@pytest.mark.parametrize("options", OPTIONS)
def test_what_is_not_compared(maker: Maker, options: dict[str, bool]) -> None:
    made = place(maker, **options)
    assert made(1, [], "a") == made(1, [], "b")


@both
def test_frozen_instances_are_hashed_and_not_changed(maker: Maker) -> None:
    @maker(frozen=True, slots=True)
    class Pair:
        a: int
        b: str = "b"

    assert len({Pair(1), Pair(1, "b"), Pair(2)}) == 2
    pair = Pair(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'a'"):
        pair.a = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'a'"):
        del pair.a
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        pair.c = 2
    assert pair.a == 1


@both
def test_instances_that_may_be_changed(maker: Maker) -> None:
    @maker(slots=True)
    class Box:
        held: int = 0

    box = Box()
    box.held += 1
    assert box == Box(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(box)
    with pytest.raises(AttributeError):
        box.other = 1


@both
@pytest.mark.parametrize("wrong", [lambda m: m(), lambda m: m(1, [], "", 4), lambda m: m(1, z=2)])
def test_wrong_arguments(maker: Maker, wrong: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError, match="__init__"):
        wrong(place(maker, frozen=True, slots=True))


@both
@pytest.mark.parametrize("options", OPTIONS)
def test_the_standard_librarys_functions(maker: Maker, options: dict[str, bool]) -> None:
    made = place(maker, **options)
    assert [f.name for f in fields(made)] == ["x", "names", "note"]
    one = made(1, ["a"])
    assert replace(one, x=5) == made(5, ["a"])
    assert asdict(one) == {"x": 1, "names": ["a"], "note": ""}
    assert copy.deepcopy(one) == one and copy.copy(one) == one
    assert dataclasses.astuple(one) == (1, ["a"], "")
    with pytest.raises(TypeError):
        replace(one, z=5)
    match one:
        case made(x, names):
            assert (x, names) == (1, ["a"])
        case _:
            pytest.fail("no match")


def test_pickled_and_read_again() -> None:
    kept = Kept(1, ("a",))
    assert pickle.loads(pickle.dumps(kept)) == kept
    assert copy.deepcopy(kept) == kept


@pytest.mark.parametrize(
    "order",
    [("__eq__", "__hash__", "__repr__", "fields"), ("fields", "__repr__", "__hash__", "__eq__")],
)
def test_methods_may_be_asked_for_in_any_order(order: tuple[str, ...]) -> None:
    @records.dataclass(frozen=True, slots=True)
    class Pair:
        a: int
        b: int = 2

    one, same = Pair(1), Pair(1)
    asked: dict[str, Callable[[], object]] = {
        "__eq__": lambda: one == same,
        "__hash__": lambda: hash(one) == hash(same),
        "__repr__": lambda: repr(one).endswith("Pair(a=1, b=2)"),
        "fields": lambda: [f.default for f in fields(Pair)][1] == 2,
    }
    for _ in range(2):
        assert all(asked[name]() for name in order)


def test_a_class_beneath_such_a_class() -> None:
    class More(Kept):
        pass

    assert More(1) == More(1) and More(1) != Kept(1)
    assert More(1).b == ()
    more = More(1)
    with pytest.raises(FrozenInstanceError):
        more.a = 2  # type: ignore[misc]


@both
def test_what_is_wrong_in_a_declaration_is_said_at_once(maker: Maker) -> None:
    with pytest.raises(TypeError, match="non-default argument"):

        @maker(frozen=True, slots=True)
        class Wrong:
            a: int = 1
            b: int

    with pytest.raises(ValueError, match="mutable default"):

        @maker(slots=True)
        class Shared:
            a: list[int] = []


@both
def test_classes_without_slots(maker: Maker) -> None:
    @maker(frozen=True)
    class Open:
        """Has a place for what is worked out later."""

        kind: ClassVar[str] = "open"
        a: int
        b: list[int] = field(default_factory=list)
        c: int = field(default=3, repr=False)

        @cached_property
        def twice(self) -> int:
            return self.a * 2

    one = Open(1)
    assert (one.twice, one.twice, one.c, Open.c, one.kind) == (2, 2, 3, 3, "open")
    assert one == Open(1, [], 3) and repr(one).endswith("Open(a=1, b=[])")
    assert not hasattr(Open, "b") and [f.name for f in fields(Open)] == ["a", "b", "c"]
    with pytest.raises(FrozenInstanceError):
        one.a = 2

    @maker
    class Box:
        held: int = 0

        def __post_init__(self) -> None:
            self.held += 1

    box = Box(4)
    box.held += 1
    assert box == Box(5) and vars(box) == {"held": 6}


@both
@pytest.mark.parametrize("beneath", [dataclass, records.dataclass])
def test_dataclasses_beneath_dataclasses(maker: Maker, beneath: Maker) -> None:
    @maker(frozen=True, slots=True)
    class Above:
        a: int

    @beneath(frozen=True, slots=True)
    class Below(Above):
        b: int = 2

    assert Below(1) == Below(1, 2) and repr(Below(1)).endswith("Below(a=1, b=2)")
    assert [f.name for f in fields(Below)] == ["a", "b"] and Below(1).b == 2
    with pytest.raises(TypeError, match="non-frozen"):

        @beneath
        class Wrong(Above):
            pass


@both
def test_what_a_class_says_for_itself_stays(maker: Maker) -> None:
    @maker(frozen=True, slots=True)
    class Own:
        a: int
        b: Own | None = None

        def __init__(self, a: int) -> None:
            object.__setattr__(self, "a", a * 10)
            object.__setattr__(self, "b", None)

        def __repr__(self) -> str:
            return f"<{self.a}>"

        def __hash__(self) -> int:
            return 7

    assert Own(1) == Own(1) != Own(2) and repr(Own(1)) == "<10>" and hash(Own(1)) == 7

    @maker(frozen=True)
    class Alike:
        a: int

        def __eq__(self, other: object) -> bool:
            return True

    assert Alike(1) == Alike(2) and hash(Alike(1)) == hash(Alike(1))


@both
def test_a_record_that_holds_itself(maker: Maker) -> None:
    @maker(slots=True)
    class Node:
        inner: Any = None

    node = Node()
    node.inner = node
    assert repr(node).endswith("Node(inner=...)")


def test_names_of_fields() -> None:
    @dataclass
    class Standard:
        a: int
        b: int = field(kw_only=True)

    assert names_of(Standard) == ("a", "b")
    assert names_of(Kept) == ("a", "b")
    fields(Kept)
    assert names_of(Kept) == ("a", "b")
    with pytest.raises(TypeError):
        names_of(int)


@both
def test_what_is_out_of_the_ordinary(maker: Maker) -> None:
    @maker(frozen=True, slots=True, order=True)
    class Ordered:
        a: int

    @maker(slots=True)
    class Checked:
        a: int

        def __post_init__(self) -> None:
            self.a += 1

    @maker(frozen=True, slots=True)
    class Named:
        a: int = field(kw_only=True)

        def __str__(self) -> str:
            return f"a is {self.a}"

    class Plain:
        __slots__ = ()

        def said(self) -> str:
            return repr(self)

    @maker(frozen=True, slots=True)
    class Above(Plain):
        a: int = 1

        def __repr__(self) -> str:
            return "above"

    assert Ordered(1) < Ordered(2) and Ordered(2) >= Ordered(1) and not Ordered(1) > Ordered(1)
    assert sorted([Ordered(3), Ordered(1)]) == [Ordered(1), Ordered(3)]
    with pytest.raises(TypeError):
        assert Ordered(1) < 2
    assert Above().said() == "above" and Above() == Above(1) and hash(Above()) == hash(Above())
    assert Checked(1).a == 2
    assert str(Named(a=1)) == "a is 1"
    with pytest.raises(TypeError):
        Named(1)

"""What keys a place in a record may have, read off the record's annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import AliasChoices, BaseModel


def field_names(record: type[BaseModel]) -> dict[str, str]:
    """From a record's field names to the keys that authors write."""
    names = {}
    for name, info in record.model_fields.items():
        alias = info.validation_alias
        first = alias.choices[0] if isinstance(alias, AliasChoices) else alias
        names[name] = first if isinstance(first, str) else name
    return names


def keys_at(record: type[BaseModel], path: tuple[str | int, ...]) -> list[type[BaseModel]]:
    """The records that may stand at ``path`` in ``record``."""
    here: list[Any] = [record]
    for step in path:
        here = [inner for annotation in here for inner in _inside(annotation, step)]
    return [a for annotation in here for a in _members(annotation) if _is_record(a)]


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _members(annotation: Any) -> Iterator[Any]:
    """An annotation, or the members of a union, without what is annotated to them."""
    origin = get_origin(annotation)
    if origin is None or (isinstance(origin, type) and issubclass(origin, tuple | list | Mapping)):
        yield annotation
    elif hasattr(annotation, "__metadata__"):
        yield from _members(get_args(annotation)[0])
    else:
        for member in get_args(annotation):
            yield from _members(member)


def _inside(annotation: Any, step: str | int) -> Iterator[Any]:
    """What stands under a key or an index."""
    for member in _members(annotation):
        origin = get_origin(member)
        if _is_record(member):
            for name, info in member.model_fields.items():
                alias = info.validation_alias
                choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
                if step == name or step in choices:
                    yield info.annotation
        elif isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(step, str):
            yield get_args(member)[1]
        elif isinstance(origin, type) and issubclass(origin, tuple | list) and isinstance(step, int):
            yield from (a for a in get_args(member) if a is not Ellipsis)

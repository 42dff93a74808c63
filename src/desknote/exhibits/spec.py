"""Keys that several chart types share: columns with labels, axes, reference marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from desknote.model.base import Line, Record
from desknote.model.exhibit import ExhibitSpec, Path


class Column(Record):
    """A data column, the label readers see, and where in the key's value it is named."""

    name: Line
    label: Line
    place: Path = ()


def read_columns(value: object) -> object:
    """A name, a list of names, or a mapping of names to labels, as columns."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return [{"name": value, "label": value}]
    if isinstance(value, dict) and not {"name", "label", "place"} >= set(value):
        return [
            {"name": name, "label": name if label is None else label, "place": (name,)}
            for name, label in value.items()
        ]
    if isinstance(value, list | tuple):
        made: list[object] = []
        for i, item in enumerate(value):
            if isinstance(item, str | int | float) and not isinstance(item, bool):
                made.append({"name": item, "label": item, "place": (i,)})
            elif isinstance(item, dict) and len(item) == 1:
                ((name, label),) = item.items()
                made.append({"name": name, "label": name if label is None else label, "place": (i, name)})
            else:
                made.append(item)
        return made
    return value


_COLUMNS_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": ["string", "number"]},
        {
            "type": "array",
            "items": {
                "anyOf": [
                    {"type": ["string", "number"]},
                    {"type": "object", "minProperties": 1, "maxProperties": 1},
                ]
            },
        },
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": ["string", "number", "null"]},
        },
    ],
    "description": "A column's name, a list of names, or a mapping of names to the labels readers see",
}
Columns = Annotated[tuple[Column, ...], BeforeValidator(read_columns), WithJsonSchema(_COLUMNS_SCHEMA)]
"""One or more columns: ``close``, ``[close, volume]`` or ``{close: 收盘价}``."""


def named(key: str, columns: tuple[Column, ...]) -> Iterator[tuple[Path, str]]:
    """The columns that the key ``key`` names, and where."""
    for column in columns:
        yield (key, *column.place), column.name


class Level(Record):
    """A horizontal line at a value, with a label."""

    at: float = Field(title="Value")
    label: Line | None = Field(None, title="Label")


class Event(Record):
    """A vertical mark at a date (or other x), with a label."""

    at: dt.date | int | float | str = Field(title="Where", union_mode="smart")
    label: Line = Field(title="Label")


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class ChartSpec(ExhibitSpec):
    """Keys of every chart."""

    unit: Line | None = Field(
        None,
        title="Unit",
        description="Unit of the values: % or x are set behind each figure, 亿元 once above",
    )
    digits: int | None = Field(None, ge=0, le=6, title="Digits", description="Digits after the decimal point")
    height: float | None = Field(None, ge=25, le=230, title="Height", description="Height in mm")

    def figures(self) -> Iterator[tuple[Path, str]]:
        """The columns that must hold figures: where in the spec, and the column's name."""
        return iter(())


class AxesSpec(ChartSpec):
    """Keys of charts with an x and a value axis."""

    x: Line = Field(title="X", description="Column of dates, figures or labels along the x axis")
    min: float | None = Field(None, title="Least value", description="Where the value axis begins")
    max: float | None = Field(None, title="Greatest value", description="Where the value axis ends")
    levels: Annotated[tuple[Level, ...], BeforeValidator(_one_or_many)] = Field(
        (), title="Levels", description="Horizontal reference lines: {at: 20, label: 目标}"
    )
    events: Annotated[tuple[Event, ...], BeforeValidator(_one_or_many)] = Field(
        (), title="Events", description="Marks along the x axis: {at: 2024-09-24, label: 政策公布}"
    )
    legend: Literal["auto", "top", "direct", "none"] = Field(
        "auto", title="Legend", description="Names above the chart, or direct: beside what they name"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        yield ("x",), self.x

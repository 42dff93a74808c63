"""What every exhibit declares, whatever its type; a type's own keys are added by the type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from desknote.model.base import Line, Record
from desknote.model.data import DataRef

Path = tuple[str | int, ...]
"""A place within the spec: keys and indices."""

Value = Annotated[int | float | dt.date | str | None, Field(union_mode="smart")]
"""One cell of data written in the note itself."""


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class ExhibitSpec(Record):
    """Keys that every exhibit has."""

    type: str = Field(title="Type", description="What to draw: line, bar, … or its Chinese name, 折线图")
    title: Line = Field(title="Title", description="Printed above the exhibit, after its number")
    data: DataRef | None = Field(
        None, title="Data", description="Data file, relative to the note's folder, and what is done to it"
    )
    rows: Annotated[tuple[dict[Line, Value], ...], BeforeValidator(_one_or_many)] = Field(
        (),
        title="Rows",
        description="A few figures written here, not in a file: one mapping of column to value a row",
        max_length=500,
    )
    source: Line = Field(title="Source", description="Where the figures come from; printed under the exhibit")
    note: Line | None = Field(None, title="Note", description="Remark printed under the exhibit")
    alt: Line | None = Field(
        None, title="Text alternative", description="What the exhibit shows, for those who cannot see it"
    )
    illustrative: bool = Field(
        False, title="Illustrative", description="The data are made up to illustrate; the page says so"
    )
    width: Literal["half", "full"] = Field(
        "full", title="Width", description="Half or the full width of the text"
    )

    def columns(self) -> Iterator[tuple[Path, str]]:
        """Every data column the spec names: where in the spec, and the column's name."""
        return iter(())

    def figures(self) -> Iterator[tuple[Path, str]]:
        """The columns that must hold figures: where in the spec, and the column's name."""
        return iter(())

"""What every exhibit declares, whatever its type; a type's own keys are added by the type."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from desknote.model.base import Line, Record


class ExhibitSpec(Record):
    """Keys that every exhibit has."""

    type: str
    title: Line
    data: Line | None = Field(None, description="Data file, relative to the note's folder")
    source: Line = Field(description="Where the figures come from; printed under the exhibit")
    note: Line | None = None
    alt: Line | None = Field(None, description="What the exhibit shows, for those who cannot see it")
    illustrative: bool = Field(False, description="The data are made up to illustrate; the page says so")
    width: Literal["half", "full"] = "full"

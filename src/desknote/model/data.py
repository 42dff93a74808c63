"""Where an exhibit's or a fact's data come from, and what is done to them before they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from desknote.model.base import Line, Record

Formula = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""An expression over columns and facts; see ``desknote.resolve.formula``."""
Take = Literal["first", "last", "sum", "mean", "min", "max"]
CellKind = Literal["text", "number", "date"]

_EVERY = {
    "week": "weekly", "周": "weekly", "每周": "weekly",
    "month": "monthly", "月": "monthly", "每月": "monthly",
    "quarter": "quarterly", "季": "quarterly", "季度": "quarterly", "每季": "quarterly",
    "year": "yearly", "annual": "yearly", "年": "yearly", "年度": "yearly", "每年": "yearly",
}  # fmt: skip


def _read_every(value: object) -> object:
    return _EVERY.get(value.strip().lower(), value) if isinstance(value, str) else value


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _read_resample(value: object) -> object:
    return {"every": value} if isinstance(value, str) else value


class Resample(Record):
    """Fewer rows: one a week, month, quarter or year."""

    every: Annotated[Literal["weekly", "monthly", "quarterly", "yearly"], BeforeValidator(_read_every)]
    take: Take | dict[Line, Take] = Field(
        "last", description="Which figure stands for the period: one word, or one for each column"
    )
    date: Line | None = Field(None, description="The column of dates; the first such column if not set")


class Pivot(Record):
    """From one row an observation to one column a group."""

    rows: Line = Field(description="Column whose values become the rows, such as a date")
    columns: Line = Field(description="Column whose values become column names, such as a region")
    values: Line = Field(description="Column of the figures")
    take: Take | None = Field(None, description="What to do with several figures in one place")


class DataSource(Record):
    """Data and what is done to them, in this order whatever the order of the keys: read, rename,
    ``where``, ``pivot``, ``sort``, ``resample``, ``compute``, ``keep``, ``head``/``tail``, pick.
    """

    file: Line = Field(
        description="CSV, XLSX or Parquet, relative to the note's folder; or the name of a dataset"
    )
    sheet: Line | None = Field(None, description="Sheet of a workbook; the first one if not set")
    range: Line | None = Field(None, description="Cells of a workbook: A1:D20, or a name it defines")
    header: int | None = Field(None, ge=0, le=1000, description="Row of the column names; 0 for none")
    encoding: Line | None = Field(None, description="Of a CSV file, where desknote does not find it itself")
    types: dict[Line, CellKind] = Field(
        default_factory=dict, description="Kind of a column (its name in the file): text, number or date"
    )
    columns: tuple[Line, ...] | dict[Line, Line] = Field(
        (), description="Columns to keep, in order; or a mapping from a column's name to its new name"
    )
    where: Formula | None = Field(None, description="Rows to read: a condition such as region == '华东'")
    pivot: Pivot | None = Field(None, description="From one row an observation to one column a group")
    sort: Annotated[tuple[Line, ...], BeforeValidator(_one_or_many)] = Field(
        (), description="Columns to sort by; -name for the largest first"
    )
    resample: Annotated[Resample | None, BeforeValidator(_read_resample)] = Field(
        None, description="One row a week, month, quarter or year: monthly, or a mapping"
    )
    compute: dict[Line, Formula] = Field(
        default_factory=dict, description="New columns: name and expression, such as yoy: yoy(revenue)"
    )
    keep: Formula | None = Field(None, description="Rows to keep after computing, such as year(date) >= 2023")
    head: int | None = Field(None, ge=1, description="Keep this many rows from the start")
    tail: int | None = Field(None, ge=1, description="Keep this many rows from the end")

    @model_validator(mode="after")
    def _one_end(self) -> DataSource:
        if self.head is not None and self.tail is not None:
            raise ValueError("head_and_tail")
        return self

    @property
    def shaped(self) -> bool:
        """Whether anything is done after reading."""
        return bool(
            self.columns or self.where or self.pivot or self.sort or self.resample
            or self.compute or self.keep or self.head or self.tail
        )  # fmt: skip


DataRef = Annotated[Line | DataSource, Field(union_mode="left_to_right")]
"""A file, ``book.xlsx#Sheet!A1:D20``, the name of a dataset, or a mapping."""


def source_of(data: str | DataSource | Mapping[str, Any]) -> DataSource:
    """``data`` as a record. A file may name a sheet and cells after ``#``: ``book.xlsx#营收!A1:D20``."""
    if isinstance(data, str):
        source = DataSource(file=data)
    else:
        source = data if isinstance(data, DataSource) else DataSource.model_validate(data)
    file, mark, place = source.file.partition("#")
    if not mark or not file.strip():
        return source
    sheet, cells = split_place(place)
    return source.model_copy(
        update={
            "file": file.strip(),
            "sheet": source.sheet or sheet or None,
            "range": source.range or cells or None,
        }
    )


def split_place(place: str) -> tuple[str, str]:
    """``'2024 营收'!A1:D20`` as sheet and cells; without ``!`` it is a sheet."""
    place = place.strip()
    sheet, mark, cells = place.rpartition("!")
    if not mark:
        sheet, cells = place, ""
    if len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    return sheet.strip(), cells.strip()

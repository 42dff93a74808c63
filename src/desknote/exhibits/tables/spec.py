"""Keys that every table has: units, formats by name, looks of rows, orientation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.formats import DASH, FormatRef, How, NegativeKey, Word, settle
from desknote.exhibits.tables.grid import Align, Orientation
from desknote.exhibits.tables.units import factor
from desknote.model.base import Line, Record
from desknote.model.exhibit import ExhibitSpec, Path
from desknote.records import dataclass

_LOOKS = {
    "bold": "bold", "加粗": "bold", "粗体": "bold", "粗體": "bold",
    "sub": "sub", "缩进": "sub", "縮排": "sub", "其中": "sub",
    "total": "total", "合计": "total", "合計": "total",
    "key": "key", "重点": "key", "重點": "key",
    "group": "group", "分组": "group", "分組": "group",
}  # fmt: skip
_ALIGNS = {"左": "left", "右": "right", "中": "center", "居中": "center", "centre": "center"}


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str | int | float) and not isinstance(value, bool) else value


def _read_look(value: object) -> object:
    return _LOOKS.get(value.strip(), value) if isinstance(value, str) else value


def _read_align(value: object) -> object:
    return _ALIGNS.get(value.strip(), value) if isinstance(value, str) else value


Look = Annotated[Literal["bold", "sub", "total", "key", "group"], BeforeValidator(_read_look)]
Looks = Annotated[tuple[Look, ...], BeforeValidator(_one_or_many)]
"""How a row looks: one word, or a list of them."""
Names = Annotated[tuple[Line, ...], BeforeValidator(_one_or_many)]
"""One name, or a list of them."""


class Pick(Record):
    """One column of a table."""

    label: Line | None = Field(None, title="Label", description="Head of the column; its name if not set")
    format: FormatRef | None = Field(None, title="Format", description="How its figures are written")
    align: Annotated[Align, BeforeValidator(_read_align)] | None = Field(
        None, title="Alignment", description="left, right or center; figures right, words left if not set"
    )
    width: float | None = Field(
        None, gt=0, lt=100, title="Width", description="Width in per cent of the table's"
    )
    signed: bool | None = Field(
        None, title="Signed", description="Plus signs and the colours of rise and fall"
    )

    over: Line | None = Field(None, title="Over", description="A head that it shares with its neighbours")


Picks = Annotated[
    tuple[Line | dict[Line, Pick | Line | None], ...] | dict[Line, Pick | Line | None],
    BeforeValidator(_one_or_many),
]
"""Columns: names, a mapping of names to labels, or of names to more keys."""


@dataclass(frozen=True, slots=True)
class Picked:
    """A column that an author asks for, and where in the key's value it is named."""

    name: str
    pick: Pick
    place: Path


def picked(picks: Any) -> tuple[Picked, ...]:
    """The columns of ``picks``, in order."""
    found: list[Picked] = []
    entries: list[tuple[Path, str, Pick | str | None]] = []
    if isinstance(picks, dict):
        entries = [((name,), name, value) for name, value in picks.items()]
    else:
        for i, item in enumerate(picks):
            if isinstance(item, dict):
                entries += [((i, name), name, value) for name, value in item.items()]
            else:
                entries.append(((i,), item, None))
    for place, name, value in entries:
        pick = value if isinstance(value, Pick) else Pick(label=value)
        found.append(Picked(name, pick, place))
    return tuple(found)


def _read_landscape(value: object) -> object:
    return {True: "always", False: "never"}.get(value, value) if isinstance(value, bool) else value


class TableSpec(ExhibitSpec):
    """Keys of every table."""

    unit: Line | None = Field(
        None,
        title="Unit",
        description="Unit of the amounts, printed once in the table's head: 百万元, CNY mn",
    )
    data_unit: Line | None = Field(
        None, title="Unit of the data", description="Unit the data are in, where it is not 'unit': 元"
    )
    digits: int | None = Field(None, ge=0, le=6, title="Digits", description="Digits after the decimal point")
    format: Word | dict[Line, FormatRef] = Field(
        default_factory=dict,
        title="Formats",
        description="One format for all figures, or a mapping of rows and columns to formats",
        union_mode="left_to_right",
    )
    signed: Annotated[bool | tuple[Line, ...], BeforeValidator(_one_or_many)] = Field(
        False, title="Signed", description="Rows or columns with plus signs and the colours of rise and fall"
    )
    negative: NegativeKey | None = Field(
        None, title="Negative figures", description="minus: −1.2; parentheses: (1.2); the brand's if not set"
    )
    missing: Line | None = Field(None, title="Missing", description="What stands where there is no figure: —")
    styles: dict[Line, Looks] = Field(
        default_factory=dict,
        title="Row styles",
        description="Looks of rows by their name: bold, sub, total, key, group",
    )
    landscape: Annotated[Orientation, BeforeValidator(_read_landscape)] = Field(
        "auto",
        title="Landscape",
        description="Whether it is printed on a page on its side: true, false, or auto, where it must",
    )

    @field_validator("data_unit")
    @classmethod
    def _convertible(cls, value: str | None, info: ValidationInfo) -> str | None:
        shown = info.data.get("unit")
        if value and not shown:
            raise ValueError("add 'unit', to which they are converted", "请补上 unit，说明换算成什么单位")
        if value and shown and factor(value, shown) is None:
            raise ValueError(f"'{value}' cannot be converted to '{shown}'", f"“{value}”无法换算为“{shown}”")
        return value

    def base(self, style: ChartStyle) -> How:
        """The format of an amount of this table."""
        scaled = factor(self.data_unit, self.unit) if self.data_unit and self.unit else 1.0
        base = How(
            digits=self.digits,
            factor=1.0 if scaled is None else scaled,
            negative=self.negative or style.negative,
            missing=self.missing or DASH,
        )
        return settle(self.format, base) if isinstance(self.format, str) else base

    def asked(self, *names: str) -> FormatRef | None:
        """The format that the author gives the first of ``names`` that has one."""
        if isinstance(self.format, str):
            return None
        return next((self.format[n] for n in names if n in self.format), None)

    def is_signed(self, *names: str, changes: bool = True) -> bool:
        """Whether one of ``names`` is to have signs and colours.

        ``signed: true`` means all ``changes``: in a table that calculates, not the figures given.
        """
        if isinstance(self.signed, bool):
            return self.signed and changes
        return any(name in self.signed for name in names)

    def looks(self, label: str) -> frozenset[str]:
        """The looks that the author gives the row ``label``."""
        return frozenset(self.styles.get(label.strip(), ()))

    def names(self) -> Iterator[tuple[Path, str]]:
        """Every row or column that the spec's common keys name, and where."""
        yield from (((key, name), name) for key in ("styles", "format") for name in self._keys(key))
        if isinstance(self.signed, tuple):
            yield from ((("signed", i), name) for i, name in enumerate(self.signed))

    def _keys(self, key: str) -> Iterator[str]:
        mapping = getattr(self, key)
        yield from mapping if isinstance(mapping, dict) else ()

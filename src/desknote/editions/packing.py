"""Editions as JSON, and as the compressed bytes that a PDF carries."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from itertools import accumulate
from typing import Any, TypeVar

from desknote.editions.edition import (
    Edition,
    Mention,
    Part,
    Rating,
    Signatory,
    Statement,
    Table,
    TextBlock,
    Value,
)
from desknote.patterns import regex

FORMAT = 1
"""Raised when a reader of the old format would misread the new one."""
LARGEST = 32_000_000
"""Bytes that an edition may have once unpacked; one of 200 pages has under a tenth of it."""

T = TypeVar("T")
_FIGURE = regex(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.([0-9]{1,6}))?")
_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FEW = 8
"""Columns shorter than this are kept as they are."""


class BadEdition(ValueError):
    """What was read is no edition. ``newer`` where a later desknote wrote it."""

    def __init__(self, reason: str, newer: bool = False) -> None:
        super().__init__(reason)
        self.newer = newer


def to_json(edition: Edition) -> dict[str, Any]:
    """``edition`` as JSON values; long columns of figures and days as their differences."""
    data: dict[str, Any] = {"edition": FORMAT, **asdict(edition)}
    data["about"], data["house"] = dict(edition.about), dict(edition.house)
    for table in data["exhibits"]:
        table["columns"] = [_packed(column) for column in zip(*table.pop("rows"), strict=True)]
    lean: dict[str, Any] = _lean(data)
    return lean


def from_json(data: object) -> Edition:
    """The edition that :func:`to_json` gave. Raises BadEdition."""
    if not isinstance(data, Mapping) or not isinstance(data.get("edition"), int):
        raise BadEdition("not an edition")
    if data["edition"] > FORMAT:
        raise BadEdition(f"format {data['edition']}", newer=True)
    try:
        rating = data.get("rating")
        return _made(
            Edition,
            {
                **data,
                "rating": _made(Rating, rating) if rating else None,
                "targets": _many(Value, data.get("targets")),
                "estimates": _many(Value, data.get("estimates")),
                "facts": _many(Value, data.get("facts")),
                "parts": tuple(
                    Part(_text(p["kind"]), _many(TextBlock, p.get("blocks"))) for p in data.get("parts", ())
                ),
                "exhibits": tuple(_table(t) for t in data.get("exhibits", ())),
                "people": _many(Signatory, data.get("people")),
                "companies": _many(Mention, data.get("companies")),
                "statements": _many(Statement, data.get("statements")),
                "about": _texts(data.get("about")),
                "house": _texts(data.get("house")),
            },
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BadEdition(f"{type(error).__name__}: {error}") from error


def pack(edition: Edition) -> bytes:
    """The edition as compressed JSON (Brotli, RFC 7932)."""
    import brotli

    text = json.dumps(to_json(edition), ensure_ascii=False, separators=(",", ":"))
    content = text.encode("utf-8", "replace")
    # The best compression takes a second a megabyte.
    # Quality 10 would save 600 bytes of a note and take 7 ms of CPU instead of half of one.
    packed: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=6)
    return packed


def unpack(content: bytes) -> Edition:
    """The edition that :func:`pack` gave. Raises BadEdition, also for what unpacks to too much."""
    import brotli

    reader = brotli.Decompressor()
    try:
        text = reader.process(content, output_buffer_limit=LARGEST)
        if not reader.is_finished():
            raise BadEdition("cut short, or too large")
        return from_json(json.loads(text))
    except (brotli.error, ValueError, RecursionError) as error:
        if isinstance(error, BadEdition):
            raise
        raise BadEdition(str(error)) from error


def _lean(value: Any) -> Any:
    """``value`` without what is empty: the reader knows what is not there to be empty."""
    if isinstance(value, dict):
        return {
            k: _lean(v) for k, v in value.items() if v is not None and v is not False and v != "" and v != []
        }
    if isinstance(value, list | tuple):
        return [_lean(one) for one in value]
    return value


def _made(kind: type[T], data: Mapping[str, Any]) -> T:
    """A record of texts, figures and switches; what is missing is empty, what is unknown is passed over."""
    values: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        given = data.get(field.name)
        wanted = str(field.type)
        if wanted == "str":
            values[field.name] = _text(given)
        elif wanted == "bool":
            values[field.name] = bool(given)
        elif wanted == "int":
            values[field.name] = int(given or 0)
        elif wanted == "float | None":
            values[field.name] = None if given is None else float(given)
        elif given is not None:
            values[field.name] = given
    return kind(**values)


def _many(kind: type[T], data: Iterable[Mapping[str, Any]] | None) -> tuple[T, ...]:
    return tuple(_made(kind, one) for one in data or ())


def _text(given: object) -> str:
    if given is not None and not isinstance(given, str):
        raise TypeError("a text is wanted")
    return given or ""


def _texts(data: Mapping[str, Any] | None) -> dict[str, str]:
    return {_text(key): _text(value) for key, value in (data or {}).items()}


def _table(data: Mapping[str, Any]) -> Table:
    columns = [_unpacked(column) for column in data.get("columns", ())]
    headers = tuple(_text(h) for h in data.get("headers", ()))
    if columns and len(columns) != len(headers):
        raise ValueError("a column for each header is wanted")
    return _made(Table, {**data, "headers": headers, "rows": tuple(zip(*columns, strict=True))})


# --- columns


def _packed(column: Sequence[str]) -> object:
    """A column as it is, or as its first figure or day and the steps from each to the next."""
    if len(column) < _FEW:
        return list(column)
    digits = {len(m[1] or "") for cell in column if (m := _FIGURE.fullmatch(cell))}
    if len(digits) == 1:
        size = digits.pop()
        scaled = [_scaled(cell, size) for cell in column]
        for plain in (False, True):
            if [_shown(n, size, plain) for n in scaled] == list(column):
                return {"figures": _steps(scaled), "digits": size, "plain": plain}
    if all(map(_DAY.fullmatch, column)):
        try:
            return {"days": _steps([dt.date.fromisoformat(cell).toordinal() for cell in column])}
        except ValueError:
            pass
    return list(column)


def _unpacked(column: Any) -> tuple[str, ...]:
    if isinstance(column, list):
        return tuple(map(_text, column))
    if "days" in column:
        return tuple(dt.date.fromordinal(n).isoformat() for n in accumulate(column["days"]))
    size = int(column["digits"])
    if not 0 <= size <= 6:
        raise ValueError("too many digits")
    return tuple(_shown(n, size, bool(column.get("plain"))) for n in _sums(column["figures"]))


def _scaled(cell: str, size: int) -> int | None:
    """A figure of ``size`` digits after the point as a whole number; nothing where it is none."""
    if not _FIGURE.fullmatch(cell) or len(cell.partition(".")[2]) != size:
        return None
    return int(cell.replace(",", "").replace(".", ""))


def _shown(number: int | None, size: int, plain: bool) -> str:
    """A whole number as a figure of ``size`` digits after the point, ``plain`` or with thousands parted."""
    if number is None:
        return ""
    whole, rest = divmod(abs(number), 10**size)  # no float, which might round
    text = str(whole) if plain else f"{whole:,}"
    return ("-" if number < 0 else "") + text + (f".{rest:0{size}d}" if size else "")


def _steps(numbers: Sequence[int | None]) -> list[int | None]:
    """Each number as the step from the last that there was."""
    steps: list[int | None] = []
    last = 0
    for number in numbers:
        steps.append(None if number is None else number - last)
        last = last if number is None else number
    return steps


def _sums(steps: Iterable[int | None]) -> Iterable[int | None]:
    last = 0
    for step in steps:
        if step is None:
            yield None
        else:
            last += int(step)
            yield last

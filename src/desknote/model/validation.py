"""Plain data to typed records; every pydantic error becomes a diagnostic at its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from desknote.diagnostics import Diagnostic, Span, suggest
from desknote.model import wording
from desknote.model.kept import keep
from desknote.model.shape import field_names, keys_at
from desknote.patterns import regex
from desknote.source import Document

R = TypeVar("R", bound=BaseModel)
Path = tuple[str | int, ...]
_Error = tuple[Path, ErrorDetails]

MOST_ERRORS = 300
"""Errors of one file that are told of."""
_LOOSE_DATE = regex(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*\Z")


def parse(
    document: Document, record: type[R], prefix: Path = (), data: Any = None
) -> tuple[R | None, list[Diagnostic]]:
    """``document``'s data (or its part at ``prefix``) as a ``record``, and what is wrong with it.

    ``data`` stands in for the document's own where it has been changed; its shape must be the same.
    """
    base = _part(document, prefix) if data is None else data
    try:
        return record.model_validate(base), []
    except ValidationError as error:
        return None, _diagnose(document, record, prefix, base, error)
    finally:
        keep()


def salvage(
    document: Document, record: type[R], data: Any = None
) -> tuple[R | None, list[Diagnostic], frozenset[Path]]:
    """Like :func:`parse`, but with wrong parts left out or filled with a placeholder.

    What is left can still be looked into, so that one run tells of all problems. The paths that were
    mended come along: nothing should be said about them again. The record is None where mending fails.
    """
    base = _part(document, ()) if data is None else data
    try:
        return record.model_validate(base), [], frozenset()
    except ValidationError as error:
        found = _diagnose(document, record, (), base, error)
        first = error
    finally:
        keep()
    mended: set[Path] = set()
    if first.error_count() > MOST_ERRORS:
        return None, found, frozenset()
    for _ in range(6):
        base = _mend(base, first, mended)
        try:
            return record.model_validate(base), found, frozenset(mended)
        except ValidationError as error:
            first = error
    return None, found, frozenset(mended)


def _part(document: Document, prefix: Path) -> Any:
    base = document.data
    for step in prefix:
        base = base[step]
    return base


def _real_path(data: Any, loc: tuple[int | str, ...]) -> Path:
    """``loc`` without the parts pydantic adds for unions and validators."""
    path: list[str | int] = []
    here = data
    for step in loc:
        inside = (isinstance(here, Mapping) and step in here) or (
            isinstance(here, list) and isinstance(step, int) and step < len(here)
        )
        if inside:
            path.append(step)
            here = here[step]
    return tuple(path)


def _at_key(detail: ErrorDetails) -> bool:
    return detail["loc"][-1:] == ("[key]",)


def _places(data: Any, error: ValidationError) -> list[tuple[Path, list[ErrorDetails]]]:
    """The errors, gathered by place: a union reports each of its members, a reader wants what fits best."""
    places: dict[tuple[Path, str], list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False)[:MOST_ERRORS]:
        kind, last = detail["type"], detail["loc"][-1:]
        if kind == "too_short" and len(detail["input"]) >= (detail.get("ctx") or {}).get("min_length", 0):
            continue  # its items are wrong, which is said of each
        missing = kind == "missing" and isinstance(last[0], str)
        apart = str(last[0]) if missing or _at_key(detail) else ""
        places.setdefault((_real_path(data, detail["loc"]), apart), []).append(detail)
    kept = []
    for (path, apart), details in places.items():
        others = [d for d in details if not _is_mismatch(d)]
        if not others and any(p[: len(path)] == path and (p, a) != (path, apart) for p, a in places):
            continue  # another member of the union fits, up to a mistake inside it
        kept.append((path, others or details))
    return kept


def _diagnose(
    document: Document, record: type[BaseModel], prefix: Path, data: Any, error: ValidationError
) -> list[Diagnostic]:
    found = []
    for path, details in _places(data, error):
        if _is_mismatch(details[0]):
            keys = {name for r in keys_at(record, path) for name in field_names(r).values()}
            found.append(_mismatch(document.value_span(prefix + path), _name(prefix + path), details, keys))
        else:
            found.append(_one(document, record, prefix, path, details[0]))
    return found


def _is_mismatch(detail: ErrorDetails) -> bool:
    kind = detail["type"]
    return kind.endswith(("_type", "_parsing", "int_from_float")) and not kind.startswith("date_from")


def _name(path: Path) -> str:
    """The key that a message names: for a list's item, the list's."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _mismatch(span: Span, name: str, details: list[ErrorDetails], keys: set[str]) -> Diagnostic:
    value = details[0]["input"]
    kinds = [d["type"] for d in details]
    wanted, got = wording.wanted_types(kinds), wording.type_of(value)
    helping = next((h for kind in kinds if (h := wording.hint(value, kind))[0]), ("", ""))
    if not helping[0] and keys:
        choices = ", ".join(sorted(keys))
        helping = (f"keys known here: {choices}", f"此处可用的键：{choices}")
    params = {"key": name, **_pair("wanted", wanted), **_pair("got", got), **_pair("hint", helping)}
    return Diagnostic("DN203", span, params)


def _pair(name: str, pair: wording.Pair) -> dict[str, str]:
    return {f"{name}_en": pair[0], f"{name}_zh": pair[1]}


def _one(
    document: Document, record: type[BaseModel], prefix: Path, local: Path, detail: ErrorDetails
) -> Diagnostic:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx") or {}
    path = prefix + local
    name = _name(path)
    span = document.key_span(path) if _at_key(detail) else document.value_span(path)
    last = detail["loc"][-1] if detail["loc"] else ""
    if kind == "extra_forbidden":
        return _unknown_key(document, record, path, local, str(last))
    if kind == "missing" and isinstance(last, str):
        where = document.key_span(path) if path else document.value_span(())
        parent = keys_at(record, local)
        names = {field: key for r in parent for field, key in field_names(r).items()}
        return Diagnostic("DN202", where, {"key": names.get(last, last)})
    if kind in ("literal_error", "enum"):
        return _unknown_value(span, path, context, value, _at_key(detail))
    reason = str(context.get("error", "")) if kind == "value_error" else ""
    if kind.startswith("date") or reason == "date_wanted":
        return Diagnostic("DN205", span, {"value": wording.short(value)}, _meant_date(value))
    if reason == "figure_wanted":
        wanted = ("a number, a date or text", "数字、日期或文本")
        params = {"key": name, **_pair("wanted", wanted), **_pair("got", wording.type_of(value))}
        return Diagnostic("DN203", span, params)
    if kind == "value_error":
        args: tuple[object, ...] = getattr(context.get("error"), "args", ())
        own = (str(args[0]), str(args[1])) if len(args) == 2 else (reason, reason)
        pair = wording.REASONS.get(reason, own)
        return Diagnostic("DN206", span, {"key": name, **_pair("reason", pair)})
    if kind == "string_pattern_mismatch":
        shown = wording.short(value)
        pair = (f"'{shown}' is not well-formed", f"“{shown}”格式不对")
        hint = wording.pattern_hint(context.get("pattern"))
        return Diagnostic("DN206", span, {"key": name, **_pair("reason", pair), **_pair("hint", hint)})
    if (limit := wording.bound(kind, context)) is not None:
        return Diagnostic("DN206", span, {"key": name, **_pair("reason", limit)})
    text = str(detail["msg"])
    return Diagnostic("DN206", span, {"key": name, "reason": text})


def _unknown_key(
    document: Document, record: type[BaseModel], path: Path, local: Path, key: str
) -> Diagnostic:
    choices = sorted({name for r in keys_at(record, local[:-1]) for name in field_names(r).values()})
    word = wording.KEY_WORDS.get(key.strip().lower(), "")
    near = word if word in choices else suggest(key.strip().lower(), choices)
    return Diagnostic("DN201", document.key_span(path), {"key": key, "choices": ", ".join(choices)}, near)


def _unknown_value(
    span: Span, path: Path, context: Mapping[str, Any], value: object, at_key: bool
) -> Diagnostic:
    choices = _literals(context)
    name = _name(path[:-1]) if at_key else _name(path)
    what = wording.WHAT.get(name, (name, f"“{name}”取值"))
    if at_key and {"zh-CN", "en"} <= set(choices):
        what = wording.WHAT["lang"]
    params = {
        **_pair("what", what),
        "value": wording.short(value),
        "where_en": "desknote",
        "where_zh": "desknote ",
    }
    params["choices"] = ", ".join(choices)
    labels = wording.LABELS.get(name, ())
    return Diagnostic("DN204", span, params, suggest(str(value), (*choices, *labels)))


def _literals(context: Mapping[str, Any]) -> list[str]:
    expected = str(context.get("expected", ""))
    return re.findall(r"'([^']*)'", expected) or re.split(r", | or ", expected)


def _meant_date(value: object) -> str:
    """A date written in another way, as desknote reads it."""
    if (loose := _LOOSE_DATE.match(str(value))) is not None:
        try:
            return dt.date(int(loose[1]), int(loose[2]), int(loose[3])).isoformat()
        except ValueError:
            return ""
    return ""


_PLACEHOLDERS: tuple[tuple[str, Any], ...] = (
    ("string", "—"),
    ("int", 0),
    ("float", 0.0),
    ("bool", False),
    ("tuple", []),
    ("list", []),
    ("dict", {}),
    ("model", {}),
    ("date", dt.date(2000, 1, 1)),
)


def _mend(data: Any, error: ValidationError, mended: set[Path]) -> Any:
    """A copy of ``data`` in which each wrong part is dropped or, where it is needed, filled."""
    copy = _copied(data)
    for path, details in _places(data, error):
        detail = details[0]
        if detail["type"] == "missing" and isinstance(detail["loc"][-1], str):
            if isinstance(here := _at(copy, path), dict):
                here[str(detail["loc"][-1])] = "—"
            mended.add((*path, str(detail["loc"][-1])))
            continue
        again = path in mended
        mended.add(path)
        parent, last = (_at(copy, path[:-1]), path[-1]) if path else (None, "")
        if isinstance(parent, dict):
            if again or detail["type"] == "extra_forbidden" or _at_key(detail):
                parent.pop(last, None)
            else:
                parent[last] = _placeholder(detail)
        elif isinstance(parent, list) and isinstance(last, int) and last < len(parent):
            if again:
                parent.pop(last)
            else:
                parent[last] = _placeholder(detail)
    return copy


def _placeholder(detail: ErrorDetails) -> Any:
    kind, context = detail["type"], detail.get("ctx") or {}
    if kind == "literal_error":
        return _literals(context)[0]
    if str(context.get("error", "")) == "date_wanted":
        return dt.date(2000, 1, 1)
    if kind in ("too_short", "string_too_short"):
        return ["—"] if isinstance(detail["input"], list | tuple) else "—"
    return next((value for mark, value in _PLACEHOLDERS if kind.startswith(mark)), None)


def _copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {k: _copied(v) for k, v in data.items()}
    return [_copied(v) for v in data] if isinstance(data, list) else data


def _at(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data

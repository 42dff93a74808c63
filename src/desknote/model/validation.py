"""Plain data to typed records; every pydantic error becomes a diagnostic at its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from desknote.diagnostics import Diagnostic, suggest
from desknote.source import Document

R = TypeVar("R", bound=BaseModel)
Path = tuple[str | int, ...]

_TYPES: dict[str, tuple[str, str]] = {
    "str": ("text", "文本"),
    "int": ("a whole number", "整数"),
    "float": ("a number", "数字"),
    "bool": ("true or false", "true 或 false"),
    "list": ("a list", "列表"),
    "tuple": ("a list", "列表"),
    "dict": ("a mapping", "映射"),
    "NoneType": ("nothing", "空值"),
    "date": ("a date", "日期"),
}

_REASONS: dict[str, tuple[str, str]] = {
    "grade_undefined": (
        "a grade needs a band (above, below) or a definition",
        "评级须有区间（above、below）或定义",
    ),
    "band_reversed": ("'above' must be smaller than 'below'", "above 必须小于 below"),
}

_PATTERNS: dict[str, tuple[str, str]] = {
    r"^S\d{13}$": ("a certificate number is S and 13 digits", "执业证书编号为 S 加 13 位数字"),
    r"^[A-Z]{3}\d{3}$": (
        "an SFC number is three letters and three digits",
        "证监会中央编号为三个字母加三位数字",
    ),
    r"^https?://\S+$": ("write a web address that begins with https://", "请填写以 https:// 开头的网址"),
}

_WHAT: dict[str, tuple[str, str]] = {
    "kind": ("note kind", "研报类型"),
    "lang": ("language", "语言"),
    "type": ("exhibit type", "图表类型"),
    "rebase": ("rebase", "基准方式"),
}


def parse(
    document: Document, record: type[R], prefix: Path = (), data: Any = None
) -> tuple[R | None, list[Diagnostic]]:
    """``document``'s data (or its part at ``prefix``) as a ``record``, and what is wrong with it."""
    try:
        return record.model_validate(document.data if data is None else data), []
    except ValidationError as error:
        found = [_diagnose(document, record, prefix, detail) for detail in error.errors(include_url=False)]
    return None, _best(found)


def _best(found: list[tuple[Path, Diagnostic]]) -> list[Diagnostic]:
    """One diagnostic a place: a union reports each of its members, a reader wants the nearest."""
    kept: dict[tuple[Path, str], Diagnostic] = {}
    for path, diagnostic in found:
        key = (path, str(diagnostic.params.get("key", "")) if diagnostic.code in ("DN201", "DN202") else "")
        if key not in kept:
            kept[key] = diagnostic
    deep = {path for path, _ in kept}
    return [
        d
        for (path, _), d in kept.items()
        if not any(len(o) > len(path) and o[: len(path)] == path for o in deep if d.code == "DN203")
    ]


def _real_path(data: Any, loc: tuple[int | str, ...]) -> Path:
    """``loc`` without the parts pydantic adds for unions and validators."""
    path: list[str | int] = []
    here = data
    for step in loc:
        if (isinstance(here, Mapping) and step in here) or (
            isinstance(here, list) and isinstance(step, int) and step < len(here)
        ):
            path.append(step)
            here = here[step]
        elif isinstance(step, str) and step == "[key]":
            break
    return tuple(path)


def _diagnose(
    document: Document, record: type[BaseModel], prefix: Path, detail: ErrorDetails
) -> tuple[Path, Diagnostic]:
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    context = detail.get("ctx") or {}
    base = document.data
    for step in prefix:
        base = base[step]
    aliases = dict(_aliases(record).items())
    path = prefix + _real_path(base, loc)
    last = str(loc[-1]) if loc else ""
    name = str(path[-1]) if path and isinstance(path[-1], str) else (str(path[-2]) if len(path) > 1 else last)
    span = document.value_span(path)
    if kind == "extra_forbidden":
        choices = _keys_at(record, loc[:-1])
        return path, Diagnostic(
            "DN201",
            document.key_span(path),
            {"key": last, "choices": ", ".join(choices)},
            suggest(last, choices),
        )
    if kind == "missing":
        where = document.key_span(path) if path else document.value_span(())
        return (*path, last), Diagnostic("DN202", where, {"key": aliases.get(last, last)})
    if kind in ("literal_error", "enum"):
        choices = _literal_choices(context.get("expected", ""))
        what = _WHAT.get(name, (f"value of '{name}'", f"“{name}”的取值"))
        return path, Diagnostic(
            "DN204",
            span,
            {
                "what_en": what[0],
                "what_zh": what[1],
                "value": value,
                "where_en": "desknote",
                "where_zh": "desknote ",
                "choices": ", ".join(choices),
            },
            suggest(str(value), choices),
        )
    if kind.startswith("date"):
        return path, Diagnostic("DN205", span, {"value": _short(value)})
    if kind == "value_error":
        code = str(context.get("error", ""))
        if code == "date_wanted":
            return path, Diagnostic("DN205", span, {"value": _short(value)})
        en, zh = _REASONS.get(code, (code, code))
        return path, Diagnostic("DN206", span, {"key": name, "reason_en": en, "reason_zh": zh})
    if kind == "string_pattern_mismatch":
        en, zh = _PATTERNS.get(str(context.get("pattern")), ("", ""))
        return path, Diagnostic(
            "DN206",
            span,
            {
                "key": name,
                "reason_en": f"'{_short(value)}' is not well-formed",
                "reason_zh": f"“{_short(value)}”格式不对",
                "hint_en": en,
                "hint_zh": zh,
            },
        )
    if kind in ("too_short", "string_too_short"):
        return path, Diagnostic(
            "DN206", span, {"key": name, "reason_en": "it is empty", "reason_zh": "内容为空"}
        )
    if kind in _BOUNDS:
        sign, key = _BOUNDS[kind]
        return path, Diagnostic(
            "DN206",
            span,
            {
                "key": name,
                "reason_en": f"must be {sign} {context.get(key)}",
                "reason_zh": f"必须 {sign} {context.get(key)}",
            },
        )
    wanted = _wanted(kind)
    got = _got(value)
    hint = _hint(value, kind)
    return path, Diagnostic(
        "DN203",
        span,
        {
            "key": name,
            "wanted_en": wanted[0],
            "wanted_zh": wanted[1],
            "got_en": got[0],
            "got_zh": got[1],
            "hint_en": hint[0],
            "hint_zh": hint[1],
        },
    )


_BOUNDS = {
    "greater_than_equal": ("≥", "ge"),
    "less_than_equal": ("≤", "le"),
    "greater_than": (">", "gt"),
    "less_than": ("<", "lt"),
    "string_too_long": ("≤", "max_length"),
    "too_long": ("≤", "max_length"),
}


def _wanted(kind: str) -> tuple[str, str]:
    for mark, name in (
        ("string", "str"),
        ("int", "int"),
        ("float", "float"),
        ("bool", "bool"),
        ("tuple", "list"),
        ("list", "list"),
        ("dict", "dict"),
        ("model", "dict"),
    ):
        if kind.startswith(mark):
            return _TYPES[name]
    return ("something else", "其他内容")


def _got(value: object) -> tuple[str, str]:
    if isinstance(value, dt.date):
        return _TYPES["date"]
    return _TYPES.get(type(value).__name__, ("something else", "其他内容"))


def _hint(value: object, kind: str) -> tuple[str, str]:
    if kind.startswith("string") and isinstance(value, list | dict):
        return ("quote the text if it begins with [ or {", "若文本以 [ 或 { 开头，请加引号")
    if kind.startswith("string") and isinstance(value, bool | dt.date):
        return ("put the text in quotes", "请给文本加引号")
    if kind.startswith(("tuple", "list")):
        return ("write each item on a line of its own, after '- '", "每项单独一行，以“- ”开头")
    return ("", "")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _literal_choices(expected: str) -> list[str]:
    return [part.strip(" '\"") for part in expected.replace(" or ", ", ").split(",") if part.strip()]


def _aliases(record: type[BaseModel]) -> dict[str, str]:
    return {name: str(f.alias) for name, f in record.model_fields.items() if f.alias}


def _records_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [r for a in get_args(annotation) for r in _records_in(a)]


def _field_names(record: type[BaseModel]) -> list[str]:
    names = []
    for name, info in record.model_fields.items():
        alias = info.validation_alias
        first = alias.choices[0] if alias is not None and hasattr(alias, "choices") else (info.alias or name)
        names.append(str(first))
    return names


def _keys_at(record: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the record at ``loc`` knows."""
    here: list[type[BaseModel]] = [record]
    for step in loc:
        following: list[type[BaseModel]] = []
        for r in here:
            for name, info in r.model_fields.items():
                names = {name, info.alias}
                if step in names or (
                    info.validation_alias is not None
                    and step in getattr(info.validation_alias, "choices", ())
                ):
                    following += _records_in(info.annotation)
            following += (
                [r]
                if not isinstance(step, str) or (step not in _field_names(r) and step not in r.model_fields)
                else []
            )
        here = following or here
    return sorted({n for r in here[:1] for n in _field_names(r)}, key=lambda n: n) if here else []

"""What pydantic finds wrong, in words for authors, in English and Chinese."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from desknote.model.note import KINDS

Pair = tuple[str, str]
"""English and Chinese."""

TYPES: dict[str, Pair] = {
    "text": ("text", "文本"),
    "int": ("a whole number", "整数"),
    "number": ("a number", "数字"),
    "bool": ("true or false", "true 或 false"),
    "list": ("a list", "列表"),
    "mapping": ("a mapping", "映射"),
    "nothing": ("nothing", "空值"),
    "date": ("a date", "日期"),
    "other": ("something else", "其他内容"),
}

REASONS: dict[str, Pair] = {
    "grade_undefined": (
        "a grade needs a band (above, below) or a definition",
        "评级须有区间（above、below）或定义（definition）",
    ),
    "band_reversed": ("'above' must be smaller than 'below'", "above 必须小于 below"),
    "head_and_tail": ("give 'head' or 'tail', not both", "head 与 tail 只能写一个"),
    "band_needs": (
        "a band needs 'price' and 'base', or 'ratio' alone",
        "估值区间须同时给出 price 与 base，或只给出 ratio",
    ),
    "language_twice": ("one language is given twice", "同一种语言给出了两次"),
}
"""Wordings of the errors that the model's own validators raise, by the word they raise."""

_PATTERNS: dict[str, Pair] = {
    r"^S\d{13}$": ("a certificate number is S and 13 digits", "执业证书编号为 S 加 13 位数字"),
    r"^[A-Z]{3}\d{3}$": (
        "an SFC number is three letters and three digits",
        "证监会中央编号为三个字母加三位数字",
    ),
    r"^https?://[^\s?#\"'<>\\]+$": (
        "write the site's address, such as https://research.example.com",
        "请填写站点网址，例如 https://research.example.com",
    ),
    r"^(https?://|mailto:)[^\s\"'<>\\]+$": (
        "write a web address (https://…) or mailto:",
        "请填写以 https:// 或 mailto: 开头的地址",
    ),
    r"^[a-z0-9.-]+\.[a-z]{2,}$": ("write a domain, such as example.com", "请填写域名，例如 example.com"),
    r"^https?://\S+$": ("write a web address that begins with https://", "请填写以 https:// 开头的网址"),
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": (
        "use letters, digits, '-', '_' and '.', beginning with a letter or digit",
        "请使用字母、数字、“-”“_”和“.”，以字母或数字开头",
    ),
    r"^[A-Za-z_][A-Za-z0-9_]*$": (
        "a name is letters, digits and '_', beginning with a letter",
        "名称由字母、数字和“_”组成，以字母开头",
    ),
    r"^\d+(\.\d+)?(pt|px|mm)$": ("write a size such as 9.5pt", "字号写作 9.5pt"),
}

WHAT: dict[str, Pair] = {
    "kind": ("note kind", "研报类型"),
    "kinds": ("note kind", "研报类型"),
    "lang": ("language", "语言"),
    "default_lang": ("language", "语言"),
    "type": ("exhibit type", "图表类型"),
    "status": ("status", "状态"),
    "every": ("period", "周期"),
    "take": ("way to take a figure", "取值方式"),
}
"""What a key's value is called, where the key's own name says too little."""

LABELS: dict[str, tuple[str, ...]] = {
    "kind": tuple(label for names in KINDS.values() for label in names.values()),
    "lang": ("简体中文", "繁體中文", "English"),
}
"""What may be written instead of a key's own words."""

KEY_WORDS: dict[str, str] = {
    "类型": "kind", "语言": "lang", "标题": "title", "副标题": "subtitle", "日期": "date",
    "行业": "sector", "评级": "rating", "分析师": "analysts", "研究助理": "assistants",
    "联系人": "contacts", "摘要": "summary", "关键词": "keywords", "相关报告": "related",
    "观点": "viewpoints", "主要观点": "viewpoints", "正文": "body", "投资建议": "advice",
    "风险": "risks", "风险提示": "risks", "章节": "sections", "图表": "exhibits", "数据": "data",
    "来源": "source", "资料来源": "source", "单位": "unit", "数值": "value", "名称": "name",
    "姓名": "name", "邮箱": "email", "电话": "phone", "简介": "biography",
    "执业证书编号": "certificate", "analyst": "analysts", "author": "analysts", "authors": "analysts",
    "language": "lang", "risk": "risks", "points": "viewpoints", "key_points": "viewpoints",
    "figures": "exhibits", "text": "body", "chapters": "sections", "content": "body",
    "industry": "sector", "ratings": "rating", "tags": "keywords",
}  # fmt: skip
"""Words people write for a key."""

_KINDS: tuple[tuple[str, str], ...] = (
    ("string", "text"),
    ("int", "int"),
    ("float", "number"),
    ("bool", "bool"),
    ("tuple", "list"),
    ("list", "list"),
    ("dict", "mapping"),
    ("model", "mapping"),
    ("date", "date"),
)
_BOUNDS = {
    "greater_than_equal": ("must be at least {ge:g}", "不得小于 {ge:g}"),
    "less_than_equal": ("must be at most {le:g}", "不得大于 {le:g}"),
    "greater_than": ("must be more than {gt:g}", "必须大于 {gt:g}"),
    "less_than": ("must be less than {lt:g}", "必须小于 {lt:g}"),
    "string_too_long": ("must be at most {max_length} characters", "最多 {max_length} 个字符"),
    "too_long": ("must have at most {max_length} items", "最多 {max_length} 项"),
    "too_short": ("it is empty", "内容为空"),
    "string_too_short": ("it is empty", "内容为空"),
    "missing": ("an item is missing", "缺少一项"),
}


def type_of(value: object) -> Pair:
    """What an author wrote."""
    if isinstance(value, bool):
        return TYPES["bool"]
    for kind, name in ((int, "number"), (float, "number"), (str, "text"), (dt.date, "date")):
        if isinstance(value, kind):
            return TYPES[name]
    if isinstance(value, list | tuple):
        return TYPES["list"]
    return TYPES["mapping" if isinstance(value, Mapping) else "nothing" if value is None else "other"]


def wanted_types(kinds: Iterable[str]) -> Pair:
    """What should stand there, from the error types of a union's members."""
    names: list[str] = []
    for kind in kinds:
        names += [name for mark, name in _KINDS if kind.startswith(mark)][:1]
    if "number" in names and "int" in names:
        names.remove("int")
    names = list(dict.fromkeys(names)) or ["other"]
    return joined([TYPES[n][0] for n in names], "en"), joined([TYPES[n][1] for n in names], "zh")


def joined(words: list[str], lang: str) -> str:
    """``a, b or c``; ``a、b或c``."""
    if len(words) < 2:
        return "".join(words)
    comma, last = (", ", " or ") if lang == "en" else ("、", "或")
    return comma.join(words[:-1]) + last + words[-1]


def hint(value: object, kind: str) -> Pair:
    """How to mend a value of the wrong type."""
    wants_text = kind.startswith("string")
    if wants_text and isinstance(value, list):
        return ("quote a text that begins with [ or '- '", "以 [ 或“- ”开头的文本请加引号")
    if wants_text and isinstance(value, dict):
        return ("quote a text that contains ': ' or begins with {", "含有“: ”或以 { 开头的文本请加引号")
    if wants_text and isinstance(value, bool):
        return ("put the text in quotes", "请给文本加引号")
    if kind.startswith(("model", "dict")) and isinstance(value, str) and re.match(r"[\w-]+ ?：", value):
        return (
            "write ': ' after a key, not a full-width colon",
            "键之后请用半角冒号加空格“: ”，而不是全角冒号",
        )
    if kind.startswith(("tuple", "list")):
        return ("write each item on a line of its own, after '- '", "每项单独一行，以“- ”开头")
    return ("", "")


def bound(kind: str, context: Mapping[str, Any]) -> Pair | None:
    """A limit that was passed."""
    if (row := _BOUNDS.get(kind)) is None:
        return None
    return row[0].format_map(context), row[1].format_map(context)


def pattern_hint(pattern: object) -> Pair:
    """What text of a certain form looks like."""
    text = str(pattern)
    if text.startswith(r"^[^@"):
        return ("an e-mail address looks like name@example.com", "邮箱写作 name@example.com")
    if text.startswith("^(#["):
        return (
            "write a colour as '#8a1c1c' (in quotes) or as the name of a palette entry",
            "颜色写作 '#8a1c1c'（加引号）或调色板（palette）中的名称",
        )
    return _PATTERNS.get(text, ("", ""))


def short(value: object) -> str:
    """``value`` as a message quotes it."""
    text = str(getattr(value, "written", value))
    return text if len(text) <= 60 else text[:59] + "…"

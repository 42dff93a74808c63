"""Characters of a file that nobody sees, and those that YAML does not allow."""

from __future__ import annotations

import re
import unicodedata

from desknote.diagnostics import Diagnostic, Span
from desknote.patterns import regex

# What YAML does not allow, and the three characters besides a line feed that it takes for line breaks.
_ODD = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# A joiner between pictures makes one picture of them, and is left alone.
_HIDDEN = regex(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
    "|(?<![\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d"
)
# Those that turn the direction of text can make it read as another.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MOST = 20


def forbidden_characters(file: str, text: str) -> list[Diagnostic]:
    """DN101 for each character of ``text`` that cannot stand in YAML."""
    return [_forbidden(file, text, odd) for odd, _ in zip(_ODD.finditer(text), range(_MOST), strict=False)]


def hidden_characters(file: str, text: str) -> list[Diagnostic]:
    """DN108 for each character of ``text`` that nobody sees; an error where it turns text around."""
    found = []
    for match, _ in zip(_HIDDEN.finditer(text), range(_MOST), strict=False):
        name = unicodedata.name(match[0], "control character").lower()
        params = {"codepoint": f"U+{ord(match[0]):04X}", "name": name}
        span = point(file, text, match.start())
        turning = match[0] in _TURNING
        found.append(Diagnostic("DN108", span, params, severity="error" if turning else None))
    return found


def point(file: str, text: str, offset: int) -> Span:
    """The span of the character at ``offset``."""
    return Span.point(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _forbidden(file: str, text: str, odd: re.Match[str]) -> Diagnostic:
    code = f"U+{ord(odd[0]):04X}"
    params = {
        "problem": f"the character {code} cannot stand in YAML",
        "problem_zh": f"YAML 中不能出现字符 {code}",
        "hint_en": "remove it; it often comes along with pasted text",
        "hint_zh": "请删除；它常随粘贴的文字带入",
    }
    return Diagnostic("DN101", point(file, text, odd.start()), params)

"""Fonts of a Word document: a brand's families, and what Word takes where a reader has not got them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

from desknote.model.base import in_lang
from desknote.patterns import regex

_CHINESE = regex(r"\s+(?:CJK\s+)?(?:SC|TC|HK|JP|KR)$")
_SERIF = regex(r"serif(?<!sans)(?<!sans-)|song|ming|宋|明|仿|楷|times|georgia|roman", re.IGNORECASE)
_INSTEAD = {  # serif and sans that come with Word and Windows, by language
    "zh-CN": ("SimSun", "Microsoft YaHei"),
    "zh-HK": ("PMingLiU", "Microsoft JhengHei"),
    "en": ("Times New Roman", "Arial"),
}


def first_family(family: Any, lang: str) -> str:
    """The first of a brand's families in ``lang``."""
    chosen = in_lang(family, lang) if not isinstance(family, str | list | tuple) else family
    names = chosen.split(",") if isinstance(chosen, str) else list(chosen)
    return str(names[0]).strip()


def latin_family(family: str, lang: str) -> str:
    """The family of Latin letters: quotes of a Chinese one are as wide as its letters, not for English."""
    return _CHINESE.sub("", family) if lang == "en" else family


def name_substitutes(document: Any, families: Iterable[str], lang: str) -> None:
    """Say in the document's table of fonts what stands in for ``families`` (ECMA-376, 17.8.3.1)."""
    part = next(
        (p for p in document.part.package.iter_parts() if str(p.partname) == "/word/fontTable.xml"), None
    )
    if part is None:
        return
    rows = b""
    for family in dict.fromkeys(families):
        serif = bool(_SERIF.search(family))
        instead = _INSTEAD[lang][0 if serif else 1]
        kind = "roman" if serif else "swiss"
        inside = f'<w:altName w:val="{instead}"/><w:family w:val="{kind}"/>'
        rows += f"<w:font w:name={quoteattr(family)}>{inside}</w:font>".encode()
    part._blob = part.blob.replace(b"</w:fonts>", rows + b"</w:fonts>")

"""Words that channels say besides those of the page, in each language of a note."""

from __future__ import annotations

_ROWS: dict[str, tuple[str, str, str]] = {
    "subject": ("标的公司", "標的公司", "Company"),
    "links": ("参考链接", "參考連結", "Links"),
    "page": ("第 {page} 页，共 {pages} 页", "第 {page} 頁，共 {pages} 頁", "Page {page} of {pages}"),
}
_COLUMN = {"zh-CN": 0, "zh-HK": 1, "en": 2}


def say(key: str, lang: str) -> str:
    """The word ``key`` in ``lang``."""
    return _ROWS[key][_COLUMN[lang]]

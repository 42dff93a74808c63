"""What is said where a word names no company and no market."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from desknote.diagnostics import Diagnostic, Span, suggest
from desknote.patterns import regex
from desknote.resolve.text import listed

_TICKER = regex(r"[0-9A-Z]+\.(?!SS)[A-Z]{1,2}")
"""The usual spelling of a ticker: each company is listed once."""


def unknown_company(word: str, words: Iterable[str], span: Span) -> Diagnostic:
    """DN204 for a company that the register does not have."""
    known = list(words)
    params = {
        "what_en": "company",
        "what_zh": "公司",
        "value": word,
        "where_en": "content/coverage.yaml",
        "where_zh": "content/coverage.yaml ",
        "choices": listed([one for one in known if _TICKER.fullmatch(one)] or known, 12),
    }
    return Diagnostic("DN204", span, params, suggest(word, known))


def unknown_market(word: str, markets: Mapping[str, Any], span: Span) -> Diagnostic:
    """DN204 for a market that the house does not have."""
    params = {
        "what_en": "market",
        "what_zh": "市场",
        "value": word,
        "where_en": "the house",
        "where_zh": "本机构",
        "choices": listed(markets),
    }
    return Diagnostic("DN204", span, params, suggest(word, markets))

"""Forbidden words, empty risks, sources that name nobody: the lists of ``wording.json`` and their reading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from desknote.closed_compliance import Compliance
from desknote.diagnostics import Severity
from desknote.patterns import regex
from desknote.records import dataclass

_CLAUSE = regex(r"[。；;！!？?\n，,：:（）()]|\.\s")
_NEAR_ZH = 8  # characters before a word in which it may be denied
_NEAR_EN = 5  # words
_QUOTED = regex(r"^[“”‘’\"'「」『』《》]|[“”‘’\"'「」『』《》]$")
_EDGES = " \t。．.;；，,、:：!！"


@dataclass(frozen=True, slots=True)
class Hit:
    """A forbidden word in a text, and why it is forbidden."""

    start: int
    word: str
    en: str
    zh: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a word is forbidden, and how grave it is."""

    en: str
    zh: str
    severity: Severity


@cache
def lists() -> Mapping[str, Any]:
    """``wording.json``."""
    data: dict[str, Any] = json.loads(Path(__file__).with_name("wording.json").read_text("utf-8"))
    return data


@cache
def _table() -> tuple[Mapping[str, Reason], tuple[str, ...]]:
    """What each word stands for, and the phrases in which none is meant."""
    reasons: dict[str, Reason] = {}
    spared: list[str] = []
    for rows in (lists()["zh"], lists()["en"]):
        for row in rows:
            reason = Reason(row["en"], row["zh"], row["severity"])
            reasons.update(dict.fromkeys(map(str.lower, row["words"]), reason))
            spared += row.get("except", ())
    return reasons, tuple(spared)


def _places(text: str, low: str, words: Iterable[str]) -> Iterator[re.Match[str]]:
    """Where ``words`` stand in ``text``, of which ``low`` is the lower case; the longest wins."""
    # Nearly every text has none: looking for each is far cheaper than one pattern of all.
    there = [word for word in words if word.lower() in low]
    if there:
        pattern = "|".join(_whole(word) for word in sorted(there, key=len, reverse=True))
        yield from re.finditer(pattern, text, re.IGNORECASE)


def _whole(word: str) -> str:
    before = r"(?<![A-Za-z0-9])" if word[:1].isascii() else ""
    after = r"(?![A-Za-z0-9])" if word[-1:].isascii() else ""
    return f"{before}{re.escape(word)}{after}"


def forbidden(text: str, settings: Compliance) -> Iterator[Hit]:
    """The forbidden words in ``text``: desknote's and the house's own, but for what the house allows.

    No finding is a word that its clause denies (不保证收益, "no guaranteed return"), nor one within a phrase
    that means something else (无风险利率, "risk-free rate").
    """
    reasons, spared = _table()
    low = text.lower()
    found = []
    for match in _places(text, low, reasons):
        reason = reasons[match[0].lower()]
        hearsay = reason.en.startswith("rests on")
        if not denied(text, match.start()) and not (hearsay and _refuted(text, match)):
            found.append((match, reason))
    own = {w.word.lower(): w.reason for w in settings.forbidden}
    for match in _places(text, low, own):
        told = own[match[0].lower()]
        en, zh = told or "is a word of the house's own list", told or "列入本机构的禁用词"
        found.append((match, Reason(en, zh, "error")))
    if found:
        spans = [m.span() for m in _places(text, low, (*spared, *settings.allowed))]
        for match, reason in sorted(found, key=lambda pair: pair[0].start()):
            if not _within(match.span(), spans):
                yield Hit(match.start(), match[0], reason.en, reason.zh, reason.severity)


def _within(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def denied(text: str, start: int) -> bool:
    """Whether the clause before ``start`` denies what follows."""
    table = lists()["denials"]
    clause = _CLAUSE.split(text[max(0, start - 60) : start])[-1]
    words = re.findall(r"[a-z']+", clause.lower())[-_NEAR_EN:]
    if any(word in table["en"] or word.endswith("n't") for word in words):
        return True
    near = _QUOTED.sub("", clause.strip())[-_NEAR_ZH:]
    for phrase in table["not_denials"]:
        near = near.replace(phrase, "")
    return any(word in near for word in table["zh"])


def _refuted(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around a rumour says that there is nothing in it."""
    around = re.split(r"[。；;\n]|\.\s", text[max(0, match.start() - 40) : match.start()])[-1]
    around += re.split(r"[。；;\n]|\.\s", text[match.end() : match.end() + 40])[0]
    return any(word in around.lower() for word in lists()["denials"]["refuted"])


def shared_profits(text: str) -> Iterator[tuple[int, str]]:
    """Promises to share profits or losses that are not denied."""
    low = text.lower()
    if not any(sign in low for sign in lists()["sharing"]["signs"]):
        return
    for match in _sharing().finditer(text):
        if not denied(text, match.start()):
            yield match.start(), match[0]


@cache
def _sharing() -> re.Pattern[str]:
    rows = lists()["sharing"]
    return re.compile("|".join((*rows["zh"], *rows["en"])), re.IGNORECASE)


@cache
def _plain(name: str) -> frozenset[str]:
    rows = lists()[name]
    return frozenset(_bare(word) for word in (*rows["zh"], *rows["en"]))


def _bare(text: str) -> str:
    """A word without marks and without what adds nothing: 宏观经济波动风险 is 宏观经济波动."""
    word = text.strip(_EDGES).lower()
    word = word.removesuffix("等") if len(word) > 2 else word
    for end in ("风险", "風險", " risks", " risk"):
        word = word.removesuffix(end) if len(word) > len(end) else word
    return word.removesuffix("的")


def is_generic_risk(text: str) -> bool:
    """Whether a risk names only a kind of risk (市场风险, policy risk) and nothing that could happen."""
    generic = _plain("generic_risks")
    parts = [_bare(part) for part in re.split(r"[、；;\n]| and |以及|及|和", text) if _bare(part)]
    return _bare(text) in generic or (bool(parts) and all(part in generic for part in parts))


def is_vague_source(text: str) -> bool:
    """Whether a source names nobody who could be asked."""
    vague = _plain("vague_sources")
    parts = [_bare(part) for part in re.split(r"[、，,；;/]", text) if _bare(part)]
    return _bare(text) in vague or all(part in vague for part in parts)

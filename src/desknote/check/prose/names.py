"""DN531 to DN534: one company, one name; one brand, one spelling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from desknote.check.prose import lists, vocabulary
from desknote.check.prose.forms import odd_ones
from desknote.check.prose.sheet import HAN, LAST, STOP, Finding, Sheet, Word

_TICKER = (
    r"[（(] ?((?:[0-9]{4,6}|[A-Z]{1,5})"
    r"\.(?:HK|SH|SZ|SS|BJ|US|N|O|OQ|L|T|KS|TW|SI|AX|PA|DE|AS|SW|MI|TO)(?![A-Za-z]))"
)
_NEAR = 12
"""Characters of a longer name (有限公司) that may stand between the name of the list and its ticker."""


def _known(sheet: Sheet) -> dict[str, str]:
    """From a ticker to the name that the note's list of companies has for it."""
    advice, known = sheet.note.advice, {}
    for company in advice.coverage if advice is not None else ():
        if company.ticker:
            known[_code(company.ticker)] = company.name
    return known


def _code(ticker: str) -> str:
    return ticker.strip().upper().lstrip("0").replace(".SS", ".SH")


def tickers(sheet: Sheet) -> Iterator[Finding]:
    """DN531: a ticker in brackets stands behind one name throughout."""
    text, known = sheet.text, _known(sheet)
    others: dict[str, list[re.Match[str]]] = {}
    for match in re.finditer(_TICKER, text) if "." in text and sheet.has("（(") else ():
        name = known.get(_code(match[1]))
        if name is None:
            others.setdefault(_code(match[1]), []).append(match)
            continue
        begin = sheet.block(match.start()).start
        before = text[begin : match.start()].rstrip(" ")
        if name in before[-len(name) - _NEAR :] or not before:
            continue
        params = {"name": name, "ticker": match[1]}
        shorter = next((name[:n] for n in range(len(name) - 1, 1, -1) if before.endswith(name[:n])), "")
        if shorter:
            end = begin + len(before)
            yield Finding("DN531", end - len(shorter), end, name, params)
        else:
            yield Finding("DN531", *match.span(1), params=params)
    for some in others.values():
        names = [_name_before(sheet, m) for m in some]
        first = names[0][0]
        for (name, start), match in zip(names[1:], some[1:], strict=True):
            if first and name and not _may_be_same(first, name):
                yield Finding("DN531", start, start + len(name), params={"name": first, "ticker": match[1]})


def _name_before(sheet: Sheet, match: re.Match[str]) -> tuple[str, int]:
    """The name before a ticker, as far as it can be told, and where it begins."""
    begin = max(sheet.block(match.start()).start, match.start() - 24)
    before = sheet.text[begin : match.start()].rstrip(" ")
    if sheet.chinese:
        at = max(
            (before.rfind(lead) + len(lead) for lead in vocabulary.LEADS if lead in before[:-1]), default=0
        )
    else:
        at = len(before)
        for word in reversed(before.split(" ")):
            if not word[:1].isupper() and word not in ("&", "of", "and"):
                break
            at -= len(word) + 1
        at = max(0, at + 1) if at < len(before) else at
    at += len(before[at:]) - len(before[at:].lstrip(" "))
    return before[at:], begin + at


def _may_be_same(one: str, other: str) -> bool:
    """Whether two names, whose beginnings are guessed, may be the same: the one ends as the other does."""
    return one.endswith(other[-4:]) or other.endswith(one[-4:])


def share_classes(sheet: Sheet) -> Iterator[Finding]:
    """DN533: the mark of a share class as the list of companies has it: 阿里巴巴-W."""
    if not sheet.chinese:
        return
    text = sheet.text
    marked = {
        n: c
        for n in _known(sheet).values()
        if (c := next((c for c in vocabulary.CLASSES if n.endswith(c)), ""))
    }
    for name, mark in marked.items():
        base = name.removesuffix(mark)
        for at in sheet.places(base) if base else ():
            end = at + len(base)
            other = next((c for c in vocabulary.CLASSES if text.startswith(c, end)), "")
            if other and other != mark and not text[end + len(other)].isalpha():
                yield Finding("DN533", at, end + len(other), name, {"name": name})
            elif not other and _is_listed(sheet, at, end) and _beside(sheet, at, name, marked):
                yield Finding("DN533", at, end, name, {"name": name})


def _is_listed(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a name is one of several in a row: 甲、乙和丙."""
    before, after = sheet.text[start - 1 : start], sheet.text[end]
    return after == "、" or (
        before == "、" and (sheet.shape[end] in ("\x02", STOP, LAST) or after in "（(和及与與等")
    )


def _beside(sheet: Sheet, at: int, name: str, marked: dict[str, str]) -> bool:
    """Whether its sentence writes another company with its mark."""
    start, end = sheet.sentence(at)
    return any(other != name and other in sheet.text[start:end] for other in marked)


def _names(sheet: Sheet) -> list[Word]:
    """Latin words that may be names: no parts of codes, addresses and other names."""
    text = sheet.text
    return [
        w
        for w in sheet.words
        if w.end - w.start > 2
        and not ((before := text[w.start - 1 : w.start]) and (before in ".@/_-'’" or before.isdigit()))
        and not _is_path(text, w.end)
    ]


def _is_path(text: str, end: int) -> bool:
    """Whether a word goes on as an address or a path does: deepseek-ai/DeepSeek-V3."""
    while text[end].isascii() and (text[end].isalnum() or text[end] in "-."):
        end += 1
    return text[end] in "@_/"


def cases(sheet: Sheet) -> Iterator[Finding]:
    """DN532: capitals and small letters of a brand as most of the note has them: DeepSeek, not Deepseek."""
    right = {name.lower(): name for name in (*lists.BRANDS, *sheet.checks.names) if name.isalpha()}
    by_low: dict[str, dict[str, list[Word]]] = {}
    for word in _names(sheet):
        by_low.setdefault(word.written.lower(), {}).setdefault(word.written, []).append(word)
    for low, forms in by_low.items():
        if low in right:
            odd = [(right[low], w) for form, some in forms.items() if form != right[low] for w in some]
        elif len(forms) > 1:
            odd = [
                (best, w)
                for best, w in odd_ones(forms)
                if _has_inner_capital(best) or (sheet.chinese and not _begins_sentence(sheet, w))
            ]
        else:
            continue
        for best, word in odd:
            yield Finding("DN532", word.start, word.end, best)


def _has_inner_capital(word: str) -> bool:
    return any(a.islower() and b.isupper() for a, b in pairwise(word))


def _begins_sentence(sheet: Sheet, word: Word) -> bool:
    """Whether a capital may be that of an English phrase's beginning, or the word one of several."""
    before = sheet.text[word.start - 1 : word.start]
    after = sheet.text[word.end : word.end + 2]
    phrase = (before == " " and not _han_before(sheet, word)) or (
        after[:1] == " " and after[1:].isascii() and after[1:].isalpha()
    )
    return phrase or sheet.shape[word.start - 1 : word.start] in (LAST, STOP)


def _han_before(sheet: Sheet, word: Word) -> bool:
    return sheet.shape[max(0, word.start - 2) : word.start - 1] == HAN


def misspelt(sheet: Sheet) -> Iterator[Finding]:
    """DN534: a name one letter off another that the note has often, or that the house knows."""
    words = [w for w in _names(sheet) if w.end - w.start > 5 and w.written[0].isupper()]
    counts = Counter(w.written for w in words)
    sure = {*lists.BRANDS, *sheet.checks.names}
    for name in _known(sheet).values():
        sure.update(n for n in re.findall(r"[A-Z][A-Za-z]{5,}", name))
    sure.update(w for w, n in counts.items() if n >= 3 and _has_inner_capital(w))
    low = {name.lower(): name for name in sure if name.isalpha()}
    for word in words:
        written = word.written.lower()
        if counts[word.written] > 1 or written in low or word.written in _OTHERS:
            continue
        near = [name for key, name in low.items() if len(key) == len(written) and _one_off(written, key)]
        if len(near) == 1:
            yield Finding("DN534", word.start, word.end, near[0], {"name": near[0]})


_OTHERS = frozenset(("PayPay",))


def _one_off(one: str, other: str) -> bool:
    """Whether one letter is another, or two have changed places; not the first."""
    if one[0] != other[0]:
        return False
    differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differ) == 2 and differ[1] == differ[0] + 1:
        i, j = differ
        return one[i] == other[j] and one[j] == other[i]
    return len(differ) == 1


RULES = (tickers, share_classes, cases, misspelt)

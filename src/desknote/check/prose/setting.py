"""DN514 and DN517 to DN520: brackets, final marks and spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from desknote.check.prose.sheet import ATOM, CLOSE, END, HAN, OPEN, PAUSE, STOP, Block, Finding, Sheet

_PAIRS = {"（": "）", "(": ")", "【": "】", "[": "]", "《": "》", "「": "」", "『": "』", "“": "”", "‘": "’"}
_CLOSERS = {close: opened for opened, close in _PAIRS.items()}
_NARROW = {"（": "(", "）": ")"}
_MARKS = "".join(_PAIRS) + "".join(_CLOSERS) + '"'
_INTERVAL = r"[\[(（]\s*-?[\d.]+%?\s*[,，]\s*(?:-?[\d.]+%?|[+∞]+)\s*[\])）]"
_NUMBERING = frozenset("0123456789abcdefABCDEFivxIVX一二三四五六七八九十")
_FINAL = "。！？…；：.!?;:—"
_LATER = "”’」』）》】)\"' " + ATOM


def unpaired(sheet: Sheet) -> Iterator[Finding]:
    """DN514: brackets and quotation marks come in pairs within a paragraph."""
    if not sheet.has(_MARKS):
        return
    marks = re.compile(f"[{re.escape(_MARKS)}]")
    intervals = [m.span() for m in re.finditer(_INTERVAL, sheet.text)] if sheet.has(",，") else []
    for block in sheet.blocks:
        found = list(marks.finditer(sheet.text, block.start, block.end))
        if found:
            yield from _unpaired_in(sheet, block, [m for m in found if not _in(intervals, m.start())])


def _in(intervals: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in intervals)


def _unpaired_in(sheet: Sheet, block: Block, marks: list[re.Match[str]]) -> Iterator[Finding]:
    text = sheet.text
    opened: list[tuple[str, int]] = []
    straight: list[int] = []
    for match in marks:
        mark, at = match[0], match.start()
        before = text[at - 1] if at > block.start else ""
        if mark == '"':
            if not before.isdigit() or len(straight) % 2:  # else inches
                straight.append(at)
        elif mark in _PAIRS:
            if mark != "‘" or not before.isalnum():
                opened.append((mark, at))
        elif opened and _same(opened[-1][0], mark):
            opened.pop()
        elif mark == "’" or (mark in ")）" and _is_numbering(text, block, at, opened)):
            continue  # an apostrophe; 1)
        elif any(_same(one, mark) for one, _ in opened):
            while not _same(opened[-1][0], mark):
                yield _single(*opened.pop())
            opened.pop()
        else:
            yield _single(mark, at)
    for mark, at in opened:
        if mark != "‘" and not (mark == "“" and text.startswith("“", block.end + 1)):  # goes on in the next
            yield _single(mark, at)
    if len(straight) % 2:
        yield Finding("DN514", straight[-1], straight[-1] + 1, params={"other": '"'})


def _single(mark: str, at: int) -> Finding:
    return Finding("DN514", at, at + 1, params={"other": _PAIRS.get(mark) or _CLOSERS[mark]})


def _same(opened: str, close: str) -> bool:
    """Whether the two make a pair, whatever their widths: those are another rule's."""
    return _NARROW.get(_PAIRS[opened], _PAIRS[opened]) == _NARROW.get(close, close)


def _is_numbering(text: str, block: Block, at: int, opened: list[tuple[str, int]]) -> bool:
    if any(mark in "(（" for mark, _ in opened):
        return False
    start = at
    while start > block.start and at - start < 4 and text[start - 1] in _NUMBERING:
        start -= 1
    return 0 < at - start < 4 and (
        start == block.start or not text[start - 1].isalnum() or text[start - 1] > "\u3000"
    )


def final_marks(sheet: Sheet) -> Iterator[Finding]:
    """DN517: one of several items or paragraphs ends without a mark, the others with one."""
    risks = [b for b in sheet.blocks if b.group == "risks"]
    items = [b for b in sheet.blocks if b.kind == "item"]
    lists = [list(some) for _, some in groupby(items, key=lambda b: b.group)]
    paragraphs = [b for b in sheet.of_kind("paragraph") if b.end - b.start >= (20 if sheet.chinese else 60)]
    for blocks in (risks, *lists, paragraphs):
        endings = [_ending(sheet, b) for b in blocks]
        bare = [b for b, ending in zip(blocks, endings, strict=True) if not ending]
        if not bare or len(blocks) < 3 or len(bare) * 4 > len(blocks) + 1:
            continue
        marks = [ending for ending in endings if ending]
        mark = max(set(marks), key=lambda m: (marks.count(m), m))
        for block in bare:
            last = block is blocks[-1] and mark in "；;"
            better = {"；": "。", ";": "."}[mark] if last else mark
            end = block.end
            yield Finding("DN517", end - 1, end, sheet.text[end - 1] + better, {"mark": better})


def _ending(sheet: Sheet, block: Block) -> str:
    """The mark that a block ends with; nothing where it ends without."""
    said = sheet.said(block).rstrip(_LATER)
    if said and said[-1] in _FINAL:
        return said[-1]
    return ATOM if sheet.text[block.end - 1] == ATOM else ""


def spaces(sheet: Sheet) -> Iterator[Finding]:
    """DN518: one space between words, none before a mark; no full-width spaces."""
    text, shape = sheet.text, sheet.shape
    if "  " in text or "\t" in text:
        for match in re.finditer(rf"(?<=[^\s{END}])[ \t]{{2,}}(?=[^\s{END}])", text):
            start, end = match.start() - 1, match.end() + 1
            wide = all(shape[at] in (HAN, PAUSE, STOP, OPEN, CLOSE) for at in (start, end - 1))
            yield Finding("DN518", start, end, text[start] + ("" if wide else " ") + text[end - 1])
    if "\u3000" in text:
        for match in re.finditer("\u3000+", text):
            yield Finding("DN518", *match.span())
    if not sheet.chinese and any(mark in text for mark in (" ,", " .", " ;", " :", " ?", " !")):
        for match in re.finditer(r"(?<=[A-Za-z0-9%)”’]) +([,;:?!.])(?=[\s\ue000”’)])", text):
            start = match.start() - 1
            yield Finding("DN518", start, match.end(), text[start] + match[1])


def missing_spaces(sheet: Sheet) -> Iterator[Finding]:
    """DN519: a space follows a mark in English."""
    if sheet.chinese:
        return
    text = sheet.text
    for match in re.finditer("[,;:.?!](?=[A-Za-z])", text):
        at, mark = match.start(), match[0]
        before, after = text[max(0, at - 2) : at], text[at + 1 : at + 3]
        letters = len(before) == 2 and before.isascii() and before.isalpha()
        if mark in ",;":
            missing = letters
        elif mark == ":":
            missing = letters and before.islower()
        else:
            missing = letters and before.islower() and after[0].isupper() and after[1:].islower()
        if missing:
            yield Finding("DN519", at, at + 2, f"{mark} {after[0]}")


def chinese_spaces(sheet: Sheet) -> Iterator[Finding]:
    """DN520: no space between Chinese characters, as a fold of plain YAML leaves one."""
    if not sheet.chinese or not sheet.has(" "):
        return
    found: dict[Block, list[int]] = {}
    at = sheet.shape.find(f"{HAN} {HAN}")
    while at >= 0:
        block = sheet.block(at)
        if block.kind in ("paragraph", "item", "risk") and at + 1 - block.start > 6:
            found.setdefault(block, []).append(at)
        at = sheet.shape.find(f"{HAN} {HAN}", at + 2)
    for some in found.values():
        for at in some if len(some) <= 2 else ():  # more of them are set so on purpose
            if not sheet.is_filled(at) and not sheet.is_filled(at + 2):  # {{ … }} is set off for the eye
                yield Finding("DN520", at, at + 3, sheet.text[at] + sheet.text[at + 2])


RULES = (unpaired, final_marks, spaces, missing_spaces, chinese_spaces)

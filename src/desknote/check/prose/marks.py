"""DN511 to DN513 and DN516: marks of the script they stand in, none of them twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desknote.check.prose.forms import gathered, odd_ones
from desknote.check.prose.sheet import CLOSE, END, HAN, OPEN, Finding, Sheet

_WIDE_OF = dict(zip(",;:?!", "，；：？！", strict=True))
_NARROW_OF = dict(zip("，。；：？！、（）", ",.;:?!,()", strict=True))
_ABBREVIATED = (
    r"(?:\b(?:Inc|Ltd|Co|Corp|Jr|Sr|etc|vs|Nos?|al|Dr|Mr|Ms|St|Bros|Cos|[A-Z]|[A-Z]\.[A-Z])"
    r"|(?<![0-9.])[0-9]{1,2})\Z"
)
_NUMBERED = frozenset("0123456789一二三四五六七八九十ivxIVXabcdefABCDEF")


_HAN_DIGITS = frozenset("一二三四五六七八九十〇零")


def half_width(sheet: Sheet) -> Iterator[Finding]:
    """DN511: Chinese text has full-width marks."""
    if not sheet.chinese:
        return
    if sheet.has(",;:?!"):
        yield from _pauses(sheet)
    if sheet.has("."):
        yield from _full_stops(sheet)
    if sheet.has("()"):
        yield from _brackets(sheet)


def _pauses(sheet: Sheet) -> Iterator[Finding]:
    shape = sheet.shape
    for match in re.finditer("[,;:?!]", shape):
        at = match.start()
        before, after = shape[at - 1 : at], shape[at + 1]
        gap = after == " "
        beyond = shape[at + 2] if gap else after
        if before in (HAN, CLOSE):
            if match[0] == ":" and after.isdigit() and shape[at - 2 : at - 1].isdigit():
                continue  # 3 比分 2:1 is none, but 十 点:30 is left alone
        elif not (
            beyond in (HAN, OPEN) and before and ((before.isascii() and before.isalnum()) or before in "%)")
        ):
            continue
        yield Finding("DN511", at, at + 1 + gap, _WIDE_OF[match[0]])


def _full_stops(sheet: Sheet) -> Iterator[Finding]:
    shape, text = sheet.shape, sheet.text
    for match in re.finditer(r"\.+", shape):
        start, end = match.span()
        before, after = shape[start - 1 : start], shape[end]
        if end - start > 2:
            if before in (HAN, CLOSE) or after == HAN:
                yield Finding("DN511", start, end, "……")
        elif end - start == 1 and before in (HAN, CLOSE):
            block = sheet.block(start)
            listed = start - block.start <= 2 and text[end] != END  # 一. at the head of an item
            counted = text[start - 1] in _HAN_DIGITS and text[end] in _HAN_DIGITS  # 一九九六.四.五
            if not (after.isascii() and after.isalnum()) and not listed and not counted:
                yield Finding("DN511", start, end, "。")
        elif end - start == 1 and before and before.isascii() and (before.isalnum() or before in "%)"):
            beyond = shape[end + 1] if after == " " else after
            block = sheet.block(start)
            if beyond != HAN and text[end] != END:
                continue
            if re.search(_ABBREVIATED, text[max(block.start, start - 8) : start]):
                continue
            if shape.count(HAN, block.start, block.end) >= 10 and block.kind not in ("source", "label"):
                yield Finding("DN511", start, end + (after == " "), "。")


def _brackets(sheet: Sheet) -> Iterator[Finding]:
    text, shape = sheet.text, sheet.shape
    latin: list[tuple[str, tuple[int, int]]] = []
    for match in re.finditer(r"[(（][^()（）\ue000]{0,120}[)）]", text):
        start, end = match.span()
        inside, halves = text[start + 1 : end - 1], (text[start] == "(") + (text[end - 1] == ")")
        if halves == 1:
            yield Finding("DN511", start, end, f"（{inside.strip(' ')}）")
        elif halves == 0:
            if HAN not in shape[start:end]:
                latin.append(("（", (start, end)))
        elif len(inside) <= 3 and _NUMBERED.issuperset(inside):
            continue  # (1), (二)
        elif HAN in shape[start:end]:
            yield Finding("DN511", start, end, f"（{inside.strip(' ')}）")
        elif inside.strip() and HAN in shape[max(0, start - 2) : start].rstrip(" ")[-1:]:
            latin.append(("(", (start, end)))
    for form, (start, end) in odd_ones(gathered(latin), least=1):
        if form == "（":
            yield Finding("DN511", start, end, f"（{text[start + 1 : end - 1]}）")


def full_width(sheet: Sheet) -> Iterator[Finding]:
    """DN512: English text has none of the full-width marks of Chinese."""
    if sheet.chinese or not sheet.has("，。；：？！、（）"):
        return
    text, shape = sheet.text, sheet.shape
    for match in re.finditer(" ?[，。；：？！、）]|（", text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end]
        if HAN in shape[max(0, start - 12) : end + 12]:
            continue  # within a Chinese name or quotation
        mark = _NARROW_OF[match[0][-1]]
        if match[0] == "（":
            better = f" {mark}" if before.isalnum() else mark
        else:
            better = f"{mark} " if after.isalnum() else mark
        yield Finding("DN512", start, end, better)


def doubled(sheet: Sheet) -> Iterator[Finding]:
    """DN513: no mark stands twice, and none runs into the next."""
    text = sheet.text
    if sheet.chinese:
        pattern = r"[，。；：、！,.;:]{2,}|%%+"
    else:
        pattern = (
            r"([,;:])(?: ?\1)+|(?<![.\w])\.\.(?![.\w])|(?<=\w)\.\.(?![.\w/])|,[;:]|[;:],|%%"
            r"|[,;:] ?\.(?![\w.])"
        )
    for match in re.finditer(pattern, text):
        mark = match[0].replace(" ", "")
        if sheet.chinese and not _collides(mark):
            continue
        better = mark[0] if len(set(mark)) == 1 else ""
        yield Finding("DN513", *match.span(), "……" if set(mark) == {"。"} and len(mark) > 2 else better)


def _collides(mark: str) -> bool:
    """Whether marks in Chinese text run into each other; dots are another rule's, Co., is right."""
    if mark in (".,", ".;", ".:") or set(mark) == {"."}:
        return mark == ".."
    return len(set(mark)) == 1 or any(sign in "，。；：、！" for sign in mark)


def quotes(sheet: Sheet) -> Iterator[Finding]:
    """DN516: Chinese text has Chinese quotation marks, and one kind of them."""
    if not sheet.chinese:
        yield from _latin_quotes(sheet)
        return
    if not sheet.has("“「\"'"):
        return
    text, shape = sheet.text, sheet.shape
    pairs = gathered((m[0][0], m.span()) for m in re.finditer(r"“[^“”\ue000]*”|「[^「」\ue000]*」", text))
    curly, corner = len(pairs.get("“", ())), len(pairs.get("「", ()))
    corners = corner > curly or (corner == curly and sheet.note.lang == "zh-HK")
    left, right = ("「", "」") if corners else ("“", "”")
    if sheet.has("\"'"):
        straight = r"\"([^\"\ue000]{1,200})\"|(?<![A-Za-z0-9])'([^'\ue000]{1,60})'(?![A-Za-z0-9])"
        for match in re.finditer(straight, text):
            said = match[1] if match[1] is not None else match[2]
            if HAN in shape[slice(*match.span())] and said[0] not in ",.;:!?)，。；：、！？）":
                yield Finding("DN516", *match.span(), f"{left}{said}{right}", {"form": left + right})
    for form, (start, end) in odd_ones(pairs):
        close = {"“": "”", "「": "」"}[form]
        yield Finding(
            "DN516", start, end, f"{form}{text[start + 1 : end - 1]}{close}", {"form": form + close}
        )


def _latin_quotes(sheet: Sheet) -> Iterator[Finding]:
    """Straight or curly: as most are."""
    text = sheet.text
    if sheet.has("’") and sheet.has("'"):
        marks = gathered((m[0], m.span()) for m in re.finditer(r"(?<=[A-Za-z])['’](?=[A-Za-z]|\W)", text))
        for form, (start, end) in odd_ones(marks):
            yield Finding("DN516", start, end, form, {"form": form})
    if sheet.has("“") and sheet.has('"'):
        pairs = gathered(
            (m[0][0], m.span()) for m in re.finditer(r"“[^“”\"\ue000]*”|\"[^“”\"\ue000]*\"", text)
        )
        for form, (start, end) in odd_ones(pairs):
            close = "”" if form == "“" else '"'
            yield Finding(
                "DN516", start, end, f"{form}{text[start + 1 : end - 1]}{close}", {"form": form + close}
            )


RULES = (half_width, full_width, doubled, quotes)

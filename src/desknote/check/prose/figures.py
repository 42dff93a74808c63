"""DN501 to DN507 and DN510: how figures, units and ranges are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desknote.check.prose import vocabulary
from desknote.check.prose.forms import gathered, odd_ones
from desknote.check.prose.sheet import Finding, Number, Sheet

_WIDE = "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05)))
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_STEPS = (
    ("万", "亿", 1e4),
    ("萬", "億", 1e4),
    ("", "亿", 1e8),
    ("", "億", 1e8),
    ("", "万", 1e4),
    ("", "萬", 1e4),
)
"""A unit, a larger one, and how many of the one make the other."""
_CONNECTORS = "至到~～–—‑-"
_NO_MINUS_AFTER = frozenset("%）)]】年月日元倍亿万億萬个個季周期号號版至到.'’")


def wide(sheet: Sheet) -> Iterator[Finding]:
    """DN501: digits, Latin letters and per-cent signs are half-width."""
    if not sheet.has(_WIDE):
        return
    # The exchange in Hong Kong writes 小米集團－Ｗ: a name of the register is no matter of this rule.
    own = [
        (at, at + len(company.name))
        for company in sheet.note.named
        if any(sign in _WIDE for sign in company.name)
        for at in sheet.places(company.name)
    ]
    for match in re.finditer(rf"[{_WIDE}](?:[{_WIDE}．－＋]*[{_WIDE}])?", sheet.text):
        if not any(start <= match.start() and match.end() <= end for start, end in own):
            yield Finding("DN501", *match.span(), match[0].translate(_NARROW))


def _measure(text: str, at: int) -> str:
    """What is counted at a place, if anything is."""
    for measure, barred in vocabulary.MEASURES.items():
        if text.startswith(measure, at) and text[at + len(measure)] not in (barred or "\0"):
            return measure
    return ""


def _past_space(text: str, at: int) -> int:
    return at + (text[at] == " ")


def amounts(sheet: Sheet) -> Iterator[Finding]:
    """DN502: ten thousand of 万 are an 亿, and 10000 are 1 万, where the note counts so elsewhere."""
    if not sheet.chinese or not sheet.has("万萬亿億"):
        return
    text = sheet.text
    found: dict[str, list[tuple[Number, str, int]]] = {}
    for number in sheet.numbers:
        at = _past_space(text, number.end)
        scale = text[at] if text[at] in "万萬亿億" else ""
        at = _past_space(text, at + len(scale))
        if measure := _measure(text, at):
            found.setdefault(measure, []).append((number, scale, at + len(measure)))
    for measure, some in found.items():
        scales = {scale for _, scale, _ in some}
        for number, scale, end in some:
            step = next(
                (s for s in _STEPS if s[0] == scale and s[1] in scales and number.value >= s[2]), None
            )
            if step is None or (not scale and number.value % 1000):
                continue
            if not scale or not _smaller_beside(sheet, number, [n for n, s, _ in some if s == scale]):
                yield Finding("DN502", number.start, end, f"{number.value / step[2]:.10g} {step[1]}{measure}")


def _smaller_beside(sheet: Sheet, number: Number, others: list[Number]) -> bool:
    """Whether the sentence has a smaller figure in the same unit: then both are compared in it."""
    start, end = sheet.sentence(number.start)
    return any(start <= n.start < end and n.value < 1e4 for n in others if n is not number)


def thousands(sheet: Sheet) -> Iterator[Finding]:
    """DN503: thousands are set apart as the house does it, or as the note mostly does."""
    text = sheet.text
    sizes: dict[bool, list[tuple[str, Number]]] = {False: [], True: []}
    for number in sheet.numbers:
        whole = number.written.partition(".")[0]
        digits = whole.replace(",", "")
        if len(digits) < 4 or digits[0] == "0" or (len(whole) == len(digits) and len(digits) > 12):
            continue
        counted = _is_counted(sheet, number.end) or _is_money(text, number.start)
        if _is_joined(text, number) or (whole == digits and not counted):  # a separator leaves no doubt
            continue
        sizes[len(digits) > 4].append(("," if "," in whole else "", number))
    for large, found in sizes.items():
        forms = gathered(found)
        odd = list(odd_ones(forms))
        if large and sheet.manuscript.thousands:
            odd = [(",", number) for number in forms.get("", ())]
        for form, number in odd:
            whole = number.written.partition(".")[0]
            plain = whole.replace(",", "")
            better = f"{int(plain):,}" if form else plain
            yield Finding("DN503", number.start, number.start + len(whole), better)


def _is_joined(text: str, number: Number) -> bool:
    """Whether a figure is part of something longer: a code, a date, a range."""
    before, after = text[number.start - 1 : number.start], text[number.end]
    joints = "/_-–—~～:：#№.,"
    if before and (before in joints or _is_latin(before)):
        return True
    return after in "/_-–—~～:" or (
        _is_latin(after) and _latin_at(text, number.end) not in vocabulary.COUNTED_EN
    )


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _is_counted(sheet: Sheet, end: int) -> bool:
    at = _past_space(sheet.text, end)
    if sheet.chinese:
        return sheet.text.startswith(vocabulary.COUNTED, at) or bool(_measure(sheet.text, at))
    return _latin_at(sheet.text, at) in vocabulary.COUNTED_EN


def _latin_at(text: str, at: int) -> str:
    """The Latin word that begins at a place."""
    end = at
    while _is_latin(text[end]) or text[end] == "μ":
        end += 1
    return text[at:end]


def _is_money(text: str, start: int) -> bool:
    return text[max(0, start - 5) : start].rstrip(" ").endswith(vocabulary.MONEY)


def unit_spacing(sheet: Sheet) -> Iterator[Finding]:
    """DN504: no space before %, and units set off from their figures alike."""
    text = sheet.text
    units: dict[str, list[tuple[str, Number]]] = {}
    money: dict[str, list[tuple[str, Number]]] = {}
    for number in sheet.numbers:
        if text[number.end] == " " and (rest := text[number.end : number.end + 4].lstrip(" "))[:1] in (
            "%",
            "‰",
        ):
            end = text.index(rest[0], number.end) + 1
            yield Finding("DN504", number.start, end, number.written + rest[0])
            continue
        before = text[max(0, number.start - 4) : number.start]
        if sign := next((m for m in vocabulary.MONEY if before.rstrip(" ").endswith(m)), ""):
            money.setdefault(sign, []).append((" " if before.endswith(" ") else "", number))
        if before and (_is_latin(before[-1]) or before[-1] in "-.,"):
            continue
        gap = " " if text[number.end] == " " else ""
        unit = _latin_at(text, number.end + len(gap))
        if unit in vocabulary.UNITS and not text[number.end + len(gap) + len(unit)].isdigit():
            units.setdefault(unit, []).append((gap, number))
    for unit, some in units.items():
        for gap, number in odd_ones(gathered(some)):
            end = text.index(unit, number.end) + len(unit)
            yield Finding("DN504", number.start, end, number.written + gap + unit)
    for sign, some in money.items():
        for gap, number in odd_ones(gathered(some)):
            start = text.rindex(sign, 0, number.start)
            yield Finding("DN504", start, number.end, sign + gap + number.written)


class _Span:
    """A range: two figures, the sign between them, their units."""

    __slots__ = ("between", "end", "first", "head", "last", "sign", "start", "tail")

    def __init__(
        self, first: Number, head: str, between: str, last: Number, tail: str, start: int, end: int
    ) -> None:
        self.first, self.head, self.between, self.last, self.tail = first, head, between, last, tail
        self.start, self.end = start, end
        self.sign = between.strip(" -") or "-"
        self.sign = {"到": "至", "‑": "-"}.get(self.sign[:1], self.sign[:1])


def _ranges(sheet: Sheet) -> Iterator[_Span]:
    text = sheet.text
    for first, last in zip(sheet.numbers, sheet.numbers[1:], strict=False):
        gap = text[first.end : last.start]
        if not 0 < len(gap) <= 9 or not any(sign in gap for sign in _CONNECTORS):
            continue
        head = next((e for e in vocabulary.ENDS if gap.lstrip(" ").startswith(e)), "")
        between = gap.lstrip(" ")[len(head) :]
        tail_at = _past_space(text, last.end)
        tail = next((e for e in vocabulary.ENDS if text.startswith(e, tail_at)), "")
        if not tail or head not in ("", tail) or between.strip(" ") not in tuple(_CONNECTORS):
            continue
        if (tail[-1] in "xXsp" and _is_latin(text[tail_at + len(tail)])) or _is_joined_before(text, first):
            continue
        if first.value >= last.value and text[first.start - 1] not in "-−":
            continue
        if between.strip(" ") in "至到" and _moves(text, first.start):
            continue
        yield _Span(first, head, between, last, tail, first.start, tail_at + len(tail))


def _is_joined_before(text: str, first: Number) -> bool:
    before = text[first.start - 1 : first.start]
    return bool(before) and (before in ".,/–—~～年月日:" or _is_latin(before))


def _moves(text: str, start: int) -> bool:
    """Whether "from" stands before a figure: from one to the other is no range."""
    before = text[max(0, start - 12) : start]
    cut = max(before.rfind(sign) for sign in "。，；")
    return any(sign in before[cut + 1 :] for sign in "由从從自")


def ranges(sheet: Sheet) -> Iterator[Finding]:
    """DN505: ranges have one sign in between, and a unit at both ends where most have.

    GB/T 15835-2011 asks for the unit at both ends of a range of per cents or of 万 and 亿.
    """
    if not sheet.has(_CONNECTORS):
        return
    kinds = gathered(
        ("%" if r.tail == "%" else r.tail[0] if r.tail[0] in "万萬亿億" else "", r) for r in _ranges(sheet)
    )
    for kind, found in kinds.items():
        told = set()
        for form, one in odd_ones(gathered((r.sign, r) for r in found)):
            told.add(one.start)
            between = one.between.replace(one.between.strip(" "), form)
            gap = sheet.text[one.first.end : one.last.start].replace(one.between, between)
            better = f"{one.first.written}{gap}{sheet.text[one.last.start : one.end]}"
            yield Finding("DN505", one.start, one.end, better, {"form": form})
        both, single = [r for r in found if r.head], [r for r in found if not r.head and r.start not in told]
        if kind and both and (len(both) > len(single) or (sheet.chinese and len(both) == len(single))):
            for one in single:
                tail = sheet.text[one.last.end : one.end]
                better = f"{one.first.written}{tail}{one.between}{one.last.written}{tail}"
                yield Finding(
                    "DN505", one.start, one.end, better, {"form": sheet.text[both[0].start : both[0].end]}
                )


def minus(sheet: Sheet) -> Iterator[Finding]:
    """DN506: one sign for negative figures."""
    text = sheet.text
    if not sheet.has("−－–"):
        return
    found: list[tuple[str, Number]] = []
    for number in sheet.numbers:
        sign = text[number.start - 1 : number.start]
        if not sign or sign not in "−－–-":
            continue
        before = text[max(0, number.start - 3) : number.start - 1].rstrip(" ")[-1:]
        sure = sign == "−" and text[number.start - 2 : number.start - 1] == " "
        if sure or (not (before.isascii() and before.isalnum()) and before not in _NO_MINUS_AFTER):
            found.append((sign, number))
    forms = gathered(found)
    wide = [("-", number) for number in forms.pop("－", ())]
    for form, number in (*wide, *odd_ones(forms)):
        yield Finding("DN506", number.start - 1, number.end, form + number.written)


def multiples(sheet: Sheet) -> Iterator[Finding]:
    """DN507: multiples of a valuation as 20 倍 or as 20x, not both."""
    if not sheet.chinese or not sheet.has("倍") or not sheet.has("xX"):
        return
    text = sheet.text
    found: list[tuple[str, tuple[Number, int]]] = []
    for number in sheet.numbers:
        at = _past_space(text, number.end)
        times = text[at] == "倍"
        if not times and (text[at] not in "xX" or (text[at + 1].isascii() and text[at + 1].isalnum())):
            continue
        if not times and text[at + 1] == " " and text[at + 2].isascii():
            continue  # 10x Genomics
        if not times and ("/" in (text[at + 1], text[number.start - 1 : number.start])):
            continue  # 25x/20x/17x is a short form of its own
        before = text[max(0, number.start - 28) : number.start]
        cut = max(before.rfind(sign) for sign in "，。；")
        behind = text[at + 1 : at + 9] if times else ""
        if any(word in before[cut + 1 :] for word in vocabulary.VALUED) or _valued(behind):
            found.append(("倍" if times else "x", (number, at + 1)))
    for form, (number, end) in odd_ones(gathered(found)):
        yield Finding("DN507", number.start, end, number.written + (" 倍" if form == "倍" else "x"))


def _valued(behind: str) -> bool:
    """Whether a multiple's name stands behind its figure: 35 倍市盈率, 35 倍 2026 年 PE."""
    said = re.sub(r"^(?:[\s0-9年E的]|预测|預測|远期|遠期|动态|動態)*", "", behind)
    return said.startswith(vocabulary.VALUED)


def money_words(sheet: Sheet) -> Iterator[Finding]:
    """DN510: millions and billions are shortened one way."""
    if sheet.chinese:
        return
    text = sheet.text
    sizes: dict[bool, list[tuple[str, tuple[Number, int]]]] = {False: [], True: []}
    for number in sheet.numbers:
        if not _is_money(text, number.start):
            continue
        at = _past_space(text, number.end)
        word = _latin_at(text, at)
        if word in vocabulary.MILLIONS or word in vocabulary.BILLIONS:
            end = at + len(word)
            sizes[word in vocabulary.BILLIONS].append((text[number.end : end], (number, end)))
    for some in sizes.values():
        for form, (number, end) in odd_ones(gathered(some)):
            yield Finding("DN510", number.start, end, number.written + form)


RULES = (wide, amounts, thousands, unit_spacing, ranges, minus, multiples, money_words)

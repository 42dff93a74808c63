"""DN521 to DN523 and DN526 to DN529: words twice, wrong words, leftovers, and what is too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desknote.check.prose import lists
from desknote.check.prose.sheet import END, HAN, Block, Finding, Sheet, Word
from desknote.patterns import regex

_PROSE = ("paragraph", "item", "risk", "summary", "alt", "remark")
_CLAUSE = "[^\x02-\x04,;:!?]+"
_NUMBERING = regex(r"(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)])?")


def repeated(sheet: Sheet) -> Iterator[Finding]:
    """DN521: no word stands twice in a row."""
    yield from _latin_twice(sheet)
    if not sheet.chinese:
        return
    text, shape = sheet.text, sheet.shape
    for sign, (before, after) in lists.TWICE.items():
        for at in sheet.places(sign * 2):
            beside = (text[at - 1 : at], text[at + 2])
            if not (beside[0] and beside[0] in before + sign) and beside[1] not in after + sign:
                yield Finding("DN521", at, at + 2, sign)
    for match in re.finditer(r"(.{2,8})\1", text):
        word, (start, end) = match[1], match.span()
        if shape[start:end] == HAN * (end - start) and (
            word in lists.TWICE_WORDS or _is_slip(sheet, word, start)
        ):
            yield Finding("DN521", start, end, word)
    for first, second in zip(sheet.numbers, sheet.numbers[1:], strict=False):
        gap, after = text[first.end : second.start], text[second.end : second.end + 4]
        unit = gap.strip(" ")
        if first.written == second.written and 0 < len(unit) <= 3 and unit[0] in "年月日%亿億万萬倍元港美":
            if (
                unit in lists.UNITS_TWICE
                and after.lstrip(" ").startswith(unit)
                and text[first.start - 1 : first.start] not in ("-", ".")
            ):
                end = second.end + after.index(unit) + len(unit)
                yield Finding("DN521", first.start, end, text[second.start : end])


def _is_slip(sheet: Sheet, word: str, start: int) -> bool:
    """Whether two equal words are a slip. 金山办公办公软件 is none: its name ends as the next word begins."""
    if len(set(word)) == 1 or word[0] in "一很非不许許好" or word in lists.MAY_BE_TWICE:
        return False
    if len(word) > 3:
        return True
    before = sheet.shape[start - 1 : start]
    return before == HAN and sheet.text[start - 1] in "的该該各其每"  # 总结总结 is said, but not 的总结总结


def _latin_twice(sheet: Sheet) -> Iterator[Finding]:
    text = sheet.text
    for first, second in zip(sheet.words, sheet.words[1:], strict=False):
        one, other = first.written, second.written
        if len(one) != len(other) or one.lower() != other.lower() or one.lower() in lists.TWICE_EN:
            continue
        gap = text[first.end : second.start]
        if (
            not gap
            or gap.strip(" ")
            or (len(one) == 1 and one not in "aA")
            or (one[0].isupper() and other[0].isupper())
        ):
            continue
        before, after = text[first.start - 1 : first.start], text[second.end]
        if before in tuple("'’-.&_") or before.isdigit() or after in "'’-_&" or after.isdigit():
            continue
        if after == "." and text[second.end + 1].isalnum():
            continue
        yield Finding("DN521", first.start, second.end, one)


def repeated_clause(sheet: Sheet) -> Iterator[Finding]:
    """DN522: no clause follows itself, no sentence comes twice in a paragraph."""
    for block in sheet.of_kind(*_PROSE):
        last, seen = "", set[str]()
        for match in re.finditer(_CLAUSE, sheet.shape[block.start : block.end]):
            start, end = block.start + match.start(), block.start + match.end()
            start += len(_NUMBERING.match(sheet.text[start:end])[0])  # type: ignore[index]
            written = sheet.text[start:end].strip(" .")
            clause = written.lower()
            if not clause or (clause != last and clause not in seen):
                last = clause
                seen.add(clause)
                continue
            length = _length(sheet, start, end)
            near, far = (6, 24) if sheet.chinese else (4, 12)
            if length >= (near if clause == last else far):
                start = sheet.text.index(written, start)
                yield Finding("DN522", start, start + len(written))
            last = clause


def _length(sheet: Sheet, start: int, end: int) -> int:
    """Words in English; in Chinese characters, a Latin word or figure counting as one."""
    if not sheet.chinese:
        return len(sheet.text[start:end].split())
    return len(re.findall(f"{HAN}|[A-Za-z0-9][A-Za-z0-9_.,%-]*", sheet.shape[start:end]))


def wrong(sheet: Sheet) -> Iterator[Finding]:
    """DN523: words that are certainly misspelt."""
    if not sheet.chinese:
        yield from _wrong_english(sheet)
        return
    text, shape = sheet.text, sheet.shape
    for word, right, before, after in lists.WRONG_HK if sheet.note.lang == "zh-HK" else lists.WRONG_CN:
        for at in sheet.places(word):
            beside = (text[at - 1 : at], text[at + len(word)])
            if not (beside[0] and beside[0] in before) and beside[1] not in after:
                yield Finding("DN523", at, at + len(word), right)
    for at in sheet.places("既使"):
        end = sheet.sentence(at)[1]
        if not any(sign in text[at + 2 : end] for sign in "又且还還"):  # both … and
            yield Finding("DN523", at, at + 2, "即使")
    if sheet.note.lang == "zh-CN":
        for at in sheet.places("象"):
            end = min(at + 14, *(i for i in (text.find(s, at) for s in "，。；：" + END) if i >= 0))
            alone = shape[at - 1 : at] != HAN and any(
                w in text[at + 2 : end] for w in ("一样", "那样", "这样")
            )
            if alone:
                yield Finding("DN523", at, at + 1, "像")
        for at in sheet.places("好象"):
            if text[at + 2] not in "征形限" and text[at - 1 : at] not in tuple("良友看向利"):
                yield Finding("DN523", at, at + 2, "好像")
    for at in sheet.places("截止"):
        if shape[at - 1 : at] != HAN and re.match(_AS_OF, text[at + 2 : at + 10]):
            yield Finding("DN523", at, at + 2, "截至")


_AS_OF = r" ?(?:20[0-9]{2}|19[0-9]{2}|目前|当前|當前|报告期|報告期|[0-9]{1,2} ?月|去年|今年|上周|昨)"


def _wrong_english(sheet: Sheet) -> Iterator[Finding]:
    for word in sheet.words:
        low = word.written.lower()
        right = lists.WRONG_EN.get(low) or (low[-1:] == "s" and lists.WRONG_EN.get(low[:-1], "") + "s") or ""
        if len(right) > 2 and sheet.text[word.end] not in "-@_":
            yield Finding(
                "DN523", word.start, word.end, right.capitalize() if word.written[0].isupper() else right
            )


def spelling(sheet: Sheet) -> Iterator[Finding]:
    """DN526: British or American, not both. Names, which begin with a capital, are left alone."""
    if sheet.chinese:
        return
    table = {
        pair[side]: (side, family, pair)
        for family, pairs in lists.SPELLINGS.items()
        for pair in pairs
        for side in (0, 1)
    }
    used = [(*table[w.written], w) for w in sheet.words if w.written in table and sheet.text[w.end] != "-"]
    if len({side for side, *_ in used}) < 2:
        return
    firm = [side for side, family, *_ in used if family not in lists.SOFT_FAMILIES]
    for side, family, pair, word in used:
        own = [s for s, f, *_ in used if f == family] if family in lists.SOFT_FAMILIES else firm
        if own.count(side) < own.count(1 - side):
            yield _other_spelling(word, pair[1 - side], 1 - side)


def _other_spelling(word: Word, better: str, side: int) -> Finding:
    style = {"style_en": ("British", "American")[side], "style_zh": ("英式", "美式")[side]}
    return Finding("DN526", word.start, word.end, better, style)


def leftovers(sheet: Sheet) -> Iterator[Finding]:
    """DN527: nothing that was to be replaced before printing."""
    text = sheet.text
    for word in sheet.words:
        written = word.written
        crossed = (
            len(written) > 1
            and not written.strip("xX")
            and written in ("XX", "xx", "X" * len(written), "x" * len(written))
        )
        if crossed and len(written) == 2:
            crossed = text[word.end : word.end + 2].lstrip(" ")[:1] in tuple("%％亿億万萬元年月日公司家倍")
        if (written in lists.LEFT_WORDS or crossed) and not text[word.start - 1 : word.start].isdigit():
            yield Finding("DN527", word.start, word.end)
    for piece in lists.LEFT:
        if piece[0] in sheet.characters:
            done = -1
            for at in sheet.places(piece):
                if at < done:
                    continue
                done = at + len(piece)
                while piece[0] in "?？" and text[done] == piece[0]:
                    done += 1
                yield Finding("DN527", at, done)
    bracketed: list[Finding] = []
    for match in re.finditer(r"[\[【]([^\[\]【】\ue000]{2,24})[\]】]", text) if sheet.has("[【") else ():
        if any(word in match[1] for word in lists.FILL_IN):
            bracketed.append(Finding("DN527", *match.span()))
    yield from bracketed
    if "待" in sheet.characters:
        for one in _to_fill(sheet):
            if not any(b.start <= one.start and one.end <= b.end for b in bracketed):
                yield one


def _to_fill(sheet: Sheet) -> Iterator[Finding]:
    """待补充 and the like where it stands alone; 仍待确认 is prose."""
    text, done = sheet.text, -1
    for word in lists.TO_FILL:
        for at in sheet.places(word):
            before, after = text[at - 1 : at], text[at + len(word)]
            alone = (not before or before in "【（([：:，。；" + END) and after in "】）)]，。；、" + END
            if alone and at != done:
                done = at
                yield Finding("DN527", at, at + len(word))


def long_sentences(sheet: Sheet) -> Iterator[Finding]:
    """DN528: a sentence is not longer than the house allows."""
    limits = sheet.checks.limits
    most = limits.sentence_zh if sheet.chinese else limits.sentence_en
    pattern = "[^\x03;!?]+" if sheet.chinese else r"(?:[^.!?;]|\.(?=\S))+"
    for block in sheet.of_kind("paragraph", "item", "risk", "summary"):
        if block.end - block.start <= most:
            continue
        for match in re.finditer(pattern, sheet.shape[block.start : block.end]):
            start, end = block.start + match.start(), block.start + match.end()
            length = _length(sheet, start, end)
            if length > most:
                start += len(match[0]) - len(match[0].lstrip())
                yield Finding("DN528", start, end, params={"n": length, "most": most, **_counted(sheet)})


def long_headings(sheet: Sheet) -> Iterator[Finding]:
    """DN529: a heading is not longer than the house allows."""
    limits = sheet.checks.limits
    most = limits.heading_zh if sheet.chinese else limits.heading_en
    for block in sheet.of_kind("title", "heading", "caption"):
        length = _length(sheet, block.start, block.end)
        if length > most and not _is_sentence(sheet, block):
            yield Finding(
                "DN529", block.start, block.end, params={"n": length, "most": most, **_counted(sheet)}
            )


def _counted(sheet: Sheet) -> dict[str, object]:
    return {"what_en": "characters" if sheet.chinese else "words", "what_zh": "字" if sheet.chinese else "词"}


def _is_sentence(sheet: Sheet, block: Block) -> bool:
    """Whether a bold paragraph is a sentence of its own rather than a heading."""
    return block.kind == "heading" and sheet.text[block.end - 1] in "。."


RULES = (repeated, repeated_clause, wrong, spelling, leftovers, long_sentences, long_headings)

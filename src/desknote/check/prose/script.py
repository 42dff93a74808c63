"""DN524 and DN525: Simplified characters in a Traditional note, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from desknote.check.prose.sheet import Finding, Sheet

_NEAR = 2
"""Characters that may stand between two wrong ones of one word."""


def other_script(sheet: Sheet) -> Iterator[Finding]:
    """DN524: characters are those of the note's script; DN525 where nearly none are."""
    if not sheet.chinese:
        return
    from desknote.check.prose.characters import OF_SIMPLIFIED, OF_TRADITIONAL, SIMPLIFIED, TRADITIONAL

    traditional = sheet.note.lang == "zh-HK"
    wrong, right = (SIMPLIFIED, TRADITIONAL) if traditional else (TRADITIONAL, SIMPLIFIED)
    if sheet.characters.isdisjoint(wrong):
        return
    foreign, own = frozenset(wrong), frozenset(right)
    places = [i for i, sign in enumerate(sheet.text) if sign in foreign]
    if len(places) > 20 and len(places) > 2 * sum(sign in own for sign in sheet.text):
        block = sheet.block(places[0])
        yield Finding("DN525", block.start, block.end, params={"lang": "zh-CN" if traditional else "zh-HK"})
        return
    other = dict(zip(wrong, OF_SIMPLIFIED if traditional else OF_TRADITIONAL, strict=True))
    for start, end in _words(sheet, places):
        better = "".join(other.get(sign, sign) for sign in sheet.text[start:end])
        yield Finding("DN524", start, end, "" if "〓" in better else better)


def _words(sheet: Sheet, places: list[int]) -> Iterator[tuple[int, int]]:
    """Wrong characters close to each other, taken together."""
    start = last = -1
    for at in places:
        if last >= 0 and at - last <= _NEAR + 1 and sheet.text[last + 1 : at].isalpha() | (at == last + 1):
            last = at
            continue
        if last >= 0:
            yield start, last + 1
        start = last = at
    if last >= 0:
        yield start, last + 1


RULES = (other_script,)

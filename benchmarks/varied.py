"""A note told otherwise: as many notes as one likes that have their charts in common and little else."""

from __future__ import annotations

import random
import re

_SENTENCE = re.compile(r"(?<=[。；])(?=[^）」”\s])")
_LEAST = 0x4E00


def varied(text: str, number: int) -> str:
    """The sample note ``text`` with its sentences in another order, some left out, others' names and rating.

    Each has two dozen characters of its own, so that no two notes need the same fonts.
    """
    chance = random.Random(number)
    lines = []
    for line in text.split("\n"):
        if line.startswith("      ") and "。" in line and not line.lstrip().startswith(("@exhibit", "- {")):
            indent = re.match(r"\s*(?:\d+\. )?", line)
            start = indent[0] if indent else ""
            sentences = [s for s in _SENTENCE.split(line[len(start) :]) if s]
            chance.shuffle(sentences)
            if number % 3 == 1 and len(sentences) > 2:
                del sentences[-1]
            line = start + "".join(sentences)
        lines.append(line)
    told = "\n".join(lines)
    own = "".join(chr(_LEAST + chance.randrange(3000)) for _ in range(24))
    analyst = chance.choice(("zhang-san", "li-si", "wang-wu", "[zhang-san, li-si]"))
    for before, after in (
        ("\nsubtitle: ", f"\nsubtitle: 第 {number} 篇，{own}，"),
        ("\nanalysts: zhang-san", f"\nanalysts: {analyst}"),
        ("\nrating: 增持", f"\nrating: {chance.choice(('增持', '中性', '减持'))}"),
    ):
        assert before in told
        told = told.replace(before, after, 1)
    return told

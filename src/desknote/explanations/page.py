"""What an explanation is: a few sentences in English and Chinese, and an example gone wrong and right."""

from __future__ import annotations

from textwrap import dedent
from typing import Literal

from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a file; ``file`` says of which: from the note's folder or from the top of the workspace."""

    text: str
    file: str = "note.yaml"


@dataclass(frozen=True, slots=True)
class Law:
    """A source of rules: a statute, a regulator's or an association's rule. ``url`` is its official place."""

    en: str
    zh: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where in a law a rule stems from, and how that is known.

    ``reading``: ``text`` where the article's wording was read, ``summary`` where somebody else's summary or
    quotation of it was, ``none`` where neither was: then it is written from general knowledge.
    """

    law: Law
    en: str
    zh: str
    reading: Literal["text", "summary", "none"]


READINGS = {
    "text": ("wording read", "已查阅条文"),
    "summary": ("wording not read; a summary or quotation of it was", "未查阅条文，仅见摘要或引述"),
    "none": ("wording not read; written from general knowledge", "未查阅条文，据一般了解写成"),
}
"""What ``Source.reading`` means, in English and Chinese."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule means, why it matters, what commonly causes it; and the same thing wrong and right."""

    en: str
    zh: str
    wrong: Example | None = None
    right: Example | None = None
    sources: tuple[Source, ...] = ()
    """Where a rule of a jurisdiction stems from."""

    def said_of_sources(self, zh: bool) -> tuple[str, ...]:
        """Each source in a line: law, article, whether it was read, official place."""
        return tuple(
            f"{one.law.zh}{one.zh}（{READINGS[one.reading][1]}）{one.law.url}"
            if zh
            else f"{one.law.en}, {one.en} ({READINGS[one.reading][0]}). {one.law.url}"
            for one in self.sources
        )

    def examples(self, zh: bool) -> tuple[tuple[str, Example], ...]:
        """The examples there are, each under its heading."""
        said = (
            (("错误", self.wrong), ("正确", self.right))
            if zh
            else (("Wrong", self.wrong), ("Right", self.right))
        )
        place = "{}（{}）：" if zh else "{}, in {}:"
        return tuple((place.format(word, one.file), one) for word, one in said if one is not None)


def explained(
    en: str, zh: str, wrong: str = "", right: str = "", sources: tuple[Source, ...] = ()
) -> Explanation:
    """An explanation from text written one sentence a line, and examples indented as the code is.

    A first line ``# PATH`` of an example names its file, where that is not the note.
    """
    return Explanation(_flow(en, " "), _flow(zh, ""), _example(wrong), _example(right), sources)


def silence(code: str, severity: str, zh: bool) -> str:
    """How to leave a warning out; empty for an error, and for what is merely told."""
    if severity != "warning":
        return ""
    command = f"desknote check --ignore {code}"
    return f"若是有意为之，可不再提示：{command}" if zh else f"Where it is meant so, leave it out: {command}"


def _flow(text: str, between: str) -> str:
    return between.join(line.strip() for line in text.strip().splitlines())


def _example(text: str) -> Example | None:
    text = dedent(text).strip("\n")
    if not text.startswith("# "):
        return Example(text) if text else None
    file, _, rest = text.removeprefix("# ").partition("\n")
    return Example(rest, file)

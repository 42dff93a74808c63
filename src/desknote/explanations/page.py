"""What an explanation is: a few sentences in English and Chinese, and an example gone wrong and right."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a file; ``file`` says of which: from the note's folder or from the top of the workspace."""

    text: str
    file: str = "note.yaml"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule means, why it matters, what commonly causes it; and the same thing wrong and right."""

    en: str
    zh: str
    wrong: Example | None = None
    right: Example | None = None

    def examples(self, zh: bool) -> tuple[tuple[str, Example], ...]:
        """The examples there are, each under its heading."""
        said = (
            (("错误", self.wrong), ("正确", self.right))
            if zh
            else (("Wrong", self.wrong), ("Right", self.right))
        )
        place = "{}（{}）：" if zh else "{}, in {}:"
        return tuple((place.format(word, one.file), one) for word, one in said if one is not None)


def explained(en: str, zh: str, wrong: str = "", right: str = "") -> Explanation:
    """An explanation from text written one sentence a line, and examples indented as the code is.

    A first line ``# PATH`` of an example names its file, where that is not the note.
    """
    return Explanation(_flow(en, " "), _flow(zh, ""), _example(wrong), _example(right))


def silence(code: str, severity: str, zh: bool) -> str:
    """How to leave a warning out; empty for an error."""
    if severity == "error":
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

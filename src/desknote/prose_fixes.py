"""Ways to mend a finding of prose: the right words in the place of the wrong ones, where YAML allows it."""

from __future__ import annotations

from collections.abc import Iterator

from desknote.diagnostics import Diagnostic, Edit, Fix, Span
from desknote.edits import Lines, apply
from desknote.source import load_document

CERTAIN = frozenset(("DN501", "DN511", "DN512", "DN513", "DN516", "DN518", "DN519", "DN521", "DN523"))
"""The rules whose right spelling is what the author meant; others only offer theirs."""
_REMOVING = frozenset(("DN518", "DN522"))
_MEANS_SOMETHING = frozenset(":#{}[],&*?|<>=!%@`\"'\\-")
"""Characters that may turn a text into something else in YAML."""


def prose_fixes(diagnostic: Diagnostic, span: Span, lines: Lines) -> Iterator[Fix]:
    """The fix that a finding of prose suggests; none where the file does not read as the finding says."""
    word, better = str(diagnostic.params.get("word", "")), diagnostic.suggestion
    if (not better and diagnostic.code not in _REMOVING) or not word or lines.covered(span) != word:
        return
    if better == "" and word.strip():
        return  # a clause that stands twice: its marks are the author's to mend
    edit = Edit(span, better)
    if _MEANS_SOMETHING.intersection(better) and not _reads_alike(lines.text, edit):
        return
    if diagnostic.code == "DN516":
        certain = len(word) > 2 and word[0] in "\"'"  # straight marks; which of two good kinds is a choice
    else:
        certain = diagnostic.code in CERTAIN
    en = f"replace '{word}' by '{better}'" if better else "remove the space"
    zh = f"把“{word}”改为“{better}”" if better else "删除空格"
    yield Fix(en, zh, (edit,), certain)


def _reads_alike(text: str, edit: Edit) -> bool:
    """Whether the file has the same keys after the edit as before."""
    before, _ = load_document("", text)
    after, problems = load_document("", apply(text, (edit,)))
    if before is None or after is None or problems:
        return False
    return before.scalars.keys() == after.scalars.keys()

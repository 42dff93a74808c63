"""The proof that a PDF carries, and holding a PDF against the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from desknote.diagnostics import Diagnostic, Problems
from desknote.ledger import Book, Entry
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.closed import ClosedNote

LARGEST = 200_000_000
_KEYS = _NOTE, _CONTENT, _MADE, _CHANNEL = (
    "DesknoteNote", "DesknoteContent", "DesknoteMade", "DesknoteChannel",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """What a PDF says of itself: the note's slug, the digest of its content, the versions that made it.

    ``channel`` is what it was built for: ``pdf``, ``pdfa``, ``pdfua``, or one of the house's own.
    """

    note: str
    content: str
    made: str
    channel: str = "pdf"


class CannotBuild(Exception):
    """Raised where the note of a proof cannot be built again; why not, in English and Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        self.en, self.zh = en, zh
        super().__init__(en)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``how``: ``file`` (byte for byte what was approved) or ``rebuilt`` (the same when built again)."""

    how: str
    entry: Entry
    proof: Proof


def stamp(note: ClosedNote, made: str, channel: str) -> Mapping[str, str]:
    """Entries for the information dictionary of a PDF of ``note``."""
    if not note.content:
        return {}
    return dict(zip(_KEYS, (note.slug, note.content, made, channel), strict=True))


def read_proof(pdf: bytes, file: str) -> Proof:
    """The proof in a PDF. Raises Problems (DN810) where there is none."""
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]

    try:
        document = pypdfium2.PdfDocument(pdf)
        try:
            note, content, made, channel = map(document.get_metadata_value, _KEYS)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise Problems([_none(file, "it is not a PDF that can be read", "无法作为 PDF 读取")]) from error
    if not note or not content:
        raise Problems([_none(file, "desknote did not build it", "并非由 desknote 生成")])
    return Proof(note, content, made, channel)


def _none(file: str, en: str, zh: str) -> Diagnostic:
    return Diagnostic("DN810", None, {"file": file, "reason_en": en, "reason_zh": zh})


def judge(
    pdf: bytes,
    file: str,
    book: Book,
    counts: Callable[[Entry], bool],
    rebuilt: Callable[[Proof], bytes],
) -> Verdict:
    """Whether ``pdf`` is what the ledger approved.

    ``counts`` says whether an entry is by somebody whom the house knows; ``rebuilt`` builds the note of a
    proof again, for the same channel, or raises CannotBuild. A PDF's own word is not
    taken: it must be the file that was approved, or come out the same when it is built again. Raises
    Problems (DN803, DN810, DN811).
    """
    if book.broken is not None:
        raise Problems([book.broken])
    proof = read_proof(pdf, file)
    entries = [e for e in book.of.get(proof.note, ()) if e.act in ("approve", "release") and counts(e)]
    digest = hashlib.sha256(pdf).hexdigest()
    for entry in reversed(entries):
        if digest in entry.outputs.values():
            return Verdict("file", entry, proof)
    same = [e for e in entries if e.content == proof.content]
    if not same:
        en = f"the ledger holds no approval of '{proof.note}' with the content {proof.content[:16]}…"
        zh = f"台账中没有对“{proof.note}”该内容（{proof.content[:16]}…）的批准"
        raise Problems([_other(file, en, zh)])
    try:
        again = rebuilt(proof)
    except CannotBuild as error:
        en = f"its content was approved, but it cannot be built again to compare: {error.en}"
        zh = f"其内容曾获批准，但无法重新生成以核对文件：{error.zh}"
        raise Problems([_other(file, en, zh)]) from error
    if again != pdf:
        en = "its content was approved, but the file differs from what that content builds to here"
        zh = "其内容曾获批准，但文件与在此处重新生成的结果不同"
        raise Problems([_other(file, en, zh)])
    return Verdict("rebuilt", same[-1], proof)


def _other(file: str, en: str, zh: str) -> Diagnostic:
    return Diagnostic("DN811", None, {"file": file, "reason_en": en, "reason_zh": zh})

"""How a note that may not be relied on says so, in every channel in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desknote.records import dataclass
from desknote.spacing import spaced

if TYPE_CHECKING:
    from desknote.closed import ClosedNote


@dataclass(frozen=True, slots=True)
class Notice:
    """``word`` is a mark such as Draft, ``text`` the whole sentence."""

    word: str
    text: str


def notice_of(note: ClosedNote) -> Notice | None:
    """What a draft, a note in review or one that was withdrawn must say; nothing for others."""
    word = note.labels.get(f"state_{note.state}")
    if not word:
        return None
    colon = "：" if note.lang.startswith("zh") else ": "
    reason = colon + spaced(note.withdrawal) if note.withdrawal else ""
    return Notice(word, spaced(note.labels[f"state_{note.state}_notice"]) + reason)


def marked_title(note: ClosedNote, title: str) -> str:
    """``title`` as subjects and titles of files show it: a draft's begins with its mark."""
    notice = notice_of(note)
    if notice is None:
        return title
    return f"【{notice.word}】{title}" if note.lang.startswith("zh") else f"[{notice.word}] {title}"

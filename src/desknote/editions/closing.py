"""The edition of a note in a workspace: closed, in the state that the ledger gives it, not checked."""

from __future__ import annotations

from contextlib import suppress

from desknote.diagnostics import Diagnostic, Problems
from desknote.editions.edition import Edition
from desknote.editions.gather import edition
from desknote.workspace import Workspace


def edition_of(workspace: Workspace, slug: str) -> tuple[Edition | None, tuple[Diagnostic, ...]]:
    """The edition of ``slug`` and what is wrong with its files; no edition where it cannot be closed."""
    from desknote.release import placed
    from desknote.resolve import close

    note, found = close(workspace, slug)
    if note is None:
        return None, found
    with suppress(Problems):  # a ledger that cannot be read is no matter of the text
        note = placed(workspace, note)[0]
    return edition(note), found

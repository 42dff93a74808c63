"""The edition within a PDF."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from desknote.diagnostics import Diagnostic, Problems
from desknote.editions.edition import Edition
from desknote.editions.packing import BadEdition, pack, unpack
from desknote.editions.public import public
from desknote.render.embedded import Embedded, embedded

NAME = "desknote-edition.json.br"
_LARGEST = 500_000_000
"""Bytes of a PDF that is opened."""


def as_file(edition: Edition) -> Embedded:
    """The file that a PDF carries, so that its edition can be compared without its sources."""
    about = "What this note says, for comparing editions (desknote diff): JSON, Brotli"
    return Embedded(
        NAME, pack(public(edition)), about, dt.date.fromisoformat(edition.date), "application/x-brotli"
    )


def edition_in(path: Path) -> Edition:
    """The edition that the PDF at ``path`` carries.

    Raises Problems: DN003 or DN005 for a file that cannot be read, DN825 for what is no whole PDF, DN824
    for one without an edition, DN826 for an edition that is damaged or of a later desknote.
    """
    name = str(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise Problems([Diagnostic("DN825", None, {"file": name, "reason": "> 500 MB"})])
        content = embedded(path, NAME)
    except FileNotFoundError:
        raise Problems([Diagnostic("DN005", None, {"file": name})]) from None
    except OSError as error:
        raise Problems([Diagnostic("DN003", None, {"file": name, "reason": error.strerror})]) from error
    except ValueError as error:
        raise Problems([Diagnostic("DN825", None, {"file": name, "reason": str(error)})]) from error
    if content is None:
        raise Problems([Diagnostic("DN824", None, {"file": name})])
    try:
        return unpack(content)
    except BadEdition as bad:
        reason = ("it is of a later desknote", "由更新版本的 desknote 生成") if bad.newer else (str(bad),) * 2
        params = {"file": name, "reason_en": reason[0], "reason_zh": reason[1]}
        raise Problems([Diagnostic("DN826", None, params)]) from bad

"""What the main process and the printing process tell each other."""

from __future__ import annotations

from collections.abc import Callable

from desknote.diagnostics import Diagnostic
from desknote.preview.boxes import SourceBox
from desknote.records import dataclass
from desknote.workspace import Workspace

NOTHING = -1
"""The number of no job."""

Failed = Callable[[BaseException, str, Workspace | None], Diagnostic]
"""Makes a finding of a failure of desknote itself, and logs it; sent to another process by its name."""


@dataclass(frozen=True, slots=True)
class Job:
    """Build ``slug``. With ``pages`` it is printed in any case, and its pages are told of."""

    number: int
    slug: str
    pages: bool
    epoch: int = 0
    """Differs from the last job's where the house's own font files may have changed."""


@dataclass(frozen=True, slots=True)
class Order:
    """Build ``slug`` as ``desknote build`` would, for somebody who waits for it."""

    number: int
    slug: str
    targets: tuple[str, ...]
    force: bool
    epoch: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page: what stands for its look, its size in CSS pixels, and where its parts come from."""

    digest: str
    width: float
    height: float
    boxes: tuple[SourceBox, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF of a job, as soon as there is one; its files are yet to be written."""

    number: int
    slug: str
    pdf: bytes
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """How a job ended. ``files`` are the data files outside the note's folder that it read, or may have."""

    number: int
    slug: str
    ok: bool
    title: str
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...] = ()
    from_cache: bool = False
    dropped: bool = False


Message = Printed | Done

"""A workspace's content files, read and validated: each once, however many notes need it."""

from __future__ import annotations

import hashlib
from dataclasses import field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from desknote import workspace as files
from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.model.validation import salvage
from desknote.records import dataclass
from desknote.source import MAX_BYTES, Document, load_document
from desknote.workspace import Workspace

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[R]):
    """A file as a record. ``record`` is there whenever anything of the file can be looked into;
    ``mended`` are the paths where that took a placeholder; ``found`` is all that is wrong with it."""

    document: Document | None
    record: R | None
    found: tuple[Diagnostic, ...]
    mended: frozenset[tuple[str | int, ...]] = frozenset()

    @property
    def sound(self) -> bool:
        """Whether the record is all that the file says."""
        return self.record is not None and not self.mended


@dataclass(slots=True)
class Library:
    """Content files read so far, by content. For one run or a long-lived process."""

    size: int = 256
    _read: dict[tuple[str, type[BaseModel], bytes], Loaded[Any]] = field(default_factory=dict, repr=False)

    def load(self, workspace: Workspace, path: Path, record: type[R], span: Span | None = None) -> Loaded[R]:
        """The file at ``path`` as a ``record``. ``span`` is where a missing file is told of."""
        name = workspace.name(path)
        try:
            if path.is_file() and path.stat().st_size > MAX_BYTES:
                return Loaded(None, None, (Diagnostic("DN104", Span.point(name)),))
            data = files.read(workspace, path, span)
        except Problems as problems:
            return Loaded(None, None, problems.diagnostics)
        except OSError as error:
            return Loaded(None, None, (files.unreadable(path, name, error, span),))
        key = (name, record, hashlib.sha256(data).digest())
        if key not in self._read:
            self._read[key] = self._load(name, data, record)
            while len(self._read) > self.size:
                del self._read[next(iter(self._read))]
        return self._read[key]

    @staticmethod
    def _load(name: str, data: bytes, record: type[R]) -> Loaded[R]:
        document, found = load_document(name, data)
        if document is None:
            return Loaded(None, None, tuple(found))
        read, wrong, mended = salvage(document, record)
        return Loaded(document, read, (*found, *wrong), mended)
